"""English notices of a new name: "X is now Y", "X was renamed to Y", "Y, formerly X,".

Which of the two names is the page's, `subject.py` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from linkaudit.rules.hearing.clause import has_agent, is_lead, tense_of, without_apposition
from linkaudit.rules.hearing.days import Day
from linkaudit.rules.hearing.names import name_after, name_before
from linkaudit.rules.hearing.said import Said
from linkaudit.rules.hearing.words import NAME_AHEAD
from linkaudit.text.notices import Event

_PROPER = r"[A-Z0-9.](?:[^.,;:()–—@]|\.(?=\w)){0,80}?"
_TAIL = (
    r"(?=$|[.,;:!)(–—]| [–—]| \(| (?:is|was|are|has|have|will|and|on|as of|effective|since"
    r"|starting|from)\b)"
)
# History, told with its time: "formerly known as X until 2009".
_SINCE = r"(?: (?:until|before|prior to|in|from|till|up to|between) [^\d@]{0,100}[\d@][^\n]{0,60}$)"
_BECAME = re.compile(
    r"(?:(?:re-?named|rebranded)(?: to| as)?|chang(?:ed|ing) (?:its|their) name to"
    r"|(?:now|currently) (?:called|known as|named|branded(?: as)?|referred to as|goes by))"
    rf" (?:the )?(?P<now>{_PROPER}){_TAIL}"
)
_IS_NOW = re.compile(rf"(?:is|are) now (?:the )?(?P<now>{_PROPER})(?=$|[.!,;(]| \()")
_FORMERLY = re.compile(
    r"(?:(?P<known> ?\(|, )?(?:(?:which )?(?:is|are|was|were) )?(?:also )?(?:formerly|previously"
    r"|originally|once) (?:known as|called|named|branded(?: as)?)"
    r"|(?P<bare> ?\(|, )(?:formerly|previously|originally|f\.?k\.?a\.?)"
    r"|(?P<heir> ?\(|, )?(?:(?:is|are) )?(?:the )?successor (?:to|of)"
    r"|(?:has |have )?evolved (?:from|out of))"
    rf" (?:the )?[\"“]?(?P<old>{_PROPER})(?P<since>{_SINCE})?(?:[\"”]|{_TAIL})"
)
_NEW_NAME = re.compile(
    rf"(?:is|are|was) (?:now )?the new (?:name|brand) (?:for|of) (?:the )?(?P<old>{_PROPER}){_TAIL}"
)
_RENAMING = re.compile(rf"\b(?:renam(?:e|ed|ing)|rebrand(?:ed|ing)) {NAME_AHEAD}")
_TO_NOW = re.compile(rf" ?(?:to|as) (?:the )?(?P<now>{_PROPER}){_TAIL}")
_LEGACY = re.compile(
    r"(?:^|(?<=\s))(?:[Tt]he )?(?:[Ll]egacy|[Oo]ld|[Ff]ormer|[Oo]riginal)"
    r" (?:product|service|tool|name)$"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_THE_STATES = """
available generally live open in part ga hipaa fedramp free supported beta preview public on at
compliant certified eligible a an the
"""
_STATES = frozenset(_THE_STATES.split())
_SMALL = frozenset({"for", "of", "and", "on"})


def renamed(text: str, raw: str, days: tuple[Day, ...]) -> Iterator[Said]:
    """The new names that a sentence gives; `raw` has its days uncovered."""
    yield from _became(text, days)
    yield from _is_now(text)
    yield from _formerly(text, raw)
    yield from _was_given(text, days)


def _became(text: str, days: tuple[Day, ...]) -> Iterator[Said]:
    for match in _BECAME.finditer(text):
        tense = tense_of(text[: match.start()])
        subject = name_before(without_apposition(tense.rest)) if tense else None
        if tense and subject and is_lead(_LEGACY.sub("", subject.before).rstrip()):
            yield _said(subject.names, match, days, is_planned=tense.is_planned)


def _is_now(text: str) -> Iterator[Said]:
    for match in _IS_NOW.finditer(text):
        subject = name_before(without_apposition(text[: match.start()].rstrip()))
        if subject and is_lead(subject.before) and _is_name(match["now"]):
            # One strange word may be a state, unless the page is called so.
            is_passing = not _is_sure(match["now"], subject.names[0])
            yield replace(_said(subject.names, match, ()), is_passing=is_passing)


def _formerly(text: str, raw: str) -> Iterator[Said]:
    for match in (*_FORMERLY.finditer(text), *_NEW_NAME.finditer(text)):
        subject = name_before(text[: match.start()].rstrip())
        if subject is None or not is_lead(subject.before):
            continue
        if _YEAR.search(raw[: len(subject.before)]):
            continue  # "In 2009, …": history
        said = match.groupdict()
        old = raw[match.start("old") : match.end("since" if said.get("since") else "old")]
        is_passing = any(said.get(key) for key in ("known", "bare", "heir"))
        yield Said(Event.RENAMED, (old.rstrip(),), now=subject.names[0], is_passing=is_passing)


def _was_given(text: str, days: tuple[Day, ...]) -> Iterator[Said]:
    """ "We renamed X to Y"."""
    for match in _RENAMING.finditer(text):
        tense = tense_of(text[: match.start()])
        found = name_after(text[match.end() :]) if tense and has_agent(tense.rest) else None
        to = _TO_NOW.match(found[1]) if found else None
        if tense and found and to:
            yield _said(found[0], to, days, is_planned=tense.is_planned)


def _said(
    names: tuple[str, ...], match: re.Match[str], days: tuple[Day, ...], *, is_planned: bool = False
) -> Said:
    day = next(iter(days), None)
    at, when = (day.at, day.when) if day else (None, "")
    return Said(Event.RENAMED, names[:1], at, when, match["now"].strip(), is_planned)


def _is_name(now: str) -> bool:
    """ "X is now Y": a name, and no state such as "generally available"."""
    words = now.split()
    return words[0].lower() not in _STATES and all(
        word in _SMALL or not word[0].islower() for word in words
    )


def _is_sure(now: str, old: str) -> bool:
    return len(now.split()) > 1 or now.lower() in old.lower().split()
