"""The real ground of a run: the network, the clock, chance, and Ctrl-C.

Only here are they named; everything below is handed them.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import anyio

from linkaudit.audit import audit
from linkaudit.check.stack import Ground
from linkaudit.discover import Found
from linkaudit.interfaces import ExtractAll, Watcher
from linkaudit.model import Report
from linkaudit.policy import Policy
from linkaudit.version import VERSION

INTERRUPTED_STATUS = 3


def now() -> datetime:
    return datetime.now(UTC)


def run_audit(
    found: Found,
    policy: Policy,
    root: Path,
    ca_bundle: Path | None,
    watcher: Watcher | None,
    extract_all: ExtractAll,
) -> Report:
    """One audit on the real network. Raises UsageError where `ca_bundle` cannot be used."""
    # Imported here: what touches no network should not wait for its libraries.
    from linkaudit.check.engine import Engine
    from linkaudit.check.outage import WELL_KNOWN_NAMES
    from linkaudit.check.trust import trust

    context = trust(ca_bundle)

    @asynccontextmanager
    async def ground() -> AsyncIterator[Ground]:
        engine = Engine(policy.routes, policy.allowed, context, policy.limits.concurrency)
        try:
            yield Ground(
                engine,
                partial(engine.names_resolve, WELL_KNOWN_NAMES),
                now,
                time.monotonic,
                anyio.sleep,
                random.Random().random,  # noqa: S311  it spreads attempts, it keeps no secret
            )
        finally:
            await engine.aclose()

    async def run() -> Report:
        interrupt = anyio.Event()
        async with ground() as real, anyio.create_task_group() as tasks:
            tasks.start_soon(_on_signal, interrupt)
            report = await audit(
                found, policy, root, real, VERSION, watcher, interrupt, extract_all
            )
            tasks.cancel_scope.cancel()
            return report
        raise AssertionError("the task group ended before the audit did")

    return anyio.run(run)


async def _on_signal(interrupt: anyio.Event) -> None:
    """The first signal ends the run with a report, the second at once."""
    with anyio.open_signal_receiver(signal.SIGINT, signal.SIGTERM) as signals:
        async for _ in signals:
            if interrupt.is_set():
                os._exit(INTERRUPTED_STATUS)
            interrupt.set()
