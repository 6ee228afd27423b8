"""Rules on pages that are gone although the server says 200.

No stock checker sees these: each follows a redirect, reads 200 and is content.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from linkaudit.judge.case import Case, Found, Rule, plain_form, segments, trail, without_locale
from linkaudit.model import Evidence, Level, Verdict
from linkaudit.uri import host_of, path_of

_AWS_DOCS = "docs.aws.amazon.com"
_STUB_BYTES = 5000  # a stub is about 1 KB, the smallest real page seen about 9 KB

# Whole parts of a title: "How to fix a 404 Not Found error" is an article about errors.
_ERROR_TITLE = re.compile(
    r"(?:error\s*)?404(?:\s*error)?(?:\s*[:,–—-]?\s*(?:page\s+)?(?:is\s+)?not\s+found)?!?"
    r"|(?:sorry,?\s+)?(?:this\s+|the\s+)?(?:page|content|document|article|site)\s+"
    r"(?:(?:was|is|could|can)?\s*(?:not|n['’]t|no longer)\s*(?:be\s+)?(?:found|available|exists?)|"
    r"does(?: not|n['’]t) exist)[.!]?"
    r"|(?:not\s+found|page\s+missing|oops!?)",
    re.I,
)
_TITLE_PARTS = re.compile(r"\s+[|–—·•:-]\s+|\s*\|\s*")


def _aws_docs_stub(case: Case) -> Found | None:
    answer, path = case.success, path_of(case.asked)
    if answer is None or host_of(case.asked) != _AWS_DOCS:
        return None
    if not path.endswith(".html") or path.endswith("/index.html"):
        return None
    page = answer.page
    landed_on_folder = path_of(answer.uri.partition("#")[0]).endswith("/")
    is_stub = (
        page is not None
        and page.size < _STUB_BYTES
        and (page.has_default_page or page.refresh is not None)
    )
    if not (landed_on_folder or is_stub):
        return None
    quotes = [trail(case)]
    if page is not None and page.refresh:
        words = f"{page.size} bytes, titled “{page.title}”, that refresh to {page.refresh}"
        quotes.append(Evidence("page", words, answer.uri))
    message = (
        "this page is no longer in the guide: AWS sends every missing page to the guide's "
        f"first page ({answer.uri}) and answers 200"
    )
    return Found(message, tuple(quotes))


def _landed_above(case: Case) -> Found | None:
    answer = case.success
    if answer is None or not case.seen.hops or plain_form(case.asked) == plain_form(answer.uri):
        return None
    if _aws_docs_stub(case) is not None:
        return None  # the same thing, better told
    asked, final = segments(case.asked), segments(answer.uri)
    home = not without_locale(final) and not urlsplit(answer.uri).query
    same_site = _site(case.asked) == _site(answer.uri)
    if same_site:
        above = home or (len(final) < len(asked) and asked[: len(final)] == final)
        gone = above and bool(asked)
    else:
        # A short link (`/abc`) may well stand for another site's home page; a deep one not.
        gone = home and (len(asked) > 1 or bool(urlsplit(case.asked).query))
    if not gone:
        return None
    where = "the home page" if home else "a page further up"
    message = f"the page is gone: its address now leads to {where}, {answer.uri}"
    return Found(message, (trail(case),))


def _error_title(case: Case) -> Found | None:
    answer = case.success
    if answer is None or answer.page is None:
        return None
    parts = _TITLE_PARTS.split(answer.page.title)
    if not any(_ERROR_TITLE.fullmatch(part.strip()) for part in parts):
        return None
    message = f"the server answers {answer.status}, but the page says that it is not there"
    quote = Evidence("page", answer.page.title, answer.uri)
    return Found(message, (quote, trail(case)))


def _site(uri: str) -> str:
    """The part of a host that one owner has, roughly: its last two labels."""
    return ".".join(host_of(uri).split(".")[-2:])


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
