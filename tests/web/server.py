"""The practice web as a server: HTTP and HTTPS on loopback, in a thread of its own.

Listens on 127.0.0.1 alone, on ports that the system picks, and leaves nothing behind.
"""

import ssl
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager

import anyio
import anyio.lowlevel
from aiohttp import web

from tests.web import article_pages, verdict_pages
from tests.web.certificates import Fault
from tests.web.in_thread import InThread
from tests.web.listener import LOOPBACK, Listener
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
        # A short grace: a client that keeps its connection must not hold us up. Not zero,
        # which aiohttp takes for no limit at all.
        runner = web.ServerRunner(web.Server(self._handle, access_log=None), shutdown_timeout=0.1)
        await runner.setup()
        with Listener() as plain, Listener() as secure:
            try:
                await web.SockSite(runner, plain).start()
                await web.SockSite(runner, secure, ssl_context=tls).start()
                yield plain.port, secure.port
            finally:
                await runner.cleanup()
                await _let_go(plain, secure)

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        url = f"{request.scheme}://{request.headers.get('Host', '')}{request.raw_path}"
        self.requests.append((request.method, url))
        match self._origin.answer(url):
            case Page() as page:
                return _response(page)
            case HangUp():
                return _hang_up(request)


async def _let_go(*listeners: Listener) -> None:
    for listener in listeners:
        listener.hang_up()
    # A connection is closed within a few turns of the loop; the limit is against a bug.
    with anyio.fail_after(60):
        while any(listener.is_busy for listener in listeners):
            await anyio.lowlevel.checkpoint()


def _response(page: Page) -> web.Response:
    # A reason of its own for 999, which has none in any register.
    reason = None if page.status < 600 else "Request denied"
    return web.Response(
        status=page.status, reason=reason, headers=[*FIXED, *page.headers], body=page.body
    )


def _hang_up(request: web.BaseRequest) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    # aiohttp wants a value back; the connection is gone, so nobody gets it.
    return web.Response()
