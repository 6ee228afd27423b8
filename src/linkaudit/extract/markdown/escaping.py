"""How a URL is written where a destination of Markdown is, so that it is read back as it was meant.

Each way is a proposal, the author's own form first and escapes only where they are needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from linkaudit.extract.html import amp_as_before, attribute_spellings
from linkaudit.extract.markdown.bare import bare_urls
from linkaudit.extract.markdown.dialect import Dialect
from linkaudit.extract.reader import Spelling
from linkaudit.model.document import Link, LinkKind

_PUNCTUATION = r"!-/:-@\[-`{-~"
# CommonMark §2.4, §2.5: what would be taken for an escape.
_ESCAPING = re.compile(rf"\\(?=[{_PUNCTUATION}]|\Z)")
_ENTITY = re.compile(r"&(?=(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\x00-\x20\x7f]*")  # CommonMark §6.5
# What in running text may be a mark of something else; `_` within a word is none.
_MARK = re.compile(r"[*~`$\\|<>\[\]{}]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_DEEPEST = 30  # parentheses within each other; CommonMark §6.3 asks for 3, cmark reads 32


def spellings(dialect: Dialect, link: Link, url: str, line: str) -> Iterator[Spelling]:
    """Every way that may do, the best first; `line` is the one that the destination is on."""
    for before, body, after in _spellings(dialect, link, url, line):
        yield before, body, after
        if "|" in body:  # GFM §4.10, in a cell
            yield before, body.replace("|", "\\|"), after


def _spellings(dialect: Dialect, link: Link, url: str, line: str) -> Iterator[Spelling]:
    match link.kind:
        case LinkKind.INLINE | LinkKind.IMAGE | LinkKind.REFERENCE:
            yield from _in_markdown(link, url, line)
        case LinkKind.AUTOLINK:
            if _ABSOLUTE.fullmatch(url):
                yield "", url, ""
        case LinkKind.BARE:
            yield from _bare(dialect, link, url)
        case LinkKind.HTML:
            yield from attribute_spellings(link, url)


def _in_markdown(link: Link, url: str, line: str) -> Iterator[Spelling]:
    escaped = amp_as_before(link, _ENTITY.sub("&amp;", _ESCAPING.sub(r"\\\\", url)))
    in_brackets = escaped.replace("<", "\\<").replace(">", "\\>")
    # Without brackets, no destination begins with `<`.
    if line[link.region.column - 2 : link.region.column - 1] == "<":
        yield "", in_brackets, ""
        return
    if " " not in url:
        plain = escaped if _is_balanced(url) else re.sub(r"([()])", r"\\\1", escaped)
        yield "", re.sub(r"\A<", r"\\<", plain), ""
    yield "<", in_brackets, ">"


def _bare(dialect: Dialect, link: Link, url: str) -> Iterator[Spelling]:
    """As it is, if all of it would be taken; else in angle brackets, where they make a link."""
    body = url
    if link.destination[:4].lower() == "www." and url.startswith("http://www."):
        body = url.removeprefix("http://")
    is_whole = list(bare_urls(body, 0, len(body))) == [(0, len(body))]
    if is_whole and not _MARK.search(body) and not _ENTITY.search(body):
        yield "", body, ""
    if dialect.has_autolinks and _ABSOLUTE.fullmatch(url):
        yield "<", url, ">"


def _is_balanced(url: str) -> bool:
    depth = 0
    for mark in re.findall(r"[()]", url):
        depth += 1 if mark == "(" else -1
        if not 0 <= depth <= _DEEPEST:
            return False
    return depth == 0
