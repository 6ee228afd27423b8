"""Rules on pages that are gone although the server says 200.

No stock checker sees these: each follows a redirect, reads 200 and is content.
"""

from __future__ import annotations

import re

from linkaudit.model.http import Answer, Refresh
from linkaudit.model.report import Evidence, Level, Verdict
from linkaudit.rules.availability import wall_sign
from linkaudit.rules.base import Rule, RuleContext, Violation, plain_form, trail
from linkaudit.rules.fragment import fragment_holds
from linkaudit.rules.soft404 import redirect_target
from linkaudit.rules.soft404.not_found_titles import has_not_found_sentence, is_not_found_title
from linkaudit.rules.soft404.parked import is_market
from linkaudit.text.uri import host_of, path_of

_AWS_DOCS = "docs.aws.amazon.com"
_STUB_BYTES = 5000  # a stub is about 1 KB, the smallest real page seen about 9 KB
_BRIEF = 100  # characters: a page that says one sentence and the way back says nothing else
_BARE_BYTES = 500  # Apache's default page has 45
# The whole titles of the pages that servers and panels are installed with.
_DEFAULT = re.compile(
    r"welcome to (?:nginx|openresty|caddy|centos|apache)!*(?: on .*)?|it works!"
    r"|apache2? .*default page(?:: it works!?)?|iis(?: \d+)? windows server|iis\d+"
    r"|(?:http server )?test page (?:for the (?:apache|nginx)|powered by).*"
    r"|(?:apache )?http server test page powered by.*"
    r"|(?:default (?:parallels )?(?:plesk )?|web server['’]s default |domain default )"
    r"(?:web site |panel )*page",
    re.I,
)


def _aws_docs_stub(context: RuleContext) -> Violation | None:
    path = path_of(context.request_url)
    if host_of(context.request_url) != _AWS_DOCS or not path.endswith(".html"):
        return None
    if path.endswith("/index.html"):
        return None
    stub = _stub_on_the_way(context) or _stub_at_the_end(context)
    if stub is None:
        return None
    uri, page = stub
    quotes = [trail(context)]
    if page is not None:
        words = f"{page.size} bytes, titled “{page.title}”, that refresh to {page.target}"
        quotes.append(Evidence("page", words, uri))
    first = context.success.uri if context.success else uri
    message = (
        "this page is no longer in the guide: AWS sends every missing page to the guide's "
        f"first page ({first}) and answers 200"
    )
    return Violation(message, tuple(quotes))


def _stub_on_the_way(context: RuleContext) -> tuple[str, Refresh] | None:
    """A stub that was followed, and where it stands; what became of its target is no matter."""
    for hop in context.observation.hops:
        page, is_docs = hop.refresh, host_of(hop.uri) == _AWS_DOCS
        if page is not None and is_docs and (_is_folder(hop.uri) or page.size < _STUB_BYTES):
            return hop.uri, page
    return None


def _stub_at_the_end(context: RuleContext) -> tuple[str, Refresh | None] | None:
    """A folder or a stub that we ended at; a stub's own words where there are any."""
    answer = context.success
    if answer is None or wall_sign(answer):
        return None
    page = answer.page
    quote = Refresh(page.refresh, page.title, page.size) if page and page.refresh else None
    is_stub = page is not None and page.size < _STUB_BYTES and (page.has_default_page or quote)
    return (answer.uri, quote) if is_stub or _is_folder(answer.uri) else None


def _is_folder(uri: str) -> bool:
    uri = uri.partition("#")[0]
    return host_of(uri) == _AWS_DOCS and path_of(uri).endswith("/")


def _landed_above(context: RuleContext) -> Violation | None:
    answer = _led_to(context)
    if answer is None or _holds_fragment(context):
        return None
    where = redirect_target.parent_or_home(
        context.request_url, answer.uri, answer.page.title if answer.page else ""
    )
    if where is None:
        return None
    message = f"the page is gone: its address now leads to {where}, {answer.uri}"
    return Violation(message, (trail(context),))


def _landed_aside(context: RuleContext) -> Violation | None:
    answer = _led_to(context)
    where = (
        None if answer is None else redirect_target.search_or_error(context.request_url, answer.uri)
    )
    if answer is None or where is None:
        return None
    title = answer.page.title if answer.page else ""
    quotes = (trail(context), Evidence("page", title, answer.uri)) if title else (trail(context),)
    return Violation(f"the page is gone: its address now leads to {where}, {answer.uri}", quotes)


def _led_to(context: RuleContext) -> Answer | None:
    """The answer that a redirect to another address led to; None for what others tell better."""
    answer = context.success
    if (
        answer is None
        or not context.observation.hops
        or plain_form(context.request_url) == plain_form(answer.uri)
    ):
        return None
    return None if _aws_docs_stub(context) is not None or is_market(answer.uri) else answer


def _holds_fragment(context: RuleContext) -> bool:
    """The link's own fragment is on the page it was sent to: the text moved along."""
    fragment = context.resolved.fragment
    return bool(fragment) and bool(context.link.url.partition("#")[2]) and fragment_holds(context)


def _error_title(context: RuleContext) -> Violation | None:
    answer = context.success
    if answer is None or answer.page is None:
        return None
    title, opening = answer.page.title, answer.page.opening
    if not is_not_found_title(title, context.link.url, final=answer.uri, opening=opening):
        return None
    return _it_says(context, answer, title)


def _error_heading(context: RuleContext) -> Violation | None:
    answer = context.success
    if answer is None or answer.page is None or _error_title(context) is not None:
        return None
    page, asked = answer.page, context.link.url
    if is_not_found_title(page.heading, asked, final=answer.uri, opening=page.opening):
        return _it_says(context, answer, page.heading)
    # A page that repeats its title has a heading of its own: it may be about missing pages.
    is_message = len(page.opening) < _BRIEF and page.title not in page.opening
    if is_message and has_not_found_sentence(page.opening, asked):
        return _it_says(context, answer, page.opening)
    return None


def _it_says(context: RuleContext, answer: Answer, words: str) -> Violation:
    message = f"the server answers {answer.status}, but the page says that it is not there"
    return Violation(message, (Evidence("page", words, answer.uri), trail(context)))


def _default_page(context: RuleContext) -> Violation | None:
    answer = context.success
    if answer is None or answer.page is None:
        return None
    page = answer.page
    words = page.title or (page.heading if page.size < _BARE_BYTES else "")
    if not _DEFAULT.fullmatch(words):
        return None
    message = f"nothing is kept at {answer.uri} any more: the server shows its default page"
    return Violation(message, (Evidence("page", words, answer.uri), trail(context)))


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
        "redirect-to-parent",
        _S,
        _E,
        "The redirect leads to the home page or to a folder above the page.",
        _landed_above,
    ),
    Rule(
        "redirect-to-error-or-search",
        _S,
        _E,
        "The redirect leads to a search or to an error page.",
        _landed_aside,
    ),
    Rule("error-title", _S, _E, "The page's own title says that it is missing.", _error_title),
    Rule("error-heading", _S, _E, "The page's heading says that it is missing.", _error_heading),
    Rule("default-page", _S, _E, "The server has nothing but its default page.", _default_page),
)
# Seen on the way, a stub is proof enough, whatever became of the page that it leads to.
ON_THE_WAY = RULES[:1]
