"""Candidates as TOML entries of a pack, each with its source; what a person must know, as comments.

What is written parses back to the candidates. No day of the refresh and no version of a newer
package is in it: as long as the sources say the same, the text is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linkaudit.refresh.candidate import Remark, plain
from linkaudit.refresh.compare import Proposal
from linkaudit.rules.packs.model import Fact, FactKind
from linkaudit.text.toml import literal

HEAD = """\
# Candidates for a fact pack, written by `linkaudit pack refresh`. No audit uses this file.
#
# Look at the source of each. If it is true, move the entry to the pack, with a `read_on` of the
# day on which you looked; if not, leave it here, so that the next refresh shows what is new.
"""


def as_toml(
    found: Sequence[Proposal],
    missing: Sequence[tuple[Fact, str]] = (),
    remarks: Sequence[Remark] = (),
) -> str:
    """The whole file; `missing` are facts of a pack with a part of an address that they lack."""
    blocks = ["\n".join(_block(one)) for one in found]
    if remarks:
        blocks.append("\n".join(_remarks(remarks)))
    if missing:
        blocks.append("\n".join(_addresses(missing)))
    return "\n".join([HEAD, *(f"{block}\n" for block in blocks)])


def _block(one: Proposal) -> Iterator[str]:
    told = one.candidate
    for fact in one.against:
        yield _comment(f"The pack says ({fact.id}): {_in_words(fact)}. {fact.source}")
    for other in one.further:
        yield _comment(f"Also: {other.quote} {other.source}")
    if told.kind is not FactKind.RENAMED and told.date is None:
        yield _comment("This source has no day of effect: find one, or leave the entry here.")
    yield "[[entry]]"
    yield from (f"{key} = {literal(value)}" for key, value in fields(one))


def fields(one: Proposal) -> Iterator[tuple[str, object]]:
    """The keys of an entry with their values, in the order of the packs."""
    told, announcement, other = one.candidate, one.announcement, one.other
    yield "id", one.id
    yield "kind", told.kind.value
    yield "names", [told.name]
    if told.now:
        yield "now", [told.now]
    if told.date:
        yield "date", told.date
    yield "source", told.source
    yield "quote", told.quote
    if announcement:
        yield "announced", announcement.announced
    if announcement and announcement is not told:
        yield "announced_source", announcement.source
        yield "announced_quote", announcement.quote
    if other:
        yield "other_date", other.date
        yield "other_source", other.source
        yield "other_quote", other.quote


def _addresses(missing: Sequence[tuple[Fact, str]]) -> Iterator[str]:
    yield "# Guides of facts that the pack has, at addresses that it lacks: add them to `slugs`."
    for fact, slug in sorted(missing, key=lambda pair: pair[0].id):
        yield _comment(f"  {fact.id}: {literal(slug)}")


def _remarks(remarks: Sequence[Remark]) -> Iterator[str]:
    yield "# Sentences that may say something, and were not understood."
    for one in sorted(set(remarks), key=lambda one: (one.subject, one.sentence, one.source)):
        yield _comment(f"  {one.subject}: “{one.sentence}” {one.source}")


def _in_words(fact: Fact) -> str:
    when = f" {fact.when}" if fact.when else ""
    now = f", now {fact.now[0]}" if fact.now else ""
    return f"{fact.names[0]} {fact.kind.value}{when}{now}"


def _comment(text: str) -> str:
    return f"# {plain(text)}"


def summary(found: Sequence[Proposal]) -> str:
    """How many candidates there are, and how many differ from a fact of the pack."""
    differing = sum(bool(one.against) for one in found)
    return f"{len(found)} candidates, {differing} of them on a name that the pack has"
