"""The rule on definitions that no reference uses."""

from __future__ import annotations

from linkaudit.model.document import Defect
from linkaudit.model.report import Level, NotAsked, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation


def _unused(context: RuleContext) -> Violation | None:
    if context.link.defect is not Defect.UNUSED or isinstance(
        context.observation.outcome, NotAsked
    ):
        return None
    return Violation("no reference uses this definition; use it or remove it")


RULE = Rule(
    id="unused-definition",
    verdict=Verdict.OK,
    level=Level.NOTE,
    summary="A link definition that no reference uses.",
    why="""
The definition has no effect; its reference may be misspelt or gone. Its target is checked as
usual.
""",
    example=Example(
        "[guide]: https://docs.example/guide",
        "no reference uses this definition; use it or remove it",
        ("https://docs.example/guide 200",),
    ),
    fix="Remove the definition, or refer to it.",
    decide=_unused,
)
