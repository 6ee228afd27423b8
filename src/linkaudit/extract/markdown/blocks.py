"""Where a document falls into stretches that do not depend on what stands around them.

A blank line and behind it a line without indentation end every list, quote and paragraph
(CommonMark §5). What goes on across them is a block of code with fences (§4.5) and some HTML
(§4.6). So each stretch is one block or several for every parser. Where that is not certain, a
stretch goes on, if need be to the end of the document. Knows nothing of links but which
characters every one of them has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# At most three spaces before it; behind backticks there are none on the line.
# This and what follows begins with a line end, which is soon found: `^` is tried everywhere.
_FENCE = re.compile(r"\n( {0,3})(`{3,}+(?=[^`\n]*+(?:\n|\Z))|~{3,}+)[^|\n]*+(\|?)")
_HTML_LINE = re.compile(r"\n {0,3}<")
# HTML that goes on across blank lines, and by which text it ends.
_LONG_HTML = re.compile(
    r"\n( {0,3})<(?:(?P<comment>!--)|(?P<instruction>\?)|(?P<data>!\[CDATA\[)"
    r"|(?P<declaration>![A-Z])|(?P<raw>(?a:script|pre|style|textarea))(?=\s|>|\Z))",
    re.I,
)
_ENDS = {
    "comment": re.compile(r"-->"),
    "instruction": re.compile(r"\?>"),
    "data": re.compile(r"\]\]>"),
    "declaration": re.compile(r">"),
    "raw": re.compile(r"</(?:script|pre|style|textarea)>", re.I),
}
# An item of a list with words on its line; less of one is not certain to be any.
_ITEM = re.compile(r"(?:[-+*]|(?P<number>[0-9]{1,9})(?P<delimiter>[.)])) {1,4}(?=[^ \t])")
# The next item of a list, or the head of a table where no list is open: parsers try tables first.
_HEAD = re.compile(r"[-+*0-9][^|\n]*+\|[^\n]*+\n[-:| \t]++(?:\n|\Z)")
_BREAK = re.compile(r"(?:[-*_][ \t]*+)+\Z")
DEEPEST = 100  # levels of lists and quotes that are read; markdown-it's presets stop at 10 and 20
# Each of these is two levels of nesting at most, as a tab is in lists.
_DEEP = re.compile(r"\n(?=[ \t>*+\-0-9.)]{50})(?:[ \t>]|[-+*][ \t]|[0-9]{1,9}[.)][ \t]){50}")

_NONE, _UNCERTAIN = -1, -2


@dataclass(slots=True)
class Block:
    """A stretch of a document, without the blank lines behind it."""

    start: int
    end: int
    is_whole: bool = True
    """No empty line is within it, and where it begins, no block is open."""
    may_hold_link: bool = False
    """Some link, definition, comment or limit of the parser may be in it."""


def blocks(text: str) -> Iterator[Block]:
    """The stretches that may hold a link; all others hold none, whatever they are.

    `text` has LF line ends, and one at its end.
    """
    return (block for block in _Splitter(text).split() if block.may_hold_link)


class _Splitter:
    """One document, and what of it is open. A piece is the text between two empty lines."""

    def __init__(self, text: str) -> None:
        self.text = "\n" + text  # so that each line has a line end before it
        self.has_www = "www." in text.lower()
        self.is_deep = _DEEP.search(self.text) is not None
        self.block: Block | None = None
        self.fence: re.Pattern[str] | None = None
        """What closes the block of code that is open."""
        self.html_end = -1
        """Where the HTML ends that is open."""
        self.item = _Item(self.text)

    def split(self) -> Iterator[Block]:
        text = self.text
        # White space before the first line with words; front matter is made of it.
        position = text.rfind("\n", 0, len(text) - len(text.lstrip(" \n"))) + 1
        end = -1
        while position < len(text):
            if position > end:  # else there were blocks of code in the piece, and it goes on
                end = text.find("\n\n", position)
                end = end if end >= 0 else len(text)
            if self.fence is not None:
                position = self._behind_code(position, end)
                continue
            if text[position] == "\n":
                position += 1
                continue
            if self.block is not None and self._is_new(position, end):
                yield self._done(self.block)
            opening = self._read(position, end)
            if opening == _UNCERTAIN:
                first = self.block.start if self.block else position
                yield Block(first - 1, len(text) - 1, False, True)
                return
            position = end + 1
            if opening >= 0 and self.block is not None:
                yield self._done(self.block)
                position = text.find("\n", opening) + 1 or len(text)
        if self.block is not None:
            yield self._done(self.block)

    def _behind_code(self, position: int, end: int) -> int:
        """Where the block of code ends that is open, or the piece."""
        closing = self.fence.search(self.text, position - 1, end) if self.fence else None
        if closing is None:
            return end + 1
        self.fence = None
        return closing.end() + 1

    def _is_new(self, position: int, end: int) -> bool:
        """Whether what is open does not go on with a piece."""
        return (
            self.text[position] not in " \t"
            and self.html_end < position
            and not _HEAD.match(self.text, position, end)
        )

    def _done(self, block: Block) -> Block:
        self.block = None
        block.start -= 1
        block.end -= 1
        return block

    def _read(self, start: int, end: int) -> int:
        """Add a piece to the block; where a block of code opens in it, or that it is uncertain."""
        block = self.block
        if block is None:
            block = self.block = Block(start, start)
            self.item.restart(start)
        else:
            block.is_whole = False
        if self.html_end >= start:
            return self._read_html(end, block)
        opening = self._opening(start, end, block)
        if opening == _UNCERTAIN:
            return _UNCERTAIN
        block.end = opening if opening >= 0 else end
        piece = self.text[start : block.end]
        block.may_hold_link = block.may_hold_link or self._may_hold_link(piece)
        if "<" in piece and not self._is_html_clear(start, block.end):
            return _UNCERTAIN
        return opening

    def _may_hold_link(self, piece: str) -> bool:
        return (
            "]" in piece
            or "<" in piece
            or "://" in piece
            or (self.has_www and "www." in piece.lower())
            or (self.is_deep and _DEEP.search("\n" + piece) is not None)
        )

    # -------------------------------------------------------------- blocks of code

    def _opening(self, start: int, end: int, block: Block) -> int:
        """Where a block of code opens that is in no list or quote."""
        looked = start
        for found in _FENCE.finditer(self.text, start - 1, end):
            line = found.start() + 1
            # A line with a pipe may be the head of a table, which parsers try first.
            if found[3] or _HTML_LINE.search(self.text, looked - 1, line):
                return _UNCERTAIN
            looked = line
            if found[1] and line > block.start:
                if self.item.holds(line, len(found[1])):
                    continue  # and so it ends where the item does
                return _UNCERTAIN
            mark = found[2]
            self.fence = re.compile(rf"\n {{0,3}}{mark[0]}{{{len(mark)},}}+[ \t]*+(?=\n|\Z)")
            return line
        return _NONE

    # -------------------------------------------------------------- HTML

    def _is_html_clear(self, start: int, end: int) -> bool:
        """Whether it is certain where HTML ends; what goes on behind the piece is kept."""
        position = start - 1
        for found in _LONG_HTML.finditer(self.text, start - 1, end):
            if found.start() < position:
                continue
            closes = _ENDS[found.lastgroup or ""]
            # `<!-->` and `<?>` end where they begin.
            line = found.start() + 1
            inside = line + len(found[1]) + (2 if found["comment"] else 1)
            closing = closes.search(self.text, inside, end)
            if closing is not None:
                position = closing.end()
                continue
            if found[1] or "|" in self._line(line) or _HTML_LINE.search(self.text, start - 1, line):
                return False
            closing = closes.search(self.text, inside)
            if closing is None:
                return False
            self.html_end = closing.end()
            return True
        return True

    def _line(self, start: int) -> str:
        return self.text[start : self.text.find("\n", start)]

    def _read_html(self, end: int, block: Block) -> int:
        """A piece that HTML goes on to."""
        block.end = end
        if self.html_end > end:
            return _NONE
        self.item.restart(end)
        # What comes behind it in the same piece would have to be looked at.
        return _NONE if self.text.find("\n", self.html_end, end) < 0 else _UNCERTAIN


class _Item:
    """The item of a list that a stretch is in: how far lines are indented that are its own."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.restart(0)

    def restart(self, start: int) -> None:
        """At the start of a stretch; nothing is known of what may be open there."""
        self._position = start
        self._width = 0
        self._delimiter: str | None = None
        self._is_open = False
        """Whether the line before is not blank."""
        self._is_html = False

    def holds(self, start: int, indentation: int) -> bool:
        """Whether a line that begins at `start` is certain to be in the item."""
        for line in self._text[self._position : start].split("\n")[:-1]:
            self._go_on(line)
        self._position = start
        return 0 < self._width <= indentation

    def _go_on(self, line: str) -> None:
        """Each line is looked at once."""
        if not line.strip(" \t"):
            self._is_open = self._is_html = False
        elif self._is_html or _HTML_LINE.match("\n" + line):
            # Up to a blank line, what looks like an item is none.
            self._width, self._is_html = 0, True
        elif line[0] not in " \t":
            self._begin(line)
            self._is_open = True
        elif len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(" ")) < self._width:
            self._width = 0

    def _begin(self, line: str) -> None:
        found = _ITEM.match(line)
        if found is None or _BREAK.match(line):
            self._width = 0
            return
        # A number may be the next one of a list; no other than 1 ends a paragraph (§5.3).
        is_next = self._width > 0 and found["delimiter"] == self._delimiter
        is_item = found["number"] in (None, "1") or not self._is_open or is_next
        self._width = found.end() if is_item else 0
        self._delimiter = found["delimiter"]
