"""A misbehaving web: many `*.example` hosts on loopback that do to a client what they like.

Raw bytes over real sockets and real TLS, in a thread of its own. It remembers every
request with its time; what a host does is handed in, and HTTP ends at the empty line here.
"""

import math
import ssl
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

import anyio
from anyio.abc import ByteStream, Listener, SocketAttribute, SocketStream, TaskGroup
from anyio.streams.buffered import BufferedByteReceiveStream
from anyio.streams.tls import TLSStream

from tests.unit.check.loopback import GONE
from tests.web.certificates import Fault
from tests.web.in_thread import InThread
from tests.web.listener import LOOPBACK
from tests.web.misbehaving_talk import Asked, Behaviour, Talk, message, says

Door = Callable[[SocketStream], Awaitable[None]]
"""What happens to a connection before HTTP begins."""

_STRANGER = says(message(421, body=b"no such host here"))
_PATIENCE = 20.0  # seconds until a test that waits for a request gives up


class MisbehavingWeb(InThread[list[str]]):
    """`with MisbehavingWeb(hosts) as web:` serves until the block ends."""

    port: int
    """Where plain HTTP is served, for URLs that name it."""

    def __init__(
        self,
        hosts: Mapping[str, Behaviour],
        doors: Mapping[str, Door] | None = None,
        faults: Mapping[str, Fault] | None = None,
        requests: float = math.inf,
    ) -> None:
        """After so many requests nobody is let in any more: the network has died."""
        self.asked: list[Asked] = []
        self.connections: Counter[str] = Counter()
        """By host: those that reached its own door, or asked for its name under TLS."""
        self._hosts = hosts
        self._doors = doors or {}
        super().__init__({*hosts, *(faults or {})}, faults or {})
        self._turns: Counter[tuple[str, str]] = Counter()
        self._requests = requests
        self._listeners: list[Listener[SocketStream]] = []
        self._taken = 0
        self._heard = threading.Condition()

    def options(self) -> list[str]:
        """What makes linkaudit come here for every name."""
        routes = [option for route in self.begun for option in ("--connect-to", route)]
        return [*routes, "--ca-bundle", str(self.ca_file)]

    def requests_to(self, host: str) -> list[Asked]:
        return [asked for asked in self.asked if asked.host == host]

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Until a request has come that makes it true; looked at after each."""
        with self._heard:
            assert self._heard.wait_for(condition, _PATIENCE), "nobody asked"

    # ------------------------------------------------------------- the server

    @asynccontextmanager
    async def reusable(self, tls: ssl.SSLContext) -> AsyncIterator[list[str]]:
        tls = self._counting(tls)
        async with anyio.create_task_group() as tasks:

            async def opened(door: Door) -> int:
                listener = await anyio.create_tcp_listener(local_host=LOOPBACK)
                self._listeners.append(listener)
                tasks.start_soon(_serve, listener, door, tasks)
                port: int = listener.extra(SocketAttribute.local_port)  # noqa: S610  no Django
                return port

            self.port = await opened(self._plain)
            routes = [f":80:{LOOPBACK}:{self.port}"]
            routes.append(f":443:{LOOPBACK}:{await opened(self._secure(tls))}")
            for host, door in self._doors.items():
                port = await opened(self._counted(host, door))
                # The first that matches wins, and those above match every host.
                routes.insert(0, f"{host}::{LOOPBACK}:{port}")
            try:
                yield routes
            finally:
                tasks.cancel_scope.cancel()

    def _counted(self, host: str, door: Door) -> Door:
        async def counted(stream: SocketStream) -> None:
            self.connections[host] += 1
            await door(stream)

        return counted

    def _counting(self, tls: ssl.SSLContext) -> ssl.SSLContext:
        choose = tls.sni_callback
        assert choose is not None

        def counted(connection: ssl.SSLObject, name: str, context: ssl.SSLContext) -> int | None:
            self.connections[name] += 1
            chosen: int | None = choose(connection, name, context)
            return chosen

        tls.sni_callback = counted
        return tls

    async def _plain(self, stream: SocketStream) -> None:
        await self._talk("http", stream)

    def _secure(self, tls: ssl.SSLContext) -> Door:
        async def secure(stream: SocketStream) -> None:
            wire = await TLSStream.wrap(
                stream, server_side=True, ssl_context=tls, standard_compatible=False
            )
            await self._talk("https", wire)

        return secure

    async def _talk(self, scheme: str, wire: ByteStream) -> None:
        self._taken += 1
        connection, reuse = self._taken, 0
        requests = BufferedByteReceiveStream(wire)
        while True:
            head = await requests.receive_until(b"\r\n\r\n", 1 << 20)
            if len(self.asked) >= self._requests:
                return  # it came in before the doors were closed, and hears nothing any more
            asked = _read(head, scheme, connection)
            # Read the turn first: a test that was woken may ask again at once.
            url = f"{scheme}://{asked.host}", asked.target
            turn, self._turns[url] = self._turns[url], self._turns[url] + 1
            with self._heard:
                self.asked.append(asked)
                self._heard.notify_all()
            if len(self.asked) == self._requests:
                for listener in self._listeners:
                    await listener.aclose()
            behave = self._hosts.get(asked.host, _STRANGER)
            await behave(Talk(asked, turn, reuse, wire))
            reuse += 1


async def _serve(listener: Listener[SocketStream], door: Door, tasks: TaskGroup) -> None:
    async def one(stream: SocketStream) -> None:
        try:
            async with stream:
                await door(stream)
        except GONE:
            pass

    async with listener:
        # In the group of all: what is being said when the network dies is said to its end.
        try:
            await listener.serve(one, tasks)
        except* anyio.ClosedResourceError:
            pass


def _read(head: bytes, scheme: str, connection: int) -> Asked:
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ")
    pairs = (line.partition(":") for line in lines)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    host = headers.get("host", "").partition(":")[0].lower()
    return Asked(time.monotonic(), scheme, host, method, target, headers, connection)
