"""The two ways in which a job waits without holding a worker; `schedule.py` understands them.

Awaited under a scheduler only: an event loop knows neither.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from linkaudit.check.transport.hosts import Host


@dataclass(frozen=True, slots=True)
class Turn:
    """Wait for a place at a host; who goes on has it, and gives it back."""

    host: Host

    def __await__(self) -> Generator[Turn, None, None]:
        yield self


@dataclass(frozen=True, slots=True)
class Rest:
    """Wait for so many seconds."""

    seconds: float

    def __await__(self) -> Generator[Rest, None, None]:
        yield self


async def rest(seconds: float) -> None:
    """Wait before another attempt, as any `Sleep`."""
    await Rest(seconds)
