"""How links fared from run to run, in words, letters and for programs."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest

from linkaudit.model.report import PreviousRun, Verdict
from linkaudit.report import history
from linkaudit.report.history import LinkHistory, RunVerdict
from tests.builders import link
from tests.unit.report.hostile import STRINGS

FIRST = datetime(2026, 10, 5, 6, tzinfo=UTC)
OF_LETTER = {verdict.row.letter: verdict for verdict in Verdict}


def course(
    letters: str, destination: str = "https://a.example/", path: str = "a.md"
) -> LinkHistory:
    """A run each week; a blank where the link was not there."""
    steps = (
        RunVerdict(week(number), OF_LETTER[letter] if letter != " " else None)
        for number, letter in enumerate(letters)
    )
    return LinkHistory(link(destination, path=path), tuple(steps))


def week(number: int) -> datetime:
    return FIRST + timedelta(weeks=number)


def words(letters: str) -> str:
    return history.text([course(letters)], ()).splitlines()[0].partition("  ")[2]


SAID = {
    "": "not checked yet",
    "  ": "    not checked yet",
    ".": ".  ok on 2026-10-05; first seen 2026-10-05",
    " ...": " ...  ok in the last 3 runs, since 2026-10-12; first seen 2026-10-12",
    ".D": ".D  dead on 2026-10-12; first failed 2026-10-12; last ok 2026-10-05; "
    "first seen 2026-10-05",
    "DD": "DD  dead in the last 2 runs, since 2026-10-05; first failed 2026-10-05; last ok never; "
    "first seen 2026-10-05",
    ".UD": ".UD  dead on 2026-10-19; first failed 2026-10-12; last ok 2026-10-05; "
    "first seen 2026-10-05",
    ".RN": ".RN  renamed on 2026-10-19; first seen 2026-10-05",
    "DRB": "DRB  blocked on 2026-10-19; first seen 2026-10-05",
    "D.-": "D.-  skipped on 2026-10-19; first seen 2026-10-05",
    "D ": "D   not there on 2026-10-12; first failed 2026-10-05; last ok never; "
    "first seen 2026-10-05",
}


@pytest.mark.parametrize(("letters", "expected"), SAID.items())
def test_a_course_is_told_in_letters_and_words(letters: str, expected: str) -> None:
    assert words(letters) == expected


def test_the_legend_explains_the_letters_that_are_used_and_no_other() -> None:
    made = history.text([course("..D")], ())

    assert ": . ok, D dead\n" in made


def test_of_a_long_course_the_last_runs_are_shown() -> None:
    assert words("D" + "." * 30).startswith(f"{'.' * 30}  ok in the last 30 runs")


RUNS = (
    PreviousRun(week(0), {Verdict.OK: 12, Verdict.STALE: 0}),
    PreviousRun(week(1), {Verdict.OK: 10, Verdict.DEAD: 2}),
)


def test_the_runs_are_a_table_of_the_verdicts_that_any_had() -> None:
    made = history.text([], RUNS).splitlines()

    assert made[1:4] == [
        "Run         ok  dead  links",
        "2026-10-05  12     0     12",
        "2026-10-12  10     2     12",
    ]


def test_csv_has_a_row_for_each_link_and_run() -> None:
    made = history.comma_separated([course(".D"), course(" .", "https://b.example/")])

    assert list(csv.reader(io.StringIO(made))) == [
        list(history.COLUMNS),
        ["ok", "2026-10-05T06:00:00Z", "a.md", "1", "1", "https://a.example/"],
        ["dead", "2026-10-12T06:00:00Z", "a.md", "1", "1", "https://a.example/"],
        ["not-there", "2026-10-05T06:00:00Z", "a.md", "1", "1", "https://b.example/"],
        ["ok", "2026-10-12T06:00:00Z", "a.md", "1", "1", "https://b.example/"],
    ]


def test_json_has_the_streak_and_every_run() -> None:
    made = json.loads(history.as_json([course(".DD")], RUNS, "0.1.0"))

    (one,) = made["links"]
    assert made["schema"] == "linkaudit/history/1"
    assert made["runs"][1] == {"at": "2026-10-12T06:00:00Z", "verdicts": {"ok": 10, "dead": 2}}
    assert (one["verdict"], one["streak"], one["since"]) == ("dead", 2, "2026-10-12T06:00:00Z")
    assert one["last_ok_at"] == one["first_seen_at"] == "2026-10-05T06:00:00Z"
    assert one["first_failed_at"] == "2026-10-12T06:00:00Z"
    assert [run["verdict"] for run in one["runs"]] == ["ok", "dead", "dead"]


@pytest.mark.parametrize("hostile", STRINGS)
def test_hostile_text_is_inert_in_all_of_them(hostile: str) -> None:
    """Hostile web, part E: no command to GitHub's runner, no control character, no secret."""
    items = [course(".", hostile, hostile)]

    for made in (
        history.text(items, RUNS),
        history.comma_separated(items),
        history.as_json(items, RUNS, "0"),
    ):
        assert "hush" not in made
        assert "##[" not in made
        assert made.replace("\n", "").replace("\u2060", "").isprintable()
        assert not any(line.strip().startswith("::") for line in made.splitlines())


def test_a_cell_is_no_formula() -> None:
    made = history.comma_separated([course(".", "=HYPERLINK(1)")])

    assert list(csv.reader(io.StringIO(made)))[1][-1] == "'=HYPERLINK(1)"
