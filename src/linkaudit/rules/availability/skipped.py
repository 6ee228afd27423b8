"""The rule on links that are left out."""

from __future__ import annotations

from linkaudit.model.report import Level, Unasked, Verdict
from linkaudit.rules.availability.base import not_asked
from linkaudit.rules.base import Example, Rule

RULE = Rule(
    id="skipped",
    verdict=Verdict.SKIPPED,
    level=Level.NONE,
    summary="Excluded, or not a kind of link that is checked.",
    why="""
Left out by `--include`, `--exclude` or `--offline`, or not a kind that is checked (`mailto:`,
`tel:`). The message says why.
""",
    example=Example(
        "[mail us](mailto:us@docs.example)",
        "'mailto:' links are not checked",
    ),
    fix="Nothing.",
    decide=not_asked(Unasked.SKIPPED),
)
