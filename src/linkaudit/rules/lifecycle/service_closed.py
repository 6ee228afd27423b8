"""The rule on services that take no new customers."""

from __future__ import annotations

from linkaudit.model.report import Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation
from linkaudit.rules.lifecycle.base import state_of, told
from linkaudit.rules.packs.model import FactKind


def _closed(context: RuleContext) -> Violation | None:
    state = state_of(context, FactKind.CLOSED)
    if state is None or not state.is_over(context.as_of):
        return None
    return Violation(told(FactKind.CLOSED, state, context.as_of), state.evidence)


RULE = Rule(
    id="service-closed",
    verdict=Verdict.RETIRED,
    level=Level.WARNING,
    summary="The service that the page is about takes no new customers.",
    why="""
Readers who are not customers yet cannot follow the article. The page's notice or a [fact
pack](../packs.md) says so. The page's own day counts first, and another source's is given beside
it. Where only the day of the announcement is known, the message says "announced on".
""",
    example=Example(
        "[the guide](https://docs.aws.amazon.com/cogs/latest/ug/what-is.html)",
        "Amazon Cogs takes no new customers",
        (
            "https://docs.aws.amazon.com/cogs/latest/ug/what-is.html 200"
            " <title>What is Amazon Cogs?</title>"
            "<p>Amazon Cogs is no longer open to new customers.</p>",
        ),
    ),
    fix="Link to the successor, or say that the service is closed.",
    silent_when="""
The service closed after `--as-of`, or has opened again; or the sources disagree, which
`service-disputed` reports.
""",
    decide=_closed,
)
