"""The day on which an article came out, and what depends on it, through the command line."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from linkaudit.cli import main

GIT = shutil.which("git") or ""
OLD_NAME = "Charts come from Amazon QuickSight.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    return tmp_path


def commit(folder: Path, day: str) -> None:
    """All that is in the folder, on that day."""
    moment = f"{day}T12:00:00+00:00"
    who = ("-c", "user.name=a", "-c", "user.email=a@a.example")
    dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    for arguments in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "x"]):
        subprocess.run([GIT, *arguments], cwd=folder, env=os.environ | dates, check=True)


def old_names(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    main(["check", *arguments, "--no-state", "--no-report", "--as-of", "2026-11-23",
          "--format", "json"])  # fmt: skip
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["remarks"]
    return found


@pytest.mark.skipif(not GIT, reason="without git nothing is known")
@pytest.mark.parametrize(
    ("text", "day", "arguments", "number"),
    [
        (OLD_NAME, "2020-12-08", [], 1),
        (OLD_NAME, "2026-01-01", [], 0),
        (f"---\ndate: 2020-12-08\n---\n\n{OLD_NAME}", "2026-01-01", [], 1),
        (f"---\ndate: 2026-01-01\n---\n\n{OLD_NAME}", "2020-12-08", [], 0),
        (OLD_NAME, "2026-01-01", ["--published", "2020-12-08"], 1),
        (OLD_NAME, "2020-12-08", ["--published", "2026-01-01"], 0),
    ],
)
def test_an_old_name_is_one_by_the_option_else_the_front_matter_else_the_first_commit(
    text: str, day: str, arguments: list[str], number: int,
    folder: Path, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """The contract; Amazon QuickSight was renamed on 2025-10-09."""
    (folder / "a.md").write_text(text)
    commit(folder, day)

    assert len(old_names(capsys, "a.md", *arguments)) == number


def test_outside_of_a_repository_the_day_is_not_known(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "a.md").write_text(OLD_NAME)

    assert len(old_names(capsys, "a.md")) == 1


@pytest.mark.skipif(not GIT, reason="without git nothing is known")
def test_the_report_says_when_the_article_came_out(folder: Path) -> None:
    (folder / "a.md").write_text("Words.\n")
    commit(folder, "2020-12-08")

    main(["check", "a.md", "--no-state"])

    assert "published 2020-12-08" in (folder / "reports/a.md").read_text()
