"""Content codings undone, in bounded pieces (RFC 9110 §8.4).

Bytes in, bytes out. Reads gzip and deflate; a coding that browsers do not know is none. Everything
else stays unread, and the decoder says so. No bomb fits: a piece is decoded when it is asked for.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

_PIECE = 1 << 16  # bytes
# Of codings within codings, each may yield so many bytes: what one of them expands, the next one
# can swallow whole.
_MOST = 1 << 24
_MOST_CODINGS = 4
_GZIP = frozenset({"gzip", "x-gzip"})  # RFC 9110 §8.4.1.3
_UNREAD = frozenset({"br", "zstd"})  # browsers know them; decision 24 says why we do not
_NO_CODING = frozenset('";=*')  # Chromium refuses a page for them: they belong to Accept-Encoding
_GZIP_MARK = b"\x1f\x8b"  # RFC 1952 §2.3.1; no text begins so


class Decoder:
    """Undoes the codings of one body. `value` is that of Content-Encoding, empty for none."""

    def __init__(self, value: str) -> None:
        names = [name.strip().lower() for name in value.split(",")]
        # One that Chromium does not know makes it pass the body on as it is, whatever the others.
        is_known = all(name in _GZIP | _UNREAD | {"deflate"} for name in names)
        is_beyond_us = len(names) > _MOST_CODINGS or not _UNREAD.isdisjoint(names)
        self.is_unread = (is_known and is_beyond_us) or not _NO_CODING.isdisjoint(value)
        """The body was not decoded, or not to its end."""
        # RFC 9110 §8.4: in the order in which they were applied.
        self._layers = [_Layer(name in _GZIP) for name in reversed(names)] if is_known else []
        self._start: bytes | None = b""
        """The first bytes of a body without coding, until there are enough to be told apart."""

    def decode(self, chunk: bytes) -> Iterator[bytes]:
        """The content in a chunk of the body. Raises nothing: see `is_unread`."""
        if self.is_unread:
            return
        if not self._layers:
            self._look_at(chunk)
            yield chunk
            return
        try:
            yield from _through(self._layers, chunk)
        except zlib.error:
            self.is_unread = True

    def _look_at(self, chunk: bytes) -> None:
        """Whether the server forgot to say, or wrongly said, that this is gzip."""
        if self._start is not None:
            self._start += chunk[:2]
            if len(self._start) >= len(_GZIP_MARK):
                self.is_unread = self._start.startswith(_GZIP_MARK)
                self._start = None


def _through(layers: Sequence[_Layer], data: bytes) -> Iterator[bytes]:
    """Raises zlib.error."""
    if not layers:
        yield data
        return
    for piece in layers[0].decode(data):
        yield from _through(layers[1:], piece)


class _Layer:
    """One coding undone. RFC 9110 §8.4.1.2 has deflate wrapped; half of the web's is raw."""

    def __init__(self, is_gzip: bool) -> None:
        self._zlib = zlib.decompressobj(31 if is_gzip else 15)
        self._is_sure = is_gzip  # of what it is wrapped in
        self._seen = b""  # until it is sure
        self._yielded = 0

    def decode(self, data: bytes) -> Iterator[bytes]:
        """Raises zlib.error. What follows the end is no part of the content, as in browsers."""
        while data and not self._zlib.eof:
            piece = self._next(data)
            self._yielded += len(piece)
            if self._yielded > _MOST:
                raise zlib.error("more than any page has")
            data = self._zlib.unconsumed_tail
            yield piece

    def _next(self, data: bytes) -> bytes:
        if self._is_sure:
            return self._zlib.decompress(data, _PIECE)
        self._seen += data
        try:
            piece = self._zlib.decompress(data, _PIECE)
        except zlib.error:
            self._is_sure, self._zlib = True, zlib.decompressobj(-15)
            return self._zlib.decompress(self._seen, _PIECE)
        self._is_sure = bool(piece) or len(self._seen) > _PIECE
        return piece
