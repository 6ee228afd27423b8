"""The layer that waits for a turn at the host, and hears from each answer what the host can take.

Whose turn it is, `hosts.py` knows; what an answer means for the load of its host, `congestion.py`
decides; here an answer becomes such an event, and words for people.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from linkaudit.check.transport import congestion
from linkaudit.check.transport.congestion import Breaker, Load
from linkaudit.check.transport.hosts import Host, Hosts
from linkaudit.check.transport.retry_after import is_limit, retry_after
from linkaudit.check.transport.turn import Turn
from linkaudit.errors import TransportError
from linkaudit.model.http import WALL_MARKS, Failure, FailureKind, Request, Response
from linkaudit.model.protocols import Clock, Timer, Transport
from linkaudit.text.uri import host_of

# What may come of asking too much, and what of a host that is not there; the name service
# is not the host, and a certificate does not get better or worse by asking.
_TOO_MUCH = frozenset({FailureKind.RESET, FailureKind.TIMEOUT})
_HOST_FAILURES = _TOO_MUCH | {FailureKind.CONNECT, FailureKind.CLOSED, FailureKind.PROTOCOL}


@dataclass(frozen=True, slots=True)
class Ceilings:
    """Requests in flight to one host; `longest_wait` in seconds."""

    per_host: int
    longest_wait: float


class Pace:
    """Asked under a scheduler only, which gives the turns (`check/schedule.py`)."""

    def __init__(
        self,
        inner: Transport,
        hosts: Hosts,
        ceilings: Ceilings,
        timer: Timer,
        clock: Clock,
        chance: Callable[[], float],
        tell: Callable[[str], None],
    ) -> None:
        self._inner = inner
        self._hosts = hosts
        self._ceilings = ceilings
        self.in_flight = 0
        self._timer = timer
        self._clock = clock
        self._chance = chance
        self._tell = tell

    async def __call__(self, request: Request) -> Response:
        host = self._hosts.find(host_of(request.uri))
        await Turn(host)
        try:
            if host.load.breaker is Breaker.OPEN:
                raise TransportError(_given_up(host, request.uri), attempts=0)
            self.in_flight += 1
            try:
                return await self._ask(host, request)
            finally:
                self.in_flight -= 1
        finally:
            self._hosts.leave(host)

    # ------------------------------------------------------------------ the asking

    async def _ask(self, host: Host, request: Request) -> Response:
        began = self._timer()
        try:
            response = await self._inner(request)
        except TransportError as error:
            self._note_failure(host, error.failure, began)
            raise
        self._note_answer(host, response, began)
        return response

    def _note_failure(self, host: Host, failure: Failure, began: float) -> None:
        if failure.kind not in _HOST_FAILURES:
            return
        now, load = self._timer(), host.load
        before = _Pressure.of(load)
        if failure.kind in _TOO_MUCH:
            congestion.reset(load, began, now)
        congestion.failed(load, began, now)
        host.last = failure.detail
        host.was_heard = failure.was_heard or failure.kind is FailureKind.PROTOCOL
        self._say(host, before, failure.detail)

    def _note_answer(self, host: Host, response: Response, began: float) -> None:
        if not WALL_MARKS.isdisjoint(response.headers):
            return
        now, load, status = self._timer(), host.load, response.status
        named = retry_after(response.headers.get("retry-after", ""), self._clock())
        is_trouble, is_refusal = 500 <= status < 600, is_limit(response, named)
        if not (is_trouble or is_refusal):  # most answers
            window = int(load.window)
            most = self._ceilings.per_host
            congestion.succeeded(load, began, now, most, is_page=200 <= status < 300)
            if int(load.window) < window:
                self._tell_why(host, _at_once(load), f"it answered {status}")
            return
        before, why = _Pressure.of(load), f"it answered {status}"
        if is_refusal:
            if named is not None and named > self._ceilings.longest_wait:
                why += f" and asked for a wait of {named:.0f} s, longer than --max-retry-after"
                named = None
            congestion.refused(load, began, now, named, self._chance())
        elif status == 503:
            congestion.reset(load, began, now)
        if is_trouble:
            congestion.failed(load, began, now)
        host.last, host.was_heard = why, True
        self._say(host, before, why)

    def _say(self, host: Host, before: _Pressure, why: str) -> None:
        slowed = before.slowed(host.load, self._timer())
        if slowed:
            self._tell_why(host, slowed, why)

    def _tell_why(self, host: Host, slowed: str, why: str) -> None:
        host.why = why
        self._tell(f"{host.name}: {slowed}, because {why}")


def _given_up(host: Host, uri: str) -> Failure:
    refuses = host.load.refusals >= congestion.STRAIGHT_FAILURES
    kind = FailureKind.TURNED_AWAY if refuses else FailureKind.GIVEN_UP
    times = host.load.refusals if refuses else host.load.failures
    detail = f"{kind.value}; {host.last}, {times} times in a row"
    return Failure(kind, detail, uri, host.was_heard)


@dataclass(frozen=True, slots=True)
class _Pressure:
    """What of a load people may hear of, as it was."""

    breaker: Breaker
    held_until: float
    interval: float
    window: int

    @classmethod
    def of(cls, load: Load) -> _Pressure:
        return cls(load.breaker, load.held_until, load.interval, int(load.window))

    def slowed(self, after: Load, now: float) -> str:
        """What is done to a host, in words; empty where it is asked as much as before."""
        if after.breaker is not self.breaker and after.breaker is Breaker.OPEN:
            return "no more requests"
        if after.held_until > max(self.held_until, now):
            words = f"paused for {after.held_until - now:.1f} s"
            return f"{words}, then {_rate(after)}" if after.interval > self.interval else words
        if after.interval > self.interval:
            return _rate(after)
        return _at_once(after) if int(after.window) < self.window else ""


def _at_once(load: Load) -> str:
    return f"at most {max(int(load.window), 1)} at once"


def _rate(load: Load) -> str:
    return f"one request every {load.interval:.2g} s"
