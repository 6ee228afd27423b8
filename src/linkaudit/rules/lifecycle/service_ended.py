"""The rule on services that have ended."""

from __future__ import annotations

from linkaudit.model.report import Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation
from linkaudit.rules.lifecycle.base import state_of, told
from linkaudit.rules.packs.model import FactKind


def _ended(context: RuleContext) -> Violation | None:
    end = state_of(context, FactKind.ENDS)
    if end is None or not end.is_over(context.as_of):
        return None
    return Violation(told(FactKind.ENDS, end, context.as_of), end.evidence)


RULE = Rule(
    id="service-ended",
    verdict=Verdict.RETIRED,
    level=Level.WARNING,
    summary="The service that the page is about has ended.",
    why="""
The service ended on or before `--as-of`: by the page's own notice, or by a [fact
pack](../packs.md). The page may be up, but readers cannot use what it describes. With `--offline`,
the link's address alone may prove it.

Notices are read in English, and as AWS's guides carry them in Japanese, Chinese, German, French,
Spanish, Portuguese and Korean. Where one names no day, neither does the message.
""",
    example=Example(
        "[the camera](https://aws.amazon.com/deeplens/)",
        "AWS DeepLens ended on 2024-01-31",
        ("https://aws.amazon.com/deeplens/ 200 <title>AWS DeepLens</title>",),
    ),
    fix="""
Link to the successor, which the message names if it is known; or say that the service has ended.
""",
    silent_when="""
The page describes how to leave the service ("Migrating from …"), or what ends is not what the page
is about: another service, a part of it, an engine or a runtime that it runs.
""",
    decide=_ended,
)
