"""Asking the web: every target once, then what else helps, until something stops the run.

Needs an event loop, and importing it loads the network's libraries: a run whose targets
are all known, or all local, does neither.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from functools import partial

import anyio

from linkaudit.audit.policy import Policy
from linkaudit.audit.stop import run_until_stopped, trusted
from linkaudit.check.observe import confirmed, observe_all, says_unchanged
from linkaudit.check.schedule import Scheduler
from linkaudit.check.transport.stack import Environment, Stack, build
from linkaudit.errors import TransportError
from linkaudit.model.followup import ProbeResult
from linkaudit.model.http import Answer, Failure, FailureKind, Request, Response
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
from linkaudit.model.work import Sighting, WorkItem
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
    known = {one.target.uri: one for one in wanted}
    seen: dict[WebTarget, Observation] = {}
    replies: dict[str, ProbeResult] = {}
    hosts = {host_of(uri) for uri in known}
    done = failing = 0

    def tell(note: str = "", latest: str = "") -> None:
        if watcher is None:
            return
        pace = stack.pace
        hosts_waited_for = stack.hosts.waiting()
        watcher(Progress(done, len(known), failing, pace.in_flight, latest, hosts_waited_for, note))

    stack = _stack(policy, ground, version, hosts, tell)

    async def take(item: WorkItem, sighting: Sighting) -> Sequence[WorkItem]:
        if isinstance(sighting, ProbeResult):
            replies[item.uri] = sighting
            return ()
        asked = known[item.uri]
        if says_unchanged(item, sighting):
            earlier = asked.copy.read() if asked.copy else None
            still = confirmed(item, sighting, earlier)
            if still is None:
                return (replace(item, conditions=()),)
            sighting = still
        seen[asked.target] = for_judging(sighting, has_fragment=asked.has_fragment)
        await keep(sighting)
        return ()

    def written(kept: Sequence[Observation]) -> None:
        """Done is what a kill would not undo."""
        nonlocal done, failing
        for one in kept:
            done += 1
            failing += _is_failing(one)
            tell(latest=one.target.uri if isinstance(one.target, WebTarget) else "")

    async def ask(items: Sequence[WorkItem]) -> None:
        await observe_all(items, take, stack, ground, policy.limits)

    async def run() -> None:
        await ask([_item(one) for one in known.values()])
        # Each answer may open a question: without a table of contents, there is the sitemap.
        while questions := further(seen, replies):
            await ask([WorkItem(one.uri, reading=one.reading) for one in questions])
        await stack.watch.settle()

    tell()
    async with _kept_by(memory, written) as keep:
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


def _stack(
    policy: Policy,
    ground: Environment,
    version: str,
    hosts: Iterable[str],
    tell: Callable[[str], None],
) -> Stack:
    return build(
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


async def fetch(
    uris: Sequence[str], policy: Policy, ground: Environment, version: str, interrupt: anyio.Event
) -> Mapping[str, Response | Failure]:
    """The answers to single questions, with their content whatever its type.

    Through the same layers, limits and deadline as targets; what was not asked in time is absent.
    """
    answers: dict[str, Response | Failure] = {}
    limits = policy.limits
    stack = _stack(policy, ground, version, {host_of(uri) for uri in uris}, lambda _: None)
    scheduler = Scheduler[str](
        stack.hosts, limits.concurrency, limits.link_timeout, ground.timer, ground.sleep
    )

    async def carry(uri: str) -> None:
        try:
            answers[uri] = await stack.transport(Request(uri, wants_content=True))
        except TransportError as error:
            answers[uri] = error.failure

    async def run() -> None:
        await scheduler.run(((host_of(uri), uri) for uri in dict.fromkeys(uris)), carry)
        await stack.watch.settle()

    await run_until_stopped(run, policy.settings.deadline, stack.watch, interrupt)
    return answers


def _is_failing(seen: Observation) -> bool:
    match seen.outcome:
        case Answer(status=status):
            return status >= 400
        case Failure(kind=FailureKind.EXCLUDED):
            return False
    return True


def _item(known: CachedTarget) -> WorkItem:
    conditions = known.copy.conditions if known.copy else ()
    return WorkItem(known.target.uri, conditions, known.texts, known.has_fragment)


def _kept_by(
    memory: ObservationStore | None, written: Callable[[Sequence[Observation]], None]
) -> AbstractAsyncContextManager[WriteObservation]:
    return memory.writer(written) if memory is not None else _forgetting(written)


@asynccontextmanager
async def _forgetting(
    written: Callable[[Sequence[Observation]], None],
) -> AsyncIterator[WriteObservation]:
    async def keep(seen: Observation) -> None:
        """There is no memory."""
        written([seen])

    yield keep
