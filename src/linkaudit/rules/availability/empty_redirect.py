"""The rule on redirects that lead nowhere."""

from __future__ import annotations

from linkaudit.model.report import Level, Verdict
from linkaudit.rules import statuses
from linkaudit.rules.availability.base import IN_BROWSER
from linkaudit.rules.base import Example, Rule, RuleContext, Violation, trail
from linkaudit.text.redact import shown

_LONGEST = 200  # characters of a Location that a message has


def _empty_redirect(context: RuleContext) -> Violation | None:
    answer = context.answer
    if answer is None or not 300 <= answer.status < 400:
        return None
    said = statuses.undirected(
        answer.status, shown(answer.headers.get("location", "")).strip()[:_LONGEST]
    )
    return Violation(said, (trail(context),), advice=IN_BROWSER)


RULE = Rule(
    id="empty-redirect",
    verdict=Verdict.UNREACHABLE,
    level=Level.NOTE,
    summary="A redirect that leads nowhere.",
    why="""
A status of 3xx names no page that can be followed: a redirect without a target; 300, with the
page that the server prefers if it names one; 304, though no copy was asked about; 305 and others
that browsers do not follow.
""",
    example=Example(
        "[the guide](https://docs.example/guide)",
        "the server answered 302 without a target",
        ("https://docs.example/guide 302",),
    ),
    fix="Open the link in a browser; link to the page that it shows.",
    decide=_empty_redirect,
)
