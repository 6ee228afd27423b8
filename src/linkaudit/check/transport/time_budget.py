"""How much time one link has, and what of it is its own.

A link that waits for its turn at a busy host has done nothing wrong: such waiting does not
count. Knows time, and whether anybody answered in it; it ends nothing: who waits for the network or
for another attempt looks at `time_left` first.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import anyio

_ENDLESS = float("inf")


@dataclass(slots=True)
class TimeBudget:
    """The time of one link."""

    deadline: float = _ENDLESS
    """By the event loop's clock; infinite while the link waits for what is not its own doing."""
    was_heard: bool = False
    """An answer began within it, whatever became of it."""
    _left: float = _ENDLESS

    def stop(self) -> None:
        """From here on, the link waits for what is not its own doing."""
        self._left = self.deadline - anyio.current_time()
        self.deadline = _ENDLESS

    def go_on(self) -> None:
        self.deadline = anyio.current_time() + self._left


_own: ContextVar[TimeBudget | None] = ContextVar("time_budget", default=None)


def budget_of(seconds: float) -> TimeBudget:
    """A budget that begins now."""
    return TimeBudget(anyio.current_time() + seconds)


def spend(budget: TimeBudget | None) -> None:
    """From here on, this task works for the link that has this budget."""
    _own.set(budget)


@contextmanager
def time_budget(seconds: float) -> Iterator[TimeBudget]:
    """A budget for the block, in seconds."""
    own = budget_of(seconds)
    before = _own.set(own)
    try:
        yield own
    finally:
        _own.reset(before)


@contextmanager
def paused() -> Iterator[None]:
    """Time that passes in the block is not taken from the budget around it."""
    own = _own.get()
    if own is None:
        yield
        return
    own.stop()
    try:
        yield
    finally:
        own.go_on()


def time_left() -> float:
    """Seconds until the budget is used up; infinite outside of any."""
    own = _own.get()
    return _ENDLESS if own is None else own.deadline - anyio.current_time()


def heard() -> None:
    """The head of an answer came."""
    own = _own.get()
    if own is not None:
        own.was_heard = True


def was_heard() -> bool:
    """Whether the head of an answer came within the budget; False outside of any."""
    own = _own.get()
    return own is not None and own.was_heard
