"""Rule ids in their old spelling, wherever a user writes one: accepted, and the new one named."""

from pathlib import Path

import pytest

from linkaudit.cli import main

NOTE = "rule 'long-unreachable' is now 'persistent-failure'; update the id"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.md").write_text("# A\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("option", ["--ignore", "--fail-on"])
def test_an_option_takes_the_old_spelling(
    option: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--no-report", option, "long-unreachable"]) == 0
    assert capsys.readouterr().err.splitlines() == [f"linkaudit: {option}: {NOTE}"]


def test_so_does_the_config(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "linkaudit.toml").write_text('ignore = ["long-unreachable"]\n')

    assert main(["check", "--no-report"]) == 0
    assert NOTE in capsys.readouterr().err


def test_so_does_fix(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fix", "--only", "long-unreachable"]) == 0
    assert f"linkaudit: --only: {NOTE}" in capsys.readouterr().err.splitlines()


def test_a_comment_with_the_old_spelling_is_named_by_its_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "a.md").write_text("[a](#a) <!-- linkaudit: ignore long-unreachable -->\n")

    main(["check", "--no-report"])

    assert f"linkaudit: a.md:1: {NOTE}" in capsys.readouterr().err.splitlines()


def test_a_baseline_with_the_old_spelling_holds(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "base.txt").write_text(
        f"# linkaudit baseline, version 1: x\n{'0' * 32}\tlong-unreachable\ta.md\thttps://a.example/\n"
    )

    assert main(["check", "--no-report", "--baseline", "base.txt"]) == 0
    assert f"linkaudit: base.txt: {NOTE}" in capsys.readouterr().err.splitlines()


def test_the_page_of_a_rule_is_found_by_its_old_id(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "long-unreachable"]) == 0

    shown = capsys.readouterr()
    assert shown.out.startswith("# persistent-failure\n")
    assert NOTE in shown.err
