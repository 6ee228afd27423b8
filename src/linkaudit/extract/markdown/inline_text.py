"""A block of Markdown as a reader reads it, and where each character of it is.

Knows what marks leave behind: of a link its text, of code and addresses nothing but a gap.
What the text says, it does not know.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from linkaudit.extract.markdown.bare import bare_urls
from linkaudit.extract.markdown.mdx import TEXT
from linkaudit.extract.markdown.parser import (
    INLINE_NESTING,
    RECORDER,
    InlineRule,
    Recorder,
    label_end,
    new_parser,
)

GAP = "\ufffc"  # where code, an address or a formula is: no name goes on across it
_MARKS = "linkaudit.marks"  # the key in a parser's env
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_CODE_TAGS = frozenset({"code", "kbd", "pre", "samp", "script", "style", "tt", "var"})
_STRUCK_TAGS = frozenset({"del", "s", "strike"})


@dataclass(slots=True)
class _Marks:
    """What is no text in the block that is being read, in offsets of the block."""

    spans: list[tuple[int, int, str]] = field(default_factory=list)
    """Start, end, and what a reader sees in place of it."""
    labels: list[tuple[int, int]] = field(default_factory=list)
    """The texts of links, and the alternative texts of images."""
    tags: list[tuple[int, int, str]] = field(default_factory=list)
    bases: list[int] = field(default_factory=lambda: [0])
    """Where the text that is being read begins: an image's is read apart."""


@dataclass(frozen=True, slots=True)
class InlineText:
    """The words of a block. `text[n]` is at `offsets[n]` of the block."""

    text: str
    offsets: tuple[int, ...]
    labels: tuple[tuple[int, int], ...]
    """The outermost, in order."""

    def label_around(self, start: int, end: int) -> str:
        """The words of the outermost link that holds part of the text from `start` to `end`."""
        first, last = self.offsets[start], self.offsets[end - 1]
        # The labels are apart and in order, so their ends are, too.
        index = bisect_right(self.labels, first, key=lambda label: label[1])
        if index == len(self.labels) or self.labels[index][0] > last:
            return ""
        opening, closing = self.labels[index]
        inside = bisect_left(self.offsets, opening), bisect_left(self.offsets, closing)
        return self.text[slice(*inside)]


def read_block(content: str, env: dict[str, Any], adds: str = "") -> InlineText:
    """The words of one block's text; `env` and the rules `adds` are its document's."""
    marks = _Marks()
    recorder = Recorder()
    recorder.last_bracket = content.rfind("]")
    parser = _parser(adds)
    parser.inline.parse(content, parser, env | {RECORDER: recorder, _MARKS: marks}, [])
    spans = sorted([*marks.spans, *_elements(marks.tags)], key=lambda span: (span[0], -span[1]))
    text, offsets = _without(content, spans)
    return InlineText(_without_urls(text), tuple(offsets), tuple(_outermost(marks.labels)))


def _outermost(labels: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Without an image's within a link's."""
    position = 0
    for opening, closing in sorted(labels, key=lambda label: (label[0], -label[1])):
        if opening >= position:
            yield opening, closing
            position = closing


def _without(content: str, spans: list[tuple[int, int, str]]) -> tuple[str, list[int]]:
    pieces: list[str] = []
    offsets: list[int] = []
    position = 0
    for start, end, shown in spans:
        if end <= position:
            continue  # inside an element of code
        pieces += [content[position:start], shown]
        offsets += [*range(position, start), *[start] * len(shown)]
        position = end
    pieces.append(content[position:])
    return "".join(pieces), [*offsets, *range(position, len(content))]


def _without_urls(text: str) -> str:
    pieces: list[str] = []
    position = 0
    for start, end in bare_urls(text, 0, len(text)):
        pieces += [text[position:start], GAP * (end - start)]
        position = end
    return "".join([*pieces, text[position:]])


def _elements(tags: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Those of code and of what is struck out, from tag to tag; unclosed ones hold nothing."""
    opened: dict[str, int] = {}
    for start, end, tag in tags:
        name = _tag_name(tag)
        if name not in _CODE_TAGS | _STRUCK_TAGS:
            continue
        if not tag.startswith("</"):
            opened.setdefault(name, start)
        elif name in opened:
            yield opened.pop(name), end, GAP


def _tag_name(tag: str) -> str:
    found = _TAG.match(tag)
    return found[1].lower() if found else ""


# ------------------------------------------------------------------ the parser


@cache
def _parser(adds: str) -> MarkdownIt:
    parser = new_parser(INLINE_NESTING, adds)
    for rule in parser.inline.ruler.__rules__:
        if rule.name != "text":
            rule.fn = _marking(rule.name, rule.fn)
    return parser


def _marking(name: str, rule: InlineRule) -> InlineRule:
    """The same rule, which also says what of the span that it took is no text."""

    def run(state: StateInline, silent: bool) -> bool:
        if silent:
            return rule(state, True)
        marks: _Marks = state.env[_MARKS]
        start, base = state.pos, marks.bases[-1]
        marks.bases.append(base + start + len("![") if name == "image" else base)
        accepted = rule(state, False)
        marks.bases.pop()
        if accepted:
            _mark(marks, name, state, start, base)
        return accepted

    return run


def _mark(marks: _Marks, name: str, state: StateInline, start: int, base: int) -> None:
    written = state.src[start : state.pos]
    if name in ("link", "image"):
        bracket = start + (name == "image")
        closing = label_end(state, bracket, name == "image")
        marks.spans.append((base + start, base + bracket + 1, ""))
        marks.spans.append((base + closing, base + state.pos, ""))
        marks.labels.append((base + bracket + 1, base + closing))
        return
    shown = _shown(name, state, start, written)
    if shown == written:
        return
    # The character behind a backslash is text.
    end = start + 1 if name == "escape" and shown == "" else state.pos
    marks.spans.append((base + start, base + end, shown))
    if written[:1] == "<" and name in ("html_inline", TEXT):
        marks.tags.append((base + start, base + state.pos, written))


_SHOWN: Mapping[str, str] = {
    "newline": " ",
    "autolink": GAP,
    "math_inline": GAP,
    "footnote_ref": "",
    "html_inline": "",
}


def _shown(name: str, state: StateInline, start: int, written: str) -> str:
    """What a reader sees of a span."""
    match name:
        case "escape":
            return " " if written == "\\\n" else ""
        case "backticks":
            return written if set(written) == {"`"} else GAP
        case "entity":
            decoded = state.tokens[-1].content
            # A letter that is written so: its place is not that of one character.
            return GAP if decoded.isalnum() or len(decoded) > 1 else decoded
        case "emphasis":
            around = state.src[max(start - 1, 0) : start], state.src[state.pos : state.pos + 1]
            return written if all(not char.strip() for char in around) else ""
        case "html_inline" | "mdx_text" if _tag_name(written) == "br":
            return " "
        case "mdx_text":
            return "" if written[:1] == "<" else GAP
    return _SHOWN.get(name, written)
