"""The words of a refresh: candidates for facts, and what was read of each source.

Values only. Texts of sources are strangers' and pass `plain` before they are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import TypeAlias

from linkaudit.rules.packs.model import FactKind
from linkaudit.rules.packs.schema import MAX_TEXT
from linkaudit.text.redact import shown

Day: TypeAlias = date  # a candidate has a field called `date`

_OWNER = re.compile(r"(?:amazon|aws|the)\b\s*")
# "(Amazon SNS)" and "(successor to AWS Single Sign-On)" are no part of a name.
_SHORT = re.compile(r"\((?:(?:amazon|aws) )?[a-z0-9]{2,8}\)|\((?:successor|formerly)\b[^()]*\)")
_BETWEEN = re.compile(r"[^\w.+#]+")


class Origin(IntEnum):
    """Who says it; where two say the same, the lower one is quoted (issue 17, item 2)."""

    OWN_PAGE = 1
    TABLE = 2
    SDK_TEXT = 3
    """What the SDK's model of a service says in sentences."""
    SDK = 4
    """What the SDK has no longer, or marks as deprecated."""
    PERMISSIONS = 5
    GUIDES = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """One fact as a source has it: a kind of entry, a name, a day if the source has one."""

    origin: Origin
    kind: FactKind
    name: str
    source: str
    """A URL at which a person can look it up."""
    quote: str
    date: Day | None = None
    """When it takes effect."""
    announced: Day | None = None
    now: str = ""

    @property
    def day(self) -> Day | None:
        """The day of the effect, or else of the announcement."""
        return self.date or self.announced

    @property
    def key(self) -> tuple[str, FactKind, str]:
        """The same for all candidates that say the same of one name."""
        return folded(self.name), self.kind, folded(self.now)


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence that may say something and was not understood."""

    subject: str
    sentence: str
    source: str


@dataclass(frozen=True, slots=True)
class Source:
    """What became of one source."""

    name: str
    told: str
    """How much was read, or why nothing could be."""
    is_read: bool = True

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.told}" if self.is_read else f"not read: {self.name}: {self.told}"
        )


def plain(text: str) -> str:
    """A source's text on one line, fit for a pack: printable, redacted, at most MAX_TEXT long."""
    kept = "".join(char if char.isprintable() else " " for char in text[: 8 * MAX_TEXT])
    line = " ".join(shown(kept).split())
    line = "".join(char for char in line if char.isprintable())
    return line if len(line) <= MAX_TEXT else f"{line[: MAX_TEXT - 1].rstrip()}…"


def folded(name: str) -> str:
    """A name by which spellings of one product are equal: no owner, case, blanks, punctuation."""
    text = "".join(words_of(name))
    short = text.removeprefix("amazon").removeprefix("aws")  # "AmazonNimbleStudio"
    return short or text or name.casefold()


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, without its owner and a short form in parentheses."""
    text = _SHORT.sub(" ", name.casefold()).strip()
    found = _BETWEEN.sub(" ", _OWNER.sub("", text, count=1)).split()
    return tuple(filter(None, (word.rstrip(".") for word in found)))
