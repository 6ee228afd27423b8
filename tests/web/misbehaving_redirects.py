"""Hosts that send a client round and round, to nowhere, or on by a page instead of a status.

What is said in a Location, a Refresh or a cookie. Sound bytes throughout.
"""

from tests.web.misbehaving_talk import (
    HEALTHY,
    HTML,
    Behaviour,
    Header,
    Talk,
    by_path,
    message,
    page,
    says,
)

_HOME = says(HEALTHY)


def location(value: bytes, status: int = 302, *headers: Header) -> bytes:
    """A redirect; the value is sent as it is."""
    start, _, end = message(status, ("Location", "@"), *headers).partition(b"@")
    return start + value + end


def sends_to(value: bytes, status: int = 302) -> Behaviour:
    """/old is sent on; wherever that leads on this host, all is well."""

    async def behave(talk: Talk) -> None:
        await talk.say(location(value, status) if talk.asked.target == "/old" else HEALTHY)

    return behave


def a_to_b_to_a() -> Behaviour:
    return by_path({"a": says(location(b"/b")), "b": says(location(b"/a"))})


async def grows(talk: Talk) -> None:
    """A little more at each hop, so that no two are the same."""
    target = talk.asked.target
    await talk.say(location((target + ("&" if "?" in target else "?") + "again=1").encode()))


async def a_thousand_hops(talk: Talk) -> None:
    number = int(talk.asked.path.strip("/"))
    await talk.say(location(b"/%d" % (number + 1)) if number < 1000 else HEALTHY)


# -------------------------------------------------------------------- cookies


async def cookie_wall(talk: Talk) -> None:
    """To itself until the cookie is there."""
    if "seen=1" in talk.asked.headers.get("cookie", ""):
        await talk.say(HEALTHY)
    else:
        await talk.say(location(talk.asked.target.encode(), 302, ("Set-Cookie", "seen=1; Path=/")))


async def consent(talk: Talk) -> None:
    """By way of another page, which sets the cookie and leads back."""
    if talk.asked.path == "/consent":
        await talk.say(location(b"/article", 303, ("Set-Cookie", "seen=1; Path=/; HttpOnly")))
    elif "seen=1" in talk.asked.headers.get("cookie", ""):
        await talk.say(HEALTHY)
    else:
        await talk.say(location(b"/consent?back=%2Farticle"))


async def cookie_monster(talk: Talk) -> None:
    """24 new cookies of 1 KB at each of nine hops: 216 in all, were they kept."""
    hop = int(talk.asked.path.strip("/"))
    cookies = [("Set-Cookie", f"c{hop}x{n}={'y' * 1000}; Path=/") for n in range(24)]
    await talk.say(location(b"/%d" % (hop + 1), 302, *cookies) if hop < 9 else HEALTHY)


# ------------------------------------------------------- sent on by the page


def refreshing(content: str, to: Behaviour = _HOME) -> Behaviour:
    tag = f'<meta http-equiv="refresh" content="{content}">'
    return by_path({"old": says(page("Moving", head=tag))}, to)


def refresh_header(content: str) -> Behaviour:
    body = b"<title>Moving</title>"
    return by_path({"old": says(message(200, HTML, ("Refresh", content), body=body))}, _HOME)


def refresh_loop() -> Behaviour:
    def leads_to(path: str) -> Behaviour:
        return says(page("Moving", head=f'<meta http-equiv="refresh" content="0; url={path}">'))

    return by_path({"a": leads_to("/b"), "b": leads_to("/a")})


def canonical(uri: str) -> Behaviour:
    return says(page("Well", "All is well.", head=f'<link rel="canonical" href="{uri}">'))


# ------------------------------------------------------------------- sign-in


def sign_in(form: bytes) -> Behaviour:
    """What is private is sent on to a form that asks for a password."""
    field = b'<form method="post" action="/session"><input name="login"><input type="password">'
    body = page("Sign in to continue").partition(b"\r\n\r\n")[2]
    asks = says(message(200, HTML, body=body.replace(b"</main>", field + b"</form></main>")))
    return by_path({"login": asks, "signin": asks}, says(location(form)))
