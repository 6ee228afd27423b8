"""MDX 3 for markdown-it-py: statements, tags and expressions are its own; the rest is Markdown.

https://mdxjs.com/docs/what-is-mdx/: tags and `{expressions}` in place of HTML, no indented code,
`import` and `export` at the start of a line. So what stands deep is read as what it is.
"""

from __future__ import annotations

import re
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from linkaudit.extract.markdown.jsx import Script
from linkaudit.extract.markdown.positions import MAP, joined_lines, line_start
from linkaudit.extract.source import OffsetMap

LACKS = ("code", "html_block", "html_inline", "lheading", "paragraph")
FLOW, TEXT, WORDS = "mdx_flow", "mdx_text", "mdx_words"

_SCRIPTS = "linkaudit.scripts"  # the keys in a parser's env
_BROKEN = "linkaudit.broken"
_STATEMENT = re.compile(
    r"import[ \t]*+(?:[\"'{*]|[\w$]++[ \t]*+(?:,|from\b))"
    r"|export[ \t]++(?:[{*]|(?:const|let|var|function|async|class|default|type|interface)\b)"
)
_REST_OF_LINE = re.compile(r"[ \t]*+(?=\n|\Z)")
_UNDERLINE = re.compile(r"(?:=++|-++)[ \t]*+(?=\n|\Z)")
_BARE_URL = re.compile(r"(?:https?://|www\.)[^\s<]*+\Z", re.I)
_MOST_SCRIPTS = 100
# Docusaurus takes it for the id of a heading before MDX is read.
_HEADING_ID = re.compile(r"\{(?:#[^{}\n]++|/\*\s*+#[^\s{}*]++\s*+\*/)\}\s*+\Z")
_LONGEST_URL = 300  # characters before a brace that are looked through for one


def extend(parser: MarkdownIt) -> None:
    """Teach a parser MDX; the rules in `LACKS` are its to lose."""
    everywhere: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("fence", "mdx_statement", _statement)
    parser.block.ruler.before("fence", FLOW, _flow, everywhere)
    parser.block.ruler.push(WORDS, _words)
    parser.inline.ruler.after("autolink", TEXT, _text)


# ------------------------------------------------------------------ blocks


def _statement(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = state.bMarks[start]
    is_within = state.level or state.blkIndent or state.tShift[start]
    if is_within or silent or not _STATEMENT.match(state.src, first):
        return False
    behind = _script(state).statement_end(first, state.eMarks[end - 1])
    state.line = _line_behind(state, start, end, behind)
    return True


def _flow(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Tags and expressions with nothing else on their lines."""
    first = line_start(state, start)
    if state.src[first : first + 1] not in ("<", "{") or first >= state.eMarks[start]:
        return False
    if _is_prefixed(state, start):
        return _flow_in_quote(state, start, end, silent)
    behind = _flow_end(_script(state), first, state.eMarks[end - 1])
    if behind < 0:
        return False
    if not silent:
        text, mapping = state.src[first:behind], OffsetMap([0], [first])
        _push(state, start, _line_behind(state, start, end, behind), text, mapping)
    return True


def _is_prefixed(state: StateBlock, line: int) -> bool:
    """Whether a line has the mark of a quote before its text, as others of its block may."""
    start = state.src.rfind("\n", 0, state.bMarks[line]) + 1
    return ">" in state.src[start : state.bMarks[line]]


def _flow_in_quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The same where each line has marks before it: more and more lines are put together."""
    is_broken = state.env.get(_BROKEN) == end
    count = 1
    while True:
        last = min(start + count, end)
        text, mapping = joined_lines(state, start, last)
        behind = _flow_end(Script(text, is_broken=is_broken), 0, len(text))
        if behind >= 0:
            break
        if is_broken or last == end:
            state.env[_BROKEN] = end  # further ones are looked for within their own line
            return False
        count *= 4
    if not silent:
        _push(state, start, start + text.count("\n", 0, behind) + 1, text[:behind], mapping)
    return True


def _flow_end(script: Script, start: int, limit: int) -> int:
    """Where the line ends on which the last of them ends; -1 if anything else is there."""
    position = start
    while True:
        char = script.text[position : position + 1]
        if script.text.startswith("<!--", position):  # as Docusaurus lets it pass
            position = script.text.find("-->", position, limit) + len("-->")
            position = -1 if position < len("-->") else position
        elif char == "{":
            position = script.expression_end(position, limit)
        elif char == "<":
            tag = script.tag(position, limit)
            position = tag.end if tag else -1
        else:
            return -1
        if position < 0:
            return -1
        if rest := _REST_OF_LINE.match(script.text, position, limit):
            return rest.end()
        while position < limit and script.text[position] in " \t":
            position += 1


def _push(state: StateBlock, start: int, line: int, text: str, mapping: OffsetMap) -> None:
    token = state.push("html_block", "", 0)
    token.map = [start, line]
    token.content = text
    token.info = FLOW
    token.meta[MAP] = mapping
    state.line = line


def _line_behind(state: StateBlock, start: int, end: int, offset: int) -> int:
    """The number of the line behind the one that holds an offset."""
    line = start + 1
    while line < end and state.bMarks[line] < offset:
        line += 1
    return line


def _words(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A paragraph, or the heading that an underline makes of it.

    markdown-it's rules take each line that is indented by four for one that goes on.
    """
    if silent:
        return False
    end = state.lineMax
    ends = state.md.block.ruler.getRules("paragraph")
    parent, state.parentType = state.parentType, "paragraph"
    line, underline = start + 1, ""
    while line < end and not state.isEmpty(line):
        is_lazy = state.sCount[line] < state.blkIndent
        first = line_start(state, line)
        if not is_lazy and _UNDERLINE.match(state.src, first, state.eMarks[line]):
            underline = state.src[first]
            break
        if state.sCount[line] >= 0 and any(rule(state, line, end, True) for rule in ends):
            break
        line += 1
    state.parentType = parent
    content = mdTrim(state.getLines(start, line, state.blkIndent, False))
    state.line = line + bool(underline)
    kind, tag = ("heading", "h1" if underline == "=" else "h2") if underline else ("paragraph", "p")
    steps: tuple[tuple[str, Literal[-1, 0, 1]], ...] = (
        (f"{kind}_open", 1),
        ("inline", 0),
        (f"{kind}_close", -1),
    )
    for type_, nesting in steps:
        token = state.push(type_, "" if nesting == 0 else tag, nesting)
        token.markup = underline if nesting else ""
        token.map = [start, state.line]
        if nesting == 0:
            token.content, token.children = content, []
    return True


# ------------------------------------------------------------------ within the line


def _text(state: StateInline, silent: bool) -> bool:
    start, limit = state.pos, state.posMax
    char = state.src[start]
    if char == "{" and _HEADING_ID.match(state.src, start):
        return False
    if char == "{" and not _is_in_url(state.src, start):
        end = _script(state).expression_end(start, limit)
    elif state.src.startswith("<!--", start):
        is_closed = state.html_terminator_last("-->") > start  # remembered for all of the block
        end = state.src.find("-->", start, limit) + len("-->") if is_closed else -1
    elif char == "<":
        tag = _script(state).tag(start, limit)
        end = tag.end if tag else -1
    else:
        return False
    if end < 0:
        return False
    if not silent and char == "<":
        token: Token = state.push("html_inline", "", 0)
        token.content = state.src[start:end]
    state.pos = end
    return True


def _is_in_url(text: str, brace: int) -> bool:
    """Whether a bare URL goes on across a brace (GFM §6.9): it is tried first."""
    start = max(text.rfind(" ", 0, brace), text.rfind("\n", 0, brace), brace - _LONGEST_URL)
    word = text[max(start, 0) : brace]
    return ("://" in word or "www." in word.lower()) and _BARE_URL.search(word) is not None


def _script(state: StateBlock | StateInline) -> Script:
    """What is known of the text that is being read; of images, the texts come in between."""
    known: dict[str, Script] = state.env.setdefault(_SCRIPTS, {})
    if state.src not in known:
        if len(known) > _MOST_SCRIPTS:
            known.clear()
        known[state.src] = Script(state.src)
    return known[state.src]
