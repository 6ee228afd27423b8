"""`linkaudit history` through the command line: after real runs, without any, and no network."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from linkaudit.cli import main
from tests.cli.test_startup import imported
from tests.cli.trees import fill
from tests.web.page import plain_page
from tests.web.server import PracticeWeb

GOOD, GONE = "http://a.example/", "http://a.example/gone"
STATE = Path(".linkaudit", "state.sqlite3")


@pytest.fixture(scope="module")
def web() -> Iterator[PracticeWeb]:
    pages = [plain_page(GOOD, "Fine", "A page."), plain_page(GONE, "Gone", "No.", status=404)]
    with PracticeWeb(pages, {}) as running:
        yield running


@pytest.fixture
def folder(tree: Path, web: PracticeWeb, capsys: pytest.CaptureFixture[str]) -> Path:
    """Audited once."""
    fill(tree, {"a.md": f"<{GOOD}>\n\n<{GONE}> [x](#none)\n"})
    main(["check", "--no-report", "--quiet", "--retries", "0", *web.options()])
    capsys.readouterr()
    return tree


def test_a_run_leaves_a_course_and_a_row(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history"]) == 0

    lines = capsys.readouterr().out.splitlines()
    verdicts = [line.split("  ")[2].split(" on ")[0] for line in lines[:6:2]]
    assert verdicts == ["ok", "dead", "anchor-missing"]
    assert [line.strip() for line in lines[1:6:2]] == [GOOD, GONE, "#none"]
    assert lines[7].split() == ["Run", "ok", "anchor-missing", "dead", "links"]
    assert lines[8].split()[1:] == ["1", "1", "1", "3"]


def test_json_says_the_same_for_programs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "a.md", "--format", "json"]) == 0

    made = json.loads(capsys.readouterr().out)
    assert [one["verdict"] for one in made["links"]] == ["ok", "dead", "anchor-missing"]
    assert [sum(run["verdicts"].values()) for run in made["runs"]] == [3]


def test_a_link_that_was_written_since_was_seen_by_no_run(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(folder, {"a.md": f"<{GOOD}>\n\n<http://new.example/>\n"})

    main(["history"])

    lines = capsys.readouterr().out.splitlines()
    assert "ok on" in lines[0]
    assert "not checked yet" in lines[2]


def test_without_a_state_one_line_says_so_and_none_is_made(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree, {"a.md": f"<{GOOD}>\n"})

    assert main(["history"]) == 0

    output = capsys.readouterr()
    assert output.out == ""
    assert output.err == (
        f"linkaudit: {STATE.as_posix()}: no history for these files; run `linkaudit check` first\n"
    )
    assert not STATE.exists()


def test_a_document_that_no_run_has_audited_is_told_of(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(folder, {"b.md": f"<{GOOD}>\n"})

    assert main(["history", "b.md"]) == 0

    output = capsys.readouterr()
    assert "no history for these files" in output.err
    assert "not checked yet" in output.out


def test_what_went_between_two_runs_is_new_in_every_report(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ["text", "json", "csv", "junit", "github", "sarif"]
    formats = [item for name in names for item in ("--format", f"{name}=made.{name}")]
    gone = [plain_page(url, "Gone", "No.", status=404) for url in (GOOD, GONE)]

    with PracticeWeb(gone, {}) as later:
        main(["check", *formats, "--report", "made.md", "--retries", "0", *later.options()])

    made = {name: (folder / f"made.{name}").read_text() for name in [*names, "md"]}
    links = json.loads(made["json"])["links"]
    results = json.loads(made["sarif"])["runs"][0]["results"]
    assert [(one["new"], one["verdict_before"]) for one in links] == [
        (True, "ok"),
        (False, "dead"),
        (False, "anchor-missing"),
    ]
    assert [one["baselineState"] for one in results] == ["new", "unchanged", "unchanged"]
    assert "1 link with new findings" in made["text"]
    assert "| ok | **dead** |" in made["md"]
    assert made["github"].count("new since the last run") == 1
    assert made["junit"].count('name="verdict-before" value="ok"') == 1
    assert [row.split(",")[-2] for row in made["csv"].splitlines()[1:]] == ["yes", "no", "no"]


def test_runs_with_offline_are_not_remembered(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They ask only a part."""
    fill(tree, {"a.md": f"<{GOOD}> [x](#none)\n"})
    main(["check", "--offline", "--no-report"])
    assert "earlier run" not in capsys.readouterr().out

    main(["history", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["runs"] == []


def test_a_file_that_is_no_state_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["history", "--state", "a.md"]) == 2
    assert "not a state file of linkaudit" in capsys.readouterr().err


def test_the_paths_of_the_config_are_taken(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(folder, {"b.md": "<http://b.example/>\n", "linkaudit.toml": 'paths = ["a.md"]\n'})

    main(["history"])

    assert "b.example" not in capsys.readouterr().out


def test_it_needs_no_network_library(folder: Path) -> None:
    assert imported("httpx pycurl anyio socket", "history", folder).endswith("[]")
