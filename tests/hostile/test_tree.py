"""The checked tree is a stranger's: its config, its links and its odd files, sections D and F."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from linkaudit.cli import main
from linkaudit.settings.table import COMMAND_LINE_ONLY, CONFIG_KEYS
from tests.hostile.conftest import SECRET

Said = pytest.CaptureFixture[str]
OFFLINE = ("--offline", "--no-state")
PLACES = ["outside", "nowhere"]
"""Where a link out of the tree may lead: to what is there, and to what is not."""


def refused(capsys: Said, *arguments: str) -> str:
    """The one line that a command is refused with."""
    assert main(list(arguments)) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert len(output.err.splitlines()) == 1
    return output.err


# --------------------------------------------------------------------- config

LOOSENING = {
    "write-baseline": "known.txt",
    "allow-net": ["10.0.0.0/8"],
    "connect-to": ["::127.0.0.1:80"],
    "ca-bundle": "ca.pem",
    "proxy": "http://127.0.0.1:3128",
    "header": ["a.example: X-Key: $HOME"],
    "config": "other.toml",
    "state": "state.sqlite3",
    "note": "all is well",
    "archive": True,
    "published": "2020-01-01",
    "as-of": "2020-01-01",
    "no-report": True,
    "format": ["json=out.json"],
    "quiet": True,
    "verbose": True,
    "no-progress": True,
    "color": "never",
    "no-state": True,
}


def toml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value)


def test_every_key_that_opens_something_is_tried() -> None:
    assert set(LOOSENING) == COMMAND_LINE_ONLY
    assert not COMMAND_LINE_ONLY & set(CONFIG_KEYS)


@pytest.mark.parametrize("key", LOOSENING)
@pytest.mark.parametrize("file", ["linkaudit.toml", "pyproject.toml"])
def test_a_config_of_the_tree_cannot_loosen(key: str, file: str, tree: Path, capsys: Said) -> None:
    table = "[tool.linkaudit]\n" if file == "pyproject.toml" else ""
    (tree / file).write_text(f"{table}{key} = {toml(LOOSENING[key])}\n")

    assert f"'{key}' is for the command line only" in refused(capsys, "check", *OFFLINE)


@pytest.mark.parametrize("key", ["formats", "headers", "pack", "allow_net", "connect_to"])
def test_a_config_has_no_key_that_is_not_listed(key: str, tree: Path, capsys: Said) -> None:
    (tree / "linkaudit.toml").write_text(f'{key} = "x"\n')

    assert f"unknown key '{key}'" in refused(capsys, "check", *OFFLINE)


@pytest.mark.parametrize("place", ["../outside", "../nowhere", "/etc", "up/outside", "up/nowhere"])
@pytest.mark.parametrize("key", ["paths", "packs", "report", "root"])
def test_a_config_of_the_tree_leads_nowhere_out_of_it(
    key: str, place: str, tree: Path, capsys: Said
) -> None:
    """Whether or not anything is there."""
    (tree / "up").symlink_to("..", target_is_directory=True)
    path = f"{place}/secret.md"
    (tree / "linkaudit.toml").write_text(f"{key} = {[path] if key[-1] == 's' else path!r}\n")

    assert f"'{key}' must be in this folder" in refused(capsys, "check", *OFFLINE)
    assert (tree.parent / "outside" / "secret.md").read_text() == SECRET


@pytest.mark.parametrize(
    ("key", "most"),
    [
        ("concurrency", 1000),
        ("per-host", 100),
        ("timeout", 300),
        ("link-timeout", 1800),
        ("deadline", 86_400),
        ("retries", 10),
        ("max-redirects", 50),
        ("max-retry-after", 3600),
    ],
)
def test_a_config_of_the_tree_makes_no_flood_of_us(
    key: str, most: int, tree: Path, capsys: Said
) -> None:
    (tree / "linkaudit.toml").write_text(f"{key} = {most}\n")
    assert main(["check", *OFFLINE, "--no-report"]) == 0
    capsys.readouterr()

    for value in (most + 1, 10**30, "-1", "inf", "nan", "true"):
        (tree / "linkaudit.toml").write_text(f"{key} = {value}\n")
        assert f"'{key}' must be " in refused(capsys, "check", *OFFLINE)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def folder(path: Path) -> None:
    path.mkdir()


def loop(path: Path) -> None:
    path.symlink_to(path.name)


def way_out(path: Path) -> None:
    path.symlink_to(Path.cwd().parent / "outside" / "secret.md")


def way_to_nothing(path: Path) -> None:
    path.symlink_to(Path.cwd().parent / "outside" / "nothing.md")


ODD = [pipe, device, folder, loop, way_out, way_to_nothing]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("file", ["linkaudit.toml", "pyproject.toml"])
def test_an_odd_file_is_no_config_and_nobody_waits_for_it(
    odd: Callable[[Path], None], file: str, tree: Path, capsys: Said
) -> None:
    odd(tree / file)

    told = refused(capsys, "check", *OFFLINE)

    assert file in told
    assert ("leads out of this folder" in told) is (odd in (device, way_out, way_to_nothing))


# ------------------------------------------------------------------ documents


@pytest.mark.parametrize("odd", [pipe, device, loop, way_out, way_to_nothing])
@pytest.mark.parametrize("paths", [[], ["."], ["*.md"]], ids=str)
def test_an_odd_file_is_no_document_and_is_told_of(
    odd: Callable[[Path], None], paths: list[str], tree: Path, capsys: Said
) -> None:
    odd(tree / "odd.md")
    found_by_pattern = not (paths == ["*.md"] and odd is not way_out)

    status = main(["links", *paths, "--no-state"])

    output = capsys.readouterr()
    assert "kept.example" not in output.out
    # A pattern matches files only, as in a shell that was told so.
    assert (status, "odd.md: " in output.err) == ((1, True) if found_by_pattern else (0, False))
    assert ("leads out" in output.err) is (
        found_by_pattern and odd in (device, way_out, way_to_nothing)
    )


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("path", ["up/{}/secret.md", "up/{}", "odd.md"])
def test_a_path_that_is_named_does_not_lead_out_by_a_link(
    path: str, place: str, tree: Path, capsys: Said
) -> None:
    """It may come from a shell's pattern, which matches whatever a stranger put there."""
    (tree / "up").symlink_to("..", target_is_directory=True)
    (tree / "odd.md").symlink_to(f"../{place}/secret.md")

    assert "leads out of this folder" in refused(capsys, "links", path.format(place), "--no-state")


def test_a_pattern_does_not_lead_out_by_a_link(tree: Path, capsys: Said) -> None:
    (tree / "up").symlink_to("..", target_is_directory=True)

    status = main(["links", "*/outside/*.md", "--no-state"])

    output = capsys.readouterr()
    assert (status, output.out) == (1, "")
    assert "up/outside/secret.md: a symbolic link leads out of this folder" in output.err


@pytest.mark.parametrize("path", ["../outside", "../outside/secret.md", "../outside/*.md"])
def test_what_the_command_line_says_itself_is_read(path: str, tree: Path, capsys: Said) -> None:
    assert main(["links", path, "--no-state"]) == 0
    assert "kept.example" in capsys.readouterr().out


def test_a_link_within_the_tree_is_followed(tree: Path, capsys: Said) -> None:
    (tree / "docs").mkdir()
    (tree / "docs" / "b.md").symlink_to("../a.md")
    (tree / "a.md").write_text("[b](b.md)")

    assert main(["links", "docs", "--no-state"]) == 0
    assert capsys.readouterr().out.startswith("docs/b.md:1:5")


# --------------------------------------------------------------------- output


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "arguments",
    [(), ("--report", "reports/a.md"), ("--format", "json=reports/a.json", "--no-report")],
)
def test_a_report_goes_nowhere_out_of_the_tree(
    arguments: tuple[str, ...], place: str, tree: Path, capsys: Said
) -> None:
    (tree / "reports").symlink_to(f"../{place}", target_is_directory=True)

    told = refused(capsys, "check", "a.md", *OFFLINE, *arguments)

    assert "is behind a link out of this folder" in told
    assert [path.name for path in (tree.parent / "outside").iterdir()] == ["secret.md"]
    assert not (tree.parent / "nowhere").exists()


@pytest.mark.parametrize("odd", [device, way_out, way_to_nothing, loop])
def test_a_link_where_a_report_goes_is_replaced_and_not_written_through(
    odd: Callable[[Path], None], tree: Path
) -> None:
    """As root, one to a device would else write on it."""
    report = tree / "reports" / "a.md"
    report.parent.mkdir()
    odd(report)

    assert main(["check", "a.md", *OFFLINE]) == 0

    assert report.is_file()
    assert not report.is_symlink()
    assert (tree.parent / "outside" / "secret.md").read_text() == SECRET


def test_a_pipe_where_a_report_goes_keeps_nobody_waiting(tree: Path, capsys: Said) -> None:
    (tree / "reports").mkdir()
    pipe(tree / "reports" / "a.md")

    assert main(["check", "a.md", *OFFLINE]) == 2
    assert "reports/a.md: cannot write the report" in capsys.readouterr().err


# ---------------------------------------------------------------------- state


@pytest.mark.parametrize("odd", [pipe, device, folder, loop, way_out, way_to_nothing])
@pytest.mark.parametrize("arguments", [(), ("--state", ".linkaudit/state.sqlite3")], ids=str)
def test_an_odd_file_is_no_state_and_nobody_waits_for_it(
    odd: Callable[[Path], None], arguments: tuple[str, ...], tree: Path, capsys: Said
) -> None:
    """The audit goes on without a memory; a name that leads out of the tree is refused."""
    (tree / ".linkaudit").mkdir()
    odd(tree / ".linkaudit" / "state.sqlite3")
    leads_out = odd in (device, way_out, way_to_nothing)
    is_refused = leads_out and bool(arguments)

    status = main(["links", *arguments])

    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1
    assert status == (2 if is_refused else 0)
    assert ("leads out of this folder" in told) is leads_out
    assert ("this run remembers nothing" in told) is not is_refused
    assert (tree.parent / "outside" / "secret.md").read_text() == SECRET


@pytest.mark.parametrize("suffix", ["-wal", "-shm", "-journal"])
def test_a_link_beside_the_state_is_not_written_through(
    suffix: str, tree: Path, capsys: Said
) -> None:
    """SQLite keeps what is not yet in its file in others of nearly the same name."""
    (tree / ".linkaudit").mkdir()
    (tree / ".linkaudit" / f"state.sqlite3{suffix}").symlink_to("../../outside/secret.md")

    assert main(["links"]) == 0

    assert (tree.parent / "outside" / "secret.md").read_text() == SECRET
    capsys.readouterr()


def test_a_prepared_state_cannot_write_on_the_terminal(tree: Path, capsys: Said) -> None:
    """SQLite's own messages quote the names in a file that somebody made."""
    (tree / ".linkaudit").mkdir()
    state = sqlite3.connect(tree / ".linkaudit" / "state.sqlite3")
    state.execute('CREATE TABLE "##[error]\x1b[31mx" (a)')
    state.execute("PRAGMA writable_schema = ON")
    state.execute("UPDATE sqlite_schema SET sql = 'CREATE TABLE ##[error]\x1b[31mx no sense'")
    state.commit()
    state.close()

    main(["links"])

    told = capsys.readouterr().err
    assert told
    assert "\x1b" not in told
    assert "##[" not in told
