"""Asking the web: every target once, then what else helps, until something stops the run.

Needs an event loop, and whoever imports it needs the network's libraries: a run whose targets
are all known, or all local, does neither.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import anyio

from linkaudit.audit.stop import believable, until_stopped
from linkaudit.check.followup import inquire
from linkaudit.check.observe import observe, observe_all
from linkaudit.check.transport.stack import Ground, build
from linkaudit.model.followup import Question, Reply
from linkaudit.model.http import Answer
from linkaudit.model.protocols import Asked, Further, Keep, Known, Memory, Progress, Watcher
from linkaudit.model.report import Observation, WebTarget
from linkaudit.settings.settings import Policy
from linkaudit.text.uri import host_of


async def ask(
    wanted: Sequence[Known],
    memory: Memory | None,
    further: Further,
    policy: Policy,
    ground: Ground,
    version: str,
    watcher: Watcher | None = None,
    interrupt: anyio.Event | None = None,
) -> Asked:
    """What each target did, and what followed; and why the run did not finish, if so."""
    known = {one.target: one for one in wanted}
    seen: dict[WebTarget, Observation] = {}
    replies: dict[str, Reply] = {}
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
        policy.contact,
        policy.headers,
    )

    async def one(target: WebTarget) -> None:
        nonlocal done, failing
        now = await observe(target, stack.transport, ground.clock, known[target].copy, ground.read)
        seen[target] = now
        # Done is what a kill would not undo.
        await keep(now)
        done += 1
        failing += not isinstance(now.outcome, Answer) or now.outcome.status >= 400
        tell(latest=target.uri)

    async def more(questions: Sequence[Question]) -> None:
        by_target = {WebTarget(question.uri): question for question in questions}

        async def reply(target: WebTarget) -> None:
            question = by_target[target]
            replies[question.uri] = await inquire(
                question, stack.transport, ground.clock, ground.read
            )

        await observe_all(list(by_target), reply, policy.limits.concurrency)

    async def run() -> None:
        await observe_all(list(known), one, policy.limits.concurrency)
        # Each answer may open a question: without a table of contents, there is the sitemap.
        while questions := further(seen, replies):
            await more(questions)
        await stack.watch.settle()

    tell()
    async with _kept_by(memory) as keep:
        interruption = await until_stopped(
            run,
            policy.deadline,
            stack.watch,
            interrupt or anyio.Event(),
        )
    believed = believable(seen, stack.watch)
    if memory is not None and len(believed) < len(seen):
        memory.forget([target for target in seen if target not in believed])
    # Where every target was known, what ends here ends no more than a second thought.
    return Asked(believed, interruption if known else "", replies)


def _kept_by(memory: Memory | None) -> AbstractAsyncContextManager[Keep]:
    return memory.keeping() if memory is not None else _forgetting()


@asynccontextmanager
async def _forgetting() -> AsyncIterator[Keep]:
    async def keep(_: Observation) -> None:
        """There is no memory."""

    yield keep
