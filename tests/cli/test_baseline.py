"""`--baseline` and `--write-baseline` through the command line."""

import json
from pathlib import Path

import pytest

from linkaudit.cli import main
from linkaudit.store.baseline_file import HEADER
from tests.cli.trees import fill, links_to

FILE = "base.txt"
CHECK = ["check", "--no-report", "--no-state"]


@pytest.fixture
def folder(tree: Path) -> Path:
    fill(tree, {"a.md": links_to("no.md", "gone.md"), "b.md": links_to("none.md")})
    return tree


def test_what_was_written_down_fails_no_run(folder: Path) -> None:
    assert main([*CHECK, "--write-baseline", FILE]) == 1, "writing changes nothing about a run"
    assert main([*CHECK, "--baseline", FILE]) == 0
    assert main([*CHECK, "--baseline", FILE, "--fail-on", "file-missing"]) == 0


def test_what_moved_is_known_and_what_is_new_fails(folder: Path) -> None:
    main([*CHECK, "--write-baseline", FILE])
    fill(folder, {"a.md": "New words.\n\n" + links_to("gone.md", "no.md")})
    assert main([*CHECK, "--baseline", FILE]) == 0

    fill(folder, {"a.md": links_to("no.md", "gone.md", "other.md")})
    assert main([*CHECK, "--baseline", FILE]) == 1


def test_two_runs_write_the_same_bytes(folder: Path) -> None:
    main([*CHECK, "--write-baseline", FILE])
    first = (folder / FILE).read_bytes()

    main([*CHECK, "--write-baseline", FILE])

    assert (folder / FILE).read_bytes() == first
    assert len(first.splitlines()) == 4


def test_a_run_over_one_document_keeps_the_entries_of_the_others(folder: Path) -> None:
    main([*CHECK, "--write-baseline", FILE])
    fill(folder, {"a.md": links_to("no.md")})

    main([*CHECK, "a.md", "--write-baseline", FILE])

    named = [line.split("\t")[2:] for line in (folder / FILE).read_text().splitlines()[1:]]
    assert named == [["a.md", "no.md"], ["b.md", "none.md"]]


def test_what_was_mended_is_told_and_then_left_out(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([*CHECK, "--write-baseline", FILE])
    fill(folder, {"a.md": links_to("no.md")})

    main([*CHECK, "--baseline", FILE, "--write-baseline", FILE])

    assert "    a.md: file-missing gone.md" in capsys.readouterr().out
    assert "gone.md" not in (folder / FILE).read_text()


def test_web_links_that_were_not_asked_are_not_stale(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(folder, {"a.md": links_to("https://a.example/")})
    entry = f"{'0' * 32}\tnot-found\ta.md\thttps://a.example/\n"
    (folder / FILE).write_text(f"{HEADER}\n{entry}")

    main([*CHECK, "--offline", "--baseline", FILE, "--write-baseline", FILE])

    assert "no longer match" not in capsys.readouterr().out
    assert entry in (folder / FILE).read_text()


def test_a_config_may_name_a_baseline_in_this_folder(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([*CHECK, "--write-baseline", FILE])
    fill(folder, {"linkaudit.toml": f'baseline = "{FILE}"\n'})
    capsys.readouterr()

    assert main([*CHECK, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["baseline"]["accepted"] == 3


@pytest.mark.parametrize("options", [[], ["--baseline", f"./{FILE}"]], ids=["config", "option"])
def test_one_that_a_run_is_to_write_need_not_be_there(options: list[str], folder: Path) -> None:
    fill(folder, {} if options else {"linkaudit.toml": f'baseline = "{FILE}"\n'})

    assert main([*CHECK, *options, "--write-baseline", FILE]) == 1
    assert main([*CHECK, "--baseline", FILE]) == 0


@pytest.mark.parametrize("place", ["../secret.md", "/etc/hostname", "link.txt"])
def test_a_config_names_no_baseline_elsewhere(
    place: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "link.txt").symlink_to("../secret.md")
    fill(folder, {"linkaudit.toml": f'baseline = "{place}"\n'})

    assert main(CHECK) == 2
    assert "'baseline' must be in this folder" in capsys.readouterr().err


def test_a_config_writes_no_baseline(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(folder, {"linkaudit.toml": 'write-baseline = "a.md"\n'})

    assert main(CHECK) == 2
    assert "command line only" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--baseline", "--write-baseline"])
def test_a_file_that_is_no_baseline_is_refused_and_left_as_it_is(
    option: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / "a.md").read_bytes()

    assert main([*CHECK, option, "a.md"]) == 2

    said = capsys.readouterr().err
    assert said == "linkaudit: a.md:1: not a baseline; write one with --write-baseline\n"
    assert (folder / "a.md").read_bytes() == before


def test_one_that_is_not_there_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*CHECK, "--baseline", "none.txt"]) == 2
    assert "none.txt: no such file or directory; write one" in capsys.readouterr().err


def test_one_that_cannot_be_written_is_one_line_after_the_reports(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*CHECK, "--write-baseline", "a.md/base.txt"]) == 2

    output = capsys.readouterr()
    assert "3 dead" in output.out
    assert "--write-baseline FILE" in output.err
