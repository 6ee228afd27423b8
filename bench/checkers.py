"""The checkers that are compared: how each is told what to do, and what it says it found.

Both get the same documents, the same ceiling of requests in flight, and their defaults
otherwise. Ours must be allowed to ask loopback addresses; lychee asks them anyway.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from bench.workloads import Workload

_OURS = (sys.executable, "-P", "-m", "linkaudit", "check")
_COUNTED = re.compile(r"^([\d,]+) links? in \d+ documents?: (.+)$", re.M)
_TOTAL = re.compile(r"(\d+) OK\b.*?(\d+) Error", re.S)


@dataclass(frozen=True, slots=True)
class Checker:
    """One row of a workload."""

    name: str
    command: Callable[[Workload], tuple[str, ...]]
    is_true: Callable[[str, Workload], bool]
    """Whether its output says of every link what the web knows to be so."""


def ours() -> Checker:
    return Checker("linkaudit", _our_command, _ours_is_true)


def lychee(path: str) -> Checker:
    def command(work: Workload) -> tuple[str, ...]:
        told = ("--no-progress", "--max-concurrency", str(work.concurrency))
        return (path, *told, *work.peer_options, ".")

    return Checker("lychee", command, _lychee_is_true)


def knows(options: tuple[str, ...]) -> bool:
    """Whether this version of ours has these options."""
    told = subprocess.run((*_OURS, "--help"), capture_output=True, text=True, check=True).stdout
    return all(option in told for option in options if option.startswith("--"))


def _our_command(work: Workload) -> tuple[str, ...]:
    allowed = ("--allow-net", "127.0.0.0/8")
    trusts = ("--ca-bundle", work.mode.authority) if work.mode.authority else ()
    return (*_OURS, *allowed, *trusts, "--concurrency", str(work.concurrency), *work.options)


def _ours_is_true(output: str, work: Workload) -> bool:
    found = _in_json(output) if "--format" in work.options else _in_words(output)
    fine = work.links - work.dead() - work.moved()
    expected = {"dead": work.dead(), "redirected": work.moved(), "ok": fine}
    return found == {verdict: number for verdict, number in expected.items() if number}


def _in_words(output: str) -> dict[str, int]:
    """How many links have each verdict, by the summary."""
    found: dict[str, int] = {}
    counted = _COUNTED.search(output)
    for part in counted[2].split(", ") if counted else ():
        number, verdict = part.split(" ", 1)
        found[verdict] = int(number.replace(",", ""))
    return found


def _in_json(output: str) -> dict[str, int]:
    start = output.find("{\n")
    report, _ = json.JSONDecoder().raw_decode(output[start:])
    found: dict[str, int] = report["summary"]["verdicts"]
    return found


def _lychee_is_true(output: str, work: Workload) -> bool:
    """lychee counts a redirect that it followed as fine."""
    counted = _TOTAL.search(output)
    expected = (work.links - work.dead(), work.dead())
    return counted is not None and (int(counted[1]), int(counted[2])) == expected
