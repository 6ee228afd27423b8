"""The rule on redirects to an error page or a search."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from linkaudit.model.report import Evidence, Level, Verdict
from linkaudit.rules.base import (
    Example,
    Rule,
    RuleContext,
    Violation,
    segments,
    trail,
    without_locale,
)
from linkaudit.rules.soft404.base import redirected_to
from linkaudit.rules.soft404.forwarders import is_forwarder
from linkaudit.text.registrable_domain import have_one_owner

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
    """What is shown in place of a page that is gone; None where that may be the page itself."""
    old, new = without_locale(segments(asked)), without_locale(segments(final))
    if _is_error_page(new) and not _ABOUT_ERRORS.search("/".join(old)):
        return "an error page"
    if _is_search(new, final) and old and not _may_be_search(asked, old, final):
        return "a search"
    return None


def _is_error_page(new: list[str]) -> bool:
    return bool(new) and bool(_ERROR_PAGE.fullmatch(new[-1]) or _ERROR.fullmatch("/".join(new)))


def _is_search(new: list[str], final: str) -> bool:
    asks = _questions(final)
    return bool(asks) and (bool(_SEARCH.fullmatch(new[-1])) if new else "s" in asks)


def _may_be_search(asked: str, old: list[str], final: str) -> bool:
    """The link asks for a search or a list; a short link may lead to one."""
    is_short = is_forwarder(asked) or (len(old) == 1 and not have_one_owner(asked, final))
    is_list = any(_LISTS.fullmatch(part) or _SEARCH.fullmatch(part) for part in old)
    return is_short or is_list or bool(_questions(asked))


def _questions(uri: str) -> set[str]:
    """The parameters by which a query searches."""
    return {key.lower() for key, _ in parse_qsl(urlsplit(uri).query, True)} & _ASKS


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
