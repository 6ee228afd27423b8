"""The rule on services that have ended."""

from __future__ import annotations

from linkaudit.model.report import Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation
from linkaudit.rules.lifecycle.base import state_of, successor_note
from linkaudit.rules.packs.model import FactKind, on


def _ended(context: RuleContext) -> Violation | None:
    end = state_of(context, FactKind.ENDS)
    if end is None or end.date is None or end.date > context.as_of:
        return None
    said = f"ended {on(end.when)}" if end.when else "has ended"
    message = f"{end.name} {said}{end.aside}{successor_note(end.successor)}"
    return Violation(message, end.evidence)


RULE = Rule(
    id="service-ended",
    verdict=Verdict.RETIRED,
    level=Level.WARNING,
    summary="The service that the page is about has ended.",
    why="""
The service ended on or before `--as-of`: by the page's own notice, or by a [fact
pack](../packs.md). The page may be up, but readers cannot use what it describes.
""",
    example=Example(
        "[the camera](https://aws.amazon.com/deeplens/)",
        "AWS DeepLens ended on 2024-01-31",
        ("https://aws.amazon.com/deeplens/ 200 <title>AWS DeepLens</title>",),
    ),
    fix="""
Link to the successor, which the message names if it is known; or say that the service has ended.
""",
    silent_when='The page describes how to leave the service ("Migrating from …").',
    decide=_ended,
)
