"""When a request is made again, after how long, and when it is let be."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.check.transport.retry import Retry
from linkaudit.check.transport.retry_after import retry_after
from linkaudit.check.transport.time_budget import time_budget
from linkaudit.errors import TransportError
from linkaudit.model.http import Failure, FailureKind, Request, Response

pytestmark = pytest.mark.anyio

URI = "https://a.example/"
NOW = datetime(1994, 11, 6, 8, 49, 30, tzinfo=UTC)
IN_7_SECONDS = (
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "Sunday, 06-Nov-94 08:49:37 GMT",
    "Sun Nov  6 08:49:37 1994",
)


class FakeClock:
    """Sleeping moves it on at once, and is written down."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def now(self) -> datetime:
        return NOW + timedelta(seconds=sum(self.slept))

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


class Origin:
    """Gives the answers it was given, in turn; one more request than answers is an error."""

    def __init__(self, *outcomes: int | FailureKind | Response) -> None:
        self.left = list(outcomes)

    async def __call__(self, request: Request) -> Response:
        outcome = self.left.pop(0)
        if isinstance(outcome, FailureKind):
            raise TransportError(Failure(outcome, outcome.value, request.uri))
        return Response(request.uri, outcome) if isinstance(outcome, int) else outcome


def retry(
    origin: Origin, clock: FakeClock, *, retries: int = 3, chance: Callable[[], float] = lambda: 1.0
) -> Retry:
    return Retry(origin, retries, 60.0, clock.sleep, chance, clock.now)


def later(value: str, status: int = 503) -> Response:
    return Response(URI, status, {"retry-after": value})


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ([200], 200),
        ([301], 301),
        ([400], 400),
        ([401], 401),
        ([403], 403),
        ([451], 451),
        ([999], 999),
        ([404, 200], 200),
        ([404, 404], 404),
        ([410, 404], 404),
        ([410, 410], 410),
        ([408, 200], 200),
        ([425, 200], 200),
        ([429, 429, 200], 200),
        ([500, 502, 200], 200),
        ([503, 503, 503, 503], 503),
        ([524, 522, 504, 500], 500),
        ([404, 503, 404], 404),
        ([503, 404, 404], 404),
        ([503, 404, 200], 200),
    ],
)
async def test_what_may_pass_is_asked_again_and_what_will_not_is_left(
    answers: list[int], status: int, clock: FakeClock
) -> None:
    """RFC 9110 §15.5.9, RFC 6585 §4; the contract: dead is 404 or 410 by GET, asked twice."""
    origin = Origin(*answers)

    response = await retry(origin, clock)(Request(URI))

    assert response == Response(URI, status, attempts=len(answers))
    assert origin.left == []


LIMITS = [401, 403, 400, 409, 413, 418, 421, 423, 429, 451, 503]


@pytest.mark.parametrize("status", LIMITS)
@pytest.mark.parametrize("wait", ["7", *IN_7_SECONDS])
async def test_a_rejection_that_names_a_wait_is_asked_again_after_it(
    status: int, wait: str, clock: FakeClock
) -> None:
    """RFC 9110 §10.2.3; GitHub limits the rate with 403."""
    origin = Origin(later(wait, status), 200)

    response = await retry(origin, clock)(Request(URI))

    assert response == Response(URI, 200, attempts=2)
    assert clock.slept == [7.0]


@pytest.mark.parametrize("status", LIMITS)
async def test_a_wait_is_honoured_as_often_as_any_trouble_is_and_no_longer_than_allowed(
    status: int, clock: FakeClock
) -> None:
    to_the_end = await retry(Origin(*[later("7", status)] * 4), clock)(Request(URI))
    too_long = await retry(Origin(later("61", status)), clock)(Request(URI))

    assert (to_the_end.attempts, too_long.attempts) == (4, 1)
    assert clock.slept == [7.0] * 3


@pytest.mark.parametrize("wait", ["soon", "", "-1"])
@pytest.mark.parametrize("status", [400, 403, 421])
async def test_a_rejection_whose_wait_says_nothing_is_left(
    status: int, wait: str, clock: FakeClock
) -> None:
    response = await retry(Origin(later(wait, status)), clock)(Request(URI))

    assert response.attempts == 1


@pytest.mark.parametrize("status", [404, 410])
async def test_gone_is_asked_twice_whatever_wait_it_names(status: int, clock: FakeClock) -> None:
    response = await retry(Origin(*[later("7", status)] * 2), clock)(Request(URI))

    assert response.attempts == 2
    assert clock.slept == [0.2]


@pytest.mark.parametrize(
    "kind",
    [
        FailureKind.NAME_FAILED,
        FailureKind.CONNECT,
        FailureKind.CLOSED,
        FailureKind.RESET,
        FailureKind.TIMEOUT,
        FailureKind.PROTOCOL,
    ],
)
async def test_a_failure_that_may_pass_is_tried_to_the_end(
    kind: FailureKind, clock: FakeClock
) -> None:
    """HOSTILE C: retried as a transport error; the last failure stands."""
    origin = Origin(*[kind] * 4)

    with pytest.raises(TransportError) as caught:
        await retry(origin, clock)(Request(URI))

    assert caught.value.failure.kind is kind
    assert caught.value.attempts == 4
    assert len(clock.slept) == 3


@pytest.mark.parametrize("kind", [FailureKind.TLS, FailureKind.REFUSED, FailureKind.REDIRECTS])
async def test_a_failure_that_will_not_pass_is_left_at_once(
    kind: FailureKind, clock: FakeClock
) -> None:
    """HOSTILE C: a certificate does not get better by asking; nor does our own refusal."""
    origin = Origin(kind)

    with pytest.raises(TransportError) as caught:
        await retry(origin, clock)(Request(URI))

    assert caught.value.attempts == 1
    assert clock.slept == []


@pytest.mark.parametrize(
    ("kinds", "attempts"),
    [
        ([FailureKind.NAME_UNKNOWN] * 2, 2),
        ([FailureKind.NAME_FAILED, FailureKind.NAME_UNKNOWN, FailureKind.NAME_UNKNOWN], 3),
    ],
)
async def test_a_name_is_unknown_once_it_was_unknown_twice(
    kinds: list[FailureKind], attempts: int, clock: FakeClock
) -> None:
    """HOSTILE C: EAI_NONAME is `dead` only after a second look-up."""
    with pytest.raises(TransportError) as caught:
        await retry(Origin(*kinds), clock)(Request(URI))

    assert caught.value.failure.kind is FailureKind.NAME_UNKNOWN
    assert caught.value.attempts == attempts


async def test_a_name_that_is_found_the_second_time_is_well(clock: FakeClock) -> None:
    """HOSTILE C: one name server among many may be behind."""
    response = await retry(Origin(FailureKind.NAME_UNKNOWN, 200), clock)(Request(URI))

    assert response == Response(URI, 200, attempts=2)


@pytest.mark.parametrize("mark", ["cf-mitigated", "x-amzn-waf-action"])
@pytest.mark.parametrize("status", [202, 403, 404, 429, 503])
async def test_a_wall_for_robots_is_not_knocked_at_again(
    status: int, mark: str, clock: FakeClock
) -> None:
    """HOSTILE C: `cf-mitigated` with any status is `blocked`, and no retry storm."""
    wall = Response(URI, status, {mark: "challenge"})

    response = await retry(Origin(wall), clock)(Request(URI))

    assert response == wall


async def test_no_retries_means_one_attempt(clock: FakeClock) -> None:
    """The contract: `--retries N`."""
    response = await retry(Origin(503), clock, retries=0)(Request(URI))

    assert response.attempts == 1


@pytest.mark.parametrize("gone", [404, 410])
async def test_gone_is_asked_twice_even_where_nothing_else_is(gone: int, clock: FakeClock) -> None:
    """The contract: dead is 404 or 410 by GET, asked twice."""
    origin = Origin(gone, 200)

    response = await retry(origin, clock, retries=0)(Request(URI))

    assert (response.status, response.attempts) == (200, 2)


async def test_a_bug_below_is_not_retried(clock: FakeClock) -> None:
    """House style: a bug keeps its traceback."""

    async def broken(request: Request) -> Response:
        raise KeyError(request.uri)

    with pytest.raises(KeyError):
        await Retry(broken, 3, 60.0, clock.sleep, lambda: 1.0, clock.now)(Request(URI))

    assert clock.slept == []


@pytest.mark.parametrize("kind", [FailureKind.GIVEN_UP, FailureKind.TURNED_AWAY])
async def test_what_a_host_said_stands_when_it_is_not_asked_any_more(
    kind: FailureKind, clock: FakeClock
) -> None:
    """The server's own words say more than that we stopped asking."""
    origin = Origin(503, kind)

    response = await retry(origin, clock)(Request(URI))

    assert (response.status, response.attempts) == (503, 1)


async def test_how_a_host_failed_stands_when_it_is_not_asked_any_more(clock: FakeClock) -> None:
    with pytest.raises(TransportError) as caught:
        await retry(Origin(FailureKind.RESET, FailureKind.GIVEN_UP), clock)(Request(URI))

    assert caught.value.failure.kind is FailureKind.RESET
    assert caught.value.attempts == 1


async def test_a_link_that_was_never_asked_counts_no_attempt(clock: FakeClock) -> None:
    with pytest.raises(TransportError) as caught:
        await retry(Origin(FailureKind.GIVEN_UP), clock)(Request(URI))

    assert caught.value.failure.kind is FailureKind.GIVEN_UP
    assert caught.value.attempts == 0


async def test_an_answer_stands_where_the_wait_would_outlast_the_link(clock: FakeClock) -> None:
    """`--link-timeout`: a 429 with a wait of a minute is blocked, and not out of time."""
    with time_budget(30):
        response = await retry(Origin(later("59", 429)), clock)(Request(URI))

    assert response.status == 429
    assert clock.slept == []


# ------------------------------------------------------------------ how long


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("value", ["7", " 7 ", "007", *IN_7_SECONDS])
async def test_an_answer_is_asked_for_again_after_the_delay_it_names(
    value: str, status: int, clock: FakeClock
) -> None:
    """RFC 9110 §10.2.3: seconds, or a date in one of the three forms of §5.6.7."""
    response = await retry(Origin(later(value, status), 200), clock)(Request(URI))

    assert response.status == 200
    assert clock.slept == [7.0]


@pytest.mark.parametrize("value", ["0", "Sun, 06 Nov 1994 08:49:00 GMT"])
async def test_a_moment_that_is_past_means_now(value: str, clock: FakeClock) -> None:
    """RFC 9110 §10.2.3: the date after which one may ask again."""
    await retry(Origin(later(value), 200), clock)(Request(URI))

    assert clock.slept == [0.0]


@pytest.mark.parametrize("value", ["61", "1000000000", "9" * 400, "Fri, 31 Dec 9999 23:59:59 GMT"])
async def test_a_delay_beyond_our_bound_is_not_waited_for(value: str, clock: FakeClock) -> None:
    """HOSTILE: an uncapped Retry-After of 10^9 would wait 31 years."""
    response = await retry(Origin(later(value)), clock)(Request(URI))

    assert response.status == 503
    assert clock.slept == []


async def test_the_longest_delay_that_is_waited_for_is_the_bound_itself(clock: FakeClock) -> None:
    """The contract: `--max-retry-after S`."""
    await retry(Origin(later("60"), 200), clock)(Request(URI))

    assert clock.slept == [60.0]


@pytest.mark.parametrize(
    "value",
    [
        *("", "-5", "1.5", "1e9", "soon", "²", "٧"),
        "Sun, 99 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 99999 08:49:37 GMT",
        "0 Nov +99999999999999999999 08:49 0",
    ],
)
async def test_a_value_that_is_neither_number_nor_date_is_passed_over(
    value: str, clock: FakeClock
) -> None:
    """RFC 9110 §10.2.3: delay-seconds is digits only."""
    await retry(Origin(later(value), 200), clock)(Request(URI))

    assert clock.slept == [1.0]


@pytest.mark.parametrize(
    ("chance", "slept"),
    [(0.0, [0.5, 1.0, 2.0]), (0.5, [0.75, 1.5, 3.0]), (1.0, [1.0, 2.0, 4.0])],
)
async def test_without_a_delay_each_wait_doubles_and_chance_takes_up_to_half(
    chance: float, slept: list[float], clock: FakeClock
) -> None:
    """HOSTILE C: jittered backoff, so that attempts do not fall together."""
    await retry(Origin(503, 503, 503, 503), clock, chance=lambda: chance)(Request(URI))

    assert clock.slept == slept


@pytest.mark.parametrize("final", [404, 410, FailureKind.NAME_UNKNOWN])
async def test_a_second_opinion_comes_soon(final: int | FailureKind, clock: FakeClock) -> None:
    """It is another server that is asked, and not another time."""
    await retry(Origin(final, 200), clock)(Request(URI))

    assert clock.slept == [0.2]


async def test_a_passing_trouble_after_a_final_answer_is_waited_for(clock: FakeClock) -> None:
    await retry(Origin(404, 503, 200), clock)(Request(URI))

    assert clock.slept == [0.2, 2.0]


@given(st.text() | st.from_regex(r"[A-Za-z, ]{0,6}[0-9]{0,9}[ :+-]?[A-Za-z0-9:, +-]{0,40}"))
def test_no_value_of_a_server_raises(value: str) -> None:
    """HOSTILE C: one record for each link, whatever the server says."""
    seconds = retry_after(value, NOW)

    assert seconds is None or seconds >= 0.0
