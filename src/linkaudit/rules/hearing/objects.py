"""English notices whose object is what ends: "AWS will retire X", "new accounts cannot use X".

Who acts must be named, and be one who may: AWS, a team, "we".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from linkaudit.rules.hearing.clause import Tense, day_of, decides, has_agent, is_lead, tense_of
from linkaudit.rules.hearing.days import Day
from linkaudit.rules.hearing.names import name_after
from linkaudit.rules.hearing.said import Said
from linkaudit.rules.hearing.words import END, NAME_AHEAD, NEW
from linkaudit.text.notices import Event


@dataclass(frozen=True, slots=True)
class _Form:
    """A verb with what may stand between it and its object, and what must follow the object."""

    event: Event
    verb: re.Pattern[str]
    behind: re.Pattern[str]


_ROWS = (
    (
        Event.CLOSED,
        r"clos(?:e|ing|ed) (?:new customer access to|access to|sign-?ups for|new sign-?ups"
        r" (?:for|to))",
        "",
    ),
    (
        Event.CLOSED,
        r"(?:not|no longer|stop(?:ped|ping)?)(?: be)? (?:onboard(?:ing)?|accept(?:ing)?"
        rf"|admit(?:ting)?|tak(?:e|ing)) {NEW} (?:to|for|on|into)",
        "",
    ),
    (Event.CLOSED, r"clos(?:e|ing|ed)", rf" ?(?:to|for) {NEW}"),
    (
        Event.CLOSED,
        r"no longer updating",
        r" ?(?:and|or) (?:are |is |be )?(?:no longer |not )?(?:accepting|taking) new ",
    ),
    (
        Event.ENDS,
        r"(?:end(?:s|ed|ing)?|discontinu(?:e|es|ed|ing)|stop(?:s|ped|ping)?|terminat(?:e|es|ed|ing)"
        r"|withdraw(?:s|ing)?|ceas(?:e|es|ed|ing)|drop(?:s|ped|ping)?) (?:providing |offering )?"
        r"(?:all |our |its |the |technical )?(?:support|services?|access|availability|sales?)"
        r" (?:for|of|to)",
        "",
    ),
    (
        Event.ENDS,
        r"(?:discontinu(?:e|es|ed|ing)|retir(?:e|es|ed|ing)|sunset(?:s|ting)?|shut(?:ting)? ?down"
        r"|decommission(?:s|ed|ing)?|phas(?:e|ing) out|wind(?:ing)? down|turn(?:ing)? off"
        r"|end-of-life|terminat(?:e|ing))",
        r"(?! ?(?:to|for) new)",
    ),
    (
        Event.STALE,
        r"(?:(?:no longer|not|stop(?:ped|ping)?)(?: be| actively){0,2} (?:updating|maintaining"
        r"|developing|supporting)|deprecat(?:e|ed|ing))",
        r"(?! ?or accepting)",
    ),
    (
        Event.STALE,
        r"(?:put(?:ting)?|plac(?:e|ing)|mov(?:e|ing))",
        r" ?(?:in|into|to) maintenance mode",
    ),
)
_GO_ON = (
    r"$|[.,;:!(–—\"”]| [–—-]| \(| @| (?:on|as|effective|starting|from|after|by|at|and|or|in|with|to"
    r"|for|before|since|beginning|because|due|this|next|later|soon|through)\b"
)
_GOES_ON = re.compile(_GO_ON)
_FORMS = tuple(
    _Form(
        event,
        re.compile(rf"\b{verb} {NAME_AHEAD}", re.I),
        re.compile(behind if behind.startswith(" ") else rf"{behind}(?:{_GO_ON})"),
    )
    for event, verb, behind in _ROWS
)
_NEW_ONES = re.compile(
    r"(?:^|(?<=[.,:;] ))[Nn]ew (?:customers?|users?|accounts?|sign-?ups?|registrations?"
    r"|subscriptions?) (?:(?:can|will|are|is|may) (?:no longer|not)|cannot) (?:be )?(?:able to )?"
    r"(?:sign up for|use|access|subscribe to|onboard to|join|register for|available (?:for|to|on)"
    r"|accepted (?:for|to|on|by)|possible (?:for|to|on)|allowed (?:for|on)|offered (?:for|on)"
    rf"|open for) {NAME_AHEAD}"
)
_SIGN_UPS = re.compile(
    r"(?:^|(?<=[.,:;] ))(?:(?:[Nn]ew )?[Ss]ign-?ups? (?:for|to)|[Rr]egistrations? for)"
    rf" {NAME_AHEAD}"
)
_ARE_CLOSED = re.compile(
    r" ?(?:is|are|have|has|will) (?:now |been |be )?(?:closed|no longer (?:available|possible"
    r"|accepted|open))"
)
_YOU = re.compile(
    r"(?:^|(?<=[.,:;] ))[Yy]ou (?:can no longer|cannot|will no longer be able to|can not) sign up"
    rf" for {NAME_AHEAD}"
)
_ITS_END = re.compile(rf"(?:^|(?<=[.,:;] ))(?:The |the )?{END} (?:for|of) {NAME_AHEAD}", re.I)
_IS_ON = re.compile(r" ?(?:is|will be|was|:|=|–|-)(?: set for| scheduled for)?(?: on)? ?@")
_ANNOUNCED = re.compile(
    rf"\bannounc(?:ed|es|ing|e) (?:{END} (?:for|of)|the (?:planned |upcoming )?(?:retirement"
    r"|discontinuation|deprecation|sunset(?:ting)?|closure|shutdown) of) (?=[A-Zt.])",
    re.I,
)
_OTHERS = (
    (Event.CLOSED, _NEW_ONES, _GOES_ON),
    (Event.CLOSED, _SIGN_UPS, _ARE_CLOSED),
    (Event.CLOSED, _YOU, _GOES_ON),
    (Event.ENDS, _ITS_END, _IS_ON),
)
"""Without one who acts: what stands before the name, and what behind it."""
_NOW = Tense("", ())


def of_object(text: str, days: tuple[Day, ...]) -> Iterator[Said]:
    """What a sentence says of the objects of its verbs."""
    for form in _FORMS:
        for match in form.verb.finditer(text):
            tense = tense_of(text[: match.start()])
            if tense is not None and has_agent(tense.rest):
                yield from _objects(form.event, match, form.behind, tense, days)
    for event, pattern, behind in _OTHERS:
        for match in pattern.finditer(text):
            if is_lead(text[: match.start()].rstrip()):
                yield from _objects(event, match, behind, _NOW, days)
    for match in _ANNOUNCED.finditer(text):
        tense = tense_of(text[: match.start()])
        if tense is not None and has_agent(tense.rest):
            yield from _objects(Event.ENDS, match, _GOES_ON, _NOW, days)


def _objects(
    event: Event,
    verb: re.Match[str],
    behind: re.Pattern[str],
    tense: Tense,
    days: tuple[Day, ...],
) -> Iterator[Said]:
    text = verb.string
    found = name_after(text[verb.end() :])
    if found is None or not behind.match(found[1]):
        return
    day = day_of(days, verb.end(), len(text), text[: verb.end()])
    is_planned = not tense.is_past or decides(tense.rest)
    yield Said(
        event, found[0], day.at if day else None, day.when if day else "", is_planned=is_planned
    )
