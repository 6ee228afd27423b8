"""All that is known of one link, for people and for programs."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from linkaudit.model.history import FailureStreak, HistoryRecord
from linkaudit.model.http import Failure, FailureKind, Hop, Page
from linkaudit.model.report import (
    Evidence,
    Finding,
    Level,
    LocalTarget,
    NotAsked,
    Observation,
    Result,
    Unasked,
    Verdict,
)
from linkaudit.report import explain
from linkaudit.report.explain import Explanation, PackFact, Use
from tests.builders import NOON, answer, change, finding, link, observation, report, result
from tests.unit.report.hostile import STRINGS

URI, NEW = "https://a.example/old", "https://a.example/new"
MOVED = finding(
    "permanent-redirect",
    Verdict.REDIRECTED,
    Level.WARNING,
    message=f"moved permanently to {NEW}",
    evidence=[Evidence("http", f"301 {URI} → 200 {NEW}")],
    replacement=NEW,
    certain=True,
)
HOPS = observation(URI, outcome=answer(NEW, page=Page(title="The new one")), hops=[Hop(URI, 301)])


def of(
    item: Result,
    *,
    facts: tuple[PackFact, ...] = (),
    course: tuple[HistoryRecord, ...] = (),
    uses: tuple[Use, ...] = (),
) -> Explanation:
    rules = {"permanent-redirect": "The page has a new URL."}
    return Explanation(report(item), rules, facts, course, uses)


def test_one_screen_says_all_of_it() -> None:
    item = result(MOVED, link=link(URI), seen=HOPS, change=change("2025-10-21"))
    past = FailureStreak(NOON - timedelta(days=9), NOON - timedelta(days=2), NOON, 2)
    known = of(
        replace(item, past=past),
        facts=(
            PackFact(
                "aws", "2026-11-23", "Cog: renamed, now Grid", "Cog is Grid.", "https://n.example"
            ),
            PackFact("github", "2026-11-23", ""),
        ),
        course=(
            HistoryRecord(NOON, "ok", 200, NEW),
            HistoryRecord(NOON, "unreachable", None, None),
        ),
        uses=(
            Use(link(f"{URI}#x", path="a.md", line=3)),
            Use(link(URI, path="b.md"), ("silenced by the comment in line 2",), ("not-found",)),
        ),
    )

    assert explain.text(known) == (
        """\
https://a.example/old
  redirected (warning): the page has moved

Checked on 2026-11-23 12:00 UTC, 1 attempt
  301  https://a.example/old
  200  https://a.example/new
  title: “The new one”

Findings
  warning permanent-redirect: Moved permanently to https://a.example/new.
    rule: The page has a new URL. See `linkaudit rules permanent-redirect`.
    Replace with: https://a.example/new
    Evidence (http): 301 https://a.example/old → 200 https://a.example/new
  changed since publication: 2025-10-21

Fact packs
  aws, read on 2026-11-23: Cog: renamed, now Grid
    “Cog is Grid.” (https://n.example)
  github, read on 2026-11-23: nothing about this page
  Search all facts with `linkaudit pack list QUERY`.

History: checked in 2 runs
  2026-11-23 12:00  ok           200  → https://a.example/new
  2026-11-23 12:00  unreachable  no answer
  failing since 2026-11-21, in 2 runs; last ok: 2026-11-14

Used in 2 places
  a.md:3:1  https://a.example/old#x
  b.md:1:1  https://a.example/old  silenced by the comment in line 2; in the baseline: not-found
"""
    )


TIMEOUT = Failure(FailureKind.TIMEOUT, "no answer in 20 s", URI)
ASKED: dict[str, tuple[Observation, str]] = {
    "again and again": (observation(attempts=4), "Checked on 2026-11-23 12:00 UTC, 4 attempts\n"),
    "remembered": (
        replace(observation(), is_cached=True),
        "Checked by an earlier run on 2026-11-23 12:00 UTC\n",
    ),
    "a failure": (observation(outcome=TIMEOUT), f"  no answer in time: no answer in 20 s  {URI}\n"),
    "a file": (
        Observation(LocalTarget("b.md"), answer("b.md", 0)),
        "Local file\n  exists  b.md\n",
    ),
}


@pytest.mark.parametrize(("seen", "expected"), ASKED.values(), ids=ASKED)
def test_it_says_who_asked_when_and_what_came_back(seen: Observation, expected: str) -> None:
    assert expected in explain.text(of(result(seen=seen)))


def test_what_was_not_asked_says_why() -> None:
    seen = observation(outcome=NotAsked(Unasked.SKIPPED, "excluded by an --exclude pattern"))
    skipped: Finding = finding("skipped", Verdict.SKIPPED, Level.NONE)

    told = explain.text(of(result(skipped, seen=seen))).splitlines()

    assert told[1:4] == [
        "  skipped: excluded by an --exclude pattern",
        "",
        "Findings: none",
    ]


def test_of_a_long_course_the_last_runs_are_shown_and_the_first_day() -> None:
    course = tuple(HistoryRecord(NOON + timedelta(days=n), "ok", 200, None) for n in range(20))

    told = explain.text(of(result(), course=course))

    assert "checked in 20 runs\n  the latest 12; first seen 2026-11-23\n" in told
    assert told.count("  ok  ") == 12


def test_json_is_the_contracts_record_with_more_beside_it() -> None:
    known = of(
        result(MOVED, link=link(URI), seen=HOPS),
        facts=(PackFact("aws", "2026-11-23", ""),),
        course=(HistoryRecord(NOON, "ok", 200, NEW),),
        uses=(Use(link(URI, path="a.md", line=3), ("silenced",), ("not-found",)),),
    )

    made = json.loads(explain.as_json(known))

    assert (made["verdict"], made["status"], made["final_url"]) == ("redirected", 200, NEW)
    assert made["findings"][0]["replacement"] == NEW
    assert made["history"] == [
        {"at": "2026-11-23T12:00:00Z", "verdict": "ok", "status": 200, "final_url": NEW}
    ]
    assert made["packs"][0]["told"] is None
    assert made["used"][0] == {
        "path": "a.md",
        "line": 3,
        "column": 1,
        "destination": URI,
        "silenced": ["silenced"],
        "accepted": ["not-found"],
        "site": None,
    }


@pytest.mark.parametrize("hostile", STRINGS)
def test_hostile_text_is_inert_in_both(hostile: str) -> None:
    """Hostile web, part E."""
    bad = finding(
        message=hostile, evidence=[Evidence("page", hostile, hostile)], replacement=hostile
    )
    seen = observation(outcome=answer(hostile, page=Page(title=hostile)), hops=[Hop(hostile, 301)])
    known = of(
        result(bad, link=link(hostile), seen=seen),
        facts=(PackFact(hostile, "2026-11-23", hostile, hostile, hostile),),
        course=(HistoryRecord(NOON, hostile, 200, hostile),),
        uses=(Use(link(hostile, path=hostile), (hostile,), (hostile,)),),
    )

    for made in (explain.text(known), explain.as_json(known)):
        assert "hush" not in made
        assert "##[" not in made
        assert made.replace("\n", "").replace("\u2060", "").isprintable()
        assert not any(line.strip().startswith("::") for line in made.splitlines())
