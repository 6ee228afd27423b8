"""The facts of packs as a list, searched by words.

Values in, values out. Sentences of pages are no facts and are left out; how a row looks is for the
reporters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from linkaudit.rules.packs.model import Fact, Pack
from linkaudit.rules.packs.path_patterns import PathPattern
from linkaudit.text.uri import path_of

MOVE = "moved"


@dataclass(frozen=True, slots=True)
class ListedFact:
    """One fact, with all that a list shows of it."""

    pack: str
    id: str
    kind: str
    """A kind of entry, or `moved` for redirects that mean a new name."""
    names: tuple[str, ...]
    """The first is the name it is best known by; of redirects, the patterns of their paths."""
    source: str
    quote: str
    read_on: date
    age: int
    """Days since it was read; never less than 0."""
    date: str = ""
    """A day, or a month or year where no more is known."""
    announced: str = ""
    until: str = ""
    now: tuple[str, ...] = ()
    successor: str = ""
    addresses: tuple[str, ...] = ()
    """Parts and beginnings of paths that are this subject."""


def listed(packs: Iterable[Pack], words: Iterable[str], today: date) -> tuple[ListedFact, ...]:
    """The facts that have all the words, in the order of the packs.

    A word is looked for within ids, kinds, names, addresses and sources, whatever its case; a URL
    finds the facts on what it leads to.
    """
    wanted = tuple(words)
    return tuple(
        row
        for pack in packs
        for fact, row in _rows(pack, today)
        if all(_has(pack, fact, row, word) for word in wanted)
    )


def _rows(pack: Pack, today: date) -> Iterator[tuple[Fact | None, ListedFact]]:
    for entry in pack.entries:
        yield entry, _of_entry(pack, entry, today)
    for move in pack.moves:
        yield None, _of_move(pack, move, today)


def _of_entry(pack: Pack, entry: Fact, today: date) -> ListedFact:
    # A fact may have the day of its announcement, and a day of its own on which it was read.
    announced = entry.announced
    read_on = entry.read_on or pack.read_on
    return ListedFact(
        pack.name,
        entry.id,
        entry.kind.value,
        entry.names,
        entry.source,
        entry.quote,
        read_on,
        _age(read_on, today),
        entry.when,
        announced.isoformat() if announced else "",
        entry.until.isoformat() if entry.until else "",
        entry.now,
        entry.successor,
        (*entry.slugs, *entry.paths),
    )


def _of_move(pack: Pack, move: PathPattern, today: date) -> ListedFact:
    age = _age(pack.read_on, today)
    return ListedFact(
        pack.name, move.id, MOVE, move.patterns, move.source, move.quote, pack.read_on, age
    )


def _age(read_on: date, today: date) -> int:
    return max(0, (today - read_on).days)


def _has(pack: Pack, fact: Fact | None, row: ListedFact, word: str) -> bool:
    if "://" in word:
        return fact is not None and pack.covers(word) and _is_about(pack, fact, word)
    held = (row.pack, row.id, row.kind, row.successor, row.source)
    texts = (*held, *row.names, *row.now, *row.addresses)
    return any(word.casefold() in text.casefold() for text in texts)


def _is_about(pack: Pack, fact: Fact, uri: str) -> bool:
    """Whether a URL alone is enough to find the fact, as for a page without a title."""
    if replace(pack, entries=(fact,)).by_subject("", uri) is not None:
        return True
    path = path_of(uri)
    # A name that changed is found by titles; its address is listed all the same.
    return any(path.startswith(f"/{slug}/") for slug in fact.slugs)
