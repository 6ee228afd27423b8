"""The hosts that break HTTP or the connection below it, and what must come of their links.

Names are the words of the lines they stand for.
"""

from tests.web.misbehaving_bytes import (
    brotli_bomb,
    closed_at_once,
    coded,
    cut,
    deaf,
    dripping,
    flooding,
    gzip_bomb,
    lengths,
    many_headers,
    odd_header,
    raw,
    reset_at_once,
    stacked,
    zstd_bomb,
)
from tests.web.misbehaving_case import Case, one
from tests.web.misbehaving_talk import HTML, message, silence

_HEAD = message(200, HTML, ("Content-Length", "1000000000"))
_ENDLESS = message(200, HTML, ("Content-Length", "1000000000000"), body=b"<title>Well</title>")
_CHUNKED = message(200, HTML, ("Content-Length", "@")).replace(
    b"Content-Length: @", b"Transfer-Encoding: chunked"
)

_SLOW = (
    one("header drip", "drip-header.example/", "unreachable",
        dripping(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"a")),
    one("body drip", "drip-body.example/", "ok", dripping(_HEAD, b"a")),
    one("status drip", "drip-status.example/", "unreachable", dripping(b"HTTP", b"/")),
    one("chunk drip", "drip-chunk.example/", "ok", dripping(_CHUNKED, b"1\r\na\r\n")),
    one("1xx flood", "flood-1xx.example/", "unreachable",
        # 2,000 a second. More would only show which of two processes is given the processor.
        flooding(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 10, pause=0.005)),
    one("100 drip", "drip-100.example/", "unreachable",
        dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n")),
    one("endless body", "endless.example/", "ok", flooding(_ENDLESS, b" " * 65536), most=1),
    one("endless body without a length", "endless-close.example/", "ok",
        flooding(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b" " * 65536), most=1),
    one("endless body of a 404", "endless-404.example/", "dead",
        flooding(_ENDLESS.replace(b" 200 ", b" 404 "), b" " * 65536), least=2),
    one("endless body of a redirect", "endless-302.example/", "redirected",
        flooding(message(302, ("Location", "http://healthy-0.example/page"),
                         ("Content-Length", "1000000000000")), b" " * 65536), most=1),
    one("silent accept", "silent-accept.example/", "unreachable", silence),
    one("deaf accept", "deaf-accept.example/", "unreachable", door=deaf),
)  # fmt: skip

BOMBS = (
    one("gzip bomb of 256 MiB", "bomb-gzip.example/", "ok", coded("gzip", gzip_bomb()), most=1),
    one("br bomb", "bomb-br.example/", "ok", coded("br", brotli_bomb()), most=1),
    one("zstd bomb", "bomb-zstd.example/", "ok", coded("zstd", zstd_bomb()), most=1),
    one("gzip x10 stacked", "bomb-stack.example/", "ok",
        coded(", ".join(["gzip"] * 10), stacked(10)), most=1),
    one("gzip x100 stacked", "bomb-stack-100.example/", "ok",
        coded(", ".join(["gzip"] * 100), stacked(100)), most=1),
    one("gzip that is none", "bomb-none.example/", "ok", coded("gzip", b"no gzip"), most=1),
)  # fmt: skip

_HEADERS = (
    one("header block of 200 KB", "headers-large.example/", "unreachable",
        many_headers(40, "x" * 5000)),
    one("header line of 300 KB", "headers-line.example/", "unreachable",
        many_headers(1, "x" * 300_000)),
    one("12,000 headers", "headers-many.example/", "unreachable", many_headers(12_000, "1")),
    one("NUL in a name", "name-nul.example/", "unreachable", odd_header(b"X-\0-Odd: 1")),
    one("0xFF in a name", "name-ff.example/", "unreachable", odd_header(b"X-\xff-Odd: 1")),
    one("space in a name", "name-space.example/", "unreachable", odd_header(b"X Odd: 1")),
    one("NUL in a value", "value-nul.example/", "unreachable", odd_header(b"X-Odd: a\0b")),
    one("CR in a value", "value-cr.example/", "unreachable", odd_header(b"X-Odd: a\rX-More: b")),
    # RFC 9112 §5.2: a user agent takes a fold for a space.
    one("obs-fold", "fold.example/", "ok", odd_header(b"X-Odd: 1\r\n  folded")),
    one("latin-1 values accepted", "value-latin1.example/", "ok",
        odd_header("X-Odd: Größe".encode("latin-1")), most=1),
)  # fmt: skip

_FRAMING = (
    one("HTTP/0.9 text", "http09.example/", "unreachable", raw(b"<html>hello</html>\r\n")),
    one("HTTP/2 without being asked", "http2.example/", "unreachable",
        raw(b"\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0\x80\0\x04\0\1\0\0\0\5\0\xff\xff\xff")),
    one("status 099", "status-099.example/", "unreachable", raw(message("099", body=b"hello"))),
    one("status 1000", "status-1000.example/", "unreachable", raw(message(1000, body=b"hello"))),
    one("status of words", "status-words.example/", "ok", raw(message("OK", body=b"hi"))),
    one("negative Content-Length", "length-negative.example/", "ok", lengths("-5")),
    one("duplicate Content-Length", "length-twice.example/", "unreachable", lengths("5", "6")),
    one("30-digit Content-Length", "length-digits.example/", "ok", lengths("9" * 30)),
    one("Content-Length of words", "length-words.example/", "ok", lengths("five")),
    one("short body", "short.example/", "ok", lengths("1000")),
    one("bad chunk", "chunk.example/", "ok", raw(_CHUNKED + b"zz\r\nhello\r\n")),
)  # fmt: skip

_CUT = (
    one("RST at connect", "rst-connect.example/", "unreachable", door=reset_at_once),
    one("RST before headers", "rst-headers.example/", "unreachable", cut()),
    one("RST within headers", "rst-within.example/", "unreachable", cut(b"HTTP/1.1 200 OK\r\nX-")),
    one("RST mid-body", "rst-body.example/", "ok", cut(_HEAD + b"hello")),
    one("close without answer", "close.example/", "unreachable", door=closed_at_once),
)

BROKEN: tuple[Case, ...] = (*_SLOW, *BOMBS, *_HEADERS, *_FRAMING, *_CUT)
