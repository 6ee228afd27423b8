"""A document's text as a parser wants it, its front matter, and the way back to lines and columns.

Knows line ends and offsets; nothing of Markdown.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from linkaudit.model.document import Document, Place, Region

# Its first line must look like a key: a document may well begin with a thematic break.
_FRONT_MATTER = re.compile(
    r"\A(?P<fence>---|\+\+\+)[ \t]*\n"
    r"(?P<inside>(?:(?:[ \t]*(?:#.*)?\n)*(?:[\"'\w][^\n:=]*[:=].*|\[[\w.]+\][ \t]*)\n(?:.*\n)*?)?)"
    r"(?P=fence)[ \t]*(?:\n|\Z)"
)
_DATE = re.compile(
    r"""^(?:date|published|publishDate)\s*[:=]\s*["']?(\d{4}-\d{2}-\d{2})""", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Source:
    """Text with LF line ends only; since lines keep their length, columns stay true."""

    text: str
    _starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Source:
        text = _with_lf(text)
        lengths = map(len, text.split("\n"))
        starts = tuple(accumulate(map((1).__add__, lengths), initial=0))[:-1]
        # NUL is read as U+FFFD (CommonMark §2.3): one character for another, no column moves.
        return cls(text.replace("\x00", "\ufffd"), starts)

    def place(self, offset: int) -> Place:
        line = bisect_right(self._starts, offset)
        return Place(line, offset - self._starts[line - 1] + 1)

    def region(self, start: int, end: int) -> Region:
        line = bisect_right(self._starts, start)
        first = self._starts[line - 1]
        if line == len(self._starts) or end < self._starts[line]:
            return Region(line, start - first + 1, line, end - first + 1)
        last = self.place(end)
        return Region(line, start - first + 1, last.line, last.column)

    def without_front_matter(self) -> str:
        """The text with front matter as blank lines, so that every offset stays true.

        It ends in a line end, as a file should: without one, markdown-it-py 4.3 reads
        beyond the end of `> - <!--` and a line `>`.
        """
        text = self.text if self.text.endswith("\n") else self.text + "\n"
        found = _FRONT_MATTER.match(text)
        if found is None:
            return text
        blank = re.sub(r"[^\n]", " ", found[0])
        return blank + text[found.end() :]


def _with_lf(text: str) -> str:
    """LF in place of each line end (CommonMark §2.1)."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def published(document: Document) -> date | None:
    """The day in `date:` (Jekyll, Hugo) of the front matter, if it is one."""
    if not document.text.startswith(("---", "+++")):
        return None
    front = _FRONT_MATTER.match(_with_lf(document.text))
    found = _DATE.search(front["inside"]) if front else None
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def cut(text: str, region: Region) -> str:
    """The text of a region of a decoded file."""
    source = Source.of(text)
    start = source._starts[region.line - 1] + region.column - 1
    end = source._starts[region.end_line - 1] + region.end_column - 1
    return source.text[start:end]


@dataclass(slots=True)
class OffsetMap:
    """From an offset in a block's own text to the offset in the document.

    A parser strips quote marks and indentation from each line, so a block's text is
    made of pieces of the document. Each piece is a pair of offsets, in rising order.
    """

    inner: list[int]
    outer: list[int]

    def __call__(self, offset: int) -> int:
        piece = max(bisect_right(self.inner, offset) - 1, 0)
        return self.outer[piece] + offset - self.inner[piece]
