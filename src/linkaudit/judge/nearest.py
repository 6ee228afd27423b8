"""Which of some names comes nearest to one that is not there, and how alike two texts are.

Knows words only; nothing of links, files or pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_ALIKE = 75  # of 100; below, the nearest name is another subject
_SAME_WORD = 80  # `geting` and `getting` have 92, `import` and `export` 67
_MOST = 20  # names that are looked at word by word
_LONGEST = 2000  # characters, as of a page's ids: to compare takes the product of both lengths
_WORD = re.compile(r"[^\W_]+")
# Words that come and go when somebody renames a page.
_SMALL = frozenset(
    {"a", "an", "and", "aws", "amazon", "for", "in", "of", "on", "the", "to", "your"}
)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The name most like it, the first of several; None where none is like it."""
    # Imported here: few runs have a name that is missing, and all would wait 0.02 s for it.
    from rapidfuzz import fuzz, process

    if len(name) > _LONGEST:
        return None
    found = process.extractOne(name, sorted(known), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return found[0] if found else None


def same_subject(name: str, known: Sequence[str]) -> int | None:
    """The place of the name that has the same words, give or take a slip in each.

    One letter can make another subject of a long name ("import", "export"): so each word must
    have its like, with the same first letter and the same digits.
    """
    from rapidfuzz import fuzz, process

    words = telling_words(name)
    found = process.extract(
        " ".join(words),
        [" ".join(telling_words(one)) for one in known],
        scorer=fuzz.token_sort_ratio,
        score_cutoff=_ALIKE,
        limit=_MOST,
    )
    fitting = ((score, -place) for near, score, place in found if _pairs(words, near.split()))
    best = max(fitting, default=None)
    return None if best is None else -best[1]


def likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 100."""
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other)


def telling_words(text: str) -> list[str]:
    """The words of a text, or of a file's name, that say what it is about."""
    return [word for word in _WORD.findall(text.lower()) if word not in _SMALL]


def _pairs(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether each word has a like one of its own among the others, and none is left over."""
    left = list(others)
    strange = [word for word in words if not _taken(word, left)]
    for word in strange:
        like = next((other for other in left if _is_slip(word, other)), None)
        if like is None:
            return False
        left.remove(like)
    return bool(words) and not left


def _taken(word: str, left: list[str]) -> bool:
    if word not in left:
        return False
    left.remove(word)
    return True


def _is_slip(word: str, other: str) -> bool:
    if word[0] != other[0] or re.findall(r"\d", word) != re.findall(r"\d", other):
        return False
    return likeness(word, other) >= _SAME_WORD
