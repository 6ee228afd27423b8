"""Why a run ends before all is checked, and what of it can be believed then.

Starts the run it is given and stops it; what is run, it does not know.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

import anyio

from linkaudit.check.transport.outage import WITNESSES, Outage, OutageWatch
from linkaudit.model.deadline import TOO_LATE
from linkaudit.model.http import Answer
from linkaudit.model.report import Observation

K = TypeVar("K")

_ASKED = f"the witnesses (GET {', '.join(WITNESSES)})"
NO_NETWORK = (
    f"no network: no host answered, and neither did {_ASKED}, so no link was judged; "
    "run it again where the web can be reached, or use --offline for local links"
)
WENT_AWAY = (
    f"the network went away: no host answered any more, and neither did {_ASKED}; earlier results "
    "are kept, run it again for the rest"
)
INTERRUPTED = "interrupted before all links were checked; run it again"

_WORDS = {
    Outage.NOTHING_ANSWERS: NO_NETWORK,
    Outage.WENT_AWAY: WENT_AWAY,
    None: "",
}


async def run_until_stopped(
    run: Callable[[], Awaitable[None]],
    deadline: float | None,
    watch: OutageWatch,
    interrupt: anyio.Event,
) -> str:
    """Run to the end, or until outage, interrupt or deadline; says which of them it was."""
    reason = ""

    async def stop_at(event: anyio.Event, words: Callable[[], str]) -> None:
        nonlocal reason
        await event.wait()
        reason = words()
        tasks.cancel_scope.cancel()

    with anyio.move_on_after(deadline) as limit:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(stop_at, watch.outage, lambda: _WORDS[watch.kind])
            tasks.start_soon(stop_at, interrupt, lambda: INTERRUPTED)
            await run()
            tasks.cancel_scope.cancel()
    # Where the last answer of the run showed the outage, the run ended before it was stopped.
    return TOO_LATE if limit.cancelled_caught else reason or _WORDS[watch.kind]


def trusted(seen: Mapping[K, Observation], watch: OutageWatch) -> dict[K, Observation]:
    """The observations that an outage, if there was one, says nothing against."""
    since = watch.silent_since
    if watch.kind is None:
        return dict(seen)
    if watch.kind is not Outage.WENT_AWAY or since is None:
        return {}
    return {
        key: one
        for key, one in seen.items()
        if isinstance(one.outcome, Answer) or (one.observed_at and one.observed_at < since)
    }
