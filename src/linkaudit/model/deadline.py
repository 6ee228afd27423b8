"""The moment by which a run ends, and work that does not go on beyond it.

Knows threads and a timer; what is at work, it does not know.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

T = TypeVar("T")

TOO_LATE = "the deadline came before all links were checked; raise --deadline or run it again"


class OutOfTime(BaseException):
    """The deadline came while something was at work."""


class Deadline:
    """So many seconds from now on; none where the run may take as long as it wants."""

    def __init__(
        self,
        seconds: float | None = None,
        timer: Callable[[], float] = monotonic,
        alarm: Callable[[float, Callable[[], None]], threading.Timer] = threading.Timer,
    ) -> None:
        self._timer = timer
        self._alarm = alarm
        self._at = None if seconds is None else timer() + seconds
        self.has_struck = False
        """Something was cut short."""

    @property
    def left(self) -> float | None:
        """Seconds, never below 0; None without an end."""
        return None if self._at is None else max(self._at - self._timer(), 0.0)

    def check(self) -> None:
        """Raises OutOfTime where nothing is left."""
        if self.left == 0:
            self.has_struck = True
            raise OutOfTime

    def within(self, work: Callable[[], T]) -> T:
        """What `work` returns. Raises OutOfTime, in the midst of it, at the deadline.

        `work` must be Python, or C that returns soon, and leave nothing half done that counts.
        """
        left = self.left
        if left is None:
            return work()
        self.check()
        thread, lock, is_done = threading.get_ident(), threading.Lock(), False

        def strike() -> None:
            with lock:
                if not is_done:
                    self.has_struck = True
                    _raise_in(thread)

        alarm = self._alarm(left, strike)
        alarm.daemon = True
        alarm.start()
        try:
            return work()
        finally:
            with lock:
                is_done = True
            alarm.cancel()


NO_DEADLINE = Deadline()


def _raise_in(thread: int) -> None:
    """Raise OutOfTime in a thread, between two of its steps.

    An alarm signal would reach the main thread only, and no thread on Windows; a process that
    can be ended takes 0.1 s to start, for every document that could be slow.
    """
    import ctypes  # only now: most runs need none

    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(OutOfTime))
