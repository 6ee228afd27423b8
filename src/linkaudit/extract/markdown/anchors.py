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

from linkaudit.extract.html import ids
from linkaudit.extract.markdown.blocks import DEEPEST
from linkaudit.extract.markdown.dialect import GFM, Dialect
from linkaudit.extract.markdown.parser import INLINE_NESTING, extend
from linkaudit.extract.markdown.slugs import attribute_ids, heading_ids
from linkaudit.extract.source import Source
from linkaudit.model.document import Document
from linkaudit.model.slugger import Slugger

_TEXTS = frozenset({"text", "code_inline", "text_special"})

# Most blocks hold neither; those are not read for what is within the line.
_MAY_HOLD_ID = re.compile(r"<[A-Za-z][^<]*\b(?:id|name)\s*=|\{[^{}\n]*(?:#|id=)", re.I)
_HTML_HEADING = re.compile(r"<h[1-6](?=[\s>])[^<>]*>", re.I)
_HTML_HEADING_END = re.compile(r"</h[1-6]\s*>", re.I)
_TAG = re.compile(r"<[^<>]*>")


def anchors(document: Document, slugger: Slugger, dialect: Dialect = GFM) -> frozenset[str]:
    """Every fragment that leads somewhere in the document."""
    blocks, parser = _parser(2 * DEEPEST, dialect.adds), _parser(INLINE_NESTING, dialect.adds)
    tokens: list[Token] = []
    env: dict[str, object] = {}  # headings hold references, too
    blocks.block.parse(Source.of(document.text).without_front_matter(), blocks, env, tokens)
    headings: list[str] = []
    by_hand: set[str] = set()
    is_heading = False
    for token in tokens:
        if token.type == "html_block":
            by_hand.update(ids(token.content))
            headings += _html_headings(token.content, slugger)
        elif token.type == "inline" and (is_heading or _MAY_HOLD_ID.search(token.content)):
            inside = parser.inline.parse(token.content, parser, env, [])
            by_hand.update(_inline_ids(inside, slugger))
            if is_heading:
                headings.append(_words(inside, slugger))
        is_heading = token.type == "heading_open"
    return frozenset(by_hand | heading_ids(headings, slugger, by_hand))


def _inline_ids(tokens: list[Token], slugger: Slugger) -> Iterator[str]:
    for token in tokens:
        if token.type == "html_inline":
            yield from ids(token.content)
        elif token.type == "text" and slugger is Slugger.MKDOCS:
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
def _parser(nesting: int, adds: str) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": nesting}).enable(["table", "strikethrough"])
    extend(parser, adds)
    return parser
