"""The rule on services that take no new customers."""

from __future__ import annotations

from linkaudit.model.report import Evidence, Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation
from linkaudit.rules.lifecycle.base import UNNAMED, notice_of, quoted, subject_of, successor_note
from linkaudit.rules.packs.model import FactKind
from linkaudit.text.notices import Event


def _closed(context: RuleContext) -> Violation | None:
    subject, notice = subject_of(context), notice_of(context, Event.CLOSED)
    evidence: list[Evidence] = []
    name, since, successor = "", "", ""
    if notice is not None and (notice.date is None or notice.date <= context.as_of):
        evidence.append(quoted(context, notice))
        name = UNNAMED if notice.is_this else notice.name or UNNAMED
        since = f" since {notice.date.isoformat()}" if notice.date else ""
    if subject is not None and subject[1].kind is FactKind.CLOSED:
        pack, entry = subject
        if entry.date is None or entry.date <= context.as_of:
            evidence.append(Evidence("pack", entry.quote, entry.source, pack.read_on.isoformat()))
            name, successor = entry.names[0], entry.successor
            since = f" since {entry.when}" if entry.date else ""
    if not name:
        return None
    return Violation(
        f"{name} takes no new customers{since}{successor_note(successor)}", tuple(evidence)
    )


RULE = Rule(
    id="service-closed",
    verdict=Verdict.RETIRED,
    level=Level.WARNING,
    summary="The service that the page is about takes no new customers.",
    why="""
Readers who are not customers yet cannot follow the article. The page's notice or a [fact
pack](../packs.md) says so.
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
    silent_when="The service closed after `--as-of`, or has opened again.",
    decide=_closed,
)
