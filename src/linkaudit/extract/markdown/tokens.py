"""A link as it was found in a stretch of a document, and how the ones in HTML are found.

Offsets are those of the text that was read. Knows no parser.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from linkaudit.extract.html import LONGEST_WORDS, Tags, url_attributes, words
from linkaudit.extract.markdown.bare import bare_urls
from linkaudit.model.document import Defect, LinkKind

if TYPE_CHECKING:
    from markdown_it.token import Token


class LinkToken(NamedTuple):
    """One link inside a block's text: the span of all of it, and of its destination."""

    start: int
    end: int
    destination: tuple[int, int]
    url: str
    text: str
    kind: LinkKind
    label: str = ""
    opening: Token | None = None
    """The token whose text is the link's; known only when all of the block is read."""
    defect: Defect | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition: its label as links find it and as a reader sees it, and its destination."""

    label: str
    text: str
    start: int
    end: int


def in_html(
    text: str, offset: int, behind: str = "", tags: Tags | None = None
) -> Iterator[LinkToken]:
    """The links in a piece of HTML at `offset`; `behind` is what follows it.

    `tags` finds them where they are not written as in HTML.
    """
    for item in url_attributes(text, tags):
        span = offset + item.start, offset + item.end
        seen = words(item, text_behind(text, item.tag_end) + behind)
        yield LinkToken(offset + item.tag_start, span[1], span, item.value, seen, LinkKind.HTML)


def text_behind(text: str, position: int) -> str:
    """As much of it as the words of a link may be in."""
    return text[position : position + LONGEST_WORDS]


def may_hold_bare_url(text: str) -> bool:
    """Whether it pays to look for one."""
    return "://" in text or "www." in text.lower()


def in_plain_text(text: str, start: int, end: int) -> Iterator[LinkToken]:
    """The bare URLs between two offsets."""
    for first, last in bare_urls(text, start, end):
        written = text[first:last]
        url = unescaped(written if written[:4].lower() == "http" else "http://" + written)
        yield LinkToken(first, last, (first, last), url, written, LinkKind.BARE)


def unescaped(written: str) -> str:
    """What a destination means: backslash escapes and entities resolved (CommonMark §2.4, §2.5)."""
    if "\\" not in written and "&" not in written:
        return written
    # Imported here: few destinations need it, and with it comes all of the parser.
    from markdown_it.common.utils import unescapeAll

    return unescapeAll(written)
