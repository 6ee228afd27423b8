"""What cannot be done is answered in one line that says where, what and how to mend it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from linkaudit.cli import main

Prepare = Callable[[Path], None]


def nothing(_: Path) -> None:
    pass


def empty_folder(root: Path) -> None:
    (root / "empty").mkdir()


def pipe(root: Path) -> None:
    os.mkfifo(root / "pipe.md")


def large(root: Path) -> None:
    with (root / "large.md").open("wb") as file:
        file.truncate(5 * 1024 * 1024 + 1)


def config(text: str) -> Prepare:
    def write(root: Path) -> None:
        (root / "linkaudit.toml").write_text(text)
        (root / "a.md").write_text("nothing")

    return write


def document(root: Path) -> None:
    (root / "a.md").write_text("nothing")


def way_out(root: Path) -> None:
    (root / "up").symlink_to("..", target_is_directory=True)
    document(root)


def latin_1(root: Path) -> None:
    (root / "linkaudit.toml").write_bytes(b"report = '\xe9.md'\n")
    document(root)


CASES: list[tuple[str, Prepare, list[str], list[str]]] = [
    ("a missing file", nothing, ["nope.md"], ["nope.md", "no such file", "give"]),
    ("a folder without Markdown", empty_folder, ["empty"], ["empty", "no Markdown", "give"]),
    ("a pattern without a match", nothing, ["*.md"], ["*.md", "no file matches"]),
    ("a file that cannot be read", pipe, ["pipe.md"], ["pipe.md", "not a regular file"]),
    ("a file that is too large", large, ["large.md"], ["large.md", "larger than 5 MiB"]),
    ("an unknown option", document, ["--tiemout", "3"], ["--tiemout", "--timeout", "--help"]),
    ("a value that is no number", document, ["--timeout", "x"], ["--timeout", "'x'"]),
    (
        "a value that is not positive",
        document,
        ["--timeout", "0"],
        ["--timeout", "above 0, not '0'"],
    ),
    ("an unknown format", document, ["--format", "pdf"], ["pdf", "json"]),
    (
        "two formats on one output",
        document,
        ["--format", "json", "--format", "text"],
        ["only one", "=PATH"],
    ),
    ("an unknown rule", document, ["--ignore", "nope"], ["nope", "linkaudit rules"]),
    ("an unknown fail level", document, ["--fail-on", "bad"], ["bad", "warning"]),
    ("a rule that is nearly one", document, ["--ignore", "not-fund"], ["mean 'not-found'?"]),
    ("a level that is nearly one", document, ["--fail-on", "warn"], ["mean 'warning'?"]),
    ("a broken pattern", document, ["--exclude", "("], ["--exclude", "regular expression"]),
    (
        "a pattern that looks around",
        document,
        ["--exclude", "^(?!https)"],
        ["--exclude '^(?!https)': look-around '(?!'", "use include and exclude together"],
    ),
    ("a date that is none", document, ["--as-of", "soon"], ["--as-of", "2026-11-23"]),
    ("a network that is none", document, ["--allow-net", "x"], ["--allow-net", "10.0.0.0/8"]),
    ("a route that is none", document, ["--connect-to", "a"], ["--connect-to", "HOST:PORT"]),
    ("an unknown slugger", document, ["--slugger", "x"], ["--slugger", "'x'", "github", "mkdocs"]),
    ("a root that is no folder", document, ["--root", "a.md"], ["--root", "'a.md'", "folder"]),
    ("a root that leads out", way_out, ["--root", "up"], ["--root", "'up'", "folder itself"]),
    ("certificates that are missing", document, ["--ca-bundle", "no.pem"], ["no.pem", "PEM"]),
    ("certificates that are none", document, ["--ca-bundle", "a.md"], ["a.md", "PEM"]),
    ("a config that is missing", document, ["--config", "c.toml"], ["c.toml", "existing"]),
    ("an unknown key", config("tiemout = 3"), [], ["linkaudit.toml", "tiemout", "timeout"]),
    ("a key far from any", config("zzz = 3"), [], ["linkaudit.toml", "zzz", "known keys"]),
    ("a value of the wrong kind", config("timeout = 'x'"), [], ["timeout", "number"]),
    (
        "a value above the bound of configs",
        config("# kept small\nretries = 11"),
        [],
        ["linkaudit.toml:2: 'retries' must be a whole number from 0 to 10, not 11"],
    ),
    (
        "a rule of the config that is none",
        config("fail-on = 'sometimes'"),
        [],
        ["linkaudit.toml:1: 'fail-on' 'sometimes' must be error, warning, note or a rule"],
    ),
    ("a config that is not UTF-8", latin_1, [], ["linkaudit.toml", "not UTF-8; save it as"]),
    ("a config that is not TOML", config("= 3"), [], ["linkaudit.toml", "TOML"]),
    (
        "a config with a pattern that is none",
        config("exclude = ['a', '(']"),
        [],
        ["linkaudit.toml:1: 'exclude' '(': not a regular expression: missing ): ("],
    ),
    (
        "a config with a pattern that refers back",
        config("include = ['(a)\\1']"),
        [],
        ["linkaudit.toml:1: 'include'", "back-reference", "write the text out"],
    ),
    (
        "a config with a pattern that is too large",
        config("exclude = ['(a{1000}){1000}']"),
        [],
        ["linkaudit.toml:1: 'exclude'", "'{1000}' is not a repetition of up to 1000"],
    ),
    (
        "a config with too many patterns",
        config(f"exclude = {['a'] * 1001}"),
        [],
        ["linkaudit.toml:1: 'exclude'", "more than 1000 patterns", "join some"],
    ),
    (
        "a config that opens the network",
        config("allow-net = ['10.0.0.0/8']"),
        [],
        ["allow-net", "command line"],
    ),
    ("a config that tells others", config("archive = true"), [], ["archive", "command line"]),
    ("a config with an unknown slugger", config("slugger = 'x'"), [], ["slugger", "'x'", "github"]),
    ("a config with a root elsewhere", config("root = '..'"), [], ["root", "this folder"]),
    ("a config that writes elsewhere", config("report = '../r.md'"), [], ["report", "this folder"]),
]


@pytest.mark.parametrize(
    ("prepare", "arguments", "words"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_wrong_input_is_answered_in_one_line(
    prepare: Prepare,
    arguments: list[str],
    words: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    prepare(tmp_path)
    monkeypatch.chdir(tmp_path)

    status = main(["check", *arguments])

    output = capsys.readouterr()
    assert status == 2
    assert output.out == ""
    assert len(output.err.splitlines()) == 1
    assert output.err.startswith("linkaudit: ")
    for word in words:
        assert word in output.err
    assert not (tmp_path / "reports").exists()


@pytest.mark.parametrize("arguments", [["nope"], ["rules", "nope"], ["links", "nope.md"]])
def test_other_commands_answer_the_same_way(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)

    status = main(arguments)

    output = capsys.readouterr()
    assert status == 2
    assert output.err.startswith("linkaudit: ")
    assert len(output.err.splitlines()) == 1


def test_a_report_that_cannot_be_written_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("nothing")
    (tmp_path / "file").write_text("in the way")

    status = main(["check", "a.md", "--report", "file/r.md"])

    output = capsys.readouterr()
    assert status == 2
    assert "file/r.md" in output.err
    assert "--report" in output.err
