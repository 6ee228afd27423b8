"""Whether names can be in a text at all: a quick look that spares most texts a parser.

Knows words, and nothing of Markdown.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_APART = 500  # characters of markup, or a comment, between two words of a name


def possible_names(text: str, names: Iterable[str]) -> list[str]:
    """Those of the names whose words come one after the other in the text, as it is written."""
    return [
        name
        for name in names
        if longest_word(name) in text and _follow_each_other(text, name.split())
    ]


@lru_cache(maxsize=4096)
def longest_word(name: str) -> str:
    """The least likely one to be in a text."""
    return max(name.split(), key=len)


def _follow_each_other(text: str, words: list[str]) -> bool:
    start = text.find(words[0])
    while start >= 0:
        end = start + len(words[0])
        for word in words[1:]:
            found = text.find(word, end, end + _APART + len(word))
            if found < 0:
                break
            end = found + len(word)
        else:
            return True
        start = text.find(words[0], start + 1)
    return False
