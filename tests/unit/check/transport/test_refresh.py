"""Pages that send their readers on by themselves: what counts as such, and what is followed."""

from collections.abc import Mapping

import pytest
from anyio.lowlevel import checkpoint

from linkaudit.check.page.read import read_page, refresh_of
from linkaudit.check.transport.redirect import Redirect
from linkaudit.errors import TransportError
from linkaudit.model.http import Failure, FailureKind, Hop, Page, Refresh, Request, Response
from tests.unit.check.origins import START, Origin

pytestmark = pytest.mark.anyio

HTML = {"content-type": "text/html"}
NEW = "https://a.example/dir/new"


def meta(content: str, around: str = "{}") -> bytes:
    return around.format(f'<meta http-equiv="refresh" content="{content}">').encode()


def page(body: bytes, headers: Mapping[str, str] = HTML, status: int = 200) -> Response:
    return Response(START, status, {**HTML, **headers}, body)


def first(answer: Response) -> Origin:
    """This for the first URL; a plain page for every other."""

    async def origin(request: Request) -> Response:
        await checkpoint()
        return answer if request.uri == START else Response(request.uri, 200, HTML, b"<p>new")

    return Origin(origin)


async def follow(answer: Response) -> Response:
    return await Redirect(first(answer), 10, 90.0)(Request(START))


# -------------------------------------------------------------------- its words


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("0; url=/new", (0, "/new")),
        ("0;URL='https://b.example/'", (0, "https://b.example/")),
        ('10; URL = "new.html"', (10, "new.html")),
        (" 0.5 , /new ", (0, "/new")),
        ("7.9;/new", (7, "/new")),
        (".5;/new", (0, "/new")),
        ("0 /new", (0, "/new")),
        ("5 \n;\n url=/new", (5, "/new")),
        ("; url=/new", (0, "/new")),
        ("0;url=/it's", (0, "/it's")),
        ("0;url='/it' s", (0, "/it")),
        ("9" * 5000 + ";/new", (999_999_999, "/new")),
        ("5", None),
        ("5;", None),
        ("0;url=", None),
        ("0;url=''", None),
        ("soon; url=/new", None),
        ("5soon; url=/new", None),
        ("-1; url=/new", None),
        ("", None),
        ("0;url=" + "x" * 5000, None),
    ],
)
def test_a_refresh_has_a_delay_and_a_target(content: str, found: tuple[float, str] | None) -> None:
    """HTML §4.2.5.3, shared declarative refresh steps; a number left out is taken for 0."""
    assert refresh_of(content) == found


@pytest.mark.parametrize(
    ("body", "target"),
    [
        (meta("0;url=new"), "new"),
        (meta("5") + meta("0;url=new"), "new"),
        (meta("0;url=new", "<p>{}"), "new"),
        (meta("0;url=new", "<noscript>{}</noscript>"), None),
        (meta("0;url=new", "<body><p><noscript><p>{}</noscript>"), None),
        (meta("0;url=one", "<noscript>{}</noscript>") + meta("0;url=two"), "two"),
        (meta("0;url=new", "<!-- {} -->"), None),
        (b'<base href="/base/">' + meta("0;url=new"), "/base/new"),
        (b'<base href="https://b.example">' + meta("0;url=/new"), "https://b.example/new"),
        (b'<base target="_top">' + meta("0;url=new"), "new"),
        (b'<base href="//[">' + meta("0;url=new"), "new"),
    ],
)
def test_a_page_sends_on_readers_who_run_scripts(body: bytes, target: str | None) -> None:
    """HTML §4.12.2: with scripts, nothing in `noscript` is there; §2.4.1: the base URL."""
    read = read_page(page(body))

    assert read is not None
    assert read.refresh == target


# ---------------------------------------------------------------- what is followed


@pytest.mark.parametrize(
    "answer",
    [
        page(meta("0;url=new")),
        page(meta("10; URL='new'")),
        page(b"x" * 900_000 + meta("0;url=new")),
        page(b"<p>", {"refresh": "0; url=new"}),
        Response(START, 200, {"content-type": "text/plain", "refresh": "5;url=/dir/new"}),
        page(meta("0;url=/meta"), {"refresh": "0;url=new"}),
    ],
    ids=["meta", "ten-seconds", "late", "header", "no-html", "header-before-meta"],
)
async def test_a_refresh_is_followed_as_a_hop(answer: Response) -> None:
    """Issue: meta refresh and `Refresh` followed as hops."""
    response = await follow(answer)

    assert (response.uri, response.body) == (NEW, b"<p>new")
    (hop,) = response.hops
    assert (hop.uri, hop.status, hop.answer) == (START, 200, "200 (refresh)")
    assert not hop.is_permanent


async def test_a_refresh_header_may_hold_raw_utf_8() -> None:
    """As Location may."""
    header = {"refresh": "0;url=/dir/né"}

    assert (await follow(page(b"", header))).uri == "https://a.example/dir/n%C3%A9"


async def test_a_hop_tells_what_the_page_was_like() -> None:
    """A judge may want to know what it was that sent the reader on."""
    body = b"<title>AWS Lambda</title>" + meta("0;URL=welcome.html")

    response = await follow(page(body))

    assert response.hops == (Hop(START, 200, Refresh("welcome.html", "AWS Lambda", len(body))),)


@pytest.mark.parametrize(
    "answer",
    [
        page(meta("11;url=new")),
        page(meta("300")),
        page(meta("0;url=" + START)),
        page(meta("0;url=?q=1#there")),
        page(meta("0;url=mailto:me@a.example")),
        page(meta("0;url=itms-apps://a.example/")),
        page(meta("0;url=javascript:go()")),
        page(meta("0;url=http://[")),
        page(meta("0;url=new", "<noscript>{}</noscript>")),
        page(meta("0;url=new"), status=404),
        page(meta("0;url=new"), status=503),
        page(b"", {"refresh": "0;url=new"}, status=404),
        page(meta("5;url=new"), {"cf-mitigated": "challenge"}),
        page(meta("0;url=new"), {"content-type": "text/plain"}),
        page(b"", {"refresh": "30;url=new"}),
        page(b"", {"refresh": "5"}),
    ],
    ids=repr,
)
async def test_a_reader_who_stays_is_not_followed(answer: Response) -> None:
    """A page that reloads, is shown for a while, is missing, or is a wall's, is the answer."""
    response = await follow(answer)

    assert (response.uri, response.status, response.hops) == (START, answer.status, ())


@pytest.mark.parametrize(
    ("body", "is_read"),
    [(meta("300"), True), (b"<p>Refresh!", True), (b"<p>plain", False)],
)
async def test_a_page_is_read_only_where_it_may_refresh(body: bytes, is_read: bool) -> None:
    """Reading costs the most of all; what was read is handed on and not read again."""
    response = await follow(page(body))

    assert isinstance(response.page, Page) is is_read


async def test_a_fragment_of_a_refresh_takes_the_place_of_the_one_before() -> None:
    assert (await follow(page(meta("0;url=new#there")))).uri == f"{NEW}#there"


async def test_refreshes_in_a_circle_are_a_loop() -> None:
    """HOSTILE C: the first repeat."""

    async def origin(request: Request) -> Response:
        to = NEW if request.uri == START else START
        return Response(request.uri, 200, HTML, meta(f"0;url={to}"))

    asked = Origin(origin)
    with pytest.raises(TransportError) as caught:
        await Redirect(asked, 10, 90.0)(Request(START))

    assert caught.value.failure.kind is FailureKind.REDIRECTS
    assert len(asked.asked) == 2


async def test_refreshes_and_redirects_count_together() -> None:
    """HOSTILE C: at most 11 requests are counted at the server."""

    async def origin(request: Request) -> Response:
        number = len(asked.asked)
        if number % 2:
            return Response(request.uri, 302, {"location": f"/{number}"})
        return Response(request.uri, 200, HTML, meta(f"0;url=/{number}"))

    asked = Origin(origin)
    with pytest.raises(TransportError) as caught:
        await Redirect(asked, 10, 90.0)(Request(START))

    assert caught.value.failure.detail == "more than 10 redirects"
    assert len(asked.asked) == 11


async def test_a_refresh_passes_the_layers_below() -> None:
    """HOSTILE A: the guard judges every hop, and the report names it."""
    inside = "http://inside.example/"
    body = meta(f"0;url={inside}")

    async def guarded(request: Request) -> Response:
        if request.uri == inside:
            raise TransportError(Failure(FailureKind.REFUSED, "not public", request.uri))
        return Response(request.uri, 200, HTML, body)

    with pytest.raises(TransportError) as caught:
        await Redirect(guarded, 10, 90.0)(Request(START))

    assert caught.value.failure.uri == inside
    assert caught.value.hops == (Hop(START, 200, Refresh(inside, size=len(body))),)
