"""The rule on pages that the server says do not exist."""

from __future__ import annotations

from linkaudit.model.report import Level, Verdict
from linkaudit.rules import statuses
from linkaudit.rules.availability.base import wall_sign
from linkaudit.rules.base import Example, Rule, RuleContext, Violation, trail


def _not_found(context: RuleContext) -> Violation | None:
    answer = context.answer
    if answer is None or answer.status not in statuses.GONE or wall_sign(answer):
        return None
    where = f" after a redirect to {answer.uri}" if context.observation.hops else ""
    message = f"the page is {statuses.GONE[answer.status]} ({answer.status}{where})"
    return Violation(message, (trail(context),))


RULE = Rule(
    id="not-found",
    verdict=Verdict.DEAD,
    level=Level.ERROR,
    summary="The server says that the page does not exist (404 or 410).",
    why="""
Readers who follow the link get an error page. The server answered 404 or 410 to a GET, twice.
""",
    example=Example(
        "[the guide](https://docs.example/guide)",
        "the page is not found (404)",
        ("https://docs.example/guide 404",),
    ),
    fix="""
Remove the link or find its successor. For AWS documentation, the finding may offer the page that
the guide lists under nearly the same name or title, else the page as Markdown. With `--archive`
it may offer a copy of the Wayback Machine. Such an offer is never certain: check it first.
""",
    silent_when="A bot protection page answers with 404 or 410: the link is then `blocked`.",
    decide=_not_found,
)
