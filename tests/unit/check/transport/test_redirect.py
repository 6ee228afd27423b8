"""Following redirects: where each leads, where it ends, and what is remembered of the way."""

from collections.abc import Callable

import anyio
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.check.transport.guard import Guard
from linkaudit.check.transport.http import Http
from linkaudit.check.transport.redirect import Redirect
from linkaudit.check.transport.retry import Retry
from linkaudit.check.transport.routes import Routes
from linkaudit.check.transport.time_budget import time_budget
from linkaudit.errors import TransportError
from linkaudit.model.http import Failure, FailureKind, Hop, Request, Response
from tests.builders import NOON
from tests.unit.check.origins import START, Web

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    ("location", "asked"),
    [
        ("https://b.example/new", "https://b.example/new"),
        ("//b.example/new", "https://b.example/new"),
        ("/new", "https://a.example/new"),
        ("new", "https://a.example/dir/new"),
        ("../new", "https://a.example/new"),
        ("?q=2", "https://a.example/dir/page?q=2"),
        (" /new\t", "https://a.example/new"),
        ("/a b", "https://a.example/a%20b"),
        ("/ünï", "https://a.example/%C3%BCn%C3%AF"),
        ("/Ã¼", "https://a.example/%C3%83%C2%BC"),  # read once by the exchange, and not again
        ("/€", "https://a.example/%E2%82%AC"),
        ("/\udcfcn\udcef", "https://a.example/%FCn%EF"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("HTTPS://B.EXAMPLE:443/x/./y/../z", "https://b.example/x/z"),
        ("https://user:secret@b.example/", "https://b.example/"),
    ],
)
async def test_a_redirect_is_followed_to_where_it_points(
    status: int, location: str, asked: str
) -> None:
    """RFC 9110 §10.2.2: a reference, resolved against the URI that was asked."""
    web = Web({START: (status, location)})

    response = await Redirect(web, 10, 90.0)(Request(START))

    assert response.uri == asked
    assert response.body == b"page"
    assert response.hops == (Hop(START, status),)
    assert [request.uri for request in web.asked] == [START, asked]


@pytest.mark.parametrize(
    ("first", "second", "landed"),
    [
        ("/b", "/c", "https://a.example/c"),
        ("/b#x", "/c", "https://a.example/c#x"),
        ("/b#x", "/c#y", "https://a.example/c#y"),
        ("/b", "/c#y", "https://a.example/c#y"),
        ("/b#x%20%0Ay", "/c", "https://a.example/c#x%20%0Ay"),
        ("/b", "/c#caf%C3%A9", "https://a.example/c#caf%C3%A9"),
        ("/b", "/c#a/b?c=d", "https://a.example/c#a/b?c=d"),
        ("/b", "/c#caf\udce9", "https://a.example/c#caf%E9"),
    ],
)
async def test_a_fragment_of_a_redirect_is_kept_until_another_replaces_it(
    first: str, second: str, landed: str
) -> None:
    """RFC 9110 §10.2.2: fragments are inherited; what comes out is a URI again."""
    web = Web({START: (301, first), "https://a.example/b": (301, second)})

    response = await Redirect(web, 10, 90.0)(Request(START))

    assert response.uri == landed
    assert all("#" not in request.uri for request in web.asked)


@pytest.mark.parametrize("status", [200, 300, 304, 404, 500])
async def test_a_location_redirects_only_with_a_status_that_does(status: int) -> None:
    """RFC 9110 §15.4; a 201 or a 300 names a place too, and sends nobody there."""
    web = Web({START: (status, "/elsewhere")})

    response = await Redirect(web, 10, 90.0)(Request(START))

    assert (response.uri, response.status, response.hops) == (START, status, ())


@pytest.mark.parametrize("headers", [{}, {"location": ""}])
async def test_a_redirect_that_names_no_place_is_the_answer(headers: dict[str, str]) -> None:
    """RFC 9110 §15.4: the server SHOULD generate a Location; some do not."""

    async def origin(request: Request) -> Response:
        return Response(request.uri, 301, headers)

    response = await Redirect(origin, 10, 90.0)(Request(START))

    assert response == Response(START, 301, headers)


@pytest.mark.parametrize(
    ("location", "trouble"),
    [
        ("javascript:alert(1)", "'javascript:' is not followed"),
        ("javascript:" + "x" * 50_000, "'javascript:' is not followed"),
        ("file:///etc/passwd", "'file:' is not followed"),
        ("gopher://a.example/", "'gopher:' is not followed"),
        ("ftp://a.example/", "'ftp:' is not followed"),
        ("data:text/html,x", "'data:' is not followed"),
        ("ws://a.example/", "'ws:' is not followed"),
        ("unix:/run/docker.sock", "'unix:' is not followed"),
        ("http:///:80/nowhere", "names no host"),
        ("https://a.example:99999/", "'99999' is not a port"),
        ("https://a.example:-1/", "'-1' is not a port"),
        ("https://a.example:٨٠/", "the port is not a number"),
        ("https://[::1/", "not an IPv6 address"),
        ("https://[zz]/", "not a"),
        ("https://a..b/", "not a host name"),
        ("https://1.2.3.4.5/", "not an IPv4 address"),
        ("https://☃☃☃\ufffe.example/", "not a host name"),
    ],
    ids=lambda value: value[:30],
)
async def test_a_redirect_to_what_cannot_be_asked_is_a_failure(location: str, trouble: str) -> None:
    """HOSTILE A and C: no file is opened, and no exception of a library escapes."""
    web = Web({START: (302, location)})

    with pytest.raises(TransportError) as caught:
        await Redirect(web, 10, 90.0)(Request(START))

    scheme = location.partition(":")[0]
    refused = scheme not in ("http", "https")
    kind = FailureKind.REFUSED if refused else FailureKind.BAD_REDIRECT
    assert caught.value.failure.kind is kind
    assert trouble in caught.value.failure.detail
    assert len(caught.value.failure.detail) <= 300
    assert caught.value.failure.uri == START
    assert caught.value.hops == (Hop(START, 302),)
    assert len(web.asked) == 1


async def test_a_location_that_leads_nowhere_is_told_without_its_secret() -> None:
    """Taken out before it is cut: of half a password, nobody could tell that it is one."""
    web = Web({START: (302, f"https://me:{'hush' * 200}@a.example:99999/")})

    with pytest.raises(TransportError) as caught:
        await Redirect(web, 10, 90.0)(Request(START))

    assert caught.value.failure.detail.endswith(": https://***@a.example:99999/")


@pytest.mark.parametrize(
    ("redirects", "requests"),
    [
        ({START: START}, 1),
        ({START: START + "#again"}, 1),
        ({START: "/b", "https://a.example/b": START}, 2),
        ({START: "/b", "https://a.example/b": "/c", "https://a.example/c": "/b"}, 3),
    ],
)
async def test_redirects_that_come_back_are_left_at_the_first_repeat(
    redirects: dict[str, str], requests: int
) -> None:
    """HOSTILE C: stops at the first repeat."""
    web = Web({uri: (302, location) for uri, location in redirects.items()})

    with pytest.raises(TransportError) as caught:
        await Redirect(web, 10, 90.0)(Request(START))

    assert caught.value.failure.kind is FailureKind.REDIRECTS
    assert "return to" in caught.value.failure.detail
    assert len(caught.value.hops) == len(web.asked) == requests


async def test_ten_redirects_are_followed() -> None:
    """The contract: `--max-redirects N`, 10."""
    web = Web({f"https://a.example/{n}": (301, f"/{n + 1}") for n in range(10)})

    response = await Redirect(web, 10, 90.0)(Request("https://a.example/0"))

    assert response.uri == "https://a.example/10"
    assert len(response.hops) == 10


async def test_an_eleventh_redirect_ends_it() -> None:
    """HOSTILE C: at most 11 requests are counted at the server."""
    web = Web({f"https://a.example/{n}": (301, f"/{n + 1}") for n in range(1000)})

    with pytest.raises(TransportError) as caught:
        await Redirect(web, 10, 90.0)(Request("https://a.example/0"))

    assert caught.value.failure == Failure(
        FailureKind.REDIRECTS, "more than 10 redirects", "https://a.example/11"
    )
    assert len(caught.value.hops) == len(web.asked) == 11


async def test_a_failure_on_the_way_tells_how_far_it_went() -> None:
    """The contract: `hops` and `attempts` belong to every record."""
    failure = Failure(FailureKind.TIMEOUT, "no answer within 20 s", "https://a.example/b")
    web = Web({START: (301, "/b")}, attempts=2)

    async def origin(request: Request) -> Response:
        if request.uri == failure.uri:
            raise TransportError(failure, attempts=4)
        return await web(request)

    with pytest.raises(TransportError) as caught:
        await Redirect(origin, 10, 90.0)(Request(START))

    assert caught.value.failure == failure
    assert caught.value.hops == (Hop(START, 301),)
    assert caught.value.attempts == 6


async def test_the_attempts_of_all_hops_are_added_up() -> None:
    """The contract: `attempts` of a link, not of its last hop."""
    web = Web({START: (301, "/b")}, attempts=2)

    response = await Redirect(web, 10, 90.0)(Request(START))

    assert response.attempts == 4


@pytest.mark.parametrize(
    ("location", "goes_along"),
    [
        ("/b", True),
        ("https://a.example:443/b", True),
        ("https://b.example/", False),
        ("https://a.example:8443/", False),
        ("http://a.example/", False),
        ("https://sub.a.example/", False),
    ],
)
async def test_headers_stay_with_the_origin_they_were_meant_for(
    location: str, goes_along: bool
) -> None:
    """HOSTILE B: never to another host or port, nor to http after https; RFC 6454 §4."""
    secret = (("PRIVATE-TOKEN", "secret"),)
    web = Web({START: (302, location)})

    await Redirect(web, 10, 90.0)(Request(START, secret))

    assert web.asked[0].headers == secret
    assert web.asked[1].headers == (secret if goes_along else ())


async def test_conditions_are_for_the_page_they_were_made_for() -> None:
    """RFC 9110 §13.1: a validator speaks of one representation, wherever a redirect leads."""
    conditions = (("If-None-Match", '"1"'), ("if-modified-since", "yesterday"))
    other = (("PRIVATE-TOKEN", "hush"),)
    web = Web({START: (302, "/new"), "https://a.example/new": (302, "/newer")})

    await Redirect(web, 10, 90.0)(Request(START, conditions + other))

    assert [request.headers for request in web.asked] == [conditions + other, other, other]


# ------------------------------------------------------------------ the time limit


async def never(request: httpx.Request) -> httpx.Response:
    await anyio.sleep_forever()
    raise AssertionError("nobody answers")


async def test_a_link_that_takes_too_long_keeps_its_way_and_its_attempts() -> None:
    """The contract: `--link-timeout S`, one link with all its attempts."""
    web = Web({START: (301, "/b")}, attempts=2)

    async def silent_then(request: Request) -> Response:
        if request.uri == START:
            return await web(request)
        await Http(httpx.MockTransport(never), 20.0, "test")(request)
        raise AssertionError("nobody answers")

    with pytest.raises(TransportError) as caught, time_budget(0.0):
        await Redirect(silent_then, 10, 90.0)(Request(START))

    detail = "no answer within 90 s in all attempts"
    assert caught.value.failure == Failure(FailureKind.TIMEOUT, detail, "https://a.example/b")
    assert caught.value.hops == (Hop(START, 301),)
    assert caught.value.attempts == 3


@pytest.mark.parametrize("left", [60.0, 0.0])
async def test_attempts_that_never_end_end_with_their_link(left: float) -> None:
    """HOSTILE C: a server that promises the answer for now, again and again."""
    asked: list[Request] = []

    async def busy(request: Request) -> Response:
        asked.append(request)
        return Response(request.uri, 503, {"retry-after": "0"})

    retry = Retry(busy, 3, 60.0, anyio.sleep, lambda: 1.0, lambda: NOON)
    with time_budget(left):
        response = await Redirect(retry, 10, left)(Request(START))

    assert response.status == 503
    assert len(asked) == response.attempts == (4 if left else 1)


# ----------------------------------------------------------------- any Location

LONG = "\ue000"  # stands for 70 KB: a report of so many letters would help nobody
PIECES = st.sampled_from(
    [
        *("http:", "https:", "//", "/", "..", "?", "#", "@", ":", "%", "%zz", "[", "]", "\\", " "),
        *("a.example", "xn--zzzzzz--", "xn--ls8h", "bücher", "\ufffe", "[::1]", "127.1", "65536"),
        *(
            "javascript:",
            "file:///",
            "data:,",
            "\t",
            "\x00",
            "\x7f",
            "\xfc",
            "\ud800",
            LONG,
        ),
    ]
)


LOCATIONS = st.lists(PIECES | st.text(max_size=5), max_size=8).map("".join)


@given(LOCATIONS, st.sampled_from(["utf-8", "latin-1"]))
def test_no_location_raises_anything_of_its_own(location: str, coding: str) -> None:
    """HOSTILE C: no exception escapes, whatever a library makes of it."""
    long = location.replace(LONG, "x" * 70_000, 1)
    raw = long.encode(coding, "surrogatepass" if coding == "utf-8" else "ignore")

    def answer(request: httpx.Request) -> httpx.Response:
        first = str(request.url) == START
        return httpx.Response(302 if first else 200, headers=[(b"Location", raw)])

    async def follow() -> Response | TransportError:
        http = Http(httpx.MockTransport(answer), 20.0, "test")
        try:
            return await Redirect(Guard(http, Routes()), 10, 90.0)(Request(START))
        except TransportError as error:
            return error

    outcome = anyio.run(follow)

    if isinstance(outcome, Response):
        assert outcome.uri.isascii()
    else:
        assert outcome.failure.detail.encode()
        assert outcome.hops == (Hop(START, 302),)


# ------------------------------------------------------------- what the user leaves out


def leaves_out(words: str) -> Callable[[str], bool]:
    return lambda uri: words in uri


@pytest.mark.parametrize(
    ("location", "named"),
    [
        ("https://login.example/start", "https://login.example/start"),
        ("//login.example/start", "https://login.example/start"),
        ("\\\\login.example\\start", "https://login.example/start"),
        ("https://LOGIN.example/start#top", "https://login.example/start"),
        ("/login.example/", "https://a.example/login.example/"),
    ],
)
async def test_a_redirect_into_what_is_excluded_is_not_followed(location: str, named: str) -> None:
    """The contract: "a redirect into what is excluded is not followed further"."""
    web = Web({START: (302, location)})

    with pytest.raises(TransportError) as caught:
        await Redirect(web, 10, 90.0, is_excluded=leaves_out("login.example"))(Request(START))

    detail = f"redirects to {named}, which --exclude leaves out"
    assert caught.value.failure == Failure(FailureKind.EXCLUDED, detail, named)
    assert caught.value.hops == (Hop(START, 302),)
    assert [request.uri for request in web.asked] == [START]


async def test_a_later_hop_and_a_fragment_may_be_excluded_too() -> None:
    second = "https://b.example/x"
    web = Web({START: (301, second), second: (301, "/y#login")})

    with pytest.raises(TransportError) as caught:
        await Redirect(web, 10, 90.0, is_excluded=leaves_out("#login"))(Request(START))

    assert caught.value.failure.kind is FailureKind.EXCLUDED
    assert [request.uri for request in web.asked] == [START, second]


async def test_a_page_that_refreshes_to_what_is_excluded_is_left_there() -> None:
    page = b'<meta http-equiv="refresh" content="0;URL=https://login.example/">'

    async def web(request: Request) -> Response:
        return Response(request.uri, 200, {"content-type": "text/html"}, page)

    with pytest.raises(TransportError) as caught:
        await Redirect(web, 10, 90.0, is_excluded=leaves_out("login.example"))(Request(START))

    assert caught.value.failure.kind is FailureKind.EXCLUDED


async def test_the_link_itself_is_not_held_against_the_pattern_here() -> None:
    """What a document writes is filtered before anything is asked."""
    web = Web({START: (301, "https://b.example/")})

    response = await Redirect(web, 10, 90.0, is_excluded=leaves_out("a.example"))(Request(START))

    assert response.uri == "https://b.example/"
