"""MDX: its JavaScript put out of the way, so that the rest reads as Markdown (MDX 3).

Every character keeps its place: what is taken out is blank afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from linkaudit.extract.markdown.code_spans import endings

# Statements begin at the start of a line and end at a blank one.
_STATEMENT = re.compile(r"^(?:import|export)\b.*?(?=\n[ \t]*\n|\Z)", re.M | re.S)
_CODE = re.compile(r"^[ \t>]*+(?P<fence>`{3,}+|~{3,}+)|`++", re.M)
_FENCE_END = re.compile(r"^[ \t>]*+(?P<fence>[`~]{3,}+)[ \t]*+$", re.M)
_NOT_NEWLINE = re.compile(r"[^\n]")


def without_javascript(text: str) -> str:
    """The text with statements and `{expressions}` blank; code blocks and spans untouched."""
    pieces: list[str] = []
    position = 0
    for start, end in _code(text):
        pieces += [_plain(text[position:start]), text[start:end]]
        position = end
    return "".join([*pieces, _plain(text[position:])])


def _code(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each code block with a fence, and of each code span outside of them."""
    spans = endings(text)
    position = 0
    for mark in _CODE.finditer(text):
        if mark.start() < position:
            continue
        end = _fence_end(text, mark) if mark["fence"] else spans.get(mark.start(), 0)
        if end:
            yield mark.start(), end
            position = end


def _fence_end(text: str, opening: re.Match[str]) -> int:
    """Where a block's closing fence ends; without one, it goes to the end of the text."""
    lines = _FENCE_END.finditer(text, opening.end())
    fence = opening["fence"]
    return next((line.end() for line in lines if line["fence"].startswith(fence)), len(text))


def _plain(text: str) -> str:
    return _without_braces(_STATEMENT.sub(lambda match: _blank(match[0]), text))


def _without_braces(text: str) -> str:
    """Balanced braces blank; as the value of an attribute, an empty text of the same length."""
    result: list[str] = []
    position = depth = start = 0
    for brace in re.finditer(r"[{}]", text):
        if brace[0] == "{":
            if depth == 0 and text[brace.start() - 1 : brace.start()] != "\\":
                start = brace.start()
            depth += 1
        elif depth > 0:
            depth -= 1
            if depth == 0:
                inside = _blank(text[start : brace.end()])
                if text[start - 1 : start] == "=":
                    inside = f'"{inside[1:-1]}"'
                result += [text[position:start], inside]
                position = brace.end()
    return "".join([*result, text[position:]])


def _blank(text: str) -> str:
    return _NOT_NEWLINE.sub(" ", text)
