"""The rule on requests that the server rejects as such."""

from __future__ import annotations

from linkaudit.model.report import Level, Verdict
from linkaudit.rules import statuses
from linkaudit.rules.availability.base import retry_after, wall_sign
from linkaudit.rules.base import Example, Rule, RuleContext, Violation, trail


def _rejected(context: RuleContext) -> Violation | None:
    answer = context.answer
    if answer is None or not 400 <= answer.status < 500 or wall_sign(answer):
        return None
    if answer.status in statuses.GONE.keys() | statuses.PASSING.keys() | statuses.REFUSALS.keys():
        return None
    return Violation(statuses.rejection(answer.status, retry_after(answer)), (trail(context),))


RULE = Rule(
    id="client-error",
    verdict=Verdict.BLOCKED,
    level=Level.NOTE,
    summary="The server rejects the request as such (other 4xx).",
    why="""
The page could not be verified. The message says what is known of the status: for 402 that payment
is asked for, for 405 that the address cannot be read with GET, for 419 and 440 a session, for 495
and 496 a client certificate, for 498 an access token. For 400, 409, 414 and others, the address
may be mistyped or automated requests are refused.
""",
    example=Example(
        "[the form](https://shop.example/form)",
        "the server does not allow this address to be read (405: no GET); it may be for forms or "
        "programs only, or automated requests are refused",
        ("https://shop.example/form 405",),
    ),
    fix="""
Compare the address with its source, and open it in a browser. With a Retry-After, linkaudit
repeats the request after that wait, within `--retries` and `--max-retry-after`.
""",
    silent_when="Another rule knows the status: `not-found`, `blocked` or `server-error`.",
    decide=_rejected,
)
