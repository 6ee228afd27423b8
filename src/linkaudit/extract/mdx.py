"""MDX: its JavaScript put out of the way, so that the rest reads as Markdown (MDX 3).

Every character keeps its place: what is taken out is blank afterwards.
"""

from __future__ import annotations

import re

# Statements begin at the start of a line and end at a blank one.
_STATEMENT = re.compile(r"^(?:import|export)\b.*?(?=\n[ \t]*\n|\Z)", re.M | re.S)
_CODE = re.compile(
    r"^(?P<indent>[ \t>]*)(?P<fence>`{3,}|~{3,}).*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)",
    re.M | re.S,
)
_NOT_NEWLINE = re.compile(r"[^\n]")


def without_javascript(text: str) -> str:
    """The text with statements and `{expressions}` blank; code blocks and spans untouched."""
    pieces: list[str] = []
    position = 0
    for code in _CODE.finditer(text):
        pieces += [_plain(text[position : code.start()]), code[0]]
        position = code.end()
    return "".join([*pieces, _plain(text[position:])])


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
