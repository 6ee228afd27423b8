"""Links in a document of Markdown: CommonMark with GFM's tables and bare URLs.

markdown-it-py decides what is a link; this file keeps where each destination stands.
It drops nothing: what cannot be followed (`javascript:`, `data:`) is a link all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from markdown_it import MarkdownIt, rules_block, rules_inline
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from linkaudit.extract import definitions, positions
from linkaudit.extract.bare import bare_urls
from linkaudit.extract.definitions import DEFINITIONS, Definition
from linkaudit.extract.html import url_attributes
from linkaudit.extract.positions import MAP, BlockRule
from linkaudit.extract.source import OffsetMap, Source
from linkaudit.model import Document, Kind, Link, Place

InlineRule = Callable[[StateInline, bool], bool]

BLOCK_NESTING = 200  # the presets drop links below list depth 10 and quote depth 20
INLINE_NESTING = 20  # the presets' own; each `[` that is never closed costs that much
_BOUND = "linkaudit.recorder"  # the key in a parser's env


@dataclass(frozen=True, slots=True)
class _Found:
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
class _Recorder:
    """What the wrapped rules saw while one document was parsed."""

    found: list[_Found] = field(default_factory=list)
    consumed: list[tuple[int, int]] = field(default_factory=list)
    """Spans of the current block in which a bare URL is none: code, links, tags."""
    last_bracket: int = -1
    """Where the last `]` of the current block is: behind it, no link or image can begin."""
    muted: int = 0
    """Above 0 inside an image's alternative text, whose links are plain text."""


def extract(document: Document) -> tuple[Link, ...]:
    """Every link of a document, in the order in which destinations stand."""
    source = Source.of(document.text)
    recorder = _Recorder()
    defined: list[Definition] = []
    env: dict[str, object] = {_BOUND: recorder, DEFINITIONS: defined}
    tokens: list[Token] = []
    parser = _parser(BLOCK_NESTING)
    parser.block.parse(source.without_front_matter(), parser, env, tokens)
    links: list[Link] = []
    uses: dict[str, list[tuple[Place, str]]] = {}
    for found, mapping in _in_blocks(env, tokens, recorder):
        place = source.place(mapping(found.start))
        if found.label:
            uses.setdefault(found.label, []).append((place, found.text))
            continue
        links.append(_link(document.path, source, found, mapping, place))
    links += _definitions(document.path, source, defined, uses)
    return tuple(sorted(links, key=lambda link: link.region))


def _link(path: str, source: Source, found: _Found, mapping: OffsetMap, place: Place) -> Link:
    start, end = found.destination
    # The end is mapped from the last character: one behind it, another piece may begin.
    first = mapping(start)
    last = mapping(end - 1) + 1 if end > start else first
    written = source.text[first:last]
    region = source.region(first, last)
    return Link(path, region, written, found.url, found.text, found.kind, (place,))


def _definitions(
    path: str,
    source: Source,
    defined: Iterable[Definition],
    uses: dict[str, list[tuple[Place, str]]],
) -> Iterator[Link]:
    for definition in defined:
        # The first definition of a label wins (CommonMark §4.7), so it takes all uses.
        used = uses.pop(definition.label, [])
        text = used[0][1] if used else definition.text
        written = source.text[definition.start : definition.end]
        region = source.region(definition.start, definition.end)
        places = tuple(place for place, _ in used)
        yield Link(path, region, written, unescapeAll(written), text, Kind.REFERENCE, places)


def _in_blocks(
    env: dict[str, object], tokens: list[Token], recorder: _Recorder
) -> Iterator[tuple[_Found, OffsetMap]]:
    parser = _parser(INLINE_NESTING)
    for token in tokens:
        if token.type not in ("inline", "html_block"):
            continue
        mapping: OffsetMap = token.meta[MAP]
        recorder.found, recorder.consumed = [], []
        if token.type == "html_block":
            recorder.found += _in_html(token.content, 0)
        else:
            recorder.last_bracket = token.content.rfind("]")
            texts = _texts(parser.inline.parse(token.content, parser, env, []))
            recorder.found = [_with_text(found, texts) for found in recorder.found]
            recorder.found += _bare(token.content, recorder.consumed)
        for found in recorder.found:
            yield found, mapping


def _in_html(text: str, offset: int) -> Iterator[_Found]:
    for item in url_attributes(text):
        span = offset + item.start, offset + item.end
        yield _Found(offset + item.tag_start, span[1], span, item.value, f"<{item.tag}>", Kind.HTML)


def _bare(text: str, consumed: list[tuple[int, int]]) -> Iterator[_Found]:
    position = 0
    for start, end in [*sorted(consumed), (len(text), len(text))]:
        if start > position:
            for first, last in bare_urls(text, position, start):
                written = text[first:last]
                url = written if written[:4].lower() == "http" else "http://" + written
                yield _Found(first, last, (first, last), unescapeAll(url), written, Kind.BARE)
        position = max(position, end)


# ------------------------------------------------------------------- the parser


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002  markdown-it's signature
        """Everything is a link; whether it may be followed is judged elsewhere, and said."""
        return True


@cache
def _parser(max_nesting: int) -> MarkdownIt:
    parser = _Parser("commonmark", {"maxNesting": max_nesting, "store_labels": True})
    parser.enable("table")
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
        recorder: _Recorder = state.env[_BOUND]
        # An image's alternative text has a count of its own, which nobody keeps.
        return (recorder.muted > 0 or state.pos < recorder.last_bracket) and rule(state, silent)

    return run


_Reader = Callable[[StateInline, int, list[Token]], Iterable[_Found]]


def _recording(rule: InlineRule, read: _Reader) -> InlineRule:
    """The same rule, which also keeps the span it took and the links in it."""

    def run(state: StateInline, silent: bool) -> bool:
        recorder: _Recorder = state.env[_BOUND]
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


def _linked(state: StateInline, start: int, tokens: list[Token]) -> Iterator[_Found]:
    """`[text](destination)`, `[text][label]`, and the same with `!` before."""
    # Text before the link may be among the new tokens: markdown-it holds it back till now.
    number = next(n for n, token in enumerate(tokens) if token.type in ("link_open", "image"))
    opening = tokens[number]
    is_image = opening.type == "image"
    kind = Kind.IMAGE if is_image else Kind.INLINE
    if label := opening.meta.get("label"):
        span = start, start
        yield _Found(start, state.pos, span, "", "", Kind.REFERENCE, label, opening)
        return
    bracket = start + 1 if is_image else start
    position = _label_end(state, bracket, is_image) + 2
    while state.src[position] in " \t\n":
        position += 1
    result = state.md.helpers.parseLinkDestination(state.src, position, state.posMax)
    inside = (
        definitions.inside(state.src, position, result.pos) if result.ok else (position, position)
    )
    url = unescapeAll(state.src[inside[0] : inside[1]])
    yield _Found(start, state.pos, inside, url, "", kind, opening=opening)


def _label_end(state: StateInline, bracket: int, is_image: bool) -> int:
    position = state.pos
    end: int = state.md.helpers.parseLinkLabel(state, bracket, not is_image)
    state.pos = position
    return end


def _autolinked(state: StateInline, start: int, _: list[Token]) -> Iterator[_Found]:
    written = state.src[start + 1 : state.pos - 1]
    has_scheme = ":" in written.partition("@")[0]
    url = written if has_scheme else "mailto:" + written
    yield _Found(start, state.pos, (start + 1, state.pos - 1), url, written, Kind.AUTOLINK)


def _tagged(state: StateInline, start: int, _: list[Token]) -> Iterator[_Found]:
    yield from _in_html(state.src[start : state.pos], start)


def _with_text(found: _Found, texts: dict[int, str]) -> _Found:
    return replace(found, text=texts[id(found.opening)]) if found.opening else found


def _texts(tokens: list[Token]) -> dict[int, str]:
    """The words of each link and image, by the identity of its opening token.

    Only a finished block has them: till then, the marks of emphasis are text.
    """
    texts: dict[int, str] = {}
    opening = 0
    for number, token in enumerate(tokens):
        if token.type == "link_open":
            opening = number
        elif token.type == "link_close":
            texts[id(tokens[opening])] = _words(tokens[opening:number]).strip()
        elif token.type == "image":
            texts[id(token)] = _words([token]).strip()
    return texts


def _words(tokens: Iterable[Token]) -> str:
    """What a reader sees; of an image, its alternative text."""
    words = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            words.append(" ")
        elif token.type == "image":
            words.append(_words(token.children or ()))
        elif token.type in ("text", "code_inline", "text_special"):
            words.append(token.content)
    return "".join(words)
