"""The rule on hosts whose name does not exist."""

from __future__ import annotations

from linkaudit.model.http import Failure, FailureKind
from linkaudit.model.report import Level, Verdict
from linkaudit.rules.availability.base import failure_evidence
from linkaudit.rules.base import Example, Rule, RuleContext, Violation


def _name_unknown(context: RuleContext) -> Violation | None:
    match context.observation.outcome:
        case Failure(kind=FailureKind.NAME_UNKNOWN, uri=uri):
            return Violation(
                f"no such host: the name in {uri} does not exist", failure_evidence(context)
            )
    return None


RULE = Rule(
    id="name-unknown",
    verdict=Verdict.DEAD,
    level=Level.ERROR,
    summary="The host's name does not exist.",
    why="""
No server can be found for the link. The name was looked up twice, and other hosts answered.
""",
    example=Example(
        "[the guide](https://gone.example/guide)",
        "no such host: the name in https://gone.example/guide does not exist",
        ("https://gone.example/guide no such host",),
    ),
    fix="Correct the name, or replace the link.",
    silent_when="""
No host of the run and no [witness](../decisions/0019-witnesses.md) answers: then the network is
down and the run ends with exit status 3.
""",
    decide=_name_unknown,
)
