"""The rule on names: what a page documents is called something else now.

Whether the URL moved is beside the point: AWS keeps URLs and changes the name on them.
"""

from __future__ import annotations

import re

from linkaudit.model.http import Answer, Page
from linkaudit.model.report import Evidence, Level, Verdict
from linkaudit.rules.base import Rule, RuleContext, Violation, final_url, observed_on
from linkaudit.rules.packs.model import Fact, FactKind, Pack, on
from linkaudit.rules.packs.notices import Event
from linkaudit.rules.page_notices import notices_of

_SEPARATOR = re.compile(r"(?<!\s)\s+[-–—|]\s+")
# History: a name that was given up long ago is only told of where the link still has it.
_SINCE_WHEN = re.compile(
    r" (?:until|before|prior to|in|from|till|up to|between)\b(?=[^\n]{0,100}\d).*"
)
_OWNERS = frozenset({"AWS", "Amazon Web Services", "Amazon Web Services (AWS)"})


def product_of(page: Page) -> str:
    """The product that a page is about: its own meta, else the last telling part of the title."""
    if page.product:
        return page.product
    parts = [part for part in _SEPARATOR.split(page.title) if part not in _OWNERS]
    return parts[-1] if len(parts) > 1 else ""


def _page_renamed(context: RuleContext) -> Violation | None:
    answer = context.success
    if answer is None or answer.page is None:
        return None
    for pack in context.packs:
        if not pack.covers(answer.uri):
            continue
        entry = pack.renamed_to(product_of(answer.page)) or pack.renamed_from(answer.page.title)
        if entry is not None and not _was_known(context, pack, entry):
            return _found(context, answer, answer.page, pack, entry)
    return None


def _was_known(context: RuleContext, pack: Pack, entry: Fact) -> bool:
    """An article that came out after the renaming, or that has the new name, knows of it."""
    day = entry.date or pack.read_on
    return entry.is_known_in(context.link.text) or bool(
        context.published and context.published >= day
    )


def _found(context: RuleContext, answer: Answer, page: Page, pack: Pack, entry: Fact) -> Violation:
    evidence = [
        Evidence("pack", entry.quote, entry.source, pack.read_on.isoformat()),
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
        return f"{old} is listed as {new} now"
    if not entry.when:
        return f"{old} is called {new} now"
    also = ", and the old name means something else" if entry.is_reused else ""
    return f"{old} was renamed {on(entry.when)}: it is {new} now{also}"


def _says_renamed(context: RuleContext) -> Violation | None:
    """The page itself tells of its new name; only a name that its title has is its own."""
    answer = context.success
    if answer is None or answer.page is None or _page_renamed(context) is not None:
        return None
    for notice in notices_of(context):
        if notice.event is not Event.RENAMED or not _is_subject(notice.now, answer.page.title):
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
        return Violation(f"{old} was renamed: it is {notice.now} now", (quote,), moved)
    return None


def _is_subject(name: str, title: str) -> bool:
    """A whole name in the title: "Go" is not in "Google"."""
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", title) is not None


def _is_written(context: RuleContext, name: str) -> bool:
    """The link itself has the old name, in its text or its address."""
    old = _SINCE_WHEN.split(name)[0].lower()
    return old in context.link.text.lower() or old.replace(" ", "-") in context.request_url.lower()


RULES = (
    Rule(
        "page-renamed",
        Verdict.RENAMED,
        Level.WARNING,
        "What the page documents has another name now.",
        _page_renamed,
    ),
    Rule(
        "page-says-renamed",
        Verdict.RENAMED,
        Level.WARNING,
        "The page itself says that its subject was renamed.",
        _says_renamed,
    ),
)
