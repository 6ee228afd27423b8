"""Blocks of Python-Markdown's extensions that MkDocs' themes use: what is indented is Markdown.

Admonitions (`!!! note`), details (`??? note`) and content tabs (`=== "Tab"`), each with the lines
below that are indented by four more. To CommonMark, those behind an empty line are code.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

from linkaudit.extract.markdown.dialect import CONTAINER
from linkaudit.extract.markdown.positions import MAP, line_start
from linkaudit.extract.source import OffsetMap

NAME = "mkdocs_container"

_INDENTATION = 4  # Python-Markdown's tab length
_TITLE = re.compile(r'"(.*)"')


def extend(parser: MarkdownIt) -> None:
    """Teach a parser these blocks."""
    everywhere: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("fence", NAME, _container, everywhere)


def _container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first, last = line_start(state, start), state.eMarks[start]
    if state.is_code_block(start) or not CONTAINER.match(state.src, first, last):
        return False
    if silent:
        return True
    inside = state.sCount[start] + _INDENTATION
    line = start + 1
    while line < end and (state.isEmpty(line) or state.sCount[line] >= inside):
        line += 1
    state.push("container_open", "div", 1)
    if title := _TITLE.search(state.src, first, last):
        token = state.push("inline", "", 0)
        token.content, token.children, token.map = title[1], [], [start, start + 1]
        token.meta[MAP] = OffsetMap([0], [title.start(1)])
    before = state.parentType, state.lineMax, state.blkIndent
    state.parentType, state.lineMax, state.blkIndent = "container", line, inside
    state.md.block.tokenize(state, start + 1, line)
    state.parentType, state.lineMax, state.blkIndent = before
    state.push("container_close", "div", -1)
    state.line = line
    return True
