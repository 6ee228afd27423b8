"""What went wrong, in words for people: never in those of a parser, OpenSSL or the system."""

import re
import ssl

import pytest
from anyio.abc import ByteStream

from linkaudit.check.transport import reasons
from tests.unit.check.loopback import LOOPBACK, asking, failure_of, serving

pytestmark = pytest.mark.anyio

OK = b"HTTP/1.1 200 OK\r\n"
EMPTY = b"Content-Length: 0\r\n\r\n"
NOT_FOR_PEOPLE = re.compile(
    r"b'|b\"|\\\\|\\n|_ssl|\[SSL|Errno|0x|<class|\^|ICE/|message=|url=|\(\)"
)
CUT = "the server closed the connection before the answer was complete"
NO_TLS = "no secure connection (the server does not speak TLS on this port; it may answer to http)"
FIRST_LINE = "not HTTP (the first line is not HTTP)"
STATUS = "not HTTP (the status is not a three-digit number)"
HEAD = "not HTTP (an invalid header line)"
LONG = "not HTTP (a header line above 64 KB)"

ANSWERS = {
    "another protocol": (b"SSH-2.0-OpenSSH_9.6\r\n", FIRST_LINE),
    "mail": (b"220 mail.example ESMTP\r\n", FIRST_LINE),
    "bytes": (b"\x00\x01\xff\xfe\r\n\r\n", FIRST_LINE),
    "HTTP/0.9": (b"<html>hello</html>", FIRST_LINE),
    "TLS where none was asked for": (b"\x15\x03\x01\x00\x02\x02\x46", FIRST_LINE),
    "five digits": (b"HTTP/1.1 20000 OK\r\n" + EMPTY, STATUS),
    "a blank in a name": (OK + b"Na me: x\r\n\r\n", HEAD),
    "NUL in a value": (OK + b"N: a\x00b\r\n" + EMPTY, HEAD),
    "CR in a value": (OK + b"N: a\rb\r\n" + EMPTY, HEAD),
    "a long value": (OK + b"N: " + b"x" * 70_000 + b"\r\n" + EMPTY, LONG),
    "a long name": (OK + b"N" * 70_000 + b": x\r\n" + EMPTY, LONG),
    "many lines": (OK + b"N: x\r\n" * 6000 + EMPTY, "not HTTP (more than 100 KB of headers)"),
    "two redirects": (
        b"HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: /b\r\n" + EMPTY,
        "not HTTP (two different redirects)",
    ),
    "a status of two digits": (b"HTTP/1.1 20 OK\r\n" + EMPTY, STATUS),
    "a status below all": (b"HTTP/1.1 099 OK\r\n" + EMPTY, "not HTTP (the status is 099)"),
    "a name in Latin-1": (OK + b"Gr\xf6\xdfe: x\r\n\r\n", HEAD),
    "a word before the answer": (b"sorry\r\n" + OK + EMPTY, FIRST_LINE),
    "two lengths": (OK + b"Content-Length: 1\r\n" + EMPTY, "not HTTP (two different lengths)"),
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
