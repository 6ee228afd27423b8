"""What a host can take, as far as its answers tell: TCP's congestion control for politeness.

What an event at a time does to a load; times in seconds of any clock that never goes back. A load
changes in place, since each answer touches it. Waits for nothing, asks nothing, and does not know
what a request is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

FIRST_WINDOW = 4.0  # RFC 6928 starts with ten; a web server's requests weigh more than packets
_STEP = 0.05  # seconds between two steps up: a quick host has no time to refuse before them
_LEAST_WINDOW = 2.0  # however slow it is; only refusals go down to one
# Slow is what takes twice as long as the quickest answer, and this much more: a loop of ours
# that is busy makes every answer late by some tenths of a second.
_SLACK = 0.5
_SAMPLES = 8  # answers that must have come before their time is believed
_WEIGHT = 0.2  # of the latest answer in the smoothed time; RFC 6298 takes an eighth
_OUR_DOING = 0.75  # slowness that does not fall to this when we ask less is not our doing

_FIRST_HOLD = 1.0  # seconds after a refusal that names none; doubled at each of five in a row
_SHORTEST_SPAN = 1.0  # seconds over which a rate is counted; less would count a burst
_BELOW = 0.9  # of a measured rate: just under it
_GROWTH = 1.05  # of a guessed rate, for each answer that was no refusal
_SLOWEST = 60.0  # seconds between two requests at most

STRAIGHT_FAILURES = 5
PAUSE = 5.0  # seconds that an open breaker waits before it lets one request try


class Breaker(Enum):
    """Whether a host that keeps failing is asked at all."""

    CLOSED = "asked"
    PAUSED = "paused for a while"
    TRYING = "one test request is in flight"
    OPEN = "no more requests"


@dataclass(slots=True)
class Load:
    """One host's state."""

    window: float = FIRST_WINDOW
    """Requests that may be in flight."""
    threshold: float = float("inf")
    """Up to here the window grows by one an answer, beyond by one a round (RFC 5681 §3.1)."""
    quickest: float = float("inf")
    """The least that `smoothed` ever was: one quick answer among slow pages says little."""
    smoothed: float = 0.0
    """Seconds that an answer takes of late."""
    samples: int = 0
    """Answers that `smoothed` is made of."""
    before_cut: tuple[float, float] | None = None
    """Window and smoothed time before it was halved for slowness, until that proves right."""
    grown_at: float = float("-inf")
    reduced_at: float = float("-inf")
    """What was begun before tells nothing new about the load: it was under way already."""
    held_until: float = float("-inf")
    refusals: int = 0
    """In a row, counted once a round."""
    interval: float = 0.0
    """Seconds between two requests; 0 where the host has shown no rate."""
    next_at: float = float("-inf")
    counted_from: float | None = None
    accepted: int = 0
    """Answers since `counted_from` that were no refusal."""
    is_measured: bool = False
    """The interval was counted between two refusals, and is no guess."""
    failures: int = 0
    breaker: Breaker = Breaker.CLOSED
    tried_at: float = float("-inf")


def wait(load: Load, in_flight: int, now: float) -> float:
    """Seconds until the next request may begin; infinite where an answer must come first."""
    if load.breaker is Breaker.TRYING or in_flight >= max(int(load.window), 1):
        return float("inf")
    if load.breaker is Breaker.OPEN:
        return 0.0  # to be told so
    return max(load.held_until - now, load.next_at - now, 0.0)


def begun(load: Load, now: float) -> None:
    """A request goes out."""
    if load.breaker is Breaker.PAUSED:
        load.breaker, load.tried_at = Breaker.TRYING, now
    if load.counted_from is None:
        load.counted_from = now
    if load.interval:
        load.next_at = now + load.interval


def succeeded(load: Load, began: float, now: float, most: int, *, is_page: bool) -> None:
    """An answer that is no trouble; `is_page` where its time says how quick the host is."""
    load.accepted += 1
    load.refusals = load.failures = 0
    load.breaker = Breaker.CLOSED
    if load.interval and not load.is_measured:
        load.interval /= _GROWTH
    if is_page and began > load.reduced_at:
        _time(load, now - began, now)
    if load.reduced_at == now or now < load.grown_at + _STEP:
        return
    step = 1.0 if load.window < load.threshold else 1.0 / load.window
    load.window, load.grown_at = min(load.window + step, float(most)), now


def _time(load: Load, seconds: float, now: float) -> None:
    if load.samples:
        load.smoothed += _WEIGHT * (seconds - load.smoothed)
    else:
        load.smoothed = seconds
    load.samples += 1
    if load.samples < _SAMPLES:
        return
    if load.before_cut is not None:
        window, before = load.before_cut
        load.before_cut = None
        if load.smoothed > before * _OUR_DOING:  # slow however little we ask: it is its own pace
            load.window, load.quickest = max(window, load.window), load.smoothed
            return
    load.quickest = min(load.quickest, load.smoothed)
    if load.smoothed <= 2 * load.quickest + _SLACK or load.window <= _LEAST_WINDOW:
        return
    cut = load.window, load.smoothed
    _halve(load, _LEAST_WINDOW, now)
    load.before_cut = cut


def _halve(load: Load, least: float, now: float) -> None:
    load.window = load.threshold = max(load.window / 2, least)
    load.samples, load.reduced_at = 0, now


def refused(load: Load, began: float, now: float, named: float | None, chance: float) -> None:
    """Too many requests: 429, or a 503 that names a wait. `named` is that wait in seconds.

    `chance` from 0 to 1 spreads a wait that the server did not name. Five rounds of it without one
    answer in between, each after a longer wait, and the host is not asked any more.
    """
    if began <= load.reduced_at:  # one of those under way when it was full already
        if named is not None:
            load.held_until = max(load.held_until, now + named)
        load.next_at = max(load.next_at, load.held_until)
        return
    load.refusals += 1
    if named is None:
        named = _FIRST_HOLD * 2.0 ** (load.refusals - 1) * (0.75 + chance / 2)
    keeps_on = load.refusals >= STRAIGHT_FAILURES
    load.breaker = Breaker.OPEN if keeps_on else Breaker.CLOSED
    _halve(load, 1.0, now)
    load.before_cut = None
    load.held_until = load.next_at = now + named
    load.is_measured, load.interval = load.interval > 0, _interval(load, now)
    load.counted_from, load.accepted = now, 0


def _interval(load: Load, now: float) -> float:
    """Seconds between two requests from now on.

    A first refusal comes after a burst that the host forgave, so what was counted is too
    much: half of it is a guess. Between two refusals the allowance was used up both times,
    and what was counted is the rate itself.
    """
    span = max(now - (load.counted_from or now), _SHORTEST_SPAN)
    if not load.interval:
        return min(2 * span / max(load.accepted, 1), _SLOWEST)
    if not load.accepted:
        return min(load.interval * 2, _SLOWEST)
    return min(max(span / load.accepted / _BELOW, load.interval), _SLOWEST)


def reset(load: Load, began: float, now: float) -> None:
    """The connection broke, or it said 503: less at once, and the same rate."""
    if began > load.reduced_at:
        _halve(load, 1.0, now)
        load.before_cut = None


def called_off(load: Load) -> None:
    """A request ended without any outcome; if it was the one that tries, another may."""
    if load.breaker is Breaker.TRYING:
        load.breaker = Breaker.PAUSED


def failed(load: Load, began: float, now: float) -> None:
    """One more failure in a row; too many of them, and the host is left alone."""
    load.failures += 1
    if load.breaker is Breaker.TRYING and began >= load.tried_at:
        load.breaker = Breaker.OPEN
    elif load.failures >= STRAIGHT_FAILURES and load.breaker is Breaker.CLOSED:
        load.breaker = Breaker.PAUSED
        load.held_until = max(load.held_until, now + PAUSE)
