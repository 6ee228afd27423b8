"""English notices whose subject is what ends: "X will be retired", "Support for X ends".

Also "this project is no longer maintained", and a subject that goes on: "X is in maintenance mode
and will reach end of support".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from linkaudit.rules.hearing.clause import Tense, day_of, is_lead, tense_of, without_apposition
from linkaudit.rules.hearing.days import Day
from linkaudit.rules.hearing.names import Subject, name_before
from linkaudit.rules.hearing.said import Said
from linkaudit.rules.hearing.words import (
    ARCHIVED,
    CARE,
    DATED,
    END,
    NEW,
    STOP,
    THING,
    THINGS,
)
from linkaudit.text.notices import Event

_GONE = (
    r"(?:discontinued|retired|sunset(?:ted)?|shut ?down|shuttered|decommissioned|turned off"
    r"|switched off|withdrawn|phased out|terminated|wound down|closed down|permanently closed"
    r"|taken offline|end-of-lifed)"
)
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "getting"})


@dataclass(frozen=True, slots=True)
class _Form:
    """How an event is said of its subject, from the verb on."""

    event: Event
    pattern: re.Pattern[str]
    needs_be: bool
    """Retired is said of what is, was or will be retired; what retired may be a person."""
    is_of_things: bool
    """Only of this page, project and the like, not of a name."""
    is_of_products: bool
    """Not of a name that may be a person's."""


_ROWS = (
    (
        Event.CLOSED,
        rf"(?:no longer|not)(?: (?:currently|being|be)){{0,2}} (?:open|available|offered"
        rf"|accessible|sold|provided|accepting|accepts?|taking|onboarding|onboard)"
        rf"(?: (?:to|for) (?:purchase|use|sale))?(?: to| for)? {NEW}{STOP}"
        rf"|(?:stop|stops|stopped|stopping) (?:accepting|taking|onboarding) {NEW}{STOP}"
        rf"|clos(?:e|es|ed|ing)(?: off)? (?:to|for) {NEW}{STOP}"
        r"|(?:only (?:available|open)|(?:available|open) only|restricted|limited) to existing"
        rf" (?:customers?|users?|accounts?){STOP}",
        "",
    ),
    (
        Event.ENDS,
        rf"(?:reach(?:es|ed|ing)?|approach(?:es|ing)|hits?|enter(?:s|ed|ing)?) {END}{STOP}",
        "",
    ),
    (
        Event.ENDS,
        r"(?:going through|undergoing|in) (?:an? |its )?(?:planned )?(?:end-of-life|deprecation"
        r"|retirement|sunset)(?: process| phase)?\b"
        rf"|in the process of being {_GONE}{STOP}",
        "",
    ),
    (Event.ENDS, rf"{_GONE}{STOP}", "be"),
    (Event.ENDS, rf"retir(?:es|ing){DATED}", "product"),
    (
        Event.ENDS,
        r"(?:scheduled|slated|set|planned|due) for (?:retirement|deprecation|removal|sunset"
        rf"|shutdown|discontinuation|closure|decommissioning){STOP}",
        "",
    ),
    (
        Event.ENDS,
        r"permanently (?:close[sd]?|closing|shut(?:s|ting)? down|end(?:s|ed)?)\b"
        r"|clos(?:e|es|ed|ing)(?: its doors| down)? permanently\b"
        rf"|clos(?:e|es|ed|ing) (?:its doors|down){STOP}|shut(?:s|ting)? down{STOP}"
        r"|ceas(?:e|es|ed|ing) (?:all )?(?:operations?|operating|to (?:exist|operate|function)"
        r"|to be (?:available|supported|offered)|service)\b"
        rf"|(?:end|ends|ended|ending|expires?|sunsets?|sunsetting){DATED}"
        r"|(?:go(?:es|ing)?|gone|went) away\b"
        r"|com(?:e|es|ing) to an end\b",
        "",
    ),
    (
        Event.ENDS,
        r"no longer (?:be )?(?:available|supported|offered|provided|accessible|operational|sold"
        rf"|in service|usable){STOP}",
        "",
    ),
    (
        Event.STALE,
        rf"(?:unmaintained|deprecated|obsolete|abandoned|no longer {CARE}|not {CARE}){STOP}",
        "be",
    ),
    (Event.STALE, rf"archived{ARCHIVED}", "be"),
    (
        Event.STALE,
        r"(?:(?:replaced|superseded|succeeded) by|merged into) (?=[A-Z]|the [A-Z]|our )",
        "be",
    ),
    (
        Event.STALE,
        r"in maintenance mode(?: only)?(?=$|[.;:!)]|,? and (?:will|only|no|does|is|receives))"
        r"|enter(?:s|ed|ing)? maintenance mode(?=$|[.,;:!)]| (?:on |as of |in |effective )?@)"
        r"|(?:put|placed|moved) (?:into|in|to) maintenance mode"
        r"(?=$|[.,;:!)]| and\b| (?:on |effective )?@)",
        "",
    ),
    (
        Event.STALE,
        r"(?:out[- ]of[- ]date|outdated|superseded|(?:kept |provided |published |available"
        r" |intended )?(?:only |solely )?for (?:historical|archival) (?:reference|purposes?"
        r"|interest)(?: only)?|no longer (?:valid|current|relevant|available|recommended))"
        rf"{STOP}",
        "be, things",
    ),
    (Event.STALE, r"no longer reflects? .", "things"),
)
_FORMS = tuple(
    _Form(
        event,
        re.compile(rf"(?<!\w)(?:{text})", re.I),
        "be" in needs,
        "things" in needs,
        "product" in needs,
    )
    for event, text, needs in _ROWS
)
_OLD_THINGS = (
    r"post|page|article|document|repository|repo|project|guide|whitepaper|content|library|package"
    r"|plugin|crate|gem"
)
_THIS = re.compile(
    rf"(?:^|(?<=\W))(?:[Tt]his (?:version of (?:the|this) )?(?P<this>{THINGS})"
    rf"|[Tt]he (?P<the>{_OLD_THINGS}))$"
)
_TEXT_OF = re.compile(r"(?:The|the) (?:information|content|material|text) (?:on|in|of)$")
_PERSON = re.compile(
    r"(?!(?:Amazon|Azure|Google|Microsoft|Apache|Oracle|Adobe) )[A-Z][a-z]{1,30} [A-Z][a-z]{1,30}"
)
_CALL = re.compile(r"(?:^|[:–—!*_-])$")
_NOUN_LEAD = re.compile(
    r"(?:^|(?<=[\s,:;]))(?:(?:technical|general|standard|all|AWS|official|customer) )?"
    r"(?:support|access|sales|availability|maintenance) (?:for|to|of)$",
    re.I,
)
_SUPPORT = re.compile(r"(?<=[\w)]) (?:technical )?support$")
_JOINT = re.compile(r"(?:,|\band|\bthen)$")
_LONGEST_JOINT = 60  # characters between two verbs of one subject
_REFERS = re.compile(
    r"[` *_]{0,4}This (?P<this>section|page|topic|guide|document) (?:refers to|describes"
    r"|documents|covers|is (?:for|about)) [^,;:]{1,80},? (?:which|that) (?:is|has been|was)"
    rf" (?:now )?(?:deprecated|obsolete|discontinued|retired|no longer {CARE}){STOP}"
)


def of_subject(text: str, days: tuple[Day, ...]) -> Iterator[Said]:
    """What a sentence says of the subjects of its verbs."""
    matches = sorted(
        ((match, form) for form in _FORMS for match in form.pattern.finditer(text)),
        key=lambda pair: pair[0].start(),
    )
    held: _Held | None = None
    for match, form in matches:
        tense = tense_of(text[: match.start()])
        if tense is None:
            continue
        subject = _subject(tense.rest, form)
        if form.needs_be and _BE.isdisjoint(tense.verbs) and (subject or tense.verbs):
            held = None if subject else held
            continue
        known = subject
        if known is None and held is not None and held.goes_on(tense.rest):
            known = held.subject
        if known is None:
            continue
        held = _Held(known, match.end())
        later = (other.start() for other, _ in matches if other.start() > match.end())
        yield _said(form, known, tense, match, next(later, len(text)), days)


@dataclass(frozen=True, slots=True)
class _Held:
    """A subject, and where its last verb ends: another may follow."""

    subject: Subject
    end: int

    def goes_on(self, rest: str) -> bool:
        joint = rest[self.end :].rstrip()
        return len(joint) <= _LONGEST_JOINT and _JOINT.search(joint) is not None


def of_topic(text: str) -> Iterator[Said]:
    """ "This section describes X, which is deprecated"."""
    match = _REFERS.match(text)
    if match:
        yield Said(Event.STALE, (match["this"],), is_this=True)


def _subject(rest: str, form: _Form) -> Subject | None:
    """What a verb is said of, where a lead stands before it."""
    this = _THIS.search(rest)
    before = _TEXT_OF.sub("", rest[: this.start()].rstrip()) if this else ""
    if this and (this["this"] or _CALL.search(before)):
        subject: Subject | None = Subject((this["this"] or this["the"],), before)
    elif form.is_of_things:
        return None
    elif form.event is Event.ENDS:
        subject = name_before(without_apposition(_SUPPORT.sub("", rest)))
        if subject is not None:
            subject = Subject(subject.names, _NOUN_LEAD.sub("", subject.before).rstrip())
    else:
        subject = name_before(without_apposition(rest))
    if subject is None or not is_lead(subject.before):
        return None
    return None if form.is_of_products and _PERSON.fullmatch(subject.names[0]) else subject


def _said(
    form: _Form,
    subject: Subject,
    tense: Tense,
    match: re.Match[str],
    end: int,
    days: tuple[Day, ...],
) -> Said:
    day = day_of(days, match.end(), end, subject.before)
    is_this = THING.fullmatch(subject.names[0]) is not None
    return Said(
        _event(form, subject.names[0], match[0], is_dated=day is not None),
        subject.names,
        day.at if day else None,
        day.when if day else "",
        is_planned=tense.is_planned or _is_under_way(match[0]),
        is_this=is_this,
    )


def _event(form: _Form, name: str, words: str, *, is_dated: bool) -> Event:
    """A page or a project does not end, it is neglected; so is what only lacks support."""
    if form.event is not Event.ENDS or name == "service":
        return form.event
    is_neglected = "supported" in words and not is_dated
    return Event.STALE if THING.fullmatch(name) or is_neglected else Event.ENDS


def _is_under_way(words: str) -> bool:
    """ "Reaching end of life", "in deprecation": not over yet."""
    first = words.split()[0].lower()
    return first.endswith("ing") or first == "in" or " for " in words
