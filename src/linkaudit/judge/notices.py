"""What a notice on a page means: known sentences, read for product, event and date.

Sentences as AWS and others write them, word for word; a page that merely speaks of an
end of support uses other words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

_NAME = r"(?P<name>(?:(?:The )?(?:Amazon|AWS|Alexa|SageMaker|Elastic)\b)[^.,;:]{0,80}?)"
_DATE = r"(?P<date>[A-Z][a-z]+ \d{1,2}(?:st|nd|rd|th)?,? \d{4})"


_PROPER = r"[A-Z][^.,;:]{1,80}?"  # the name of any product


class Event(StrEnum):
    ENDS = "ends"
    CLOSED = "closed"
    RENAMED = "renamed"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence understood."""

    event: Event
    name: str
    date: date | None
    sentence: str
    now: str = ""
    """The new name, where the sentence tells of one."""


_SHAPES = (
    (
        Event.ENDS,
        rf"(?:End of support notice:\s*)?On {_DATE}, AWS will (?:discontinue|end) support"
        rf" for {_NAME}\.?",
    ),
    (Event.ENDS, rf"AWS has decided to discontinue {_NAME}, with support ending on {_DATE}\.?"),
    (Event.ENDS, rf"{_NAME} was discontinued on {_DATE}\.?"),
    (
        Event.CLOSED,
        rf"{_NAME} (?:is|will be|will) no longer (?:be )?(?:open|available) to new customers"
        rf"(?: (?:starting|effective|after|from|as of)(?: on)? {_DATE})?\b.*",
    ),
    (Event.RENAMED, rf"On {_DATE}, (?P<name>{_PROPER}) was renamed to (?P<now>{_PROPER})\.?"),
    (Event.RENAMED, rf"(?P<now>{_PROPER}) was previously known as (?P<name>{_PROPER})\.?"),
    (
        Event.RENAMED,
        rf"(?P<now>{_PROPER}) (?:is|was) formerly (?:known as|called) (?P<name>{_PROPER})\.?",
    ),
    (
        Event.STALE,
        r"(?:NOTICE:? .*?)?(?:This|The) "
        r"(?P<name>post|page|article|document|repository|project|guide|whitepaper|content|library)"
        # "Archived to Amazon S3" is what one does with documents.
        r" (?:(?:has been|is|was) archived(?= by| on| since| and|[.,;]|$)"
        r"|is unmaintained|is deprecated"
        r"|is no longer (?:actively )?(?:maintained|updated|supported)"
        r"|is not actively maintained|no longer reflects .+)(?!\w).*",
    ),
)
_COMPILED = tuple((event, re.compile(shape)) for event, shape in _SHAPES)


def understand(sentences: tuple[str, ...]) -> tuple[Notice, ...]:
    """The sentences of a known shape, with what they say."""
    found = []
    for sentence in sentences:
        for event, shape in _COMPILED:
            match = shape.fullmatch(sentence)
            if match:
                words = match.groupdict(default="")
                name, now = words.get("name", ""), words.get("now", "")
                found.append(Notice(event, name, _day(words.get("date", "")), sentence, now))
                break
    return tuple(found)


def _day(text: str) -> date | None:
    if not text:
        return None
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)", "", text).replace(",", "")
    try:
        return datetime.strptime(plain, "%B %d %Y").date()
    except ValueError:
        return None
