"""What a document holds: links and where they stand, comments that silence, what went unread.

Values only. Nothing here reads a file, opens a socket or looks at a clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class LinkKind(StrEnum):
    """By which syntax a destination stands in the document."""

    INLINE = "inline"
    REFERENCE = "reference"
    AUTOLINK = "autolink"
    BARE = "bare"
    IMAGE = "image"
    HTML = "html"


# Of Docusaurus, whose `.md` is MDX too; of MkDocs, without and with the plugin autorefs.
DIALECTS = ("mdx", "mkdocs", "mkdocs-autorefs")


@dataclass(frozen=True, slots=True)
class Document:
    """One file of Markdown, decoded. `path` is as a reader would name it, with slashes."""

    path: str
    text: str
    dialect: str = ""
    """How Markdown is read here, by its name in `DIALECTS`; empty where the suffix says all."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position; lines and columns count from 1, columns in Unicode code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Region:
    """A stretch of a document, as in SARIF 2.1.0 §3.30; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Defect(StrEnum):
    """What is wrong with a link before anybody follows it, by the id of its rule."""

    UNDEFINED = "undefined-reference"
    UNUSED = "unused-definition"
    DUPLICATE = "duplicate-definition"
    ELSEWHERE = "defined-elsewhere"
    """None: a template or a plugin of the site may define what the document does not."""


@dataclass(frozen=True, slots=True)
class Link:
    """One destination as it is written; a reference definition is one, however often used."""

    path: str
    region: Region
    destination: str
    url: str
    """What the destination means: backslash escapes and entities resolved."""
    text: str
    kind: LinkKind
    uses: tuple[Place, ...]
    """Where the link shows in the text; none for a definition that nothing uses."""
    defect: Defect | None = None


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment that suppresses findings on the lines `first` to `last`, both included."""

    place: Place
    first: int
    last: int
    rules: frozenset[str] = frozenset()
    """The rules that it suppresses; empty for all."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a document's own words, and what is said around it as a reader reads it."""

    path: str
    region: Region
    name: str
    before: str
    """The sentence up to the name; of a table, the row and its heads."""
    behind: str
    """The rest of the sentence."""
    following: str = ""
    """The next sentence."""
    link: str = ""
    """The words of the link that it stands in."""
    section: int = 0
    """The line of the heading that it stands under; 0 before the first."""
    leads: tuple[str, ...] = ()
    """What introduces it as it is written: that heading, a line before a list that ends in `:`."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A document, or a part of one, that could not be audited."""

    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that a document holds for an audit."""

    path: str
    links: tuple[Link, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Parts of it that could not be read."""
    published: date | None = None
    """The day in its front matter."""
    is_unread: bool = False
    """The run ended first: what it holds is not known."""
