"""The rule on servers that fail."""

from __future__ import annotations

from linkaudit.model.report import Level, Verdict
from linkaudit.rules import statuses
from linkaudit.rules.availability.base import wall_sign
from linkaudit.rules.base import Example, Rule, RuleContext, Violation, trail


def _server_error(context: RuleContext) -> Violation | None:
    answer = context.answer
    if answer is None or context.success or wall_sign(answer):
        return None
    if answer.status in statuses.PASSING:
        return Violation(statuses.PASSING[answer.status], (trail(context),))
    if 300 <= answer.status < 500 or answer.status == 999:
        return None
    return Violation(statuses.failure(answer.status), (trail(context),))


RULE = Rule(
    id="server-error",
    verdict=Verdict.UNREACHABLE,
    level=Level.NOTE,
    summary="The server answered the last attempt with an error of its own (5xx).",
    why="""
The page could not be verified. The last attempt was answered with 5xx, with 408 or 425, or with a
status that HTTP does not have.
""",
    example=Example(
        "[the guide](https://docs.example/guide)",
        "the server answered 503; this may be temporary",
        ("https://docs.example/guide 503",),
    ),
    fix="Run the check again later. After three failed runs over three days the link is `dead`.",
    silent_when="A bot protection answered: the link is then `blocked`.",
    decide=_server_error,
)
