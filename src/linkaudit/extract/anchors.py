"""What a fragment can point to in a document of Markdown: headings and explicit ids.

Slugs as GitHub makes them (github-slugger): lower case, punctuation dropped, spaces to
hyphens, `-1` for the second of a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from unicodedata import category

from markdown_it import MarkdownIt
from markdown_it.token import Token

from linkaudit.extract.html import ids
from linkaudit.extract.source import Source
from linkaudit.model import Document

# What Ruby's \p{Word} holds, which GitHub keeps: Python's \w has no marks, without which
# Hindi or Thai cannot be written.
_KEPT = frozenset({"Ll", "Lm", "Lo", "Lt", "Lu", "Mc", "Me", "Mn", "Nd", "Nl", "Pc"})


def anchors(document: Document) -> frozenset[str]:
    """Every fragment that leads somewhere in the document."""
    tokens = _parser().parse(Source.of(document.text).without_front_matter())
    counts: dict[str, int] = {}
    for heading in _headings(tokens):
        counts[_unused(slugify(heading), counts)] = 0
    found = set(counts)
    for token in tokens:
        for html in (token, *(token.children or ())):
            if html.type in ("html_block", "html_inline"):
                found.update(ids(html.content))
    return frozenset(found)


def slugify(heading: str) -> str:
    """The id that GitHub gives a heading with this text."""
    kept = (char for char in heading.strip().lower() if char in "- " or category(char) in _KEPT)
    return "".join(kept).replace(" ", "-")


def _unused(slug: str, counts: dict[str, int]) -> str:
    """The slug, or the first of `slug-1`, `slug-2` and so on that no heading has yet."""
    name = slug
    while name in counts:
        counts[slug] += 1
        name = f"{slug}-{counts[slug]}"
    return name


def _headings(tokens: list[Token]) -> Iterator[str]:
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            children = tokens[number + 1].children or ()
            texts = ("text", "code_inline", "image", "text_special")
            yield "".join(child.content for child in children if child.type in texts)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")
