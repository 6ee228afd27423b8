"""Whether a text is written in English, as far as rules of grammar for English need to know.

Counts small words; knows no other language. Code in a text counts for nothing.
"""

from __future__ import annotations

import re
from collections import Counter

_LOOKED_AT = 20_000  # characters
_WORD = re.compile(r"\b[a-zà-ÿ]{2,6}\b")
_LETTER_BEYOND = re.compile(r"[\u0370-\U0003ffff]")  # Greek and on: no Latin letters
_PUNCTUATION = re.compile(r"[\u2000-\u2bff]")
_BEYOND = 10  # percent of such letters that make a text another language's

_ENGLISH = frozenset(
    [
        "the",
        "and",
        "of",
        "to",
        "is",
        "in",
        "it",
        "for",
        "you",
        "that",
        "with",
        "on",
        "are",
        "be",
        "this",
        "your",
        "from",
        "or",
    ]
)
_OTHERS = frozenset(
    [
        "der",
        "die",
        "das",
        "und",
        "ist",
        "nicht",
        "mit",
        "ein",
        "eine",
        "für",
        "auf",
        "sie",
        "les",
        "des",
        "est",
        "une",
        "pour",
        "dans",
        "vous",
        "avec",
        "sur",
        "que",
        "los",
        "las",
        "una",
        "con",
        "por",
        "para",
        "del",
        "como",
        "está",
        "não",
        "uma",
        "com",
        "os",
        "você",
        "het",
        "een",
        "van",
        "voor",
        "niet",
        "dat",
        "och",
        "att",
        "det",
        "som",
        "är",
        "og",
        "til",
        "på",
        "ikke",
        "jest",
        "nie",
        "się",
        "dla",
        "che",
        "per",
        "il",
        "di",
        "non",
        "sono",
        "nel",
        "je",
        "na",
        "za",
        "ve",
        "bir",
        "için",
        "ile",
        "bu",
        "ja",
        "ei",
    ]
)


def is_english(text: str) -> bool:
    """Unless more speaks for another language: a list of names alone is taken for English."""
    head = text[:_LOOKED_AT]
    foreign = len(_LETTER_BEYOND.findall(head)) - len(_PUNCTUATION.findall(head))
    if foreign * 100 > _BEYOND * len(head):
        return False
    words = Counter(_WORD.findall(head))
    return sum(words[word] for word in _OTHERS) <= sum(words[word] for word in _ENGLISH)
