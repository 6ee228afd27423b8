"""`--state FILE` and `--no-state`: where a run remembers, and that it does no harm there."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from linkaudit.cli import main
from linkaudit.store import database, observations
from linkaudit.store.database import open_state
from tests import forked

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
        "linkaudit: a.md: not a state file of linkaudit; give another --state FILE, or --no-state\n"
    )


@pytest.mark.parametrize("linked", [PLACE, PLACE.parent], ids=["file", "folder"])
def test_a_link_in_the_checked_folder_leads_nowhere_else(
    linked: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may come with a stranger's pull request, and stops no run."""
    outside = folder.parent / f"{folder.name}-outside"
    linked.parent.mkdir(exist_ok=True)
    linked.symlink_to(outside)

    assert main(["links"]) == 0

    told = capsys.readouterr().err
    assert told.startswith(f"linkaudit: {PLACE}: a link leads out of this folder: ")
    assert "this run remembers nothing" in told
    assert not outside.exists()
    assert main(["links", "--state", str(PLACE)]) == 2
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
        forked.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    outputs = [(*run.communicate(), run.returncode) for run in runs]

    assert len(set(outputs)) == 1
    assert outputs[0][1:] == ("", 0)
    assert len(outputs[0][0].splitlines()) == 51


# ------------------------------------------------------------- a cache that cannot be used


def change(*statements: str) -> None:
    open_state(PLACE).close()
    with closing(sqlite3.connect(PLACE, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def newer() -> None:
    change("PRAGMA user_version = 999")


def foreign() -> None:
    change("PRAGMA application_id = 7")


def no_database() -> None:
    PLACE.parent.mkdir()
    PLACE.write_text("Dear diary, this is no database at all.\n" * 200)


def prepared() -> None:
    """What kept a run from ending, beyond its deadline and two Ctrl-C."""
    change(
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 20000)"
        " INSERT INTO run (started_at, process) SELECT 1, 1 FROM n",
        "ALTER TABLE run DROP COLUMN outcome",
        "ALTER TABLE run ADD COLUMN outcome TEXT AS (length(hex(zeroblob(20000000 + id))))",
    )


def cut() -> None:
    change("VACUUM")
    with PLACE.open("r+b") as file:
        file.truncate(5000)


def scribbled() -> None:
    change("VACUUM")
    with PLACE.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (PLACE.stat().st_size - 4096))


UNUSABLE = [newer, foreign, no_database, prepared, cut, scribbled]
AUDITS = [
    ["check", "--offline", "--no-report"],
    ["links"],
    ["links", "--format", "json"],
    ["fix", "--offline"],
    ["explain", "https://a.example/", "--offline"],
    ["history"],
]


@pytest.mark.parametrize("spoil", UNUSABLE, ids=lambda spoil: str(spoil.__name__))
@pytest.mark.parametrize("command", AUDITS, ids=" ".join)
def test_a_cache_that_cannot_be_used_stops_no_run_and_is_told_of_once(
    command: list[str],
    spoil: Callable[[], None],
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A rollback of linkaudit in CI gets the cache of the newer one, and must not fail for it."""
    spoil()
    before = PLACE.read_bytes()

    status = main(command)

    output = capsys.readouterr()
    told = [line for line in output.err.splitlines() if "set aside" in line]
    assert status == 0
    assert len(told) == 1
    assert told[0].startswith(f"linkaudit: {PLACE}: ")
    [aside] = [path for path in PLACE.parent.glob("*.sqlite3") if path != PLACE]
    assert aside.name in told[0]
    assert aside.read_bytes() == before
    assert main(command) == 0
    assert "set aside" not in capsys.readouterr().err


@pytest.mark.parametrize("spoil", [newer, foreign, no_database, prepared])
def test_a_file_that_is_named_is_refused_and_stays_where_it_is(
    spoil: Callable[[], None], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil()
    before = PLACE.read_bytes()

    for command in (["links"], ["check", "--offline", "--no-report"], ["history"]):
        assert main([*command, "--state", str(PLACE)]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1

    assert PLACE.read_bytes() == before
    assert list(PLACE.parent.glob("*.sqlite3")) == [PLACE]


def test_a_mistake_in_our_own_statement_is_a_bug_and_no_loss_of_memory(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It was one line, "this run remembers nothing", and exit status 0."""
    monkeypatch.setattr(database, "_RECALL", "SELECT missing FROM extraction")
    assert main(["links"]) == 70
    assert "sqlite3." in capsys.readouterr().err

    monkeypatch.undo()
    monkeypatch.chdir(folder)
    monkeypatch.setattr(observations, "_LATEST", "SELECT missing FROM observation")
    route = ("--connect-to", ":::")  # or a name for examples is looked up nowhere
    assert main(["explain", "https://a.example/", "--offline", *route]) == 70
    assert "no such column: missing" in capsys.readouterr().err


def test_a_run_that_was_counted_beyond_all_numbers_is_no_bug(folder: Path) -> None:
    """SQLite calls a sum of whole numbers that is too large an error of the statement's."""
    change(
        "INSERT INTO run (started_at, process, sightings) VALUES (1, 1, 9223372036854775807)",
        "INSERT INTO run (started_at, process, sightings) VALUES (2, 1, 9223372036854775807)",
    )

    with closing(open_state(PLACE)) as opened:
        opened.write(lambda run: observations.tidy(run, 10**18))

    assert not opened.trouble
