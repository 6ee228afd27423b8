"""What the rules on renamed and ended services share: product, notice, pack.

Two witnesses: the page's own notice, and the pack's table on the day of the audit. The table is
needed beside the page, since the notice is not always there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from linkaudit.model.report import Evidence, NotAsked
from linkaudit.rules.base import RuleContext, observed_on, segments
from linkaudit.rules.lifecycle.migration_guides import is_migration_guide
from linkaudit.rules.packs.model import Fact, FactKind, Pack
from linkaudit.rules.packs.notices import Notice
from linkaudit.rules.page_notices import notices_of
from linkaudit.text.notices import Event
from linkaudit.text.uri import host_of, path_of

UNNAMED = "what the page documents"
_OWNERS = frozenset({"amazon", "aws", "the", "service"})  # words that distinguish no two services
_PROJECTS = frozenset(  # what an article may be about
    {"project", "repository", "repo", "library", "package", "plugin", "crate", "gem"}
)
_ARTICLES = frozenset({"article", "articles", "blog", "blogs", "news", "post", "posts", "story"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_ARCHIVES = frozenset(
    {"web.archive.org", "archive.org", "archive.ph", "archive.today", "archive.is", "perma.cc"}
)


def subject_of(context: RuleContext) -> tuple[Pack, Fact] | None:
    """The pack's entry for what the link is about, however the server answered."""
    if not context.written_url or (
        context.request_url and isinstance(context.observation.outcome, NotAsked)
    ):
        return None
    answer = context.answer
    title = answer.page.title if answer and answer.page else ""
    for pack in context.packs:
        for uri in dict.fromkeys(
            (context.written_url, answer.uri if answer else context.written_url)
        ):
            if pack.covers(uri) and (entry := pack.by_subject(title, uri, context.as_of)):
                return pack, entry
    return None


def notice_of(context: RuleContext, event: Event) -> Notice | None:
    answer = context.success
    if answer is None or answer.page is None or not answer.page.notices:
        return None
    about = _words(f"{answer.page.title} {answer.page.product} {context.request_url} {answer.uri}")
    for notice in notices_of(context):
        # One version or one feature that ends is not the end of all that the page is about.
        if event is Event.STALE:
            is_own = not _is_about_another(context, notice)
        else:
            words = _words(notice.name)
            is_own = words <= about | _OWNERS and (not words or not words <= _OWNERS)
        if notice.event is event and is_own and not _tells_how_to_leave(context, notice):
            return notice
    return None


def _is_about_another(context: RuleContext, notice: Notice) -> bool:
    """An article reports on other projects; a copy in an archive is kept as it was."""
    answer = context.success
    host = host_of(answer.uri) if answer else ""
    if host in _ARCHIVES:
        return True
    parts = frozenset(
        part.lower() for part in segments(answer.uri if answer else context.request_url)
    )
    is_article = not _ARTICLES.isdisjoint(parts) or any(map(_YEAR.fullmatch, parts))
    return notice.name in _PROJECTS and (is_article or host.startswith("blog."))


def _tells_how_to_leave(context: RuleContext, notice: Notice) -> bool:
    answer = context.success
    title = answer.page.title if answer and answer.page else ""
    return bool(notice.name) and is_migration_guide(
        title, path_of(context.request_url), (notice.name,)
    )


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


@dataclass(frozen=True, slots=True)
class End:
    """What ends, when, by whom said, and the successor."""

    name: str
    date: date
    when: str
    evidence: tuple[Evidence, ...]
    successor: str = ""


def end_of(context: RuleContext) -> End | None:
    subject, notice = subject_of(context), notice_of(context, Event.ENDS)
    evidence: list[Evidence] = []
    if notice is not None:
        evidence.append(quoted(context, notice))
    if subject is not None and subject[1].kind is FactKind.ENDS:
        pack, entry = subject
        evidence.append(Evidence("pack", entry.quote, entry.source, pack.read_on.isoformat()))
        if entry.date is not None:
            return End(entry.names[0], entry.date, entry.when, tuple(evidence), entry.successor)
    if notice is not None and notice.date is not None:
        return End(notice.name or UNNAMED, notice.date, notice.date.isoformat(), tuple(evidence))
    return None


def quoted(context: RuleContext, notice: Notice) -> Evidence:
    answer = context.answer
    return Evidence("page", notice.sentence, answer.uri if answer else "", observed_on(context))


def successor_note(successor: str) -> str:
    return f"; successor: {successor}" if successor else ""
