"""The rule on pages that name their own former name."""

from __future__ import annotations

import re

from linkaudit.model.report import Evidence, Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation, final_url, observed_on
from linkaudit.rules.lifecycle.page_renamed import page_renamed
from linkaudit.rules.page_notices import notices_of
from linkaudit.text.notices import Event

# History: a name that was given up long ago counts only where the link still has it.
_SINCE_WHEN = re.compile(
    r" (?:until|before|prior to|in|from|till|up to|between)\b(?=[^\n]{0,100}\d).*"
)


def _page_says_renamed(context: RuleContext) -> Violation | None:
    """The page itself announces its new name; only a name that its title has is its own."""
    answer = context.success
    if answer is None or answer.page is None or page_renamed(context) is not None:
        return None
    for notice in notices_of(context):
        if notice.event is not Event.RENAMED or not _is_in_title(notice.now, answer.page.title):
            continue
        if _SINCE_WHEN.search(notice.name) and not _is_written(context, notice.name):
            continue
        if notice.now in context.link.text:
            continue
        if notice.date and context.published and context.published >= notice.date:
            continue
        quote = Evidence("page", notice.sentence, answer.uri, observed_on(context))
        hops, uri = final_url(context)
        moved = uri if hops else None
        old = _SINCE_WHEN.split(notice.name)[0]
        return Violation(f"{old} was renamed to {notice.now}", (quote,), moved)
    return None


def _is_in_title(name: str, title: str) -> bool:
    """A whole name in the title: "Go" is not in "Google"."""
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", title) is not None


def _is_written(context: RuleContext, name: str) -> bool:
    """The link itself has the old name, in its text or its address."""
    old = _SINCE_WHEN.split(name)[0].lower()
    return old in context.link.text.lower() or old.replace(" ", "-") in context.request_url.lower()


RULE = Rule(
    id="page-says-renamed",
    verdict=Verdict.RENAMED,
    level=Level.WARNING,
    summary="The page itself says that its subject was renamed.",
    why="The page says that the product in its title had another name before.",
    example=Example(
        "[the guide](https://docs.example/cogs)",
        "Cogs was renamed to Gears",
        (
            "https://docs.example/cogs 200 <title>Gears</title>"
            "<p>Gears was previously known as Cogs.</p>",
        ),
    ),
    fix="Use the new name in the article.",
    silent_when="""
`page-renamed` applies, the link text has the new name, or the old name was given up long ago
("until 2009") and the link does not have it.
""",
    decide=_page_says_renamed,
)
