"""The rule on links to hosts and addresses that lack a scheme."""

from __future__ import annotations

from linkaudit.model.report import Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation
from linkaudit.rules.files.file_missing import meant_url


def _scheme_missing(context: RuleContext) -> Violation | None:
    meant = meant_url(context)
    if meant is None:
        return None
    scheme = "mailto:" if meant.startswith("mailto:") else meant.partition("//")[0] + "//"
    message = f"no scheme, so browsers look for a file of that name; did you mean “{scheme}…”?"
    return Violation(message, (), meant)


RULE = Rule(
    id="scheme-missing",
    verdict=Verdict.INVALID,
    level=Level.ERROR,
    summary="The link names a host or an address without https: or mailto:.",
    why="""
Browsers look for a file of that name: `www.a.example`, `a.example.com/path`, `192.0.2.1:8080`,
`me@a.example`.
""",
    example=Example(
        "[the shop](www.shop.example)",
        "no scheme, so browsers look for a file of that name; did you mean “https://…”?",
    ),
    fix="Add the scheme. The finding offers the URL that was meant; it is not certain.",
    silent_when="""
A file of that or a similar name exists, or the ending is one of files (`README.md`, `setup.py`).
""",
    decide=_scheme_missing,
)
