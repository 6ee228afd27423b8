"""The rule on suppression comments that do nothing."""

from __future__ import annotations

from linkaudit.model.report import Level, Verdict
from linkaudit.rules.base import Example, Rule

RULE = Rule(
    id="unused-suppression",
    verdict=Verdict.OK,
    level=Level.NOTE,
    summary="A suppression comment that suppresses nothing.",
    why="""
The comment is misspelt, in the wrong place, or no longer needed. It may later hide a finding by
accident. The finding belongs to the text, not to a link.
""",
    example=Example(
        "A paragraph. <!-- linkaudit: ignore -->",
        "unused suppression comment; remove it",
    ),
    fix="Remove the comment.",
)
