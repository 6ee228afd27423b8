"""What crosses the seam of checking: items of work in, what was seen of each out.

Data only, so that who carries the work may be in another process.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from linkaudit.model.followup import ProbeKind, ProbeResult
from linkaudit.model.report import Observation


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One URI to be asked: a target of links, or a probe."""

    uri: str
    conditions: tuple[tuple[str, str], ...] = ()
    """Headers that ask whether an earlier copy still holds. RFC 9110 §13.1."""
    texts: tuple[str, ...] = ()
    """Text directives to be looked up in the page."""
    has_fragment: bool = True
    """Whether a link to it has a fragment; else the top of a long page may be enough."""
    reading: ProbeKind | None = None
    """How the answer to a probe is read; None for a target."""


Sighting = Observation | ProbeResult

Emit = Callable[[WorkItem, Sighting], Awaitable[Sequence[WorkItem]]]
"""Takes what was seen of an item; returns what has to be asked because of it."""
