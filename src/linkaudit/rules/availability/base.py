"""Walls, forms and failures: what the rules on availability share.

A wall is looked for before anything else: its answer says nothing about the page behind it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from linkaudit.model.http import Answer, Failure, FailureKind
from linkaudit.model.report import Evidence, NotAsked, Unasked
from linkaudit.rules.base import RuleContext, Violation, observed_on
from linkaudit.rules.replacement.similarity import significant_words
from linkaudit.rules.signin import sign_in
from linkaudit.text.brief import cut
from linkaudit.text.uri import path_of

# Bodies are not kept, so walls are known by status, header and title.
_WALL_TITLES = {
    "ERROR: The request could not be satisfied": "CloudFront's page for refused requests",
    "Just a moment...": "Cloudflare's page for visitors it wants to test",
    "Attention Required! | Cloudflare": "Cloudflare's page for refused requests",
}
# The whole title of a page that is shown, with 200, in the place of any other.
_TESTS_VISITORS = re.compile(
    r"just a moment(?:\.{3}|…)|one moment, please(?:\.{3}|…)?|attention required! \| cloudflare"
    r"|making sure you[’']re not a (?:ro)?bot!?|client challenge"
    r"|pardon our interruption(?:\.{3}|…)?"
    r"|are you a (?:ro)?bot\?|robot (?:check|or human\??)|access(?: to this page has been)? denied"
    r"|checking your browser(?: before accessing.*)?"
    r"|(?:verify|verifying) (?:that )?you are (?:a )?human(?:\.{3}|…)?|human verification"
    r"|request rejected|(?:vercel )?security checkpoint|ddos-guard"
    r"|(?:re)?captcha|bot (?:detection|verification)|security (?:check|verification)",
    re.I,
)
_WALL_BYTES = 60_000  # an estimate: a test of visitors is a script and a few words


def wall_sign(answer: Answer) -> str | None:
    """The sign by which a wall gave itself away, in plain words."""
    for name in ("cf-mitigated", "x-amzn-waf-action"):
        if value := answer.headers.get(name):
            return f"the header {name}: {cut(value)}"
    if answer.page is not None and answer.page.title in _WALL_TITLES and answer.status >= 400:
        return _WALL_TITLES[answer.page.title]
    if answer.status == 202:
        return "a 202 is not the page"  # AWS WAF's challenge
    return _test_of_visitors(answer)


def _test_of_visitors(answer: Answer) -> str | None:
    """A 200 from a wall: small, titled so and nothing else, at an address that is not about it."""
    page = answer.page
    if page is None or answer.status != 200 or page.size >= _WALL_BYTES:
        return None
    title = page.title.strip()
    if not _TESTS_VISITORS.fullmatch(title):
        return None
    about = set(significant_words(path_of(answer.uri)))
    if about & set(significant_words(title)):
        return None
    return f"a page titled “{title}” in its place"


def sign_in_sign(context: RuleContext) -> str | None:
    """The sign of a sign-in form at the end of the hops, or in a circle of them."""
    uris: list[str] = []
    match context.observation.outcome:
        case Answer(uri=uri) if context.success and context.observation.hops:
            uris = [uri]
        case Failure(kind=FailureKind.REDIRECTS, uri=uri):
            uris = [*(hop.uri for hop in context.observation.hops), uri]
    return next((sign for uri in uris if (sign := sign_in(context.request_url, uri))), None)


def retry_after(answer: Answer) -> str:
    """Its Retry-After, where that is a number or a date."""
    said = answer.headers.get("retry-after", "").strip()
    return said if re.fullmatch(r"[0-9]{1,9}|[A-Z][a-z]{2,8},? [0-9A-Za-z: -]{1,40}", said) else ""


IN_BROWSER = "Open the link in a browser."
# What fails so in each run: the server or the link has to change.
_SAME_EACH_TIME = frozenset(
    {FailureKind.TLS, FailureKind.TLS_HERE, FailureKind.PROTOCOL, FailureKind.UNUSABLE}
    | {FailureKind.REDIRECTS, FailureKind.BAD_REDIRECT}
)


def failed(*kinds: FailureKind) -> Callable[[RuleContext], Violation | None]:
    def decide(context: RuleContext) -> Violation | None:
        match context.observation.outcome:
            case Failure(kind=kind, detail=detail) if kind in kinds:
                advice = IN_BROWSER if kind in _SAME_EACH_TIME else ""
                message = f"could not be reached: {detail}"
                return Violation(message, failure_evidence(context), advice=advice)
        return None

    return decide


def failure_evidence(context: RuleContext) -> tuple[Evidence, ...]:
    outcome = context.observation.outcome
    if not isinstance(outcome, Failure):
        return ()
    return (Evidence("http", outcome.detail, outcome.uri, observed_on(context)),)


def not_asked(why: Unasked) -> Callable[[RuleContext], Violation | None]:
    def decide(context: RuleContext) -> Violation | None:
        match context.observation.outcome:
            case NotAsked(why=reason, detail=detail) if reason is why:
                return Violation(detail)
        return None

    return decide
