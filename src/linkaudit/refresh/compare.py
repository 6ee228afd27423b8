"""Candidates held against the packs: what is new, what contradicts, what is known already.

Values in, values out. Says which facts of a pack a candidate differs from; which of the two is
right, a person finds out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from linkaudit.refresh.candidate import Candidate, Origin, folded, words_of
from linkaudit.rules.packs.model import Fact, FactKind, Pack


@dataclass(frozen=True, slots=True)
class Proposal:
    """A candidate that the packs lack, with everything that a person needs to decide."""

    candidate: Candidate
    id: str
    against: tuple[Fact, ...] = ()
    """Facts of the packs on the same name that say something else."""
    also: tuple[Candidate, ...] = ()
    """Other sources that say the same of the same name, with their own days."""

    @property
    def announcement(self) -> Candidate | None:
        """The source that has the day of the announcement."""
        return next((one for one in (self.candidate, *self.also) if one.announced), None)

    @property
    def other(self) -> Candidate | None:
        """A source of lower rank with another day of effect."""
        own = self.candidate.date
        return next((one for one in self.also if own and one.date and one.date != own), None)

    @property
    def further(self) -> tuple[Candidate, ...]:
        """The other sources that are neither of these."""
        return tuple(one for one in self.also if one not in (self.announcement, self.other))


def proposals(candidates: Iterable[Candidate], packs: Sequence[Pack]) -> tuple[Proposal, ...]:
    """What is left for a person, by name; the same for the same candidates in any order."""
    entries = [entry for pack in packs for entry in pack.entries]
    groups: dict[tuple[str, FactKind, str], list[Candidate]] = {}
    for one in sorted(candidates, key=_order):
        groups.setdefault(one.key, []).append(one)
    ending = {name for name, kind, _ in groups if kind is FactKind.ENDS}
    ids = {id_ for pack in packs for id_ in pack.ids}
    found = []
    for first, *others in groups.values():
        about = [entry for entry in entries if is_about(entry, first.name)]
        if any(_says(entry, first) for entry in about) or _is_part(first, entries):
            continue
        if (
            first.kind is FactKind.CLOSED
            and folded(first.name) in ending
            and any(entry.kind is FactKind.ENDS for entry in about)
        ):
            continue  # a stage on the way to the end that the pack has
        id_ = _id(first, about, ids)
        ids.add(id_)
        found.append(Proposal(first, id_, tuple(about), _distinct(first, others)))
    return tuple(found)


def is_about(entry: Fact, name: str) -> bool:
    """Whether a fact of a pack is on this name: one of its own, or its row in a table."""
    wanted = folded(name)
    cells = (cell for _, _, quote in _claims(entry) for cell in re.split(r"[|:]", quote))
    return any(wanted == folded(known) for known in (*entry.names, *entry.now, *cells))


def _is_part(candidate: Candidate, entries: Iterable[Fact]) -> bool:
    """A model of a part of what has ended: "AWS IoT Events Data" went with AWS IoT Events."""
    words = words_of(candidate.name)
    whole = (words_of(name) for e in entries if e.kind is FactKind.ENDS for name in e.names)
    return (
        candidate.day is None
        and candidate.kind is FactKind.ENDS
        and any(own and words[: len(own)] == own for own in whole)
    )


def _says(entry: Fact, candidate: Candidate) -> bool:
    """Whether the pack has this fact: the kind, and the day if the source has one."""
    if candidate.kind is FactKind.RENAMED:
        return folded(candidate.now) in map(folded, (*entry.names, *entry.now))
    if candidate.day is None:
        # Without a day there is no more to learn of what has ended.
        return entry.kind in (candidate.kind, FactKind.ENDS)
    return any(kind is candidate.kind and candidate.day == day for kind, day, _ in _claims(entry))


def _claims(entry: Fact) -> Iterator[tuple[FactKind, date | None, str]]:
    """Each kind and day that a fact gives, with the words of its source."""
    yield entry.kind, entry.date, entry.quote
    # A fact may also have the day of its announcement, and what another source says otherwise.
    if entry.announced:
        yield entry.kind, entry.announced, entry.announced_quote
    if other := entry.other:
        yield other.kind, other.date, other.quote


def _distinct(first: Candidate, others: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """One more of each source, and none that says the same in the same words."""
    told = {(first.source, first.quote)}
    kept = []
    for one in others:
        if (one.source, one.quote) not in told:
            told.add((one.source, one.quote))
            kept.append(one)
    return tuple(kept)


def _order(one: Candidate) -> tuple[str, str, Origin, str, str, str, str]:
    """By name and kind; of the same, the source that counts most stands first."""
    name = folded(one.name)
    return name, one.kind, one.origin, str(one.day or ""), one.now, one.source, one.quote


def _id(candidate: Candidate, about: Sequence[Fact], taken: set[str]) -> str:
    """The id of the fact that it would replace, else one made of the name."""
    own = [entry.id for entry in about if entry.kind is candidate.kind]
    if len(own) == 1 and candidate.kind is not FactKind.RENAMED:
        return own[0]
    words = re.findall(r"[a-z0-9]+", candidate.name.lower())[:12]
    ending = ["renamed"] if candidate.kind is FactKind.RENAMED else []
    made = "-".join([*words, *ending]) or "fact"
    number, id_ = 1, made
    while id_ in taken:
        number += 1
        id_ = f"{made}-{number}"
    return id_
