"""How many requests are under way: in all, to one host, and who waits for whom."""

from contextlib import suppress

import anyio
import anyio.lowlevel
import pytest

from linkaudit.errors import TransportError
from linkaudit.model.http import Failure, FailureKind, Request, Response
from tests.unit.check.scheduled import Paced, Time

pytestmark = pytest.mark.anyio


class SlowWeb:
    """Takes every request in, and answers them when the gate of their host is opened."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.answered: list[str] = []
        self.gates: dict[str, anyio.Event] = {}

    async def __call__(self, request: Request) -> Response:
        host = request.uri.split("/")[2]
        self.begun.append(request.uri)
        if host in self.gates:
            await self.gates[host].wait()
        self.answered.append(request.uri)
        return Response(request.uri, 200)


async def test_a_slow_host_holds_no_slot_that_another_could_use() -> None:
    """HOSTILE C: the other links of the run are unaffected."""
    web = SlowWeb()
    web.gates["slow.example"] = anyio.Event()
    pace = Paced(web, total=2, per_host=1)

    slow = [Request(f"https://slow.example/{n}") for n in range(10)]
    quick = [Request(f"https://quick.example/{n}") for n in range(3)]

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(pace.all, [*slow, *quick])
        await anyio.wait_all_tasks_blocked()
        answered_meanwhile = list(web.answered)
        web.gates["slow.example"].set()

    assert answered_meanwhile == [f"https://quick.example/{n}" for n in range(3)]
    assert len(web.answered) == 13


@pytest.mark.parametrize(
    ("total", "per_host", "begun"), [(9, 2, 4), (3, 9, 3), (9, 9, 8), (1, 1, 1)]
)
async def test_no_more_are_in_flight_than_allowed(total: int, per_host: int, begun: int) -> None:
    """The contract: `--concurrency N` in all, `--per-host N` to one host."""
    web = SlowWeb()
    web.gates = {"a.example": anyio.Event(), "b.example": anyio.Event()}
    pace = Paced(web, total=total, per_host=per_host)

    requests = [Request(f"https://{host}.example/{n}") for n in range(4) for host in "ab"]

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(pace.all, requests)
        await anyio.wait_all_tasks_blocked()
        begun_at_once, in_flight = len(web.begun), pace.in_flight
        web.gates["a.example"].set()
        web.gates["b.example"].set()

    assert begun_at_once == in_flight == begun
    assert len(web.answered) == 8
    assert pace.in_flight == 0


async def test_a_failure_gives_its_slots_back() -> None:
    """HOSTILE C: one record for one link, and nothing lost to the others."""

    async def broken(request: Request) -> Response:
        raise TransportError(Failure(FailureKind.RESET, "", request.uri))

    pace = Paced(broken, total=1, per_host=1)

    for _ in range(2):
        with pytest.raises(TransportError):
            await pace(Request("https://a.example/"))

    assert pace.in_flight == 0


async def test_a_request_that_is_called_off_gives_its_slots_back() -> None:
    """A deadline must not leave a host closed to those who come after."""
    web = SlowWeb()
    web.gates["a.example"] = anyio.Event()
    pace = Paced(web, total=1, per_host=1)

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(pace.all, [Request(f"https://a.example/{n}") for n in range(2)])
        await anyio.wait_all_tasks_blocked()
        tasks.cancel_scope.cancel()
    web.gates["a.example"].set()
    response = await pace(Request("https://a.example/2"))

    assert response.status == 200
    assert pace.in_flight == 0


# ------------------------------------------------------------- what a host tells by its answers


class Origin:
    """Gives the answers it was given, in turn, and then 200; remembers when it was asked."""

    def __init__(self, time: Time, *outcomes: Response | FailureKind | int) -> None:
        self.time = time
        self.left = list(outcomes)
        self.asked: list[tuple[str, float]] = []

    async def __call__(self, request: Request) -> Response:
        self.asked.append((request.uri, self.time.now))
        outcome = self.left.pop(0) if self.left and "a.example" in request.uri else 200
        if isinstance(outcome, FailureKind):
            raise TransportError(Failure(outcome, outcome.value, request.uri))
        return Response(request.uri, outcome) if isinstance(outcome, int) else outcome


A = "https://a.example/"


@pytest.mark.parametrize("status", [429, 503, 400, 401, 403, 413, 421])
async def test_a_named_wait_holds_every_request_to_that_host_and_no_other(status: int) -> None:
    """HOSTILE C: Retry-After honoured for every queued URL of that host; others keep flowing."""
    time = Time()
    origin = Origin(time, Response(A, status, {"retry-after": "7"}))
    pace = Paced(origin, time=time)

    await pace(Request(A))
    await pace(Request("https://b.example/"))
    other = time.now
    await pace(Request(A + "2"))

    assert other == 0.0
    assert time.now >= 7.0


@pytest.mark.parametrize("value", ["61", "1000000000"])
async def test_an_absurd_wait_is_not_kept(value: str) -> None:
    """HOSTILE: an uncapped Retry-After of 10^9 would wait 31 years."""
    time = Time()
    pace = Paced(Origin(time, Response(A, 429, {"retry-after": value})), time=time)

    await pace(Request(A))
    await pace(Request(A + "2"))

    assert 0 < time.now < 5


async def test_a_wall_for_robots_slows_nothing() -> None:
    """A 429 with the mark of a wall is about robots, not about how many requests there are."""
    time = Time()
    pace = Paced(Origin(time, Response(A, 429, {"cf-mitigated": "challenge"})), time=time)

    await pace(Request(A))
    await pace(Request(A + "2"))

    assert time.now == 0.0


@pytest.mark.parametrize(
    "trouble", [500, 502, FailureKind.CONNECT, FailureKind.CLOSED, FailureKind.TIMEOUT]
)
async def test_a_host_that_keeps_failing_is_not_asked_any_more(
    trouble: int | FailureKind,
) -> None:
    """HOSTILE C: a per-host breaker opens after 5 straight failures."""
    time = Time()
    origin = Origin(time, *[trouble] * 100)
    pace = Paced(origin, time=time)
    failures = []
    for number in range(20):
        try:
            await pace(Request(f"{A}{number}"))
        except TransportError as error:
            failures.append(error.failure)

    assert len(origin.asked) == 6
    assert [f.kind for f in failures[-14:]] == [FailureKind.GIVEN_UP] * 14
    assert "6 times in a row" in failures[-1].detail
    assert failures[-1].uri == f"{A}19"


async def test_a_host_that_keeps_refusing_is_not_asked_any_more() -> None:
    """What it says is that it turns us away; nobody knows about the page."""
    time = Time()
    origin = Origin(time, *[429] * 100)
    pace = Paced(origin, time=time)
    for number in range(5):
        await pace(Request(f"{A}{number}"))

    with pytest.raises(TransportError) as caught:
        await pace(Request(A))

    assert caught.value.failure.kind is FailureKind.TURNED_AWAY
    assert len(origin.asked) == 5


@pytest.mark.parametrize("kind", [FailureKind.NAME_UNKNOWN, FailureKind.TLS, FailureKind.REFUSED])
async def test_what_is_not_the_hosts_doing_does_not_count_against_it(kind: FailureKind) -> None:
    """A name that does not exist is `dead` for each link, and never "not asked"."""
    time = Time()
    pace = Paced(Origin(time, *[kind] * 20), time=time)
    kinds = []
    for _ in range(20):
        with pytest.raises(TransportError) as caught:
            await pace(Request(A))
        kinds.append(caught.value.failure.kind)

    assert kinds == [kind] * 20
    assert time.now == 0.0


async def test_why_a_host_was_slowed_can_be_told() -> None:
    """`--verbose` can say why."""
    told: list[str] = []
    time = Time()
    origin = Origin(time, Response(A, 429, {"retry-after": "7"}), *[FailureKind.RESET] * 9)
    pace = Paced(origin, time=time, tell=told.append)
    for number in range(10):
        with suppress(TransportError):
            await pace(Request(f"{A}{number}"))

    assert told[0] == (
        "a.example: paused for 7.0 s, then one request every 2 s, because it answered 429"
    )
    assert told[-1] == "a.example: no more requests, because the connection was closed"


async def test_who_waits_for_which_host_can_be_asked() -> None:
    """The progress bar says which host is waited for, and how long."""
    time = Time()
    gate = anyio.Event()

    async def sleep(seconds: float) -> None:
        await gate.wait()
        time.now += seconds

    origin = Origin(time, Response(A, 429, {"retry-after": "7"}))
    pace = Paced(origin, time=time, sleep=sleep)
    await pace(Request(A))

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(pace.all, [Request(A + "1"), Request(A + "2")])
        await anyio.wait_all_tasks_blocked()
        waiting = pace.waiting()
        gate.set()

    assert [(w.host, w.requests, w.until, w.why) for w in waiting] == [
        ("a.example", 2, 7.0 + 2 * 2.0, "it answered 429")
    ]
    assert pace.waiting() == ()
