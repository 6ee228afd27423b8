"""`linkaudit check --format`: several from one run, what GitHub gets, and places that fail."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from linkaudit.cli import main
from linkaudit.cli.github_actions import source_url, write_summary
from linkaudit.errors import OutputError
from linkaudit.report import FORMATS, RenderOptions
from linkaudit.report.comment import COMMENT_LIMIT, STEP_LIMIT
from tests import forked
from tests.builders import finding, link, report, result

ARTICLE = "# Title\n\n[gone](missing.md) and [fine](#title)\n"
ACTIONS = {
    "GITHUB_SERVER_URL": "https://github.example",
    "GITHUB_REPOSITORY": "acme/docs",
    "GITHUB_SHA": "abc123",
}
FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.is_char_device(), reason="only Linux has /dev/full")


@pytest.fixture
def article(tree: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    (tree / "a.md").write_text(ARTICLE)
    return tree


def run(folder: Path, *arguments: str, stdout: int) -> tuple[int, str]:
    """The exit status and standard error of a process of its own."""
    done = forked.run(
        [sys.executable, "-m", "linkaudit", "check", "a.md", "--no-progress", *arguments],
        cwd=folder,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


def test_all_formats_come_from_one_run(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    formats = [f"--format={name}=out/{name}" for name in FORMATS]

    status = main(["check", "a.md", "--no-report", *formats])

    told = {name: (article / "out" / name).read_text() for name in FORMATS}
    assert status == 1
    assert json.loads(told["sarif"])["runs"][0]["results"][0]["ruleId"] == "file-missing"
    assert ET.fromstring(told["junit"]).get("failures") == "1"  # noqa: S314  our own
    assert [row["verdict"] for row in csv.DictReader(told["csv"].splitlines())] == ["dead", "ok"]
    assert told["github"].startswith("::error file=a.md,line=3,col=8,")
    assert told["comment"].startswith("<!-- linkaudit report")
    assert json.loads(told["json"])["outcome"] == "findings"
    assert "1 dead" in told["text"]
    assert "[line 3](a.md?plain=1#L3)" in told["comment"]
    assert told["html"].startswith("<!doctype html>")
    assert "1 dead" in capsys.readouterr().out


def test_two_formats_cannot_both_have_standard_output(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["check", "a.md", "--format", "csv", "--format", "github"])

    assert status == 2
    assert "only one may go to standard output" in capsys.readouterr().err


# ------------------------------------------------------------------------ GitHub


def test_the_job_summary_gets_the_report_behind_what_is_there(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    summary = article / "summary.md"
    summary.write_text("from an earlier step\n")
    for name, value in {**ACTIONS, "GITHUB_WORKSPACE": str(article)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))

    main(["check", "a.md", "--no-report", "--format", "github"])

    text = summary.read_text()
    assert text.startswith("from an earlier step\n")
    assert "[a.md:3](https://github.example/acme/docs/blob/abc123/a.md?plain=1#L3)" in text
    assert capsys.readouterr().out.startswith("::error file=a.md")


def test_who_asks_for_another_format_gets_no_job_summary(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(article / "summary.md"))

    main(["check", "a.md", "--no-report", "--format", "json"])

    assert not (article / "summary.md").exists()


def test_a_folder_below_the_workspace_is_part_of_the_links(tmp_path: Path) -> None:
    environment = {
        **ACTIONS,
        "GITHUB_WORKSPACE": str(tmp_path),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "s"),
    }

    made = report(result(finding(), link=link(path="a b.md")))
    write_summary(made, tmp_path / "docs", environment)

    assert "/acme/docs/blob/abc123/docs/a%20b.md?plain=1#L1" in (tmp_path / "s").read_text()


def test_a_long_report_stays_below_what_github_takes(tmp_path: Path) -> None:
    """GitHub shows nothing at all of a step's summary above 1 MiB."""
    path = tmp_path / "summary.md"
    path.write_text("x" * 1000)
    many = [result(finding(), link=link(line=line, text="word " * 60)) for line in range(1, 3000)]

    write_summary(report(*many), tmp_path, {"GITHUB_STEP_SUMMARY": str(path)})

    text = path.read_text()
    assert STEP_LIMIT - 2000 < len(text.encode()) <= STEP_LIMIT
    assert "more lines did not fit" in text[-200:]


def test_a_comment_stays_below_what_github_takes_and_counts_what_was_cut(tmp_path: Path) -> None:
    """65,536 characters: GitHub refuses the body of an issue that has more."""
    many = [result(finding(), link=link(line=line, text="word " * 60)) for line in range(1, 300)]

    text = FORMATS["comment"].render(
        report(*many),
        RenderOptions(source_url(tmp_path, {**ACTIONS, "GITHUB_WORKSPACE": str(tmp_path)})),
    )

    assert COMMENT_LIMIT - 2000 < len(text.encode()) <= COMMENT_LIMIT
    assert re.search(r"Truncated: \d+ more lines did not fit", text[-200:])
    assert "(https://github.example/acme/docs/blob/abc123/" in text


def test_a_job_summary_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="GITHUB_STEP_SUMMARY"):
        write_summary(report(), tmp_path, {"GITHUB_STEP_SUMMARY": str(tmp_path)})


# ------------------------------------------------------------- places that fail


def test_a_place_that_fails_is_one_line_and_keeps_no_other_from_its_report(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (article / "file").write_text("")

    status = main(
        [
            "check",
            "a.md",
            "--report",
            "file/r.md",
            "--format",
            "csv=file/c",
            "--format=json=ok.json",
        ]
    )

    output = capsys.readouterr()
    assert status == 2
    assert output.err.startswith("linkaudit: file/r.md: cannot write the report: ")
    assert "; file/c: cannot write the report: " in output.err
    assert output.err.count("\n") == 1
    assert "1 dead" in output.out
    assert "Report: " not in output.out
    assert json.loads((article / "ok.json").read_text())["outcome"] == "findings"


def test_the_message_names_the_option_to_change(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "a.md", "--no-report", "--format", "csv=a.md/c"])

    assert capsys.readouterr().err.endswith("choose another --format NAME=PATH\n")


@needs_full
@pytest.mark.parametrize("arguments", [(), ("--format", "json"), ("--format", "csv")])
def test_standard_output_on_a_full_disk_is_one_line(
    arguments: tuple[str, ...], article: Path
) -> None:
    full = os.open("/dev/full", os.O_WRONLY)

    status, told = run(article, *arguments, stdout=full)

    os.close(full)
    assert status == 2
    assert told.startswith("linkaudit: standard output: cannot write the report: No space left")
    assert told.count("\n") == 1
    assert (article / "reports" / "a.md").exists()
    assert (article / ".linkaudit" / "state.sqlite3").exists()


@pytest.mark.parametrize("arguments", [(), ("--format", "json")])
def test_a_reader_that_went_away_is_one_line(arguments: tuple[str, ...], article: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)

    status, told = run(article, *arguments, stdout=writing)

    os.close(writing)
    assert status == 2
    assert told.startswith("linkaudit: standard output: cannot write the report: Broken pipe")
    assert told.count("\n") == 1
    assert (article / "reports" / "a.md").exists()
