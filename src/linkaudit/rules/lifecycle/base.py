"""What the rules on renamed and ended services share: product, notice, pack.

Two witnesses: the page's own notice, and the pack's table on the day of the audit. The table is
needed beside the page, since the notice is not always there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from linkaudit.model.report import Evidence, NotAsked
from linkaudit.rules.base import RuleContext, observed_on
from linkaudit.rules.packs.model import Fact, FactKind, Pack, on
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
class End:
    """What ends, when, by whom said, and the successor."""

    name: str
    date: Day | None
    """None where the page names no day."""
    when: str
    evidence: tuple[Evidence, ...]
    successor: str = ""
    is_planned: bool = False
    """It is still to come, by the words of a notice without a day."""

    def is_over(self, day: Day) -> bool:
        return self.date <= day if self.date is not None else not self.is_planned

    @property
    def day_note(self) -> str:
        return f" {on(self.when)}" if self.when else ""


def end_of(context: RuleContext) -> End | None:
    subject, notice = subject_of(context), notice_of(context, Event.ENDS)
    evidence: list[Evidence] = []
    if notice is not None:
        evidence.append(quoted(context, notice))
    if subject is not None and subject[1].kind is FactKind.ENDS:
        pack, entry = subject
        evidence.append(Evidence("pack", entry.quote, entry.source, pack.read_on.isoformat()))
        if entry.date is not None:
            return End(entry.names[0], entry.date, entry.when, tuple(evidence), entry.successor)
    if notice is None or (notice.date is None and not notice.is_dateless):
        return None
    when = notice.when or (notice.date.isoformat() if notice.date else "")
    name = UNNAMED if notice.is_this else notice.name or UNNAMED
    return End(name, notice.date, when, tuple(evidence), is_planned=notice.is_planned)


def quoted(context: RuleContext, notice: Notice) -> Evidence:
    answer = context.answer
    return Evidence("page", notice.sentence, answer.uri if answer else "", observed_on(context))


def successor_note(successor: str) -> str:
    return f"; successor: {successor}" if successor else ""
