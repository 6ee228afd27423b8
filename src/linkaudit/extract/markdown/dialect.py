"""How a dialect of Markdown differs from GitHub's. A new one is a value like these."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """What is read in another way; the rest is CommonMark with GFM's tables and bare URLs."""

    adds: str = ""
    """The rules that it has besides, by their name in `parser.py`; empty for none."""
    comments: re.Pattern[str] | None = None
    """Comments of ours that its parser does not see, their words in the group `words`."""
    comment: str = "<!-- {} -->"
    """How a comment is written."""
    is_plain: bool = True
    """Whether it reads words, lists and tables as CommonMark does."""
    has_autolinks: bool = True
    """Whether a URL in angle brackets is a link."""


GFM = Dialect()
MDX = Dialect(
    adds="mdx",
    comments=re.compile(r"\{/\*\s*linkaudit:(?P<words>[^{}]{0,1000}?)\*/\}"),
    comment="{{/* {} */}}",
    is_plain=False,
    has_autolinks=False,
)
