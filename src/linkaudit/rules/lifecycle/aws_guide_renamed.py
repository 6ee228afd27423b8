"""The rule on pages that are gone while their guide has their very name elsewhere.

Reads the guide's own list; whether the place that it names is there, nobody has looked.
"""

from __future__ import annotations

from linkaudit.model.report import Level, Verdict
from linkaudit.rules.base import Rule, RuleContext, Violation
from linkaudit.rules.replacement.aws_guide import same_slug
from linkaudit.rules.replacement.choose import is_gone


def _slug_elsewhere(context: RuleContext) -> Violation | None:
    offer = same_slug(context) if context.probes else None
    if offer is None or not is_gone(context):
        return None
    # The replacement stands with the finding that says "gone": one place to read it is enough.
    return Violation(
        f"what it documented goes by another name now: {offer.words}", (offer.evidence,)
    )


RULES = (
    Rule(
        "guide-page-renamed",
        Verdict.RENAMED,
        Level.WARNING,
        "The page is gone, and its guide has its name under another page.",
        _slug_elsewhere,
    ),
)
