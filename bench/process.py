"""A whole process, measured: wall clock, processor time, most memory, and what it printed.

Knows POSIX's `wait4`; what the process does, it does not know.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

# What would make two checkers see different webs; and what would have ours compiled anew for
# each run, which an installed package never is.
_LEFT_OUT = frozenset(
    {"http_proxy", "https_proxy", "all_proxy", "no_proxy", "github_token"}
    | {"pythondontwritebytecode"}
)
_KIB = 1 if sys.platform == "darwin" else 1024  # getrusage(2): bytes there, KiB on Linux


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took, its own processes included. Seconds and MiB."""

    wall: float
    cpu: float
    memory: float
    """Never less than the measuring process's own: Linux counts from before the exec."""
    status: int
    output: str


def measured(command: Sequence[str], folder: Path, seconds: float = 600) -> Cost:
    """Run a command to its end, or kill it after `seconds`."""
    environment = {k: v for k, v in os.environ.items() if k.lower() not in _LEFT_OUT}
    with tempfile.TemporaryFile() as output:
        start = perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        # An alarm and not a thread: `wait4` alone reaps the process and has its figures.
        previous = signal.signal(signal.SIGALRM, lambda *_: process.kill())
        signal.setitimer(signal.ITIMER_REAL, seconds)
        _, status, usage = os.wait4(process.pid, 0)
        wall = perf_counter() - start
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
    cpu = usage.ru_utime + usage.ru_stime
    return Cost(wall, cpu, usage.ru_maxrss * _KIB / 2**20, process.returncode, text)
