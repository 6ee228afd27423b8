"""Comments that silence links, through the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from linkaudit.cli import main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "here.md").write_text("# Here\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def audited(folder: Path, text: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    (folder / "a.md").write_text(text)
    main(["check", "a.md", "--no-report", "--format", "json"])
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    return report


def verdicts(report: dict[str, Any]) -> list[str]:
    return [link["verdict"] for link in report["links"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](no.md) <!-- linkaudit: ignore -->\n", ["skipped"]),
        ("<!-- linkaudit: ignore -->\n[a](no.md)\n[b](no.md)\n", ["skipped", "dead"]),
        ("[a](no.md) <!-- linkaudit: ignore file-missing -->\n", ["skipped"]),
        ("[a](here.md) <!-- linkaudit: ignore file-missing -->\n", ["ok"]),
        ("[a](no.md) <!-- linkaudit: ignore blocked -->\n", ["dead"]),
        (
            "<!-- linkaudit: off -->\n[a](no.md)\n<!-- linkaudit: on -->\n\n[b](no.md)\n",
            ["skipped", "dead"],
        ),
        ("[a][no] <!-- linkaudit: ignore -->\n", ["skipped"]),
        ("[a] <!-- linkaudit: ignore -->\n\n[a]: no.md\n", ["skipped"]),
    ],
)
def test_a_silenced_link_is_skipped_and_still_listed(
    text: str, expected: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The contract, "In the Markdown"."""
    assert verdicts(audited(folder, text, capsys)) == expected


@pytest.mark.parametrize(
    ("comment", "remarked"),
    [
        ("ignore", False),
        ("ignore file-missing", False),
        ("ignore blocked", True),
        ("ignroe", True),
        ("on", True),
    ],
)
def test_a_comment_that_silences_nothing_is_a_note(
    comment: str, remarked: bool, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"[a](no.md) <!-- linkaudit: {comment} -->\n"

    remarks = audited(folder, text, capsys)["remarks"]

    assert [r["rule"] for r in remarks] == (["unused-suppression"] if remarked else [])
    assert [r["line"] for r in remarks] == ([1] if remarked else [])


def test_a_comment_that_silences_nothing_can_fail_the_run_or_be_let_be(folder: Path) -> None:
    (folder / "a.md").write_text("text\n\n<!-- linkaudit: ignore -->\n")
    check = ["check", "a.md", "--no-report", "--no-state"]

    assert main(check) == 0
    assert main([*check, "--fail-on", "unused-suppression"]) == 1
    assert main([*check, "--fail-on", "note"]) == 1
    assert main([*check, "--fail-on", "note", "--ignore", "unused-suppression"]) == 0


def test_the_note_stands_in_the_summary_and_in_the_report(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "a.md").write_text("text\n\n<!-- linkaudit: ignore -->\n")

    main(["check", "a.md"])

    assert "a.md:3: unused suppression comment" in capsys.readouterr().out
    assert "| `a.md:3` | unused suppression comment" in (folder / "reports/a.md").read_text()


def test_an_undefined_reference_shows_its_label(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "a.md").write_text("[text][nowhere]\n")

    status = main(["check", "a.md", "--no-report"])

    assert status == 1
    assert "a.md:1:8  invalid        [nowhere]" in capsys.readouterr().out
