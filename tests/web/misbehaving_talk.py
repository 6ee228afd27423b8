"""One request to the misbehaving web, and what a host may do in answer: byte by byte.

Knows streams and the bytes of messages. Which host does what stands in the table.
"""

import socket
import struct
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import anyio
from anyio.abc import ByteStream, SocketAttribute

from tests.web.page import plain_page

Header = tuple[str, str]
HTML: Header = ("Content-Type", "text/html; charset=utf-8")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came. `at` is in seconds of a clock that only goes forwards."""

    at: float
    scheme: str
    host: str
    method: str
    target: str
    headers: dict[str, str]
    """Lower-case names; of a name that comes twice, the last."""
    connection: int
    """Counts all connections of the web; two requests over one share the number."""

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


@dataclass(frozen=True, slots=True)
class Talk:
    """A request, and the way back to its sender."""

    asked: Asked
    turn: int
    """How often this URL was asked before."""
    reuse: int
    """How many requests came over this connection before."""
    wire: ByteStream

    async def say(self, *pieces: bytes) -> None:
        for piece in pieces:
            await self.wire.send(piece)

    async def hang_up(self) -> None:
        await self.wire.aclose()

    async def reset(self) -> None:
        await reset(self.wire)


Behaviour = Callable[[Talk], Awaitable[None]]
"""Answers one request; hangs up if the connection is to hear no other."""


async def reset(wire: ByteStream) -> None:
    """RST instead of FIN: the line is cut."""
    raw = wire.extra(SocketAttribute.raw_socket)  # noqa: S610  Django's `extra` is meant
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    await anyio.aclose_forcefully(wire)


def message(status: object, *headers: Header, body: bytes = b"") -> bytes:
    """A whole response; a Content-Length of its own, if any, is the caller's."""
    names = {name.lower() for name, _ in headers}
    sized = () if "content-length" in names else (("Content-Length", str(len(body))),)
    lines = [f"HTTP/1.1 {status} Whatever", *(f"{n}: {v}" for n, v in (*headers, *sized))]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def page(
    title: str, *paragraphs: str, status: int = 200, ids: tuple[str, ...] = (), head: str = ""
) -> bytes:
    """A whole response with a page of HTML; `head` is put into its head as it is."""
    body = plain_page("", title, *paragraphs, ids=ids).body
    return message(status, HTML, body=body.replace(b"</head>", head.encode() + b"</head>"))


HEALTHY = page("Well", "All is well here.", ids=("here",))


def says(*replies: bytes, then_hang_up: bool = False) -> Behaviour:
    """One reply after another to each URL; the last again and again."""

    async def behave(talk: Talk) -> None:
        await talk.say(replies[min(talk.turn, len(replies) - 1)])
        if then_hang_up:
            await talk.hang_up()

    return behave


NOTHING_THERE = says(page("Not found", "Nothing is kept at this address.", status=404))


def by_path(paths: Mapping[str, Behaviour], otherwise: Behaviour = NOTHING_THERE) -> Behaviour:
    """The first segment of the path decides."""

    async def behave(talk: Talk) -> None:
        segment = talk.asked.path.strip("/").split("/")[0]
        await paths.get(segment, otherwise)(talk)

    return behave


async def drip(talk: Talk, piece: bytes, seconds: float) -> None:
    """The same bytes again and again, for as long as anybody listens."""
    while True:
        await talk.say(piece)
        await anyio.sleep(seconds)


async def silence(_: Talk) -> None:
    """Heard, and never answered."""
    await anyio.sleep_forever()
