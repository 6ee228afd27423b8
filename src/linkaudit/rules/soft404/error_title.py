"""The rule on pages whose title says that they are missing."""

from __future__ import annotations

from linkaudit.model.report import Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation
from linkaudit.rules.soft404.base import page_says
from linkaudit.rules.soft404.not_found_titles import is_not_found_title


def error_title(context: RuleContext) -> Violation | None:
    answer = context.success
    if answer is None or answer.page is None:
        return None
    title, opening = answer.page.title, answer.page.opening
    if not is_not_found_title(title, context.link.url, final=answer.uri, opening=opening):
        return None
    return page_says(context, answer, title)


RULE = Rule(
    id="error-title",
    verdict=Verdict.SOFT_404,
    level=Level.ERROR,
    summary="The page's own title says that it is missing.",
    why="""
The server answers 200, but a whole part of the page's title says "Page not found" or the like, in
English or one of twenty-seven more languages.
""",
    example=Example(
        "[the guide](https://docs.example/guide)",
        "the server answers 200, but the page says that it does not exist",
        ("https://docs.example/guide 200 <title>Page not found | Example</title>",),
    ),
    fix="Find the page that has the content now, or remove the link.",
    silent_when="""
An article *about* missing pages has more words in its title, speaks of errors in its address, has
the words of its title there, or is an issue with a number. "404", "Not found" and "Oops!" alone
may be a flight, a novel and a song: they count where the page says little else, or more about
what is missing.
""",
    decide=error_title,
)
