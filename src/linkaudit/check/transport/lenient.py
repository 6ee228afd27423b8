"""A second reader, for what libcurl refuses and browsers read: one exchange, plainly done.

Connects to addresses that were judged and looks nothing up. HTTP/1.1 without a proxy, a
connection for each request. It reads a head as `head.py` does and hands the body on in bounded
pieces.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from linkaudit.check.transport.dns import Place
from linkaudit.check.transport.head import MAX_WIRE_BYTES, BrokenHeadError, Head, is_interim
from linkaudit.check.transport.head import read_head as head_of

_CHUNK = 1 << 16
_CONNECT_SECONDS = 10.0
# Chromium's: so many bytes may stand before the status line (kMaxStatusLineSlop).
_SLOP = 4
_FIRST = re.compile(rb".{0,%d}?(http|icy )" % _SLOP, re.I | re.S)
_END = re.compile(rb"\r?\n\r?\n")
_MOST_CHUNK_LINE = 4096  # bytes of a chunk's size with its extensions
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9a-f]{1,15})[ \t]*(?:;.*)?", re.I | re.S)


class BrokenBodyError(Exception):
    """A chunk has no size that can be read."""


@dataclass(frozen=True, slots=True)
class Question:
    """One request as it is to be sent."""

    host: str
    """For SNI and the certificate."""
    place: Place
    method: bytes
    target: bytes
    fields: Sequence[tuple[bytes, bytes]]
    is_secure: bool


class LenientAnswer:
    """An answer under way. `close` it in the end, however that comes."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._left = bytearray()
        """What was read and not yet used."""

    async def head(self) -> Head:
        """Raises BrokenHeadError, and ConnectionError where the head has no end."""
        while len(self._left) < _SLOP + len(b"http") and await self._more():
            pass
        if not self._left:
            raise ConnectionError("closed without an answer")
        first = _FIRST.match(self._left)
        if first is None:
            raise BrokenHeadError("the first line is not HTTP")
        if first[1].lower() == b"icy ":
            # A radio station (SHOUTcast). For a browser this is text without a head.
            return Head(200, (), "length", 0)
        del self._left[: first.start(1)]
        while True:
            lines = await self._lines()
            if not is_interim(lines[0]):
                return head_of(lines)

    async def _lines(self) -> list[bytes]:
        while (end := _END.search(self._left)) is None:
            if len(self._left) > MAX_WIRE_BYTES:
                raise BrokenHeadError("more than 100 KB of headers")
            if not await self._more():
                raise ConnectionError("closed within the head")
        lines = bytes(self._left[: end.start()]).split(b"\n")
        del self._left[: end.end()]
        return [line.removesuffix(b"\r") for line in lines]

    async def pieces(self, head: Head) -> AsyncIterator[bytes]:
        """The body. Raises BrokenBodyError, and ConnectionError where it ends too soon."""
        if head.framing == "chunked":
            async for piece in self._chunks():
                yield piece
        elif head.framing == "length":
            async for piece in self._exactly(head.length):
                yield piece
        else:
            while self._left or await self._more():
                yield self._taken(len(self._left))

    async def _chunks(self) -> AsyncIterator[bytes]:
        while True:
            while (end := self._left.find(b"\n")) < 0:
                if len(self._left) > _MOST_CHUNK_LINE:
                    raise BrokenBodyError
                await self._must_come()
            line = self._taken(end + 1).strip(b"\r\n")
            size = _CHUNK_SIZE.fullmatch(line)
            if size is None:
                raise BrokenBodyError
            length = int(size[1], 16)
            if not length:
                return  # what follows are trailers, which say nothing here
            async for piece in self._exactly(length):
                yield piece
            while len(self._left) < 2 and b"\n" not in self._left:
                await self._must_come()
            if self._taken(self._left.find(b"\n") + 1).strip(b"\r\n"):
                raise BrokenBodyError

    async def _exactly(self, length: int) -> AsyncIterator[bytes]:
        while length:
            if not self._left:
                await self._must_come()
            piece = self._taken(min(length, len(self._left)))
            length -= len(piece)
            yield piece

    def _taken(self, count: int) -> bytes:
        piece = bytes(self._left[:count])
        del self._left[:count]
        return piece

    async def _more(self) -> bool:
        piece = await self._reader.read(_CHUNK)
        self._left += piece
        return bool(piece)

    async def _must_come(self) -> None:
        if not await self._more():
            raise ConnectionError("closed within the body")

    async def close(self) -> None:
        self._writer.transport.abort()
        with suppress(OSError):
            await self._writer.wait_closed()


async def ask(question: Question, context: ssl.SSLContext) -> LenientAnswer:
    """Send the request to the first address that takes it. Raises OSError, TimeoutError."""
    *others, last = question.place.addresses
    for address in others:
        with suppress(OSError):  # TimeoutError is one
            return await _ask_there(question, address, context)
    return await _ask_there(question, last, context)


async def _ask_there(question: Question, address: str, context: ssl.SSLContext) -> LenientAnswer:
    # A literal address: asyncio asks no name service for it.
    async with asyncio.timeout(_CONNECT_SECONDS):
        reader, writer = await asyncio.open_connection(
            address,
            question.place.port,
            ssl=context if question.is_secure else None,
            server_hostname=question.host.rstrip(".") if question.is_secure else None,
        )
    fields = b"".join(b"%s: %s\r\n" % field for field in question.fields)
    request = b"%s %s HTTP/1.1\r\n%sConnection: close\r\n\r\n"
    writer.write(request % (question.method, question.target, fields))
    return LenientAnswer(reader, writer)
