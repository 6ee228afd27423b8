"""What the reports say of the last run and of the baseline."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from linkaudit.model.baseline import Baseline, BaselineEntry
from linkaudit.model.document import Problem
from linkaudit.model.report import (
    Comparison,
    Finding,
    Level,
    PreviousVerdict,
    Report,
    Result,
    Verdict,
)
from linkaudit.report import csv_, github, json_, junit, text
from linkaudit.report.html import render as html_
from linkaudit.report.markdown import render as markdown
from linkaudit.report.view import since_last_run, wording
from linkaudit.report.view.headline import headline
from tests.builders import NOON, finding, link, old_name, report, result
from tests.unit.report.hostile import STRINGS, read

WEEK_AGO = Comparison(NOON - timedelta(days=7))
NEW = frozenset({"not-found"})
ENDED = finding("service-ended", Verdict.RETIRED, Level.WARNING)


def one(
    *found: Finding, before: PreviousVerdict | None = None, known: str = "", line: int = 1
) -> Result:
    return result(*found, link=link(line=line), before=before, accepted=[known] if known else [])


GOT_WORSE = one(finding(), before=PreviousVerdict(Verdict.OK, NEW))
AS_IT_WAS = one(finding(), before=PreviousVerdict(Verdict.DEAD))
WELL_AGAIN = one(before=PreviousVerdict(Verdict.DEAD))
BASELINE = Baseline("base.txt", frozenset())
STALE = Baseline(
    "base.txt", frozenset(), (BaselineEntry("a.md", "https://b.example/", "service-ended", "0"),)
)
KNOWN = one(finding(), known="not-found")
PARTLY = one(finding(), ENDED, known="not-found")
SINCE = "since the run of 2026-11-16 at 12:00 UTC: "

SENTENCES: dict[str, tuple[list[Result], Comparison | None, str]] = {
    "no memory": ([one(finding())], None, ""),
    "the first run": ([one(finding())], Comparison(None), "no earlier run to compare with"),
    "nothing new": ([AS_IT_WAS], WEEK_AGO, f"{SINCE}nothing new"),
    "worse": ([GOT_WORSE, AS_IT_WAS], WEEK_AGO, f"{SINCE}1 link with new findings"),
    "better": ([WELL_AGAIN, WELL_AGAIN], WEEK_AGO, f"{SINCE}2 links fixed"),
    "well as before": ([one(before=PreviousVerdict(Verdict.OK))], WEEK_AGO, f"{SINCE}nothing new"),
    "looked at anew": (
        [one(before=PreviousVerdict(Verdict.SKIPPED))],
        WEEK_AGO,
        f"{SINCE}nothing new",
    ),
    "a new link that is fine": (
        [one(before=PreviousVerdict(None))],
        WEEK_AGO,
        f"{SINCE}nothing new",
    ),
    "known already": (
        [one(finding(), before=PreviousVerdict(Verdict.OK, NEW), known="not-found")],
        WEEK_AGO,
        f"{SINCE}nothing new",
    ),
    "another document": (
        [one(finding())],
        Comparison(WEEK_AGO.at, added=1),
        f"{SINCE}1 document audited for the first time",
    ),
}


@pytest.mark.parametrize(("results", "compared", "expected"), SENTENCES.values(), ids=SENTENCES)
def test_one_sentence_says_what_is_new(
    results: list[Result], compared: Comparison | None, expected: str
) -> None:
    made = report(*results, compared=compared)

    assert since_last_run.since(made) == expected
    if expected:
        assert f"\n{expected[:1].upper()}{expected[1:]}.\n" in text.render(made)


def test_markdown_shows_then_and_now_the_worst_first() -> None:
    blocked = one(
        finding("blocked", Verdict.BLOCKED, Level.NOTE),
        before=PreviousVerdict(None, frozenset({"blocked"})),
        line=2,
    )
    made = report(WELL_AGAIN, blocked, AS_IT_WAS, GOT_WORSE, compared=WEEK_AGO)

    section = markdown.render(made).split("## New since the last run\n")[1].split("\n## ")[0]

    rows = [line.split(" | ")[2:] for line in section.splitlines() if line.startswith("| [")]
    assert rows == [
        ["ok", "**dead** |"],
        ["not there", "**blocked** |"],
        ["dead", "**ok** |"],
    ]


def test_html_shows_then_and_now_and_marks_each_row() -> None:
    made = report(WELL_AGAIN, GOT_WORSE, KNOWN, PARTLY, compared=WEEK_AGO, baseline=STALE)

    text = html_.render(made)

    section = text.split('id="since"')[1].split("</section>")[0]
    assert section.count("<li>") == 2
    assert "ok → <b>dead</b>" in section
    assert "<small>new</small>" in text
    assert "<small>in the baseline</small>" in text
    assert "<small>in part in the baseline</small>" in text
    baseline = text.split('id="baseline"')[1].split("</section>")[0]
    assert baseline.count("<li>") == 3
    assert "https://b.example/" in baseline


def test_html_says_nothing_of_what_nobody_remembers() -> None:
    text = html_.render(report(one(finding())))

    assert 'id="since"' not in text
    assert 'id="baseline"' not in text


@pytest.mark.parametrize(("number", "folds"), [(10, 0), (11, 1)])
def test_a_long_table_is_folded(number: int, folds: int) -> None:
    made = report(*[GOT_WORSE] * number, compared=WEEK_AGO)

    section = markdown.render(made).split("## New since")[1].split("\n## ")[0]

    assert section.count("<details>") == folds


def test_where_nothing_is_new_there_is_no_section() -> None:
    made = markdown.render(report(AS_IT_WAS, compared=WEEK_AGO))

    assert "## New since" not in made
    assert "nothing new" in made


@pytest.mark.parametrize("hostile", STRINGS)
def test_hostile_text_does_nothing_in_these_sections(hostile: str) -> None:
    """Hostile web, part E."""
    path = f"a{hostile}"  # no document is without a name
    written = link(hostile, path=path, text=hostile)
    bad = finding(message=hostile)
    stale = (BaselineEntry(hostile, hostile, hostile, "0" * 32),)
    made = report(
        result(bad, link=written, before=PreviousVerdict(Verdict.OK, NEW)),
        result(bad, link=written, accepted=["not-found"]),
        text_findings=[old_name(hostile, path=path)],
        compared=WEEK_AGO,
        baseline=Baseline(hostile, frozenset(), stale),
    )

    seen = read(markdown.render(made))

    assert not set(seen.tags) & {"img", "script", "input", "svg", "iframe"}
    assert "hush" not in markdown.render(made) + text.render(made) + json_.render(made)


# ---------------------------------------------------------------------------- the baseline


def known_report(*results: Result) -> Report:
    return report(*results, baseline=STALE)


def test_what_is_known_must_not_be_mended() -> None:
    made = known_report(KNOWN)

    assert headline(made) == (
        "Ready to republish: no link needs a change except those in the baseline."
    )
    assert "Nothing to do." in markdown.render(made)


def test_a_baseline_that_has_nothing_of_this_is_not_spoken_of_in_the_headline() -> None:
    assert headline(report(result(), baseline=BASELINE)) == (
        "Ready to republish: no link needs a change."
    )


def test_the_summary_counts_what_is_known_and_names_what_is_stale() -> None:
    told = text.render(known_report(KNOWN)).splitlines()

    assert told == [
        "1 link in 1 document: 1 dead",
        "1 finding is in the baseline and not counted; 1 baseline entry no longer matches: "
        "update the file with --write-baseline.",
        "    a.md: service-ended https://b.example/",
        "Ready to republish: no link needs a change except those in the baseline.",
    ]


def test_of_a_link_that_is_known_in_part_the_rest_is_told() -> None:
    made = known_report(PARTLY)

    assert "1 link needs review" in headline(made)
    assert text.render(made).count("the page does not exist") == 1
    assert "<small>In the baseline.</small>" in markdown.render(made)


def test_markdown_lists_all_of_it_in_a_section_of_its_own() -> None:
    made = markdown.render(known_report(KNOWN))

    section = made.split("## In the baseline\n")[1]
    assert "The page does not exist." in section.split("</details>")[0]
    assert "`https://b.example/`" in section.split("</details>")[1]
    assert "## Dead" not in made
    assert "| [dead](#in-the-baseline) | 1 |" in made


def test_names_that_are_known_are_no_more_to_be_put_right() -> None:
    known = replace(old_name(), is_accepted=True)
    made = report(text_findings=[known], baseline=BASELINE)

    assert wording.old_names(made) == []
    assert "was renamed" in markdown.render(made).split("## In the baseline")[1]


def test_what_is_known_is_no_annotation_but_counted() -> None:
    told = github.render(known_report(PARTLY)).splitlines()

    assert [line.split()[0] for line in told] == ["::warning", "::notice"]
    assert "1 finding is in the baseline" in told[1]


def test_what_is_known_is_no_failure() -> None:
    made = junit.render(known_report(KNOWN))

    assert 'failures="0"' in made
    assert "<failure" not in made
    assert "error not-found (in the baseline): The page does not exist." in made


def test_json_has_it_all() -> None:
    made = json.loads(json_.render(known_report(PARTLY)))

    found: list[dict[str, Any]] = made["links"][0]["findings"]
    assert made["baseline"] == {
        "path": "base.txt",
        "accepted": 1,
        "stale": [
            {
                "path": "a.md",
                "rule": "service-ended",
                "text": "https://b.example/",
                "fingerprint": "0",
            }
        ],
    }
    assert [(one["rule"], one["accepted"]) for one in found] == [
        ("not-found", True),
        ("service-ended", False),
    ]
    assert (made["links"][0]["verdict"], made["links"][0]["level"]) == ("dead", "warning")


RENDERS: list[Callable[[Report], str]] = [csv_.render, json_.render, text.render, junit.render]


@pytest.mark.parametrize("render", RENDERS, ids=lambda render: render.__module__)
def test_a_document_that_could_not_be_read_counts_all_the_same(
    render: Callable[[Report], str],
) -> None:
    made = report(KNOWN, problems=[Problem("big.md", "too large")], baseline=STALE)

    assert "too large" in render(made)
    assert headline(made).startswith("Not ready to republish: 1 document could not be read")
