"""Asking again: what may pass is asked again after a while, what will not is left.

The only file that imports tenacity. Decides by status and kind of failure alone;
waiting and chance are passed in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from tenacity import AsyncRetrying, RetryCallState, retry_if_result, stop_after_attempt

from linkaudit.check.transport.retry_after import is_limit, retry_after
from linkaudit.check.transport.time_budget import time_left
from linkaudit.errors import TransportError
from linkaudit.model.http import WALL_MARKS, FailureKind, Request, Response
from linkaudit.model.protocols import Clock, Sleep, Transport

_PASSING = frozenset({408, 425})  # RFC 9110 §15.5.9, RFC 8470 §5.2; and limits and every 5xx
# "Gone" may be one broken server among many behind a name: asked once more, no more.
_TWICE = frozenset({404, 410})
_PASSING_FAILURES = frozenset(
    {
        FailureKind.NAME_FAILED,
        FailureKind.CONNECT,
        FailureKind.CLOSED,
        FailureKind.EXHAUSTED,
        FailureKind.RESET,
        FailureKind.TIMEOUT,
        FailureKind.PROTOCOL,
    }
)
_TWICE_FAILURES = frozenset({FailureKind.NAME_UNKNOWN})
# A layer below would not ask: what was said before still stands.
_NOT_ASKED = frozenset({FailureKind.GIVEN_UP, FailureKind.TURNED_AWAY})
_FIRST_WAIT = 1.0  # seconds; doubled at each further attempt
# Seconds: "gone" comes from one server among many, and not from a moment that passes.
_SECOND_OPINION = 0.2

Outcome = Response | TransportError


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
        outcome = await course.ask(request)
        # Most links answer well at once, and tenacity costs as much as all other layers.
        if course.is_worth_it(outcome):
            await self.sleep(course.pause)
            outcome = await self._again(course, request)
        if isinstance(outcome, TransportError):
            outcome.attempts = course.attempts
            raise outcome
        if outcome.attempts == course.attempts:  # one, nearly always
            return outcome
        return replace(outcome, attempts=course.attempts)

    async def _again(self, course: _Course, request: Request) -> Outcome:
        async def sleep(seconds: float) -> None:
            await self.sleep(seconds)

        retrying = AsyncRetrying(
            # "Gone" is asked twice even where nothing else is asked again.
            stop=stop_after_attempt(max(self.retries, 1)),
            retry=retry_if_result(course.is_worth_it),
            wait=lambda _: course.pause,
            sleep=sleep,
            retry_error_callback=_last,
        )
        outcome: Outcome = await retrying(course.ask, request)
        return outcome


@dataclass(slots=True)
class _Course:
    """The attempts for one request."""

    policy: Retry
    attempts: int = 0
    pause: float = 0.0
    """Seconds before the next."""
    is_over: bool = False
    last: Outcome | None = None
    final: list[object] = field(default_factory=list)
    """What would end it; a 503 before a 404 is no second opinion."""

    async def ask(self, request: Request) -> Outcome:
        outcome: Outcome
        if self.attempts:
            # What a server said unasked on a kept connection passes for the next answer.
            request = replace(request, is_fresh=True)
        try:
            outcome = await self.policy.inner(request)
        except TransportError as error:
            if error.failure.kind in _NOT_ASKED:
                self.is_over = True
                return self.last or error
            outcome = error
        self.attempts += outcome.attempts
        self.last = outcome
        return outcome

    def is_worth_it(self, outcome: Outcome) -> bool:
        if self.is_over:
            return False
        if isinstance(outcome, TransportError):
            worth = self._may_pass(outcome)
        else:
            worth = self._may_change(outcome)
        if not worth:
            return False
        self.pause = self._pause(outcome)
        return self.pause < time_left()

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
        named = self._named_wait(response)
        passing = response.status in _PASSING or 500 <= response.status != 999
        passing = passing or is_limit(response, named)
        is_too_long = named is not None and named > self.policy.longest_wait
        return passing and self.attempts <= self.policy.retries and not is_too_long

    def _is_first(self, what: object) -> bool:
        self.final.append(what)
        return len(self.final) == 1

    def _pause(self, outcome: Outcome) -> float:
        spread = 0.5 + self.policy.chance() / 2
        if _is_final(outcome):
            return _SECOND_OPINION * spread
        named = self._named_wait(outcome) if isinstance(outcome, Response) else None
        return _FIRST_WAIT * 2.0 ** (self.attempts - 1) * spread if named is None else named

    def _named_wait(self, response: Response) -> float | None:
        """Its Retry-After in seconds. RFC 9110 §10.2.3."""
        return retry_after(response.headers.get("retry-after", ""), self.policy.clock())


def _is_final(outcome: Outcome) -> bool:
    if isinstance(outcome, TransportError):
        return outcome.failure.kind in _TWICE_FAILURES
    return outcome.status in _TWICE


def _last(state: RetryCallState) -> Outcome:
    """No attempt is left: the last outcome stands, answer or failure."""
    if state.outcome is None:
        raise AssertionError("tenacity calls back only after an attempt")
    outcome: Outcome = state.outcome.result()
    return outcome
