"""The rule on what is not a URL."""

from __future__ import annotations

from dataclasses import replace

from linkaudit.model.report import Level, Unasked, Verdict
from linkaudit.rules.availability.base import not_asked
from linkaudit.rules.base import Example, Rule, RuleContext, Violation
from linkaudit.text.mistyped import scheme_meant


def _invalid(context: RuleContext) -> Violation | None:
    found = not_asked(Unasked.INVALID)(context)
    meant = scheme_meant(context.link.url) if found else None
    return replace(found, replacement=meant[1] or None) if found and meant else found


RULE = Rule(
    id="invalid-url",
    verdict=Verdict.INVALID,
    level=Level.ERROR,
    summary="Not a URL that can be used.",
    why="""
Browsers cannot open the link: no host, an impossible host or port. Or it holds an invisible or a
control character. Or the scheme is misspelt: `htp://`, `htttps://`, `http;//`, `https:/`, `://`,
`maito:`, `localhost:3000`. A scheme counts as misspelt where it is one slip from `http`, `https`,
`ftp` or `mailto`, and IANA does not know it.
""",
    example=Example(
        "[the guide](htp://docs.example/guide)",
        "“htp://” is not a URL scheme; did you mean “https://”?",
    ),
    fix="Correct the URL. The finding offers the scheme that was meant.",
    silent_when="""
Browsers open it all the same: backslashes for slashes, three slashes, a space in the path. The
link is then checked where it leads. The scheme is registered or far from those of the web: the
link is then `skipped`.
""",
    decide=_invalid,
)
