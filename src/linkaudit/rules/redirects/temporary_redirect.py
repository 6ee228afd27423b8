"""The rule on pages that are elsewhere for now."""

from __future__ import annotations

from linkaudit.model.report import Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation, final_url, trail
from linkaudit.rules.lifecycle.path_renamed import renaming
from linkaudit.rules.redirects.base import is_permanent, is_trivial, new_url


def _temporary(context: RuleContext) -> Violation | None:
    to = new_url(context)
    if to is None or is_permanent(context) or is_trivial(context):
        return None
    if renaming(context) is not None:
        return None  # whatever the server calls it, what was there has another name
    if any(hop.refresh for hop in final_url(context)[0]):
        message = f"the page forwards readers to {to}; replace the link if that is permanent"
    else:
        message = f"redirects temporarily to {to}; keep the link"
    return Violation(message, (trail(context),))


RULE = Rule(
    id="temporary-redirect",
    verdict=Verdict.REDIRECTED,
    level=Level.NOTE,
    summary="The page is elsewhere for now.",
    why="""
A hop is 302, 303 or 307: the server asks that the old URL be kept. Or the page sends readers on
by a refresh, which does not say whether the move is permanent.
""",
    example=Example(
        "[the guide](https://docs.example/old)",
        "redirects temporarily to https://docs.example/new; keep the link",
        ("https://docs.example/old 302 https://docs.example/new", "https://docs.example/new 200"),
    ),
    fix="Keep the link. After a refresh, replace it if the page has moved permanently.",
    silent_when="""
A folder refreshes to its own first page, or the redirect means a new name (`path-renamed`).
""",
    decide=_temporary,
)
