"""Rules on services that ended, will end, or take no new customers, and on pages left behind.

Two witnesses: the page's own notice, and the pack's table at the day of the audit. The
table is needed beside the page, since the notice is not always there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from linkaudit.model.report import Evidence, Level, NotAsked, Verdict
from linkaudit.rules.base import Rule, RuleContext, Violation, observed_on, segments
from linkaudit.rules.lifecycle.migration_guides import is_migration_guide
from linkaudit.rules.packs.model import Fact, FactKind, Pack, on
from linkaudit.rules.packs.notices import Event, Notice
from linkaudit.rules.page_notices import notices_of
from linkaudit.text.uri import host_of, path_of

_ARCHIVED = "(Archived)"
_UNNAMED = "what the page documents"
_OWNERS = frozenset({"amazon", "aws", "the", "service"})  # words that tell no two services apart

_PROJECTS = frozenset(  # what an article may be about
    {"project", "repository", "repo", "library", "package", "plugin", "crate", "gem"}
)
_ARTICLES = frozenset({"article", "articles", "blog", "blogs", "news", "post", "posts", "story"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_ARCHIVES = frozenset(
    {"web.archive.org", "archive.org", "archive.ph", "archive.today", "archive.is", "perma.cc"}
)


def _subject(case: RuleContext) -> tuple[Pack, Fact] | None:
    """The pack's entry for what the link is about, however the server answered."""
    if not case.asked or isinstance(case.seen.outcome, NotAsked):
        return None
    answer = case.answer
    title = answer.page.title if answer and answer.page else ""
    for pack in case.packs:
        for uri in dict.fromkeys((case.asked, answer.uri if answer else case.asked)):
            if pack.covers(uri) and (entry := pack.by_subject(title, uri, case.as_of)):
                return pack, entry
    return None


def _notice(case: RuleContext, event: Event) -> Notice | None:
    answer = case.success
    if answer is None or answer.page is None or not answer.page.notices:
        return None
    about = _words(f"{answer.page.title} {answer.page.product} {case.asked} {answer.uri}")
    for notice in notices_of(case):
        # One version or one feature that ends is not the end of all that the page is about.
        if event is Event.STALE:
            is_own = not _is_about_another(case, notice)
        else:
            words = _words(notice.name)
            is_own = words <= about | _OWNERS and (not words or not words <= _OWNERS)
        if notice.event is event and is_own and not _tells_how_to_leave(case, notice):
            return notice
    return None


def _is_about_another(case: RuleContext, notice: Notice) -> bool:
    """An article tells of projects that are not itself; a copy in an archive is kept as it was."""
    answer = case.success
    host = host_of(answer.uri) if answer else ""
    if host in _ARCHIVES:
        return True
    parts = frozenset(part.lower() for part in segments(answer.uri if answer else case.asked))
    is_article = not _ARTICLES.isdisjoint(parts) or any(map(_YEAR.fullmatch, parts))
    return notice.name in _PROJECTS and (is_article or host.startswith("blog."))


def _tells_how_to_leave(case: RuleContext, notice: Notice) -> bool:
    answer = case.success
    title = answer.page.title if answer and answer.page else ""
    return bool(notice.name) and is_migration_guide(title, path_of(case.asked), (notice.name,))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


@dataclass(frozen=True, slots=True)
class _End:
    """What ends, when, by whom said, and the successor."""

    name: str
    date: date
    when: str
    evidence: tuple[Evidence, ...]
    successor: str = ""


def _ends(case: RuleContext) -> _End | None:
    subject, notice = _subject(case), _notice(case, Event.ENDS)
    evidence: list[Evidence] = []
    if notice is not None:
        evidence.append(_quoted(case, notice))
    if subject is not None and subject[1].kind is FactKind.ENDS:
        pack, entry = subject
        evidence.append(Evidence("pack", entry.quote, entry.source, pack.read_on.isoformat()))
        if entry.date is not None:
            return _End(entry.names[0], entry.date, entry.when, tuple(evidence), entry.successor)
    if notice is not None and notice.date is not None:
        return _End(notice.name or _UNNAMED, notice.date, notice.date.isoformat(), tuple(evidence))
    return None


def _ended(case: RuleContext) -> Violation | None:
    end = _ends(case)
    if end is None or end.date > case.as_of:
        return None
    return Violation(f"{end.name} ended {on(end.when)}{_instead(end.successor)}", end.evidence)


def _ending(case: RuleContext) -> Violation | None:
    end = _ends(case)
    if end is None or end.date <= case.as_of:
        return None
    return Violation(f"{end.name} will end {on(end.when)}{_instead(end.successor)}", end.evidence)


def _closed(case: RuleContext) -> Violation | None:
    subject, notice = _subject(case), _notice(case, Event.CLOSED)
    evidence: list[Evidence] = []
    name, since, successor = "", "", ""
    if notice is not None and (notice.date is None or notice.date <= case.as_of):
        evidence.append(_quoted(case, notice))
        name = notice.name or _UNNAMED
        since = f" since {notice.date.isoformat()}" if notice.date else ""
    if subject is not None and subject[1].kind is FactKind.CLOSED:
        pack, entry = subject
        if entry.date is None or entry.date <= case.as_of:
            evidence.append(Evidence("pack", entry.quote, entry.source, pack.read_on.isoformat()))
            name, successor = entry.names[0], entry.successor
            since = f" since {entry.when}" if entry.date else ""
    if not name:
        return None
    return Violation(f"{name} takes no new customers{since}{_instead(successor)}", tuple(evidence))


def _archived(case: RuleContext) -> Violation | None:
    answer = case.success
    if answer is None or answer.page is None or not answer.page.title.startswith(_ARCHIVED):
        return None
    quote = Evidence("page", answer.page.title, answer.uri, observed_on(case))
    return Violation(
        "the publisher has archived this page: what it documents has been replaced", (quote,)
    )


def _stale(case: RuleContext) -> Violation | None:
    notice = _notice(case, Event.STALE)
    if notice is None:
        return None
    message = notice.means or f"the page says of itself: “{notice.sentence}”"
    return Violation(message, (_quoted(case, notice),))


def _quoted(case: RuleContext, notice: Notice) -> Evidence:
    answer = case.answer
    return Evidence("page", notice.sentence, answer.uri if answer else "", observed_on(case))


def _instead(successor: str) -> str:
    return f"; instead: {successor}" if successor else ""


_R, _W = Verdict.RETIRED, Level.WARNING

RULES = (
    Rule("ended", _R, _W, "The service that the page is about has ended.", _ended),
    Rule("ending", _R, _W, "The service that the page is about ends on a known day.", _ending),
    Rule(
        "closed-to-new-customers",
        _R,
        _W,
        "The service that the page is about takes no new customers.",
        _closed,
    ),
    Rule("archived-page", _R, _W, "The page's title says that it is archived.", _archived),
    Rule(
        "stale-page",
        Verdict.STALE,
        _W,
        "The page says that it is no longer kept up to date.",
        _stale,
    ),
)
