"""The rule on pages whose heading says that they are missing."""

from __future__ import annotations

from linkaudit.model.report import Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation
from linkaudit.rules.soft404.base import page_says
from linkaudit.rules.soft404.error_title import error_title
from linkaudit.rules.soft404.not_found_titles import has_not_found_sentence, is_not_found_title

_BRIEF = 100  # characters: a page that says one sentence and the way back says nothing else


def _error_heading(context: RuleContext) -> Violation | None:
    answer = context.success
    if answer is None or answer.page is None or error_title(context) is not None:
        return None
    page, asked = answer.page, context.link.url
    if is_not_found_title(page.heading, asked, final=answer.uri, opening=page.opening):
        return page_says(context, answer, page.heading)
    # A page that repeats its title has a heading of its own: it may be about missing pages.
    is_message = len(page.opening) < _BRIEF and page.title not in page.opening
    if is_message and has_not_found_sentence(page.opening, asked):
        return page_says(context, answer, page.opening)
    return None


RULE = Rule(
    id="error-heading",
    verdict=Verdict.SOFT_404,
    level=Level.ERROR,
    summary="The page's heading says that it is missing.",
    why="""
The server answers 200 and the title is the site's. But the first heading says "Product not found"
or the like, or that is all that a page of one sentence says.
""",
    example=Example(
        "[the cog](https://shop.example/cog)",
        "the server answers 200, but the page says that it does not exist",
        ("https://shop.example/cog 200 <title>The shop</title><h1>Product not found</h1>",),
    ),
    fix="Find the page that has the content now, or remove the link.",
    silent_when="""
The heading repeats the title, or is in the address: the page may be about missing pages.
""",
    decide=_error_heading,
)
