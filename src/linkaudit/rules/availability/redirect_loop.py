"""The rule on redirects without an end."""

from __future__ import annotations

from linkaudit.model.http import FailureKind
from linkaudit.model.report import Level, Verdict
from linkaudit.rules.availability.base import failed, sign_in_sign
from linkaudit.rules.base import Example, Rule, RuleContext, Violation


def _endless(context: RuleContext) -> Violation | None:
    if sign_in_sign(context) is not None:
        return None  # a form that wants more than cookies: `blocked` describes it better
    return failed(FailureKind.REDIRECTS, FailureKind.BAD_REDIRECT)(context)


RULE = Rule(
    id="redirect-loop",
    verdict=Verdict.UNREACHABLE,
    level=Level.NOTE,
    summary="The redirects do not end, or lead to a URL that cannot be requested.",
    why="""
The redirects come back to where they were with no new cookie, exceed `--max-redirects`, or lead
to something that is not a web page. A refresh counts as a redirect: the header `Refresh`, or a
page's `<meta http-equiv="refresh">` to another URL, after 10 seconds at most.
""",
    example=Example(
        "[the guide](https://docs.example/guide)",
        "could not be reached: the redirects return to https://docs.example/guide",
        ("https://docs.example/guide 302 https://docs.example/guide",),
    ),
    fix="Open the link in a browser; link to the page where it ends.",
    silent_when="The redirects go in circles at a sign-in form: the link is then `blocked`.",
    decide=_endless,
)
