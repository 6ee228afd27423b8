"""The HTML report's numbers, rows and safety, as far as they can be told without a browser."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from linkaudit.model.document import Place, Problem
from linkaudit.model.history import FailureStreak
from linkaudit.model.http import Failure, FailureKind
from linkaudit.model.report import (
    Evidence,
    Finding,
    Level,
    NotAsked,
    Observation,
    PreviousRun,
    Report,
    Result,
    Unasked,
    Verdict,
)
from linkaudit.report.html import charts, render
from linkaudit.report.html import rows as html_view
from tests.builders import NOON, answer, finding, link, observation, old_name, report, result
from tests.golden import make_report
from tests.unit.report.hostile import STRINGS, Reading

BLOCKED = finding("blocked", Verdict.BLOCKED, Level.NOTE, message="could not be checked")
OLD = finding("permanent-redirect", Verdict.REDIRECTED, Level.WARNING, message="moved")


def to(host: str, *found: Finding) -> Result:
    return result(*found, link=link(f"https://{host}/"))


# ------------------------------------------------------------------------- rows


def test_every_link_has_one_row_and_none_is_left_out() -> None:
    made = make_report()
    rows = html_view.Rows(made)

    listed = [*rows.table(), *(row for found in rows.quiet().values() for row in found)]

    assert sorted(row.number for row in listed) == list(range(1, len(made.results) + 1))
    assert all(rows.of(row.result) is row for row in listed)


def test_the_worst_verdict_comes_first() -> None:
    rows = html_view.Rows(report(result(BLOCKED), result(finding()), result(OLD), result()))

    assert [row.number for row in rows.table()] == [2, 3, 1]
    assert [row.number for row in rows.quiet()[Verdict.OK]] == [4]


def test_what_could_not_be_verified_is_gathered_by_its_reason() -> None:
    slow = finding("timeout", Verdict.UNREACHABLE, Level.NOTE, message="no answer in 20 s")
    made = report(result(BLOCKED), result(slow), result(BLOCKED), result(), result(OLD))

    told = [
        (why, advice, [row.number for row in found])
        for why, advice, found in html_view.Rows(made).unverified()
    ]

    assert told == [
        ("Could not be checked.", "Open the link in a browser.", [1, 3]),
        ("No answer in 20 s.", "Run the audit again later.", [2]),
    ]


def test_a_row_says_how_its_link_was_asked_and_how_it_fared_before() -> None:
    seen = observation(
        outcome=Failure(FailureKind.TIMEOUT, "no answer in 20 s"), attempts=3, observed_at=NOON
    )
    past = FailureStreak(NOON - timedelta(days=9), NOON - timedelta(days=2), NOON, 3)
    row = html_view.Rows(report(replace(result(seen=seen), past=past))).quiet()[Verdict.OK][0]

    assert row.facts == (
        "no answer in time: no answer in 20 s",
        "3 attempts",
        "checked 2026-11-23 12:00 UTC",
        "failing since 2026-11-21 12:00 UTC",
        "last OK 2026-11-14 12:00 UTC",
    )


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (observation(outcome=answer(status=404)), ("answered 404", "checked 2026-11-23 12:00 UTC")),
        (
            replace(observation(), is_cached=True),
            ("answered 200", "cached from 2026-11-23 12:00 UTC"),
        ),
        (observation(outcome=NotAsked(Unasked.SKIPPED, "excluded")), ()),
    ],
)
def test_what_is_not_known_is_not_said(seen: Observation, expected: tuple[str, ...]) -> None:
    made = report(replace(result(), observation=seen))

    assert html_view.Rows(made).quiet()[Verdict.OK][0].facts == expected


def test_the_other_lines_of_a_reference_are_told_once() -> None:
    uses = [Place(1, 1), Place(4, 2), Place(4, 9), Place(7, 1)]
    rows = html_view.Rows(report(result(finding(), link=link(uses=uses))))

    assert rows.table()[0].others == (4, 7)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (report(), Level.NOTE),
        (report(result()), Level.NONE),
        (report(result(BLOCKED)), Level.NOTE),
        (report(text_findings=[old_name()]), Level.WARNING),
        (report(result(OLD), result(finding())), Level.ERROR),
        (report(problems=[Problem("big.md", "too large")]), Level.ERROR),
        (report(result(finding()), interruption="the deadline came"), None),
    ],
)
def test_how_bad_it_is(made: Report, expected: Level | None) -> None:
    assert html_view.worst_level(made) is expected


# --------------------------------------------------------------------- pictures


def test_hosts_with_most_to_mend_come_first() -> None:
    made = report(
        to("fine.example"), to("fine.example"), to("bad.example", finding()), to("a.example")
    )

    found = charts.hosts(made)

    assert [host.name for host in found.all] == ["bad.example", "fine.example", "a.example"]
    assert [(bar.label, bar.total) for bar in found.bars] == [
        ("bad.example", 1),
        ("fine.example", 2),
        ("a.example", 1),
    ]


def test_the_parts_of_a_bar_follow_one_another() -> None:
    both = [to("a.example", finding()), to("a.example"), to("a.example"), to("a.example")]

    parts = charts.hosts(report(*both)).bars[0].parts

    assert [(part.group, part.start, part.size, part.count) for part in parts] == [
        ("broken", "0.000%", "25.000%", 1),
        ("fine", "25.000%", "75.000%", 3),
    ]


def test_many_hosts_are_drawn_as_one_and_all_are_in_the_table() -> None:
    made = report(*(to(f"h{number:02}.example") for number in range(30)))

    found = charts.hosts(made)

    assert len(found.all) == 30
    assert [bar.label for bar in found.bars][-2:] == ["h10.example", "19 other hosts"]
    assert sum(bar.total for bar in found.bars) == 30


def test_what_has_no_host_is_counted_too() -> None:
    names = {host.name: host.total for host in charts.hosts(make_report()).all}

    assert names["local files"] == 1
    assert names["not checked"] == 5
    assert sum(names.values()) == len(make_report().results)


def test_without_an_earlier_run_there_is_no_history() -> None:
    assert charts.history(report(result())) is None
    assert "Over time" not in render.render(report(result()))


def test_history_ends_with_this_run_and_counts_what_is_not_fine() -> None:
    before = PreviousRun(NOON - timedelta(days=7), {Verdict.OK: 3, Verdict.BLOCKED: 0})
    made = report(result(finding()), result(OLD), result(), earlier=[before])

    found = charts.history(made)

    assert found is not None
    assert [(run.at, run.rotten) for run in found.runs] == [(before.at, 0), (NOON, 2)]
    assert found.most == 2
    tops = [(part.group, part.start, part.size) for part in found.columns[1].parts]
    assert tops == [("broken", "70.00", "70.00"), ("changed", "0.00", "70.00")]
    assert found.columns[0].parts == ()


def test_of_many_runs_the_latest_are_drawn_and_all_are_in_the_table() -> None:
    runs = [PreviousRun(NOON - timedelta(days=80 - day), {Verdict.OK: 1}) for day in range(80)]

    found = charts.history(report(result(), earlier=runs))

    assert found is not None
    assert len(found.runs) == 81
    assert len(found.columns) == 52
    assert found.columns[-1].run.at == NOON


# ----------------------------------------------------------------------- safety


def test_the_policy_names_the_very_bytes_of_style_and_script() -> None:
    """Content Security Policy Level 3 §8.3: a hash that does not fit means no style, no script."""
    text = render.render(make_report())
    policy = re.search(r'Policy" content="([^"]+)"', text)

    assert policy is not None
    for tag in ("style", "script"):
        body = text.split(f"<{tag}>")[1].split(f"</{tag}>")[0]
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src &#39;sha256-{digest}&#39;" in policy[1]
    assert policy[1].startswith("default-src &#39;none&#39;;")


@pytest.mark.parametrize("hostile", STRINGS)
def test_foreign_text_makes_no_tag_and_leads_only_to_the_web(hostile: str) -> None:
    """Hostile web, part E."""
    found = finding(
        message=hostile, evidence=[Evidence("page", hostile, hostile)], replacement=hostile
    )
    made = report(
        result(found, link=link(hostile, path=hostile, text=hostile)),
        note=hostile,
        problems=[Problem(hostile, hostile)],
        text_findings=[old_name(hostile, hostile, path=hostile)],
    )

    seen = Reading(render.render(made))

    plain = Reading(render.render(make_report()))
    assert set(seen.tags) <= set(plain.tags)
    assert "hush" not in seen.words
    assert [one for one in seen.links if not re.match(r"https?://|#", one, re.I)] == []
