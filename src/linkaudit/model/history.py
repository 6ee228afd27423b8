"""What became of a target from run to run, and what follows for how long it has been failing.

Values and one pure function. What counts as a failure, and for how long one may last, others say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, auto


class Health(Enum):
    """What one run says of a target's health."""

    WELL = auto()
    FAILED = auto()
    UNKNOWN = auto()
    """A wall, or our own refusal: neither counts nor resets."""


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """What one run saw of a target."""

    at: datetime
    health: Health


@dataclass(frozen=True, slots=True)
class HistoryRecord:
    """What one run saw of a target, for people to read."""

    at: datetime
    verdict: str
    """Of the target alone: whether it answered, whatever is said of the link."""
    status: int | None
    final_url: str | None
    """Where redirects led; None where there were none. Secrets read `***`."""


@dataclass(frozen=True, slots=True)
class FailureStreak:
    """A target's failures since it last answered; empty without a memory."""

    last_ok_at: datetime | None = None
    """When an earlier run last saw it well."""
    first_failed_at: datetime | None = None
    last_failed_at: datetime | None = None
    failed_runs: int = 0


NO_STREAK = FailureStreak()


def streak_of(earlier: Iterable[CheckRecord], now: CheckRecord | None = None) -> FailureStreak:
    """The past as it stands after `now`; the earlier come in the order of their runs."""
    last_ok: datetime | None = None
    first: datetime | None = None
    last: datetime | None = None
    failed = 0
    # Runs are in order though clocks may not be: a streak begins no sooner than anything
    # that was seen before it, so a clock that went back makes it shorter and never longer.
    latest = datetime.min.replace(tzinfo=UTC)
    for sighting in (*earlier, *([now] if now else [])):
        latest = max(latest, sighting.at)
        if sighting.health is Health.WELL:
            first, last, failed = None, None, 0
            last_ok = last_ok if sighting is now else sighting.at
        elif sighting.health is Health.FAILED:
            first, last, failed = first or latest, sighting.at, failed + 1
    return FailureStreak(last_ok, first, last, failed)
