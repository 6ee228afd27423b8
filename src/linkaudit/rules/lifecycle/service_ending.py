"""The rule on services that end on a known day."""

from __future__ import annotations

from linkaudit.model.report import Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation
from linkaudit.rules.lifecycle.base import state_of, told
from linkaudit.rules.packs.model import FactKind


def _ending(context: RuleContext) -> Violation | None:
    end = state_of(context, FactKind.ENDS)
    if end is None or end.is_over(context.as_of):
        return None
    if end.date is not None and not end.when:
        return None  # it had happened when its source was read: on no day that is known
    return Violation(told(FactKind.ENDS, end, context.as_of), end.evidence)


RULE = Rule(
    id="service-ending",
    verdict=Verdict.RETIRED,
    level=Level.WARNING,
    summary="The service that the page is about ends on a known day.",
    why="""
The service ends after `--as-of`: by the page's own notice, or by a [fact pack](../packs.md).
""",
    example=Example(
        "[the guide](https://docs.aws.amazon.com/cogs/latest/ug/what-is.html)",
        "Amazon Cogs will end on 2027-03-31",
        (
            "https://docs.aws.amazon.com/cogs/latest/ug/what-is.html 200"
            " <title>What is Amazon Cogs?</title><p>On March 31, 2027, AWS will end support"
            " for Amazon Cogs.</p>",
        ),
    ),
    fix="Say so beside the link, or link to the successor.",
    silent_when='The page describes how to leave the service ("Migrating from …").',
    decide=_ending,
)
