"""What a fragment can point to in a document: its headings, and ids set by hand.

How the id of a heading is spelt is `slugs.py`'s to know; here it is found what is a
heading, and what an id. Of HTML only the ids are read.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin

from linkaudit.extract.html import ids
from linkaudit.extract.markdown.blocks import DEEPEST
from linkaudit.extract.markdown.containers import opened
from linkaudit.extract.markdown.dialect import GFM, MDX, Dialect
from linkaudit.extract.markdown.parser import INLINE_NESTING
from linkaudit.extract.markdown.slugs import attribute_ids, explicit_mark, heading_ids
from linkaudit.extract.source import Source
from linkaudit.model.document import Document
from linkaudit.model.slugger import Slugger

_HEADED = frozenset({"heading_open", "dt_open"})
_TEXTS = frozenset({"text", "code_inline", "text_special"})

# Most blocks hold neither; those are not read for what is within the line.
_MAY_HOLD_ID = re.compile(r"<[A-Za-z][^<]*\b(?:id|name)\s*=|\{[^{}\n]*(?:#|id=)", re.I)
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_FOOTNOTE = re.compile(r"^ {0,3}\[\^([^\[\]\s]+)\]:", re.M)
_TAB = re.compile(r"^ *=== ?[+!]?[ ]?[\"']", re.M)
_MOST_TABS = 20
# MyST: `(label)=`, the names of directives; reStructuredText: `.. _label:`.
_LABEL = re.compile(
    r"^[ \t]*(?:\(([^()\n]+)\)=[ \t]*$|:(?:name|label):[ \t]*(\S+)|\.\. _([^:\n]+):[ \t]*$)", re.M
)
_HTML_HEADING = re.compile(r"<h[1-6](?=[\s>])[^<>]*>", re.I)
_HTML_HEADING_END = re.compile(r"</h[1-6]\s*>", re.I)
_TAG = re.compile(r"<[^<>]*>")


def anchors(document: Document, slugger: Slugger, dialect: Dialect = GFM) -> frozenset[str]:
    """Every fragment that leads somewhere in the document."""
    if slugger is Slugger.DOCUSAURUS:  # to which `.md` is MDX, too
        dialect = MDX
    text = Source.of(document.text).without_front_matter()
    if slugger.opens_containers:
        text = opened(text)
    read = _without_fences(dialect.blanked(text)) if dialect is MDX else text
    lines = text.split("\n") if dialect is MDX else []
    blocks, parser = (
        _parser(2 * DEEPEST, dialect.lacks, slugger.reads_terms),
        _parser(INLINE_NESTING),
    )
    tokens: list[Token] = []
    blocks.block.parse(read, blocks, {}, tokens)
    headings: list[str] = []
    by_hand = set(_marked_ids(text, slugger))
    titles: set[int] = set()
    is_heading, level = False, ""
    for token in tokens:
        if token.type == "html_block":
            by_hand.update(ids(token.content))
            headings += _html_headings(token.content, slugger)
        elif token.type == "inline" and (is_heading or _MAY_HOLD_ID.search(token.content)):
            inside = parser.inline.parse(token.content, parser, {}, [])
            by_hand.update(_inline_ids(inside, slugger))
            if is_heading:
                words = _words(inside, slugger)
                # An id in braces is JavaScript to MDX, and blank here.
                mark = explicit_mark(lines[token.map[0]]) if lines and token.map else ""
                headings.append(f"{words.rstrip()} {mark}" if mark else words)
                if slugger.skips_titles and level == "h1":
                    titles.add(len(headings) - 1)
        is_heading, level = token.type in _HEADED, token.tag
    return frozenset(by_hand | heading_ids(headings, slugger, by_hand, titles))


def _without_fences(text: str) -> str:
    """MDX without its code blocks: without indented code, a fence opens and closes at any depth."""
    lines, fence = [], ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if fence:
            is_end = mark and mark[1].startswith(fence) and not line[mark.end() :].strip()
            fence = "" if is_end else fence
            lines.append("")
        elif mark and not (mark[1][0] == "`" and "`" in line[mark.end() :]):
            fence = mark[1]
            lines.append("")
        else:
            lines.append(line)
    return "\n".join(lines)


def _marked_ids(text: str, slugger: Slugger) -> Iterator[str]:
    """Ids of footnotes, tabs and labels, where the generator makes such."""
    for number, label in enumerate(_FOOTNOTE.findall(text), 1):
        for start in slugger.footnotes:
            yield from (f"{start}{label}", f"{start}{number}")
    if slugger.opens_containers:
        tabs = range(1, 1 + min(len(_TAB.findall(text)), _MOST_TABS))
        yield from (f"__tabbed_{one}_{other}" for one in tabs for other in tabs)
    if slugger is Slugger.STARLIGHT:  # its own heading above the page, and the list of contents
        yield from ("_top", "starlight__on-this-page")
    if slugger is Slugger.SPHINX:
        for label in _LABEL.findall(text):
            name = next(filter(None, label))
            yield from (name, name.lower().replace("_", "-"))


def _inline_ids(tokens: list[Token], slugger: Slugger) -> Iterator[str]:
    for token in tokens:
        if token.type == "html_inline":
            yield from ids(token.content)
        elif token.type == "text" and slugger.reads_attributes:
            yield from attribute_ids(token.content)


def _words(tokens: list[Token], slugger: Slugger) -> str:
    """The text of a heading, without its marks."""
    read = _TEXTS | {"image"} if slugger.reads_pictures else _TEXTS
    return "".join(token.content for token in tokens if token.type in read)


def _html_headings(text: str, slugger: Slugger) -> Iterator[str]:
    """The text of each `<h1>` to `<h6>`, where that counts."""
    position = 0
    while slugger.reads_html_headings and (found := _HTML_HEADING.search(text, position)):
        end = _HTML_HEADING_END.search(text, found.end())
        if end is None:
            return
        words = html.unescape(_TAG.sub("", text[found.end() : end.start()]))
        yield " ".join(words.split())
        position = end.end()


@cache
def _parser(nesting: int, lacks: tuple[str, ...] = (), terms: bool = False) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": nesting})
    if terms:
        parser.use(deflist_plugin)
    return parser.enable(["table", "strikethrough"]).disable(lacks)
