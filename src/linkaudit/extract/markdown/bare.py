"""Bare URLs in running text, as GitHub links them (GFM §6.9, extended autolinks).

Linear in the length of the text, whatever is in it: markdown-it's own linkify is not.
Knows one run of plain text at a time; where plain text ends, `markdown.py` knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# cmark-gfm looks back over letters for a scheme, and before `www.` for a boundary.
_START = re.compile(
    r"(?<![A-Za-z])https?://(?=[^\s<])|(?:(?<=[\s*_~(])|(?<!.))www\.(?=[^\s<])", re.I
)
_REST = re.compile(r"[^\s<]*")
_DOMAIN = re.compile(r"[^\s<>/?#:@()\[\]{}'\"`!*,;|\\^]+")
_TRAILING = "?!.,:*_~'\""
_ENTITY = re.compile(r"&[A-Za-z0-9]+;\Z")


def bare_urls(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each bare URL in `text[start:end]`."""
    position = start
    while found := _START.search(text, position, end):
        rest = _REST.match(text, found.start(), end)
        stop = _trimmed(text, found.start(), rest.end() if rest else found.end())
        if _has_domain(text, found, stop):
            yield found.start(), stop
        position = max(stop, found.end())


def _trimmed(text: str, start: int, stop: int) -> int:
    """Leave out trailing punctuation, unbalanced `)` and `]`, and what looks like an entity."""
    # Counted once and then kept up to date: counting again at each step would be quadratic.
    # `]` is no part of GFM §6.9, but GitHub links nothing inside brackets, so none is meant.
    excess = {
        closing: text.count(closing, start, stop) - text.count(opening, start, stop)
        for opening, closing in ("()", "[]")
    }
    while stop > start:
        last = text[stop - 1]
        if excess.get(last, 0) > 0:
            excess[last] -= 1
            stop -= 1
        elif last in _TRAILING:
            stop -= 1
        elif last == ";" and (entity := _ENTITY.search(text, max(start, stop - 40), stop)):
            stop = entity.start()
        elif last == ";":
            stop -= 1
        else:
            break
    return stop


def _has_domain(text: str, found: re.Match[str], stop: int) -> bool:
    is_www = text[found.start()] in "wW"
    domain = _DOMAIN.match(text, found.start() if is_www else found.end(), stop)
    if domain is None:
        return False
    labels = domain[0].split(".")
    if is_www and (len(labels) < 2 or not labels[1]):
        return False
    return all("_" not in label for label in labels[-2:]) and bool(labels[0])
