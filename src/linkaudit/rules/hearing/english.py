"""The grammar of notices in English: a subject, a verb in some tense, an event, a day.

Four forms: "X will be retired" (`verbs.py`), "AWS will retire X" (`objects.py`), "X is now Y" and
"Y, formerly X" (`renamings.py`). What stands before the subject must be a lead ("On May 1, 2027,",
"In line with our policy,"), and what follows must not narrow the event down. Conditions, questions
and denials are no notices. Not here: whose end it is.
"""

from __future__ import annotations

import re

from linkaudit.rules.hearing.days import days_in
from linkaudit.rules.hearing.objects import of_object
from linkaudit.rules.hearing.renamings import renamed
from linkaudit.rules.hearing.said import Said
from linkaudit.rules.hearing.verbs import of_subject, of_topic
from linkaudit.text.notices import Event

_LONGEST = 1000  # characters: no sentence is longer
_LOUD = 12  # letters that are all capitals: "THIS PROJECT IS …"
_SHORT = re.compile(
    r"\b([Ww]e)['’](ve|re|ll)\b|\b(is|are|was|were|has|have|do|does|did|wo|ca)n['’]t\b"
)
_FULL = {"ve": "have", "re": "are", "ll": "will", "wo": "will", "ca": "can"}


def hear(sentence: str) -> tuple[Said, ...]:
    """All that an English sentence says of an end, a closing, a new name or neglect."""
    text = _SHORT.sub(_in_full, sentence[:_LONGEST].strip())
    if text.endswith("?"):
        return ()
    if len(text) >= _LOUD and text.isupper():
        text = text.capitalize()
    covered, days = days_in(text)
    found: dict[tuple[Event, tuple[str, ...]], Said] = {}
    for said in (
        *of_subject(covered, days),
        *of_object(covered, days),
        *of_topic(covered),
        *renamed(covered, text, days),
    ):
        key = said.event, said.names
        if key not in found or (found[key].day is None and said.day is not None):
            found[key] = said
    # "In maintenance mode" says less than the end that the same sentence names.
    ended = {names for event, names in found if event in (Event.ENDS, Event.CLOSED)}
    return tuple(
        said for said in found.values() if said.event is not Event.STALE or said.names not in ended
    )


def _in_full(match: re.Match[str]) -> str:
    if match[1]:
        return f"{match[1]} {_FULL[match[2]]}"
    return f"{_FULL.get(match[3], match[3])} not"
