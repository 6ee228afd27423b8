"""The rule on services of which the publisher's own sources disagree: a note, no verdict."""

from __future__ import annotations

from linkaudit.model.report import Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation
from linkaudit.rules.lifecycle.base import notice_of, proof_of, subject_of
from linkaudit.rules.packs.model import Claim, FactKind
from linkaudit.text.notices import Event


def _disputed(context: RuleContext) -> Violation | None:
    subject = subject_of(context)
    if subject is None or not subject[1].is_disputed(context.as_of):
        return None
    if notice_of(context, Event.ENDS) or notice_of(context, Event.CLOSED):
        return None  # the page's own word decides
    pack, fact = subject
    own, other = fact.claim, fact.other
    if own is None or other is None:
        return None
    first = _said(own, context, is_announcement=fact.date is None)
    message = f"sources disagree about {fact.names[0]}: {first}, or {_said(other, context)}"
    return Violation(message, (proof_of(pack, fact), proof_of(pack, fact, other)))


def _said(claim: Claim, context: RuleContext, *, is_announcement: bool = False) -> str:
    day = claim.date.isoformat()
    if claim.kind is FactKind.CLOSED:
        return f"closed to new customers{', announced' if is_announcement else ''} on {day}"
    return f"ended on {day}" if claim.has_ended_by(context.as_of) else f"ends on {day}"


RULE = Rule(
    id="service-disputed",
    verdict=Verdict.OK,
    level=Level.NOTE,
    summary="Sources disagree whether the service that the page is about has ended or closed.",
    why="""
A [fact pack](../packs.md) has two sources, such as a service's own guide and its publisher's
table, which say different things about the day of the audit. The page itself says nothing.
""",
    example=Example(
        "[the device](https://aws.amazon.com/snowball-edge/)",
        "sources disagree about AWS Snowball Edge: closed to new customers, announced on"
        " 2025-10-07, or ended on 2025-11-12",
        ("https://aws.amazon.com/snowball-edge/ 200 <title>AWS</title>",),
    ),
    fix="Read both sources, which the finding quotes, before you change the link.",
    silent_when="""
The page says what became of its service; or the sources differ only in the day, and agree for
`--as-of`: then the other rules give both days.
""",
    decide=_disputed,
)
