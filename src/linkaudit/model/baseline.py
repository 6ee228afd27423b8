"""What the user has accepted: findings that the baseline has, as it names them.

Values only. How the file looks, and what it does to a report, `baseline.py` knows.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class BaselineEntry:
    """One finding that is known; these fields and their order are also the order of the file."""

    path: str
    destination: str
    """What stands there: a destination, or a name in the text. Secrets read `***`."""
    rule: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """All that was accepted."""

    name: str
    """The file, as the user named it."""
    entries: frozenset[BaselineEntry]
    stale: tuple[BaselineEntry, ...] = ()
    """Those that a run looked for and did not find any more."""
    notes: tuple[str, ...] = ()
    """A line for each rule that the file has under an old id."""
