"""Looking names up: once for a connection, many at a time, and every address judged.

Asks the system's name service; connects to nothing.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from threading import Thread
from typing import TypeVar

import anyio

from linkaudit.check.transport.addresses import Network, refusal
from linkaudit.check.transport.proxy import Proxies
from linkaudit.check.transport.routes import Routes
from linkaudit.errors import AddressRefusedError
from linkaudit.text.uri import is_address

T = TypeVar("T")

# A name server that hangs holds one thread; the default executor has 6 on two cores,
# so that 12 hanging names delayed a healthy one by 3 s.
LOOKUPS_AT_ONCE = 64
_KEPT_SECONDS = 10.0  # a judged answer serves the connections that are opened within them


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request may go: addresses, each of them judged, and a port."""

    addresses: tuple[str, ...]
    port: int


class Resolver:
    """Looks names up, and refuses an answer that holds an address we may not ask."""

    def __init__(self, routes: Routes, allowed: Sequence[Network], proxies: Proxies) -> None:
        self._routes = routes
        self._allowed = allowed
        self._proxies = proxies
        self._judged: set[str] = set()
        self._literals: set[tuple[str, int]] = set()
        """Those that may be asked."""
        self._limiter = anyio.CapacityLimiter(LOOKUPS_AT_ONCE)
        self._kept: dict[tuple[str, int], tuple[float, tuple[str, ...]]] = {}
        self._under_way: dict[tuple[str, int], asyncio.Task[tuple[str, ...]]] = {}

    async def place(self, host: str, port: int) -> Place:
        """Where requests for a host go.

        Raises AddressRefusedError where one of its addresses may not be asked, and
        socket.gaierror where it has none.
        """
        route = self._routes.find(host, port)
        if route is not None and route[0] != host:
            return Place((route[0],), route[1])
        to_port = port if route is None else route[1]
        if is_address(host):
            self._judge_literal(host, to_port)
            return Place((host,), to_port)
        addresses = await self._addresses(host, to_port)
        if not self._proxies.is_one(host, port):
            self.judge(host, addresses)
        return Place(addresses, to_port)

    async def judge_if_known(self, host: str, port: int) -> None:
        """Judge a name that a proxy will look up, as far as it is known here.

        Raises AddressRefusedError. A name that only the proxy knows is the proxy's business.
        """
        if host in self._judged:
            return
        with suppress(OSError):
            self.judge(host, await self._addresses(host, port))
        self._judged.add(host)

    def judge(self, host: str, addresses: Iterable[str]) -> None:
        """Raises AddressRefusedError where one address of a name may not be asked."""
        for address in addresses:
            if reason := refusal(address, self._allowed):
                raise AddressRefusedError(
                    f"{host} resolves to an address that is not public: {reason}"
                )

    def close(self) -> None:
        """What is still being looked up is not wanted any more."""
        for task in self._under_way.values():
            task.cancel()

    def _judge_literal(self, address: str, port: int) -> None:
        if (address, port) in self._literals:
            return
        reason = refusal(address, self._allowed)
        is_named = self._routes.leads_to(address, port) or self._proxies.is_one(address, port)
        if reason is not None and not is_named:
            raise AddressRefusedError(reason)
        self._literals.add((address, port))

    async def _addresses(self, host: str, port: int) -> tuple[str, ...]:
        """Every address of a name. Raises socket.gaierror."""
        key = host, port
        kept = self._kept.get(key)
        now = asyncio.get_running_loop().time()
        if kept is not None and kept[0] > now:
            return kept[1]
        task = self._under_way.get(key)
        if task is None:
            task = asyncio.ensure_future(self._look_up(host, port))
            task.add_done_callback(lambda done: self._looked_up(key, done))
            self._under_way[key] = task
        # One who no longer waits does not end it for the others.
        return await asyncio.shield(task)

    async def _look_up(self, host: str, port: int) -> tuple[str, ...]:
        async with self._limiter:
            # Looked up at call time, so that a test's name service can stand in.
            infos = await _beside(
                lambda: socket.getaddrinfo(host, port, socket.AF_UNSPEC, socket.SOCK_STREAM)
            )
        return tuple(dict.fromkeys(str(info[4][0]) for info in infos))

    def _looked_up(self, key: tuple[str, int], done: asyncio.Task[tuple[str, ...]]) -> None:
        del self._under_way[key]
        # Asked for, so that asyncio does not complain of a failure that is not waited for.
        if not done.cancelled() and done.exception() is None:
            self._kept[key] = (asyncio.get_running_loop().time() + _KEPT_SECONDS, done.result())


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
