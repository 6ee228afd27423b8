"""Asking the web: every target once, until all are done or something stops the run.

Needs an event loop, and whoever imports it needs the network's libraries: a run whose targets
are all known, or all local, does neither.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import anyio

from linkaudit.check.observe import observe, observe_all
from linkaudit.check.stack import Ground, Stack, build
from linkaudit.exchange import Answer
from linkaudit.interfaces import Asked, Keep, Known, Memory, Progress, Watcher
from linkaudit.model import Observation, WebTarget
from linkaudit.policy import Policy
from linkaudit.uri import host_of

NO_NETWORK = (
    "no network: no host answered and no well-known name resolves, so no link was judged; "
    "run it again where the web can be reached, or use --offline for local links"
)
DEADLINE = "the deadline came before all links were checked; raise --deadline or run it again"
INTERRUPTED = "interrupted before all links were checked; run it again"


async def ask(
    wanted: Sequence[Known],
    memory: Memory | None,
    policy: Policy,
    ground: Ground,
    version: str,
    watcher: Watcher | None = None,
    interrupt: anyio.Event | None = None,
) -> Asked:
    """What each target did; and why the run did not finish, if so."""
    watch = watcher or _nobody
    known = {one.target: one for one in wanted}
    seen: dict[WebTarget, Observation] = {}
    hosts = len({host_of(target.uri) for target in known})
    stack = build(ground, policy.limits, policy.routes, policy.allowed, version, hosts)
    done = failing = 0

    async def one(target: WebTarget) -> None:
        nonlocal done, failing
        now = await observe(
            target,
            stack.transport,
            policy.limits.link_timeout,
            ground.clock,
            known[target].copy,
        )
        seen[target] = now
        # Done is what a kill would not undo.
        await keep(now)
        done += 1
        failing += not isinstance(now.outcome, Answer) or now.outcome.status >= 400
        watch(Progress(done, len(known), failing, stack.pace.in_flight, target.uri))

    watch(Progress(0, len(known), 0, 0))
    async with _kept_by(memory) as keep:
        interruption = await _until_stopped(
            lambda: observe_all(list(known), one, policy.limits.concurrency),
            policy,
            stack,
            interrupt or anyio.Event(),
        )
    kept = list(seen)
    if interruption == NO_NETWORK:
        # Nothing answered, so nothing that failed says anything about a link.
        seen.clear()
    if memory is not None and len(seen) < len(kept):
        memory.forget([target for target in kept if target not in seen])
    return Asked(seen, interruption)


def _nobody(_: Progress) -> None:
    """Watches nothing."""


def _kept_by(memory: Memory | None) -> AbstractAsyncContextManager[Keep]:
    return memory.keeping() if memory is not None else _forgetting()


@asynccontextmanager
async def _forgetting() -> AsyncIterator[Keep]:
    async def keep(_: Observation) -> None:
        """There is no memory."""

    yield keep


async def _until_stopped(
    run: Callable[[], Awaitable[None]], policy: Policy, stack: Stack, interrupt: anyio.Event
) -> str:
    """Run to the end, or until outage, interrupt or deadline; says which of them it was."""
    reason = ""

    async def stop_at(event: anyio.Event, words: str) -> None:
        nonlocal reason
        await event.wait()
        reason = words
        tasks.cancel_scope.cancel()

    with anyio.move_on_after(policy.deadline) as limit:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(stop_at, stack.watch.outage, NO_NETWORK)
            tasks.start_soon(stop_at, interrupt, INTERRUPTED)
            await run()
            tasks.cancel_scope.cancel()
    return DEADLINE if limit.cancelled_caught else reason
