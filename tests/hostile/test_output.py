"""Whatever strangers write, what we say is only said: section E."""

from pathlib import Path

import pytest

from linkaudit.cli import main
from linkaudit.cli.stderr import print_message, print_traceback
from tests.unit.report.hostile import STRINGS
from tests.unit.report.runner import is_command

Said = pytest.CaptureFixture[str]


def is_inert(text: str) -> bool:
    """Whether a terminal and GitHub's runner find nothing to do in it."""
    lines = text.splitlines()
    return all(not is_command(line) and line.replace("\u2060", "").isprintable() for line in lines)


@pytest.mark.parametrize("hostile", STRINGS)
def test_a_line_of_ours_commands_nothing(hostile: str, capsys: Said) -> None:
    print_message(hostile)

    told = capsys.readouterr().err
    assert told.startswith("linkaudit: ")
    assert len(told.splitlines()) == 1
    assert is_inert(told)
    assert "hush" not in told


@pytest.mark.parametrize("hostile", STRINGS)
def test_the_traceback_of_a_bug_commands_nothing_and_tells_no_secret(
    hostile: str, capsys: Said
) -> None:
    print_traceback(f"Traceback (most recent call last):\n{hostile}\nValueError: {hostile}\n")

    told = capsys.readouterr().err
    assert told.startswith("Traceback")
    assert is_inert(told)
    assert "hush" not in told
    assert "secret@" not in told


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "{}"],
        ["check", "--config", "{}"],
        ["check", "--format", "{}"],
        ["check", "--ignore", "{}"],
        ["check", "--exclude", "({}"],
        ["check", "--as-of", "{}"],
        ["check", "--allow-net", "{}"],
        ["rules", "{}"],
        ["links", "{}"],
        ["pack", "check", "{}"],
        ["{}"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("hostile", ["\x1b[31mred", "##[error]x", "a\n::error::x", "\u202eright"])
def test_a_refusal_quotes_nothing_that_commands(
    arguments: list[str], hostile: str, capsys: Said
) -> None:
    status = main([item.format(hostile) for item in arguments])

    output = capsys.readouterr()
    assert status == 2
    assert is_inert(output.out + output.err)


@pytest.mark.parametrize("key", ['"\\u001b[31mred"', '"##[error]x"', '"a\\n::error::x"'])
def test_a_config_cannot_write_on_the_terminal(key: str, tree: Path, capsys: Said) -> None:
    (tree / "linkaudit.toml").write_text(f"{key} = 1\n")

    assert main(["check", "--offline"]) == 2
    assert is_inert(capsys.readouterr().err)
