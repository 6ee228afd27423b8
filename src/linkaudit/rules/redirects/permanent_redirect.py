"""The rule on pages with a new permanent URL."""

from __future__ import annotations

from linkaudit.model.report import Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation, trail
from linkaudit.rules.redirects.base import is_certain, is_permanent, is_trivial, new_url


def _permanent(context: RuleContext) -> Violation | None:
    to = new_url(context)
    if to is None or not is_permanent(context) or is_trivial(context):
        return None
    return Violation(f"moved permanently to {to}", (trail(context),), to, is_certain(context))


RULE = Rule(
    id="permanent-redirect",
    verdict=Verdict.REDIRECTED,
    level=Level.WARNING,
    summary="The page has a new permanent URL.",
    why="""
Every hop is 301 or 308: the server asks that links be updated. It may drop the redirect one day.
""",
    example=Example(
        "[the guide](https://docs.example/old)",
        "moved permanently to https://docs.example/new",
        ("https://docs.example/old 301 https://docs.example/new", "https://docs.example/new 200"),
    ),
    fix="""
Replace the URL. Where the page answers 200 and the anchor exists there, the replacement is
certain, and [`linkaudit fix`](../fixing.md) makes it.
""",
    silent_when="The two URLs differ in trivial ways only: see `trivial-redirect`.",
    decide=_permanent,
)
