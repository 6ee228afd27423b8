"""What a format of documents is to the rest of the program: its suffixes, and its syntax.

Types only: `registry.py` has a row for each format, and the format's own file its syntax.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linkaudit.model.document import Document, Extraction, Link, Mention

if TYPE_CHECKING:
    from linkaudit.model.slugger import Slugger

Spelling = tuple[str, str, str]
"""How a URL is written in its place: what comes before it, the URL, what comes after it."""


@dataclass(frozen=True, slots=True)
class Syntax:
    """What one format knows of its documents."""

    read: Callable[[Document], Extraction]
    """Its links, its comments that suppress findings, and what could not be read."""
    anchors: Callable[[Document, Slugger], frozenset[str]]
    """Every fragment that leads somewhere in the document."""
    mentions: Callable[[Document, Sequence[str]], list[Mention]]
    """Where the document's own words have one of the names."""
    spellings: Callable[[Link, str, str], Iterator[Spelling]]
    """Every way that may do to write a URL in place of a link's destination, the best first.

    Takes the link, the URL, and the line that the destination is on. Each way is a proposal:
    `fix` reads the text again, and keeps only one that is read back as it was meant.
    """
    comment: Callable[[str], str]
    """Some words of ours as a comment, which is how a suppression is written."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: its name, the suffixes of its files in lower case, and how to get its syntax."""

    name: str
    sought: tuple[str, ...]
    """Suffixes of files that are looked for below a folder."""
    named: tuple[str, ...]
    """Suffixes of files that are read only where they are named, or a pattern matches them."""
    load: Callable[[], Syntax]
    """Imports the parser, which takes long: many runs need none."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        return self.sought + self.named
