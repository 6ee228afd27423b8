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
from linkaudit.rules.packs.model import Claim, Fact, FactKind, Pack
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
    if not context.request_url or isinstance(context.observation.outcome, NotAsked):
        return None
    answer = context.answer
    title = answer.page.title if answer and answer.page else ""
    for pack in context.packs:
        for uri in dict.fromkeys(
            (context.request_url, answer.uri if answer else context.request_url)
        ):
            if pack.covers(uri) and (entry := pack.by_subject(title, uri, context.as_of)):
                return pack, entry
    return None


def notice_of(context: RuleContext, event: Event) -> Notice | None:
    """The page's own sentence on such an event; not one that a known return has overtaken."""
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
            return None if _is_overtaken(context, notice) else notice
    return None


def _is_overtaken(context: RuleContext, notice: Notice) -> bool:
    """A sentence left over from before the return that a pack knows of, as of CodeCommit's."""
    for pack in context.packs:
        if notice.name and pack.covers(context.request_url):
            fact = pack.returned(notice.name, context.as_of)
            if fact is not None and fact.until is not None:
                return notice.date is None or notice.date < fact.until
    return False


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
class State:
    """What became of a subject, since when, by whom said, and the successor.

    The page's own dated sentence counts before the fact of a pack, which goes by the guide
    before the publisher's table. Where they differ, both are quoted and both days are given.
    """

    name: str
    date: date | None
    when: str
    evidence: tuple[Evidence, ...]
    successor: str = ""
    aside: str = ""
    """What another source says, where it differs."""
    is_announcement: bool = False
    """The day is that of the announcement: no more is known."""


def state_of(context: RuleContext, kind: FactKind) -> State | None:
    """What page and packs say of an end or a closing; None where its sources are at odds."""
    subject, notice = subject_of(context), notice_of(context, _EVENTS[kind])
    if notice is not None and notice.date is None and kind is FactKind.ENDS:
        notice = None  # an end without a day is not known to have come
    fact = subject[1] if subject is not None and subject[1].kind is kind else None
    if notice is None and fact is not None and fact.is_disputed(context.as_of):
        return None
    if notice is not None and notice.date is not None:
        aside, proofs = _beside(context, kind, notice.date)
        name = fact.names[0] if fact is not None else notice.name or UNNAMED
        successor = fact.successor if fact is not None else ""
        quotes = (quoted(context, notice), *proofs)
        when = notice.date.isoformat()
        return State(name, notice.date, when, quotes, successor, aside)
    if subject is not None and fact is not None:
        return _known(context, subject[0], fact, notice)
    if notice is not None:
        return State(notice.name or UNNAMED, None, "", (quoted(context, notice),))
    return None


def _known(context: RuleContext, pack: Pack, fact: Fact, notice: Notice | None) -> State:
    """By the pack alone, or with a page that says the same without a day."""
    proofs = [quoted(context, notice)] if notice is not None else []
    proofs.append(proof_of(pack, fact))
    aside = ""
    if fact.other is not None:
        proofs.append(proof_of(pack, fact, fact.other))
        aside = _aside(fact.kind, fact.known_since, fact.other, context.as_of)
    is_announcement = fact.date is None
    when = fact.announced.isoformat() if is_announcement and fact.announced else fact.when
    return State(
        fact.names[0], fact.known_since, when, tuple(proofs), fact.successor, aside, is_announcement
    )


def _beside(context: RuleContext, kind: FactKind, said: date) -> tuple[str, list[Evidence]]:
    """What the pack says beside a page that has a day of its own, and its proofs."""
    subject = subject_of(context)
    if subject is None:
        return "", []
    pack, fact = subject
    proofs = [proof_of(pack, fact)]
    if fact.other is not None:
        proofs.append(proof_of(pack, fact, fact.other))
    own = fact.claim if fact.date is not None and fact.when == fact.date.isoformat() else None
    claims = [claim for claim in (own, fact.other) if claim is not None]
    asides = (_aside(kind, said, claim, context.as_of) for claim in claims)
    return next(filter(None, asides), ""), proofs


def _aside(kind: FactKind, said: date | None, claim: Claim, as_of: date) -> str:
    """What another source says otherwise; a closing before a later end is no contradiction."""
    if claim.kind is kind:
        differs = "" if claim.date == said else claim.date.isoformat()
        return f" (another source: {differs})" if differs else ""
    is_end = kind is FactKind.CLOSED and claim.has_ended_by(as_of)
    return f" (another source: ended on {claim.date.isoformat()})" if is_end else ""


_EVENTS = {FactKind.ENDS: Event.ENDS, FactKind.CLOSED: Event.CLOSED}


def proof_of(pack: Pack, fact: Fact, claim: Claim | None = None) -> Evidence:
    """The words of a fact's source, with the day on which they were read."""
    read_on = (fact.read_on or pack.read_on).isoformat()
    if claim is not None:
        return Evidence("pack", claim.quote, claim.source, read_on)
    return Evidence("pack", fact.quote, fact.source, read_on)


def quoted(context: RuleContext, notice: Notice) -> Evidence:
    answer = context.answer
    return Evidence("page", notice.sentence, answer.uri if answer else "", observed_on(context))


def successor_note(successor: str) -> str:
    return f"; successor: {successor}" if successor else ""
