"""Names in a document's own words: headings, paragraphs, lists, tables, texts of links and images.

Knows where a name stands and what is said around it; not in code, addresses, HTML blocks,
comments or front matter. Whether a name is out of date, it does not know.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it.token import Token

from linkaudit.extract.markdown.definitions import DEFINITIONS
from linkaudit.extract.markdown.dialect import Dialect
from linkaudit.extract.markdown.inline_text import InlineText, read_block
from linkaudit.extract.markdown.parser import BLOCK_NESTING, RECORDER, Recorder, parser_for
from linkaudit.extract.markdown.positions import MAP
from linkaudit.extract.name_prefilter import longest_word
from linkaudit.extract.source import Source
from linkaudit.model.document import Document, Mention

_LONGEST = 500  # characters of a sentence on either side of a name
_MOST = 100  # mentions of one name in one section; only text made by a program has more

# A sentence ends before a capital; "e.g." and "A. Smith" end none.
_END = re.compile(r"[.!?…]['\"”’)\]]*\s+(?=['\"“‘(\[]*[A-Z0-9])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Za-z]|e\.g|i\.e|vs|cf|Inc|Ltd|Corp|Co|Dr|Mr|Mrs|Ms|St|No|Nos|Fig|approx|incl|resp)"
    r"|\.[A-Za-z])\.\Z"
)
_LONGEST_ABBREVIATION = 8


@dataclass(frozen=True, slots=True)
class _Block:
    """One piece of running text, and where in the document it is."""

    token: Token
    section: int
    leads: tuple[str, ...]
    row: str = ""
    """All of a table's row, with its heads; empty outside tables."""


def mentions(dialect: Dialect, document: Document, names: Sequence[str]) -> list[Mention]:
    """Each place of one of the names, a longer one rather than one inside it."""
    source = Source.of(document.text)
    text = source.without_front_matter()
    env: dict[str, Any] = {RECORDER: Recorder(), DEFINITIONS: []}
    tokens: list[Token] = []
    parser = parser_for(BLOCK_NESTING, dialect.adds)
    parser.block.parse(text, parser, env, tokens)
    pattern = _pattern(names)
    words = {longest_word(name) for name in names}
    seen: Counter[tuple[int, str]] = Counter()
    found = []
    for block in _blocks(tokens):
        if not any(word in block.token.content for word in words):
            continue
        reading = read_block(block.token.content, env, dialect.adds)
        for match in pattern.finditer(reading.text):
            name = " ".join(match[0].split())
            seen[block.section, name] += 1
            if seen[block.section, name] <= _MOST:
                found.append(_mention(document.path, source, block, reading, match.span()))
    return found


def _pattern(names: Sequence[str]) -> re.Pattern[str]:
    """All names, the longest first; what stands around them is looked at once for each kind."""
    longest_first = sorted(names, key=len, reverse=True)
    several = "|".join(_words(name) for name in longest_first if " " in name)
    # One word alone may be part of a path, a handle or an identifier.
    one = "|".join(_words(name) for name in longest_first if " " not in name)
    kinds = [rf"(?<![\w-])(?:{several})(?!\w)"] if several else []
    if one:
        kinds.append(rf"(?<![\w@#$.:/\\-])(?:{one})(?![\w(]|[.:/\\]\w|::|-[A-Z0-9])")
    return re.compile("|".join(kinds))


def _words(name: str) -> str:
    return r"\s+".join(map(re.escape, name.split()))


# ------------------------------------------------------------------ the blocks


def _blocks(tokens: Sequence[Token]) -> Iterator[_Block]:
    section, heading, lead, row = 0, "", "", ""
    head = ""
    lists = 0
    for number, token in enumerate(tokens):
        match token.type:
            case "heading_open":
                section, heading = (token.map or [0])[0] + 1, tokens[number + 1].content
                lead = ""
            case "bullet_list_open" | "ordered_list_open":
                lists += 1
            case "bullet_list_close" | "ordered_list_close":
                lists -= 1
            case "table_open":
                head = ""
            case "tr_open":
                cells = " | ".join(_cells(tokens, number))[:_LONGEST]
                head = head or cells
                row = f"{head} | {cells}"
            case "tr_close":
                row = ""
            case "inline":
                if not lists and not row:
                    lead = token.content if token.content.endswith(":") else ""
                yield _Block(token, section, (heading, lead), row)


def _cells(tokens: Sequence[Token], number: int) -> list[str]:
    """The cells of the row that begins at this token, as they are written."""
    cells = []
    for index in range(number, len(tokens)):  # a slice would copy the document for each row
        token = tokens[index]
        if token.type == "tr_close":
            break
        if token.type == "inline":
            cells.append(token.content)
    return cells


def _mention(
    path: str, source: Source, block: _Block, reading: InlineText, span: tuple[int, int]
) -> Mention:
    start, end = span
    text, mapping = reading.text, block.token.meta[MAP]
    first, last = mapping(reading.offsets[start]), mapping(reading.offsets[end - 1]) + 1
    opening, closing = _sentence(text, start, end)
    following = text[closing : _sentence(text, closing, closing)[1]] if closing < len(text) else ""
    before = text[max(opening, start - _LONGEST) : start]
    return Mention(
        path,
        source.region(first, last),
        " ".join(text[start:end].split()),
        f"{block.row} | {before}" if block.row else before,
        text[end : min(closing, end + _LONGEST)],
        following[:_LONGEST],
        reading.label_around(start, end)[:_LONGEST],
        block.section,
        tuple(lead[:_LONGEST] for lead in block.leads),
    )


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around a stretch begins and ends, no further off than is looked at."""
    low, high = max(start - _LONGEST, 0), min(end + _LONGEST, len(text))
    opening, closing = low, high
    for match in _END.finditer(text, low, high):
        stop = match.start() + 1
        if _ABBREVIATED.search(text, max(stop - _LONGEST_ABBREVIATION, 0), stop):
            continue
        if match.end() <= start:
            opening = match.end()
        elif match.start() >= end:
            closing = match.end()
            break
    return opening, closing
