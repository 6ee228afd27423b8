"""markdown-it-py with rules that also keep what they saw: links, and where they stand.

Decides nothing of its own: what is a link is markdown-it-py's to say. It drops nothing
either: what cannot be followed (`javascript:`, `data:`) is a link all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt, rules_block, rules_inline
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from linkaudit.extract import definitions, positions
from linkaudit.extract.destinations import HELPERS, parse_destination
from linkaudit.extract.html import url_attributes
from linkaudit.extract.positions import BlockRule
from linkaudit.model import Kind

InlineRule = Callable[[StateInline, bool], bool]

BLOCK_NESTING = 200  # the presets drop links below list depth 10 and quote depth 20
INLINE_NESTING = 20  # the presets' own; each `[` that is never closed costs that much
RECORDER = "linkaudit.recorder"  # the key in a parser's env


@dataclass(frozen=True, slots=True)
class Found:
    """One link inside a block's text: the span of all of it, and of its destination."""

    start: int
    end: int
    destination: tuple[int, int]
    url: str
    text: str
    kind: Kind
    label: str = ""
    opening: Token | None = None
    """The token whose text is the link's; known only when all of the block is read."""


@dataclass(slots=True)
class Recorder:
    """What the wrapped rules saw while one document was parsed."""

    found: list[Found] = field(default_factory=list)
    consumed: list[tuple[int, int]] = field(default_factory=list)
    """Spans of the current block in which a bare URL is none: code, links, tags."""
    last_bracket: int = -1
    """Where the last `]` of the current block is: behind it, no link or image can begin."""
    muted: int = 0
    """Above 0 inside an image's alternative text, whose links are plain text."""


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002  markdown-it's signature
        """Everything is a link; whether it may be followed is judged elsewhere, and said."""
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802  markdown-it's signature
        """As written: nobody reads the tokens' URLs, and quoting them took a tenth of the time."""
        return url


@cache
def parser_for(max_nesting: int) -> MarkdownIt:
    parser = _Parser("commonmark", {"maxNesting": max_nesting, "store_labels": True})
    parser.enable("table")
    parser.helpers = HELPERS  # type: ignore[assignment]  # a module there, its functions here
    _wrap_block_rules(parser)
    _wrap_inline_rules(parser)
    return parser


def _wrap_block_rules(parser: MarkdownIt) -> None:
    terminating = {
        "table": ["paragraph", "reference"],
        "heading": ["paragraph", "reference", "blockquote"],
        "html_block": ["paragraph", "reference", "blockquote"],
    }
    leaves: dict[str, BlockRule] = {
        "table": positions.mapped_cells(rules_block.table),
        "heading": positions.mapped(rules_block.heading),
        "lheading": positions.mapped(rules_block.lheading),
        "paragraph": positions.mapped(rules_block.paragraph),
        "html_block": positions.mapped(rules_block.html_block),
        "reference": definitions.recorded(rules_block.reference),
    }
    for name, rule in leaves.items():
        parser.block.ruler.at(name, rule, {"alt": terminating.get(name, [])})


def _wrap_inline_rules(parser: MarkdownIt) -> None:
    wrapped: dict[str, InlineRule] = {
        "link": _closed(_recording(rules_inline.link, _linked)),
        "image": _closed(_recording(rules_inline.image, _linked)),
        "autolink": _recording(rules_inline.autolink, _autolinked),
        "html_inline": _recording(rules_inline.html_inline, _tagged),
        "backticks": _recording(rules_inline.backtick, lambda *_: ()),
    }
    for name, rule in wrapped.items():
        parser.inline.ruler.at(name, rule)


def _closed(rule: InlineRule) -> InlineRule:
    """The same rule, asked only where a `]` is to come: a run of `[` is soon read."""

    def run(state: StateInline, silent: bool) -> bool:
        recorder: Recorder = state.env[RECORDER]
        # An image's alternative text has a count of its own, which nobody keeps.
        return (recorder.muted > 0 or state.pos < recorder.last_bracket) and rule(state, silent)

    return run


_Reader = Callable[[StateInline, int, list[Token]], Iterable[Found]]


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


def _linked(state: StateInline, start: int, tokens: list[Token]) -> Iterator[Found]:
    """`[text](destination)`, `[text][label]`, and the same with `!` before."""
    # Text before the link may be among the new tokens: markdown-it holds it back till now.
    number = next(n for n, token in enumerate(tokens) if token.type in ("link_open", "image"))
    opening = tokens[number]
    is_image = opening.type == "image"
    kind = Kind.IMAGE if is_image else Kind.INLINE
    if label := opening.meta.get("label"):
        span = start, start
        yield Found(start, state.pos, span, "", "", Kind.REFERENCE, label, opening)
        return
    bracket = start + 1 if is_image else start
    position = _label_end(state, bracket, is_image) + 2
    while state.src[position] in " \t\n":
        position += 1
    result = parse_destination(state.src, position, state.posMax)
    inside = (
        definitions.inside(state.src, position, result.pos) if result.ok else (position, position)
    )
    url = unescapeAll(state.src[inside[0] : inside[1]])
    yield Found(start, state.pos, inside, url, "", kind, opening=opening)


def _label_end(state: StateInline, bracket: int, is_image: bool) -> int:
    position = state.pos
    end: int = state.md.helpers.parseLinkLabel(state, bracket, not is_image)
    state.pos = position
    return end


def _autolinked(state: StateInline, start: int, _: list[Token]) -> Iterator[Found]:
    written = state.src[start + 1 : state.pos - 1]
    has_scheme = ":" in written.partition("@")[0]
    url = written if has_scheme else "mailto:" + written
    yield Found(start, state.pos, (start + 1, state.pos - 1), url, written, Kind.AUTOLINK)


def _tagged(state: StateInline, start: int, _: list[Token]) -> Iterator[Found]:
    yield from in_html(state.src[start : state.pos], start)


def in_html(text: str, offset: int) -> Iterator[Found]:
    for item in url_attributes(text):
        span = offset + item.start, offset + item.end
        yield Found(offset + item.tag_start, span[1], span, item.value, f"<{item.tag}>", Kind.HTML)
