"""What the rules on renamed and ended services share: product, notice, pack.

Two witnesses: the page's own notice, and the pack's table on the day of the audit. The table is
needed beside the page, since the notice is not always there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from linkaudit.model.report import Evidence, NotAsked
from linkaudit.rules.base import RuleContext, observed_on
from linkaudit.rules.packs.model import Claim, Fact, FactKind, Pack, on
from linkaudit.rules.packs.notices import Notice
from linkaudit.rules.page_notices import own_notices
from linkaudit.text.notices import Event

Day: TypeAlias = date  # an end has a field called `date`
UNNAMED = "what the page documents"


def subject_of(context: RuleContext) -> tuple[Pack, Fact] | None:
    """The pack's entry for what the link is about, however the server answered."""
    if not context.written_url or (
        context.request_url and isinstance(context.observation.outcome, NotAsked)
    ):
        return None
    answer = context.answer
    title = answer.page.title if answer and answer.page else ""
    for pack in context.packs:
        for uri in dict.fromkeys(
            (context.written_url, answer.uri if answer else context.written_url)
        ):
            if pack.covers(uri) and (entry := pack.by_subject(title, uri, context.as_of)):
                return pack, entry
    return None


def notice_of(context: RuleContext, event: Event) -> Notice | None:
    """The page's own notice of such an event; of several, one that has a date."""
    own = [notice for notice in own_notices(context) if notice.event is event]
    return next((notice for notice in own if notice.date), own[0] if own else None)


@dataclass(frozen=True, slots=True)
class State:
    """What became of a subject, since when, by whom said, and the successor.

    The page's own dated sentence counts before the fact of a pack, which goes by the guide
    before the publisher's table. Where they differ, both are quoted and both days are given.
    """

    name: str
    date: Day | None
    """None where no source names a day."""
    when: str
    """The date as far as it is known."""
    evidence: tuple[Evidence, ...]
    successor: str = ""
    aside: str = ""
    """What another source says, where it differs."""
    is_announcement: bool = False
    """The day is that of the announcement: no more is known."""
    is_planned: bool = False
    """It is still to come, by the words of a notice without a day."""

    def is_over(self, day: Day) -> bool:
        """Whether it has come by a day."""
        return self.date <= day if self.date is not None else not self.is_planned

    @property
    def day_note(self) -> str:
        return f" {on(self.when)}" if self.when else ""

    @property
    def since_note(self) -> str:
        if not self.when:
            return ""
        return f"; announced {on(self.when)}" if self.is_announcement else f" since {self.when}"


def state_of(context: RuleContext, kind: FactKind) -> State | None:
    """What page and packs say of an end or a closing; None where its sources are at odds."""
    subject, notice = subject_of(context), notice_of(context, _EVENTS[kind])
    if notice is not None and notice.date is None and not notice.is_dateless:
        notice = None if kind is FactKind.ENDS else notice  # its day is none that a calendar has
    fact = subject[1] if subject is not None and subject[1].kind is kind else None
    if notice is None and fact is not None and fact.is_disputed(context.as_of):
        return None
    if notice is not None and notice.date is not None:
        aside, proofs = _beside(context, kind, notice.date)
        name = fact.names[0] if fact is not None else _name(notice)
        successor = fact.successor if fact is not None else ""
        quotes = (quoted(context, notice), *proofs)
        when = notice.when or notice.date.isoformat()
        return State(name, notice.date, when, quotes, successor, aside)
    if subject is not None and fact is not None:
        known = state_by(subject[0], fact, context.as_of)
        if notice is None:
            return known
        return replace(known, evidence=(quoted(context, notice), *known.evidence))
    if notice is not None:
        quotes = (quoted(context, notice),)
        return State(_name(notice), None, "", quotes, is_planned=notice.is_planned)
    return None


def _name(notice: Notice) -> str:
    return UNNAMED if notice.is_this else notice.name or UNNAMED


def state_by(pack: Pack, fact: Fact, as_of: Day) -> State:
    """What the pack alone knows."""
    proofs, aside = [proof_of(pack, fact)], ""
    if fact.other is not None:
        proofs.append(proof_of(pack, fact, fact.other))
        aside = _aside(fact.kind, fact.known_since, fact.other, as_of)
    is_announcement = fact.date is None
    when = fact.announced.isoformat() if is_announcement and fact.announced else fact.when
    name, successor = fact.names[0], fact.successor
    return State(name, fact.known_since, when, tuple(proofs), successor, aside, is_announcement)


def told(kind: FactKind, state: State, as_of: Day) -> str:
    """It in one sentence: the same for a link and for a name in the text."""
    if kind is FactKind.CLOSED:
        said = f"takes no new customers{state.since_note}"
    elif state.is_over(as_of):
        said = f"ended{state.day_note}" if state.when else "has ended"
    else:
        said = f"will end{state.day_note}"
    return f"{state.name} {said}{state.aside}{successor_note(state.successor)}"


def _beside(context: RuleContext, kind: FactKind, said: date) -> tuple[str, list[Evidence]]:
    """What the pack says beside a page that has a day of its own, and its proofs."""
    subject = subject_of(context)
    if subject is None:
        return "", []
    pack, fact = subject
    proofs = [proof_of(pack, fact)]
    if fact.other is not None:
        proofs.append(proof_of(pack, fact, fact.other))
    own = fact.claim if fact.date is not None and fact.when == fact.date.isoformat() else None
    claims = [claim for claim in (own, fact.other) if claim is not None]
    asides = (_aside(kind, said, claim, context.as_of) for claim in claims)
    return next(filter(None, asides), ""), proofs


def _aside(kind: FactKind, said: date | None, claim: Claim, as_of: date) -> str:
    """What another source says otherwise; a closing before a later end is no contradiction."""
    if claim.kind is kind:
        differs = "" if claim.date == said else claim.date.isoformat()
        return f" (another source: {differs})" if differs else ""
    is_end = kind is FactKind.CLOSED and claim.has_ended_by(as_of)
    return f" (another source: ended on {claim.date.isoformat()})" if is_end else ""


_EVENTS = {FactKind.ENDS: Event.ENDS, FactKind.CLOSED: Event.CLOSED}


def proof_of(pack: Pack, fact: Fact, claim: Claim | None = None) -> Evidence:
    """The words of a fact's source, with the day on which they were read."""
    read_on = (fact.read_on or pack.read_on).isoformat()
    if claim is not None:
        return Evidence("pack", claim.quote, claim.source, read_on)
    return Evidence("pack", fact.quote, fact.source, read_on)


def quoted(context: RuleContext, notice: Notice) -> Evidence:
    answer = context.answer
    return Evidence("page", notice.sentence, answer.uri if answer else "", observed_on(context))


def successor_note(successor: str) -> str:
    return f"; successor: {successor}" if successor else ""
