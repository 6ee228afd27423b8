"""Whether a fixed text is read as intended: all links the same but for those that were edited.

Compares two extractions and trusts neither the spelling of an edit nor its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from linkaudit.fix.planned_edits import NewDestination, NewSuppression, PlannedEdit
from linkaudit.fix.text_edits import MARKS_OF_LINE, Replacement, Shift, TextEdit
from linkaudit.model.document import Extraction, Link, LinkKind, Region, Suppression

_OWN_TEXT = (LinkKind.AUTOLINK, LinkKind.BARE)


@dataclass(frozen=True, slots=True)
class AppliedEdit:
    """A planned edit, and the characters that carry it out."""

    planned: PlannedEdit
    piece: TextEdit


def preserves_document(before: Extraction, made: Sequence[AppliedEdit], after: Extraction) -> bool:
    """Whether the text that was read `after` differs in nothing but the edits."""
    shift = Shift([one.piece for one in made])
    changed = {
        one.planned.link.region: (one.planned, one.piece)
        for one in made
        if isinstance(one.planned, NewDestination) and isinstance(one.piece, Replacement)
    }
    old = [planned.link.destination for planned, _ in changed.values()]
    wanted = [_expected(link, changed.get(link.region), shift) for link in before.links]
    return (
        len(wanted) == len(after.links)
        and all(map(lambda w, f: _is_same(w, f, old), wanted, after.links))
        and _comments(before, made, shift) == sorted(_plain(s) for s in after.suppressions)
        and len(before.problems) == len(after.problems)
        and before.published == after.published
    )


def _expected(link: Link, change: tuple[NewDestination, Replacement] | None, shift: Shift) -> Link:
    uses = tuple(map(shift.place, link.uses))
    if change is None:
        return replace(link, region=shift.region(link.region), uses=uses)
    planned, edit = change
    begun = shift.start(edit)
    line, start = begun.line, begun.column + len(edit.before)
    kind = LinkKind.AUTOLINK if link.kind is LinkKind.BARE and edit.before else link.kind
    return replace(
        link,
        region=Region(line, start, line, start + len(edit.body)),
        destination=edit.body,
        url=planned.url,
        kind=kind,
        uses=uses,
    )


def _is_same(wanted: Link, found: Link, old: Sequence[str]) -> bool:
    if wanted == found:
        return True
    # An address is its own text, and may be part of another link's text, as a picture may.
    has_changed = wanted.kind in _OWN_TEXT or any(written in wanted.text for written in old)
    return has_changed and replace(wanted, text=found.text) == found


_Comment = tuple[int, int, int, int, list[str]]


def _comments(before: Extraction, made: Sequence[AppliedEdit], shift: Shift) -> list[_Comment]:
    known = [_plain(_moved(suppression, shift)) for suppression in before.suppressions]
    return sorted(
        [*known, *(_new(one, shift) for one in made if not isinstance(one.planned, NewDestination))]
    )


def _moved(suppression: Suppression, shift: Shift) -> Suppression:
    if suppression.first > suppression.last:  # on no line at all
        return replace(suppression, place=shift.place(suppression.place))
    return replace(
        suppression,
        place=shift.place(suppression.place),
        first=shift.line(suppression.first),
        last=shift.line(suppression.last),
    )


def _new(one: AppliedEdit, shift: Shift) -> _Comment:
    piece, line = one.piece, shift.line(one.planned.link.region.line)
    rules = sorted(one.planned.rules) if isinstance(one.planned, NewSuppression) else []
    if isinstance(piece, Replacement):
        return line, shift.start(piece).column + len(piece.before), line, line, rules
    return line - 1, len(piece.text) - len(piece.text.lstrip(MARKS_OF_LINE)) + 1, line, line, rules


def _plain(suppression: Suppression) -> _Comment:
    place = suppression.place
    rules = sorted(suppression.rules)
    return place.line, place.column, suppression.first, suppression.last, rules
