"""Rules on pages that are gone although the server says 200.

No stock checker sees these: each follows a redirect, reads 200 and is content.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from linkaudit.exchange import Refresh
from linkaudit.judge.availability import wall_sign
from linkaudit.judge.case import (
    Case,
    Found,
    Rule,
    plain_form,
    plain_query,
    segments,
    trail,
    without_locale,
)
from linkaudit.model import Evidence, Level, Verdict
from linkaudit.uri import host_of, path_of

_AWS_DOCS = "docs.aws.amazon.com"
_STUB_BYTES = 5000  # a stub is about 1 KB, the smallest real page seen about 9 KB

# Whole parts of a title: "How to fix a 404 Not Found error" is an article about errors.
_ERROR_TITLE = re.compile(
    r"(?:error\s*)?404(?:\s*error)?(?:\s*[:,–—-]?\s*(?:page\s+)?(?:is\s+)?not\s+found)?!?"
    r"|(?:404:?\s+)?(?:(?:sorry|oops)[,!]?\s+)?(?:this\s+|the\s+)?"
    r"(?:page|content|document|article|site)\s+"
    r"(?:(?:was|is|could|can)?\s*(?:not|n['’]t|no longer)\s*(?:be\s+)?(?:found|available|exists?)|"
    r"does(?: not|n['’]t) exist)[.!]?(?:\s*\(404\))?"
    r"|(?:not\s+found|page\s+missing|oops!)",
    re.I,
)
# A link that speaks of the error means an article about it: `/HTTP/Status/404`.
_ABOUT_ERRORS = re.compile(r"(?<!\d)404(?!\d)|not[-_]?found", re.I)
# Last parts of a path that name nothing but the folder they are in.
_SAME_PLACE = frozenset(
    {"1", "amp", "current", "latest", "main", "master", "overview", "page", "stable", "tree"}
)
# Words as well as languages: a page may well move to `/ar/`, on augmented reality.
_SUBJECTS = frozenset({"ar", "cs", "he", "id", "it", "no"})
# Below these a country's sites are told apart: `a.co.uk` and `b.co.uk` are two.
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "go", "gov", "ne", "net", "or", "org"})
_TITLE_PARTS = re.compile(r"\s+[|–—·•:-]\s+|\s*\|\s*")


def _aws_docs_stub(case: Case) -> Found | None:
    path = path_of(case.asked)
    if host_of(case.asked) != _AWS_DOCS or not path.endswith(".html"):
        return None
    if path.endswith("/index.html"):
        return None
    stub = _stub_on_the_way(case) or _stub_at_the_end(case)
    if stub is None:
        return None
    uri, page = stub
    quotes = [trail(case)]
    if page is not None:
        words = f"{page.size} bytes, titled “{page.title}”, that refresh to {page.target}"
        quotes.append(Evidence("page", words, uri))
    first = case.success.uri if case.success else uri
    message = (
        "this page is no longer in the guide: AWS sends every missing page to the guide's "
        f"first page ({first}) and answers 200"
    )
    return Found(message, tuple(quotes))


def _stub_on_the_way(case: Case) -> tuple[str, Refresh] | None:
    """A stub that was followed, and where it stands; what became of its target is no matter."""
    for hop in case.seen.hops:
        page, is_docs = hop.refresh, host_of(hop.uri) == _AWS_DOCS
        if page is not None and is_docs and (_is_folder(hop.uri) or page.size < _STUB_BYTES):
            return hop.uri, page
    return None


def _stub_at_the_end(case: Case) -> tuple[str, Refresh | None] | None:
    """A folder or a stub that we ended at; a stub's own words where there are any."""
    answer = case.success
    if answer is None or wall_sign(answer):
        return None
    page = answer.page
    quote = Refresh(page.refresh, page.title, page.size) if page and page.refresh else None
    is_stub = page is not None and page.size < _STUB_BYTES and (page.has_default_page or quote)
    return (answer.uri, quote) if is_stub or _is_folder(answer.uri) else None


def _is_folder(uri: str) -> bool:
    uri = uri.partition("#")[0]
    return host_of(uri) == _AWS_DOCS and path_of(uri).endswith("/")


def _landed_above(case: Case) -> Found | None:
    answer = case.success
    if answer is None or not case.seen.hops or plain_form(case.asked) == plain_form(answer.uri):
        return None
    if _aws_docs_stub(case) is not None:
        return None  # the same thing, better told
    if _is_chosen(case.asked, answer.uri) or _has_own_host(case.asked, answer.uri):
        return None
    asked, final = segments(case.asked), segments(answer.uri)
    home = _is_home(asked, final)
    if _site(case.asked) == _site(answer.uri):
        above = home or (len(final) < len(asked) and asked[: len(final)] == final)
        lost = asked if home else asked[len(final) :]
        gone = above and not _SAME_PLACE.issuperset(lost)
    else:
        # A short link (`/abc`) may well stand for another site's home page; a deep one not.
        gone = home and (len(asked) > 1 or bool(urlsplit(case.asked).query))
    if not gone:
        return None
    where = "the home page" if home else "a page further up"
    message = f"the page is gone: its address now leads to {where}, {answer.uri}"
    return Found(message, (trail(case),))


def _is_chosen(asked: str, final: str) -> bool:
    """Query or fragment of the last URL name a page: `/?p=42`, `/#/docs/intro`."""
    return bool(urlsplit(final).fragment) or plain_query(final) not in ("", plain_query(asked))


def _has_own_host(asked: str, final: str) -> bool:
    """What was a folder has a host now: `/tool/` became `tool.example`."""
    new = set(host_of(final).split(".")) - set(host_of(asked).split("."))
    return not new.isdisjoint(part.lower() for part in segments(asked))


def _is_home(asked: list[str], final: list[str]) -> bool:
    """Nothing is left of the path but a language."""
    is_subject = len(final) == 1 and final[0].lower() in _SUBJECTS and final != asked[:1]
    return not without_locale(final) and not is_subject


def _error_title(case: Case) -> Found | None:
    answer = case.success
    if answer is None or answer.page is None or _ABOUT_ERRORS.search(case.link.url):
        return None
    parts = _TITLE_PARTS.split(answer.page.title)
    if not any(_ERROR_TITLE.fullmatch(part.strip()) for part in parts):
        return None
    message = f"the server answers {answer.status}, but the page says that it is not there"
    quote = Evidence("page", answer.page.title, answer.uri)
    return Found(message, (quote, trail(case)))


def _site(uri: str) -> str:
    """The part of a host that one owner has, roughly: its last two labels, or three."""
    labels = host_of(uri).split(".")
    is_deep = len(labels[-1]) == 2 and labels[-2:-1] and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if is_deep else labels[-2:])


_S, _E = Verdict.SOFT_404, Level.ERROR

RULES = (
    Rule(
        "aws-docs-stub",
        _S,
        _E,
        "AWS documentation answers 200 with a stub for a page that does not exist.",
        _aws_docs_stub,
    ),
    Rule(
        "landed-above",
        _S,
        _E,
        "The redirect leads to the home page or to a folder above the page.",
        _landed_above,
    ),
    Rule("error-title", _S, _E, "The page's own title says that it is missing.", _error_title),
)
# Seen on the way, a stub is proof enough, whatever became of the page that it leads to.
ON_THE_WAY = RULES[:1]
