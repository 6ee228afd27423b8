"""What went wrong, in words for people: never in those of a parser, OpenSSL or the system."""

import re
import ssl

import pytest
from anyio.abc import ByteStream

from linkaudit.check.transport import reasons
from tests.unit.check.loopback import LOOPBACK, asking, failure_of, serving

pytestmark = pytest.mark.anyio

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
EMPTY = b"Content-Length: 0\r\n\r\n"
NOT_FOR_PEOPLE = re.compile(
    r"b'|b\"|\\\\|\\n|_ssl|\[SSL|Errno|0x|<class|\^|ICE/|message=|url=|\(\)"
)
CUT = "the server closed the connection before the answer was complete"
NO_TLS = "no secure connection (the server does not speak TLS on this port)"
FIRST_LINE = "not HTTP (the first line is not HTTP)"
STATUS = "not HTTP (the status is not a three-digit number)"
VERSION = "not HTTP (unknown HTTP version)"
HEAD = "not HTTP (an invalid header line)"
LONG = "not HTTP (a header line above 64 KB)"
LENGTH = "not HTTP (the length is not a number)"
CHUNK = "not HTTP (a chunk of the body has no valid length)"

ANSWERS = {
    "another protocol": (b"SSH-2.0-OpenSSH_9.6\r\n", FIRST_LINE),
    "mail": (b"220 mail.example ESMTP\r\n", FIRST_LINE),
    "bytes": (b"\x00\x01\xff\xfe\r\n\r\n", FIRST_LINE),
    "HTTP/0.9": (b"<html>hello</html>", FIRST_LINE),
    "radio": (b"ICY 200 OK\r\n\r\n", FIRST_LINE),
    "TLS where none was asked for": (b"\x15\x03\x01\x00\x02\x02\x46", FIRST_LINE),
    "a version to come": (b"HTTP/9.9 200 OK\r\n" + EMPTY, VERSION),
    "HTTP/2 in words": (b"HTTP/2 200 OK\r\n" + EMPTY, VERSION),
    "no status": (b"HTTP/1.1\r\n\r\n", "not HTTP (no status in the first line)"),
    "a word for a status": (b"HTTP/1.1 abc OK\r\n" + EMPTY, STATUS),
    "five digits": (b"HTTP/1.1 20000 OK\r\n" + EMPTY, STATUS),
    "a negative status": (b"HTTP/1.1 -1 OK\r\n" + EMPTY, STATUS),
    "no colon": (OK + b"Bad header\r\n\r\n", HEAD),
    "a blank in a name": (OK + b"Na me: x\r\n\r\n", HEAD),
    "no name": (OK + b": x\r\n\r\n", HEAD),
    "NUL in a value": (OK + b"N: a\x00b\r\n" + EMPTY, HEAD),
    "CR in a value": (OK + b"N: a\rb\r\n" + EMPTY, HEAD),
    "a long value": (OK + b"N: " + b"x" * 70_000 + b"\r\n" + EMPTY, LONG),
    "a long name": (OK + b"N" * 70_000 + b": x\r\n" + EMPTY, LONG),
    "a long reason": (b"HTTP/1.1 200 " + b"x" * 70_000 + b"\r\n" + EMPTY, LONG),
    "many lines": (OK + b"N: x\r\n" * 400 + EMPTY, "not HTTP (more than 256 header lines)"),
    "a length in words": (OK + b"Content-Length: abc\r\n\r\n", LENGTH),
    "a negative length": (OK + b"Content-Length: -1\r\n\r\n", LENGTH),
    "two lengths": (OK + b"Content-Length: 1\r\n" + EMPTY, "not HTTP (two different lengths)"),
    "a length and chunks": (
        OK + b"Transfer-Encoding: chunked\r\n" + EMPTY,
        "not HTTP (two different lengths)",
    ),
    "a chunk in words": (CHUNKED + b"zz\r\nab\r\n", CHUNK),
    "a negative chunk": (CHUNKED + b"-1\r\n", CHUNK),
    "a chunk without an end": (CHUNKED + b"1\r\nabc\r\n", CHUNK),
    "a chunk of all there is": (CHUNKED + b"f" * 30 + b"\r\n", CHUNK),
    "half a body": (OK + b"Content-Length: 10\r\n\r\nabc", CUT),
    "half a chunk": (CHUNKED + b"5\r\nabc", CUT),
    "half a head": (OK + b"Content-", CUT),
    "nothing": (b"", CUT),
    "an interim answer only": (b"HTTP/1.1 100 Continue\r\n\r\n", CUT),
    "another protocol from now on": (
        b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n",
        "not HTTP (the status is 101)",
    ),
}
IN_TLS = {
    "another protocol": (b"SSH-2.0-OpenSSH_9.6\r\n", NO_TLS),
    "HTTP": (b"HTTP/1.1 400 Bad Request\r\n\r\n", NO_TLS),
    "an alert": (
        b"\x15\x03\x01\x00\x02\x02\x46",
        "no secure connection (no TLS version in common)",
    ),
    "a refusal": (
        b"\x15\x03\x01\x00\x02\x02\x28",
        "no secure connection (the server refused the handshake)",
    ),
    "nothing": (b"", CUT),
}
ALL = [
    *(pytest.param("http", *case, id=name) for name, case in ANSWERS.items()),
    *(pytest.param("https", *case, id=f"{name}, in TLS") for name, case in IN_TLS.items()),
]


@pytest.mark.parametrize(("scheme", "said", "expected"), ALL)
async def test_a_broken_answer_is_told_in_words_for_people(
    scheme: str, said: bytes, expected: str
) -> None:
    async def answer(wire: ByteStream) -> None:
        if said:
            await wire.send(said)
        await wire.aclose()

    hears = b"\x03\x03" if scheme == "https" else b"\r\n\r\n"
    async with serving(answer, hears=hears) as server, asking(allowed=(LOOPBACK,)) as http:
        failure = await failure_of(http, f"{scheme}://127.0.0.1:{server.port}/")

    assert failure.detail == expected
    assert not NOT_FOR_PEOPLE.search(failure.detail)


@pytest.mark.parametrize("code", [0, 2, 7, 9, 10, 18, 19, 20, 21, 23, 24, 26, 62, 64, 66, 68, 99])
def test_each_flaw_of_a_certificate_has_words_of_ours(code: int) -> None:
    error = ssl.SSLCertVerificationError(
        1, "[SSL: X] certificate verify failed: b'x' (_ssl.c:1006)"
    )
    error.verify_code = code

    words = reasons.certificate(error)

    assert words.startswith("the certificate is not valid: ")
    assert not NOT_FOR_PEOPLE.search(words)


@pytest.mark.parametrize(
    "message", ["", "Unheard of:\n\n  b'chunk'\n    ^", "400, message='x'", "x" * 128_000]
)
def test_what_no_table_knows_is_told_in_words_of_ours(message: str) -> None:
    """A newer library has other messages."""
    words = reasons.answer(message)

    assert len(words) < 100
    assert not NOT_FOR_PEOPLE.search(words)
