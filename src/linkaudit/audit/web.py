"""Asking the web: every target once, then what else helps, until something stops the run.

Needs an event loop, and importing it loads the network's libraries: a run whose targets
are all known, or all local, does neither.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial

import anyio

from linkaudit.audit.policy import Policy
from linkaudit.audit.stop import run_until_stopped, trusted
from linkaudit.check.followup import run_probe
from linkaudit.check.observe import check_all, observe
from linkaudit.check.transport.stack import Environment, build
from linkaudit.model.followup import Probe, ProbeResult
from linkaudit.model.http import Answer, Failure, FailureKind
from linkaudit.model.protocols import (
    CachedTarget,
    CheckResult,
    NextProbes,
    ObservationStore,
    Progress,
    Watcher,
    WriteObservation,
)
from linkaudit.model.report import Observation, WebTarget
from linkaudit.rules.needed import for_judging
from linkaudit.text.patterns import any_matches
from linkaudit.text.uri import host_of


async def check_targets(
    wanted: Sequence[CachedTarget],
    memory: ObservationStore | None,
    further: NextProbes,
    policy: Policy,
    ground: Environment,
    version: str,
    watcher: Watcher | None = None,
    interrupt: anyio.Event | None = None,
) -> CheckResult:
    """What each target did, and what followed; and why the run did not finish, if so."""
    known = {one.target: one for one in wanted}
    seen: dict[WebTarget, Observation] = {}
    replies: dict[str, ProbeResult] = {}
    hosts = {host_of(target.uri) for target in known}
    done = failing = 0

    def tell(note: str = "", latest: str = "") -> None:
        if watcher is None:
            return
        pace = stack.pace
        watcher(Progress(done, len(known), failing, pace.in_flight, latest, pace.waiting(), note))

    stack = build(
        ground,
        policy.limits,
        policy.routes,
        policy.allowed,
        version,
        hosts,
        tell,
        policy.settings.contact,
        policy.headers,
        partial(any_matches, policy.settings.exclude),
    )

    async def one(target: WebTarget) -> None:
        nonlocal done, failing
        asked = known[target]
        now = await observe(
            target, stack.transport, ground.clock, asked.copy, ground.read, asked.texts
        )
        seen[target] = for_judging(now, has_fragments=asked.has_fragments)
        # Done is what a kill would not undo.
        await keep(now)
        done += 1
        failing += _is_failing(now)
        tell(latest=target.uri)

    async def more(questions: Sequence[Probe]) -> None:
        by_target = {WebTarget(question.uri): question for question in questions}

        async def reply(target: WebTarget) -> None:
            question = by_target[target]
            replies[question.uri] = await run_probe(
                question, stack.transport, ground.clock, ground.read
            )

        await check_all(list(by_target), reply, policy.limits.concurrency)

    async def run() -> None:
        await check_all(list(known), one, policy.limits.concurrency)
        # Each answer may open a question: without a table of contents, there is the sitemap.
        while questions := further(seen, replies):
            await more(questions)
        await stack.watch.settle()

    tell()
    async with _kept_by(memory) as keep:
        interruption = await run_until_stopped(
            run,
            policy.settings.deadline,
            stack.watch,
            interrupt or anyio.Event(),
        )
    believed = trusted(seen, stack.watch)
    if memory is not None and len(believed) < len(seen):
        memory.forget([target for target in seen if target not in believed])
    # Where every target was known, what ends here ends no more than a second thought.
    return CheckResult(believed, interruption if known else "", replies)


def _is_failing(seen: Observation) -> bool:
    match seen.outcome:
        case Answer(status=status):
            return status >= 400
        case Failure(kind=FailureKind.EXCLUDED):
            return False
    return True


def _kept_by(memory: ObservationStore | None) -> AbstractAsyncContextManager[WriteObservation]:
    return memory.writer() if memory is not None else _forgetting()


@asynccontextmanager
async def _forgetting() -> AsyncIterator[WriteObservation]:
    async def keep(_: Observation) -> None:
        """There is no memory."""

    yield keep
