"""The practice web as a server: HTTP and HTTPS on loopback, in a thread of its own.

Listens on 127.0.0.1 alone, on ports that the system picks, and leaves nothing behind.
"""

import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager

import anyio
from anyio.abc import ByteStream, SocketAttribute, SocketStream
from anyio.streams.buffered import BufferedByteReceiveStream
from anyio.streams.tls import TLSStream

from tests.unit.check.loopback import GONE
from tests.web import article_pages, verdict_pages
from tests.web.certificates import Fault
from tests.web.in_thread import InThread
from tests.web.listener import LOOPBACK
from tests.web.origin import Origin
from tests.web.page import Answer, HangUp, Page

ANSWERS: tuple[Answer, ...] = (*article_pages.PAGES, *verdict_pages.ANSWERS)

# Without these two, each answer would carry the time of day and a version number.
FIXED = (("Date", "Mon, 23 Nov 2026 06:00:00 GMT"), ("Server", "practice-web"))


class PracticeWeb(InThread[tuple[int, int]]):
    """`with PracticeWeb() as web:` serves until the block ends."""

    def __init__(
        self,
        answers: Iterable[Answer] = ANSWERS,
        faults: Mapping[str, Fault] = verdict_pages.FAULTS,
    ) -> None:
        self.requests: list[tuple[str, str]] = []
        self._origin = Origin(answers)
        super().__init__(self._origin.hosts, faults)

    @property
    def http_port(self) -> int:
        return self.begun[0]

    @property
    def https_port(self) -> int:
        return self.begun[1]

    def options(self) -> list[str]:
        """What makes linkaudit, or curl, come here for every name."""
        return [
            *("--connect-to", f":80:{LOOPBACK}:{self.http_port}"),
            *("--connect-to", f":443:{LOOPBACK}:{self.https_port}"),
            *("--ca-bundle", str(self.ca_file)),
        ]

    @asynccontextmanager
    async def reusable(self, tls: ssl.SSLContext) -> AsyncIterator[tuple[int, int]]:
        async with (
            await anyio.create_tcp_listener(local_host=LOOPBACK) as plain,
            await anyio.create_tcp_listener(local_host=LOOPBACK) as secure,
            anyio.create_task_group() as tasks,
        ):

            async def spoken(wire: SocketStream) -> None:
                await _until_gone(wire, lambda: self._talk("http", wire))

            async def whispered(wire: SocketStream) -> None:
                async def talk() -> None:
                    sealed = await TLSStream.wrap(
                        wire, server_side=True, ssl_context=tls, standard_compatible=False
                    )
                    await self._talk("https", sealed)

                await _until_gone(wire, talk)

            tasks.start_soon(plain.serve, spoken)
            tasks.start_soon(secure.serve, whispered)
            ports = [
                listener.extra(SocketAttribute.local_port)  # noqa: S610  no Django
                for listener in (plain, secure)
            ]
            yield ports[0], ports[1]
            # A client that keeps its connection must not hold us up.
            tasks.cancel_scope.cancel()

    async def _talk(self, scheme: str, wire: ByteStream) -> None:
        requests = BufferedByteReceiveStream(wire)
        while True:
            head = (await requests.receive_until(b"\r\n\r\n", 1 << 20)).decode("latin-1")
            first, *lines = head.split("\r\n")
            method, target, _ = first.split(" ")
            fields = {name.lower(): value for name, _, value in (f.partition(": ") for f in lines)}
            url = f"{scheme}://{fields.get('host', '')}{target}"
            self.requests.append((method, url))
            match self._origin.answer(url):
                case Page() as page:
                    await wire.send(_response(page))
                case HangUp():
                    await anyio.aclose_forcefully(wire)


async def _until_gone(wire: SocketStream, talk: Callable[[], Awaitable[None]]) -> None:
    try:
        async with wire:
            await talk()
    except GONE:
        pass


def _response(page: Page) -> bytes:
    names = {name.lower() for name, _ in page.headers}
    sized = () if "content-length" in names else (("Content-Length", str(len(page.body))),)
    lines = [f"{name}: {value}" for name, value in (*FIXED, *page.headers, *sized)]
    return "\r\n".join([f"HTTP/1.1 {page.status} Whatever", *lines, "", ""]).encode() + page.body
