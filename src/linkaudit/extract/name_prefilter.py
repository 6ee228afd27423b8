"""Whether names can be in a text at all: a quick look that spares most texts a parser.

Knows words, and nothing of Markdown.
"""

from __future__ import annotations

from collections.abc import Iterable


def possible_names(text: str, names: Iterable[str]) -> list[str]:
    """Those of the names whose words all occur somewhere in the text, as it is written."""
    return [name for name in names if all(word in text for word in _words(name))]


def _words(name: str) -> list[str]:
    """The longest first: it is the least likely to be there."""
    return sorted(name.split(), key=len, reverse=True)
