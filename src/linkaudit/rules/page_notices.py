"""What a page says of itself, understood by the grammar that all share and by its pack.

Notices only; which finding follows from one is for the rules.
"""

from __future__ import annotations

import re
from dataclasses import replace

from linkaudit.rules.base import RuleContext, segments
from linkaudit.rules.hearing.subject import About, about, own_name, stands_in, words_of
from linkaudit.rules.lifecycle.migration_guides import is_migration_guide
from linkaudit.rules.packs.notices import Notice, understand
from linkaudit.text.notices import Event
from linkaudit.text.uri import host_of, path_of

_PROJECTS = frozenset(  # what an article may be about
    {"project", "repository", "repo", "library", "package", "plugin", "crate", "gem"}
)
_ARTICLES = frozenset({"article", "articles", "blog", "blogs", "news", "post", "posts", "story"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_ARCHIVES = frozenset(
    {"web.archive.org", "archive.org", "archive.ph", "archive.today", "archive.is", "perma.cc"}
)
_PERSON = re.compile(r"([A-Z][a-z]+) [A-Z][a-z]+")
_PRODUCT = re.compile(
    r"\b(?:docs?|documentation|guide|manual|reference|API|what is|platform|download|pricing"
    r"|features|product|service|cloud|software)\b",
    re.I,
)
_SPARES = re.compile(
    r"\b(?:not|n't) (?:\w+ )?(?:impact|affect)(?:ed)?\b|\bunaffected\b|\bno (?:impact|effect)\b",
    re.I,
)


def notices_of(context: RuleContext) -> tuple[Notice, ...]:
    """The notices of the page that the link led to; none where it led to none."""
    answer = context.success
    if answer is None or answer.page is None or not answer.page.notices:
        return ()
    shapes = [s for pack in context.packs if pack.covers(answer.uri) for s in pack.shapes]
    return understand(answer.page.notices, tuple(shapes))


def own_notices(context: RuleContext) -> tuple[Notice, ...]:
    """Those that are about what the page is about, each under the name that is the page's."""
    answer = context.success
    notices = notices_of(context)
    if not notices or answer is None or answer.page is None:
        return ()
    page = about(answer.page, (context.request_url, answer.uri))
    spared = [said for said in answer.page.notices if _SPARES.search(said)]
    found = [one for notice in notices if (one := _owned(context, notice, page)) is not None]
    return tuple(
        one for one in found if not (_is_spared(one, page, spared) or _is_over(context, one))
    )


def _is_over(context: RuleContext, notice: Notice) -> bool:
    """A sentence left over from before the return that a pack knows of, as of CodeCommit's."""
    if notice.event is Event.RENAMED or not notice.name:
        return False
    for pack in context.packs:
        if pack.covers(context.request_url):
            fact = pack.returned(notice.name, context.as_of)
            if fact is not None and fact.until is not None:
                return notice.date is None or notice.date < fact.until
    return False


def _owned(context: RuleContext, notice: Notice, page: About) -> Notice | None:
    names = notice.names or (notice.name,)
    if notice.event is Event.RENAMED:
        own = _renamed(context, notice, page)
    elif notice.is_this:
        own = None if _is_about_another(context, notice) else notice.name
    elif not notice.name:
        own = ""
    else:
        own = own_name(names, page, notice.sentence)
    if own is None or _tells_how_to_leave(context, own):
        return None
    return replace(notice, name=own)


def _renamed(context: RuleContext, notice: Notice, page: About) -> str | None:
    """A new name that the title has; of an old one, only what is not told in passing."""
    if notice.is_passing and (_is_article(context) or _may_be_person(notice, page)):
        return None
    if own_name((notice.now,), page) is not None:
        return notice.name
    if notice.is_passing or not stands_in(notice.name, page):
        return None
    return own_name((notice.name,), page)


def _may_be_person(notice: Notice, page: About) -> bool:
    """ "Jane Doe (formerly Jane Smith)": a product is told by what else the title says."""
    old, new = _PERSON.fullmatch(notice.name), _PERSON.fullmatch(notice.now)
    is_same = old is not None and new is not None and old[1] == new[1]
    return is_same and _PRODUCT.search(page.title) is None


def _is_about_another(context: RuleContext, notice: Notice) -> bool:
    """An article reports on other projects; a copy in an archive is kept as it was."""
    answer = context.success
    host = host_of(answer.uri) if answer else ""
    return host in _ARCHIVES or (notice.name in _PROJECTS and _is_article(context))


def _is_article(context: RuleContext) -> bool:
    answer = context.success
    uri = answer.uri if answer else context.request_url
    parts = frozenset(part.lower() for part in segments(uri))
    is_dated = any(map(_YEAR.fullmatch, parts))
    return not _ARTICLES.isdisjoint(parts) or is_dated or host_of(uri).startswith("blog.")


def _is_spared(notice: Notice, page: About, spared: list[str]) -> bool:
    """ "… does not affect the Cogs SDK", on a page of the SDK."""
    own = words_of(page.title) - words_of(notice.name)
    return notice.event in (Event.ENDS, Event.CLOSED) and any(own & words_of(s) for s in spared)


def _tells_how_to_leave(context: RuleContext, name: str) -> bool:
    answer = context.success
    title = answer.page.title if answer and answer.page else ""
    return bool(name) and is_migration_guide(title, path_of(context.request_url), (name,))
