"""Answers that break HTTP in public bug reports, as bytes, beside further ones of each kind.

Bytes alone; `chromium_answers.json` has what a browser makes of each, and `tests.web.chromium`
asks it again. The report that an answer comes from stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

PAGE = b"<!doctype html><title>Found</title><p>A page."
TYPE = b"Content-Type: text/html"
LENGTH = b"Content-Length: %d" % len(PAGE)
WAIT = b"Retry-After: 7"
CHUNKED = b"Transfer-Encoding: chunked"
CHUNKS = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
SENT_ON = b"Location: /landed"


@dataclass(frozen=True, slots=True)
class OddAnswer:
    """What a server says to each request; it keeps the connection where `is_kept`."""

    said: bytes
    report: str = ""
    is_kept: bool = False


def head(*lines: bytes, status: bytes = b"HTTP/1.1 200 OK", body: bytes = PAGE) -> bytes:
    """The odd lines come first, so that a head that is cut at them has lost the others."""
    return b"\r\n".join([status, *lines, TYPE, WAIT]) + b"\r\n\r\n" + body


def _moved(*lines: bytes, body: bytes = PAGE) -> bytes:
    return head(*lines, SENT_ON, status=b"HTTP/1.1 301 Moved", body=body)


_TWICE = "Karlson2k/libmicrohttpd#15, nodejs/node#6517"
_LIST = "python-hyper/h11#92, dukus/digiCamControl#324"
_BOTH = "aio-libs/aiohttp#4223, TorSpider/TorSpider#23"
_MORE = "aio-libs/aiohttp#3641"

ANSWERS: dict[str, OddAnswer] = {
    # ---------------------------------------------------------------- lengths
    "length twice the same": OddAnswer(head(LENGTH, LENGTH), _TWICE, True),
    "length thrice the same": OddAnswer(head(LENGTH, LENGTH, LENGTH), "", True),
    "length as a list of one value": OddAnswer(
        head(b"Content-Length: %d, %d" % (len(PAGE), len(PAGE))), _LIST, True
    ),
    "two lengths": OddAnswer(head(b"Content-Length: 5", LENGTH)),
    "two lengths in a list": OddAnswer(head(b"Content-Length: 5, %d" % len(PAGE))),
    "two lengths of a redirect": OddAnswer(_moved(b"Content-Length: 5", LENGTH)),
    "length without digits": OddAnswer(head(b"Content-Length: abc")),
    "length of nothing": OddAnswer(head(b"Content-Length:")),
    "length with a plus": OddAnswer(head(b"Content-Length: +%d" % len(PAGE))),
    "length below zero": OddAnswer(head(b"Content-Length: -1")),
    "length in hexadecimal": OddAnswer(head(b"Content-Length: 0x2d")),
    "length of 30 digits": OddAnswer(head(b"Content-Length: " + b"9" * 30)),
    "length with a blank before the colon": OddAnswer(
        head(b"Content-Length : %d" % len(PAGE)), "aio-libs/aiohttp#262", True
    ),
    "length without digits of a redirect": OddAnswer(_moved(b"Content-Length: abc")),
    "length above the page": OddAnswer(head(b"Content-Length: 9999")),
    # ------------------------------------------------------- transfer codings
    "length and chunks": OddAnswer(head(LENGTH, CHUNKED, body=CHUNKS), _BOTH, True),
    "chunks and a length": OddAnswer(head(CHUNKED, LENGTH, body=CHUNKS), "", True),
    "length and identity": OddAnswer(
        head(LENGTH, b"Transfer-Encoding: identity"), "aio-libs/aiohttp#4223 (kind)", True
    ),
    "identity alone": OddAnswer(head(b"Transfer-Encoding: identity")),
    "gzip and chunks": OddAnswer(head(b"Transfer-Encoding: gzip, chunked", body=CHUNKS)),
    "gzip and chunks of a redirect": OddAnswer(
        _moved(b"Transfer-Encoding: gzip, chunked", body=CHUNKS)
    ),
    "a coding that is none": OddAnswer(head(b"Transfer-Encoding: none", LENGTH)),
    "chunks twice": OddAnswer(head(CHUNKED, CHUNKED, body=CHUNKS), "", True),
    "chunks in capitals": OddAnswer(head(b"TRANSFER-ENCODING: CHUNKED", body=CHUNKS), "", True),
    "chunks that are none": OddAnswer(head(CHUNKED, body=b"not a chunk\r\n" + PAGE)),
    "chunks that end early": OddAnswer(head(CHUNKED, body=b"ff\r\n" + PAGE)),
    "redirect with a broken body": OddAnswer(
        _moved(CHUNKED, body=b"not a chunk\r\n"), "aio-libs/aiohttp#2624", True
    ),
    # -------------------------------------------------------------- the end
    "more after connection close": OddAnswer(
        head(b"Connection: close", LENGTH, body=PAGE + PAGE), "aio-libs/aiohttp#1905"
    ),
    "more than the length": OddAnswer(head(LENGTH, body=PAGE + PAGE), _MORE, True),
    "more than the chunks": OddAnswer(head(CHUNKED, body=CHUNKS + PAGE), "", True),
    "204 with a body": OddAnswer(
        head(LENGTH, status=b"HTTP/1.1 204 No Content"), "aio-libs/aiohttp#505 (kind)", True
    ),
    # ----------------------------------------------------------------- lines
    "blank before the colon": OddAnswer(
        head(b"X-Powered-By : a script", LENGTH), "aio-libs/aiohttp#262", True
    ),
    "tab before the colon": OddAnswer(head(b"X-Powered-By\t: a script", LENGTH), "", True),
    "type with a blank before the colon": OddAnswer(
        b"HTTP/1.1 200 OK\r\nContent-Type : text/html\r\n%s\r\n\r\n%s" % (LENGTH, PAGE), "", True
    ),
    "location with a blank before the colon": OddAnswer(
        head(b"Location : /landed", LENGTH, status=b"HTTP/1.1 302 Found"), "", True
    ),
    "a line that is no header": OddAnswer(
        head(b"Warning from a script", LENGTH), "python-hyper/h11#130", True
    ),
    "a line that is no header, of a redirect": OddAnswer(
        _moved(b"Notice from a script", LENGTH), "python-hyper/h11#130 (kind)", True
    ),
    "a tag for a header": OddAnswer(head(b"<br />", b"<b>Warning</b>", LENGTH), "", True),
    "a header without a name": OddAnswer(
        head(b": odd", LENGTH), "aio-libs/aiohttp#2624 (kind)", True
    ),
    "a slash in a name": OddAnswer(head(b"X/Y: 1", LENGTH), "aio-libs/aiohttp#262 (kind)", True),
    "a bracket in a name": OddAnswer(head(b"X[0]: 1", LENGTH), "", True),
    "a name in quotes": OddAnswer(head(b'"X-Odd": 1', LENGTH), "", True),
    "two locations": OddAnswer(
        head(SENT_ON, b"Location: /elsewhere", LENGTH, status=b"HTTP/1.1 302 Found"), "", True
    ),
    "two locations, the same": OddAnswer(_moved(SENT_ON, LENGTH), "", True),
    "two types": OddAnswer(head(b"Content-Type: text/plain", LENGTH), "", True),
    "line feeds alone": OddAnswer(
        head(LENGTH).replace(b"\r\n", b"\n"), "aio-libs/aiohttp#7494", True
    ),
    "a header that goes on": OddAnswer(head(b"X-Odd: 1\r\n  more", LENGTH), "", True),
    # ------------------------------------------------------------ first lines
    "lower-case http": OddAnswer(
        head(LENGTH, status=b"http/1.1 200 OK"), "aio-libs/aiohttp#2624 (kind)", True
    ),
    "mixed-case http": OddAnswer(head(LENGTH, status=b"Http/1.0 200 OK")),
    "HTTP/1.2": OddAnswer(head(LENGTH, status=b"HTTP/1.2 200 OK")),
    "HTTP/2 in words": OddAnswer(head(LENGTH, status=b"HTTP/2 200 OK")),
    "HTTP/2.0 in words": OddAnswer(head(LENGTH, status=b"HTTP/2.0 404 Not Found")),
    "HTTP/0.9 in words": OddAnswer(head(LENGTH, status=b"HTTP/0.9 200 OK")),
    "HTTP without a version": OddAnswer(head(LENGTH, status=b"HTTP 200 OK")),
    "ICY": OddAnswer(head(status=b"ICY 200 OK")),
    "ICY that is not found": OddAnswer(head(status=b"ICY 404 Not Found")),
    "a blank line first": OddAnswer(b"\r\n" + head(LENGTH)),
    "two blank lines first": OddAnswer(b"\r\n\r\n" + head(LENGTH)),
    "a byte order mark first": OddAnswer(b"\xef\xbb\xbf" + head(LENGTH)),
    "a word first": OddAnswer(b"xy\r\n" + head(LENGTH)),
    "a long word first": OddAnswer(b"sorry\r\n" + head(LENGTH)),
    "two blanks before the status": OddAnswer(head(LENGTH, status=b"HTTP/1.1  200 OK")),
    "a tab before the status": OddAnswer(head(LENGTH, status=b"HTTP/1.1\t200 OK")),
    "no reason": OddAnswer(head(LENGTH, status=b"HTTP/1.1 200"), "seanmonstar/httparse#29", True),
    "404 and no reason": OddAnswer(head(LENGTH, status=b"HTTP/1.1 404")),
    "no blank before the reason": OddAnswer(head(LENGTH, status=b"HTTP/1.1 200OK")),
    "reason beyond ASCII": OddAnswer(
        head(LENGTH, status="HTTP/1.1 200 Größe".encode("latin-1")), "", True
    ),
    "no status": OddAnswer(head(LENGTH, status=b"HTTP/1.1")),
    "a word for a status": OddAnswer(head(LENGTH, status=b"HTTP/1.1 abc OK")),
    "status 099": OddAnswer(head(LENGTH, status=b"HTTP/1.1 099 Odd")),
    "status 1000": OddAnswer(head(LENGTH, status=b"HTTP/1.1 1000 Odd")),
    "status of two digits": OddAnswer(head(LENGTH, status=b"HTTP/1.1 20 Odd")),
    "status below zero": OddAnswer(head(LENGTH, status=b"HTTP/1.1 -1 Odd")),
    "101 unasked": OddAnswer(head(status=b"HTTP/1.1 101 Switching Protocols"), "", True),
    "101 unasked, closed": OddAnswer(head(status=b"HTTP/1.1 101 Switching Protocols")),
    "upgrade offered": OddAnswer(
        head(b"Upgrade: h2,h2c", b"Connection: Upgrade", LENGTH),
        "linkchecker/linkchecker#895",
        True,
    ),
    # ------------------------------------------------------------- no answer
    "no head at all": OddAnswer(PAGE),
    "another protocol": OddAnswer(b"SSH-2.0-OpenSSH_9.6\r\n"),
    "half a head": OddAnswer(b"HTTP/1.1 200 OK\r\nContent-Ty"),
    "NUL in a name": OddAnswer(head(b"X-\0-Odd: 1", LENGTH)),
    "NUL in a value": OddAnswer(head(b"X-Odd: a\0b", LENGTH)),
    "CR in a value": OddAnswer(head(b"X-Odd: a\rb", LENGTH)),
    "0xFF in a name": OddAnswer(head(b"X-\xff-Odd: 1", LENGTH)),
    "a blank in a name": OddAnswer(head(b"X Odd: 1", LENGTH)),
}
