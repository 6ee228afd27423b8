"""Link reference definitions (CommonMark §4.7): where the destination of each one is.

markdown-it decides what is a definition and keeps no positions, so what it accepted is read again.
"""

from __future__ import annotations

from markdown_it.common.utils import normalizeReference, unescapeAll
from markdown_it.rules_block import StateBlock

from linkaudit.extract.markdown.positions import BlockRule, joined_lines
from linkaudit.extract.markdown.tokens import Definition

DEFINITIONS = "linkaudit.definitions"  # the key in a parser's env


def recorded(rule: BlockRule) -> BlockRule:
    """The same rule, which also keeps every definition that it accepts."""

    def run(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        if not rule(state, start_line, end_line, silent):
            return False
        if not silent:
            state.env[DEFINITIONS].append(_definition(state, start_line, state.line))
        return True

    return run


def inside(text: str, start: int, end: int) -> tuple[int, int]:
    """A destination without its angle brackets."""
    return (start + 1, end - 1) if text[start : start + 1] == "<" else (start, end)


def _definition(state: StateBlock, first: int, last: int) -> Definition:
    """Read again what the rule accepted: `[label]: destination`."""
    text, mapping = joined_lines(state, first, last)
    end = 1
    while text[end] != "]":
        end += 2 if text[end] == "\\" else 1
    start = end + 2
    while text[start] in " \t\n":
        start += 1
    result = state.md.helpers.parseLinkDestination(text, start, len(text))
    left, right = inside(text, start, result.pos)
    label = text[1:end]
    offset = mapping(left)  # no destination goes over two lines
    shown = " ".join(unescapeAll(label).split())
    return Definition(normalizeReference(label), shown, offset, offset + right - left)
