"""The rule on servers that do not answer in time."""

from __future__ import annotations

from linkaudit.model.http import FailureKind
from linkaudit.model.report import Level, Verdict
from linkaudit.rules.availability.base import failed
from linkaudit.rules.base import Example, Rule

RULE = Rule(
    id="timeout",
    verdict=Verdict.UNREACHABLE,
    level=Level.NOTE,
    summary="No answer in time.",
    why="No attempt got a complete answer within `--timeout` seconds.",
    example=Example(
        "[the guide](https://docs.example/guide)",
        "could not be reached: no answer in time",
        ("https://docs.example/guide timeout",),
    ),
    fix="Run the check again later, or raise `--timeout` for slow servers.",
    decide=failed(FailureKind.TIMEOUT),
)
