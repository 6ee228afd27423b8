"""One exchange: what is sent, how much is read, and what each failure is called."""

import gzip
import socket
import ssl
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Iterable

import anyio
import anyio.lowlevel
import httpx
import pytest
import respx

from linkaudit.check.transport.http import MAX_CONTENT_BYTES, MAX_WIRE_BYTES, Http, user_agent
from linkaudit.check.transport.time_budget import time_budget
from linkaudit.errors import AddressRefusedError, TransportError
from linkaudit.model.http import Failure, FailureKind, Request, Response

pytestmark = pytest.mark.anyio

URI = "https://a.example/"
AGENT = user_agent("0.1.0")


class Wire(httpx.AsyncByteStream):
    """A body as it comes over the wire, chunk by chunk; remembers what was taken of it."""

    def __init__(self, chunks: Iterable[bytes | Exception]) -> None:
        self.chunks = chunks
        self.taken = 0
        self.is_closed = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self.chunks:
            if isinstance(chunk, Exception):
                raise chunk
            self.taken += len(chunk)
            yield chunk

    async def aclose(self) -> None:
        self.is_closed = True


def for_ever(chunk: bytes) -> Iterable[bytes]:
    while True:
        yield chunk


async def ask(answer: httpx.Response | Exception, *, timeout: float = 20.0) -> Response:
    async def origin(request: httpx.Request) -> httpx.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    return await Http(httpx.MockTransport(origin), timeout, AGENT)(Request(URI, wants_content=True))


async def failure_of(answer: httpx.Response | Exception, *, timeout: float = 20.0) -> Failure:
    with pytest.raises(TransportError) as caught:
        await ask(answer, timeout=timeout)
    assert caught.value.failure.uri == URI
    return caught.value.failure


# ------------------------------------------------------------------ what is sent


async def test_a_request_says_who_asks_and_offers_nothing_but_gzip() -> None:
    """RFC 9110 §10.1.5, §12.5.3; HOSTILE C: br and zstd are neither offered nor decoded."""
    router = respx.MockRouter()
    route = router.get(URI).respond(200, html="<p>hi")
    http = Http(httpx.MockTransport(router.async_handler), 20.0, AGENT)

    await http(Request(URI, (("X-Token", "secret"),)))

    sent = route.calls.last.request.headers
    assert sent["user-agent"] == "Mozilla/5.0 (compatible; linkaudit/0.1.0)"
    assert sent["accept-encoding"] == "gzip"
    assert sent["accept-language"] == "en"
    assert sent["accept"].startswith("text/html,")
    assert sent["x-token"] == "secret"
    assert not {"cookie", "authorization", "referer"} & sent.keys()


def test_who_runs_the_audit_stands_behind_the_version() -> None:
    """The issue: honest and browser-shaped; RFC 9110 §10.1.5."""
    agent = user_agent("0.1.0", "mailto:me@a.example")

    assert agent == "Mozilla/5.0 (compatible; linkaudit/0.1.0; +mailto:me@a.example)"


async def test_a_header_of_the_request_stands_in_for_ours() -> None:
    """`--header`: some origins serve a known agent only."""
    said: list[httpx.Headers] = []

    async def origin(request: httpx.Request) -> httpx.Response:
        said.append(request.headers)
        return httpx.Response(200)

    await Http(httpx.MockTransport(origin), 20.0, AGENT)(Request(URI, (("user-agent", "mine"),)))

    assert said[0].get_list("user-agent") == ["mine"]


async def test_nothing_is_asked_twice_and_no_redirect_followed() -> None:
    """Those are other layers' business."""
    router = respx.MockRouter()
    route = router.get(URI).respond(302, headers={"location": "https://b.example/"})
    http = Http(httpx.MockTransport(router.async_handler), 20.0, AGENT)

    response = await http(Request(URI))

    assert (response.uri, response.status) == (URI, 302)
    assert route.call_count == 1


async def test_headers_come_with_lower_case_names_and_one_value_each() -> None:
    """RFC 9110 §5.1: names are case-insensitive; obsolete latin-1 values are accepted."""
    pairs = [(b"X-Name", b"f\xfcr"), (b"LINK", b"<a>"), (b"Link", b"<b>")]

    response = await ask(httpx.Response(204, headers=pairs, stream=Wire([])))

    assert response == Response(URI, 204, {"x-name": "für", "link": "<b>"})


@pytest.mark.parametrize("name", ["Location", "refresh"])
@pytest.mark.parametrize(
    ("raw", "text"),
    [(b"/b", "/b"), (b"/\xc3\xbc", "/ü"), (b"/\xfc", "/\udcfc"), (b"/\xff\xc3", "/\udcff\udcc3")],
)
@pytest.mark.parametrize("other", [b"plain", b"\xc3\xbc", b"\xfc"])
async def test_a_place_is_read_byte_by_byte_whatever_stands_beside_it(
    name: str, raw: bytes, text: str, other: bytes
) -> None:
    """Raw UTF-8 is what most servers mean; what is none goes back to the server as it came."""
    pairs = [(name.encode(), b"/first"), (name.encode(), raw), (b"X", other)]

    response = await ask(httpx.Response(302, headers=pairs, stream=Wire([])))

    assert response.headers[name.lower()] == text


async def test_every_cookie_is_passed_on() -> None:
    """RFC 6265 §3: Set-Cookie is the header that cannot be folded into one."""
    pairs = [(b"Set-Cookie", b"a=1"), (b"X", b"y"), (b"set-cookie", b"b=\xfc")]

    response = await ask(httpx.Response(302, headers=pairs, stream=Wire([])))

    assert response.cookies == ("a=1", "b=ü")


async def test_a_name_that_idna_cannot_decode_is_asked_all_the_same() -> None:
    """UTS 46 lets emoji pass, IDNA 2008 does not."""
    seen: list[bytes] = []

    def origin(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.netloc)
        return httpx.Response(200)

    await Http(httpx.MockTransport(origin), 20.0, AGENT)(Request("http://xn--ls8h.example/"))

    assert seen == [b"xn--ls8h.example"]


# ------------------------------------------------------------- how much is read


def pressed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


CODINGS: dict[str, tuple[str | None, list[bytes], bytes]] = {
    "none": (None, [b"a", b"b", b"", b"c"], b"abc"),
    "empty": ("", [b"abc"], b"abc"),
    "identity": ("identity", [b"abc"], b"abc"),
    "gzip": ("gzip", [pressed(b"abc")], b"abc"),
    "gzip, odd spelling": (" GZip ", [pressed(b"abc")], b"abc"),
    "gzip, old name": ("x-gzip", [pressed(b"abc")], b"abc"),
    "gzip, byte by byte": ("gzip", [bytes([b]) for b in pressed(b"abc" * 99)], b"abc" * 99),
    "gzip, several pieces": ("gzip", [pressed(b"x" * 300_000)], b"x" * 300_000),
    "gzip, rubbish behind": ("gzip", [pressed(b"abc"), b"rubbish"], b"abc"),
    "gzip, cut off": ("gzip", [pressed(b"abc")[:-9]], b"abc"),
    "gzip, nothing": ("gzip", [], b""),
    "gzip that is none": ("gzip", [b"no gzip at all", b"more"], b""),
    "gzip twice": ("gzip, gzip", [pressed(pressed(b"abc"))], b"abc"),
    "br": ("br", [b"\x0b\x01\x80abc\x03"], b""),
    "zstd": ("zstd", [b"(\xb5/\xfd"], b""),
    "deflate": ("deflate", [zlib.compress(b"abc")], b"abc"),
    "unknown": ("nonsense", [b"abc"], b"abc"),
}


@pytest.mark.parametrize("case", CODINGS)
async def test_content_is_decoded_or_left_alone(case: str) -> None:
    """RFC 9110 §8.4.1: what is not known is no coding; the status counts in any case."""
    coding, wire, content = CODINGS[case]
    headers = {} if coding is None else {"content-encoding": coding}

    response = await ask(httpx.Response(200, headers=headers, stream=Wire(wire)))

    assert (response.status, response.body) == (200, content)


async def test_a_gzip_bomb_is_decoded_no_further_than_our_limit() -> None:
    """HOSTILE C: memory grows by less than 50 MiB."""
    press = zlib.compressobj(level=1, wbits=31)
    nothing = bytes(1 << 20)
    bomb = b"".join([*(press.compress(nothing) for _ in range(64)), press.flush()])
    body = Wire([bomb])
    answer = httpx.Response(200, headers={"content-encoding": "gzip"}, stream=body)

    tracemalloc.start()
    response = await ask(answer)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(response.body) == MAX_CONTENT_BYTES
    assert body.is_closed
    assert peak < 16 * (1 << 20)


@pytest.mark.parametrize("coding", ["identity", "br"])
async def test_an_endless_body_is_cut_and_let_go(coding: str) -> None:
    """HOSTILE C: at most the wire cap is read, the verdict is by status, nothing is drained."""
    body = Wire(for_ever(b"x" * 65536))
    answer = httpx.Response(200, headers={"content-encoding": coding}, stream=body)

    response = await ask(answer)

    assert response.status == 200
    assert body.taken == (MAX_WIRE_BYTES if coding == "identity" else 65536)
    assert len(response.body) == (MAX_WIRE_BYTES if coding == "identity" else 0)
    assert response.is_cut
    assert body.is_closed


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308, 300, 304])
async def test_the_body_of_a_redirect_is_not_read(status: int) -> None:
    """HOSTILE C: it could be endless, and nobody would see it."""
    body = Wire(for_ever(b"x"))

    response = await ask(httpx.Response(status, headers={"location": "/"}, stream=body))

    assert (response.status, response.body) == (status, b"")
    assert body.taken == 0
    assert body.is_closed


async def test_the_page_of_a_redirect_to_nowhere_is_read() -> None:
    """RFC 9110 §15.4: a person would see it."""
    assert (await ask(httpx.Response(301, stream=Wire([b"moved"])))).body == b"moved"


# -------------------------------------------------------------- what went wrong


def by(cause: Exception, error: Exception | None = None) -> Exception:
    """An exception as libraries wrap it, twice."""
    outer, between = error or httpx.ConnectError("x"), OSError("wrapped")
    between.__cause__ = cause
    outer.__cause__ = between
    return outer


K = FailureKind
NO_NAMES = "the name server did not answer"
UNUSABLE = "this URL cannot be asked"
CUT = "the server closed the connection before the answer was complete"
NO_ADDRESS = "the name exists, but has no address"
EAI_NODATA = getattr(socket, "EAI_NODATA", socket.EAI_NONAME)


@pytest.mark.parametrize(
    ("error", "kind", "detail"),
    [
        (AddressRefusedError("10.0.0.1 is private"), K.REFUSED, "10.0.0.1 is private"),
        (by(AddressRefusedError("10.0.0.1")), K.REFUSED, "10.0.0.1"),
        (by(ssl.SSLError(1, "bad")), K.TLS, "no secure connection"),
        (by(ConnectionRefusedError(111, "refused")), K.CLOSED, "nothing listens there"),
        (by(ConnectionResetError(104, "reset"), httpx.ReadError("x")), K.RESET, CUT),
        (by(BrokenPipeError(32, "pipe"), httpx.WriteError("x")), K.RESET, CUT),
        (httpx.ReadError(""), K.RESET, CUT),
        (httpx.ConnectTimeout("slow"), K.TIMEOUT, "no answer in time"),
        (httpx.RemoteProtocolError("no status line"), K.PROTOCOL, "not HTTP (no status line)"),
        (by(OSError(101, "unreachable")), K.CONNECT, "no connection (no route to this network)"),
        (httpx.UnsupportedProtocol(""), K.UNUSABLE, UNUSABLE),
        (httpx.InvalidURL("too long"), K.UNUSABLE, UNUSABLE),
        (UnicodeError("bad label"), K.UNUSABLE, UNUSABLE),
        (ValueError(), K.UNUSABLE, UNUSABLE),
        (
            by(socket.gaierror(socket.EAI_NONAME, "?")),
            K.NAME_UNKNOWN,
            "the name does not exist",
        ),
        (by(socket.gaierror(EAI_NODATA, "?")), K.NAME_UNKNOWN, NO_ADDRESS),
        (by(socket.gaierror(socket.EAI_AGAIN, "?")), K.NAME_FAILED, NO_NAMES),
    ],
    ids=repr,
)
async def test_every_exception_of_a_library_has_a_name_of_ours(
    error: Exception, kind: FailureKind, detail: str
) -> None:
    """HOSTILE C: InvalidURL, IDNAError, ValueError and UnicodeError are no httpx.HTTPError."""
    assert await failure_of(error) == Failure(kind, detail, URI)


async def test_an_exchange_ends_in_time() -> None:
    """The contract: `--timeout S`, one attempt; HOSTILE C: a drip never trips httpx's own."""

    async def silent(request: httpx.Request) -> httpx.Response:
        await anyio.sleep_forever()
        raise AssertionError("nobody answers")

    with pytest.raises(TransportError) as caught:
        await Http(httpx.MockTransport(silent), 0.0, AGENT)(Request(URI))

    assert caught.value.failure == Failure(FailureKind.TIMEOUT, "no answer within 0 s", URI)


HTML = {"content-type": "text/html"}


class Drip(Wire):
    """A byte a turn of the loop, and no end."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while True:
            await anyio.lowlevel.checkpoint()
            yield b"x"


@pytest.mark.parametrize("status", [200, 404, 403, 503])
async def test_a_body_that_drips_leaves_its_answer_cut(status: int) -> None:
    """The contract: a response whose head came is an answer; HOSTILE C: it ends in time."""
    body = Drip([])

    response = await ask(httpx.Response(status, headers=HTML, stream=body), timeout=0.05)

    assert (response.status, response.is_cut) == (status, True)
    assert set(response.body) <= {ord("x")}
    assert body.is_closed


async def test_a_body_that_stalls_is_not_waited_for_to_the_end() -> None:
    """What a head says counts; seconds without a byte are not worth those of other links."""

    class Stall(Wire):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield b"half"
            await anyio.sleep_forever()

    body = Stall([])

    async def origin(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers=HTML, stream=body)

    http = Http(httpx.MockTransport(origin), 1000.0, AGENT, stall=0.0)
    response = await http(Request(URI))

    assert (response.body, response.is_cut) == (b"half", True)
    assert body.is_closed


async def test_a_body_that_breaks_off_leaves_its_answer_cut() -> None:
    """What came of it stands; nothing is known of the rest."""
    body = Wire([b"half", httpx.ReadError("gone")])

    response = await ask(httpx.Response(200, headers=HTML, stream=body))

    assert (response.status, response.body, response.is_cut) == (200, b"half", True)
    assert body.is_closed


NOT_PAGES = (
    *("application/octet-stream", "application/pdf", "audio/mpeg", "text/event-stream"),
    *("multipart/x-mixed-replace; boundary=frame", "video/mp4", "image/png", "application/json"),
    *("text/plain", "text/css", "application/zip", "TEXT/PLAIN; charset=utf-8"),
)


@pytest.mark.parametrize("status", [200, 206, 404])
@pytest.mark.parametrize("kind", NOT_PAGES)
async def test_what_is_no_page_is_judged_by_its_head(kind: str, status: int) -> None:
    """The issue: a download, a stream, a camera, a PDF are left unread."""
    body = Wire(for_ever(b"<"))

    async def origin(request: httpx.Request) -> httpx.Response:
        return httpx.Response(status, headers={"content-type": kind}, stream=body)

    response = await Http(httpx.MockTransport(origin), 20.0, AGENT)(Request(URI))

    assert (response.status, response.body, response.is_cut) == (status, b"", False)
    assert (body.taken, body.is_closed) == (0, True)


@pytest.mark.parametrize(
    ("chunks", "is_read"),
    [
        ([b"<!doctype html>", b"<p>x"], True),
        ([b" \r\n", b"\t", b"<p>", b"x"], True),
        ([b"%PDF-1.7", b"..."], False),
        ([b"\x89PNG", b"<"], False),
        ([b"ID3", b"<p>"], False),
        ([b" " * 2000, b"<p>"], False),
        ([], False),
    ],
)
async def test_what_names_no_type_is_a_page_if_it_begins_as_one(
    chunks: list[bytes], is_read: bool
) -> None:
    body = Wire(chunks)

    async def origin(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=body)

    response = await Http(httpx.MockTransport(origin), 20.0, AGENT)(Request(URI))

    assert response.body == (b"".join(chunks) if is_read else b"")
    assert body.is_closed


async def test_that_a_head_had_come_is_known_within_the_link_s_own_time() -> None:
    """A slow body is no silence."""
    slow = Wire([b"half", httpx.ReadTimeout("")])
    with time_budget(9) as own:
        await ask(httpx.Response(200, stream=slow))
    with time_budget(9) as other:
        before = await failure_of(httpx.ReadTimeout(""))

    assert (own.was_heard, other.was_heard) == (True, False)
    assert (before.kind, before.was_heard) == (FailureKind.TIMEOUT, False)


VERIFY_CODES = [(10, K.TLS), (62, K.TLS), (18, K.TLS), (20, K.TLS_HERE), (21, K.TLS_HERE)]
VERIFY_CODES += [(9, K.TLS), (19, K.TLS_HERE), (2, K.TLS_HERE), (66, K.TLS_HERE)]


@pytest.mark.parametrize(("code", "kind"), VERIFY_CODES)
async def test_a_certificate_that_only_we_take_offence_at_is_told_apart(
    code: int, kind: FailureKind
) -> None:
    """An issuer that is not known here, mostly since the server left out one between."""
    error = ssl.SSLCertVerificationError(1, "bad")
    error.verify_code, error.verify_message = code, "bad"

    assert (await failure_of(by(error))).kind is kind


@pytest.mark.parametrize("status", [0, 99, 101, 199])
async def test_a_status_that_ends_no_exchange_is_not_http(status: int) -> None:
    """RFC 9110 §15: a final status is 200 or more; HOSTILE C: 099 is never `ok`."""
    body = Wire([b"x"])

    failure = await failure_of(httpx.Response(status, stream=body))

    assert failure == Failure(FailureKind.PROTOCOL, f"not HTTP (the status is {status:03})", URI)
    assert body.is_closed


async def test_a_bug_of_ours_keeps_its_traceback() -> None:
    """House style: never `except Exception`."""
    with pytest.raises(KeyError):
        await ask(KeyError("ours"))
