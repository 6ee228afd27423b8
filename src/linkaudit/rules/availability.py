"""Rules on whether a target is there at all: dead, blocked, unreachable, or never asked.

A wall is looked for before all else: what a wall answers says nothing of the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from linkaudit.model.http import Answer, Failure, FailureKind
from linkaudit.model.report import Evidence, Level, NotAsked, Unasked, Verdict
from linkaudit.rules import statuses
from linkaudit.rules.base import Rule, RuleContext, Violation, observed_on, trail
from linkaudit.rules.replacement.similarity import significant_words
from linkaudit.rules.signin import sign_in
from linkaudit.text.brief import cut
from linkaudit.text.mistyped import scheme_meant
from linkaudit.text.redact import shown
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
_LONGEST = 200  # characters of a Location that a message has
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


def _form(context: RuleContext) -> str | None:
    """The sign of a sign-in form at the end of the hops, or in a circle of them."""
    uris: list[str] = []
    match context.observation.outcome:
        case Answer(uri=uri) if context.success and context.observation.hops:
            uris = [uri]
        case Failure(kind=FailureKind.REDIRECTS, uri=uri):
            uris = [*(hop.uri for hop in context.observation.hops), uri]
    return next((sign for uri in uris if (sign := sign_in(context.request_url, uri))), None)


def _blocked(context: RuleContext) -> Violation | None:
    match context.observation.outcome:
        case Failure(kind=FailureKind.TURNED_AWAY, detail=detail):
            return Violation(f"could not be checked: {detail}", _failure(context))
    form = _form(context)
    if form is not None:
        message = f"could not be checked: it redirects to a sign-in form ({form})"
        return Violation(message, (trail(context),))
    answer = context.answer
    if answer is None or answer.status == 0:
        return None
    sign = wall_sign(answer)
    if sign is not None:
        message = f"the server refused an automated request ({answer.status}: {sign})"
        return Violation(f"{message}; open the link in a browser", (trail(context),))
    why = statuses.refusal(answer.status, _wait(answer))
    return None if why is None else Violation(why, (trail(context),))


def _rejected(context: RuleContext) -> Violation | None:
    answer = context.answer
    if answer is None or not 400 <= answer.status < 500 or wall_sign(answer):
        return None
    if answer.status in statuses.GONE.keys() | statuses.PASSING.keys() | statuses.REFUSALS.keys():
        return None
    return Violation(statuses.rejection(answer.status, _wait(answer)), (trail(context),))


def _wait(answer: Answer) -> str:
    """Its Retry-After, where that is a number or a date."""
    said = answer.headers.get("retry-after", "").strip()
    return said if re.fullmatch(r"[0-9]{1,9}|[A-Z][a-z]{2,8},? [0-9A-Za-z: -]{1,40}", said) else ""


def _not_found(context: RuleContext) -> Violation | None:
    answer = context.answer
    if answer is None or answer.status not in statuses.GONE or wall_sign(answer):
        return None
    where = f" after a redirect to {answer.uri}" if context.observation.hops else ""
    message = f"the page is {statuses.GONE[answer.status]} ({answer.status}{where})"
    return Violation(message, (trail(context),))


def _name_unknown(context: RuleContext) -> Violation | None:
    match context.observation.outcome:
        case Failure(kind=FailureKind.NAME_UNKNOWN, uri=uri):
            return Violation(f"no such host: the name in {uri} does not exist", _failure(context))
    return None


def _server_error(context: RuleContext) -> Violation | None:
    answer = context.answer
    if answer is None or context.success or wall_sign(answer):
        return None
    if answer.status in statuses.PASSING:
        return Violation(statuses.PASSING[answer.status], (trail(context),))
    if 300 <= answer.status < 500 or answer.status == 999:
        return None
    return Violation(statuses.failure(answer.status), (trail(context),))


def _empty_redirect(context: RuleContext) -> Violation | None:
    answer = context.answer
    if answer is None or not 300 <= answer.status < 400:
        return None
    said = statuses.undirected(
        answer.status, shown(answer.headers.get("location", "")).strip()[:_LONGEST]
    )
    return Violation(said, (trail(context),))


def _endless(context: RuleContext) -> Violation | None:
    if _form(context) is not None:
        return None  # a form that wants more than cookies: blocked, and better told
    return _failed(FailureKind.REDIRECTS, FailureKind.BAD_REDIRECT)(context)


def _failed(*kinds: FailureKind) -> Callable[[RuleContext], Violation | None]:
    def decide(context: RuleContext) -> Violation | None:
        match context.observation.outcome:
            case Failure(kind=kind, detail=detail) if kind in kinds:
                return Violation(f"could not be reached: {detail}", _failure(context))
        return None

    return decide


def _failure(context: RuleContext) -> tuple[Evidence, ...]:
    outcome = context.observation.outcome
    if not isinstance(outcome, Failure):
        return ()
    return (Evidence("http", outcome.detail, outcome.uri, observed_on(context)),)


def _refused(context: RuleContext) -> Violation | None:
    match context.observation.outcome:
        case Failure(kind=FailureKind.REFUSED, detail=detail, uri=uri):
            hop = f" (redirected to {uri})" if context.observation.hops else ""
            return Violation(f"not followed: {detail}{hop}", _failure(context))
        case NotAsked(why=Unasked.REFUSED, detail=detail):
            return Violation(f"not followed: {detail}")
    return None


def _invalid(context: RuleContext) -> Violation | None:
    found = _unasked(Unasked.INVALID)(context)
    meant = scheme_meant(context.link.url) if found else None
    return replace(found, replacement=meant[1] or None) if found and meant else found


def _unasked(why: Unasked) -> Callable[[RuleContext], Violation | None]:
    def decide(context: RuleContext) -> Violation | None:
        match context.observation.outcome:
            case NotAsked(why=reason, detail=detail) if reason is why:
                return Violation(detail)
        return None

    return decide


_D, _B, _U = Verdict.DEAD, Verdict.BLOCKED, Verdict.UNREACHABLE
_E, _N = Level.ERROR, Level.NOTE

RULES = (
    Rule("not-found", _D, _E, "The server says that the page does not exist.", _not_found),
    Rule("name-unknown", _D, _E, "The host's name does not exist.", _name_unknown),
    Rule("blocked", _B, _N, "The server refuses automated requests or wants a login.", _blocked),
    Rule("client-error", _B, _N, "The server rejects the request as such (other 4xx).", _rejected),
    Rule("server-error", _U, _N, "The server answered 5xx to the last attempt.", _server_error),
    Rule(
        "timeout",
        _U,
        _N,
        "No answer in time.",
        _failed(FailureKind.TIMEOUT),
    ),
    Rule(
        "no-connection",
        _U,
        _N,
        "The connection failed, or the name servers did.",
        _failed(
            FailureKind.CONNECT,
            FailureKind.CLOSED,
            FailureKind.RESET,
            FailureKind.NAME_FAILED,
            FailureKind.PROTOCOL,
            FailureKind.UNUSABLE,
            FailureKind.GIVEN_UP,
        ),
    ),
    Rule(
        "tls-failure",
        _U,
        _N,
        "No secure connection: the certificate or the handshake is not sound.",
        _failed(FailureKind.TLS, FailureKind.TLS_HERE),
    ),
    Rule(
        "redirect-loop",
        _U,
        _N,
        "The redirects do not end, or lead to nothing that can be asked.",
        _endless,
    ),
    Rule("empty-redirect", _U, _N, "A redirect that leads nowhere.", _empty_redirect),
    Rule("refused", Verdict.REFUSED, _E, "Our guard does not let us go there.", _refused),
    Rule("invalid-url", Verdict.INVALID, _E, "Not a URL that can be used.", _invalid),
    Rule(
        "skipped",
        Verdict.SKIPPED,
        Level.NONE,
        "Excluded, or not a kind of link that is checked.",
        _unasked(Unasked.SKIPPED),
    ),
    Rule(
        "unchecked",
        Verdict.UNCHECKED,
        Level.NONE,
        "The run ended before this link was checked.",
        _unasked(Unasked.UNCHECKED),
    ),
)
