"""How a URL is written where a destination stands, so that it is read back as it was meant.

Each way is a proposal, the author's own form first and escapes only where they are needed.
Whether one holds in its place, `sound.py` finds out by reading the text again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from linkaudit.extract.markdown.bare import bare_urls
from linkaudit.fix.text_edits import MARKS_OF_LINE, Lines, NewLine, Replacement, TextEdit
from linkaudit.model.document import Link, LinkKind

_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")  # no file of UTF-8 holds half a character
_PUNCTUATION = r"!-/:-@\[-`{-~"
# CommonMark §2.4, §2.5: what would be taken for an escape.
_ESCAPING = re.compile(rf"\\(?=[{_PUNCTUATION}]|\Z)")
_ENTITY = re.compile(r"&(?=(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\x00-\x20\x7f]*")  # CommonMark §6.5
# What in running text may be a mark of something else; `_` within a word is none.
_MARK = re.compile(r"[*~`$\\|<>\[\]{}]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_DEEPEST = 30  # parentheses within each other; CommonMark §6.3 asks for 3, cmark reads 32


def encodings(link: Link, url: str, line: str, *, is_mdx: bool = False) -> Iterator[Replacement]:
    """Every way that may do, the best first; `line` is the one that the destination stands on."""
    region = link.region
    if region.line != region.end_line or _UNWRITABLE.search(url) or not url:
        return  # the end of a line within a destination may have marks of a quote behind it
    for before, body, after in _bodies(link, url, line, is_mdx):
        for written in dict.fromkeys((body, body.replace("|", "\\|"))):  # GFM §4.10, in a cell
            yield Replacement(region.line, region.column, region.end_column, before, written, after)


def _bodies(link: Link, url: str, line: str, is_mdx: bool) -> Iterator[tuple[str, str, str]]:
    match link.kind:
        case LinkKind.INLINE | LinkKind.IMAGE | LinkKind.REFERENCE:
            yield from _in_markdown(link, url, line)
        case LinkKind.AUTOLINK:
            if _ABSOLUTE.fullmatch(url):
                yield "", url, ""
        case LinkKind.BARE:
            yield from _bare(link, url, is_mdx)
        case LinkKind.HTML:
            yield from _in_attribute(link, url)


def _in_markdown(link: Link, url: str, line: str) -> Iterator[tuple[str, str, str]]:
    escaped = _amp_as_before(link, _ENTITY.sub("&amp;", _ESCAPING.sub(r"\\\\", url)))
    in_brackets = escaped.replace("<", "\\<").replace(">", "\\>")
    # Without brackets, no destination begins with `<`.
    if line[link.region.column - 2 : link.region.column - 1] == "<":
        yield "", in_brackets, ""
        return
    if " " not in url:
        plain = escaped if _is_balanced(url) else re.sub(r"([()])", r"\\\1", escaped)
        yield "", re.sub(r"\A<", r"\\<", plain), ""
    yield "<", in_brackets, ">"


def _bare(link: Link, url: str, is_mdx: bool) -> Iterator[tuple[str, str, str]]:
    """As it is, if all of it would be taken; else in angle brackets, which MDX has not."""
    body = url
    if link.destination[:4].lower() == "www." and url.startswith("http://www."):
        body = url.removeprefix("http://")
    is_whole = list(bare_urls(body, 0, len(body))) == [(0, len(body))]
    if is_whole and not _MARK.search(body) and not _ENTITY.search(body):
        yield "", body, ""
    if not is_mdx and _ABSOLUTE.fullmatch(url):
        yield "<", url, ">"


def _in_attribute(link: Link, url: str) -> Iterator[tuple[str, str, str]]:
    plain = _amp_as_before(link, url)
    strict = url.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    strict = strict.replace('"', "&quot;").replace("'", "&#39;")
    yield "", plain, ""
    yield "", plain.replace("'", "&#39;"), ""
    yield "", url.replace("&", "&amp;"), ""
    yield "", strict, ""
    yield '"', strict, '"'  # a value without quotes may hold no `=`


def _amp_as_before(link: Link, url: str) -> str:
    """`&amp;` for every `&` where the author wrote it so."""
    if "&amp;" not in link.destination:
        return url
    return re.sub(r"&(?!amp;)", "&amp;", url)


def _is_balanced(url: str) -> bool:
    depth = 0
    for mark in re.findall(r"[()]", url):
        depth += 1 if mark == "(" else -1
        if not 0 <= depth <= _DEEPEST:
            return False
    return depth == 0


def comments(
    link: Link, rules: tuple[str, ...], lines: Lines, *, is_mdx: bool
) -> Iterator[TextEdit]:
    """Every place where a comment may silence a link: behind its line, in the last cell, before."""
    number, words = link.region.line, f"linkaudit: ignore {', '.join(rules)}"
    text = f"{{/* {words} */}}" if is_mdx else f"<!-- {words} -->"
    kept = lines.content(number).rstrip()
    for end in [len(kept), *([len(kept[:-1].rstrip())] if kept.endswith("|") else [])]:
        yield Replacement(number, end + 1, end + 1, " ", text, "")
    if not lines.has_lone_returns:  # a patch could not tell of a line that has no end for it
        marks = kept[: len(kept) - len(kept.lstrip(MARKS_OF_LINE))]
        yield NewLine(number, marks + text)
