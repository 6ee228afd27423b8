"""Looking names up: once for a connection, many at a time, and every address judged.

Asks the system's name service; connects to nothing.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import TypeVar

import anyio
from aiohttp.abc import AbstractResolver, ResolveResult

from linkaudit.check.transport.addresses import Network, refusal
from linkaudit.check.transport.proxy import Proxies
from linkaudit.check.transport.routes import Routes
from linkaudit.errors import AddressRefusedError

T = TypeVar("T")

# A name server that hangs holds one thread; the default executor has 6 on two cores,
# so that 12 hanging names delayed a healthy one by 3 s.
_LOOKUPS_AT_ONCE = 64


class Resolver(AbstractResolver):
    """Looks names up, and refuses an answer that holds an address we may not ask."""

    def __init__(self, routes: Routes, allowed: Sequence[Network], proxies: Proxies) -> None:
        self._routes = routes
        self._allowed = allowed
        self._proxies = proxies
        self._proxy_places: set[tuple[str, int]] = set()
        self._judged: set[str] = set()
        self._limiter = anyio.CapacityLimiter(_LOOKUPS_AT_ONCE)

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,
    ) -> list[ResolveResult]:
        route = self._routes.find(host, port)
        if route is not None and route[0] != host:
            return [_result(host, route[0], route[1])]
        answers = await self.lookup(host, port if route is None else route[1], family)
        if self._proxies.is_one(host, port):
            self._proxy_places |= {(answer["host"], answer["port"]) for answer in answers}
            return answers
        self.judge(host, answers)
        return answers

    def is_proxy(self, address: str, port: int) -> bool:
        """Whether a proxy that the command line named is there."""
        return (address, port) in self._proxy_places or self._proxies.is_one(address, port)

    async def judge_if_known(self, host: str, port: int) -> None:
        """Judge a name that a proxy will look up, as far as it is known here.

        Raises AddressRefusedError. A name that only the proxy knows is the proxy's business.
        """
        if host in self._judged:
            return
        with suppress(OSError):
            self.judge(host, await self.lookup(host, port))
        self._judged.add(host)

    def judge(self, host: str, answers: Iterable[ResolveResult]) -> None:
        """Raises AddressRefusedError where one address of a name may not be asked."""
        for answer in answers:
            if reason := refusal(answer["host"], self._allowed):
                raise AddressRefusedError(
                    f"{host} resolves to an address that is not public: {reason}"
                )

    async def lookup(
        self, host: str, port: int, family: int = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Every address of a name. Raises socket.gaierror."""
        async with self._limiter:
            # Looked up at call time, so that a test's name service can stand in.
            infos = await _beside(
                lambda: socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)
            )
        return [_result(host, str(info[4][0]), port) for info in infos]

    async def close(self) -> None:
        """Nothing is held open between look-ups."""


def _result(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return ResolveResult(
        hostname=host,
        host=address,
        port=port,
        family=family,
        proto=socket.IPPROTO_TCP,
        flags=socket.AI_NUMERICHOST,
    )


async def _beside(call: Callable[[], T]) -> T:
    """What `call` returns or raises, from a thread that is not joined at the end.

    A look-up cannot be called off: a thread of the usual kind would hold the program until
    the name server has answered, 5.6 s after a deadline of 2 s.
    """
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[T] = loop.create_future()

    def settle(set_outcome: Callable[[], None]) -> None:
        if not outcome.done():  # it may have been called off
            set_outcome()

    def run() -> None:
        try:
            done = partial(outcome.set_result, call())
        # Handed over to the caller, who would otherwise wait for ever.
        except Exception as error:  # noqa: BLE001
            done = partial(outcome.set_exception, error)
        with suppress(RuntimeError):  # the loop is closed: the result is no longer wanted
            loop.call_soon_threadsafe(settle, done)

    Thread(target=run, name="look-up", daemon=True).start()
    return await outcome
