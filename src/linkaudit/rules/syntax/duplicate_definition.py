"""The rule on labels that are defined twice."""

from __future__ import annotations

from linkaudit.model.document import Defect
from linkaudit.model.report import Level, NotAsked, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation


def _duplicate(context: RuleContext) -> Violation | None:
    if context.link.defect is not Defect.DUPLICATE or isinstance(
        context.observation.outcome, NotAsked
    ):
        return None
    return Violation("this label is already defined; the first definition counts")


RULE = Rule(
    id="duplicate-definition",
    verdict=Verdict.OK,
    level=Level.NOTE,
    summary="A second definition of a label; the first one counts.",
    why="CommonMark uses the first definition of a label, so this one has no effect.",
    example=Example(
        "[guide]\n\n[guide]: https://docs.example/a\n[guide]: https://docs.example/b",
        "this label is already defined; the first definition counts",
        ("https://docs.example/a 200", "https://docs.example/b 200"),
    ),
    fix="Remove one of the definitions, or rename its label.",
    decide=_duplicate,
)
