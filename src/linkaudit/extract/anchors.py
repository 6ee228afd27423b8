"""What a fragment can point to in a document of Markdown: headings and explicit ids.

Slugs as GitHub makes them (github-slugger): lower case, punctuation dropped, spaces to
hyphens, `-1` for the second of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from linkaudit.extract.html import ids
from linkaudit.extract.source import Source
from linkaudit.model import Document

_DROPPED = re.compile(r"[^\w\- ]")  # \w: letters and digits of every script


def anchors(document: Document) -> frozenset[str]:
    """Every fragment that leads somewhere in the document."""
    tokens = _parser().parse(Source.of(document.text).without_front_matter())
    found: set[str] = set()
    counts: dict[str, int] = {}
    for heading in _headings(tokens):
        slug = slugify(heading)
        number = counts.get(slug, 0)
        counts[slug] = number + 1
        found.add(f"{slug}-{number}" if number else slug)
    for token in tokens:
        for html in (token, *(token.children or ())):
            if html.type in ("html_block", "html_inline"):
                found.update(ids(html.content))
    return frozenset(found)


def slugify(heading: str) -> str:
    """The id that GitHub gives a heading with this text."""
    return _DROPPED.sub("", heading.strip().lower()).replace(" ", "-")


def _headings(tokens: list[Token]) -> Iterator[str]:
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            children = tokens[number + 1].children or ()
            texts = ("text", "code_inline", "image", "text_special")
            yield "".join(child.content for child in children if child.type in texts)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")
