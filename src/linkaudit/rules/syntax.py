"""Rules on how things are written: references, definitions, and comments that do nothing."""

from __future__ import annotations

from linkaudit.model.document import Defect
from linkaudit.model.report import Level, NotAsked, Unasked, Verdict
from linkaudit.rules.base import Rule, RuleContext, RuleInfo, Violation


def is_undefined(context: RuleContext) -> bool:
    """Whether the link is a reference without a definition, and nobody silenced it."""
    outcome = context.observation.outcome
    is_invalid = isinstance(outcome, NotAsked) and outcome.why is Unasked.INVALID
    return is_invalid and context.link.defect is Defect.UNDEFINED


def _undefined(context: RuleContext) -> Violation | None:
    if not is_undefined(context):
        return None
    label = context.link.destination
    return Violation(
        f"nothing defines [{label}], so readers see brackets: define it or link directly"
    )


def _unused(context: RuleContext) -> Violation | None:
    if context.link.defect is not Defect.UNUSED or isinstance(
        context.observation.outcome, NotAsked
    ):
        return None
    return Violation("nothing refers to this definition: use it or remove it")


def _duplicate(context: RuleContext) -> Violation | None:
    if context.link.defect is not Defect.DUPLICATE or isinstance(
        context.observation.outcome, NotAsked
    ):
        return None
    return Violation("the same label was defined before, so this definition counts for nothing")


UNUSED_COMMENT = RuleInfo(
    "unused-suppression",
    Verdict.OK,
    Level.NOTE,
    "A comment of linkaudit that silences nothing.",
)

RULES = (
    Rule(
        Defect.UNDEFINED.value,
        Verdict.INVALID,
        Level.ERROR,
        "A reference that no definition belongs to.",
        _undefined,
    ),
    Rule(
        Defect.UNUSED.value,
        Verdict.OK,
        Level.NOTE,
        "A definition that no reference belongs to.",
        _unused,
    ),
    Rule(
        Defect.DUPLICATE.value,
        Verdict.OK,
        Level.NOTE,
        "A second definition of a label; the first one counts.",
        _duplicate,
    ),
)
