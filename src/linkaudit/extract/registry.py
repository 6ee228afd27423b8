"""The formats that are read, a row for each: which suffix is read as what, and by what.

A new format is a file with its syntax and a row here. Parsers are imported where a document is
read, so that a caller who only asks for suffixes imports none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache

from linkaudit.extract.reader import Reader, Syntax
from linkaudit.extract.source import Source, published
from linkaudit.model.deadline import Deadline, OutOfTime
from linkaudit.model.document import DIALECTS, Document, Extraction, Mention, Problem
from linkaudit.model.slugger import Slugger
from linkaudit.text.formats import Suffixes, suffix_of

Extractor = Callable[[Document], Extraction]

MOST_LINKS = 100_000
LONGEST_LINE = 1024 * 1024  # characters; text in such lines was made by a program
# Characters that are worth a second process. On two cores that did other things too, with one
# and without: 7.6 million of real documents 2.1 and 3.0 s, 9.3 million of plain ones 1.4 and 1.5 s.
ENOUGH = 750_000


def _markdown() -> Syntax:
    from linkaudit.extract.markdown.syntax import MARKDOWN

    return MARKDOWN


def _mdx() -> Syntax:
    from linkaudit.extract.markdown.syntax import MDX

    return MDX


def _mkdocs() -> Syntax:
    from linkaudit.extract.markdown.syntax import MKDOCS

    return MKDOCS


def _mkdocs_with_autorefs() -> Syntax:
    from linkaudit.extract.markdown.syntax import MKDOCS_AUTOREFS

    return MKDOCS_AUTOREFS


def _html() -> Syntax:
    from linkaudit.extract.html import HTML

    return HTML


# The suffixes that GitHub's linguist has for Markdown, R Markdown and Quarto, and Gruber's own
# `.text`. Plain text is read as Markdown: `llms.txt` and drafts are, and URLs in it are found so.
_MARKDOWN = ".md .markdown .mdown .mdwn .mkd .mkdn .mkdown .livemd .ronn .qmd .rmd"

READERS = (
    Reader("Markdown", tuple(_MARKDOWN.split()), (".txt", ".text"), _markdown),
    Reader("MDX", (".mdx",), (), _mdx),
    # Most HTML in a repository is made from other files, or by the last run.
    Reader("HTML", (), (".html", ".htm", ".xhtml"), _html),
)
_OF_DIALECT: Mapping[str, Callable[[], Syntax]] = dict(
    zip(DIALECTS, (_mdx, _mkdocs, _mkdocs_with_autorefs), strict=True)
)
# Whose headings are read how, where a document does not say.
_DIALECT_OF = {
    Slugger.DOCUSAURUS: "mdx",
    Slugger.MKDOCS: "mkdocs",
    Slugger.PYMDOWNX: "mkdocs",
}
_BY_SUFFIX: Mapping[str, Reader] = {s: reader for reader in READERS for s in reader.suffixes}

SUFFIXES = Suffixes(frozenset(_BY_SUFFIX), frozenset(s for r in READERS for s in r.sought))


def syntax_of(path: str, dialect: str = "") -> Syntax:
    """The syntax of a file of that name; unknown suffixes are read as Markdown.

    `dialect` is one of `DIALECTS`, and decides how Markdown is read.
    """
    reader = _BY_SUFFIX.get(suffix_of(path), READERS[0])
    return _loaded(_OF_DIALECT.get(dialect, reader.load) if reader is READERS[0] else reader.load)


@cache
def _loaded(load: Callable[[], Syntax]) -> Syntax:
    return load()


def extract_document(document: Document) -> Extraction:
    """All that a document holds."""
    number = _too_long(document.text)
    if number:
        return _refused(document, f"line {number} is longer than 1 MiB: not read; break the line")
    extraction = syntax_of(document.path, document.dialect).read(document)
    if len(extraction.links) > MOST_LINKS:
        words = f"more than {MOST_LINKS} links: only the first were read; split the document"
        problems = (*extraction.problems, Problem(document.path, words))
        extraction = replace(extraction, links=extraction.links[:MOST_LINKS], problems=problems)
    return replace(extraction, published=published(document))


def anchors(document: Document, slugger: Slugger = Slugger.GITHUB) -> frozenset[str]:
    """Every fragment that leads somewhere in the document."""
    dialect = document.dialect or _DIALECT_OF.get(slugger, "")
    return syntax_of(document.path, dialect).anchors(document, slugger)


def names_in(document: Document, names: Sequence[str]) -> list[Mention]:
    """Where a document's own words have one of the names; never remembered between runs."""
    if _too_long(document.text):
        return []
    return syntax_of(document.path, document.dialect).mentions(document, names)


def extract_in_time(documents: Sequence[Document], deadline: Deadline) -> list[Extraction]:
    """The extraction of each document, in order; of a document that came too late, a problem."""
    found: dict[int, Extraction] = {}

    def extract() -> None:
        # The shortest first: one that is made to be slow takes no other with it.
        for number in sorted(range(len(documents)), key=lambda n: len(documents[n].text)):
            found[number] = extract_document(documents[number])

    with suppress(OutOfTime):
        deadline.within(extract)
    return [found.get(number) or unread(one) for number, one in enumerate(documents)]


def unread(document: Document) -> Extraction:
    """The extraction of a document that was not read before the time limit."""
    words = "not read: time limit reached; raise --deadline or split the document"
    return replace(_refused(document, words), is_unread=True)


def _refused(document: Document, why: str) -> Extraction:
    return Extraction(document.path, problems=(Problem(document.path, why),))


def _too_long(text: str) -> int:
    if len(text) <= LONGEST_LINE:
        return 0
    lines = Source.of(text).text.split("\n")
    return next((n for n, line in enumerate(lines, 1) if len(line) > LONGEST_LINE), 0)
