"""What a notice on a page means: sentences of a pack, and those that the grammar understands.

The grammar is in `rules/hearing/`; packs add sentences of their own, word for word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from linkaudit.text.brief import cut
from linkaudit.text.notices import PLACES, Event

if TYPE_CHECKING:
    from linkaudit.rules.hearing.said import Said


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
    names: tuple[str, ...] = ()
    """All that may be what ends, where that is more than the name: a list, and its members."""
    when: str = ""
    """The date as far as it is named: `2026-12` or `2026`; empty for a day."""
    is_planned: bool = False
    """It has not happened yet, by its words."""
    is_dateless: bool = False
    """No day is named at all; else one without a date is none that a calendar has."""
    is_this: bool = False
    """Of "this page", "this project" or the like: the name is that word."""
    is_passing: bool = False
    """A former name in brackets, in a sentence about something else."""


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
    """What these sentences say of an end, a closing, a new name or neglect.

    A pack knows its pages best. One sentence may say two things: "closed" and "ending".
    """
    return tuple(notice for sentence in sentences for notice in _understood(sentence, shapes))


def _understood(sentence: str, shapes: tuple[SentenceTemplate, ...]) -> Iterator[Notice]:
    for shape in shapes:
        match = pattern_of(shape.says).fullmatch(sentence)
        if match:
            yield _of_pack(sentence, shape, match.groupdict(default=""))
            return
    for said in _heard(sentence):
        yield _of_grammar(sentence, said)


@lru_cache(maxsize=4096)  # a banner stands on each page of a guide, and several rules ask
def _heard(sentence: str) -> tuple[Said, ...]:
    # Imported here: its patterns take an eighth of a start, and most pages say nothing of the kind.
    from linkaudit.rules.hearing.english import hear
    from linkaudit.rules.hearing.translated import hear_translated

    return hear(sentence) or tuple(hear_translated(sentence))


def _of_pack(sentence: str, shape: SentenceTemplate, words: dict[str, str]) -> Notice:
    from linkaudit.rules.hearing.days import days_in

    name, now, said = (cut(words.get(key, "")) for key in ("name", "now", "date"))
    day = next((day.at for day in days_in(said)[1]), None)
    means = shape.means.replace("{date}", day.isoformat() if day else said)
    means = means.replace("{name}", name).replace("{now}", now)
    # What a pack's sentence on neglect names is for the pack to know.
    is_this = shape.event is Event.STALE
    return Notice(shape.event, name, day, sentence, now, means, is_this=is_this)


def _of_grammar(sentence: str, said: Said) -> Notice:
    return Notice(
        said.event,
        cut(said.names[0]),
        said.day,
        sentence,
        cut(said.now),
        names=said.names if len(said.names) > 1 else (),
        when=said.when if said.day and said.when != said.day.isoformat() else "",
        is_planned=said.is_planned,
        is_dateless=not said.when,
        is_this=said.is_this,
        is_passing=said.is_passing,
    )
