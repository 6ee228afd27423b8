"""The rule on what has been failing for long, and what one run says of a target's health.

A passing trouble passes. InternetArchiveBot calls a link dead after three failures that are
three days apart, over millions of pages; so do we.
"""

from __future__ import annotations

from datetime import timedelta

from linkaudit.document import Kind, Link, Region
from linkaudit.judge import availability
from linkaudit.judge.case import Case, Found, Rule
from linkaudit.model import Evidence, Level, Observation, Resolved, Verdict, WebTarget
from linkaudit.past import Fared

ENOUGH_RUNS = 3
ENOUGH_TIME = timedelta(days=3)

_FARED = {
    Verdict.OK: Fared.WELL,
    Verdict.UNREACHABLE: Fared.FAILED,
    Verdict.DEAD: Fared.FAILED,
}
_NO_LINK = Link("", Region(1, 1, 1, 1), "", "", "", Kind.BARE, ())


def standing(seen: Observation) -> Verdict:
    """What one look at a target says of it, whichever link leads there."""
    if not isinstance(seen.target, WebTarget):
        return Verdict.OK
    case = Case(_NO_LINK, Resolved(seen.target), seen)
    return next(
        (rule.verdict for rule in availability.RULES if rule.decide(case) is not None), Verdict.OK
    )


def fared_by(verdict: str) -> Fared:
    """Whether a run with that verdict counts as a failed one, as a success, or as none of them."""
    known = verdict in Verdict.__members__.values()
    return _FARED.get(Verdict(verdict), Fared.UNKNOWN) if known else Fared.UNKNOWN


def _long_unreachable(case: Case) -> Found | None:
    past = case.past
    if past.first_failed_at is None or past.last_failed_at is None:
        return None
    if past.failed_runs < ENOUGH_RUNS or past.last_failed_at - past.first_failed_at < ENOUGH_TIME:
        return None
    if standing(case.seen) is not Verdict.UNREACHABLE:
        return None
    first, last = past.first_failed_at.date(), past.last_failed_at.date()
    message = f"not reached since {first}: {past.failed_runs} runs failed, the last on {last}"
    quote = f"{past.failed_runs} runs from {first} to {last} failed, and none between succeeded"
    if past.last_ok_at is not None:
        quote += f"; it last answered on {past.last_ok_at.date()}"
    return Found(message, (Evidence("history", quote, case.asked, first.isoformat()),))


RULES = (
    Rule(
        "long-unreachable",
        Verdict.DEAD,
        Level.ERROR,
        "Three runs failed or more, over three days or more, and none succeeded.",
        _long_unreachable,
    ),
)
