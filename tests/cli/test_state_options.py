"""`--state FILE` and `--no-state`: where a run remembers, and that it does no harm there."""

import subprocess
import sys
from pathlib import Path

import pytest

from linkaudit.cli import main

COMMANDS = [["links"], ["check", "--offline", "--no-report"]]
PLACE = Path(".linkaudit", "state.sqlite3")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.md").write_text("See [x](https://a.example/).\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_second_run_says_the_same(
    command: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = main(command), capsys.readouterr()
    second = main(command), capsys.readouterr()

    assert first == second
    assert first[0] == 0
    assert (folder / PLACE).is_file()


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_state_leaves_nothing_behind(command: list[str], folder: Path) -> None:
    main([*command, "--no-state"])

    assert [path.name for path in folder.iterdir()] == ["a.md"]


def test_a_state_lies_where_it_is_wanted(folder: Path) -> None:
    main(["links", "--state", "memory/of.sqlite3"])

    assert (folder / "memory" / "of.sqlite3").is_file()
    assert not (folder / PLACE).exists()


def test_another_file_is_refused_in_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["links", "--state", "a.md"])

    output = capsys.readouterr()
    assert status == 2
    assert output.out == ""
    assert output.err == (
        "linkaudit: a.md: not a state of linkaudit; give another --state FILE, or --no-state\n"
    )


@pytest.mark.parametrize("linked", [PLACE, PLACE.parent], ids=["file", "folder"])
def test_a_link_in_the_checked_folder_leads_nowhere_else(
    linked: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may come with a stranger's pull request; what the command line names is trusted."""
    outside = folder.parent / f"{folder.name}-outside"
    linked.parent.mkdir(exist_ok=True)
    linked.symlink_to(outside)

    status = main(["links"])

    assert status == 2
    assert "leads out of this folder" in capsys.readouterr().err
    assert not outside.exists()


def test_where_nothing_can_be_written_the_links_are_listed_all_the_same(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / ".linkaudit").write_text("a file where the folder should be")

    status = main(["links"])

    output = capsys.readouterr()
    assert status == 0
    assert "https://a.example/" in output.out
    assert len(output.err.splitlines()) == 1
    assert "this run remembers nothing" in output.err


def test_two_runs_at_once_both_finish(folder: Path) -> None:
    for number in range(50):
        (folder / f"{number}.md").write_text(f"[x](https://a.example/{number})\n")
    command = [sys.executable, "-m", "linkaudit", "links"]

    runs = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    outputs = [(*run.communicate(), run.returncode) for run in runs]

    assert len(set(outputs)) == 1
    assert outputs[0][1:] == ("", 0)
    assert len(outputs[0][0].splitlines()) == 51
