"""The rule on redirects to an error page or a search."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from linkaudit.model.report import (
    Evidence,
    Level,
    Verdict,
)
from linkaudit.rules.base import (
    Example,
    Rule,
    RuleContext,
    Violation,
    segments,
    trail,
    without_locale,
)
from linkaudit.rules.soft404.base import redirected_to, site_of
from linkaudit.rules.soft404.forwarders import is_forwarder

_SEARCH = re.compile(r"(?:search|suche|recherche|buscar|busca|ricerca|zoeken)(?:\.\w{2,5})?", re.I)
_ASKS = frozenset({"q", "s", "query", "search", "keyword", "keywords", "searchterm"})
# Lists that a search may well have taken the place of.
_LISTS = re.compile(
    r"(?:tag|tags|topic|topics|categor(?:y|ies)|collections?|label|labels|keyword|keywords|hashtag|find"
    r"|author|authors|departments?|images?|s|search\w*|results|browse|jobs|query)",
    re.I,
)
_ERROR = re.compile(r"errors?(?:\.\w{2,5})?", re.I)  # alone: `/docs/errors` is a chapter
_ABOUT_ERRORS = re.compile(r"(?<!\d)404(?!\d)|not[-_]?found|\berror", re.I)
_ERROR_PAGE = re.compile(
    r"(?:(?:http[-_]?)?(?:errors?[-_]?)?404(?:[-_]?(?:errors?|page))?(?:[-_]?not[-_]?found)?"
    r"|(?:errors?[-_]?)?(?:page[-_]?)?not[-_]?found|page[-_]?missing|page404|error404"
    r"|(?:seite-)?nicht-gefunden|page-introuvable)(?:\.\w{2,5})?",
    re.I,
)


def _redirect_to_error_or_search(context: RuleContext) -> Violation | None:
    answer = redirected_to(context)
    where = None if answer is None else search_or_error(context.request_url, answer.uri)
    if answer is None or where is None:
        return None
    title = answer.page.title if answer.page else ""
    quotes = (trail(context), Evidence("page", title, answer.uri)) if title else (trail(context),)
    return Violation(f"the page is gone: the link now redirects to {where}, {answer.uri}", quotes)


def search_or_error(asked: str, final: str) -> str | None:
    """What stands in for a page that is gone: an error page or a search; None for a page."""
    old, new = without_locale(segments(asked)), without_locale(segments(final))
    is_error = bool(new) and (_ERROR_PAGE.fullmatch(new[-1]) or _ERROR.fullmatch("/".join(new)))
    if is_error and not _ABOUT_ERRORS.search("/".join(old)):
        return "an error page"
    asks = _ASKS & {key.lower() for key, _ in parse_qsl(urlsplit(final).query, True)}
    is_search = (bool(new) and _SEARCH.fullmatch(new[-1])) or (not new and asks & {"s"})
    # A short link may well stand for a search.
    may_be = is_forwarder(asked) or (len(old) == 1 and site_of(asked) != site_of(final))
    is_list = may_be or any(map(_LISTS.fullmatch, old)) or any(map(_SEARCH.fullmatch, old))
    was_asked = _ASKS & {key.lower() for key, _ in parse_qsl(urlsplit(asked).query, True)}
    if is_search and asks and old and not is_list and not was_asked:
        return "a search"
    return None


RULE = Rule(
    id="redirect-to-error-or-search",
    verdict=Verdict.SOFT_404,
    level=Level.ERROR,
    summary="The redirect leads to a search or to an error page.",
    why="""
The page is gone, and the error page (`/404.html`) or search (`/search?q=…`) in its place answers
200.
""",
    example=Example(
        "[the guide](https://docs.example/guide)",
        "the page is gone: the link now redirects to an error page, https://docs.example/404.html",
        (
            "https://docs.example/guide 302 https://docs.example/404.html",
            "https://docs.example/404.html 200 <title>Example</title>",
        ),
    ),
    fix="Find the page that has the content now, or remove the link.",
    silent_when="""
The link itself asks for a search or a similar list (`/tag/cogs`), or for a page about errors.
""",
    decide=_redirect_to_error_or_search,
)
