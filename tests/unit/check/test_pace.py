"""How many requests are under way: in all, to one host, and who waits for whom."""

import anyio
import pytest

from linkaudit.check.pace import Pace
from linkaudit.errors import TransportError
from linkaudit.exchange import Failure, FailureKind, Request, Response

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
    pace = Pace(web, total=2, per_host=1)

    async with anyio.create_task_group() as tasks:
        for n in range(10):
            tasks.start_soon(pace, Request(f"https://slow.example/{n}"))
        for n in range(3):
            tasks.start_soon(pace, Request(f"https://quick.example/{n}"))
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
    pace = Pace(web, total, per_host)

    async with anyio.create_task_group() as tasks:
        for n in range(4):
            tasks.start_soon(pace, Request(f"https://a.example/{n}"))
            tasks.start_soon(pace, Request(f"https://b.example/{n}"))
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

    pace = Pace(broken, total=1, per_host=1)

    for _ in range(2):
        with pytest.raises(TransportError):
            await pace(Request("https://a.example/"))

    assert pace.in_flight == 0


async def test_a_request_that_is_called_off_gives_its_slots_back() -> None:
    """A deadline must not leave a host closed to those who come after."""
    web = SlowWeb()
    web.gates["a.example"] = anyio.Event()
    pace = Pace(web, total=1, per_host=1)

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(pace, Request("https://a.example/0"))
        tasks.start_soon(pace, Request("https://a.example/1"))
        await anyio.wait_all_tasks_blocked()
        tasks.cancel_scope.cancel()
    web.gates["a.example"].set()
    response = await pace(Request("https://a.example/2"))

    assert response.status == 200
    assert pace.in_flight == 0
