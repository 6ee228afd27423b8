"""The rule on pages that their publisher has archived."""

from __future__ import annotations

from linkaudit.model.report import Evidence, Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation, observed_on

_ARCHIVED = "(Archived)"


def _archived(context: RuleContext) -> Violation | None:
    answer = context.success
    if answer is None or answer.page is None or not answer.page.title.startswith(_ARCHIVED):
        return None
    quote = Evidence("page", answer.page.title, answer.uri, observed_on(context))
    return Violation("the publisher archived this page; its subject has been replaced", (quote,))


RULE = Rule(
    id="archived-page",
    verdict=Verdict.RETIRED,
    level=Level.WARNING,
    summary="The page's title says that it is archived.",
    why='The title begins with "(Archived)": the publisher has replaced what the page documents.',
    example=Example(
        "[the paper](https://docs.example/paper)",
        "the publisher archived this page; its subject has been replaced",
        ("https://docs.example/paper 200 <title>(Archived) The paper</title>",),
    ),
    fix="Link to the page that replaces it.",
    decide=_archived,
)
