"""Asking again: what may pass is asked again after a while, what will not is left.

The only file that imports tenacity. Decides by status and kind of failure alone;
waiting and chance are passed in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from tenacity import AsyncRetrying, RetryCallState, stop_after_attempt

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
# The marks of a wall for robots: knocking again would only raise it.
_WALL_MARKS = frozenset({"cf-mitigated", "x-amzn-waf-action"})
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
        final: list[object] = []

        async def sleep(seconds: float) -> None:
            await self.sleep(seconds)

        retrying = AsyncRetrying(
            # "Gone" is asked twice even where nothing else is asked again.
            stop=stop_after_attempt(max(self.retries + 1, 2)),
            retry=lambda state: self._is_worth_it(state, final),
            wait=self._wait,
            sleep=sleep,
            retry_error_callback=_last,
        )
        try:
            response: Response = await retrying(self.inner, request)
        except TransportError as error:
            error.attempts = _attempts(retrying)
            raise
        return replace(response, attempts=_attempts(retrying))

    def _is_worth_it(self, state: RetryCallState, final: list[object]) -> bool:
        """`final` gathers what would end it; a 503 before a 404 is no second opinion."""
        outcome = state.outcome
        if outcome is None:
            return False
        error = outcome.exception()
        if isinstance(error, TransportError):
            kind = error.failure.kind
            if kind in _TWICE_FAILURES:
                final.append(kind)
                return len(final) == 1
            return kind in _PASSING_FAILURES and state.attempt_number <= self.retries
        if error is not None:
            return False
        response: Response = outcome.result()
        if not _WALL_MARKS.isdisjoint(response.headers):
            return False
        if response.status in _TWICE:
            final.append(response.status)
            return len(final) == 1
        passing = response.status in _PASSING or 500 <= response.status != 999
        is_left = state.attempt_number <= self.retries
        return passing and is_left and self._named_wait(state) is not _TOO_LONG

    def _wait(self, state: RetryCallState) -> float:
        named = self._named_wait(state)
        if isinstance(named, float):
            return named
        backoff: float = _FIRST_WAIT * 2 ** (state.attempt_number - 1)
        return backoff * (0.5 + self.chance() / 2)

    def _named_wait(self, state: RetryCallState) -> float | _TooLong | None:
        """Retry-After of the last response, in seconds. RFC 9110 §10.2.3."""
        outcome = state.outcome
        if outcome is None or outcome.failed:
            return None
        response: Response = outcome.result()
        seconds = retry_after(response.headers.get("retry-after", ""), self.clock())
        if seconds is not None and seconds > self.longest_wait:
            return _TOO_LONG
        return seconds


class _TooLong:
    """An origin that names a wait beyond our bound: waiting less would only bother it."""


_TOO_LONG = _TooLong()


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds from `now` on, at least 0; None where the value is neither number nor date."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:12])
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):  # the second for a zone of twenty digits
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)  # RFC 9110 §5.6.7: HTTP dates are always GMT
    return max((moment - now).total_seconds(), 0.0)


def _last(state: RetryCallState) -> Response:
    """No attempt is left: the last outcome stands, answer or failure."""
    if state.outcome is None:
        raise AssertionError("tenacity calls back only after an attempt")
    response: Response = state.outcome.result()
    return response


def _attempts(retrying: AsyncRetrying) -> int:
    number: int = retrying.statistics.get("attempt_number", 1)
    return number
