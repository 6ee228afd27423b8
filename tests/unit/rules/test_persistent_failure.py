"""The rule on what has been failing for long: three runs, three days, and no success between."""

from dataclasses import replace
from datetime import timedelta

import pytest

from linkaudit.model.history import FailureStreak, Health
from linkaudit.model.http import Answer, Failure, FailureKind
from linkaudit.model.report import Evidence, Level, LocalTarget, Verdict
from linkaudit.model.verdict import health_of, told
from linkaudit.rules.base import RuleContext
from linkaudit.rules.persistent_failure import availability_of, noted
from linkaudit.rules.registry import judge
from tests.builders import NOON, URI, answer, case, observation, result
from tests.unit.rules.visits import rules

TIMEOUT = Failure(FailureKind.TIMEOUT, "no answer in 20 s", URI)
DAY = timedelta(days=1)


def failing(runs: int, days: float, outcome: Answer | Failure = TIMEOUT) -> RuleContext:
    """A link whose target did that now, and failed in so many runs over so many days."""
    past = FailureStreak(NOON - 9 * DAY, NOON - days * DAY, NOON, runs)
    return replace(case(seen=observation(outcome=outcome)), past=past)


def test_what_failed_in_three_runs_over_three_days_is_dead() -> None:
    found = judge(failing(3, 3))

    dead = found[0]
    assert [finding.rule for finding in found] == ["persistent-failure", "timeout"]
    assert (dead.verdict, dead.level) == (Verdict.DEAD, Level.ERROR)
    assert dead.message == "not reached since 2026-11-20: 3 runs failed, the last on 2026-11-23"
    assert dead.evidence == (
        Evidence(
            "history",
            "3 runs from 2026-11-20 to 2026-11-23 failed, and none between succeeded; "
            "it last answered on 2026-11-14",
            URI,
            "2026-11-20",
        ),
    )
    assert result(*found).verdict is Verdict.DEAD


@pytest.mark.parametrize(
    "judged",
    [
        pytest.param(failing(2, 30), id="two runs, however far apart"),
        pytest.param(failing(40, 2.99), id="many runs, but within three days"),
        pytest.param(case(seen=observation(outcome=TIMEOUT)), id="no memory"),
    ],
)
def test_less_is_a_passing_trouble(judged: RuleContext) -> None:
    assert rules(judged) == ["timeout"]


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (answer(status=403), ["blocked"]),
        (answer(status=404), ["not-found"]),
        (Failure(FailureKind.REFUSED, "a private network", URI), ["refused"]),
        (answer(), []),
    ],
    ids=["a wall", "gone", "refused", "well"],
)
def test_only_what_is_unreachable_now_is_called_so(
    outcome: Answer | Failure, expected: list[str]
) -> None:
    assert rules(failing(9, 9, outcome)) == expected


STANDINGS = [
    (answer(), Verdict.OK, Health.WELL),
    (answer(status=404), Verdict.DEAD, Health.FAILED),
    (answer(status=503), Verdict.UNREACHABLE, Health.FAILED),
    (TIMEOUT, Verdict.UNREACHABLE, Health.FAILED),
    (answer(status=403), Verdict.BLOCKED, Health.UNKNOWN),
    (answer(status=202), Verdict.BLOCKED, Health.UNKNOWN),
    (answer(status=503, headers={"cf-mitigated": "challenge"}), Verdict.BLOCKED, Health.UNKNOWN),
    (Failure(FailureKind.REFUSED, "a private network", URI), Verdict.REFUSED, Health.UNKNOWN),
]


@pytest.mark.parametrize(("outcome", "verdict", "health"), STANDINGS)
def test_what_one_run_says_of_a_target(
    outcome: Answer | Failure, verdict: Verdict, health: Health
) -> None:
    assert availability_of(observation(outcome=outcome)) is verdict
    assert health_of(noted(observation(outcome=outcome))) is health


# Whether it counts towards `dead`, and why.
COUNTS: dict[str, tuple[Answer | Failure, bool]] = {
    "the name service is down": (Failure(FailureKind.NAME_FAILED, ""), True),
    "no connection": (Failure(FailureKind.CONNECT, ""), True),
    "the port is closed": (Failure(FailureKind.CLOSED, ""), True),
    "reset before the head": (Failure(FailureKind.RESET, ""), True),
    "too many open files here": (Failure(FailureKind.EXHAUSTED, ""), False),
    "silent": (TIMEOUT, True),
    "the certificate has expired": (Failure(FailureKind.TLS, ""), True),
    "not asked since the host was silent": (Failure(FailureKind.GIVEN_UP, ""), True),
    "500": (answer(status=500), True),
    "503": (answer(status=503), True),
    "599": (answer(status=599), True),
    "a slow body": (Failure(FailureKind.TIMEOUT, "", was_heard=True), False),
    "a body that is cut": (Failure(FailureKind.RESET, "", was_heard=True), False),
    "not asked since bodies were slow": (Failure(FailureKind.GIVEN_UP, "", "", True), False),
    "an answer that breaks HTTP": (Failure(FailureKind.PROTOCOL, ""), False),
    "a URL that our libraries cannot ask": (Failure(FailureKind.UNUSABLE, ""), False),
    "an issuer not known here": (Failure(FailureKind.TLS_HERE, ""), False),
    "more redirects than we follow": (Failure(FailureKind.REDIRECTS, ""), False),
    "a Location that we cannot read": (Failure(FailureKind.BAD_REDIRECT, ""), False),
    "a redirect without a target": (answer(status=302), False),
    "300": (answer(status=300), False),
    "408": (answer(status=408), False),
    "425": (answer(status=425), False),
    "503 for a while": (answer(status=503, headers={"retry-after": "60"}), False),
    "511": (answer(status=511), False),
    "600": (answer(status=600), False),
}


@pytest.mark.parametrize("what", COUNTS)
def test_only_what_a_browser_would_meet_too_becomes_dead(what: str) -> None:
    """Three runs over three days: not for a slow body, nor for what broke our parser."""
    outcome, counts = COUNTS[what]
    seen = observation(outcome=outcome)

    assert availability_of(seen) is Verdict.UNREACHABLE
    assert health_of(noted(seen)) is (Health.FAILED if counts else Health.UNKNOWN)
    assert ("persistent-failure" in rules(failing(9, 9, outcome))) is counts
    assert told(noted(seen)) == "unreachable"


def test_the_table_has_every_kind_that_is_unreachable() -> None:
    had = {o.kind for o, _ in COUNTS.values() if isinstance(o, Failure)}
    unreachable = {
        kind
        for kind in FailureKind
        if availability_of(observation(outcome=Failure(kind, ""))) is Verdict.UNREACHABLE
    }

    assert had == unreachable


def test_a_file_and_a_word_that_nobody_knows_have_no_history() -> None:
    missing = Failure(FailureKind.MISSING, "there is no file b.md", "b.md")
    local = observation(target=LocalTarget("b.md"), outcome=missing)

    assert availability_of(local) is Verdict.OK
    assert health_of("written by a stranger") is Health.UNKNOWN
