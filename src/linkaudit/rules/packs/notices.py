"""What a notice on a page means: known sentences, read for product, event and date.

Which sentences there are, `text/notices.py` says; packs add their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from linkaudit.text.brief import cut
from linkaudit.text.notices import PLACES, SENTENCES, Event

_COMPILED = tuple((one.event, re.compile(one.pattern)) for one in SENTENCES)


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence understood."""

    event: Event
    name: str
    date: date | None
    sentence: str
    now: str = ""
    """The new name, where the sentence gives one."""
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
