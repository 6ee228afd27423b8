"""A host that says a second answer, which was not asked for, a moment after each first one.

Bytes and their order only. RFC 9112 §9.3: such bytes answer no request that comes after them.
"""

from __future__ import annotations

import anyio

from tests.web.misbehaving_statuses import GONE
from tests.web.misbehaving_talk import HEALTHY, Behaviour, Talk, says

_LATE = 0.05  # seconds


class Late:
    """Behaviours of two hosts: `late` talks out of turn, `between` answers when that is done."""

    def __init__(self, unasked: int) -> None:
        """So many answers follow the first one of each connection."""
        self._unasked = unasked
        self._said = 0

    async def late(self, talk: Talk) -> None:
        await talk.say(HEALTHY)
        if talk.reuse == 0:
            await anyio.sleep(_LATE)
            await talk.say(*[GONE] * self._unasked)
            self._said += 1

    async def between(self, talk: Talk) -> None:
        while not self._said:
            await anyio.sleep(0.01)
        await talk.say(HEALTHY)


def hosts(unasked: int) -> dict[str, Behaviour]:
    both = Late(unasked)
    return {
        "late.example": both.late,
        "between.example": both.between,
        "well.example": says(HEALTHY),
    }
