"""The rule on redirects that change next to nothing."""

from __future__ import annotations

from linkaudit.model.report import Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation, trail
from linkaudit.rules.redirects.base import is_certain, is_permanent, is_trivial, new_url


def _trivial(context: RuleContext) -> Violation | None:
    to = new_url(context)
    if to is None or not is_trivial(context):
        return None
    message = f"same page at a slightly different URL, {to}"
    permanent = is_permanent(context)
    return Violation(message, (trail(context),), to if permanent else None, is_certain(context))


RULE = Rule(
    id="trivial-redirect",
    verdict=Verdict.REDIRECTED,
    level=Level.NOTE,
    summary="Only scheme, slash, locale or tracking parameters differ.",
    why="""
The link works, with one more request. The URLs differ in scheme, `www.`, trailing slash,
`index.html`, locale or tracking parameters.
""",
    example=Example(
        "[the guide](http://docs.example/guide)",
        "same page at a slightly different URL, https://docs.example/guide",
        (
            "http://docs.example/guide 301 https://docs.example/guide",
            "https://docs.example/guide 200",
        ),
    ),
    fix="Replace the URL when you edit the document anyway.",
    decide=_trivial,
)
