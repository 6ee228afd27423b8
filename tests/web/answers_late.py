"""A host that says a second answer, which was not asked for, a moment after each first one.

Bytes and their order only. RFC 9112 §9.3: such bytes answer no request that comes after them.
"""

from __future__ import annotations

import anyio

from tests.web.misbehaving_statuses import GONE
from tests.web.misbehaving_talk import HEALTHY, Behaviour, Talk

_LATE = 0.05  # seconds


class Late:
    """Behaviours of two hosts: `late` talks out of turn, `between` answers when that is done."""

    def __init__(self, unasked: int, *, always: bool) -> None:
        """So many answers follow the first one: of the first connection, or of each."""
        self._unasked = unasked
        self._always = always
        self._said = 0

    async def late(self, talk: Talk) -> None:
        await talk.say(HEALTHY)
        if talk.reuse == 0 and (self._always or not self._said):
            await anyio.sleep(_LATE)
            await talk.say(*[GONE] * self._unasked)
            self._said += 1

    async def between(self, talk: Talk) -> None:
        while not self._said:
            await anyio.sleep(0.01)
        await talk.say(HEALTHY)


def hosts(unasked: int, *, always: bool) -> dict[str, Behaviour]:
    both = Late(unasked, always=always)
    return {
        "late.example": both.late,
        "between.example": both.between,
    }
