"""The rule on names: what a page documents has another name now, as a pack knows.

Whether the URL moved does not matter: AWS keeps URLs and changes the name on them.
"""

from __future__ import annotations

import re
from datetime import timedelta

from linkaudit.model.http import Answer, Page
from linkaudit.model.report import Evidence, Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation, final_url, observed_on
from linkaudit.rules.lifecycle.base import proof_of
from linkaudit.rules.packs.model import Fact, FactKind, Pack, on
from linkaudit.rules.page_notices import notices_of
from linkaudit.text.notices import Event

_LONG = timedelta(days=6 * 365)
_SEPARATOR = re.compile(r"(?<!\s)\s+[-–—|]\s+")
_OWNERS = frozenset({"AWS", "Amazon Web Services", "Amazon Web Services (AWS)"})


def product_of(page: Page) -> str:
    """The product that a page is about: its own meta, else the last telling part of the title."""
    if page.product:
        return page.product
    parts = [part for part in _SEPARATOR.split(page.title) if part not in _OWNERS]
    return parts[-1] if len(parts) > 1 else ""


def page_renamed(context: RuleContext) -> Violation | None:
    answer = context.success
    if answer is None or answer.page is None:
        return None
    for pack in context.packs:
        if not pack.covers(answer.uri):
            continue
        new = pack.renamed_to(product_of(answer.page))
        if new is not None and _is_long_ago(context, new):
            new = None
        entry = new or pack.renamed_from(answer.page.title)
        if entry is not None and not _was_known(context, pack, entry):
            return _found(context, answer, answer.page, pack, entry)
    return None


def _is_long_ago(context: RuleContext, entry: Fact) -> bool:
    """An article without a day is hardly that old, unless the link itself has the old name."""
    day = entry.date
    if day is None or context.published is not None or entry.is_named_in(context.link.text):
        return False
    return day + _LONG < context.as_of


def _was_known(context: RuleContext, pack: Pack, entry: Fact) -> bool:
    """An article that came out after the renaming, or that has the new name, knows of it."""
    day = entry.date or pack.read_on
    return entry.is_known_in(context.link.text) or bool(
        context.published and context.published >= day
    )


def _found(context: RuleContext, answer: Answer, page: Page, pack: Pack, entry: Fact) -> Violation:
    evidence = [
        proof_of(pack, entry),
        Evidence("page", page.title, answer.uri, observed_on(context)),
    ]
    evidence += [
        Evidence("page", notice.sentence, answer.uri)
        for notice in notices_of(context)
        if notice.event is Event.RENAMED
    ]
    hops, uri = final_url(context)
    return Violation(what_became(entry), tuple(evidence), uri if hops else None)


def what_became(entry: Fact) -> str:
    """The change of a name in words, the same for a page and for the article's own text."""
    old, new = entry.names[0], entry.now[0]
    if entry.kind is not FactKind.RENAMED:
        return f"{old} is now listed as {new}"
    if entry.means:
        return entry.means.replace("{old}", old).replace("{new}", new)
    if not entry.when:
        return f"{old} is now called {new}"
    also = "; the old name now means something else" if entry.is_reused else ""
    return f"{old} was renamed to {new} {on(entry.when)}{also}"


RULE = Rule(
    id="page-renamed",
    verdict=Verdict.RENAMED,
    level=Level.WARNING,
    summary="What the page documents has another name now.",
    why="""
The page's product (its own `meta`, or the last part of its title) is the new name in a renaming
of a [fact pack](../packs.md), or its title uses the old one. Readers will look for a name that is
gone.
""",
    example=Example(
        "[dashboards](https://docs.aws.amazon.com/quicksight/latest/user/welcome.html)",
        "Amazon QuickSight was renamed to Amazon Quick Sight on 2025-10-09",
        (
            "https://docs.aws.amazon.com/quicksight/latest/user/welcome.html 200"
            " <title>What is Amazon QuickSight?</title>",
        ),
    ),
    fix="Use the new name in the article.",
    silent_when="""
The article came out after the renaming, has the new name, or the old name now means something
else. Without a day of publication, a renaming of more than six years ago counts only if the link
text or the page's title has the old name.
""",
    decide=page_renamed,
)
