"""The landing page of AWS's documentation: today's name and address of each guide.

An XML document of a few hundred items; read by expat, which refuses a document type of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NoReturn
from urllib.parse import urljoin, urlsplit
from xml.parsers import expat

from linkaudit.refresh.candidate import Candidate, Origin, folded, plain
from linkaudit.rules.packs.model import Fact, FactKind, Pack

URI = "https://docs.aws.amazon.com/en_us/main-landing-page.xml"
_ITEM, _TITLE = "list-card-item", "title"
_MOST = 5000  # items


@dataclass(frozen=True, slots=True)
class Guide:
    """One item: a product's name today, and where its guides are."""

    name: str
    uri: str

    @property
    def slug(self) -> str:
        """The first part of the path, which guides of one product share."""
        return urlsplit(self.uri).path.strip("/").partition("/")[0].lower()


def guides_of(content: bytes, pack: Pack) -> tuple[Guide, ...]:
    """The items on the pack's hosts, in their order; none where this is not such a document."""
    reader = _Reader()
    try:
        reader.read(content)
    except (expat.ExpatError, ValueError):
        return ()
    found = (Guide(plain(name), urljoin(URI, href)) for href, name in reader.items)
    return tuple(guide for guide in found if guide.name and guide.slug and pack.covers(guide.uri))


def renamed(guides: Sequence[Guide], pack: Pack) -> Iterator[Candidate]:
    """What the pack has renamed before and has yet another name today, by its guides' address.

    An address is often an old name: `/quicksight/`.
    """
    for entry in pack.entries:
        if entry.kind is not FactKind.RENAMED:
            continue
        known = {folded(name) for name in (*entry.names, *entry.now)}
        own = [g for g in guides if g.slug in entry.slugs or folded(g.slug) in known]
        if len(own) == 1 and folded(own[0].name) not in known:
            guide = own[0]
            quote = plain(f"{guide.name}: {urlsplit(guide.uri).path}")
            yield Candidate(
                Origin.GUIDES, FactKind.RENAMED, entry.now[0], URI, quote, now=guide.name
            )


def missing(guides: Sequence[Guide], pack: Pack) -> Iterator[tuple[Fact, str]]:
    """Facts on ends and closings whose guide has an address that they lack, with that address."""
    by_name = {folded(guide.name): guide.slug for guide in guides}
    for entry in pack.entries:
        if entry.kind is FactKind.RENAMED:
            continue
        found = {slug for name in entry.names if (slug := by_name.get(folded(name)))}
        for slug in sorted(found - set(entry.slugs)):
            if not any(path.startswith(f"/{slug}/") for path in entry.paths):
                yield entry, slug


@dataclass(slots=True)
class _Reader:
    """expat's events, as far as they are of use: an item's link, and the title in it."""

    items: list[tuple[str, str]] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)
    _href: str = ""
    _title: list[str] = field(default_factory=list)

    def read(self, content: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse  # entities could grow without bounds
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(content, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == _ITEM:
            self._href, self._title = attributes.get("href", ""), []
        self._open.append(name)

    def _text(self, data: str) -> None:
        if self._open[-2:] == [_ITEM, _TITLE]:
            self._title.append(data)

    def _end(self, name: str) -> None:
        self._open.pop()
        if name == _ITEM and self._href and len(self.items) < _MOST:
            self.items.append((self._href, "".join(self._title)))


def _refuse(*_: object) -> NoReturn:
    raise ValueError("a document type of its own")
