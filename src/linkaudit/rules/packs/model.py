"""Packs: facts about names that ended or changed, as data with their sources.

Values, and how an entry is found by title, product and URL. Files are for `pack_file.py`;
which finding follows from a fact is for the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TypeAlias

from linkaudit.rules.lifecycle.migration_guides import is_migration_guide
from linkaudit.rules.packs.notices import SentenceTemplate
from linkaudit.rules.packs.path_patterns import PathPattern
from linkaudit.text.locales import is_language
from linkaudit.text.notices import triggers_of
from linkaudit.text.uri import host_of, path_of

Day: TypeAlias = date  # an entry has a field called `date`


class FactKind(StrEnum):
    RENAMED = "renamed"
    ENDS = "ends"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says, where it differs from the source that a fact goes by."""

    kind: FactKind
    date: Day
    source: str
    quote: str

    def has_ended_by(self, day: Day) -> bool:
        return self.kind is FactKind.ENDS and self.date <= day

    def is_closed_by(self, day: Day) -> bool:
        return self.kind is FactKind.CLOSED and self.date <= day


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: what happened to a name, when, and who says so."""

    id: str
    kind: FactKind
    names: tuple[str, ...]
    """The name then, and other spellings of it; the first is shown."""
    date: Day | None
    """The day it takes effect; the last of the month or year where only that is known."""
    source: str
    quote: str
    now: tuple[str, ...] = ()
    """The name since then, or the one it is listed under; the first is shown."""
    successor: str = ""
    slugs: tuple[str, ...] = ()
    """Whole path segments that are this subject."""
    paths: tuple[str, ...] = ()
    """Beginnings of paths that are this subject."""
    is_reused: bool = False
    """The old name now means something else, so meeting it proves nothing."""
    but_not: tuple[str, ...] = ()
    """Longer names that hold one of `names` and are something else."""
    until: Day | None = None
    """The first day on which it held no more: what was closed may open again."""
    period: str = ""
    """`2025-11` or `2025` where the day is not known."""
    announced: Day | None = None
    """The day of the announcement, which may be months before `date`."""
    announced_source: str = ""
    announced_quote: str = ""
    other: Claim | None = None
    """A source that ranks lower and says otherwise: the publisher's table beside its guide."""
    read_on: Day | None = None
    """When the source was read, where that is not the pack's day."""
    means: str = ""
    """What became of a renamed thing, with `{old}` and `{new}`, where it is not the same thing."""
    is_undated: bool = False
    """The source names no day: it had happened when that was read, which is then the date."""
    but_not_paths: tuple[str, ...] = ()
    """Beginnings of paths that `slugs` or `paths` would take in, and that are something else."""

    @property
    def when(self) -> str:
        """The date as far as it is known, for people."""
        if self.is_undated:
            return ""
        return self.period or (self.date.isoformat() if self.date else "")

    @property
    def known_since(self) -> Day | None:
        """The day from which it is reported: of its effect, or of the announcement."""
        return self.date or self.announced

    @property
    def claim(self) -> Claim | None:
        """What the fact's own source says, to be held against another."""
        day = self.known_since
        return Claim(self.kind, day, self.source, self.quote) if day else None

    def is_disputed(self, day: Day) -> bool:
        """Whether its sources disagree about what holds on a day, and not only on since when."""
        own, other = self.claim, self.other
        if own is None or other is None:
            return False
        if own.has_ended_by(day) != other.has_ended_by(day):
            return True
        return own.kind is other.kind and own.is_closed_by(day) != other.is_closed_by(day)

    def is_over(self, day: Day) -> bool:
        return self.until is not None and self.until <= day

    def is_named_in(self, text: str) -> bool:
        for longer in self.but_not:
            text = text.replace(longer, "")
        return any(_names(name, text) for name in self.names)

    def is_known_in(self, text: str) -> bool:
        """Whether a text has the new name, with or without the owner's."""
        if any(_names(name, text) for name in self.now):
            return True
        # "Data Firehose" is a part of the old name too, so that one is taken out first.
        for name in self.names:
            text = text.replace(name, "")
        short = (name.removeprefix("Amazon ").removeprefix("AWS ") for name in self.now)
        # One word alone is not a name: "Quick" may begin any sentence.
        return any(_names(name, text) for name in short if " " in name)


@dataclass(frozen=True, slots=True)
class Pack:
    """All facts of one publisher, and the hosts that they are about."""

    name: str
    hosts: frozenset[str]
    read_on: date
    entries: tuple[Fact, ...] = ()
    shapes: tuple[SentenceTemplate, ...] = ()
    """Sentences by which pages of these hosts speak of themselves."""
    moves: tuple[PathPattern, ...] = ()
    """Redirects on these hosts that mean a new name."""
    not_below: frozenset[str] = frozenset()
    """First parts of paths below which words mean something else."""

    def covers(self, uri: str) -> bool:
        return host_of(uri) in self.hosts

    @property
    def triggers(self) -> tuple[str, ...]:
        """The words by which the page reader keeps the sentences of this pack."""
        return triggers_of(shape.says for shape in self.shapes)

    @property
    def ids(self) -> frozenset[str]:
        facts: tuple[Fact | SentenceTemplate | PathPattern, ...] = (
            *self.entries,
            *self.shapes,
            *self.moves,
        )
        return frozenset(fact.id for fact in facts)

    def without(self, ids: frozenset[str]) -> Pack:
        return replace(
            self,
            entries=tuple(item for item in self.entries if item.id not in ids),
            shapes=tuple(item for item in self.shapes if item.id not in ids),
            moves=tuple(item for item in self.moves if item.id not in ids),
        )

    def is_theirs(self, path: str) -> bool:
        """Whether a path is one below which words are not this publisher's own."""
        segments = _segments(path)
        if segments and is_language(segments[0]) and segments[0] not in self.not_below:
            segments = segments[1:]
        return bool(segments) and segments[0] in self.not_below

    def by_subject(self, title: str, uri: str, day: date = date.min) -> Fact | None:
        """The ended or closed entry that a page's title or URL is about, on a day."""
        path = path_of(uri)
        place = below_language(path)
        candidates = [
            e
            for e in self.entries
            if e.kind is not FactKind.RENAMED
            and not e.is_over(day)
            and not place.startswith(e.but_not_paths)
        ]
        found = [e for e in candidates if e.is_named_in(title)]
        if not found:
            segments = [] if self.is_theirs(path) else _segments(path)
            # A list of posts by a word is about that word.
            if "tag" in segments:
                segments = segments[: segments.index("tag")]
            headlines = [f"-{segment}-" for segment in _segments(path)]
            found = [e for e in candidates if _is_at(e, place, segments, headlines)]
        return _nearest(e for e in found if not is_migration_guide(title, path, e.names))

    def returned(self, name: str, day: date) -> Fact | None:
        """The fact on a name that held once and is over by a day: it ended, and is back."""
        return next((e for e in self.entries if e.is_over(day) and e.is_named_in(name)), None)

    def renamed_to(self, product: str) -> Fact | None:
        """The renaming that gave this product its name."""
        renamings = (e for e in self.entries if e.kind is FactKind.RENAMED)
        return next((e for e in renamings if product in e.now), None)

    def renamed_from(self, title: str) -> Fact | None:
        """The renaming whose old name a title uses, where that name means nothing else now."""
        return _nearest(
            e
            for e in self.entries
            if e.kind is FactKind.RENAMED
            and not e.is_reused
            and e.is_named_in(title)
            and not e.is_known_in(title)
        )


def joined(own: Iterable[Pack], builtin: Iterable[Pack]) -> tuple[Pack, ...]:
    """A user's packs before the built-in ones; a later fact takes the place of one with its id."""
    taken: frozenset[str] = frozenset()
    found: list[Pack] = []
    for pack in reversed(tuple(own)):
        found.insert(0, pack.without(taken))
        taken |= pack.ids
    return (*found, *(pack.without(taken) for pack in builtin))


def on(when: str) -> str:
    """A day with the small word before it: "on 2025-11-24", "in 2025-11"."""
    return f"on {when}" if when.count("-") == 2 else f"in {when}"


def _nearest(entries: Iterable[Fact]) -> Fact | None:
    """ "SageMaker Profiler" is nearer the point than "SageMaker"."""
    return max(entries, key=lambda entry: len(entry.names[0]), default=None)


@cache
def _word_pattern(name: str) -> re.Pattern[str]:
    # "AWS::QuickSight::Template" is a type of resource, and keeps its name.
    return re.compile(rf"(?<![\w:-]){re.escape(name)}(?![\w-])")


def _names(name: str, title: str) -> bool:
    # Asked of every name for every link: most are not there at all.
    return name in title and _word_pattern(name).search(title) is not None


def _segments(path: str) -> list[str]:
    return [segment for segment in path.lower().split("/") if segment]


def below_language(path: str) -> str:
    """A path in small letters, without the language that it may begin with."""
    small = path.lower()
    first, _, rest = small.removeprefix("/").partition("/")
    return f"/{rest}" if is_language(first) else small


def _is_at(entry: Fact, place: str, segments: list[str], headlines: list[str]) -> bool:
    for slug in entry.slugs:
        if slug in segments:
            return True
        # A blog's slug is a whole headline: the name may be anywhere in it.
        if slug.startswith(("amazon-", "aws-")):
            within = f"-{slug}-"
            if any(within in _without_longer(headline, entry) for headline in headlines):
                return True
    return place.startswith(entry.paths)


def _without_longer(headline: str, entry: Fact) -> str:
    """ "aws-codestar-connections" is a longer name with "aws-codestar" inside."""
    for longer in entry.but_not:
        headline = headline.replace(re.sub(r"[^a-z0-9]+", "-", longer.lower()), "")
    return headline
