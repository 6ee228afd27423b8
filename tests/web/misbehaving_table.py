"""Every host of the misbehaving web on which a link must get its verdict: sound bytes first.

Names are the words of the lines they stand for. Each host shows one behaviour, so that
what is learnt of one host says nothing of another.
"""

from tests.web.certificates import Fault
from tests.web.misbehaving_broken import BROKEN
from tests.web.misbehaving_bytes import deaf, http_at_once, race, too_old
from tests.web.misbehaving_case import Case, one
from tests.web.misbehaving_moved import MOVED
from tests.web.misbehaving_redirects import (
    location,
    sign_in,
)
from tests.web.misbehaving_statuses import (
    CLOUDFRONT,
    GONE,
    always,
    asctime_date,
    imf_fixdate,
    no_robots,
    once,
    rfc850_date,
    shared_page,
    waits_until,
)
from tests.web.misbehaving_talk import HEALTHY, says

_CHALLENGE = ("cf-mitigated", "challenge")

_PASSING = (
    one("404 once then 200", "gone-once.example/", "ok", says(GONE, HEALTHY), least=2),
    one("410 once then 200", "gone-410-once.example/", "ok", once(410), least=2),
    one("404 on GET twice", "gone-404.example/", "dead", says(GONE), least=2),
    one("410 on GET twice", "gone-410.example/", "dead", always(410), least=2),
    one("503 once", "busy-once.example/", "ok", once(503), least=2),
    one("500 once", "error-once.example/", "ok", once(500), least=2),
    one("408 once", "slow-408-once.example/", "ok", once(408), least=2),
    one("408 always", "slow-408.example/", "unreachable", always(408), least=2),
    one(
        "503 with Retry-After once",
        "busy-wait.example/",
        "ok",
        once(503, ("Retry-After", "2")),
        least=2,
        waits=2.0,
    ),
    one(
        "503 with an absurd Retry-After",
        "busy-absurd.example/",
        "unreachable",
        always(503, ("Retry-After", "1000000000")),
    ),
    *(
        one(f"{status} always", f"broken-{status}.example/", "unreachable", always(status), least=2)
        for status in (500, 502, 503, 504, 522, 524)
    ),
)

_SLOW_DOWN = (
    one(
        "429 with Retry-After in seconds",
        "slow-seconds.example/",
        "ok",
        once(429, ("Retry-After", "2")),
        least=2,
        waits=2.0,
    ),
    *(
        # Dates know whole seconds only: of three at least two are left.
        one(
            f"429 with Retry-After as {form.__name__}",
            f"slow-{form.__name__.replace('_', '-')}.example/",
            "ok",
            waits_until(form, 3.0),
            least=2,
            waits=2.0,
        )
        for form in (imf_fixdate, rfc850_date, asctime_date)
    ),
    one(
        "429 with an absurd Retry-After",
        "slow-absurd.example/",
        "blocked",
        always(429, ("Retry-After", "1000000000")),
    ),
    one(
        "429 with a Retry-After of forty digits",
        "slow-digits.example/",
        "blocked",
        always(429, ("Retry-After", "9" * 40)),
    ),
    one(
        "429 with a Retry-After that says nothing",
        "slow-soon.example/",
        "ok",
        once(429, ("Retry-After", "soon, -1")),
        least=2,
    ),
    one("429 without Retry-After, once", "slow-once.example/", "ok", once(429), least=2),
    one("429 to the end", "slow-429.example/", "blocked", always(429)),
    one(
        "403 with Retry-After once",
        "limit-403.example/",
        "ok",
        once(403, ("Retry-After", "0")),
        least=2,
    ),
    one(
        "413 with Retry-After once",
        "limit-413.example/",
        "ok",
        once(413, ("Retry-After", "0")),
        least=2,
    ),
    one("425 once", "early-425.example/", "ok", once(425), least=2),
)

_WALLS = (
    *(
        one(
            f"{status} with cf-mitigated",
            f"challenge-{status}.example/",
            "blocked",
            always(status, _CHALLENGE),
        )
        for status in (200, 403, 404, 429, 503)
    ),
    one(
        "202 with x-amzn-waf-action",
        "waf.example/",
        "blocked",
        always(202, ("x-amzn-waf-action", "challenge"), body=b""),
    ),
    one(
        "CloudFront's page", "cloudfront.example/", "blocked", says(CLOUDFRONT), words="CloudFront"
    ),
    *(
        one(f"{status}", f"wall-{status}.example/", "blocked", always(status), most=2)
        for status in (401, 403, 451, 999)
    ),
    one("400 always", "reject-400.example/", "blocked", always(400)),
    one("409 always", "reject-409.example/", "blocked", always(409)),
    one("421 always", "reject-421.example/", "blocked", always(421)),
    one("300 with a Location", "choice.example/", "unreachable", always(300, ("Location", "/en"))),
    one("304 without a condition", "unasked-304.example/", "unreachable", always(304)),
    one("403 to our User-Agent only", "no-robots.example/", "blocked", no_robots),
    one(
        "redirect to a sign-in form",
        "private.example/papers/7",
        "blocked",
        sign_in(b"/login?return_to=%2Fpapers%2F7"),
    ),
    one(
        "redirect to a sign-in form on another host",
        "members.example/papers/7",
        "blocked",
        says(location(b"http://accounts.example/signin?continue=http%3A%2F%2Fmembers.example%2F")),
    ),
)

_TLS = (
    one(
        "TLS expired",
        "https://expired.example/",
        "unreachable",
        fault=Fault.EXPIRED,
        most=1,
        words="expired",
    ),
    one(
        "TLS self-signed",
        "https://home-made.example/",
        "unreachable",
        fault=Fault.SELF_SIGNED,
        most=1,
        words="self-signed",
    ),
    one(
        "TLS wrong host",
        "https://other-name.example/",
        "unreachable",
        fault=Fault.OTHER_NAME,
        most=1,
        words="mismatch",
    ),
    one("TLS too old", "https://too-old.example/", "unreachable", door=too_old, most=1),
    one("plain HTTP on 443", "https://plain.example/", "unreachable", door=http_at_once, most=1),
    one("silent handshake", "https://silent.example/", "unreachable", door=deaf),
)

_SAME = "~user/page"
_SHARED: tuple[Case, ...] = (
    Case(
        "one URL asked once, fragments judged on the same body",
        {
            "http://shared.example/page": "ok",
            "http://shared.example/page#here": "ok",
            "http://shared.example/page#there": "ok",
            "http://shared.example/page#nowhere": "anchor-missing",
        },
        shared_page(),
        most=1,
    ),
    Case(
        "equivalent as RFC 3986 and UTS 46 say",
        {
            f"http://xn--bcher-kva.example/{_SAME}": "ok",
            f"http://bücher.example/{_SAME}": "ok",
            f"http://BÜCHER.example/{_SAME}": "ok",
            f"http://b%C3%BCcher.example/{_SAME}": "ok",
            f"HTTP://XN--BCHER-KVA.EXAMPLE/{_SAME}": "ok",
            f"http://xn--bcher-kva.example:80/{_SAME}": "ok",
            "http://xn--bcher-kva.example/%7Euser/page": "ok",
            "http://xn--bcher-kva.example/%7euser/p%61ge": "ok",
            f"http://xn--bcher-kva.example/./{_SAME}": "ok",
            f"http://xn--bcher-kva.example/x/../{_SAME}": "ok",
        },
        says(HEALTHY),
        most=1,
    ),
    Case(
        "keep-alive reuse race",
        {f"http://race.example/{number}": "ok" for number in range(6)},
        race,
        least=6,
        most=12,
    ),
)

CASES = (
    *_PASSING,
    *_SLOW_DOWN,
    *_WALLS,
    *MOVED,
    *_TLS,
    *_SHARED,
    *BROKEN,
)

# Where redirects to another host lead.
ELSEWHERE = {
    "accounts.example": sign_in(b"/signin"),
    "gone-elsewhere.example": says(GONE),
    "xn--strae-oqa.example": says(HEALTHY),
}
HEALTHY_HOSTS = tuple(f"healthy-{number}.example" for number in range(50))
HEALTHY_URLS = tuple(
    f"{scheme}://{host}/page" for host in HEALTHY_HOSTS for scheme in ("http", "https")
)
