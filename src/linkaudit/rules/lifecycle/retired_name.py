"""The rule on names in the article's own text: a pack knows that the thing has ended or is closed.

Precision first: where the text says so itself, quotes others or names something longer, nothing
is reported. How names are found, `extract/markdown/prose.py` knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from linkaudit.model.document import Mention
from linkaudit.model.report import Finding, Level, Verdict
from linkaudit.rules.base import Example, Rule, Violation
from linkaudit.rules.lifecycle.base import state_by, told
from linkaudit.rules.lifecycle.name_mentions import (
    is_left,
    is_own,
    is_within_longer,
    sentences_about,
)
from linkaudit.rules.packs.model import Fact, FactKind, Pack

RULE = Rule(
    id="retired-name",
    verdict=Verdict.RETIRED,
    level=Level.WARNING,
    summary="The text names something that has ended or is closed to new customers.",
    why="""
Readers will look for what they cannot use. A [fact pack](../packs.md) knows that the product has
ended by `--as-of`: a warning. It is a note if the product will end on a known day, or if it has
been closed to new customers since the article came out. Headings, paragraphs, lists, tables, link
texts and alternative texts are read; each product is reported once per section, at its first place.
No network is needed: `--offline` reports the same.
""",
    example=Example(
        "We build the camera with AWS DeepLens.",
        "AWS DeepLens ended on 2024-01-31",
    ),
    fix="Name the successor, or say that the product has ended.",
    silent_when="""
For names

- in code, addresses, raw HTML blocks, comments and front matter, struck out, or in a longer name
  ("AWS CodeStar Connections");
- in a section that says so: words such as "ended", "retired", "no longer", "until 2024" or
  "new customers" in the same sentence, a next one that goes on about it, the heading, the line
  before the list, or the head of the table's column;
- within quotation marks that hold more than the name, and in a link whose text is a title.
""",
)


@dataclass(frozen=True, slots=True)
class RetiredNames:
    """The names of what has ended, will end or is closed, for one article on one day."""

    facts: Mapping[str, tuple[Pack, Fact]]
    """By each name that a text may use."""
    known: tuple[str, ...]
    """All names of the packs: "Amazon Chime SDK" is not Amazon Chime."""
    as_of: date

    def to_look_for(self, present: Iterable[str]) -> list[str]:
        """These names, and all longer ones that have one inside."""
        wanted = list(present)
        longer = (name for name in self.known if any(gone in name for gone in wanted))
        return list(dict.fromkeys([*wanted, *longer]))


def retired_names(packs: Iterable[Pack], published: date | None, as_of: date) -> RetiredNames:
    """What readers of an article of that day cannot use, or not for long, on the day of the audit.

    An article that came out after the closing was written by a customer.
    """
    facts: dict[str, tuple[Pack, Fact]] = {}
    known: dict[str, None] = {}
    for pack in packs:
        for entry in pack.entries:
            known.update(dict.fromkeys((*entry.names, *entry.but_not, *entry.now)))
            if _is_news(entry, published, as_of):
                facts.update(dict.fromkeys(_spellings(entry), (pack, entry)))
    known.update(dict.fromkeys(short for name in [*known] if (short := _short(name))))
    return RetiredNames(facts, tuple(known), as_of)


def _is_news(entry: Fact, published: date | None, as_of: date) -> bool:
    if entry.kind is FactKind.RENAMED or entry.is_reused or entry.is_over(as_of):
        return False
    if entry.kind is FactKind.ENDS:
        return entry.date is not None
    since = entry.known_since or as_of
    return since <= as_of and (published is None or published < since)


_OWNER = re.compile(r"(?:Amazon|AWS) ")
_ONE_OF_A_KIND = re.compile(r"\b[A-Z][a-z]{2,}[A-Z]|\w (?:for|on) [A-Z]")


def _spellings(entry: Fact) -> tuple[str, ...]:
    return (*entry.names, *filter(None, map(_short, entry.names)))


def _short(name: str) -> str:
    """The name without its owner, where that still means nothing else: "DeepRacer"; or nothing.

    "Data Pipeline" and "Panorama" may be anybody's.
    """
    short = _OWNER.sub("", name, count=1) if _OWNER.match(name) else ""
    return short if _ONE_OF_A_KIND.search(short) else ""


def retired_mentions(
    mentions: Iterable[Mention], names: RetiredNames
) -> list[tuple[Mention, Finding]]:
    """The first mention of each product in each section, unless that says what became of it."""
    first: dict[tuple[int, str], Mention] = {}
    excused: set[tuple[int, str]] = set()
    for mention in mentions:
        if mention.name not in names.facts:  # a longer name
            continue
        key = mention.section, names.facts[mention.name][1].id
        if _is_told(mention):
            excused.add(key)
        elif is_own(mention) and not is_within_longer(mention):
            first.setdefault(key, mention)
    return [
        (mention, _finding(*names.facts[mention.name], names.as_of))
        for key, mention in first.items()
        if key not in excused
    ]


def _finding(pack: Pack, entry: Fact, as_of: date) -> Finding:
    state = state_by(pack, entry, as_of)
    found = RULE.finding(Violation(told(entry.kind, state, as_of), state.evidence))
    has_ended = entry.kind is FactKind.ENDS and state.is_over(as_of)
    is_sure = has_ended and not entry.is_disputed(as_of)
    return found if is_sure else replace(found, level=Level.NOTE)


# ------------------------------------------------- what the text says of it

_TELLING = re.compile(
    r"\b(?:ended|ends|ending|sunset\w*|retir(?:e|es|ed|ing|ement)|discontinu\w+|deprecat\w+"
    r"|decommission\w*|clos(?:e|es|ed|ing|ure)|cancel\w*|defunct|abandon(?:s|ed|ing)|unsupported"
    r"|obsolete|superseded|former(?:ly)?|any ?more|unavailable|historical(?:ly)?|archived|EOL|EOS"
    r"|predecessors?|successors?|replacements?|alternatives?|goodbye|bye|farewell|R\.?I\.?P"
    r"|obituary|post-?mortem|retrospective|legacy|stop(?:s|ped|ping)?|ceas(?:e|es|ed)"
    r"|gone|dead|killed|removed|mourn\w*"
    r"|dropp(?:s|ed|ing)|drops|scrap(?:s|ped|ping)|axed|ditch\w*|froze|frozen"
    r"|demise|death"
    r"|fate|newcomers|graveyard|extinct|buried)\b"
    r"|\b(?:shut(?:s|ting)?[ -]?down|shutdown|phas(?:e|ed|ing) out|w(?:ound|inding) down|used to"
    r"|no longer|no more|w(?:ent|ill go) away|go(?:es|ing)? away|(?:turn|switch)(?:ed|ing)? off"
    r"|(?:will|(?<!end )to|the|an|its|whose|[’']s) end(?! (?:users?|devices?|points?|results?))"
    r"|the late|(?:in|into) maintenance|maintenance mode|new (?:customers|accounts|users|sign-?ups)"
    r"|existing customers|laid to rest|the plug|is history|lights out|lights went out|left the"
    r"|(?:final|last) (?:days?|months?|version|release)|(?:gave|given|made|make) way|days are"
    r"|end[- ]of|end (?:date|is|came|comes|of)|left behind|look(?:ing)? back"
    r"|until (?:\w+ ){0,2}(?:19|20)\d\d|replaced (?:by|with)|instead of|rather than|back then"
    r"|at the time|in (?:its|those) (?:time|days)|mov(?:e|ed|ing) (?:away|off)"
    r"|(?:was|were|had) an?)\b"
    r"|(?:\b(?:not|cannot|never)|n['’]t)(?: [a-z]{1,12}){0,2} (?:be|available|creat|open"
    r"|us(?:e|ing)"
    r"|buy|order|get|support|surviv|accept|exist|offer|s[eo]l[ld]|run|access|launch|sign|start)",
    re.I,
)
_BEFORE = re.compile(
    r"\b(?:after|since|without|beyond|left|leav(?:e|es|ing)|los(?:t|ing))\s\Z", re.I
)


def _is_told(mention: Mention) -> bool:
    words = [*sentences_about(mention), *mention.leads]
    if is_left(mention) or _BEFORE.search(mention.before):
        return True
    return any(map(_TELLING.search, words))
