"""The rule on servers that refuse automated requests."""

from __future__ import annotations

from linkaudit.model.http import Failure, FailureKind
from linkaudit.model.report import Level, Verdict
from linkaudit.rules import statuses
from linkaudit.rules.availability.base import failure_evidence, retry_after, sign_in_sign, wall_sign
from linkaudit.rules.base import Example, Rule, RuleContext, Violation, trail


def _blocked(context: RuleContext) -> Violation | None:
    match context.observation.outcome:
        case Failure(kind=FailureKind.TURNED_AWAY, detail=detail):
            return Violation(f"could not be checked: {detail}", failure_evidence(context))
    form = sign_in_sign(context)
    if form is not None:
        message = f"could not be checked: it redirects to a sign-in form ({form})"
        return Violation(message, (trail(context),))
    answer = context.answer
    if answer is None or answer.status == 0:
        return None
    sign = wall_sign(answer)
    if sign is not None:
        message = f"the server refused an automated request ({answer.status}: {sign})"
        return Violation(f"{message}; open the link in a browser", (trail(context),))
    why = statuses.refusal(answer.status, retry_after(answer))
    return None if why is None else Violation(why, (trail(context),))


RULE = Rule(
    id="blocked",
    verdict=Verdict.BLOCKED,
    level=Level.NOTE,
    summary="The server refuses automated requests or asks for a login.",
    why="""
The page could not be verified. The server answered 401, 403, 407, 429 to the end, 451 or 999, or
202 with the mark of a bot protection. Or a header names one (`cf-mitigated`,
`x-amzn-waf-action`), or a small page has nothing in its title but the words of a test of visitors
("Just a moment..."). Or a redirect ends at a sign-in form, known by its host or path, where the
link asked for none.
""",
    example=Example(
        "[the report](https://press.example/report)",
        "the server refused an automated request (403); open the link in a browser",
        ("https://press.example/report 403",),
    ),
    fix="Open the link in a browser. The message names the sign of the protection.",
    silent_when="The link itself leads to a sign-in form, or to an article about signing in.",
    decide=_blocked,
)
