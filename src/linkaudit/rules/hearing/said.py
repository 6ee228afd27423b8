"""What one sentence says of a product: which end, when, and of what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from linkaudit.text.notices import Event


@dataclass(frozen=True, slots=True)
class Said:
    """One event, understood. Whether it is the page's own is not known here."""

    event: Event
    names: tuple[str, ...]
    """As written; of a renaming, the old ones."""
    day: date | None = None
    when: str = ""
    """The day as far as it is named."""
    now: str = ""
    """The new name."""
    is_planned: bool = False
    """It has not happened yet, by the words alone."""
    is_this: bool = False
    """Of "this page", "this project" or the like: the name is that word."""
    is_passing: bool = False
    """A former name in brackets or behind a comma, where the sentence is about other things."""
