"""Asking again: what may pass is asked again after a while, what will not is left.

The only file that imports tenacity. Decides by status and kind of failure alone;
waiting and chance are passed in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from tenacity import AsyncRetrying, RetryCallState, stop_after_attempt

from linkaudit.check.patience import time_left
from linkaudit.check.waiting import WALL_MARKS, retry_after
from linkaudit.errors import TransportError
from linkaudit.exchange import FailureKind, Request, Response
from linkaudit.interfaces import Clock, Sleep, Transport

_PASSING = frozenset({408, 429})  # RFC 9110 §15.5.9, RFC 6585 §4; and every 5xx
# "Gone" may be one broken server among many behind a name: asked once more, no more.
_TWICE = frozenset({404, 410})
_PASSING_FAILURES = frozenset(
    {
        FailureKind.NAME_FAILED,
        FailureKind.CONNECT,
        FailureKind.CLOSED,
        FailureKind.RESET,
        FailureKind.TIMEOUT,
        FailureKind.PROTOCOL,
    }
)
_TWICE_FAILURES = frozenset({FailureKind.NAME_UNKNOWN})
# A layer below would not ask: what was said before still stands.
_NOT_ASKED = frozenset({FailureKind.GIVEN_UP, FailureKind.TURNED_AWAY})
_FIRST_WAIT = 1.0  # seconds; doubled at each further attempt


@dataclass(frozen=True, slots=True)
class Retry:
    """`retries` further attempts at the most; `longest_wait` in seconds bounds Retry-After."""

    inner: Transport
    retries: int
    longest_wait: float
    sleep: Sleep
    chance: Callable[[], float]
    """A number from 0 to 1, to spread attempts that would fall together."""
    clock: Clock

    async def __call__(self, request: Request) -> Response:
        course = _Course(self)

        async def sleep(seconds: float) -> None:
            await self.sleep(seconds)

        retrying = AsyncRetrying(
            # "Gone" is asked twice even where nothing else is asked again.
            stop=stop_after_attempt(max(self.retries + 1, 2)),
            retry=course.is_worth_it,
            wait=lambda _: course.pause,
            sleep=sleep,
            retry_error_callback=_last,
        )
        try:
            response: Response = await retrying(course.ask, request)
        except TransportError as error:
            error.attempts = course.attempts
            raise
        return replace(response, attempts=course.attempts)


@dataclass(slots=True)
class _Course:
    """The attempts for one request."""

    policy: Retry
    attempts: int = 0
    pause: float = 0.0
    """Seconds before the next."""
    is_over: bool = False
    last: Response | TransportError | None = None
    final: list[object] = field(default_factory=list)
    """What would end it; a 503 before a 404 is no second opinion."""

    async def ask(self, request: Request) -> Response:
        try:
            response = await self.policy.inner(request)
        except TransportError as error:
            if error.failure.kind not in _NOT_ASKED:
                self.attempts += 1
                self.last = error
                raise
            self.is_over = True
            if self.last is None:
                raise
            if isinstance(self.last, TransportError):
                raise self.last from error
            return self.last
        self.attempts += 1
        self.last = response
        return response

    def is_worth_it(self, state: RetryCallState) -> bool:
        outcome = state.outcome
        if outcome is None or self.is_over:
            return False
        error = outcome.exception()
        if error is not None and not isinstance(error, TransportError):
            return False
        worth = self._may_pass(error) if error is not None else self._may_change(outcome.result())
        if worth:
            self.pause = self._pause(state.attempt_number)
        return worth and self.pause < time_left()

    def _may_pass(self, error: TransportError) -> bool:
        kind = error.failure.kind
        if kind in _TWICE_FAILURES:
            return self._is_first(kind)
        return kind in _PASSING_FAILURES and self.attempts <= self.policy.retries

    def _may_change(self, response: Response) -> bool:
        if not WALL_MARKS.isdisjoint(response.headers):
            return False
        if response.status in _TWICE:
            return self._is_first(response.status)
        passing = response.status in _PASSING or 500 <= response.status != 999
        named = self._named_wait(response)
        is_too_long = named is not None and named > self.policy.longest_wait
        return passing and self.attempts <= self.policy.retries and not is_too_long

    def _is_first(self, what: object) -> bool:
        self.final.append(what)
        return len(self.final) == 1

    def _pause(self, attempts: int) -> float:
        named = self._named_wait(self.last) if isinstance(self.last, Response) else None
        backoff: float = _FIRST_WAIT * 2 ** (attempts - 1)
        return backoff * (0.5 + self.policy.chance() / 2) if named is None else named

    def _named_wait(self, response: Response) -> float | None:
        """Its Retry-After in seconds. RFC 9110 §10.2.3."""
        return retry_after(response.headers.get("retry-after", ""), self.policy.clock())


def _last(state: RetryCallState) -> Response:
    """No attempt is left: the last outcome stands, answer or failure."""
    if state.outcome is None:
        raise AssertionError("tenacity calls back only after an attempt")
    response: Response = state.outcome.result()
    return response
