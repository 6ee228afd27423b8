"""What a terminal gets: help that fits, words that complete, colours only where wanted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from linkaudit.cli import COMMANDS, main
from tests import forked

SCREEN = 24  # lines of a terminal, since the VT100


def help_of(
    command: list[str],
    columns: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert main([*command, "--help"]) == 0
    return capsys.readouterr().out.splitlines()


def test_the_first_help_fits_a_screen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = help_of([], 80, monkeypatch, capsys)

    assert len(lines) <= SCREEN
    assert all(any(line.startswith(f"  {name} ") for line in lines) for name in COMMANDS)


@pytest.mark.parametrize("columns", [80, 100])
@pytest.mark.parametrize("command", COMMANDS)
def test_no_line_of_a_help_is_broken_by_the_terminal(
    command: str, columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = help_of([command], columns, monkeypatch, capsys)

    assert max(map(len, lines)) <= columns


def test_every_option_of_check_stands_under_a_heading_of_a_screen_at_most(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = help_of(["check"], 80, monkeypatch, capsys)

    places = [n for n, line in enumerate(lines) if line.endswith(":") and not line.startswith(" ")]
    assert [lines[n] for n in places] == [
        "What to check:",
        "Output:",
        "Cache and history:",
        "Network:",
        "Rate limits and timeouts:",
        "Other:",
    ]
    assert all(b - a <= SCREEN for a, b in zip(places, [*places[1:], len(lines)], strict=True))
    assert [line for line in lines[places[-1] + 1 :] if line] == [
        "  -h, --help  Show this message and exit."
    ]


# ------------------------------------------------------------------- completion


def completing(folder: Path, **environment: str) -> str:
    done = forked.run(
        [sys.executable, "-m", "linkaudit"],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_how_to_complete(shell: str, tmp_path: Path) -> None:
    script = completing(tmp_path, _LINKAUDIT_COMPLETE=f"{shell}_source")

    assert f"_LINKAUDIT_COMPLETE={shell}_complete" in script


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("linkaudit ch", ["check"]),
        ("linkaudit check --off", ["--offline"]),
        ("linkaudit check --slugger mk", ["mkdocs"]),
        ("linkaudit check --color n", ["never"]),
        ("linkaudit pack c", ["check"]),
    ],
)
def test_words_are_completed(words: str, expected: list[str], tmp_path: Path) -> None:
    done = completing(
        tmp_path,
        _LINKAUDIT_COMPLETE="bash_complete",
        COMP_WORDS=words,
        COMP_CWORD=str(len(words.split()) - 1),
    )

    assert [line.partition(",")[2] for line in done.splitlines()] == expected


def test_every_command_can_be_completed(tmp_path: Path) -> None:
    done = completing(
        tmp_path, _LINKAUDIT_COMPLETE="bash_complete", COMP_WORDS="linkaudit ", COMP_CWORD="1"
    )

    assert {line.partition(",")[2] for line in done.splitlines()} == set(COMMANDS)


# ---------------------------------------------------------------------- colours


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals of this kind")
@pytest.mark.parametrize(
    ("no_color", "arguments", "is_coloured"),
    [
        (None, [], True),
        ("1", [], False),
        ("", [], True),  # no-color.org: present and not an empty string
        ("1", ["--color", "always"], True),
        (None, ["--color", "never"], False),
    ],
)
def test_a_terminal_gets_colours_unless_it_wants_none(
    no_color: str | None, arguments: list[str], is_coloured: bool, tmp_path: Path
) -> None:
    import pty  # not on Windows

    (tmp_path / "a.md").write_text("[gone](missing.md)\n")
    environment = {n: v for n, v in os.environ.items() if n != "NO_COLOR"} | {"TERM": "xterm"}
    if no_color is not None:
        environment["NO_COLOR"] = no_color
    ours, theirs = pty.openpty()

    command = [sys.executable, "-m", "linkaudit", "check", "--no-report", "--no-state", *arguments]
    done = forked.run(
        command, cwd=tmp_path, env=environment, stdout=theirs, stderr=subprocess.PIPE, check=False
    )
    os.close(theirs)
    shown = os.read(ours, 100_000)
    os.close(ours)

    assert done.returncode == 1
    assert b"missing.md" in shown
    assert (b"\x1b[" in shown) == is_coloured


def test_a_pipe_gets_no_colours(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("[gone](missing.md)\n")

    command = [sys.executable, "-m", "linkaudit", "check", "--no-report", "--no-state"]
    done = forked.run(command, cwd=tmp_path, capture_output=True, check=False)

    assert b"missing.md" in done.stdout
    assert b"\x1b" not in done.stdout
