"""Old names in an article's own words, through the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from linkaudit.cli import main

OLD = "---\ndate: 2020-12-08\n---\n\nCharts come from Amazon QuickSight.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*arguments: str) -> int:
    """The status of an audit on the day that the pack was read."""
    return main(["check", "a.md", "--no-state", "--as-of", "2026-11-23", *arguments])


def remarks(
    folder: Path, text: str, capsys: pytest.CaptureFixture[str], *arguments: str
) -> list[dict[str, Any]]:
    (folder / "a.md").write_text(text)
    check("--no-report", "--format", "json", *arguments)
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["remarks"]
    return found


def rules(found: list[dict[str, Any]]) -> list[tuple[str, int]]:
    return [(remark["rule"], remark["line"]) for remark in found]


def test_json_has_the_place_the_proof_and_the_new_name(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [remark] = remarks(folder, OLD, capsys)

    assert {key: remark[key] for key in ("path", "text", "rule", "level", "replacement")} == {
        "path": "a.md",
        "text": "Amazon QuickSight",
        "rule": "outdated-name",
        "level": "warning",
        "replacement": "Amazon Quick Sight",
    }
    place = [remark[key] for key in ("line", "column", "end_line", "end_column")]
    assert place == [5, 18, 5, 35]
    assert remark["evidence"][0]["source"] == "pack"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ([], 0),
        (["--fail-on", "outdated-name"], 1),
        (["--fail-on", "warning"], 1),
        (["--fail-on", "warning", "--ignore", "outdated-name"], 0),
        (["--fail-on", "warning", "--published", "2026-01-01"], 0),
        (["--fail-on", "unused-suppression"], 0),
    ],
)
def test_an_old_name_counts_as_any_finding_does(
    arguments: list[str], status: int, folder: Path
) -> None:
    (folder / "a.md").write_text(OLD)

    assert check("--no-report", *arguments) == status


@pytest.mark.parametrize(
    "comment", ["ignore", "ignore outdated-name", "ignore blocked, outdated-name", "off"]
)
def test_a_comment_silences_it_and_is_used(
    comment: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"<!-- linkaudit: {comment} -->\nAmazon QuickSight draws.\n"

    assert remarks(folder, text, capsys) == []


def test_a_comment_about_another_rule_silences_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "<!-- linkaudit: ignore blocked -->\nAmazon QuickSight draws.\n"

    found = remarks(folder, text, capsys)

    assert rules(found) == [("unused-suppression", 1), ("outdated-name", 2)]


def test_a_comment_on_a_rule_that_is_left_out_is_not_called_useless(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "<!-- linkaudit: ignore outdated-name -->\nAmazon QuickSight draws.\n"

    assert remarks(folder, text, capsys, "--ignore", "outdated-name") == []


def test_a_name_that_was_silenced_does_not_come_up_again_further_down(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "<!-- linkaudit: ignore -->\nQuickSight\n\nQuickSight\n\n# Next\n\nQuickSight\n"

    assert rules(remarks(folder, text, capsys)) == [("outdated-name", 8)]


def test_a_silenced_name_may_stand_in_a_link_and_over_two_lines(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "[Amazon\nQuickSight](b.md) <!-- linkaudit: ignore outdated-name -->\n"

    assert remarks(folder, text, capsys) == []


def test_the_report_and_the_summary_tell_of_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "a.md").write_text(OLD + "\n## More\n\nAsk QuickSight, or AWS SSO.\n")

    check()

    out = capsys.readouterr().out
    report = (folder / "reports/a.md").read_text()
    assert "a.md:5:18  outdated-name  Amazon QuickSight\n" in out
    assert "No links found in 1 document; 3 outdated names need review." in out
    assert "### 1. Update renamed and retired services" in report
    assert report.count("Amazon QuickSight was renamed to Amazon Quick Sight") == 2
    [row] = [line for line in report.splitlines() if line.startswith("| **Amazon QuickSight**")]
    assert "**Amazon QuickSight**, **QuickSight** |" in row
    assert "| Amazon Quick Sight | [line 5]" in row
    assert "[line 9]" in row
