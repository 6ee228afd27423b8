"""Whether the top of a long page is enough, for links that have no fragment.

Bytes in, bytes or yes and no out; builds no tree. A page says of itself nearly all it has to say
near its top, and parsing the rest takes most of the time. So the rest is only searched for what
could make a difference; where that is there, all of the page is read (docs/decisions/0028).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

from linkaudit.check.page.dates import TELLING

LONGEST = 32 * 1024  # bytes. The worst shape of so many takes the parser 0.08 s
_LOOKED_AT = 256 * 1024  # bytes in which a top may be: heads have styles and scripts of 100 KB
_ACROSS = 1000  # bytes of the top that are searched again: a date may follow after the cut
_WORTH = 500  # bytes of a style or a script that are worth leaving out

_RAW = re.compile(rb"<(style|script)(?=[\t\n\f\r />])[^<>]*>")
_DATA = b"application/ld"


class Fact(Enum):
    """What the rest of a page may have, as a pattern of RE2 that is found there if it does.

    In a tag, all up to the next `<` is looked at: too much rather than too little.
    """

    REFRESH = rb"<meta[^<]*http-equiv"
    STUB = rb"myDefaultPage"
    DATE = (
        rb"application/ld|itemprop[^<]*date(?:Modified|Published)|<meta[^<]*property"
        rb"|This document was last published on|Latest documentation update:"
    )
    PRODUCT = rb"<meta[^<]*name\s*=\s*[\"']?product"
    CANONICAL = rb"<link[^<]*canonical"
    TITLE = rb"<title"
    H1 = rb"<h1"
    H2 = rb"<h2"
    # Elements that hold the content, in the order of `read.py`.
    AWS_CONTENT = rb"id\s*=\s*[\"']?main-col-body"
    MAIN = rb"<main[\s/>]"
    ARTICLE = rb"<article[\s/>]"
    CONTENT = rb"id\s*=\s*[\"']?content[\"'\s/>]"
    TELLING = b"|".join(words.encode() for words in TELLING)


ALWAYS = frozenset({Fact.REFRESH, Fact.STUB, Fact.DATE})
CONTENTS = (Fact.AWS_CONTENT, Fact.MAIN, Fact.ARTICLE, Fact.CONTENT)


@dataclass(frozen=True, slots=True)
class Top:
    """The beginning of a body, without the text of its styles and scripts."""

    text: bytes
    end: int
    """Where the rest of the body begins."""


def top_of(body: bytes) -> Top | None:
    """The top of a long page, up to a tag; None where the page is short, or in UTF-16."""
    if len(body) <= LONGEST:
        return None
    pieces, start, room = [], 0, LONGEST
    for begin, end in _left_out(body[:_LOOKED_AT].lower()):
        if begin - start > room:
            break
        pieces.append(body[start:begin])
        room -= begin - start
        start = end
    stop = body.rfind(b"<", start, start + room)
    text = b"".join([*pieces, body[start : max(start, stop)]])
    # UTF-16 has a NUL beside each letter of ASCII.
    return Top(text, max(start, stop)) if text and b"\0" not in text else None


def _left_out(lowered: bytes) -> Iterable[tuple[int, int]]:
    """Where the texts of styles and scripts begin and end, but for data.

    HTML §13.2.5.2 and 4: it ends with its end tag, unless a script begins a comment.
    """
    after = 0
    for match in _RAW.finditer(lowered):
        begin = match.end()
        if match.start() < after:
            continue
        after = lowered.find(b"</" + match[1], begin)
        if after < 0:
            return
        if after - begin < _WORTH or _DATA in match[0] or lowered.find(b"<!--", begin, after) >= 0:
            continue
        if lowered.rfind(b"<!--", 0, begin) <= lowered.rfind(b"-->", 0, begin):
            yield begin, after


def has_ended(top: Top, names: Iterable[bytes]) -> bool:
    """Whether the first element of each name ends in the top, and what holds data in it."""
    lowered = top.text.lower()
    return all(_ends(lowered, lowered.find(b"<" + name), b"</" + name) for name in names) and (
        (data := lowered.rfind(_DATA)) < 0 or _ends(lowered, data, b"</script")
    )


def _ends(lowered: bytes, start: int, end: bytes) -> bool:
    return start >= 0 and lowered.find(end, start) >= 0


def rest_has(facts: Collection[Fact], body: bytes, top: Top) -> bool:
    """Whether the rest of the body may have one of these facts."""
    return _found(facts, body, max(0, top.end - _ACROSS))


def body_has(fact: Fact, body: bytes) -> bool:
    """Whether it may be anywhere in the body."""
    return _found((fact,), body, 0)


def _found(facts: Collection[Fact], body: bytes, start: int) -> bool:
    return _pattern(frozenset(facts)).search(body, start) is not None


@lru_cache(maxsize=128)
def _pattern(facts: frozenset[Fact]) -> Any:
    # One pass for all words: as quick as Aho and Corasick's, in any case, and we have it. Imported
    # here: short pages do not need it.
    import re2

    options = re2.Options()
    options.case_sensitive = False
    options.encoding = re2.Options.Encoding.LATIN1
    options.never_capture = True
    return re2.compile(b"|".join(sorted(fact.value for fact in facts)), options)
