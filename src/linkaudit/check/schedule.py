"""One stream of work: the queues of all hosts, and a few workers that serve them.

A job is a coroutine that says where it waits: for its turn at a host, or for a while before another
attempt. It is put aside then, and the worker takes the next; so what waits has no task, no
lock and no event of its own, only its place in a queue. Knows neither HTTP nor targets.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Coroutine, Generator, Iterable
from dataclasses import dataclass
from itertools import count
from typing import Any, Generic, TypeVar

import anyio

from linkaudit.check.transport.hosts import Host, Hosts
from linkaudit.check.transport.time_budget import TimeBudget, budget_of, spend
from linkaudit.check.transport.turn import Rest, Turn
from linkaudit.model.protocols import Sleep, Timer

T = TypeVar("T")
Begin = Callable[[T], Coroutine[Any, Any, None]]
"""Makes the job of an item."""

_Step = Turn | Rest | None


@dataclass(slots=True, eq=False)
class _Job:
    coroutine: Coroutine[Any, Any, None]
    budget: TimeBudget

    def __await__(self) -> Generator[Any, Any, _Step]:
        """Carry it on until it waits for its turn or rests; None at its end."""
        spend(self.budget)
        act: Callable[[Any], Any] = self.coroutine.send
        argument: Any = None
        while True:
            try:
                step = act(argument)
            except StopIteration:
                return None
            if isinstance(step, Turn | Rest):
                return step
            act = self.coroutine.send
            try:
                argument = yield step  # the event loop's: what all coroutines await in the end
            # Whatever comes of it, the job has to hear of it; that it is called off, too.
            except BaseException as error:  # noqa: BLE001
                act, argument = self.coroutine.throw, error


class Scheduler(Generic[T]):
    """`width` jobs are carried at once; each has `seconds` of its own."""

    def __init__(
        self, hosts: Hosts, width: int, seconds: float, timer: Timer, sleep: Sleep
    ) -> None:
        self._hosts = hosts
        self._width = width
        self._seconds = seconds
        self._timer = timer
        self._sleep = sleep
        self._left = 0
        """Items that have no end yet."""
        self._rested: deque[_Job] = deque()
        self._later: list[tuple[float, int, Host | _Job]] = []
        self._order = count()
        self._idle: deque[anyio.Event] = deque()
        self._sooner = anyio.Event()
        hosts.offered = self._wake_one
        hosts.later = self._at

    def add(self, host: str, item: T) -> None:
        """Put an item into the queue of its host; also while `run` is under way."""
        self._left += 1
        where = self._hosts.find(host)
        where.fresh.append(item)
        self._hosts.offer(where)

    async def run(self, items: Iterable[tuple[str, T]], begin: Begin[T]) -> None:
        """Carry every item to its end, and those that are added meanwhile; hosts in turn."""
        for host, item in items:
            self.add(host, item)
        if not self._left:
            return
        try:
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(self._ring)
                async with anyio.create_task_group() as workers:
                    for _ in range(min(self._width, self._left)):
                        workers.start_soon(self._work, begin)
                tasks.cancel_scope.cancel()
        finally:
            self._abandon()

    # ------------------------------------------------------------------ the workers

    async def _work(self, begin: Begin[T]) -> None:
        while self._left:
            if self._rested:
                await self._carry(self._rested.popleft(), None)
            elif (host := self._hosts.take()) is not None:
                if host.begun:  # it waits for this very place, and gives it back itself
                    job, place = self._resumed(host), None
                else:
                    job, place = self._begun(host, begin), host
                self._hosts.offer(host)
                await self._carry(job, place)
            else:
                event = anyio.Event()
                self._idle.append(event)
                await event.wait()

    def _resumed(self, host: Host) -> _Job:
        job: _Job = host.begun.popleft()
        job.budget.go_on()
        return job

    def _begun(self, host: Host, begin: Begin[T]) -> _Job:
        return _Job(begin(host.fresh.popleft()), budget_of(self._seconds))

    async def _carry(self, job: _Job, place: Host | None) -> None:
        """Carry a job until it waits; `place` is the host that will have its turn unasked."""
        while True:
            step = await job
            if isinstance(step, Turn) and step.host is place:
                place = None  # it gives the place back itself
                continue
            if place is not None:
                self._hosts.leave(place)
            break
        match step:
            case Turn():
                job.budget.stop()
                step.host.begun.append(job)
                self._hosts.offer(step.host)
            case Rest():
                self._at(self._timer() + step.seconds, job)
            case None:
                self._left -= 1
                if not self._left:
                    self._wake_all()

    def _wake_one(self) -> None:
        if self._idle:
            self._idle.popleft().set()

    def _wake_all(self) -> None:
        while self._idle:
            self._wake_one()

    def _abandon(self) -> None:
        """What waits will not be carried on."""
        jobs = [*self._hosts.abandon(), *self._rested]
        jobs += [one for _, _, one in self._later if isinstance(one, _Job)]
        self._later.clear()
        self._rested.clear()
        self._idle.clear()
        self._left = 0
        for job in jobs:
            job.coroutine.close()

    # -------------------------------------------------------------------- the clock

    def _at(self, when: float, what: Host | _Job) -> None:
        is_first = not self._later or when < self._later[0][0]
        heapq.heappush(self._later, (when, next(self._order), what))
        if is_first:
            self._sooner.set()

    async def _ring(self) -> None:
        """Wake what waits for a time; one task for all."""
        while True:
            self._sooner = anyio.Event()
            now = self._timer()
            while self._later and self._later[0][0] <= now:
                self._ring_for(heapq.heappop(self._later)[2])
            if self._later:
                await self._until(self._later[0][0] - now)
            else:
                await self._sooner.wait()

    def _ring_for(self, what: Host | _Job) -> None:
        if isinstance(what, Host):
            self._hosts.wake(what)
        else:
            self._rested.append(what)
            self._wake_one()

    async def _until(self, seconds: float) -> None:
        """So many seconds, or less where something is due sooner."""

        async def sleep() -> None:
            await self._sleep(seconds)
            tasks.cancel_scope.cancel()

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(sleep)
            await self._sooner.wait()
            tasks.cancel_scope.cancel()
