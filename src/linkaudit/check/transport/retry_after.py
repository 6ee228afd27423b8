"""What an answer says of asking again: in how long, or never.

Reads headers; waits for nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from linkaudit.model.http import Response

_GONE = frozenset({404, 410})  # no rate makes a page that is gone come back


def retry_after(value: str, now: datetime) -> float | None:
    """Retry-After in seconds from `now` on; None where it is neither number nor date.

    RFC 9110 §10.2.3.
    """
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:12])
    moment = http_date(value)
    return None if moment is None else max((moment - now).total_seconds(), 0.0)


def is_limit(response: Response, wait: float | None) -> bool:
    """Whether it says that too much is asked; `wait` is its Retry-After in seconds, if readable.

    429 does by itself (RFC 6585 §4), 503 with a Retry-After (RFC 9110 §15.6.4), and so does any
    other rejection that names a wait: GitHub limits with 403, RFC 9110 §15.5.14 lets 413 do it.
    """
    if response.status == 429:
        return True
    if response.status == 503:
        return "retry-after" in response.headers
    return 400 <= response.status < 500 and response.status not in _GONE and wait is not None


def http_date(value: str) -> datetime | None:
    """RFC 9110 §5.6.7, in all three forms; None for anything else."""
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):  # the second for a zone of twenty digits
        return None
    # HTTP dates are always GMT.
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
