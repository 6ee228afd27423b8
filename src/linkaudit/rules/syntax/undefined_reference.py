"""The rule on references without a definition."""

from __future__ import annotations

from linkaudit.model.document import Defect
from linkaudit.model.report import Level, NotAsked, Unasked, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation


def _is_undefined(context: RuleContext) -> bool:
    """Whether the link is a reference without a definition, and not suppressed."""
    outcome = context.observation.outcome
    is_invalid = isinstance(outcome, NotAsked) and outcome.why is Unasked.INVALID
    return is_invalid and context.link.defect is Defect.UNDEFINED


def _undefined(context: RuleContext) -> Violation | None:
    if not _is_undefined(context):
        return None
    label = context.link.destination
    return Violation(
        f"[{label}] has no link definition and renders as plain text; add one or use an inline link"
    )


RULE = Rule(
    id="undefined-reference",
    verdict=Verdict.INVALID,
    level=Level.ERROR,
    summary="A reference link without a definition.",
    why="Readers see brackets in place of a link.",
    example=Example(
        "See [the guide][guide].",
        "[guide] has no link definition and renders as plain text; add one or use an inline link",
    ),
    fix="Add the definition (`[guide]: https://…`), or use an inline link.",
    silent_when="The text is `[text]` alone, or looks like `a[i][j]`.",
    decide=_undefined,
)
