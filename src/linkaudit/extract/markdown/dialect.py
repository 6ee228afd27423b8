"""How a dialect of Markdown differs from GitHub's. A new one is a value like these."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from linkaudit.extract.markdown.mdx import without_javascript


@dataclass(frozen=True, slots=True)
class Dialect:
    """What is read in another way; the rest is CommonMark with GFM's tables and bare URLs."""

    lacks: tuple[str, ...] = ()
    """Rules of markdown-it for blocks that it does not have."""
    blanked: Callable[[str], str] = str
    """The text with all that is no Markdown as blanks, so that every character keeps its place."""
    comments: re.Pattern[str] | None = None
    """Comments of ours that its parser does not see, their words in the group `words`."""
    comment: str = "<!-- {} -->"
    """How a comment is written."""
    is_plain: bool = True
    """Whether it reads words, lists and tables as CommonMark does."""
    has_autolinks: bool = True
    """Whether a URL in angle brackets is a link."""


GFM = Dialect()
# In MDX, indented code and blocks of HTML are text (MDX 3, "What is MDX?").
MDX = Dialect(
    lacks=("code", "html_block"),
    blanked=without_javascript,
    comments=re.compile(r"\{/\*\s*linkaudit:(?P<words>[^{}]{0,1000}?)\*/\}"),
    comment="{{/* {} */}}",
    is_plain=False,
    has_autolinks=False,
)
