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
    containers: re.Pattern[str] | None = None
    """What begins a block of its own that CommonMark takes for words."""
    labels: re.Pattern[str] | None = None
    """Labels of references that a plugin of the site defines, whole."""
    is_plain: bool = True
    """Whether it reads words, lists and tables as CommonMark does."""
    has_autolinks: bool = True
    """Whether a URL in angle brackets is a link."""


CONTAINER = re.compile(
    r"(?:!!![ ]?[\w-]|\?{3}\+?[ \t]+[\w\"-]|===[!+]{0,2}[ \t]+\")[^\n]*+(?=\n|\Z)"
)
_DOTTED = re.compile(r"(?<!\w)`?[A-Za-z_]\w*+(?:\.\w++)++(?:\(\))?`?")

GFM = Dialect()
MKDOCS = Dialect(adds="mkdocs", containers=CONTAINER, labels=_DOTTED)
# With the plugin autorefs, which mkdocstrings needs, every heading of the site is a label.
MKDOCS_AUTOREFS = Dialect(adds="mkdocs", containers=CONTAINER, labels=re.compile(r"[^\n]+"))
MDX = Dialect(
    adds="mdx",
    comments=re.compile(r"\{/\*\s*linkaudit:(?P<words>[^{}]{0,1000}?)\*/\}"),
    comment="{{/* {} */}}",
    is_plain=False,
    has_autolinks=False,
)
