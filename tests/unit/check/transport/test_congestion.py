"""How much a host is asked, decided from its answers alone, in made-up time."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.check.transport import congestion
from linkaudit.check.transport.congestion import FIRST_WINDOW, PAUSE, Breaker, Load
from tests.unit.check.crowd import LIMIT, Reply, after, allowance, ask, steady


@pytest.mark.parametrize("each", [0.02, 0.05, 0.5, 2.0])
def test_a_steady_host_is_asked_up_to_the_ceiling_and_never_beyond(each: float) -> None:
    """`--per-host N`: 1,000 links at 50 ms are to take no more than 6 s."""
    played = ask(steady(each), 1000)

    assert played.most == LIMIT
    assert played.last_event < 1000 * each / LIMIT * 1.1 + 1


def test_it_begins_with_a_few_requests_whatever_the_ceiling() -> None:
    assert ask(steady(1.0), 1).windows[0] <= FIRST_WINDOW + 1
    assert congestion.wait(Load(), int(FIRST_WINDOW), 0.0) == float("inf")


def queueing(now: float, in_flight: int) -> Reply:
    """Three at a time; the more there are, the longer each takes."""
    return 0.1 * (1 + max(0, in_flight - 3)) ** 2, 200, None


def test_a_host_that_slows_down_under_load_is_asked_less() -> None:
    """A crowd of 16 would wait for 20 s each; at eight it is 3.6 s."""
    played = ask(queueing, 300)

    settled = played.windows[len(played.windows) // 2 :]
    assert max(settled) < LIMIT / 2 + 1
    assert min(settled) >= 2


def test_a_host_with_slow_pages_is_not_taken_for_a_busy_one() -> None:
    """What does not get quicker when we ask less is slow by itself: no reason to crawl."""
    turns = iter(range(10_000))

    def first_quick_then_slow(now: float, in_flight: int) -> Reply:
        return (0.05 if next(turns) < 30 else 2.0), 200, None

    played = ask(first_quick_then_slow, 400)

    assert played.windows[-1] > LIMIT / 2


@pytest.mark.parametrize("seconds", [0.01, 0.05, 0.3])
@pytest.mark.parametrize("named", [None, 1.0])
def test_a_rate_limit_is_learnt_and_kept_to(seconds: float, named: float | None) -> None:
    """60 links, 5 a second, 10 at once: the floor is 10 s."""
    played = ask(allowance(5, 10, seconds, named), 60)

    assert played.last_event < 14
    assert len(played.refused) <= 10


def test_after_the_rate_is_learnt_there_are_no_more_refusals() -> None:
    """Just under it, rather than bumping into it again."""
    played = ask(allowance(5, 10), 200)

    assert played.load.is_measured
    assert 1 / 5 < played.load.interval < 1 / 5 * 1.2
    assert not [moment for moment in played.refused if moment > 15]


def test_a_refusal_that_names_a_wait_holds_the_whole_host() -> None:
    """HOSTILE C: no request before the time, for every queued URL of that host."""
    played = ask(allowance(5, 10, named=7.0), 30)

    first = played.refused[0]
    assert not [moment for moment in played.begun if first < moment < first + 7]


def test_waits_that_nobody_named_grow_while_it_refuses() -> None:
    load, now, waits = Load(), 0.0, []
    for _ in range(4):
        load = after(congestion.refused, load, now, now, None, 0.5)
        waits.append(load.held_until - now)
        now = load.held_until + 1

    assert waits == [1.0, 2.0, 4.0, 8.0]


@pytest.mark.parametrize(("chance", "seconds"), [(0.0, 0.75), (1.0, 1.25)])
def test_chance_spreads_a_wait_that_nobody_named(chance: float, seconds: float) -> None:
    assert after(congestion.refused, Load(), 0.0, 0.0, None, chance).held_until == seconds


def test_refusals_of_one_round_count_once() -> None:
    """Those in flight when the first was refused were on their way already."""
    load = Load(window=8.0)
    for moment in (1.0, 1.01, 1.02):
        load = after(congestion.refused, load, 0.5, moment, None, 0.5)

    assert (load.window, load.refusals) == (4.0, 1)


@pytest.mark.parametrize(("named", "seconds"), [(30.0, 30.0), (0.25, 0.75)])
def test_the_longest_wait_that_any_request_of_a_round_names_is_kept(
    named: float, seconds: float
) -> None:
    """RFC 9110 §10.2.3, also from a request that was in flight at the first refusal."""
    load = after(congestion.refused, Load(window=8.0), 0.5, 1.0, None, 0.5)

    load = after(congestion.refused, load, 0.5, 1.25, named, 0.5)

    assert congestion.wait(load, 0, 1.25) == seconds
    assert (load.window, load.refusals) == (4.0, 1)


@pytest.mark.parametrize(
    ("window", "half"), [(16.0, 8.0), (3.0, 1.5), (2.0, 1.0), (1.5, 1.0), (1.0, 1.0)]
)
def test_a_refusal_and_a_reset_halve_the_window_and_leave_one_request(
    window: float, half: float
) -> None:
    refused = after(congestion.refused, Load(window=window), 0.0, 1.0, None, 0.5)
    reset = after(congestion.reset, Load(window=window), 0.0, 1.0)

    assert [(load.window, load.threshold) for load in (refused, reset)] == [(half, half)] * 2


@pytest.mark.parametrize(
    ("seconds", "window"),
    [
        pytest.param(7.4, 4.0, id="quicker-since-we-ask-less-so-ask-less-still"),
        pytest.param(7.6, 16.0, id="as-slow-as-before-so-the-window-is-given-back"),
    ],
)
def test_a_cut_holds_if_answers_take_three_quarters_of_the_time_afterwards(
    seconds: float, window: float
) -> None:
    """The window was halved from 16 when an answer took 10 s; the next eight decide."""
    load = Load(window=8.0, threshold=8.0, quickest=0.1, before_cut=(16.0, 10.0), reduced_at=0.0)
    for _ in range(8):
        # No step up meanwhile: it would only blur which of the two windows is chosen.
        load = replace(load, grown_at=100.0)
        load = after(congestion.succeeded, load, 50.0 - seconds, 50.0, LIMIT, is_page=True)

    assert load.window == window


def test_a_host_that_refuses_five_times_running_is_not_asked_any_more() -> None:
    played = ask(steady(0.01, 429), 100)

    assert played.load.breaker is Breaker.OPEN
    assert len(played.begun) < 20
    assert played.unasked > 80


# ------------------------------------------------------------------------- the breaker


def test_a_host_that_keeps_failing_is_tried_once_more_and_then_left() -> None:
    """HOSTILE C: a breaker opens after 5 straight failures, and half-opens once."""
    played = ask(steady(0.01, 500), 100)

    assert len(played.begun) <= 4 + 5 + 1  # five, those then in flight, and the one that tries
    assert played.begun[-1] - played.begun[-2] >= PAUSE - 0.1
    assert played.unasked > 80


def test_a_failing_host_is_left_alone_for_five_seconds() -> None:
    """docs/decisions/0009-pace.md."""
    load = Load()
    for _ in range(5):
        load = after(congestion.failed, load, 9.0, 9.0)

    assert load.breaker is Breaker.PAUSED
    assert congestion.wait(load, 0, 9.0) == 5.0


def test_a_host_that_is_back_after_the_pause_is_asked_again() -> None:
    def down_for_two_seconds(now: float, in_flight: int) -> Reply:
        return 0.01, 500 if now < 2 else 200, None

    played = ask(down_for_two_seconds, 50)

    assert played.load.breaker is Breaker.CLOSED
    assert played.unasked == 0


def test_one_answer_in_between_closes_the_count() -> None:
    load = Load()
    for moment in range(20):
        load = after(congestion.failed, load, moment, moment)
        if moment % 4 == 3:
            load = after(congestion.succeeded, load, moment, moment, LIMIT, is_page=True)

    assert load.breaker is Breaker.CLOSED


def test_while_one_tries_the_others_wait() -> None:
    load = after(congestion.begun, Load(breaker=Breaker.PAUSED), 9.0)

    assert load.breaker is Breaker.TRYING
    assert congestion.wait(load, 1, 9.0) == float("inf")


def test_a_failure_from_before_the_try_does_not_end_it() -> None:
    load = after(congestion.begun, Load(breaker=Breaker.PAUSED), 9.0)

    assert after(congestion.failed, load, 3.0, 9.5).breaker is Breaker.TRYING


def test_a_try_that_was_called_off_leaves_it_to_another() -> None:
    load = after(congestion.begun, Load(breaker=Breaker.PAUSED), 9.0)

    again = after(congestion.called_off, load)

    assert congestion.wait(again, 0, 9.0) == 0


def test_a_broken_connection_halves_the_window_and_holds_nothing() -> None:
    load = after(congestion.reset, Load(window=8.0), 1.0, 2.0)

    assert load.window == 4.0
    assert congestion.wait(load, 0, 2.0) == 0


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["fine", "refused", "named", "reset", "failed", "begun", "off"]),
            st.floats(0, 100),
        ),
        max_size=60,
    )
)
def test_whatever_happens_the_window_stays_between_one_and_the_ceiling(
    events: list[tuple[str, float]],
) -> None:
    load, now = Load(), 0.0
    for name, seconds in events:
        began, now = now, now + seconds
        match name:
            case "fine":
                load = after(congestion.succeeded, load, began, now, LIMIT, is_page=True)
            case "refused":
                load = after(congestion.refused, load, began, now, None, 0.5)
            case "named":
                load = after(congestion.refused, load, began, now, seconds, 0.5)
            case "reset":
                load = after(congestion.reset, load, began, now)
            case "failed":
                load = after(congestion.failed, load, began, now)
            case "off":
                load = after(congestion.called_off, load)
            case _:
                load = after(congestion.begun, load, now)
        assert 1 <= load.window <= LIMIT
        assert 0 <= load.interval <= 60
        assert congestion.wait(load, 0, now) >= 0
