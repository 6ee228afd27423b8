"""How long one link may take, and what of that time is its own.

A link that waits for its turn at a busy host has done nothing wrong: such waiting does not
count. Knows time only; the scope belongs to the task that opened it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import anyio

_own: ContextVar[anyio.CancelScope | None] = ContextVar("patience", default=None)


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """A time limit for the block, in seconds. Raises TimeoutError when it has passed."""
    with anyio.fail_after(seconds) as scope:
        before = _own.set(scope)
        try:
            yield
        finally:
            _own.reset(before)


@contextmanager
def uncounted() -> Iterator[None]:
    """Time that passes in the block is not taken from the patience around it."""
    scope = _own.get()
    if scope is None:
        yield
        return
    left = scope.deadline - anyio.current_time()
    scope.deadline = float("inf")
    try:
        yield
    finally:
        scope.deadline = anyio.current_time() + left


def time_left() -> float:
    """Seconds until the patience ends; infinite outside of any."""
    scope = _own.get()
    return float("inf") if scope is None else scope.deadline - anyio.current_time()
