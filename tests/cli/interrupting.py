"""A run that is interrupted once it has said that these links are done."""

import signal
import subprocess
import sys
from collections.abc import Iterable

from tests import forked


def started(path: str, *options: str) -> subprocess.Popen[str]:
    """`check` as a process that says on standard error what is done; it tries long."""
    command = [sys.executable, "-m", "linkaudit", "check", path, "--no-report", "--verbose"]
    return forked.Popen(
        [*command, "--retries", "9", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def interrupted(path: str, done: Iterable[str], *options: str) -> int:
    """The exit status."""
    with started(path, *options) as process:
        assert process.stderr is not None
        missing = set(done)
        while missing:
            line = process.stderr.readline()
            assert line, "the run ended by itself"
            missing -= set(line.split())
        process.send_signal(signal.SIGINT)
        process.communicate()
        return process.returncode
