"""One stream of work: who is carried when, and what waits without a worker."""

from collections.abc import Callable, Coroutine
from typing import Any

import anyio
import anyio.lowlevel
import pytest

from linkaudit.check.schedule import Scheduler
from linkaudit.check.transport.hosts import Host, Hosts
from linkaudit.check.transport.time_budget import time_left
from linkaudit.check.transport.turn import Turn, rest
from tests.unit.check.scheduled import Time

pytestmark = pytest.mark.anyio

Carry = Callable[[str], Coroutine[Any, Any, None]]


class Run:
    """A scheduler with hosts that take `per_host` at once; items are `host/name`."""

    def __init__(self, width: int = 8, per_host: int = 4, seconds: float = 60.0) -> None:
        self.time = Time()
        self.hosts = Hosts(per_host, lambda: self.time.now)
        self.scheduler = Scheduler[str](
            self.hosts, width, seconds, lambda: self.time.now, self.time.sleep
        )

    async def carry(self, carry: Carry, *items: str) -> None:
        await self.scheduler.run(((item.partition("/")[0], item) for item in items), carry)

    def host(self, name: str) -> Host:
        return self.hosts.find(name)


@pytest.mark.parametrize("width", [1, 128])
async def test_items_are_begun_host_by_host_in_turn(width: int) -> None:
    """A host with many links does not hold up the rest."""
    run, begun = Run(width), list[str]()

    async def note(item: str) -> None:
        begun.append(item)

    await run.carry(note, "a/1", "a/2", "a/3", "b/1", "c/1", "b/2")

    assert begun == ["a/1", "b/1", "c/1", "a/2", "b/2", "a/3"]


async def test_nothing_to_do_is_done_at_once() -> None:
    async def never(item: str) -> None:
        raise AssertionError(item)

    await Run().carry(never)


async def test_what_has_not_begun_is_no_more_than_its_item() -> None:
    """A host takes so many; the rest are data until then."""
    run, gate, begun = Run(per_host=2), anyio.Event(), list[str]()

    async def slow(item: str) -> None:
        begun.append(item)
        await Turn(run.host("a"))
        await gate.wait()
        run.hosts.leave(run.host("a"))

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(run.carry, slow, *(f"a/{n}" for n in range(30)))
        await anyio.wait_all_tasks_blocked()
        at_once, fresh = len(begun), len(run.host("a").fresh)
        gate.set()

    assert (at_once, fresh) == (2, 28)
    assert len(begun) == 30


async def test_who_rests_or_waits_for_a_turn_holds_no_worker() -> None:
    """One worker is enough for three that rest, and for one that waits for another host."""
    run, ends = Run(width=1), list[tuple[str, float]]()

    async def job(item: str) -> None:
        if item != "b/quick":
            await rest(5.0)
        ends.append((item, run.time.now))

    await run.carry(job, "a/1", "a/2", "a/3", "b/quick")

    assert ends[0] == ("b/quick", 0.0)
    assert [at for _, at in ends[1:]] == [5.0, 5.0, 5.0]


async def test_no_host_is_asked_more_at_once_than_it_may_be() -> None:
    """First requests, second ones and hops from elsewhere all count alike."""
    run, most, now = Run(width=64, per_host=3), 0, 0

    async def request() -> None:
        nonlocal most, now
        await Turn(run.host("a"))
        now += 1
        most = max(most, now)
        await anyio.lowlevel.checkpoint()
        now -= 1
        run.hosts.leave(run.host("a"))

    async def job(item: str) -> None:
        if item.startswith("b/"):
            await Turn(run.host("b"))
            run.hosts.leave(run.host("b"))
        await request()
        await rest(1.0)
        await request()

    await run.carry(job, *(f"{host}/{n}" for n in range(40) for host in "ab"))

    assert most == 3
    assert (run.host("a").in_flight, run.host("b").in_flight) == (0, 0)


async def test_what_has_begun_comes_before_what_has_not() -> None:
    """So few are under way at a host that others lead to."""
    run, order = Run(width=1, per_host=1), list[str]()

    async def job(item: str) -> None:
        order.append(item)
        if item == "a/leads":
            await Turn(run.host("b"))
            order.append("arrived")
            run.hosts.leave(run.host("b"))

    await run.carry(job, "a/leads", "b/1", "b/2", "b/3")

    assert order.index("arrived") < order.index("b/2")


async def test_waiting_for_a_turn_is_not_a_links_own_time_and_resting_is() -> None:
    """`--link-timeout`: a link is not unreachable because its host is busy with others."""
    run = Run(width=2, per_host=1)
    gate, waits = anyio.Event(), anyio.Event()
    jobs: dict[str, float] = {}

    async def job(item: str) -> None:
        if item == "b/holds":
            await Turn(run.host("b"))
            await gate.wait()
            run.hosts.leave(run.host("b"))
            return
        waits.set()
        await Turn(run.host("b"))
        jobs["after its turn"] = time_left()
        run.hosts.leave(run.host("b"))
        await rest(5.0)
        jobs["after its rest"] = time_left()

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(run.carry, job, "b/holds", "a/waits")
        await waits.wait()
        await anyio.wait_all_tasks_blocked()
        [waiting] = run.host("b").begun
        stopped = waiting.budget.deadline
        gate.set()

    assert stopped == float("inf")
    assert jobs["after its rest"] < jobs["after its turn"] <= 60


async def test_an_item_may_be_added_while_others_are_carried() -> None:
    """A second look at what was seen goes into the same queue."""
    run, seen = Run(), list[str]()

    async def job(item: str) -> None:
        seen.append(item)
        if item == "a/1":
            run.scheduler.add("b", "b/2")

    await run.carry(job, "a/1")

    assert seen == ["a/1", "b/2"]


async def test_what_waits_when_a_run_is_stopped_is_closed() -> None:
    """A deadline, an outage, a Ctrl-C: nothing is left that was never awaited."""
    run, ended = Run(per_host=1), list[str]()

    async def job(item: str) -> None:
        try:
            if item == "a/rests":
                await rest(1e9)
            await Turn(run.host("b"))
            await anyio.sleep_forever()
        finally:
            ended.append(item)

    async def never(_: float) -> None:
        await anyio.sleep_forever()

    run.scheduler = Scheduler[str](run.hosts, 8, 60.0, lambda: 0.0, never)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(run.carry, job, "a/rests", "b/holds", "c/waits", "b/fresh")
        await anyio.wait_all_tasks_blocked()
        tasks.cancel_scope.cancel()

    assert sorted(ended) == ["a/rests", "b/holds", "c/waits"]
    assert run.host("b").queued == 0


async def test_a_mistake_of_ours_ends_the_run() -> None:
    async def broken(item: str) -> None:
        await anyio.lowlevel.checkpoint()
        raise AssertionError(item)

    with pytest.raises(BaseExceptionGroup) as caught:
        await Run().carry(broken, "a/1", "b/1")

    assert caught.group_contains(AssertionError)


async def test_a_scheduler_can_be_used_again_after_a_host_was_held() -> None:
    """The next questions of a run find the hosts as the last ones left them."""
    run, at = Run(), list[float]()

    async def job(item: str) -> None:
        await Turn(run.host("a"))
        at.append(run.time.now)
        run.hosts.leave(run.host("a"))

    run.host("a").load.held_until = 7.0
    await run.carry(job, "a/1")
    run.host("a").load.held_until = 20.0
    await run.carry(job, "a/2")

    assert at == [7.0, 20.0]
