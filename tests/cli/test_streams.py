"""Standard streams of every kind: an encoding that lacks letters, a closed one, a full one."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from linkaudit.cli import COMMANDS
from linkaudit.errors import UsageError
from linkaudit.files.read import read_stdin
from tests import forked

WORDS = "中文 → ▁█ é"
OFFLINE = ("--offline", "--no-state", "--no-progress")
CHECK = ("check", *OFFLINE, "--no-report")
MACHINE = ("comment", "csv", "github", "html", "json", "junit", "sarif")
NAME = "中文.md"
URL = "https://a.example/中文"

FOR_PEOPLE: dict[str, tuple[Sequence[str], int]] = {
    "check": (("check", *OFFLINE), 1),
    "check --verbose": ((*CHECK, "--verbose"), 1),
    "check --color": ((*CHECK, "--color", "always"), 1),
    "check --format text": ((*CHECK, "--format", "text"), 1),
    "links": (("links", "--no-state"), 0),
    "fix": (("fix", *OFFLINE), 1),
    "explain": (("explain", URL, *OFFLINE[:2]), 0),
    "explain a file": (("explain", "文.md", *OFFLINE[:2]), 1),
    "history": (("history",), 0),
    "rules": (("rules",), 0),
    "rules ID": (("rules", "not-found"), 0),
    "pack check": (("pack", "check", "中.toml"), 2),
    "init": (("init", "--dry-run"), 0),
    "--help": (("--help",), 0),
    "check --help": (("check", "--help"), 0),
    "--version": (("--version",), 0),
    "nothing": ((), 2),
    "a command that is not there": (("文",), 2),
    "a file that is not there": (("check", "文.md"), 2),
    "an option that is wrong": (("check", "--as-of", "文"), 2),
}
FOR_PROGRAMS: dict[str, tuple[Sequence[str], int]] = {
    **{f"check --format {name}": ((*CHECK, "--format", name), 1) for name in MACHINE},
    "links --format json": (("links", "--no-state", "--format", "json"), 0),
    "explain --format json": (("explain", URL, *OFFLINE[:2], "--format", "json"), 0),
    "history --format csv": (("history", "--format", "csv"), 0),
    "history --format json": (("history", "--format", "json"), 0),
    "check --format json-schema": (("check", "--format", "json-schema"), 0),
}
ENCODINGS = {
    "a pipe of Windows": {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
    "strict": {"PYTHONIOENCODING": "cp1252:strict", "PYTHONUTF8": "0"},
    "ASCII": {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    "no locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}
EVERYWHERE = ("a pipe of Windows", "ASCII")
SHOWN = {f"check --format {name}" for name in ("comment", "csv", "html", "junit")}
CLOSED = {
    "".join(names): " ".join(f"{'<' if name == '0' else name + '>'}&-" for name in names)
    for length in (1, 2, 3)
    for names in itertools.combinations("012", length)
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_documents(tmp_path)
    return tmp_path


def write_documents(folder: Path) -> None:
    text = f"# {WORDS}\n\n[{WORDS}](文.md) and [{WORDS}]({URL})\n"
    (folder / NAME).write_text(text, encoding="utf-8")
    (folder / "中.toml").write_text("name = '文'\n", encoding="utf-8")


def run(
    folder: Path,
    arguments: Sequence[str],
    closed: str = "",
    full: str = "",
    *,
    by_a_shell: bool = False,
) -> subprocess.CompletedProcess[bytes]:
    """A process of its own that lacks some of its streams, or that writes to a full disk.

    By a shell, Python itself starts like this; a few of each kind do.
    """
    command = [sys.executable, "-m", "linkaudit", *arguments]
    if by_a_shell:
        redirected = f"{CLOSED[closed] if closed else ''} {full and full + '>/dev/full'}"
        return subprocess.run(
            ["/bin/sh", "-c", f'exec "$@" {redirected}', "sh", *command],
            cwd=folder,
            env={name: v for name, v in os.environ.items() if not name.startswith("PYTHON")},
            input=b"",
            capture_output=True,
            check=False,
            timeout=120,
        )
    with (
        open("/dev/full" if full else os.devnull, "wb") as disk,
        forked.Popen[bytes](
            command,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=disk if full == "1" else subprocess.PIPE,
            stderr=disk if full == "2" else subprocess.PIPE,
            closed=closed,
        ) as process,
    ):
        out, err = process.communicate(b"", timeout=120)
    return subprocess.CompletedProcess(command, process.returncode, out or b"", err or b"")


def test_every_command_is_tried() -> None:
    tried = {arguments[0] for arguments, _ in FOR_PEOPLE.values() if arguments}

    assert set(COMMANDS) <= tried


# Python has made its streams by the environment when this runs; a command has them for itself.
# That a command is started is proved elsewhere: what it imports is imported once.
EACH_IN_A_FORK = """
import gc, importlib, json, os, pkgutil, sys
import linkaudit
for module in pkgutil.walk_packages(linkaudit.__path__, "linkaudit."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
from linkaudit.cli import main

gc.collect()
gc.freeze()  # a collection in a fork would copy all that is shared
statuses = {}
for folder, name, arguments in json.loads(os.environ["COMMANDS"]):
    child = os.fork()
    if not child:
        os.chdir(folder)
        for stream, file in ((1, "../out"), (2, "../err")):
            os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), stream)
        sys.argv[0] = "linkaudit"
        sys.exit(main(arguments))
    statuses[name] = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
os.write(1, json.dumps(statuses).encode())
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_no_encoding_ends_a_command(encoding: str, tmp_path: Path) -> None:
    """On Windows a pipe has the console's: an arrow in any evidence was exit status 70."""
    commands = {
        name: command
        for name, command in {**FOR_PEOPLE, **FOR_PROGRAMS}.items()
        if encoding in EVERYWHERE or name in ("check", "check --format json")
    }
    own = {name: tmp_path / str(number) / "in" for number, name in enumerate(commands)}
    for made in own.values():
        made.mkdir(parents=True)
        write_documents(made)
    asked = [(str(own[name]), name, list(commands[name][0])) for name in commands]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}

    done = subprocess.run(
        [sys.executable, "-P", "-c", EACH_IN_A_FORK],
        env={**clean, **ENCODINGS[encoding], "COMMANDS": json.dumps(asked)},
        input=b"",
        capture_output=True,
        check=True,
        timeout=120,
    )

    said = {name: (made.parent / "err").read_bytes() for name, made in own.items()}
    assert json.loads(done.stdout) == {name: status for name, (_, status) in commands.items()}, said
    assert [name for name, text in said.items() if b"Traceback" in text] == []
    for name in FOR_PROGRAMS.keys() & own.keys():
        told = (own[name].parent / "out").read_bytes().decode("utf-8")
        assert WORDS[:2] in told or name not in SHOWN


@pytest.mark.parametrize("command", FOR_PEOPLE)
def test_closed_streams_are_no_reason_to_end_otherwise(command: str, folder: Path) -> None:
    arguments, status = FOR_PEOPLE[command]

    done = run(folder, arguments, "012", by_a_shell=command in ("check", "nothing"))

    assert done.returncode == status


@pytest.mark.parametrize("closed", ["0", "02", "012", "12"])
@pytest.mark.parametrize("name", ["check", "links", "fix"])
def test_a_document_from_a_closed_standard_input_is_no_empty_one(
    name: str, closed: str, folder: Path
) -> None:
    """An empty one would be ready to republish."""
    by_a_shell = (name, closed) in (("check", "0"), ("links", "012"))
    done = run(folder, [*FOR_PEOPLE[name][0], "-"], closed, by_a_shell=by_a_shell)

    assert done.returncode == (2 if "0" in closed else 0)
    assert done.stdout == b"" or "0" not in closed
    if closed == "0":
        assert done.stderr.startswith(b"linkaudit: standard input: cannot be read: ")
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("closed", CLOSED)
def test_reports_and_memory_are_as_ever_where_streams_are_closed(closed: str, folder: Path) -> None:
    """The state was opened as standard error once, and all that was said went into it."""
    arguments = ["check", "--offline", "--verbose", "--format", "json=made.json"]

    first = run(folder, arguments, closed, by_a_shell=closed in ("2", "012"))
    second = run(folder, arguments)

    assert (first.returncode, second.returncode) == (1, 1)
    assert second.stderr == b""
    assert (folder / "made.json").read_bytes().startswith(b'{\n  "schema"')


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="only Linux has /dev/full")
@pytest.mark.parametrize(
    "command", ["links", "rules", "history", "init", "--help", "nothing", "links --format json"]
)
def test_a_full_disk_behind_a_stream_is_one_line_or_none(command: str, folder: Path) -> None:
    arguments, status = {**FOR_PEOPLE, **FOR_PROGRAMS}[command]

    said = run(folder, arguments).stdout
    by_a_shell = command in ("links", "nothing")
    out, err = (run(folder, arguments, full=full, by_a_shell=by_a_shell) for full in "12")

    assert out.returncode == (2 if said else status)
    assert b"Traceback" not in out.stderr
    assert not said or b"standard output: cannot write the report: " in out.stderr
    assert err.returncode == status


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="only Linux has /dev/full")
def test_a_full_disk_is_one_line_where_nothing_is_buffered(folder: Path) -> None:
    """Images set PYTHONUNBUFFERED; a full disk was a traceback and exit status 70 there."""
    with open("/dev/full", "wb") as disk:
        done = subprocess.run(
            [sys.executable, "-u", "-P", "-m", "linkaudit", "links", "--no-state"],
            cwd=folder,
            stdout=disk,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert done.returncode == 2
    assert done.stderr.startswith(b"linkaudit: standard output: cannot write the report: ")


def test_a_stream_that_cannot_be_read_is_said_in_one_line() -> None:
    handle = os.open(os.devnull, os.O_WRONLY)
    with open(handle, "rb", buffering=0) as unreadable, pytest.raises(UsageError) as raised:
        read_stdin(unreadable)

    assert "standard input: cannot be read: " in str(raised.value)
