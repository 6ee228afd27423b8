"""All parts of a conversation on loopback: the real engine, names, and a server of raw bytes.

The server says exactly what it is told and remembers who came. It knows sockets and TLS;
HTTP only as far as a request ends with an empty line.
"""

import ipaddress
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import anyio
import anyio.lowlevel
import trustme
from anyio.abc import ByteStream, SocketAttribute, SocketStream
from anyio.streams.buffered import BufferedByteReceiveStream
from anyio.streams.tls import TLSStream

from linkaudit.check.transport.engine import Engine
from linkaudit.check.transport.http import Http
from linkaudit.check.transport.proxy import Proxies
from linkaudit.check.transport.routes import Routes
from linkaudit.check.transport.tls import Trust
from linkaudit.errors import TransportError
from linkaudit.model.http import Failure, Request

Answer = Callable[[ByteStream], Awaitable[None]]
"""Says something in answer to one request; closes the stream if it will hear no other."""

# What a client that went away, or never meant to talk, leaves us with.
GONE = (
    anyio.BrokenResourceError,
    anyio.ClosedResourceError,
    anyio.EndOfStream,
    anyio.IncompleteRead,
    ssl.SSLError,
)

LOOPBACK = "127.0.0.0/8"
HELLO = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello"


class RawServer:
    def __init__(self, port: int, answer: Answer, tls: ssl.SSLContext | None, hears: bytes) -> None:
        self.port = port
        self.connections = 0
        self.heads: list[bytes] = []
        self.names: list[str | None] = []
        """Those that clients asked for under TLS (SNI)."""
        self._answer = answer
        self._tls = tls
        self._hears = hears
        self._open = 0
        self._all_gone = anyio.Event()
        if tls is not None:
            tls.sni_callback = lambda _, name, __: self.names.append(name)

    @property
    def targets(self) -> list[str]:
        """The request targets, as they were written."""
        return [head.split(b" ")[1].decode("latin-1") for head in self.heads]

    def header(self, name: str) -> str | None:
        """A header of the last request."""
        for line in self.heads[-1].decode("latin-1").split("\r\n")[1:]:
            field, _, value = line.partition(":")
            if field.lower() == name:
                return value.strip()
        return None

    async def all_gone(self) -> None:
        """Wait until every connection has ended."""
        with anyio.fail_after(60):
            while self._open:
                await self._all_gone.wait()

    async def connections_before(self) -> int:
        """How many connected so far. Queues behind them all, so that none is overlooked."""
        async with await anyio.connect_tcp("127.0.0.1", self.port):
            with anyio.fail_after(60):
                while not self.connections:
                    await anyio.lowlevel.checkpoint()
        await self.all_gone()
        return self.connections - 1

    async def serve(self, stream: SocketStream) -> None:
        self.connections += 1
        self._open += 1
        try:
            async with stream:
                await self._talk(stream)
        except GONE:
            pass
        finally:
            self._open -= 1
            if not self._open:
                self._all_gone.set()
                self._all_gone = anyio.Event()

    async def _talk(self, stream: SocketStream) -> None:
        wire: ByteStream = stream
        if self._tls is not None:
            wire = await TLSStream.wrap(
                stream, server_side=True, ssl_context=self._tls, standard_compatible=False
            )
        requests = BufferedByteReceiveStream(wire)
        while True:
            self.heads.append(await requests.receive_until(self._hears, 1 << 20))
            await self._answer(wire)


@asynccontextmanager
async def serving(
    answer: Answer | bytes = HELLO,
    tls: ssl.SSLContext | None = None,
    hears: bytes = b"\r\n\r\n",
) -> AsyncIterator[RawServer]:
    """A server that runs as long as the block; plain bytes are said to every request.

    `hears` is where a request ends. It waits until every client has gone.
    """
    listener = await anyio.create_tcp_listener(local_host="127.0.0.1")
    say = saying(answer) if isinstance(answer, bytes) else answer
    server = RawServer(listener.extra(SocketAttribute.local_port), say, tls, hears)  # noqa: S610  no Django
    async with listener, anyio.create_task_group() as tasks:
        tasks.start_soon(listener.serve, server.serve)
        yield server
        await server.all_gone()
        tasks.cancel_scope.cancel()


def saying(*replies: bytes, then_close: bool = False) -> Answer:
    """One reply after another; the last again and again."""
    left = list(replies)

    async def answer(wire: ByteStream) -> None:
        await wire.send(left.pop(0) if len(left) > 1 else left[0])
        if then_close:
            await wire.aclose()

    return answer


def resetting(*said: bytes) -> Answer:
    """Cuts the line in mid-sentence: RST instead of FIN."""

    async def answer(wire: ByteStream) -> None:
        for piece in said:
            await wire.send(piece)
        raw = wire.extra(SocketAttribute.raw_socket)  # noqa: S610  Django's `extra` is meant
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        await wire.aclose()

    return answer


class NameService:
    """Knows the names of a test; numbers are left to the real one, which looks nothing up."""

    def __init__(self) -> None:
        self.names: dict[str, tuple[str, ...] | int] = {}
        self.asked: list[str] = []
        self._real = socket.getaddrinfo

    def look_up(self, host: str, port: int, *rest: Any, **named: Any) -> list[Any]:
        if host not in self.names:
            return list(self._real(host, port, *rest, **named))
        self.asked.append(host)
        answer = self.names[host]
        if isinstance(answer, int):
            raise socket.gaierror(answer, "no such luck")
        families = {4: socket.AF_INET, 6: socket.AF_INET6}
        return [
            (
                families[ipaddress.ip_address(address).version],
                socket.SOCK_STREAM,
                6,
                "",
                (address, port),
            )
            for address in answer
        ]


@asynccontextmanager
async def asking(
    *routes: str,
    allowed: tuple[str, ...] = (),
    authority: trustme.CA | None = None,
    timeout: float = 5.0,
    proxies: Proxies | None = None,
) -> AsyncIterator[Http]:
    """The engine below one exchange, as the program has it but for the guard above."""
    # Verifies by default, as `trusted` does; knows no authority but the test's.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    (authority or trustme.CA()).configure_trust(context)
    networks = [ipaddress.ip_network(text) for text in allowed]
    trust = Trust(context)
    engine = Engine(Routes.parse(routes), networks, trust, connections=10, proxies=proxies)
    try:
        yield Http(engine, timeout, "linkaudit-test")
    finally:
        await engine.aclose()


async def failure_of(http: Http, uri: str) -> Failure:
    """The failure that asking ends with; an answer is an error of the test."""
    try:
        response = await http(Request(uri))
    except TransportError as error:
        return error.failure
    raise AssertionError(f"{uri} answered {response.status}")
