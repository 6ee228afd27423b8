"""What an answer says of asking again: in how long, or never.

Reads headers; waits for nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def retry_after(value: str, now: datetime) -> float | None:
    """Retry-After in seconds from `now` on; None where it is neither number nor date.

    RFC 9110 §10.2.3.
    """
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:12])
    moment = http_date(value)
    return None if moment is None else max((moment - now).total_seconds(), 0.0)


def http_date(value: str) -> datetime | None:
    """RFC 9110 §5.6.7, in all three forms; None for anything else."""
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):  # the second for a zone of twenty digits
        return None
    # HTTP dates are always GMT.
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
