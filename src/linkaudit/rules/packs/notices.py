"""What a notice on a page means: known sentences, read for product, event and date.

Sentences as AWS and others write them, word for word, and those that packs add; a page that
merely speaks of an end of support uses other words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache

from linkaudit.text.brief import cut

_IN_NAME = r"(?:[^.,;:]|\.(?=\w))"  # "AWS SDK for Java 1.x", ".NET"
_NAME = r"(?P<name>(?:(?:The )?(?:Amazon|AWS|Alexa|SageMaker|Elastic)\b)" + _IN_NAME + r"{0,80}?)"
_DAY = r"[A-Z][a-z]+ \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
_DATE = rf"(?P<date>{_DAY})"


# A sign or a word that calls for attention.
_CALL = (
    r"(?:[^\w\s]+ ?)?(?:(?:(?i:note|notice|warning|important|attention|deprecated|archived)) ?"
    r"[:–—-] ?)?"
)
# What may follow: "no longer supported on Windows 7" and "updated daily" are no end of all.
_STOP = (
    r"(?=$|[.,;:!)(–—]| [–—-]| \(| (?:by (?:us|(?:(?:the|its|their) )?"
    r"(?:\w+ )?(?:author|owner|maintainer|developer|creator|team)s?)"
    r"|as|since|and|or|but|because|due|any ?more|after|here|now|it|please|in favou?r)\b)"
)
# "Archived to Amazon S3" is what one does with documents, "on Zenodo" with code worth keeping.
_ARCHIVED = (
    r"(?=$|[.,;:!)(–—]| [–—-]| since\b| by (?:the|its) (?:owner|author|maintainer)"
    r"| on (?:[A-Z][a-z]+\.? )?\d| (?:and|because|as) (?:is|it|no|not|now|read|will|un|kept|should"
    r"|may|has|its|closed|frozen|superseded|replaced|out|only))"
)
_PROPER = rf"[A-Z]{_IN_NAME}{{1,80}}?"  # the name of any product


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
    means: str = ""
    """What it says in plain words, where a pack has them."""


@dataclass(frozen=True, slots=True)
class SentenceTemplate:
    """One sentence of a pack, with places for date and names, and what it means."""

    id: str
    event: Event
    says: str
    """With `{date}`, `{name}` and `{now}` for what differs."""
    means: str = ""


_SHAPES = (
    (
        Event.ENDS,
        rf"(?:End of support notice:\s*)?On {_DATE}, AWS will (?:discontinue|end) support"
        rf" for (?:the )?{_NAME}\.?",
    ),
    (Event.ENDS, rf"AWS has decided to discontinue {_NAME}, with support ending on {_DATE}\.?"),
    (Event.ENDS, rf"{_NAME} was discontinued on {_DATE}\.?"),
    (
        Event.ENDS,
        rf"{_NAME} (?:(?:(?:has |will )?enter(?:ed)?|is in) maintenance mode"
        rf"(?: (?:as of|on) {_DAY})?,? and )?(?:will |has )?reach(?:ed|es)? end-of-support"
        rf" on {_DATE}\.?",
    ),
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
        rf"(?:NOTICE:? .*?|{_CALL})?(?:This|The) "
        r"(?P<name>post|page|article|document|repository|repo|project|guide|whitepaper|content|library"
        r"|package|plugin|crate|gem)"
        rf" (?:(?:has been|is|was) archived{_ARCHIVED}|is unmaintained{_STOP}|is deprecated{_STOP}"
        rf"|is no longer (?:actively )?(?:maintained|updated|supported){_STOP}"
        rf"|is not actively maintained{_STOP}|no longer reflects .+)(?!\w).*",
    ),
)
_COMPILED = tuple((event, re.compile(shape)) for event, shape in _SHAPES)


# What may stand in the places of a pack's sentence.
PLACES = {
    "date": r"(?P<date>[A-Z][a-z]+\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{4}-\d{2}-\d{2})",
    "name": rf"(?P<name>{_IN_NAME}{{1,80}}?)",
    "now": rf"(?P<now>{_IN_NAME}{{1,80}}?)",
}


@cache
def pattern_of(sentence: str) -> re.Pattern[str]:
    """A pack's sentence as a pattern; its full stop may be missing on the page."""
    text = re.escape(sentence.rstrip("."))
    for place, words in PLACES.items():
        text = text.replace(re.escape(f"{{{place}}}"), words)
    return re.compile(rf"{text}\.?")


def understand(
    sentences: tuple[str, ...], shapes: tuple[SentenceTemplate, ...] = ()
) -> tuple[Notice, ...]:
    """The sentences of a known shape, with what they say; a pack knows its pages best."""
    patterns = [(shape.event, pattern_of(shape.says), shape.means) for shape in shapes]
    patterns += [(event, pattern, "") for event, pattern in _COMPILED]
    found = (_understood(sentence, patterns) for sentence in sentences)
    return tuple(notice for notice in found if notice is not None)


def _understood(sentence: str, patterns: list[tuple[Event, re.Pattern[str], str]]) -> Notice | None:
    for event, pattern, means in patterns:
        match = pattern.fullmatch(sentence)
        if match:
            words = match.groupdict(default="")
            name, now, said = (cut(words.get(key, "")) for key in ("name", "now", "date"))
            day = _day(said)
            means = means.replace("{date}", day.isoformat() if day else said)
            means = means.replace("{name}", name).replace("{now}", now)
            return Notice(event, name, day, sentence, now, means)
    return None


def _day(text: str) -> date | None:
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)|[.,]", "", text)
    for form in ("%B %d %Y", "%b %d %Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(plain, form).date()
        except ValueError:
            continue
    return None
