"""For how long a target has been failing, from what runs saw of it."""

from datetime import datetime, timedelta

import pytest

from linkaudit.model.history import CheckRecord, FailureStreak, Health, streak_of
from tests.builders import NOON

F, W, U = Health.FAILED, Health.WELL, Health.UNKNOWN


def day(number: float) -> datetime:
    return NOON + timedelta(days=number)


def course(*steps: tuple[float, Health]) -> list[CheckRecord]:
    return [CheckRecord(day(number), fared) for number, fared in steps]


CASES = {
    "nothing is known": ([], FailureStreak()),
    "well": ([(0, W)], FailureStreak(day(0))),
    "one failure": ([(0, F)], FailureStreak(None, day(0), day(0), 1)),
    "three failures": ([(0, F), (1, F), (3, F)], FailureStreak(None, day(0), day(3), 3)),
    "failures after a success": (
        [(0, W), (1, F), (2, F)],
        FailureStreak(day(0), day(1), day(2), 2),
    ),
    "one success resets": ([(0, F), (3, F), (4, W)], FailureStreak(day(4))),
    "and the count begins anew": (
        [(0, F), (3, W), (4, F)],
        FailureStreak(day(3), day(4), day(4), 1),
    ),
    "several runs within a day count": (
        [(0, F), (0.1, F), (0.2, F)],
        FailureStreak(None, day(0), day(0.2), 3),
    ),
    "a wall neither counts nor resets": (
        [(0, F), (1, U), (2, F)],
        FailureStreak(None, day(0), day(2), 2),
    ),
    "a wall alone says nothing": ([(0, U)], FailureStreak()),
}


@pytest.mark.parametrize(("steps", "past"), CASES.values(), ids=CASES)
def test_a_past_is_what_happened_since_it_last_answered(
    steps: list[tuple[float, Health]], past: FailureStreak
) -> None:
    assert streak_of(course(*steps)) == past


@pytest.mark.parametrize(
    "steps",
    [
        [(10, F), (1, F), (10.1, F)],
        [(10, F), (1, F), (10.1, F), (10.2, F)],
        [(10, W), (1, F), (10.1, F), (10.2, F)],
        [(10, F), (10.1, F), (100, F), (10.2, F)],
        [(100, F), (10, F), (10.1, F), (10.2, F)],
    ],
    ids=["back once", "back and on", "back after a success", "ahead once", "ahead at first"],
)
def test_a_clock_that_goes_back_makes_no_streak_longer(steps: list[tuple[float, Health]]) -> None:
    """HOSTILE F: harmless. All of these happened within a few hours."""
    past = streak_of(course(*steps))

    assert past.first_failed_at is not None
    assert past.last_failed_at is not None
    assert past.last_failed_at - past.first_failed_at < timedelta(days=1)


def test_this_run_counts_as_a_failure_but_is_no_earlier_success() -> None:
    earlier = course((0, W), (1, F))

    assert streak_of(earlier, CheckRecord(day(2), F)) == FailureStreak(day(0), day(1), day(2), 2)
    assert streak_of(earlier, CheckRecord(day(2), W)) == FailureStreak(day(0))
