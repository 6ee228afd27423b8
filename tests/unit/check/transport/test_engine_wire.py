"""The real engine against real sockets: the bytes it writes, and what it makes of an answer."""

import gzip
import socket

import pytest
from anyio.abc import ByteStream

from linkaudit.model.http import FailureKind, Request
from tests.unit.check.loopback import (
    HELLO,
    LOOPBACK,
    Answer,
    asking,
    failure_of,
    resetting,
    saying,
    serving,
)

pytestmark = pytest.mark.anyio

K = FailureKind
OPEN = (LOOPBACK,)
CLIENT_HELLO = b"\x03\x03"  # RFC 8446 §4.1.2: the version that stands in every one
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


async def silence(wire: ByteStream) -> None:
    """Hears, and says nothing."""


def endless(head: bytes) -> Answer:
    """Says this, and then never stops."""

    async def answer(wire: ByteStream) -> None:
        await wire.send(head)
        while True:
            await wire.send(b"x" * 65536)

    return answer


def with_headers(*lines: bytes, status: bytes = b"200 OK") -> bytes:
    head = b"\r\n".join((b"HTTP/1.1 " + status, *lines, b"Content-Length: 0"))
    return head + b"\r\n\r\n"


# -------------------------------------------------------------- what is written


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/a%20b%7Cc%7ed%2e%2E%2f",
        "/~user/a|b^c[d]",
        "/a;b=c,d:e@f!$&'()*+",
        "/100%",
        "/%zz%00%",
        "//double//slash/",
        "/?q=a+b&c=%26|'~[]{}`^;/?:@",
        "/?a=100%",
        "/a?",
        "/?",
        "/a??",
        "/%E2%82%AC?%C3%BC",
        "/" + "a" * 8000,
    ],
)
async def test_the_target_is_written_byte_for_byte_as_it_was_asked(target: str) -> None:
    """What is asked must be what is written: libraries quote anew (RFC 9112 §3.2.1)."""
    async with serving() as server, asking(allowed=OPEN) as http:
        response = await http(Request(f"http://127.0.0.1:{server.port}{target}"))

    assert response.status == 200
    assert server.targets == [target]


async def test_a_request_carries_our_headers_and_no_others() -> None:
    """HOSTILE B: no library adds a name, a coding or a credential of its own."""
    async with serving() as server, asking(allowed=OPEN) as http:
        uri = f"http://127.0.0.1:{server.port}/"
        await http(Request(uri, (("X-Token", "secret"),)))

    lines = server.heads[0].decode("ascii").split("\r\n")
    assert lines[0] == "GET / HTTP/1.1"
    names = {line.partition(":")[0].lower() for line in lines[1:] if line}
    ours = {"user-agent", "accept", "accept-language", "accept-encoding", "x-token"}
    assert names == ours | {"host"}
    assert server.header("user-agent") == "linkaudit-test"
    assert server.header("accept-encoding") == "gzip"


async def test_cookies_are_not_kept_from_one_request_to_the_next() -> None:
    """Cookies belong to one link, not to a run."""
    setting = with_headers(b"Set-Cookie: a=b; Path=/")

    async with serving(setting) as server, asking(allowed=OPEN) as http:
        for _ in range(2):
            await http(Request(f"http://127.0.0.1:{server.port}/"))

    assert len(server.heads) == 2
    assert server.header("cookie") is None


# ---------------------------------------------------------------- connections


async def test_a_connection_serves_one_request_after_another() -> None:
    """RFC 9112 §9.3: persistent connections."""
    async with serving() as server, asking(allowed=OPEN) as http:
        for _ in range(3):
            await http(Request(f"http://127.0.0.1:{server.port}/"))

    assert (server.connections, len(server.heads)) == (1, 3)


async def test_a_kept_connection_that_closes_under_a_request_is_replaced_in_silence() -> None:
    """HOSTILE C, keep-alive reuse race; RFC 9112 §9.3.1 allows to repeat a GET."""
    replies = [saying(HELLO), resetting(), saying(HELLO)]

    async def answer(wire: ByteStream) -> None:
        await replies.pop(0)(wire)

    async with serving(answer) as server, asking(allowed=OPEN) as http:
        for _ in range(2):
            response = await http(Request(f"http://127.0.0.1:{server.port}/"))
            assert response.body == b"hello"

    assert (server.connections, len(server.heads)) == (2, 3)


async def test_a_kept_connection_is_replaced_once_and_no_more() -> None:
    """HOSTILE C: one silent retry."""
    replies = [saying(HELLO), resetting(), resetting(), saying(HELLO)]

    async def answer(wire: ByteStream) -> None:
        await replies.pop(0)(wire)

    async with serving(answer) as server, asking(allowed=OPEN) as http:
        await http(Request(f"http://127.0.0.1:{server.port}/"))
        failure = await failure_of(http, f"http://127.0.0.1:{server.port}/")

    assert failure.kind is K.RESET
    assert len(server.heads) == 3


@pytest.mark.parametrize("answer", [resetting(), saying(b"", then_close=True)])
async def test_a_fresh_connection_that_breaks_is_an_attempt_that_failed(answer: Answer) -> None:
    """HOSTILE C: total requests <= links x attempts, so nothing is repeated uncounted."""
    async with serving(answer) as server, asking(allowed=OPEN) as http:
        failure = await failure_of(http, f"http://127.0.0.1:{server.port}/")

    assert failure.kind is K.RESET
    assert (server.connections, len(server.heads)) == (1, 1)


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", 200),
        (b"HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n", 302),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n", 200),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n", 200),
    ],
    ids=["page", "redirect", "announced", "unreadable"],
)
async def test_what_is_left_of_a_body_is_not_drained(head: bytes, status: int) -> None:
    """HOSTILE C: the connection is closed; the server hears of it while we go on."""
    async with serving(endless(head)) as server, asking(allowed=OPEN) as http:
        response = await http(Request(f"http://127.0.0.1:{server.port}/"))
        await server.all_gone()

    assert response.status == status
    assert server.connections == 1


async def test_the_connection_of_a_redirect_without_a_body_is_kept() -> None:
    """RFC 9112 §9.3: nothing was left unread."""
    replies = saying(with_headers(b"Location: /b", status=b"302 Found"), HELLO)

    async with serving(replies) as server, asking(allowed=OPEN) as http:
        for _ in range(2):
            await http(Request(f"http://127.0.0.1:{server.port}/"))

    assert (server.connections, len(server.heads)) == (1, 2)


async def test_closing_the_engine_leaves_no_connection_open() -> None:
    """The program ends when it is done; nothing is left to be collected."""
    async with serving() as server:
        async with asking(allowed=OPEN) as http:
            await http(Request(f"http://127.0.0.1:{server.port}/"))
        await server.all_gone()

    assert server.connections == 1


# ----------------------------------------------------------------- the answer


PRESSED = gzip.compress(b"pressed", mtime=0)
GOOD: dict[str, tuple[bytes, int, bytes]] = {
    "plain": (HELLO, 200, b"hello"),
    "a line of 20 KB": (with_headers(b"Big: " + b"x" * 20_000), 200, b""),
    "a status of 20 KB": (with_headers(status=b"200 " + b"x" * 20_000), 200, b""),
    "90 KB in lines": (with_headers(*(b"H%d: %s" % (n, b"x" * 900) for n in range(100))), 200, b""),
    "200 headers": (with_headers(*(b"H%d: x" % n for n in range(200))), 200, b""),
    "latin-1": (with_headers(b"Latin: \xfc\xff"), 200, b""),
    "a status of its own": (with_headers(status=b"999 Denied"), 999, b""),
    "no reason phrase": (with_headers(status=b"200"), 200, b""),
    "early hints": (b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + HELLO, 200, b"hello"),
    "until the end": (b"HTTP/1.0 200 OK\r\n\r\nhello", 200, b"hello"),
    "no content": (b"HTTP/1.1 204 No Content\r\n\r\n", 204, b""),
    "chunks": (CHUNKED + b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", 200, b"abcde"),
    "length -1": (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nhello", 200, b"hello"),
    "a length of 30 digits": (
        b"HTTP/1.1 200 OK\r\nContent-Length: %s\r\n\r\nhello" % (b"9" * 30),
        200,
        b"hello",
    ),
    "gzip": (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + PRESSED, 200, b"pressed"),
}
BROKEN: dict[str, tuple[bytes, FailureKind]] = {
    "a line of 200 KB": (with_headers(b"Big: " + b"x" * 200_000), K.PROTOCOL),
    "200 KB in lines": (
        with_headers(*(b"H%d: %s" % (n, b"x" * 2000) for n in range(100))),
        K.PROTOCOL,
    ),
    "12,000 headers": (with_headers(*(b"H%d: x" % n for n in range(12_000))), K.PROTOCOL),
    "NUL in a name": (with_headers(b"Nu\x00l: x"), K.PROTOCOL),
    "a space in a name": (with_headers(b"A b: x"), K.PROTOCOL),
    "0xFF in a name": (with_headers(b"\xff: x"), K.PROTOCOL),
    "HTTP/0.9": (b"<html>no head at all</html>", K.PROTOCOL),
    "TLS": (b"\x16\x03\x01\x02\x00 handshake", K.PROTOCOL),
    "status 000": (with_headers(status=b"000 Odd"), K.PROTOCOL),
    "status 099": (with_headers(status=b"099 Odd"), K.PROTOCOL),
    "status 1000": (with_headers(status=b"1000 Odd"), K.PROTOCOL),
    "another protocol": (with_headers(b"Upgrade: x", status=b"101 Switching"), K.PROTOCOL),
    "two lengths": (with_headers(b"Content-Length: 7"), K.PROTOCOL),
    "a length of 30 digits beside another": (
        with_headers(b"Content-Length: " + b"9" * 30),
        K.PROTOCOL,
    ),
    "a short head": (b"HTTP/1.1 200 OK\r\nContent-", K.RESET),
}


@pytest.mark.parametrize("case", GOOD)
async def test_an_answer_is_taken_as_the_server_means_it(case: str) -> None:
    """RFC 9112; header lines of 20 KB occur on real pages."""
    reply, status, body = GOOD[case]

    async with serving(saying(reply, then_close=True)) as server, asking(allowed=OPEN) as http:
        asked = Request(f"http://127.0.0.1:{server.port}/", wants_content=True)
        response = await http(asked)

    assert (response.status, response.body) == (status, body)


@pytest.mark.parametrize("case", BROKEN)
async def test_an_answer_that_breaks_the_rules_is_a_failure(case: str) -> None:
    """HOSTILE C: a defined failure each, no crash."""
    reply, kind = BROKEN[case]

    async with serving(saying(reply, then_close=True)) as server, asking(allowed=OPEN) as http:
        failure = await failure_of(http, f"http://127.0.0.1:{server.port}/")

    assert failure.kind is kind


@pytest.mark.parametrize(
    "answer",
    [
        resetting(),
        resetting(b"HTTP/1.1 20"),
        saying(b"", then_close=True),
    ],
    ids=["at once", "in the head", "closed without an answer"],
)
async def test_a_line_that_is_cut_is_a_reset(answer: Answer) -> None:
    """HOSTILE C: RST before headers and in the body, close without answer."""
    async with serving(answer) as server, asking(allowed=OPEN) as http:
        failure = await failure_of(http, f"http://127.0.0.1:{server.port}/")

    assert failure.kind is FailureKind.RESET
    assert failure.detail == "the server closed the connection before the answer was complete"


HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CUT: dict[str, tuple[Answer, bytes]] = {
    "reset": (resetting(HTML + b"Content-Length: 9\r\n\r\nhalf"), b"half"),
    "short": (saying(HTML + b"Content-Length: 9\r\n\r\nhalf", then_close=True), b"half"),
    "no size": (
        saying(HTML + b"Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\nZZ\r\n", then_close=True),
        b"ab",
    ),
    "short chunk": (
        saying(HTML + b"Transfer-Encoding: chunked\r\n\r\n9\r\nab", then_close=True),
        b"ab",
    ),
}


@pytest.mark.parametrize("case", CUT)
async def test_a_body_that_breaks_off_leaves_its_answer_cut(case: str) -> None:
    """The contract: a response whose head came is an answer."""
    answer, body = CUT[case]
    async with serving(answer) as server, asking(allowed=OPEN) as http:
        response = await http(Request(f"http://127.0.0.1:{server.port}/"))

    assert (response.status, response.body, response.is_cut) == (200, body, True)


async def test_a_port_where_nobody_listens_is_closed() -> None:
    """RFC 9293 §3.5.2."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        uri = f"http://127.0.0.1:{bound.getsockname()[1]}/"
        async with asking(allowed=OPEN) as http:
            failure = await failure_of(http, uri)

    assert failure.kind is FailureKind.CLOSED
    assert failure.uri == uri


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_a_server_that_says_nothing_is_left_in_time(scheme: str) -> None:
    """HOSTILE C: silent accept, silent handshake; the connection goes with the request."""
    async with serving(silence) as server, asking(allowed=OPEN, timeout=0.05) as http:
        failure = await failure_of(http, f"{scheme}://127.0.0.1:{server.port}/")
        await server.all_gone()

    assert failure.kind is FailureKind.TIMEOUT
    assert failure.detail == "no answer within 0.05 s"


async def test_plain_http_where_tls_is_expected_is_no_secure_connection() -> None:
    """HOSTILE C: plain HTTP on 443 has its own reason."""
    async with serving(hears=CLIENT_HELLO) as server, asking(allowed=OPEN) as http:
        failure = await failure_of(http, f"https://127.0.0.1:{server.port}/")

    assert failure.kind is FailureKind.TLS


@pytest.mark.parametrize(
    "uri",
    [
        "http://bücher.example:x/",
        f"http://a.example/{'a' * 70_000}",
        "http://a.example:99999/",
        "http://127.1/",
        "ftp://a.example/",
        "http:///",
    ],
    ids=lambda uri: uri[:30],
)
async def test_what_cannot_be_asked_is_a_failure_and_no_exception(uri: str) -> None:
    """HOSTILE C: InvalidURL, IDNAError, ValueError and UnicodeError stop at this door."""
    async with asking() as http:
        failure = await failure_of(http, uri)

    assert failure.kind in {FailureKind.UNUSABLE, FailureKind.CONNECT}
