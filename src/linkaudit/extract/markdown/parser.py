"""markdown-it-py with rules that also keep what they saw: links, and where they are.

Decides nothing of its own: what is a link is markdown-it-py's to say. It drops nothing
either: what cannot be followed (`javascript:`, `data:`) is a link all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import SimpleNamespace
from typing import TypeVar

from markdown_it import MarkdownIt, helpers
from markdown_it.common.utils import unescapeAll
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.dollarmath.index import math_inline_dollar
from mdit_py_plugins.footnote.index import footnote_def, footnote_ref

from linkaudit.extract.markdown import definitions, jsx, mdx, mkdocs, positions
from linkaudit.extract.markdown.blocks import DEEPEST
from linkaudit.extract.markdown.positions import BlockRule
from linkaudit.extract.markdown.tokens import LinkToken, in_html, text_behind
from linkaudit.model.document import LinkKind

InlineRule = Callable[[StateInline, bool], bool]

BLOCK_NESTING = 10 * DEEPEST  # never reached: `_shallow` stops before
INLINE_NESTING = 20  # the presets' own; each `[` that is never closed costs that much
RECORDER = "linkaudit.recorder"  # the key in a parser's env

# markdown-it reads destinations character by character; nearly all are one run without escapes,
# parentheses or entities, which one regular expression finds. The rest is left to it.
_PLAIN = re.compile(r"[^\x00-\x20\x7f\\()<&]+(?=[)\s]|\Z)")


@dataclass(slots=True)
class Recorder:
    """What the wrapped rules saw while one document was parsed."""

    found: list[LinkToken] = field(default_factory=list)
    consumed: list[tuple[int, int]] = field(default_factory=list)
    """Spans of the current block in which a bare URL is none: code, links, tags."""
    last_bracket: int = -1
    """Where the last `]` of the current block is: behind it, no link or image can begin."""
    muted: int = 0
    """Above 0 inside an image's alternative text, whose links are plain text."""
    depth: int = 0
    """How many lists and quotes the current block lies in."""
    too_deep: list[int] = field(default_factory=list)
    """Lines (from 0) at which nesting went on below `DEEPEST`."""


# ------------------------------------------------------------------ destinations


@dataclass(slots=True)
class Destination:
    """What markdown-it's own function returns, by the names that its rules read."""

    ok: bool
    pos: int
    str: str


def parse_destination(text: str, start: int, end: int) -> Destination:
    """The destination that begins at `start`; not `ok` where none does."""
    plain = _PLAIN.match(text, start, end)
    if plain is not None:
        return Destination(True, plain.end(), plain[0])
    found = helpers.parseLinkDestination(text, start, end)
    return Destination(found.ok, found.pos, found.str)


# What a parser's rules find under `md.helpers`.
HELPERS = SimpleNamespace(
    parseLinkDestination=parse_destination,
    parseLinkLabel=helpers.parseLinkLabel,
    parseLinkTitle=helpers.parseLinkTitle,
)


# ------------------------------------------------------------------ the parser


class _Parser(MarkdownIt):
    # The names and parameters of both methods are markdown-it-py's: it calls them.
    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002
        """Everything is a link; whether it may be followed is judged elsewhere, and said."""
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        """As written: the tokens' URLs are not read, and quoting them took a tenth of the time."""
        return url


@cache
def parser_for(max_nesting: int, adds: str = "") -> MarkdownIt:
    """The parser of this kind; one serves all documents."""
    return new_parser(max_nesting, adds)


def new_parser(max_nesting: int, adds: str = "") -> MarkdownIt:
    """A parser with the rules of a dialect, by their name."""
    parser = _Parser("commonmark", {"maxNesting": max_nesting, "store_labels": True})
    parser.enable("table")
    # markdown-it-py keeps a module there and only reads the three functions, which these are.
    parser.helpers = HELPERS  # type: ignore[assignment]
    parser.block.ruler.before(
        "reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]}
    )
    parser.inline.ruler.after("image", "footnote_ref", footnote_ref)
    # As on GitHub: no space inside the dollars, no digit behind them.
    parser.inline.ruler.before("escape", "math_inline", math_inline_dollar(False, False, True))
    extend(parser, adds)
    for name, wrap in _BLOCK.items():
        _wrap(parser.block.ruler, name, wrap)
    for name, wrap_inline in _INLINE.items():
        _wrap(parser.inline.ruler, name, wrap_inline)
    return parser


def extend(parser: MarkdownIt, adds: str) -> None:
    """Give a parser the rules of that name, in place of those that they replace."""
    if adds:
        lacks, add = _ADDITIONS[adds]
        add(parser)
        parser.disable(lacks)


_Rule = TypeVar("_Rule", BlockRule, InlineRule)


def _wrap(ruler: Ruler[_Rule], name: str, wrap: Callable[[_Rule], _Rule]) -> None:
    for rule in ruler.__rules__:
        if rule.name == name:
            rule.fn = wrap(rule.fn)


def _shallow(rule: BlockRule) -> BlockRule:
    """A container's rule, which stops at a depth that no writer means; its text is read flat."""

    def run(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        recorder: Recorder = state.env[RECORDER]
        if recorder.depth >= DEEPEST and not silent:
            if rule(state, start_line, end_line, True):
                recorder.too_deep.append(start_line)
            return False
        recorder.depth += 1
        accepted = rule(state, start_line, end_line, silent)
        recorder.depth -= 1
        return accepted

    return run


def _cautious(rule: InlineRule) -> InlineRule:
    """Math that holds a link is rather two prices: what is missed here is never checked."""

    def run(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if state.src[start] != "$" or not rule(state, True):
            return False
        inside = state.src[start : state.pos]
        state.pos = start
        if "](" in inside or "://" in inside:
            return False
        return rule(state, silent)

    return run


def _closed(rule: InlineRule) -> InlineRule:
    """The same rule, asked only where a `]` is to come: a run of `[` is soon read."""

    def run(state: StateInline, silent: bool) -> bool:
        recorder: Recorder = state.env[RECORDER]
        # An image's alternative text has a count of its own, which is not kept.
        return (recorder.muted > 0 or state.pos < recorder.last_bracket) and rule(state, silent)

    return run


_Reader = Callable[[StateInline, int, list[Token]], Iterable[LinkToken]]


def _recording(rule: InlineRule, read: _Reader) -> InlineRule:
    """The same rule, which also keeps the span it took and the links in it."""

    def run(state: StateInline, silent: bool) -> bool:
        recorder: Recorder = state.env[RECORDER]
        start, before = state.pos, len(state.tokens)
        is_image = state.src[start] == "!"
        recorder.muted += is_image
        accepted = rule(state, silent)
        recorder.muted -= is_image
        if accepted and not silent and not recorder.muted:
            recorder.consumed.append((start, state.pos))
            recorder.found += read(state, start, state.tokens[before:])
        return accepted

    return run


def _linked(state: StateInline, start: int, tokens: list[Token]) -> Iterator[LinkToken]:
    """`[text](destination)`, `[text][label]`, and the same with `!` before."""
    if state.src[start : state.pos + 1] == "[](){":  # an anchor of autorefs: `[](){#name}`
        return
    # Text before the link may be among the new tokens: markdown-it holds it back till now.
    number = next(n for n, token in enumerate(tokens) if token.type in ("link_open", "image"))
    opening = tokens[number]
    is_image = opening.type == "image"
    kind = LinkKind.IMAGE if is_image else LinkKind.INLINE
    if label := opening.meta.get("label"):
        span = start, start
        yield LinkToken(start, state.pos, span, "", "", LinkKind.REFERENCE, label, opening)
        return
    bracket = start + 1 if is_image else start
    position = label_end(state, bracket, is_image) + 2
    while state.src[position] in " \t\n":
        position += 1
    result = parse_destination(state.src, position, state.posMax)
    inside = (
        definitions.inside(state.src, position, result.pos) if result.ok else (position, position)
    )
    url = unescapeAll(state.src[inside[0] : inside[1]])
    yield LinkToken(start, state.pos, inside, url, "", kind, opening=opening)


def label_end(state: StateInline, bracket: int, is_image: bool) -> int:
    """Where the `]` is that closes the text of a link or image just read."""
    position = state.pos
    end: int = state.md.helpers.parseLinkLabel(state, bracket, not is_image)
    state.pos = position
    return end


def _autolinked(state: StateInline, start: int, _: list[Token]) -> Iterator[LinkToken]:
    written = state.src[start + 1 : state.pos - 1]
    has_scheme = ":" in written.partition("@")[0]
    url = written if has_scheme else "mailto:" + written
    yield LinkToken(start, state.pos, (start + 1, state.pos - 1), url, written, LinkKind.AUTOLINK)


def _nothing(_: StateInline, __: int, ___: list[Token]) -> Iterator[LinkToken]:
    """Code and math hold no links."""
    return iter(())


def _tagged(state: StateInline, start: int, _: list[Token]) -> Iterator[LinkToken]:
    yield from in_html(state.src[start : state.pos], start, text_behind(state.src, state.pos))


def _tagged_in_mdx(state: StateInline, start: int, _: list[Token]) -> Iterator[LinkToken]:
    text, behind = state.src[start : state.pos], text_behind(state.src, state.pos)
    yield from in_html(text, start, behind, jsx.tags)


_ADDITIONS: Mapping[str, tuple[Iterable[str], Callable[[MarkdownIt], None]]] = {
    "mdx": (mdx.LACKS, mdx.extend),
    "mkdocs": ((), mkdocs.extend),
}
_BLOCK: Mapping[str, Callable[[BlockRule], BlockRule]] = {
    "table": positions.mapped_cells,
    "heading": positions.mapped,
    "lheading": positions.mapped,
    "paragraph": positions.mapped,
    mdx.WORDS: positions.mapped,
    "html_block": positions.mapped,
    "reference": definitions.recorded,
    "blockquote": _shallow,
    "list": _shallow,
    "footnote_def": _shallow,
    mkdocs.NAME: _shallow,
}
_INLINE: Mapping[str, Callable[[InlineRule], InlineRule]] = {
    "link": lambda rule: _closed(_recording(rule, _linked)),
    "image": lambda rule: _closed(_recording(rule, _linked)),
    "autolink": lambda rule: _recording(rule, _autolinked),
    "html_inline": lambda rule: _recording(rule, _tagged),
    mdx.TEXT: lambda rule: _recording(rule, _tagged_in_mdx),
    "backticks": lambda rule: _recording(rule, _nothing),
    "math_inline": lambda rule: _recording(_cautious(rule), _nothing),
}
