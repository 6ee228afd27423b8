"""The table of all rules, and the verdict that follows from several findings."""

from __future__ import annotations

import itertools
import re

import pytest

from linkaudit.model.http import Page
from linkaudit.model.report import Level, Verdict
from linkaudit.rules.base import Rule
from linkaudit.rules.registry import ON_TEXT, RULES, judge
from tests.builders import finding, result
from tests.unit.rules.visits import AWS, visit

# The contract's table of verdicts.
LEVELS = {
    Verdict.DEAD: {Level.ERROR},
    Verdict.SOFT_404: {Level.ERROR},
    Verdict.ANCHOR_MISSING: {Level.ERROR},
    Verdict.REFUSED: {Level.ERROR},
    Verdict.INVALID: {Level.ERROR},
    Verdict.RETIRED: {Level.WARNING},
    Verdict.RENAMED: {Level.WARNING},
    Verdict.STALE: {Level.WARNING},
    Verdict.REDIRECTED: {Level.WARNING, Level.NOTE},
    Verdict.BLOCKED: {Level.NOTE},
    Verdict.UNREACHABLE: {Level.NOTE},
    Verdict.SKIPPED: {Level.NONE},
    Verdict.UNCHECKED: {Level.NONE},
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_one_full_row(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.id)
    assert re.fullmatch(r"[A-Z][^.!?\n]{10,98}\.", rule.summary), "one sentence"
    if rule.verdict is Verdict.OK:  # how a link is written, whatever its target does
        assert rule.level is Level.NOTE
    elif rule in ON_TEXT:  # the contract's levels are those of links
        assert rule.level in {Level.NOTE, Level.WARNING}
    else:
        assert rule.level in LEVELS[rule.verdict]


def test_no_id_stands_twice() -> None:
    ids = [rule.id for rule in RULES]

    assert len(set(ids)) == len(ids)


def test_every_verdict_has_a_rule_and_every_level_of_it() -> None:
    """The contract's table, with `ok` for a link that no rule speaks of."""
    found: dict[Verdict, set[Level]] = {}
    for rule in RULES:
        if rule in ON_TEXT and rule.verdict is not Verdict.OK:
            continue
        found.setdefault(rule.verdict, set()).add(rule.level)

    assert found == LEVELS | {Verdict.OK: {Level.NOTE}}
    assert result().verdict is Verdict.OK
    assert result().level is Level.NONE


FINDINGS = [
    finding(rule.id, rule.verdict, rule.level) for rule in RULES if rule.verdict is not Verdict.OK
]


def test_of_two_findings_the_higher_level_wins_in_either_order() -> None:
    """The contract: one verdict for each link, the worst that holds."""
    for high, low in itertools.permutations(FINDINGS, 2):
        if high.level > low.level:
            assert result(high, low).verdict is result(low, high).verdict is high.verdict
            assert result(low, high).level is high.level


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        ("not-found", "redirect-to-parent"),
        ("redirect-to-parent", "fragment-missing"),
        ("service-ended", "page-renamed"),
        ("page-renamed", "permanent-redirect"),
        ("stale-page", "permanent-redirect"),
        ("archived-page", "stale-page"),
        ("blocked", "timeout"),
    ],
)
def test_at_the_same_level_the_verdict_that_says_more_wins(worse: str, better: str) -> None:
    by_id = {finding.rule: finding for finding in FINDINGS}
    one, other = by_id[worse], by_id[better]

    assert result(one, other).verdict is result(other, one).verdict is one.verdict


def test_findings_stand_the_worst_first() -> None:
    page = Page(title="What is AWS Proton?", size=20_000)

    found = judge(
        visit(f"{AWS}/proton/", to=f"{AWS}/proton/what-is", page=page, fragment="no-such-place")
    )

    assert [finding.rule for finding in found] == [
        "fragment-missing",
        "service-ended",
        "permanent-redirect",
    ]


def test_of_a_page_that_is_gone_it_is_not_said_that_it_moved_or_lost_an_anchor() -> None:
    gone = visit(
        "https://a.example/docs/page",
        to="https://a.example/",
        page=Page(title="Home"),
        fragment="no-such-place",
    )

    assert [finding.rule for finding in judge(gone)] == ["redirect-to-parent"]
