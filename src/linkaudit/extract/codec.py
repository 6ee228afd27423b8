"""An extraction as bytes and back: what the state keeps, and what processes hand each other.

JSON, since bytes from a file may be anybody's: reading them runs no code, and what is not
ours to the last number is nothing. Two lists, one of numbers and one of texts, both by
column: each is then checked in one go, and made into values by loops that run in C.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice, repeat
from typing import TypeVar

from linkaudit.model.document import (
    Defect,
    Extraction,
    Link,
    LinkKind,
    Place,
    Problem,
    Region,
    Suppression,
)

_T = TypeVar("_T")

# A member's number is its place here: add behind the last one, or raise `REVISION`.
_KINDS = (
    LinkKind.INLINE,
    LinkKind.REFERENCE,
    LinkKind.AUTOLINK,
    LinkKind.BARE,
    LinkKind.IMAGE,
    LinkKind.HTML,
)
_DEFECTS = (None, Defect.UNDEFINED, Defect.UNUSED, Defect.DUPLICATE, Defect.ELSEWHERE)
_HEAD = 7  # numbers before the first column

_WRONG = (ValueError, TypeError, IndexError, OverflowError, RecursionError)


def encode(extraction: Extraction) -> bytes:
    """All of an extraction but the path, which is not the content's."""
    links, silencing = extraction.links, extraction.suppressions
    uses = [place for link in links for place in link.uses]
    rules = [sorted(suppression.rules) for suppression in silencing]
    has_urls = any(link.url != link.destination for link in links)
    day = extraction.published.toordinal() if extraction.published else 0
    numbers = [
        *(len(links), len(uses), len(silencing), sum(map(len, rules))),
        *(len(extraction.problems), has_urls, day),
        *(link.region.line for link in links),
        *(link.region.column for link in links),
        *(link.region.end_line for link in links),
        *(link.region.end_column for link in links),
        *(_KINDS.index(link.kind) for link in links),
        *(_DEFECTS.index(link.defect) for link in links),
        *(len(link.uses) for link in links),
        *(place.line for place in uses),
        *(place.column for place in uses),
        *(suppression.place.line for suppression in silencing),
        *(suppression.place.column for suppression in silencing),
        *(suppression.first for suppression in silencing),
        *(suppression.last for suppression in silencing),
        *map(len, rules),
    ]
    texts = [
        *(link.destination for link in links),
        *(link.text for link in links),
        *(link.url for link in links if has_urls),
        *(rule for some in rules for rule in some),
        *(problem.message for problem in extraction.problems),
    ]
    return json.dumps([list(map(int, numbers)), texts], separators=(",", ":")).encode()


def decode(data: bytes, path: str) -> Extraction | None:
    """The extraction of the document at `path`; None for bytes that `encode` did not make."""
    try:
        numbers, texts = json.loads(data)
        "".join(texts)  # raises where one is no text
        # Raises where one is no number, or below 0, or no size that a document can have.
        return _read(array("I", numbers).tolist(), texts, path)
    except _WRONG:
        return None


def _read(numbers: Sequence[int], texts: Sequence[str], path: str) -> Extraction:
    count, used, silenced, ruled, troubled, has_urls, day = numbers[:_HEAD]
    columns = _columns(numbers, _HEAD, [count] * 7 + [used] * 2 + [silenced] * 5)
    words = _columns(texts, 0, [count, count, count * has_urls, ruled, troubled])
    places = map(Place, columns[7], columns[8])
    links = map(
        Link,
        repeat(path, count),
        map(Region, *columns[:4]),
        words[0],
        words[2] if has_urls else words[0],
        words[1],
        map(_KINDS.__getitem__, columns[4]),
        _grouped(places, columns[6], used),
        map(_DEFECTS.__getitem__, columns[5]),
    )
    return Extraction(
        path,
        tuple(links),
        tuple(
            map(
                Suppression,
                map(Place, columns[9], columns[10]),
                columns[11],
                columns[12],
                map(frozenset, _grouped(words[3], columns[13], ruled)),
            )
        ),
        tuple(map(Problem, repeat(path, troubled), words[4])),
        date.fromordinal(day) if day else None,
    )


def _columns(items: Sequence[_T], start: int, lengths: Iterable[int]) -> list[Sequence[_T]]:
    """The items cut into columns; raises ValueError where they do not come out even."""
    columns = []
    for length in lengths:
        columns.append(items[start : start + length])
        start += length
    if start != len(items):
        raise ValueError("columns do not come out even")
    return columns


def _grouped(items: Iterable[_T], sizes: Sequence[int], count: int) -> Iterator[tuple[_T, ...]]:
    """The items in tuples of these sizes; raises ValueError where they do not come out even."""
    if sum(sizes) != count:
        raise ValueError("groups do not come out even")
    if count == len(sizes) == sizes.count(1):
        return zip(items)  # nearly always: a link shows once
    rest = iter(items)
    return (tuple(islice(rest, size)) for size in sizes)
