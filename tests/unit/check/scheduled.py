"""Layers that wait for their turn, asked as a run asks them: under a scheduler."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import anyio
import anyio.lowlevel

from linkaudit.check.schedule import Scheduler
from linkaudit.check.transport.hosts import Hosts
from linkaudit.check.transport.pace import Ceilings, Pace
from linkaudit.errors import TransportError
from linkaudit.model.http import Request, Response
from linkaudit.model.protocols import Sleep, Timer, Transport, Waiting
from linkaudit.text.uri import host_of

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Time:
    """Passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    async def sleep(self, seconds: float) -> None:
        await anyio.lowlevel.checkpoint()
        self.now += seconds


class Scheduled:
    """A transport above the turns; each call is a run with what it is given."""

    def __init__(
        self,
        transport: Transport,
        hosts: Hosts,
        *,
        width: int = 100,
        seconds: float = float("inf"),
        timer: Timer = lambda: 0.0,
        sleep: Sleep = anyio.sleep,
    ) -> None:
        self.transport = transport
        self._scheduler = Scheduler[Request](hosts, width, seconds, timer, sleep)

    async def all(self, requests: Sequence[Request]) -> list[Response | TransportError]:
        """What came of each, in the order of the ends."""
        outcomes: list[Response | TransportError] = []

        async def carry(request: Request) -> None:
            try:
                outcomes.append(await self.transport(request))
            except TransportError as error:
                outcomes.append(error)

        await self._scheduler.run(((host_of(r.uri), r) for r in requests), carry)
        return outcomes

    async def __call__(self, request: Request) -> Response:
        [outcome] = await self.all([request])
        if isinstance(outcome, TransportError):
            raise outcome
        return outcome


class Paced(Scheduled):
    """`Pace` above a web."""

    def __init__(
        self,
        web: Transport,
        *,
        total: int = 100,
        per_host: int = 16,
        time: Time | None = None,
        sleep: Sleep | None = None,
        tell: Callable[[str], None] = lambda _: None,
        seconds: float = float("inf"),
    ) -> None:
        time = time or Time()
        ceilings, hosts = Ceilings(per_host, longest_wait=60.0), Hosts(per_host, lambda: time.now)
        self.pace = Pace(web, hosts, ceilings, lambda: time.now, lambda: NOW, lambda: 0.5, tell)
        self.hosts = hosts
        super().__init__(
            self.pace,
            hosts,
            width=total,
            seconds=seconds,
            timer=lambda: time.now,
            sleep=sleep or time.sleep,
        )

    @property
    def in_flight(self) -> int:
        return self.pace.in_flight

    def waiting(self) -> tuple[Waiting, ...]:
        return self.hosts.waiting()
