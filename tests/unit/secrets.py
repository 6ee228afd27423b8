"""Spellings of a secret in a URL or a header line: `hush` is the secret, all else may be shown.

A table of cases for every way out. What is left readable stands in `PLAIN`, with the reason.
"""

HOST = "https://a.example"

NAMES = (
    *(
        "token",
        "access_token",
        "access%5Ftoken",
        "to%6ben",
        "to%256ben",
        "TOKEN",
        "sId",
        "tOkEn",
        "a[token]",
    ),
    *(
        "a%5Btoken%5D",
        "user.token",
        "token[]",
        "api_key",
        "api-key",
        "apiKey",
        "apikey",
        "x-api-key",
    ),
    *("X-Amz-Security-Token", "X-Amz-Signature", "X-Amz-Credential", "X-Goog-Signature"),
    *(
        "AWSAccessKeyId",
        "sig",
        "sign",
        "signature",
        "hmac",
        "key",
        "subscription-key",
        "private_key",
    ),
    *("sid", "connect.sid", "session", "session_id", "sess", "jsessionid", "PHPSESSID"),
    *("ASPSESSIONIDABC", "code", "auth_code", "user_code", "ticket", "pass", "user_pass", "passwd"),
    *("pwd", "passphrase", "passcode", "pin", "otp", "totp", "nonce", "jwt", "id_token"),
    *("SAMLResponse", "SAMLRequest", "RelayState", "assertion", "client_secret", "clientSecret"),
    *("refresh", "refresh_token", "oauth_verifier", "code_verifier", "csrf", "xsrf", "cookie"),
    *("credentials", "authorization", "api\\_key", "to&#107;en", "&#116;oken", "%74%6f%6b%65%6e"),
    *("magic", "invite", "sessid", "bearer"),
)

BY_NAME = tuple(f"{HOST}/p?x=1&{name}=hush&y=2" for name in NAMES)

BY_VALUE = tuple(
    f"{HOST}/p?token={value}"
    for value in (
        *("'hush'", "hush'", "a)hush", "(hush)", "a(b)hush", "%27hush", "a%26hush", "a%23hush"),
        *(
            '"hush"',
            "a<hush",
            "a<b>hush",
            "a>hush",
            "a;hush",
            "a=hush",
            "a/hush",
            "a?hush",
            "a,hush",
        ),
        *("a:hush", "a|hush", "a`hush", "a\\hush", "a*hush*", "[hush]", "{hush}", "a&#115;hush"),
        *("hush.", "a%20hush", "a+hush", "ä-hush", "a%0Ahush", "a!hush", "a^hush", "%E4hush"),
        *("a@hush", "a$hush", "%hush", "%2hush"),
    )
)

BY_PLACE = (
    f"{HOST}/p;jsessionid=hush",
    f"{HOST}/p;jsessionid=hush?x=1",
    f"{HOST}/p;v=1;sid=hush/q",
    f"{HOST}/p#access_token=hush",
    f"{HOST}/p#x=1&access_token=hush",
    f"{HOST}/p#/back?token=hush",
    f"{HOST}/p#!/back?a=b&code=hush",
    f"{HOST}/p#token=a#hush",
    f"{HOST}/p?x&amp;token=hush",
    f"{HOST}/p?x;token=hush",
    f"{HOST}/p??token=hush",
    f"{HOST}/p?token%3Dhush",
    f"{HOST}/p?&&token=hush",
    "?token=hush",
    "p.md?token=hush",
    "/p?token=hush",
    "//a.example/p?token=hush",
    "ftp://a.example/p?token=hush",
)

BY_LOGIN = (
    "https://me:hush@a.example/",
    "https://hush@a.example/",
    "https://:hush@a.example/",
    "https://me:a@hush@a.example/",
    "https:/me:hush@a.example/",
    "https:me:hush@a.example/",
    "https:\\\\me:hush@a.example/",
    "https:/\\me:hush@a.example/",
    "https:\\/\\/me:hush@a.example/",
    "https:///me:hush@a.example/",
    "//me:hush@a.example/",
    "\\\\me:hush@a.example/",
    "HTTPS://me:hush@a.example/",
    "https://me:hush%40a.example/",
    "https://me%3Ahush@a.example/",
    "https://me:hush&commat;a.example/",
    "https://me:hush&#64;a.example/",
    "https://me:hush\\@a.example/",
    "https://me:a/hush@a.example/",
    "https://me:a?hush@a.example/",
    "https://me:a#hush@a.example/",
    "https://me:hush@a.example:8080/p?q#f",
    "https://me:hush@[::1]/",
    "git+https://me:hush@a.example/r.git",
    "postgres://me:hush@db.example/x",
    "redis://:hush@db.example/0",
    "http&colon;//me:hush@a.example/",
    "https%3A%2F%2Fme%3Ahush%40a.example",
    "there is no file me:hush@a.example",
    "'me%3Ahush%40a.example' is not a host name",
)

NESTED = (
    f"{HOST}/in?to=https%3A%2F%2Fb.example%2F%3Ftoken%3Dhush",
    f"{HOST}/in?to=https%3A%2F%2Fb.example%2F%3Fx%3D1%26token%3Dhush%26y%3D2",
    f"{HOST}/in?to=https%3A%2F%2Fme%3Ahush%40b.example%2F",
    f"{HOST}/in?to=https%253A%252F%252Fme%253Ahush%2540b.example%252F",
    f"{HOST}/in?to=https%253A%252F%252Fb.example%252F%253Ftoken%253Dhush",
    f"{HOST}/in?to=https%25253A%25252F%25252Fb.example%25252F%25253Ftoken%25253Dhush",
    f"{HOST}/in?to=%2Fp%3Faccess%255Ftoken%3Dhush",
    f"{HOST}/in?to=https://me:hush@b.example/",
    f"{HOST}/in?to=https://b.example/?token=hush",
    f"{HOST}/in/https%3A%2F%2Fb.example%2F%3Ftoken%3Dhush",
    f"{HOST}/in/https://me:hush@b.example/",
    f"{HOST}/web/2020/https:/me:hush@b.example/",
    f"{HOST}/p%23access_token=hush",
    f'{HOST}/p?data={{"token":"hush"}}',
    f'{HOST}/p?data={{"user":{{"api_key":"a,hush"}}}}',
    f"{HOST}/p?data=%7B%22token%22%3A%22hush%22%7D",
    f"{HOST}/p?data=%7B%22token%22%3A%22a%26hush%22%7D",
    f"{HOST}/p?data=%257B%2522token%2522%253A%2522hush%2522%257D",
    f"{HOST}/p?data=%7B%22token%22%3A%5B%22hush%22%5D%7D",
    f"{HOST}/p?data=%7B%27token%27:%27hush%27%7D",
)

HEADERS = (
    "Authorization: Bearer hush",
    "authorization: Basic bWU6hush",
    "Authorization: hush",
    "Proxy-Authorization: Basic hush",
    "Cookie: sid=hush",
    "Cookie: a=b; sid=hush",
    "Set-Cookie: sid=hush; Path=/",
    "X-Api-Key: hush",
    "X-Auth-Token: hush",
    "sent Bearer eyJ0eXAi1.hush",
)

IN_TEXT = (
    ("(see https://a.example/?token=hush)", "(see https://a.example/?token=***)"),
    ("[x](https://a.example/?token=hush) and y", "[x](https://a.example/?token=***) and y"),
    ('[x](https://a.example/?token=hush "t") y', '[x](https://a.example/?token=*** "t") y'),
    ("<https://a.example/?token=hush> and y", "<https://a.example/?token=***> and y"),
    ("[x](<https://a.example/?token=a hush>) y", "[x](<https://a.example/?token=***>) y"),
    (
        '<a href="https://a.example/?token=hush">x</a>',
        '<a href="https://a.example/?token=***">x</a>',
    ),
    (
        "<a href='https://a.example/?token=hush'>x</a>",
        "<a href='https://a.example/?token=***'>x</a>",
    ),
    ("<a href=https://a.example/?token=hush>x</a>", "<a href=https://a.example/?token=***>x</a>"),
    ("Look: https://a.example/?token=hush, and y.", "Look: https://a.example/?token=***, and y."),
    ("“https://a.example/?token=hush” is y.", "“https://a.example/?token=***” is y."),
    ("301 https://me:hush@a.example/ → 200 x", "301 https://***@a.example/ → 200 x"),
    ("https://a.example/?token=a hush", "https://a.example/?token=***"),
)

SECRETS = (*BY_NAME, *BY_VALUE, *BY_PLACE, *BY_LOGIN, *NESTED, *HEADERS, *(t for t, _ in IN_TEXT))

PLAIN = {
    # Who asks, and not by what right.
    "?id=1&uid=2&user=me&username=me&login=me&email=me@a.example&client_id=3": "a name",
    "?author=a&authors=b&author_id=1&authority=c": "not auth",
    # Only good together with a signature, which is hidden: Azure's, CloudFront's, AWS's.
    "?sv=2022&se=2026-11-23&sp=r&sr=b&Expires=1&Key-Pair-Id=A&Policy=B&X-Amz-Date=1": "a condition",
    # OAuth's guard against forgery is worth nothing without the browser that it was given to, and
    # everywhere else a state is one of New York or of an issue.
    "?state=open&status=1": "a state",
    # Of a content, to defeat caches.
    "?hash=abc&v=1&etag=2&digest=3&checksum=4": "a hash",
    "?monkey=c&keyword=d&keys=1&design=e&signal=f&assign=g&passenger=h&compass=i": "another word",
    "?zipcode=1&encode=2&codec=3&spin=4&side=5&inside=6&option=7&sessile=8": "another word",
    "?page=2#section=3": "a place",
    "/@me/c": "a path",
    "https://a.example/token/abc": "a path: no name says that it is one",
    "https://a.example/?q=token": "a word that is asked for",
    "me@a.example": "an address",
    "mailto:me@a.example?subject=x": "an address",
    "a // b@c": "no URL",
    "https://a.example/10:/@c": "a path",
    "https://a.example:8080/@me": "a port",
    "https://a.example//@c/d": "a path",
    "token=c": "no URL",
    "Authorizations: how they work": "a title",
    "Cookie: a short history": "a title",
    "a < b and c > d": "no tag",
}
