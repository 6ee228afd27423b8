"""Which of some names comes nearest to one that is not there, and how alike two texts are.

Knows words only; nothing of links, files or pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_ALIKE = 75  # of 100; below, the nearest name is another subject
_SAME_WORD = 80  # `geting` and `getting` have 92, `import` and `export` 67
_MOST = 20  # names that are looked at word by word
_LONGEST_NAME = 255  # of a file, on all common systems; a link may be a megabyte
_SUFFIXES = re.compile(r"(?<=.)(?:\.[A-Za-z][A-Za-z0-9]{0,9}){1,4}$")  # `v1.2` has none
_KINDS = {
    **dict.fromkeys((".md", ".markdown", ".mdx", ".html", ".htm", ".rst", ".txt"), "page"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif"), "picture"),
    **dict.fromkeys((".yml", ".yaml"), "YAML"),
}
_LONGEST = 2000  # characters, as of a page's ids: to compare takes the product of both lengths
_WORD = re.compile(r"[^\W_]+")
# Words that come and go when a page is renamed.
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


def nearest_file(name: str, known: Iterable[str]) -> str | None:
    """The file or folder whose name is most like it, by the part before the suffix.

    Digits must be the same: `2024.md` is no slip for `2023.md`. A page is offered for a page and
    a picture for a picture, whatever the suffix; anything else only with the same one.
    """
    if len(name) > _LONGEST_NAME:
        return None
    stem, inner, kind = _parted(name)
    digits = re.findall(r"\d", name[: len(stem) + len(inner)])
    fitting: dict[str, list[str]] = {}
    for one in known:
        its_stem, its_inner, its_kind = _parted(one)
        is_alike = its_kind == kind and ("" in (inner, its_inner) or inner == its_inner)
        if is_alike and re.findall(r"\d", one[: len(its_stem) + len(its_inner)]) == digits:
            fitting.setdefault(its_stem, []).append(one)
    near = nearest(stem, fitting) if stem else None
    return max(sorted(fitting[near]), key=lambda one: likeness(name, one)) if near else None


def _parted(name: str) -> tuple[str, str, str]:
    """A name's stem, what is before the suffix (`.service` in `a.service.ts`), and its kind."""
    suffixes = _SUFFIXES.search(name)
    if suffixes is None:
        return name, "", "page"  # `guide` may stand for `guide.md`
    inner, _, suffix = suffixes[0].lower().rpartition(".")
    return name[: suffixes.start()], inner, _KINDS.get(f".{suffix}", suffix)


def same_subject(name: str, known: Sequence[str]) -> int | None:
    """The place of the name that has the same words, give or take a slip in each.

    One letter can make another subject of a long name ("import", "export"): so each word must
    have its like, with the same first letter and the same digits.
    """
    from rapidfuzz import fuzz, process

    words = significant_words(name)
    found = process.extract(
        " ".join(words),
        [" ".join(significant_words(one)) for one in known],
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


def significant_words(text: str) -> list[str]:
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
