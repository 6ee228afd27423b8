"""The real ground of a run: the network, the clock, chance, and Ctrl-C.

Only here are they named; everything below is handed them. Import it when something must be
asked: it brings the network's libraries, which take longer than a run that needs none.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from random import SystemRandom
from threading import current_thread, main_thread
from types import FrameType
from typing import TypeVar

import anyio

from linkaudit.audit import web
from linkaudit.audit.policy import Policy
from linkaudit.check.page.reader import Reader
from linkaudit.check.transport.descriptors import most_files
from linkaudit.check.transport.engine import Engine
from linkaudit.check.transport.stack import Environment
from linkaudit.check.transport.tls import Trust, trusted
from linkaudit.model.http import Failure, Response
from linkaudit.model.protocols import (
    CachedTarget,
    CheckResult,
    Clock,
    NextProbes,
    ObservationStore,
    Watcher,
)
from linkaudit.text.notices import TRIGGERS
from linkaudit.version import VERSION

INTERRUPTED_STATUS = 3

T = TypeVar("T")


def check_over_network(
    wanted: Sequence[CachedTarget],
    memory: ObservationStore | None,
    further: NextProbes,
    policy: Policy,
    trust: Trust | None,
    watcher: Watcher | None,
    clock: Clock,
) -> CheckResult:
    """Ask the real web, with the system's certificates unless others are given."""

    async def ask(real: Environment, interrupt: anyio.Event) -> CheckResult:
        return await web.check_targets(
            wanted, memory, further, policy, real, VERSION, watcher, interrupt
        )

    return _on_the_web(ask, policy, trust, clock)


def fetch_over_network(
    uris: Sequence[str], policy: Policy, trust: Trust | None, clock: Clock
) -> Mapping[str, Response | Failure]:
    """The answers of the real web to single questions, with their content."""

    async def ask(real: Environment, interrupt: anyio.Event) -> Mapping[str, Response | Failure]:
        return await web.fetch(uris, policy, real, VERSION, interrupt)

    return _on_the_web(ask, policy, trust, clock)


def _on_the_web(
    ask: Callable[[Environment, anyio.Event], Awaitable[T]],
    policy: Policy,
    trust: Trust | None,
    clock: Clock,
) -> T:
    """Run what asks, in an event loop with everything that it stands on."""
    believed = trust or trusted()

    @asynccontextmanager
    async def ground() -> AsyncIterator[Environment]:
        engine = Engine(
            policy.routes, policy.allowed, believed, policy.limits.concurrency, policy.proxies
        )
        try:
            async with Reader(triggers=TRIGGERS + policy.triggers) as read:
                yield Environment(
                    engine,
                    clock,
                    time.monotonic,
                    anyio.sleep,
                    SystemRandom().random,
                    read,
                )
        finally:
            await engine.aclose()

    async def run() -> T:
        interrupt = anyio.Event()
        async with ground() as real:
            with _signals(asyncio.get_running_loop(), interrupt):
                return await ask(real, interrupt)
        raise AssertionError("what a run needs swallowed its end")

    with _seldom_collected(), most_files():
        return anyio.run(run, backend_options={"loop_factory": _loop_factory()})


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    # libcurl's sockets are watched; Windows' own loop watches none.
    return asyncio.SelectorEventLoop if sys.platform == "win32" else None


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Objects made so far are kept; collecting them again and again took some 7 % of a run."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(10_000)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@contextmanager
def _signals(loop: asyncio.AbstractEventLoop, interrupt: anyio.Event) -> Iterator[None]:
    """The first signal ends the run with a report, the second at once."""
    if current_thread() is not main_thread():  # no other hears of signals
        yield
        return
    has_come = False

    # Not by way of the loop, which may be busy: the second signal counts all the same.
    def come(_: int, __: FrameType | None) -> None:
        nonlocal has_come
        if has_come:
            os._exit(INTERRUPTED_STATUS)
        has_come = True
        loop.call_soon_threadsafe(interrupt.set)

    before = {number: signal.signal(number, come) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
