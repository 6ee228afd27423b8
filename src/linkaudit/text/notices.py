"""Sentences by which a page speaks of its own end, new name or neglect: one table.

The page reader looks for the triggers, the rules read the whole sentences. A trigger is a part of
its sentence, so the reader misses none. Sentences as AWS and others write them, word for word; a
page that merely speaks of an end of support uses other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

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
_THIS = (  # a page, or what it holds
    rf"(?:NOTICE:? .*?|{_CALL})?(?:This|The) "
    r"(?P<name>post|page|article|document|repository|repo|project|guide|whitepaper|content|library"
    r"|package|plugin|crate|gem)"
)
_REST = r"(?!\w).*"


class Event(StrEnum):
    ENDS = "ends"
    CLOSED = "closed"
    RENAMED = "renamed"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: patterns around the words that every page with it has."""

    event: Event
    before: str
    triggers: tuple[str, ...]
    """Plain words; one of them is in the sentence."""
    after: str

    @property
    def pattern(self) -> str:
        """With groups `name`, `date` and `now` for what differs."""
        return f"{self.before}(?:{'|'.join(map(re.escape, self.triggers))}){self.after}"


SENTENCES = (
    Sentence(
        Event.ENDS,
        rf"(?:End of support notice:\s*)?On {_DATE}, AWS will ",
        ("discontinue support", "end support"),
        rf" for (?:the )?{_NAME}\.?",
    ),
    Sentence(
        Event.ENDS,
        "AWS has ",
        ("decided to discontinue",),
        rf" {_NAME}, with support ending on {_DATE}\.?",
    ),
    Sentence(Event.ENDS, f"{_NAME} ", ("was discontinued on",), rf" {_DATE}\.?"),
    Sentence(
        Event.ENDS,
        rf"{_NAME} (?:(?:(?:has |will )?enter(?:ed)?|is in) maintenance mode"
        rf"(?: (?:as of|on) {_DAY})?,? and )?(?:will |has )?",
        ("reach end-of-support", "reached end-of-support", "reaches end-of-support"),
        rf" on {_DATE}\.?",
    ),
    Sentence(
        Event.CLOSED,
        rf"{_NAME} (?:is|will be|will) no longer (?:be )?",
        ("open to new customers", "available to new customers"),
        rf"(?: (?:starting|effective|after|from|as of)(?: on)? {_DATE})?\b.*",
    ),
    Sentence(
        Event.RENAMED,
        rf"On {_DATE}, (?P<name>{_PROPER}) ",
        ("was renamed to",),
        rf" (?P<now>{_PROPER})\.?",
    ),
    Sentence(
        Event.RENAMED,
        rf"(?P<now>{_PROPER}) was ",
        ("previously known as",),
        rf" (?P<name>{_PROPER})\.?",
    ),
    Sentence(
        Event.RENAMED,
        rf"(?P<now>{_PROPER}) (?:is|was) ",
        ("formerly known as", "formerly called"),
        rf" (?P<name>{_PROPER})\.?",
    ),
    Sentence(
        Event.STALE,
        rf"{_THIS} ",
        ("has been archived", "is archived", "was archived"),
        f"{_ARCHIVED}{_REST}",
    ),
    Sentence(
        Event.STALE,
        rf"{_THIS} is ",
        (
            *("unmaintained", "deprecated", "not actively maintained"),
            *("no longer maintained", "no longer updated", "no longer supported"),
            *("no longer actively maintained", "no longer actively updated"),
            "no longer actively supported",
        ),
        f"{_STOP}{_REST}",
    ),
    Sentence(Event.STALE, f"{_THIS} ", ("no longer reflects",), f" .+{_REST}"),
)
TRIGGERS = tuple(trigger for sentence in SENTENCES for trigger in sentence.triggers)

# What may stand in the places of a pack's sentence.
PLACES = {
    "date": r"(?P<date>[A-Z][a-z]+\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{4}-\d{2}-\d{2})",
    "name": rf"(?P<name>{_IN_NAME}{{1,80}}?)",
    "now": rf"(?P<now>{_IN_NAME}{{1,80}}?)",
}
_PLACE = re.compile(r"\{[a-z]+\}")


def triggers_of(templates: Iterable[str]) -> tuple[str, ...]:
    """The triggers of a pack's sentences: of each, the longest words between its places."""
    parts = (_PLACE.split(template) for template in templates)
    return tuple(dict.fromkeys(max((p.strip(" .") for p in own), key=len) for own in parts))
