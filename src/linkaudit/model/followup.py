"""Questions that an audit asks once it has seen its links, and what came back.

Values only. Nothing here reads a file, opens a socket or looks at a clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from linkaudit.model.http import Answer, Failure


class ProbeKind(StrEnum):
    """What is looked for in the answer."""

    PAGE = "page"
    INDEX = "index"
    """What a guide lists: its table of contents, or its sitemap."""
    TWIN = "twin"
    """The same page as Markdown."""
    SNAPSHOT = "snapshot"
    """The copy of a page that an archive has."""


@dataclass(frozen=True, slots=True)
class Probe:
    """A URI that is no link's, and how its answer is to be read."""

    uri: str
    reading: ProbeKind


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One line of an index."""

    href: str
    """As written: it counts from the index."""
    title: str = ""


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """What came back. Facts only: whether it proves anything, rules decide."""

    question: Probe
    outcome: Answer | Failure
    listed: tuple[IndexEntry, ...] = ()
    observed_at: datetime | None = None

    @property
    def day(self) -> str:
        """The day on which it came, for evidence."""
        return self.observed_at.date().isoformat() if self.observed_at else ""
