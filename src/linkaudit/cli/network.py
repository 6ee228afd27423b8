"""The real ground of a run: the network, the clock, chance, and Ctrl-C.

Only here are they named; everything below is handed them. Import it when something must be
asked: it brings the network's libraries, which take longer than a run that needs none.
"""

from __future__ import annotations

import gc
import os
import signal
import ssl
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from random import SystemRandom
from threading import current_thread, main_thread

import anyio

from linkaudit import asking
from linkaudit.check.engine import Engine
from linkaudit.check.stack import Ground
from linkaudit.check.trust import trust
from linkaudit.interfaces import Asked, Clock, Further, Known, Memory, Watcher
from linkaudit.policy import Policy
from linkaudit.version import VERSION

INTERRUPTED_STATUS = 3


def ask(
    wanted: Sequence[Known],
    memory: Memory | None,
    further: Further,
    policy: Policy,
    context: ssl.SSLContext | None,
    watcher: Watcher | None,
    clock: Clock,
) -> Asked:
    """Ask the real web, with the system's certificates unless others are given."""
    believed = context or trust()

    @asynccontextmanager
    async def ground() -> AsyncIterator[Ground]:
        engine = Engine(
            policy.routes, policy.allowed, believed, policy.limits.concurrency, policy.proxies
        )
        try:
            yield Ground(
                engine,
                clock,
                time.monotonic,
                anyio.sleep,
                SystemRandom().random,
            )
        finally:
            await engine.aclose()

    async def run() -> Asked:
        interrupt = anyio.Event()
        async with ground() as real, anyio.create_task_group() as tasks:
            if current_thread() is main_thread():  # no other is told of signals
                tasks.start_soon(_on_signal, interrupt)
            asked = await asking.ask(
                wanted, memory, further, policy, real, VERSION, watcher, interrupt
            )
            tasks.cancel_scope.cancel()
            return asked
        raise AssertionError("the task group ended before the run did")

    with _seldom_collected():
        return anyio.run(run)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """What stands by now stays, and to walk through it again and again took some 7 % of a run."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(10_000)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


async def _on_signal(interrupt: anyio.Event) -> None:
    """The first signal ends the run with a report, the second at once."""
    with anyio.open_signal_receiver(signal.SIGINT, signal.SIGTERM) as signals:
        async for _ in signals:
            if interrupt.is_set():
                os._exit(INTERRUPTED_STATUS)
            interrupt.set()
