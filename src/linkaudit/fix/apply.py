"""A document and the edits planned for it in, its fixed text out.

An edit that would change anything else is skipped, with the reason; the rest is applied. Reads
no file and writes none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from linkaudit.extract.reader import Syntax
from linkaudit.extract.registry import syntax_of
from linkaudit.fix.planned_edits import NewDestination, PlannedEdit
from linkaudit.fix.text_edits import MARKS_OF_LINE, Lines, NewLine, Replacement, TextEdit, overlap
from linkaudit.fix.verify import AppliedEdit, preserves_document
from linkaudit.model.document import Document, Extraction, Link

Extract = Callable[[Document], Extraction]

# How much is read again for one document, in times and in characters. Of n edits, k that are
# skipped cost about k·log n readings; a text that is made to have many must not hold up a run.
MOST_READINGS = 400
_MOST_READ = 200_000_000  # some forty seconds

_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")  # no file of UTF-8 holds half a character

_NO_WAY = "no spelling of it is safe in this place; edit it by hand"
_TOO_MANY = "too many other edits in this document failed; run fix again"


@dataclass(frozen=True, slots=True)
class SkippedEdit:
    """An edit that was not applied, and why."""

    planned: PlannedEdit
    why: str


@dataclass(frozen=True, slots=True)
class FixedDocument:
    """A document's new text; the old one where no edit could be applied."""

    document: Document
    text: str
    made: tuple[AppliedEdit, ...]
    left: tuple[SkippedEdit, ...] = ()

    @property
    def has_odd_ends(self) -> bool:
        """Whether lines end in CR alone: git and diff see no line ends there."""
        return Lines.of(self.document.text).has_lone_returns

    @property
    def new_lines(self) -> frozenset[int]:
        """The numbers of the lines, in the new text, that were not there before."""
        old = sorted(m.piece.line for m in self.made if isinstance(m.piece, NewLine))
        return frozenset(line + count for count, line in enumerate(old))


def apply_fixes(
    document: Document,
    edits: Sequence[PlannedEdit],
    extract: Extract,
    readings: int = MOST_READINGS,
) -> FixedDocument:
    """The document with as many of the edits as are safe; the others with a reason."""
    work = _Work(document, extract, readings)
    known = {link.region: link for link in work.before.links}
    firm = [planned for planned in edits if known.get(planned.link.region) == planned.link]
    made = work.apply_batch([], firm)
    strange = [SkippedEdit(w, _NO_WAY) for w in edits if known.get(w.link.region) != w.link]
    left = sorted([*work.left, *strange], key=lambda one: one.planned.link.region)
    text = work.lines.with_pieces([one.piece for one in made])
    return FixedDocument(document, text, tuple(made), tuple(left))


@dataclass(slots=True)
class _Work:
    document: Document
    extract: Extract
    readings: int
    lines: Lines = field(init=False)
    before: Extraction = field(init=False)
    left: list[SkippedEdit] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines = Lines.of(self.document.text)
        self.before = self.extract(self.document)
        self.readings = min(self.readings, _MOST_READ // (len(self.document.text) or 1))

    def apply_batch(
        self, made: list[AppliedEdit], edits: Sequence[PlannedEdit]
    ) -> list[AppliedEdit]:
        """All at once where that is safe, else by halves, down to the one that is not."""
        if not edits:
            return made
        if len(edits) == 1:
            return self._one(made, edits[0])
        offered = [(planned, next(self._candidates(planned), None)) for planned in edits]
        tried = [
            *made,
            *(AppliedEdit(planned, piece) for planned, piece in offered if piece is not None),
        ]
        if all(piece is not None for _, piece in offered) and self._is_safe(tried):
            return tried
        middle = len(edits) // 2
        return self.apply_batch(self.apply_batch(made, edits[:middle]), edits[middle:])

    def _one(self, made: list[AppliedEdit], planned: PlannedEdit) -> list[AppliedEdit]:
        for piece in self._candidates(planned):
            tried = [*made, AppliedEdit(planned, piece)]
            if self._is_safe(tried):
                return tried
        self.left.append(SkippedEdit(planned, _NO_WAY if self.readings > 0 else _TOO_MANY))
        return made

    def _candidates(self, planned: PlannedEdit) -> Iterator[TextEdit]:
        syntax = syntax_of(self.document.path, self.document.dialect)
        if isinstance(planned, NewDestination):
            line = self.lines.content(planned.link.region.line)
            return _destinations(syntax, planned.link, planned.url, line)
        return _comments(syntax, planned.link, planned.rules, self.lines)

    def _is_safe(self, made: Sequence[AppliedEdit]) -> bool:
        pieces = [one.piece for one in made]
        if self.readings <= 0 or overlap(pieces):
            return False
        self.readings -= 1
        text = self.lines.with_pieces(pieces)
        return preserves_document(
            self.before, made, self.extract(replace(self.document, text=text))
        )


def _destinations(syntax: Syntax, link: Link, url: str, line: str) -> Iterator[TextEdit]:
    region = link.region
    if region.line != region.end_line or _UNWRITABLE.search(url) or not url:
        return  # the end of a line within a destination may have marks of a quote behind it
    for before, body, after in syntax.spellings(link, url, line):
        yield Replacement(region.line, region.column, region.end_column, before, body, after)


def _comments(syntax: Syntax, link: Link, rules: Sequence[str], lines: Lines) -> Iterator[TextEdit]:
    """Every place for a comment: at the end of the link's line, in the last cell, before it."""
    number, text = link.region.line, syntax.comment(f"linkaudit: ignore {', '.join(rules)}")
    kept = lines.content(number).rstrip()
    for end in [len(kept), *([len(kept[:-1].rstrip())] if kept.endswith("|") else [])]:
        yield Replacement(number, end + 1, end + 1, " ", text, "")
    if not lines.has_lone_returns:  # a patch has no way to show a line without an end
        marks = kept[: len(kept) - len(kept.lstrip(MARKS_OF_LINE))]
        yield NewLine(number, marks + text)
