"""The hunks between a document and its fixed text, as in a unified diff.

Exact text: `render.py` makes it safe for a terminal, `patch.py` makes a patch for git. Not by
`difflib`, whose time grows with the square of lines that repeat (12 s for 8,000 empty ones): which
lines belong together is known, since an edit changes no line's end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linkaudit.fix.apply import FixedDocument

CONTEXT = 3  # lines around a change, as diff and git have by default


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines with their marks (` `, `-` or `+`); the numbers count from 1."""

    old_start: int
    new_start: int
    lines: tuple[tuple[str, str], ...]

    @property
    def old_count(self) -> int:
        return sum(mark != "+" for mark, _ in self.lines)

    @property
    def new_count(self) -> int:
        return sum(mark != "-" for mark, _ in self.lines)

    @property
    def old_end(self) -> int:
        """The first line of the old text behind it."""
        return self.old_start + self.old_count

    @property
    def head(self) -> str:
        return f"@@ -{self.old_start},{self.old_count} +{self.new_start},{self.new_count} @@"


def hunks(fixed: FixedDocument) -> list[Hunk]:
    """The changed lines with what is around them; a line ends at LF, as git sees it."""
    rows = list(_rows(fixed))
    changed = [number for number, (mark, _) in enumerate(rows) if mark != " "]
    found, old, new, position = [], 1, 1, 0
    for first, last in _stretches(changed, len(rows)):
        old, new = old + first - position, new + first - position  # all between is the same
        hunk = Hunk(old, new, tuple(rows[first:last]))
        found.append(hunk)
        old, new, position = old + hunk.old_count, new + hunk.new_count, last
    return found


def _rows(fixed: FixedDocument) -> Iterator[tuple[str, str]]:
    """All lines of both texts with their marks."""
    old = iter(_split(fixed.document.text))
    removed: list[tuple[str, str]] = []
    added: list[tuple[str, str]] = []
    for number, line in enumerate(_split(fixed.text), 1):
        before = None if number in fixed.new_lines else next(old)
        if before == line:
            yield from (*removed, *added, (" ", line))
            removed, added = [], []
            continue
        if before is not None:
            removed.append(("-", before))
        added.append(("+", line))
    yield from (*removed, *added)


def _split(text: str) -> list[str]:
    """Lines with their ends."""
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _stretches(changed: Sequence[int], length: int) -> Iterator[tuple[int, int]]:
    start = end = -1
    for number in changed:
        if start >= 0 and number - CONTEXT > end + CONTEXT:
            yield start, min(end + CONTEXT, length)
            start = -1
        if start < 0:
            start = max(number - CONTEXT, 0)
        end = number + 1
    if start >= 0:
        yield start, min(end + CONTEXT, length)
