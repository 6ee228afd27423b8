"""How long one link may take, and what of that time is its own.

A link that waits for its turn at a busy host has done nothing wrong: such waiting does not
count. Knows time, and whether anybody answered in it; the scope belongs to the task that opened it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import anyio


@dataclass(slots=True)
class Patience:
    """The time of one link."""

    scope: anyio.CancelScope
    was_heard: bool = False
    """An answer began within it, whatever became of it."""


_own: ContextVar[Patience | None] = ContextVar("patience", default=None)


@contextmanager
def time_budget(seconds: float) -> Iterator[Patience]:
    """A time limit for the block, in seconds. Raises TimeoutError when it has passed."""
    with anyio.fail_after(seconds) as scope:
        own = Patience(scope)
        before = _own.set(own)
        try:
            yield own
        finally:
            _own.reset(before)


@contextmanager
def paused() -> Iterator[None]:
    """Time that passes in the block is not taken from the patience around it."""
    own = _own.get()
    if own is None:
        yield
        return
    scope = own.scope
    left = scope.deadline - anyio.current_time()
    scope.deadline = float("inf")
    try:
        yield
    finally:
        scope.deadline = anyio.current_time() + left


def time_left() -> float:
    """Seconds until the patience ends; infinite outside of any."""
    own = _own.get()
    return float("inf") if own is None else own.scope.deadline - anyio.current_time()


def heard() -> None:
    """The head of an answer came."""
    own = _own.get()
    if own is not None:
        own.was_heard = True


def was_heard() -> bool:
    """Whether the head of an answer came since the patience began; False outside of any."""
    own = _own.get()
    return own is not None and own.was_heard
