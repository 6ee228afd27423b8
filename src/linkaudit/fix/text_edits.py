"""New characters at places of a text, and where everything else is afterwards.

Knows lines and columns; nothing of Markdown. Line ends are never touched.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from linkaudit.model.document import Place, Region

_LINE_END = re.compile(r"(\r\n|\n|\r)")  # CommonMark §2.1
MARKS_OF_LINE = " \t>"  # quotes and indentation: what a new line takes over from the next one


@dataclass(frozen=True, slots=True, order=True)
class Replacement:
    """New characters for a stretch of one line; columns count from 1, the end is exclusive."""

    line: int
    start: int
    end: int
    before: str
    """What comes before the new destination, such as `<`."""
    body: str
    after: str

    @property
    def text(self) -> str:
        return self.before + self.body + self.after


@dataclass(frozen=True, slots=True, order=True)
class NewLine:
    """A line of its own, put before the line of this number."""

    line: int
    text: str


TextEdit = Replacement | NewLine


@dataclass(frozen=True, slots=True)
class Lines:
    """A text as its lines and what ends each of them; the last one's end is empty."""

    contents: tuple[str, ...]
    ends: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Lines:
        parts = _LINE_END.split(text)
        return cls(tuple(parts[::2]), (*parts[1::2], ""))

    def content(self, line: int) -> str:
        return self.contents[line - 1]

    @property
    def has_lone_returns(self) -> bool:
        """Old Mac line ends, which neither git nor diff take for any."""
        return "\r" in self.ends

    def with_pieces(self, pieces: Sequence[TextEdit]) -> str:
        """The text with all of them; they may not overlap."""
        edits: dict[int, list[Replacement]] = {}
        new: dict[int, str] = {}
        for piece in sorted(pieces, key=lambda piece: (piece.line, isinstance(piece, Replacement))):
            if isinstance(piece, Replacement):
                edits.setdefault(piece.line, []).append(piece)
            else:
                end = self.ends[piece.line - 1] or next(filter(None, self.ends), "\n")
                new[piece.line] = new.get(piece.line, "") + piece.text + end
        parts = []
        for number, (content, end) in enumerate(zip(self.contents, self.ends, strict=True), 1):
            parts += [new.get(number, ""), _edited(content, edits.get(number, ())), end]
        return "".join(parts)


def _edited(content: str, edits: Sequence[Replacement]) -> str:
    parts, position = [], 0
    for edit in sorted(edits):
        parts += [content[position : edit.start - 1], edit.text]
        position = edit.end - 1
    return "".join([*parts, content[position:]])


def overlap(pieces: Sequence[TextEdit]) -> bool:
    """Whether two of them claim the same characters."""
    edits = sorted(piece for piece in pieces if isinstance(piece, Replacement))
    return any(one.line == other.line and other.start < one.end for one, other in pairwise(edits))


class Shift:
    """From places of the old text to the same places in the new one."""

    def __init__(self, pieces: Sequence[TextEdit]) -> None:
        self._new_lines = sorted(piece.line for piece in pieces if isinstance(piece, NewLine))
        self._ends: dict[int, list[int]] = {}
        self._grown: dict[int, list[int]] = {}
        self._starts: dict[Replacement, int] = {}
        for edit in sorted(piece for piece in pieces if isinstance(piece, Replacement)):
            grown = self._grown.setdefault(edit.line, [0])
            self._starts[edit] = edit.start + grown[-1]
            self._ends.setdefault(edit.line, []).append(edit.end)
            grown.append(grown[-1] + len(edit.text) - (edit.end - edit.start))

    def line(self, line: int) -> int:
        return line + bisect_right(self._new_lines, line)

    def start(self, edit: Replacement) -> Place:
        """Where the characters of an edit begin."""
        return Place(self.line(edit.line), self._starts[edit])

    def place(self, place: Place) -> Place:
        """Where something begins now; what ends there is before it."""
        return self._moved(place, bisect_right(self._ends.get(place.line, []), place.column))

    def region(self, region: Region) -> Region:
        """Where a stretch that no edit touches is now."""
        first = self.place(Place(region.line, region.column))
        end = Place(region.end_line, region.end_column)
        if end == Place(region.line, region.column):
            return Region(first.line, first.column, first.line, first.column)
        # An edit that ends exactly where the stretch does begins there too.
        last = self._moved(end, bisect_left(self._ends.get(end.line, []), end.column))
        return Region(first.line, first.column, last.line, last.column)

    def _moved(self, place: Place, edits: int) -> Place:
        by = self._grown[place.line][edits] if edits else 0
        return Place(self.line(place.line), place.column + by)
