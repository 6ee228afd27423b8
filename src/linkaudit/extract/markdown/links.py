"""Links in a document of Markdown: CommonMark with GFM's tables and bare URLs.

Puts together what was found and where it stood, in the order of the document. Which stretch is
read by whom makes no difference to what is found: simple ones here, all others by markdown-it-py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING

from linkaudit.extract.markdown import simple
from linkaudit.extract.markdown.blocks import DEEPEST, Block, blocks
from linkaudit.extract.markdown.dialect import Dialect
from linkaudit.extract.markdown.simple import UncertainError
from linkaudit.extract.markdown.tokens import Definition, LinkToken, in_html, unescaped
from linkaudit.extract.source import Source
from linkaudit.extract.suppress import Comment, suppressions
from linkaudit.extract.suppress import comments as comments_in
from linkaudit.extract.template_prefilter import may_hold_template, read_past_templates
from linkaudit.model.document import Defect, Document, Extraction, Link, LinkKind, Place, Problem

if TYPE_CHECKING:
    from linkaudit.extract.markdown.authority import Authority

_Placed = tuple[tuple[int, int], Link]
"""A link, and the span of its destination: the order of spans is that of regions."""

_LinkReader = Callable[[set[str]], Iterable[LinkToken]]
"""The links of a stretch, by the labels that the document defines."""


def read(dialect: Dialect, document: Document) -> Extraction:
    """Links, comments that suppress findings, and what was too deep to be read."""
    source = Source.of(document.text)
    text = source.without_front_matter()
    comments = list(comments_in(text, dialect.comments)) if dialect.comments else []
    text = read_past_templates(text)
    reading = _Reading(text, dialect, comments)
    links: list[_Placed] = []
    uses: dict[str, list[tuple[Place, str]]] = {}
    for found in reading.links():
        place = source.place(found.start)
        if found.label:
            uses.setdefault(found.label, []).append((place, found.text))
        else:
            links.append((found.destination, _link(document.path, source, text, found, place)))
    links += _definitions(document.path, source, reading.defined, uses)
    return Extraction(
        document.path,
        tuple(link for _, link in sorted(links, key=itemgetter(0))),
        suppressions(comments, source),
        tuple(_too_deep(document.path, line) for line in reading.too_deep[:1]),
    )


class _Reading:
    """One document: who reads which stretch of it, and the definitions that all share."""

    def __init__(self, text: str, dialect: Dialect, comments: list[Comment]) -> None:
        self.text = text
        self.defined: list[Definition] = []
        self._references: dict[str, object] = {}
        self._dialect = dialect
        self._comments = comments
        self._authority: Authority | None = None

    @property
    def too_deep(self) -> list[int]:
        return self._authority.too_deep if self._authority else []

    def links(self) -> Iterator[LinkToken]:
        """The links of the document, stretch by stretch."""
        whole = Block(0, len(self.text), False)
        stretches = blocks(self.text) if self._dialect.is_plain else [whole]
        # All definitions are known before any text is read (CommonMark, appendix).
        readers = [self._reader(block) for block in stretches]
        labels = {definition.label for definition in self.defined}
        for read_links in readers:
            yield from read_links(labels)

    def _reader(self, block: Block) -> _LinkReader:
        """Who reads a stretch; its definitions are read at once."""
        if defined := simple.definitions(self.text, block):
            self.defined += defined
            for one in defined:
                self._references.setdefault(one.label, {"title": "", "href": ""})
            return _no_links
        if simple.is_html(self.text, block):
            return partial(self._html, block)
        special = self._dialect.containers
        if special and special.search(self.text, block.start, block.end):
            return self._ask(block)
        if simple.may_be_simple(self.text, block):
            return partial(self._simple, block)
        return self._ask(block)

    def _html(self, block: Block, _: set[str]) -> Iterable[LinkToken]:
        html = self.text[block.start : block.end + 1]
        self._comments += (
            Comment(one.start + block.start, one.end + block.start, one.words)
            for one in comments_in(html)
        )
        return in_html(html, block.start)

    def _simple(self, block: Block, labels: set[str]) -> Iterable[LinkToken]:
        try:
            return simple.links(self.text, block, labels)
        except UncertainError:
            return self._ask(block)(labels)

    def _ask(self, block: Block) -> _LinkReader:
        # Imported here: where all is simple, no parser is needed, and this one takes long.
        if self._authority is None:
            from linkaudit.extract.markdown.authority import Authority

            self._authority = Authority(self.text, self.defined, self._references, self._dialect)
        tokens = self._authority.read_blocks(block.start, block.end)
        return partial(self._authority.links, block.start, tokens, self._comments)


def _no_links(_: set[str]) -> Iterable[LinkToken]:
    return ()


def _too_deep(path: str, line: int) -> Problem:
    return Problem(
        path,
        f"line {line + 1}: lists or quotes are nested more than {DEEPEST} levels deep, and read as "
        "text from there; nest them less",
    )


def _link(path: str, source: Source, text: str, found: LinkToken, place: Place) -> Link:
    """`text` is what was read in place of the source's."""
    first, last = found.destination
    written = source.text[first:last]
    region = source.region(first, last)
    url, words = found.url, found.text
    if text[first:last] != written:  # a template, which means nothing before it is filled in
        url = written
        words = written if found.kind in (LinkKind.BARE, LinkKind.AUTOLINK) else words
    return Link(path, region, written, url, words, found.kind, (place,), found.defect)


def _definitions(
    path: str,
    source: Source,
    defined: Iterable[Definition],
    uses: dict[str, list[tuple[Place, str]]],
) -> Iterator[_Placed]:
    known: set[str] = set()
    for definition in defined:
        # The first definition of a label wins (CommonMark §4.7), so it takes all uses.
        used = uses.pop(definition.label, [])
        text = used[0][1] if used else definition.text
        written = source.text[definition.start : definition.end]
        region = source.region(definition.start, definition.end)
        places = tuple(place for place, _ in used)
        is_known = definition.label in known
        is_used = bool(used) or may_hold_template(definition.text)  # in a loop, by another name
        defect = _defect(written, is_known=is_known, is_used=is_used)
        known.add(definition.label)
        link = Link(
            path, region, written, unescaped(written), text, LinkKind.REFERENCE, places, defect
        )
        yield (definition.start, definition.end), link


def _defect(written: str, *, is_known: bool, is_used: bool) -> Defect | None:
    if is_known:
        return Defect.DUPLICATE
    # `[//]: # (words)` is how writers hide a comment.
    return None if is_used or written == "#" else Defect.UNUSED
