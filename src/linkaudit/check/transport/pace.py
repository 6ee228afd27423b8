"""How many requests are in flight, in all and to one host, and which host is left in peace.

Waiting for a slow host holds no slot that another host could use. What an answer means for
the load of its host, `congestion.py` decides; here is only the waiting.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import anyio

from linkaudit.check.transport import congestion
from linkaudit.check.transport.congestion import Breaker, Load
from linkaudit.check.transport.retry_after import is_limit, retry_after
from linkaudit.check.transport.time_budget import paused
from linkaudit.errors import TransportError
from linkaudit.model.http import WALL_MARKS, Failure, FailureKind, Request, Response
from linkaudit.model.protocols import Clock, Sleep, Timer, Transport, Waiting
from linkaudit.text.uri import host_of

# What may come of asking too much, and what of a host that is not there; the name service
# is not the host, and a certificate does not get better or worse by asking.
_TOO_MUCH = frozenset({FailureKind.RESET, FailureKind.TIMEOUT})
_HOST_FAILURES = _TOO_MUCH | {FailureKind.CONNECT, FailureKind.CLOSED, FailureKind.PROTOCOL}


@dataclass(frozen=True, slots=True)
class Ceilings:
    """Requests in flight in all and to one host; `longest_wait` in seconds."""

    total: int
    per_host: int
    longest_wait: float


@dataclass(slots=True)
class _Host:
    name: str
    load: Load = field(default_factory=Load)
    in_flight: int = 0
    queued: int = 0
    why: str = ""
    """What slowed it last, for people."""
    last: str = ""
    """How it failed last."""
    was_heard: bool = False
    """An answer had begun then."""
    turn: anyio.Lock = field(default_factory=anyio.Lock)  # first come, first served
    changed: anyio.Event = field(default_factory=anyio.Event)

    def becomes(self, load: Load) -> None:
        self.load = load
        if self.queued:
            self.changed.set()
            self.changed = anyio.Event()


class Pace:
    """The host's slot is taken before the global one, or one slow host starves the rest."""

    def __init__(
        self,
        inner: Transport,
        ceilings: Ceilings,
        timer: Timer,
        clock: Clock,
        sleep: Sleep,
        chance: Callable[[], float],
        tell: Callable[[str], None],
    ) -> None:
        self._inner = inner
        self._ceilings = ceilings
        self._total = anyio.Semaphore(ceilings.total, fast_acquire=True)
        self.in_flight = 0
        self._hosts: dict[str, _Host] = {}
        self._timer = timer
        self._clock = clock
        self._sleep = sleep
        self._chance = chance
        self._tell = tell

    async def __call__(self, request: Request) -> Response:
        name = host_of(request.uri)
        host = self._hosts.get(name)
        if host is None:
            host = self._hosts[name] = _Host(name)
            host.load = congestion.Load(window=min(Load().window, self._ceilings.per_host))
        await self._take_place(host, request)
        try:
            await self._take_slot()
            try:
                return await self._ask(host, request)
            finally:
                self.in_flight -= 1
                self._total.release()
        finally:
            host.in_flight -= 1
            host.becomes(congestion.called_off(host.load))

    def waiting(self) -> tuple[Waiting, ...]:
        """The hosts that requests wait for although nothing of ours is in the way."""
        now = self._timer()
        found = []
        for host in self._hosts.values():
            load = host.load
            if host.queued and (load.held_until > now or load.interval):
                last = max(load.held_until, now) + host.queued * load.interval
                found.append(Waiting(host.name, host.queued, last, host.why))
        return tuple(found)

    # ------------------------------------------------------------------ the waiting

    async def _take_place(self, host: _Host, request: Request) -> None:
        """One of the host's places, in the order of coming."""
        if host.queued or self._wait(host):
            with paused():
                await self._queue(host)
        if host.load.breaker is Breaker.OPEN:
            raise TransportError(_given_up(host, request.uri), attempts=0)
        host.in_flight += 1
        host.becomes(congestion.begun(host.load, self._timer()))

    async def _take_slot(self) -> None:
        try:
            self._total.acquire_nowait()
        except anyio.WouldBlock:
            with paused():
                await self._total.acquire()
        self.in_flight += 1

    def _wait(self, host: _Host) -> float:
        return congestion.wait(host.load, host.in_flight, self._timer())

    async def _queue(self, host: _Host) -> None:
        host.queued += 1
        try:
            async with host.turn:
                while (seconds := self._wait(host)) > 0:
                    await self._until(host.changed, seconds)
        finally:
            host.queued -= 1

    async def _until(self, changed: anyio.Event, seconds: float) -> None:
        """Wait for either."""
        if seconds == float("inf"):
            await changed.wait()
            return

        async def sleep() -> None:
            await self._sleep(seconds)
            tasks.cancel_scope.cancel()

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(sleep)
            await changed.wait()
            tasks.cancel_scope.cancel()

    # ------------------------------------------------------------------ the asking

    async def _ask(self, host: _Host, request: Request) -> Response:
        began = self._timer()
        try:
            response = await self._inner(request)
        except TransportError as error:
            self._note_failure(host, error.failure, began)
            raise
        self._note_answer(host, response, began)
        return response

    def _note_failure(self, host: _Host, failure: Failure, began: float) -> None:
        if failure.kind not in _HOST_FAILURES:
            return
        now, load = self._timer(), host.load
        if failure.kind in _TOO_MUCH:
            load = congestion.reset(load, began, now)
        host.last = failure.detail
        host.was_heard = failure.was_heard or failure.kind is FailureKind.PROTOCOL
        self._change(host, congestion.failed(load, began, now), failure.detail)

    def _note_answer(self, host: _Host, response: Response, began: float) -> None:
        if not WALL_MARKS.isdisjoint(response.headers):
            return
        now, load, status = self._timer(), host.load, response.status
        why = f"it answered {status}"
        is_trouble = 500 <= status < 600
        named = retry_after(response.headers.get("retry-after", ""), self._clock())
        is_refusal = is_limit(response, named)
        if is_refusal:
            if named is not None and named > self._ceilings.longest_wait:
                why += f" and asked for a wait of {named:.0f} s, longer than --max-retry-after"
                named = None
            load = congestion.refused(load, began, now, named, self._chance())
        elif status == 503:
            load = congestion.reset(load, began, now)
        elif not is_trouble:
            most = self._ceilings.per_host
            load = congestion.succeeded(load, began, now, most, is_page=200 <= status < 300)
        if is_trouble:
            load = congestion.failed(load, began, now)
        if is_trouble or is_refusal:
            host.last, host.was_heard = why, True
        self._change(host, load, why)

    def _change(self, host: _Host, load: Load, why: str) -> None:
        slowed = _slowed(host.load, load, self._timer())
        host.becomes(load)
        if slowed:
            host.why = why
            self._tell(f"{host.name}: {slowed}, because {why}")


def _given_up(host: _Host, uri: str) -> Failure:
    refuses = host.load.refusals >= congestion.STRAIGHT_FAILURES
    kind = FailureKind.TURNED_AWAY if refuses else FailureKind.GIVEN_UP
    times = host.load.refusals if refuses else host.load.failures
    detail = f"{kind.value}; {host.last}, {times} times in a row"
    return Failure(kind, detail, uri, host.was_heard)


def _slowed(before: Load, after: Load, now: float) -> str:
    """What is done to a host, in words; empty where it is asked as much as before."""
    if after.breaker is not before.breaker and after.breaker is Breaker.OPEN:
        return "no more requests"
    if after.held_until > max(before.held_until, now):
        words = f"paused for {after.held_until - now:.1f} s"
        return f"{words}, then {_rate(after)}" if after.interval > before.interval else words
    if after.interval > before.interval:
        return _rate(after)
    if int(after.window) < int(before.window):
        return f"at most {max(int(after.window), 1)} at once"
    return ""


def _rate(load: Load) -> str:
    return f"one request every {load.interval:.2g} s"
