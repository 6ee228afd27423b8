"""The rule on pages that name their own former name."""

from __future__ import annotations

import re

from linkaudit.model.report import Evidence, Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation, final_url, observed_on
from linkaudit.rules.lifecycle.page_renamed import page_renamed
from linkaudit.rules.packs.notices import Notice
from linkaudit.rules.page_notices import own_notices
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
    for notice in own_notices(context):
        if notice.event is not Event.RENAMED or _is_still_to_come(notice, context):
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


def _is_still_to_come(notice: Notice, context: RuleContext) -> bool:
    if notice.date is not None:
        return notice.date > context.as_of
    return notice.is_planned


def _is_written(context: RuleContext, name: str) -> bool:
    """The link itself has the old name, in its text or its address."""
    old = _SINCE_WHEN.split(name)[0].lower()
    return old in context.link.text.lower() or old.replace(" ", "-") in context.request_url.lower()


RULE = Rule(
    id="page-says-renamed",
    verdict=Verdict.RENAMED,
    level=Level.WARNING,
    summary="The page itself says that its subject was renamed.",
    why="""
The page says that its product had another name before, or has another one now: "Gears was
previously known as Cogs", "Gears (formerly Cogs)", "Cogs is now Gears".
""",
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
("until 2009") and the link does not have it. Nor does a former name count that an article mentions
in passing.
""",
    decide=_page_says_renamed,
)
