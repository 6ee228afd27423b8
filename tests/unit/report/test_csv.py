"""The report for spreadsheets: every finding a row, and no cell a formula."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from linkaudit.model.document import Problem
from linkaudit.model.report import Evidence, Level, Verdict
from linkaudit.report import csv_
from tests.builders import finding, link, old_name, report, result
from tests.golden import make_report
from tests.unit.report.hostile import STRINGS

DOCS = Path(__file__).parents[3] / "docs" / "formats.md"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), strict=True))


def test_every_finding_and_every_link_has_a_row() -> None:
    made = make_report()
    told = sum(max(1, len(item.findings)) for item in made.results)

    read = rows(csv_.render(made))

    assert len(read) == told + len(made.text_findings) + len(made.problems)
    assert {row["verdict"] for row in read} == {verdict.value for verdict in Verdict}


def test_a_link_with_two_findings_has_two_rows() -> None:
    found = finding(), finding("service-ended", Verdict.RETIRED, Level.WARNING, message="it ended")

    read = rows(csv_.render(report(result(*found))))

    assert [(row["level"], row["rule"]) for row in read] == [
        ("error", "not-found"),
        ("warning", "service-ended"),
    ]


def test_a_problem_and_a_remark_are_rows_too() -> None:
    made = report(problems=[Problem("big.md", "too large")], text_findings=[old_name(line=7)])

    name, problem = rows(csv_.render(made))

    assert (name["rule"], name["line"], name["text"]) == ("outdated-name", "7", "Cog Cloud")
    assert (problem["level"], problem["path"], problem["line"]) == ("error", "big.md", "")


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n=1", "\u00a0=1"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_cell_that_a_spreadsheet_would_reckon_is_text(formula: str) -> None:
    """Hostile web, part E."""
    found = finding(message=formula, replacement=formula)
    written = link(formula, path=formula, text=formula)

    (row,) = rows(csv_.render(report(result(found, link=written))))

    for column in ("path", "destination", "text", "message", "replacement"):
        assert row[column].startswith("'"), column


@pytest.mark.parametrize("hostile", STRINGS)
def test_any_text_stays_in_its_cell(hostile: str) -> None:
    """Hostile web, part E."""
    found = finding(
        message=hostile, evidence=[Evidence("page", hostile, hostile)], replacement=hostile
    )
    made = report(result(found, link=link(hostile, path=hostile, text=hostile)))

    text = csv_.render(made)

    assert len(text.splitlines()) == len(rows(text)) + 1 == 2
    assert all(None not in row for row in rows(text))
    assert "##[" not in text
    assert "hush" not in text
    assert all(not line.strip().startswith("::") for line in text.splitlines())
    assert [c for row in rows(text) for c in row.values() if re.match(r"\s*[=+\-@]", c)] == []


def test_the_documents_name_every_column() -> None:
    section = DOCS.read_text(encoding="utf-8").split("## CSV")[1].split("\n## ")[0]

    assert [c for c in csv_.COLUMNS if f"`{c}`" not in section] == []
