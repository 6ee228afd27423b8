"""Where the inline text of each block is in the document.

markdown-it strips quote marks, indentation and heading marks from the lines of a block
and does not say where they were. While a block rule runs, its state still knows the
first character of every line behind all prefixes (`bMarks + tShift`), so each rule that
makes inline text is wrapped, and what it knew is kept on the token it made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from linkaudit.extract.source import OffsetMap

BlockRule = Callable[[StateBlock, int, int, bool], bool]

MAP = "linkaudit.map"  # the key in Token.meta

# Both ends of a block's text and of a cell are trimmed of it (CommonMark §2.1, and the
# separators of lines and paragraphs): more than the indentation, which is tabs and spaces.
_WHITE_SPACE = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)


def mapped(rule: BlockRule) -> BlockRule:
    """The same rule, which also keeps on each new token where its text is."""

    def run(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        before = len(state.tokens)
        if not rule(state, start_line, end_line, silent):
            return False
        if not silent:
            for index in range(before, len(state.tokens)):
                if state.tokens[index].type in ("inline", "html_block"):
                    state.tokens[index].meta[MAP] = _lines_map(state, index)
        return True

    return run


def mapped_cells(rule: BlockRule) -> BlockRule:
    """The table rule, which also keeps where each cell is (GFM §4.10)."""

    def run(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        before = len(state.tokens)
        if not rule(state, start_line, end_line, silent):
            return False
        cells: Iterator[OffsetMap] = iter(())
        for token in state.tokens[before:]:
            if token.type == "tr_open" and token.map:
                cells = iter(_cells(state, token.map[0]))
            elif token.type == "inline":
                # A row may have fewer cells than the head: the rest is empty text.
                token.meta[MAP] = next(cells, OffsetMap([0], [0]))
        return True

    return run


def line_start(state: StateBlock, line: int) -> int:
    """The first character of a line behind quote marks, list marks and indentation."""
    return state.bMarks[line] + state.tShift[line]


def _line(state: StateBlock, line: int) -> str:
    return state.src[line_start(state, line) : state.eMarks[line]]


def joined_lines(state: StateBlock, first: int, last: int) -> tuple[str, OffsetMap]:
    """Lines without their prefixes, each with its line end, and the way back."""
    pieces, inner, outer = [], [], []
    length = 0
    for line in range(first, last):
        inner.append(length)
        outer.append(line_start(state, line))
        pieces.append(state.src[line_start(state, line) : state.eMarks[line] + 1])
        length += len(pieces[-1])
    return "".join(pieces), OffsetMap(inner, outer)


def _lines_map(state: StateBlock, index: int) -> OffsetMap:
    token = state.tokens[index]
    first = token.map[0] if token.map else 0
    lines = token.content.split("\n")
    # Trimming may have taken whole lines, of no-break spaces and the like.
    while lines[0] and not _line(state, first).strip(_WHITE_SPACE):
        first += 1
    inner, outer, offset = [], [], 0
    for number, line in enumerate(lines):
        if line.strip(" \t"):
            inner.append(offset + len(line) - len(line.lstrip(" \t")))
            outer.append(line_start(state, first + number))
        offset += len(line) + 1
    if token.type == "inline" and inner:
        mark = _heading_mark(state.tokens[index - 1])
        outer[0] = state.src.index(lines[0], outer[0] + len(mark))
    return OffsetMap(inner or [0], outer or [0])


def _heading_mark(opening: Token) -> str:
    """The `#`s before the text of an ATX heading (CommonMark §4.2); else nothing."""
    is_atx = opening.type == "heading_open" and opening.markup.startswith("#")
    return opening.markup if is_atx else ""


def _cells(state: StateBlock, line: int) -> list[OffsetMap]:
    """Each cell of a row; `\\|` means `|`, so a cell may be made of pieces."""
    start, end = line_start(state, line), state.eMarks[line]
    while start < end and state.src[start] in _WHITE_SPACE:
        start += 1
    while end > start and state.src[end - 1] in _WHITE_SPACE:
        end -= 1
    cells = [_Cell()]
    position = start
    while position < end:
        char = state.src[position]
        if char == "\\" and state.src[position + 1 : position + 2] == "|" and position + 1 < end:
            cells[-1].add(position + 1, "|")
            position += 2
            continue
        if char == "|":
            cells.append(_Cell())
        else:
            cells[-1].add(position, char)
        position += 1
    if not cells[0].chars:
        cells.pop(0)
    if cells and not cells[-1].chars:
        cells.pop()
    return [cell.map() for cell in cells]


class _Cell:
    """One cell while it is read: its characters, and where each comes from."""

    def __init__(self) -> None:
        self.chars: list[str] = []
        self.offsets: list[int] = []

    def add(self, offset: int, char: str) -> None:
        self.chars.append(char)
        self.offsets.append(offset)

    def map(self) -> OffsetMap:
        text = "".join(self.chars)
        blank = len(text) - len(text.lstrip(_WHITE_SPACE))
        offsets = self.offsets[blank:]
        inner = [n for n, at in enumerate(offsets) if n == 0 or offsets[n - 1] + 1 != at]
        return OffsetMap(inner or [0], [offsets[n] for n in inner] or [0])
