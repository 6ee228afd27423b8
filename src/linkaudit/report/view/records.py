"""Values as the formats for programs write them: moments, regions, evidence.

Text is redacted and has no control characters; how it is escaped is the format's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from linkaudit.model.document import Region
from linkaudit.model.report import Evidence
from linkaudit.text.redact import shown

_TO_THE_SECOND = len("2026-11-23T12:00:00")


def moment(at: datetime) -> str:
    """RFC 3339, in UTC, to the second."""
    return f"{at.isoformat()[:_TO_THE_SECOND]}Z"


def maybe(at: datetime | None) -> str | None:
    return moment(at) if at else None


def region(place: Region) -> dict[str, int]:
    """Lines and columns, counted from 1, the end exclusive."""
    return {
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }


def evidence(proof: Evidence) -> Mapping[str, object]:
    return {
        "source": proof.source,
        "quote": shown(proof.quote),
        "url": shown(proof.url) or None,
        "date": proof.date or None,
    }
