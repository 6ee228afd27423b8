"""The parts of an English clause around its verb: tense, what stands before, who acts, when.

Texts in, yes or no and texts out; which event a verb means, the forms know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from linkaudit.rules.hearing.days import Day, in_reach

_THE_AUXILIARIES = """
will has have had is are was were be been being shall to now already officially also soon
permanently completely formally scheduled planned going set expected about currently itself
finally fully slated due recently thus therefore
"""
_AUXILIARIES = frozenset(_THE_AUXILIARIES.split())
_PLANS = frozenset({"will", "shall", "scheduled", "planned", "going", "set", "expected", "slated"})
_DENIALS = frozenset({"not", "never", "cannot", "may", "might", "could", "would", "should", "can"})
_MOST = 8  # auxiliaries: "has now also been scheduled to be"


@dataclass(frozen=True, slots=True)
class Tense:
    """The text before a verb without its auxiliaries, and these, in lower case."""

    rest: str
    verbs: tuple[str, ...]

    @property
    def is_planned(self) -> bool:
        is_under_way = "being" in self.verbs and not {"is", "are"}.isdisjoint(self.verbs)
        return is_under_way or not _PLANS.isdisjoint(self.verbs)

    @property
    def is_past(self) -> bool:
        return not self.is_planned and not {"has", "have", "had"}.isdisjoint(self.verbs)


def tense_of(text: str) -> Tense | None:
    """The auxiliaries that a text ends with; None where they deny or doubt."""
    rest = text.rstrip()
    verbs: list[str] = []
    while rest and len(verbs) < _MOST:
        head, _, word = rest.rpartition(" ")
        if word.lower() in _DENIALS or word.endswith("n't"):
            return None
        if word.lower() not in _AUXILIARIES:
            break
        verbs.append(word.lower())
        rest = head.rstrip()
    return Tense(rest, tuple(verbs))


_CONDITION = re.compile(
    r"(?:if|when|whenever|once|while|unless|whether|because|should|although|though|where|before"
    r"|as soon as|as long as|in case|so that|assuming|after|until|since)\b(?! (?:careful|much|@))",
    re.I,
)
_TALK = re.compile(
    r"\b(?:announce[ds]?|announcing|inform(?:ed|s)?(?: you)?|note|notice|aware|know|reminded?)"
    r" that$",
    re.I,
)
_LEAD_END = re.compile(r"(?:^|[^\w\s()\"'“”‘’@]|\b(?:and|but|so))$")
_PARTS = re.compile(r"[,:;!–—]")


def is_lead(text: str) -> bool:
    """Whether a subject may follow: on nothing, or on a lead that makes no condition of it."""
    if not (_LEAD_END.search(text) or _TALK.search(text)):
        return False
    return not any(_CONDITION.match(part.strip()) for part in _PARTS.split(text))


def without_apposition(text: str) -> str:
    """ "X, our oldest service," as "X"."""
    if not text.endswith(","):
        return text
    head, _, inside = text[:-1].rpartition(",")
    return head if head and len(inside) < 80 and inside[1:2].islower() else text[:-1]


_AGENT = re.compile(
    r"(?:^|(?<=[\s,:;]))(?:AWS|Amazon(?: Web Services)?|Google|Microsoft|[Ww]e|[Oo]ur team"
    r"|[Tt]he (?:\w{1,20} )?(?:team|company))$"
)
_DECIDES = re.compile(
    r"(?:^|(?<=\s))(?:(?:(?:made|making|make|taken) (?:the|a) (?:\w{1,20} ){0,2}decision|decided"
    r"|decides?|plan(?:s|ned|ning)?|intends?|announced(?: plans| our intention)?|begun|started"
    r"|choosing|chosen|continuing|working)(?: to)?)$"
)


def decides(text: str) -> bool:
    """Whether a text ends with a decision: "we have decided to"."""
    return _DECIDES.search(text) is not None


def has_agent(text: str) -> bool:
    """Whether the text before a verb ends with who acts, and that with a lead."""
    for _ in range(3):
        decision = _DECIDES.search(text)
        if decision is None:
            break
        tense = tense_of(text[: decision.start()])
        if tense is None:
            return False
        text = tense.rest
    agent = _AGENT.search(text)
    return agent is not None and is_lead(text[: agent.start()].rstrip())


_PREPOSED = re.compile(
    r"\b(?:on|as of|starting|effective|from|after|by|since|beginning|in|until|at|before)"
    r"(?: on)?,? ?$",
    re.I,
)
_ANNOUNCED_ON = re.compile(r"\bannounced (?:on |in )?$")


def day_of(days: tuple[Day, ...], start: int, end: int, lead: str) -> Day | None:
    """The first day behind a verb; else one in the lead: "On May 1, 2027, X …"."""
    behind = next(in_reach(days, start, end), None)
    if behind is not None:
        return behind
    for day in in_reach(days, 0, len(lead)):
        before = lead[: day.start]
        if _PREPOSED.search(before) and not _ANNOUNCED_ON.search(before):
            return day
    return None
