"""The rule on fragments that only GitHub finds, since its script takes them in any case."""

from __future__ import annotations

from linkaudit.model.report import Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation
from linkaudit.rules.fragment_missing import fit, in_any_case


def _in_another_case(context: RuleContext) -> Violation | None:
    found = in_any_case(context)
    if found is None:
        return None
    here, _, written = context.link.url.partition("#")
    if written.lower().startswith("user-content-"):  # the id that GitHub's pages have
        return None
    message = f"the anchor is “{found}”; GitHub finds it in any case, other sites do not"
    return Violation(message, (), f"{here}#{fit(found, keeps_letters=not written.isascii())}")


RULE = Rule(
    id="fragment-case",
    verdict=Verdict.OK,
    level=Level.NOTE,
    summary="The fragment differs from the anchor by case only.",
    why="""
GitHub looks up the fragment in any case, so readers get there. On GitLab, in an editor or on a
site that is made from the same file, they land at the top of the page.
""",
    example=Example(
        "## Set up\n\nSee [how](#Set-Up).",
        "the anchor is “set-up”; GitHub finds it in any case, other sites do not",
    ),
    fix="Write the fragment in the case of the anchor, which the finding offers.",
    silent_when="""
The fragment has GitHub's own prefix (`#user-content-set-up`), or the slugger is not GitHub's: the
fragment is then missing.
""",
    decide=_in_another_case,
)
