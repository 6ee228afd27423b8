"""The rule on pages that are gone while their guide has their very name elsewhere.

Reads the guide's own list, and is asked only where another rule says that the page is gone.
"""

from __future__ import annotations

from linkaudit.model.report import Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation
from linkaudit.rules.replacement.aws_guide import same_slug


def _guide_page_renamed(context: RuleContext) -> Violation | None:
    offer = same_slug(context) if context.probes else None
    if offer is None:
        return None
    # The replacement is part of the finding that says "gone": one place to read it is enough.
    return Violation(f"the page has a new name: {offer.words}", (offer.evidence,))


RULE = Rule(
    id="guide-page-renamed",
    verdict=Verdict.RENAMED,
    level=Level.WARNING,
    summary="The page is gone, and its guide has its name under another page.",
    why="""
The guide's own list has the very name of the lost page (the last part of its address) under
another page, or as a section of one. The finding is beside the one that says "gone", which
has the replacement.
""",
    example=Example(
        "[usage](https://docs.aws.amazon.com/cogs/latest/ug/usage.html)",
        "the page has a new name: its guide lists “Using cogs”",
        (
            "https://docs.aws.amazon.com/cogs/latest/ug/usage.html 404",
            "https://docs.aws.amazon.com/cogs/latest/ug/toc-contents.json 200 "
            '{"contents": [{"title": "Using cogs", "href": "using.html#usage"}]}',
        ),
    ),
    fix="Use the new page.",
    silent_when="The page is there, or the name is only similar.",
    decide=_guide_page_renamed,
)
