"""One document in, all that it holds for an audit out; `formats.py` says how it is read.

Names in the text are looked for only where a run wants to know, and never remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial

from linkaudit.extract import front_matter, html
from linkaudit.extract.markdown import links as markdown
from linkaudit.extract.markdown import prose
from linkaudit.extract.source import Source
from linkaudit.extract.suppress import comments, suppressions
from linkaudit.model.deadline import Deadline, OutOfTime
from linkaudit.model.document import Document, Extraction, Link, LinkKind, Mention, Problem
from linkaudit.text.formats import Reading, reading

Extractor = Callable[[Document], Extraction]

MOST_LINKS = 100_000
LONGEST_LINE = 1024 * 1024  # characters; text in such lines was made by a program


def extract_document(document: Document) -> Extraction:
    """All that a document holds; unknown suffixes are read as Markdown."""
    number = _too_long(document.text)
    if number:
        return _refused(document, f"line {number} is longer than 1 MiB: not read; break the line")
    extraction = _READERS[reading(document.path) or Reading.MARKDOWN](document)
    if len(extraction.links) > MOST_LINKS:
        words = f"more than {MOST_LINKS} links: only the first were read; split the document"
        problems = (*extraction.problems, Problem(document.path, words))
        extraction = replace(extraction, links=extraction.links[:MOST_LINKS], problems=problems)
    return replace(extraction, published=front_matter.published(document))


def extract_in_time(documents: Sequence[Document], deadline: Deadline) -> list[Extraction]:
    """What each document holds, in their order; of those that came too late, that they did."""
    found: dict[int, Extraction] = {}

    def extract() -> None:
        # The shortest first: one that is made to be slow takes no other with it.
        for number in sorted(range(len(documents)), key=lambda n: len(documents[n].text)):
            found[number] = extract_document(documents[number])

    with suppress(OutOfTime):
        deadline.within(extract)
    return [found.get(number) or unread(one) for number, one in enumerate(documents)]


def unread(document: Document) -> Extraction:
    """The extraction of a document that a run did not come to read to its end."""
    words = "not read: the deadline came first; raise --deadline, or split the document"
    return replace(_refused(document, words), is_unread=True)


def names_in(document: Document, names: Sequence[str]) -> list[Mention]:
    """Where a document's own words have one of the names; pages of HTML are not looked at."""
    how = reading(document.path)
    if how is Reading.HTML or _too_long(document.text):
        return []
    return prose.mentions(document, names, is_mdx=how is Reading.MDX)


def _refused(document: Document, why: str) -> Extraction:
    return Extraction(document.path, problems=(Problem(document.path, why),))


def _too_long(text: str) -> int:
    if len(text) <= LONGEST_LINE:
        return 0
    lines = Source.of(text).text.split("\n")
    return next((n for n, line in enumerate(lines, 1) if len(line) > LONGEST_LINE), 0)


def _html(document: Document) -> Extraction:
    """A page of HTML: the URLs in its tags."""
    source = Source.of(document.text)
    links = []
    for item in html.url_attributes(source.text):
        written = source.text[item.start : item.end]
        region, use = source.region(item.start, item.end), source.place(item.tag_start)
        text = html.words(item, source.text[item.tag_end : item.tag_end + html.LONGEST_WORDS])
        links.append(Link(document.path, region, written, item.value, text, LinkKind.HTML, (use,)))
    silencing = suppressions(comments(source.text), source)
    return Extraction(document.path, tuple(links), silencing)


_READERS: Mapping[Reading, Extractor] = {
    Reading.MARKDOWN: markdown.read,
    Reading.MDX: partial(markdown.read, is_mdx=True),
    Reading.HTML: _html,
}
