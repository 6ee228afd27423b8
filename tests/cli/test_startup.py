"""What a command does not need, it does not import: seconds of every run."""

import subprocess
import sys
from pathlib import Path

import pytest

from linkaudit.cli import COMMANDS, cli, main

HEAVY = "httpx pycurl anyio rich selectolax rapidfuzz tenacity"
SCRIPT = """
import sys
from linkaudit.cli import main

main(sys.argv[2:])
print(sorted(set(sys.argv[1].split()) & set(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "arguments",
    [
        "--help",
        "--version",
        "rules",
        "links --help",
        "links --no-state",
        "links",
        "links --format json",
    ],
)
def test_nothing_heavy_is_imported_without_need(arguments: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("[a](https://a.example/)\n")

    assert imported(HEAVY, arguments, tmp_path) == "[]"


@pytest.mark.parametrize("arguments", ["--help", "--version", "links --help"])
def test_help_waits_for_no_words_of_the_audit(arguments: str, tmp_path: Path) -> None:
    """Their dataclasses take as long to make as all of click to import."""
    assert imported("linkaudit.model.report linkaudit.model.http", arguments, tmp_path) == "[]"


@pytest.mark.parametrize("arguments", ["links", "links --format json"])
def test_what_is_remembered_or_plain_needs_no_parser(arguments: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("[a *b*](https://a.example/)\n")

    assert imported("markdown_it", arguments, tmp_path) == "['markdown_it']"
    assert imported("markdown_it", arguments, tmp_path) == "[]"

    (tmp_path / "a.md").write_text("[a](https://a.example/)\n")
    assert imported("markdown_it", arguments, tmp_path) == "[]"


def test_what_is_looked_up_needs_no_words_of_the_audit(tmp_path: Path) -> None:
    """A file is read, and known by its content."""
    (tmp_path / "a.md").write_text("[a](https://a.example/)\n")
    imported("", "links", tmp_path)

    assert (
        imported("linkaudit.store.extraction_cache linkaudit.model.report", "links", tmp_path)
        == "['linkaudit.store.extraction_cache']"
    )


def test_a_run_that_asks_imports_nothing_to_paint_a_terminal_with(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("[a](http://127.1:9/)\n")

    assert imported("httpx rich pygments", "check --no-state --quiet", tmp_path) == "['httpx']"


def test_without_a_state_there_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("[a](https://a.example/)\n")

    assert imported("sqlite3 _sqlite3", "links --no-state", tmp_path) == "[]"


def imported(modules: str, arguments: str, folder: Path) -> str:
    """Those of the modules that a run of the command has imported."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, modules, *arguments.split()],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stderr.strip()


def test_the_list_of_commands_says_what_each_says_of_itself() -> None:
    with cli.make_context("linkaudit", ["rules"]) as context:
        for name, words in COMMANDS.items():
            command = cli.get_command(context, name)
            assert command is not None
            assert command.help is not None
            assert command.help.splitlines()[0] == words


def test_a_command_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chekc"]) == 2
    assert "chekc" in capsys.readouterr().err
