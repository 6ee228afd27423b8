"""What is forked is to the tests what a real process is: streams, folder, environment, end."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests import forked

pytestmark = pytest.mark.skipif(not forked.CAN_FORK, reason="Windows has no fork")

LINKAUDIT = (sys.executable, "-P", "-m", "linkaudit")
ASKED: dict[str, tuple[Sequence[str], str, Mapping[str, str]]] = {
    "a finding": (("check", "--offline", "--no-state", "--no-report"), "", {}),
    "nothing wrong": (("links", "--no-state"), "", {}),
    "a document on standard input": (("links", "-", "--no-state"), "[é](http://é.example/)", {}),
    "an environment": (("check", "--help"), "", {"COLUMNS": "60"}),
    "an error": (("check", "é.md"), "", {}),
    "no argument": ((), "", {}),
}


@pytest.mark.parametrize("asked", ASKED)
def test_it_says_what_a_real_process_says(asked: str, tmp_path: Path) -> None:
    arguments, given, changed = ASKED[asked]
    (tmp_path / "a.md").write_text("[é](missing.md) and http://é.example/\n", encoding="utf-8")
    command, environment = [*LINKAUDIT, *arguments], {**os.environ, **changed}

    ours, real = (
        run(
            command, cwd=tmp_path, env=environment, input=given.encode(), capture_output=True,
            check=False,
        )
        for run in (forked.run, subprocess.run)
    )  # fmt: skip

    assert (ours.returncode, ours.stdout, ours.stderr) == (
        real.returncode,
        real.stdout,
        real.stderr,
    )
    assert ours.stdout + ours.stderr


@pytest.mark.parametrize(
    ("end", "status", "said"),
    [
        ("pass", 0, ""),
        ("sys.exit()", 0, ""),
        ("sys.exit(7)", 7, ""),
        ("sys.exit('why')", 1, "why\n"),
        ("1 / 0", 1, "ZeroDivisionError: division by zero\n"),
        ("os.kill(os.getpid(), signal.SIGKILL)", -signal.SIGKILL, ""),
        ("os.kill(os.getpid(), signal.SIGINT)", -signal.SIGINT, "KeyboardInterrupt\n"),
        ("threading.Thread(target=lambda: print('later', file=sys.stderr)).start()", 0, "later\n"),
        ("atexit.register(lambda: print('last', file=sys.stderr))", 0, "last\n"),
        ("sys.stdout.flush(); os.close(1); print('lost')", 120, ""),
    ],
)
def test_it_ends_as_python_ends(end: str, status: int, said: str, tmp_path: Path) -> None:
    text = f"import atexit, os, signal, sys, threading\nprint('before', flush=True)\n{end}\n"
    (tmp_path / "ending.py").write_text(text)

    done = forked.run(
        [sys.executable, "-m", "ending"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (status, "before\n")
    assert done.stderr.endswith(said)


WAITING = """
import time
try:
    print("begun", flush=True)
    time.sleep(60)
except KeyboardInterrupt:
    print("stopped")
"""


@pytest.mark.parametrize(
    ("number", "status", "then"),
    [(signal.SIGINT, 0, "stopped\n"), (signal.SIGTERM, -15, ""), (signal.SIGKILL, -9, "")],
)
def test_it_gets_the_signals_that_it_is_sent(
    number: signal.Signals, status: int, then: str, tmp_path: Path
) -> None:
    (tmp_path / "waiting.py").write_text(WAITING)

    with forked.Popen[str](
        [sys.executable, "-m", "waiting"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        begun = process.stdout.readline()
        is_running = process.poll() is None
        process.send_signal(number)
        said = process.stdout.read()

    assert (begun, is_running, said, process.returncode) == ("begun\n", True, then, status)


def test_a_stream_may_be_closed(tmp_path: Path) -> None:
    (tmp_path / "closed.py").write_text("import sys; sys.exit(repr((sys.stdin, sys.stdout)))")

    with forked.Popen[str](
        [sys.executable, "-m", "closed"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        stderr=subprocess.PIPE,
        text=True,
        closed="01",
    ) as process:
        _, said = process.communicate()

    assert said == "(None, None)\n"


@pytest.mark.parametrize(
    "command",
    [["/bin/true"], [sys.executable, "-c", ""], [sys.executable, "-I", "-m", "linkaudit"]],
)
def test_what_is_not_ours_or_has_options_of_python_needs_a_real_process(command: list[str]) -> None:
    with pytest.raises(AssertionError, match="real process"):
        forked.run(command, check=False)


@pytest.mark.parametrize("name", ["PYTHONIOENCODING", "PYTHONUTF8", "LC_ALL"])
def test_what_python_reads_at_its_start_needs_a_real_process(name: str) -> None:
    with pytest.raises(AssertionError, match="real process"):
        forked.run([*LINKAUDIT, "rules"], env={**os.environ, name: "ascii"}, check=False)
