"""The rule on links that the run did not reach."""

from __future__ import annotations

from linkaudit.model.report import Level, Unasked, Verdict
from linkaudit.rules.availability.base import not_asked
from linkaudit.rules.base import Example, Rule

RULE = Rule(
    id="unchecked",
    verdict=Verdict.UNCHECKED,
    level=Level.NONE,
    summary="The run ended before this link was checked.",
    why="The run was interrupted, lost the network, or reached its `--deadline`.",
    example=Example(
        "[the guide](https://docs.example/guide)",
        "the run ended first",
        ("https://docs.example/guide never answers",),
    ),
    fix="Run the check again; it resumes where it stopped.",
    decide=not_asked(Unasked.UNCHECKED),
)
