"""Pages under content codings: known, unknown, in lists, broken."""

from __future__ import annotations

import gzip
import zlib

from tests.chromium.case import Case, page

PAGE = page("limits").encode()
LONG = page("limits").replace("<h2", "<p>" + "how it works " * 4000 + "</p><h2").encode()


def _deflated(data: bytes, wbits: int) -> bytes:
    pack = zlib.compressobj(9, zlib.DEFLATED, wbits)
    return pack.compress(data) + pack.flush()


def raw(data: bytes) -> bytes:
    """RFC 1951, without the wrapper that RFC 9110 §8.4.1.2 asks for."""
    return _deflated(data, -15)


def wrapped(data: bytes) -> bytes:
    return _deflated(data, 15)


def gz(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def stored_brotli(data: bytes) -> bytes:
    """RFC 7932 §9.2: a window of 16 bits, one uncompressed meta-block, and the empty last one."""
    assert 1 <= len(data) <= 1 << 16
    # WBITS 0 (one bit); ISLAST 0, MNIBBLES 00 (four), MLEN-1 in 16 bits, ISUNCOMPRESSED 1.
    bits = (len(data) - 1) << 4 | 1 << 20
    return bits.to_bytes(3, "little") + data + b"\x03"


def stored_zstd(data: bytes) -> bytes:
    """RFC 8878 §3.1.1: a frame of one raw block."""
    assert len(data) <= 0xFFFF
    header = b"\x28\xb5\x2f\xfd" + bytes([0b1010_0000]) + len(data).to_bytes(4, "little")
    return header + (1 | len(data) << 3).to_bytes(3, "little") + data


def _of(
    name: str, coding: str, body: bytes, fragment: str = "limits", *, row: bool = False
) -> Case:
    return Case(name, body, fragment, "text/html; charset=utf-8", coding, row)


def _head(body: bytes) -> bytes:
    return body[: len(body) // 2]


UNKNOWN = (
    _of("coding-utf-8", "utf-8", PAGE, row=True),
    _of("coding-none", "none", PAGE, row=True),
    _of("coding-8bit", "8bit", PAGE, row=True),
    _of("coding-binary", "binary", PAGE, row=True),
    _of("coding-text-html", "text/html", PAGE, row=True),
    _of("coding-iso-8859-1", "iso-8859-1", PAGE, row=True),
    _of("coding-utf-8-anchor-missing", "utf-8", PAGE, "no-such-section", row=True),
    _of("coding-aws-chunked", "aws-chunked", PAGE),
    _of("coding-7bit", "7bit", PAGE),
    _of("coding-compress", "compress", PAGE),
    _of("coding-chunked", "chunked", PAGE),
    _of("coding-gzipped", "gzipped", PAGE),
    _of("coding-null", "null", PAGE),
    _of("coding-sdch", "sdch", PAGE),
    _of("coding-empty", "", PAGE),
    _of("coding-identity", "identity", PAGE),
    _of("coding-star", "*", PAGE),
    _of("coding-with-a-parameter", "gzip;q=1", PAGE),
    _of("coding-with-a-parameter-true", "gzip;q=1", gz(PAGE)),
    _of("coding-in-quotes", '"gzip"', PAGE),
    _of("coding-bzip2", "bzip2", PAGE),
)
GZIP = (
    _of("gzip", "gzip", gz(PAGE)),
    _of("gzip-upper-case", "GZIP", gz(PAGE)),
    _of("x-gzip", "x-gzip", gz(PAGE)),
    _of("gzip-with-spaces", "  gzip  ", gz(PAGE)),
    _of("gzip-with-bytes-after-it", "gzip", gz(PAGE) + b"more", row=True),
    _of("gzip-of-two-members", "gzip", gz(PAGE[:200]) + gz(PAGE[200:]), row=True),
    _of("gzip-cut", "gzip", _head(gz(LONG)), row=True),
    _of("gzip-cut-by-its-end", "gzip", gz(PAGE)[:-4]),
    _of("gzip-with-a-wrong-sum", "gzip", gz(PAGE)[:-8] + b"\0\0\0\0" + gz(PAGE)[-4:]),
    _of("gzip-that-is-none", "gzip", PAGE, row=True),
    _of("gzip-that-is-deflate", "gzip", wrapped(PAGE)),
    _of("gzip-that-is-br", "gzip", stored_brotli(PAGE)),
    _of("gzip-broken-within", "gzip", gz(LONG)[:60] + b"\xff" * 40 + gz(LONG)[100:]),
    _of("gzip-empty", "gzip", b""),
    _of("gzip-of-nothing", "gzip", gz(b"")),
    _of("gzip-not-named", "", gz(PAGE)),
    _of("gzip-of-gzip-named-once", "gzip", gz(gz(PAGE))),
)
DEFLATE = (
    _of("deflate-wrapped", "deflate", wrapped(PAGE), row=True),
    _of("deflate-raw", "deflate", raw(PAGE), row=True),
    _of("deflate-raw-long", "deflate", raw(LONG)),
    _of("deflate-wrapped-upper-case", "Deflate", wrapped(PAGE)),
    _of("x-deflate", "x-deflate", wrapped(PAGE)),
    _of("x-deflate-that-is-none", "x-deflate", PAGE),
    _of("deflate-that-is-none", "deflate", PAGE),
    _of("deflate-that-is-gzip", "deflate", gz(PAGE)),
    _of("deflate-cut", "deflate", _head(wrapped(LONG))),
    _of("deflate-with-a-wrong-sum", "deflate", wrapped(PAGE)[:-4] + b"\0\0\0\0"),
    _of("deflate-with-bytes-after-it", "deflate", wrapped(PAGE) + b"more"),
)
LISTS = (
    _of("gzip-identity", "gzip, identity", gz(PAGE), row=True),
    _of("identity-gzip", "identity, gzip", gz(PAGE)),
    _of("identity-identity", "identity, identity", PAGE),
    _of("gzip-gzip", "gzip, gzip", gz(gz(PAGE))),
    _of("gzip-gzip-once", "gzip, gzip", gz(PAGE)),
    _of("gzip-utf-8", "gzip, utf-8", gz(PAGE)),
    _of("gzip-utf-8-that-is-none", "gzip, utf-8", PAGE),
    _of("utf-8-gzip", "utf-8, gzip", gz(PAGE)),
    _of("utf-8-gzip-that-is-none", "utf-8, gzip", PAGE),
    _of("gzip-none", "gzip, none", gz(PAGE)),
    _of("deflate-gzip", "deflate, gzip", gz(wrapped(PAGE))),
    _of("gzip-deflate", "gzip, deflate", wrapped(gz(PAGE))),
    _of("gzip-deflate-without-a-space", "gzip,deflate", wrapped(gz(PAGE))),
    _of("gzip-deflate-gzip-only", "gzip, deflate", gz(PAGE)),
    _of("commas-alone", ",,", PAGE),
    _of("gzip-comma", "gzip,", gz(PAGE)),
    _of("comma-gzip", ", gzip", gz(PAGE)),
    _of("gzip-three-times", "gzip, gzip, gzip", gz(gz(gz(PAGE)))),
    _of("gzip-utf-8-gzip", "gzip, utf-8, gzip", gz(gz(PAGE))),
)
UNASKED = (
    _of("br-though-not-asked-for", "br", stored_brotli(PAGE), row=True),
    _of("zstd-though-not-asked-for", "zstd", stored_zstd(PAGE)),
    _of("br-that-is-none", "br", PAGE, row=True),
    _of("zstd-that-is-none", "zstd", PAGE, row=True),
    _of("br-that-is-gzip", "br", gz(PAGE)),
    _of("br-anchor-missing", "br", stored_brotli(PAGE), "no-such-section"),
    _of("gzip-br", "gzip, br", stored_brotli(gz(PAGE))),
    _of("br-gzip", "br, gzip", gz(stored_brotli(PAGE))),
    _of("br-utf-8", "br, utf-8", stored_brotli(PAGE)),
    _of("dcb", "dcb", PAGE),
    _of("dcz", "dcz", PAGE),
)
CASES = (*UNKNOWN, *GZIP, *DEFLATE, *LISTS, *UNASKED)
