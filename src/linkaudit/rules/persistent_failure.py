"""The rule on targets that keep failing, and what one run says of a target's health.

A temporary failure passes. InternetArchiveBot calls a link dead after three failures that are
three days apart, over millions of pages; so do we, where a browser would have failed too.
"""

from __future__ import annotations

from datetime import timedelta

from linkaudit.model.document import Link, LinkKind, Region
from linkaudit.model.http import Answer, Failure, FailureKind
from linkaudit.model.report import Evidence, Level, Observation, Resolved, Verdict, WebTarget
from linkaudit.model.verdict import DOUBTFUL
from linkaudit.rules.availability.order import AVAILABILITY
from linkaudit.rules.base import Example, Rule, RuleContext, Violation

ENOUGH_RUNS = 3
ENOUGH_TIME = timedelta(days=3)

# What a browser on this machine would have met as well, if nothing of an answer came. Not what
# is a matter of our strictness or patience: redirects (their number, a Location that we cannot
# read), answers that break HTTP, certificates whose issuer is not known here.
_LASTING = frozenset(
    {FailureKind.NAME_UNKNOWN, FailureKind.NAME_FAILED, FailureKind.CONNECT, FailureKind.CLOSED}
    | {FailureKind.RESET, FailureKind.TIMEOUT, FailureKind.TLS, FailureKind.GIVEN_UP}
)
_NO_LINK = Link("", Region(1, 1, 1, 1), "", "", "", LinkKind.BARE, ())


def availability_of(seen: Observation) -> Verdict:
    """The verdict on a target by one observation, whichever link leads there."""
    if not isinstance(seen.target, WebTarget):
        return Verdict.OK
    context = RuleContext(_NO_LINK, Resolved(seen.target), seen)
    return next(
        (rule.verdict for rule in AVAILABILITY if rule.decide(context) is not None),
        Verdict.OK,
    )


def lasts(seen: Observation) -> bool:
    """Whether an unreachable target is so for a browser too: then the run counts as failed.

    A 5xx is for every client, unless it limits the rate of requests (503 with a
    Retry-After, RFC 9110 §15.6.4) or comes from a network in between (511, RFC 6585 §6).
    """
    match seen.outcome:
        case Failure(kind=kind, was_heard=was_heard):
            return kind in _LASTING and not was_heard
        case Answer(status=503, headers=headers):
            return "retry-after" not in headers
        case Answer(status=status):
            return 500 <= status < 600 and status != 511
    return False


def noted(seen: Observation) -> str:
    """What the state keeps of one observation; `health_of` reads it."""
    verdict = availability_of(seen)
    return verdict.value if verdict is not Verdict.UNREACHABLE or lasts(seen) else DOUBTFUL


def _persistent(context: RuleContext) -> Violation | None:
    past = context.past
    if past.first_failed_at is None or past.last_failed_at is None:
        return None
    if past.failed_runs < ENOUGH_RUNS or past.last_failed_at - past.first_failed_at < ENOUGH_TIME:
        return None
    if availability_of(context.observation) is not Verdict.UNREACHABLE or not lasts(
        context.observation
    ):
        return None
    first, last = past.first_failed_at.date(), past.last_failed_at.date()
    message = f"not reached since {first}: {past.failed_runs} runs failed, the last on {last}"
    quote = f"{past.failed_runs} runs from {first} to {last} failed, and none between succeeded"
    if past.last_ok_at is not None:
        quote += f"; it last answered on {past.last_ok_at.date()}"
    return Violation(message, (Evidence("history", quote, context.request_url, first.isoformat()),))


RULE = Rule(
    id="persistent-failure",
    verdict=Verdict.DEAD,
    level=Level.ERROR,
    summary="Unreachable in three runs or more over three days or more.",
    why="""
Readers have not reached the page for days. The state remembers earlier runs; `--no-state` does
not. A run that answered ends the count. A bot protection neither counts nor ends it, nor do runs
without a network or failures of runs that were killed.

Only failures that a browser would meet too count:

- the name service fails, no connection, a closed port;
- a reset or a timeout before the head of an answer;
- a certificate that has expired, is for another host or signs itself;
- 5xx, but not 503 with a Retry-After, nor 511;
- a host that was skipped after it failed so.

The rest stays `unreachable`: answers that began and did not end or that break HTTP, redirects
that lead nowhere, 408, 425, statuses that HTTP does not have, certificates of an unknown issuer,
and handshakes that only our OpenSSL refuses.
""",
    example=Example(
        "[the guide](https://docs.example/guide) [news](https://news.example/)",
        "not reached since 2026-11-23: 3 runs failed, the last on 2026-11-26",
        ("https://docs.example/guide 503 in three runs", "https://news.example/ 200"),
    ),
    fix="Replace the link, or remove it.",
    silent_when="The target answered in any of these runs.",
    decide=_persistent,
)
