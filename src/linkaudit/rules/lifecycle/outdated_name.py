"""The rule on names in the article's own text: a pack knows that they have changed since.

Precision first: where the text mentions the change itself, quotes others or may mean
something else, nothing is reported. How names are found, `extract/prose.py` knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from linkaudit.model.document import Mention
from linkaudit.model.report import Finding, Level, Verdict
from linkaudit.rules.base import Example, Rule, Violation
from linkaudit.rules.lifecycle.base import proof_of
from linkaudit.rules.lifecycle.name_mentions import (
    is_own,
    is_struck_out,
    is_within_longer,
    sentences_about,
)
from linkaudit.rules.lifecycle.page_renamed import what_became
from linkaudit.rules.packs.model import Fact, FactKind, Pack

RULE = Rule(
    id="outdated-name",
    verdict=Verdict.RENAMED,
    level=Level.WARNING,
    summary="The text itself calls something by a name that has changed.",
    why="""
Readers will look for a name that is gone. A [fact pack](../packs.md) knows that the name has
changed since the article came out. Headings, paragraphs, lists, tables, link texts and
alternative texts are read; each name is reported once per section, at its first place.

Where the publisher only lists something under another name, the message says "listed": its own
page may still use the old one. What is now part of something else has no name to put in its place;
nor has an old name within a longer one ("Amazon QuickSight Q"), which may have changed in another
way.
""",
    example=Example(
        "We use Amazon Quicksight.",
        "Amazon QuickSight was renamed to Amazon Quick Sight on 2025-10-09",
    ),
    fix="Use the new name, or name both.",
    silent_when="""
There is no day of publication and the old name now means something else. Nor for names

- in code, addresses, raw HTML blocks, comments and front matter, struck out, or in a longer name;
- in a section that mentions the change: the new name beside the old one, or words such as
  "formerly", "now called" or "renamed" in the same sentence, a next one that goes on about it,
  the heading, the line before the list, or the head of the table's column;
- within quotation marks that hold more than the name, and in a link whose text is a title.
""",
)


@dataclass(frozen=True, slots=True)
class OldNames:
    """The names that are out of date for one article, and what must not be taken for them."""

    facts: Mapping[str, tuple[Pack, Fact]]
    """By the old name."""
    known: tuple[str, ...]
    """All names of the packs: "Amazon Connect Customer" is not Amazon Connect."""

    def to_look_for(self, present: Iterable[str]) -> list[str]:
        """These old names, the new ones, and all longer ones that have an old one inside."""
        wanted = list(present)
        longer = (name for name in self.known if any(old in name for old in wanted))
        new = (name for old in wanted for name in self.facts[old][1].now)
        return list(dict.fromkeys([*wanted, *longer, *new]))

    def renamed_to(self, name: str) -> set[str]:
        """The ids of those whose new name this is."""
        return {entry.id for _, entry in self.facts.values() if name in entry.now}


def old_names(packs: Iterable[Pack], published: date | None, as_of: date) -> OldNames:
    """What an article of that day calls otherwise than it is called on the day of the audit."""
    facts: dict[str, tuple[Pack, Fact]] = {}
    known: dict[str, None] = {}
    for pack in packs:
        for entry in pack.entries:
            known.update(dict.fromkeys((*entry.names, *entry.now)))
            if _has_changed(pack, entry, published, as_of):
                facts.update(dict.fromkeys(_old_spellings(entry), (pack, entry)))
    return OldNames(facts, tuple(known))


def _has_changed(pack: Pack, entry: Fact, published: date | None, as_of: date) -> bool:
    if not entry.now:
        return False
    day = entry.date if entry.kind is FactKind.RENAMED else None
    if entry.is_reused and (day is None or published is None):
        return False  # either of the two things may be meant
    if day is not None and day > as_of:
        return False
    return published is None or published < (day or pack.read_on)


def _old_spellings(entry: Fact) -> tuple[str, ...]:
    # Of what is only listed under another name, short names are still its own.
    return entry.names if entry.kind is FactKind.RENAMED else entry.names[:1]


def outdated_mentions(
    mentions: Iterable[Mention], names: OldNames
) -> list[tuple[Mention, Finding]]:
    """The first mention of each old name in each section, unless that reports the change."""
    first: dict[tuple[int, str], Mention] = {}
    excused: set[tuple[int, str]] = set()
    for mention in mentions:
        if mention.name not in names.facts:  # the new name, or a longer one
            if _introduces(mention):
                excused.update((mention.section, id_) for id_ in names.renamed_to(mention.name))
            continue
        entry = names.facts[mention.name][1]
        key = mention.section, entry.id
        if _is_excused(mention, entry):
            excused.add(key)
        elif is_own(mention) and not _is_another(mention, entry):
            first.setdefault(key, mention)
    return [
        (mention, _finding(mention, *names.facts[mention.name]))
        for key, mention in first.items()
        if key not in excused
    ]


_LETTER = re.compile(r"\s+[B-HJ-Z](?![\w.’'-])")  # "Amazon QuickSight Q" is another thing


def _is_another(mention: Mention, entry: Fact) -> bool:
    """Part of a longer name, where that may well be another thing's: "AWS SSO CLI" is a tool."""
    if _LETTER.match(mention.behind):
        return True
    is_unsure = entry.is_reused or mention.name.split()[-1].isupper()
    return is_unsure and is_within_longer(mention)


def _finding(mention: Mention, pack: Pack, entry: Fact) -> Finding:
    # Amazon QuickSight Q never was Amazon Quick Sight Q; what became part of another thing is not
    # called by that one's name.
    is_another = is_within_longer(mention) or bool(entry.means)
    replacement = None if is_another else entry.now[0]
    return RULE.finding(Violation(what_became(entry), (proof_of(pack, entry),), replacement))


# ------------------------------------------------- what the text says of the change

_CALLED = r"(?:called|known|named|branded)"
_TELLING = re.compile(
    r"\bformer(?:ly)?\b|\brenamed\b|\brebrand(?:s|ed|ing)?\b|\bused to be\b"
    r"|\b(?:the|its|this|after|since|before) renam(?:e|ing)\b"
    rf"|\b(?:previously|originally|initially|once|now|today|since|then|later|earlier) {_CALLED}\b"
    rf"|\b(?:was|were|been|is) (?:still |then |originally )?(?:called|known as|named)\b"
    rf"|\b(?:old|older|former|previous|new|current) names?\b|\bnow (?:a )?part of\b"
    rf"|\bsuccessor (?:of|to)\b|\bf\.?k\.?a\b|\bname change",
    re.I,
)
# A heading on how to rename a column announces no name.
_LEADING = re.compile(
    rf"\bformerly\b|\brenamed\b|\brebrand(?:s|ed|ing)?\b|\bpreviously {_CALLED}\b"
    r"|\b(?:former|old|older|previous|new|current) names?\b|\bname changes?\b",
    re.I,
)
_BECAME = re.compile(r"\b(?:now|became|become|today) (?:a part of |part of |the )?\Z")
_NOW_ELSE = re.compile(r"\W{1,4}now (?:the )?[A-Z]")


def _is_excused(mention: Mention, entry: Fact) -> bool:
    if any(map(_LEADING.search, mention.leads)) or _NOW_ELSE.match(mention.behind):
        return True
    if is_struck_out(mention):
        return True
    sentences = sentences_about(mention)
    return any(_TELLING.search(words) or entry.is_known_in(words) for words in sentences)


def _introduces(mention: Mention) -> bool:
    """A new name by which something is said to be called: "it is now Amazon Quick Sight"."""
    sentence = f"{mention.before}{mention.name}{mention.behind}"
    return bool(_BECAME.search(mention.before) or _TELLING.search(sentence))
