"""`linkaudit check` where no network is needed: local links, formats, exit status, config."""

import json
from pathlib import Path

import pytest

from linkaudit.cli import main

ARTICLE = """---
date: 2020-12-08
---
# Title

[fine](other.md), [fine too](#title), [gone](missing.md), [no place](other.md#nowhere),
[write me](mailto:a@b.example), [out](../../etc/passwd)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small tree with an article, and us in it."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text(ARTICLE)
    (tmp_path / "docs" / "other.md").write_text("# Other\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def verdicts(text: str) -> dict[str, str]:
    return {link["destination"]: link["verdict"] for link in json.loads(text)["links"]}


def test_local_links_are_judged_without_a_network(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["check", "docs/a.md", "--format", "json"])

    assert status == 1
    assert verdicts(capsys.readouterr().out) == {
        "other.md": "ok",
        "#title": "ok",
        "missing.md": "dead",
        "other.md#nowhere": "anchor-missing",
        "mailto:a@b.example": "skipped",
        "../../etc/passwd": "refused",
    }


def test_the_report_lies_in_reports_under_the_name_of_the_article(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "docs/a.md"])

    report = (folder / "reports" / "a.md").read_text()
    assert "[docs/a.md:6](../docs/a.md?plain=1#L6)" in report
    assert "Report: reports/a.md" in capsys.readouterr().out


def test_several_documents_share_one_report(folder: Path) -> None:
    main(["check"])

    assert "# Link audit of 2 documents" in (folder / "reports" / "linkaudit.md").read_text()


def test_a_report_of_ours_is_no_article(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "--quiet"])

    main(["check", "--format", "json", "--no-report"])

    assert json.loads(capsys.readouterr().out)["summary"]["documents"] == 2


def test_standard_input_is_a_document(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Piped:
        buffer = (folder / "docs" / "other.md").open("rb")

    monkeypatch.setattr("sys.stdin", Piped())

    with Piped.buffer:
        status = main(["check", "-", "--no-report"])

    assert status == 0
    assert "0 links in 1 document" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ([], 1),
        (["--ignore", "file-missing,fragment-missing,refused"], 0),
        (["--ignore", "file-missing", "--ignore", "fragment-missing", "--ignore", "refused"], 0),
        (["--fail-on", "file-missing"], 1),
        (["--fail-on", "blocked"], 0),
        (["--exclude", "missing|passwd|nowhere"], 0),
        (["--include", "#title"], 0),
        (["--offline"], 1),
    ],
)
def test_the_exit_status_follows_rules_and_filters(
    arguments: list[str], status: int, folder: Path
) -> None:
    assert main(["check", "docs/a.md", "--quiet", *arguments]) == status


@pytest.mark.parametrize("command", [["check", "--offline", "--quiet"], ["links"]])
@pytest.mark.parametrize("key", ["include", "exclude"])
def test_a_pattern_of_a_config_holds_up_no_command(
    command: list[str], key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With `re`, this one takes 2^45 steps: it outlasted --deadline."""
    (tmp_path / "linkaudit.toml").write_text(f'{key} = ["(a+)+$"]\n')
    (tmp_path / "a.md").write_text(f"<https://x.example/{'a' * 45}!>\n")
    monkeypatch.chdir(tmp_path)

    assert main([*command, "a.md"]) == 0


def test_what_is_left_out_is_listed_all_the_same(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "docs/a.md", "--exclude", "missing", "--format", "json"])

    assert verdicts(capsys.readouterr().out)["missing.md"] == "skipped"


def test_the_config_stands_in_where_the_command_line_is_silent(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "pyproject.toml").write_text(
        "[tool.linkaudit]\npaths = ['docs/other.md']\nreport = 'out.md'\nignore = ['refused']\n"
    )

    status = main(["check"])

    assert status == 0
    assert "0 links in 1 document" in capsys.readouterr().out
    assert (folder / "out.md").exists()


def test_a_format_can_go_to_a_file_beside_the_summary(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "docs/a.md", "--format", "json=out/r.json", "--no-report"])

    assert json.loads((folder / "out" / "r.json").read_text())["schema"] == "linkaudit/1"
    assert "links in 1 document" in capsys.readouterr().out


@pytest.mark.parametrize(("when", "coloured"), [("always", True), ("never", False)])
def test_colours_come_only_where_they_are_wanted(
    when: str, coloured: bool, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "docs/a.md", "--color", when])

    assert ("\x1b[" in capsys.readouterr().out) is coloured


def test_the_schema_is_part_of_the_tool(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["check", "--format", "json-schema"])

    assert status == 0
    assert json.loads(capsys.readouterr().out)["properties"]["schema"] == {"const": "linkaudit/1"}


def test_quiet_says_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "docs/a.md", "--quiet"])

    output = capsys.readouterr()
    assert (output.out, output.err) == ("", "")
