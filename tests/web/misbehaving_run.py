"""The real command line as a process of its own, against the misbehaving web.

Starts processes and reads what they say. Judges nothing.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import forked

ROOT = Path(__file__).parents[2]
LIMIT = 240.0  # seconds until a run that hangs fails its test, on a busy machine too

_PEAK = """
import resource, subprocess, sys
with open(sys.argv[1], "wb") as out:
    done = subprocess.run(sys.argv[2:], stdout=out)
print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@dataclass(frozen=True, slots=True)
class Run:
    """A run that has ended, with its JSON report."""

    status: int
    report: dict[str, Any]
    said: str
    """Standard error."""

    @property
    def links(self) -> dict[str, dict[str, Any]]:
        """By destination, as written."""
        return {link["destination"]: link for link in self.report["links"]}

    @property
    def verdicts(self) -> dict[str, str]:
        return {written: link["verdict"] for written, link in self.links.items()}


def document(folder: Path, urls: Iterable[str], name: str = "links.md") -> Path:
    path = folder / name
    path.write_text("".join(f"- [link](<{url}>)\n" for url in urls), encoding="utf-8")
    return path


def with_names(log: Path, lookups: int = 1000, failure: str = "again") -> tuple[str, ...]:
    """linkaudit with a name service of our own, which asks nobody."""
    return ("tests.web.misbehaving_names", str(log), str(lookups), failure)


def command(
    path: Path, *options: str, program: Sequence[str] = (), asks_examples: bool = True
) -> list[str]:
    """A run that remembers nothing and writes no page, unless the options say otherwise."""
    # A run that meets much trouble looks up names that all the world knows. Here it finds
    # them, and no question leaves the machine.
    named = program or with_names(path.parent / "names.log")
    memory = () if "--state" in options else ("--no-state",)
    page = () if "--report" in options else ("--no-report",)
    # The last route, so one for any host that changes nothing: names for examples are asked.
    route = ("--connect-to", ":::") if asks_examples else ()
    return [
        *(sys.executable, "-m", *named, "check", path.name),
        *("--format", "json", *page, *memory, *options, *route),
    ]


def started(
    path: Path, *options: str, program: Sequence[str] = (), asks_examples: bool = True
) -> subprocess.Popen[str]:
    return forked.Popen(
        command(path, *options, program=program, asks_examples=asks_examples),
        cwd=path.parent,
        env=with_tests(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def ended(process: subprocess.Popen[str]) -> Run:
    """Wait for it; a run that hangs is killed, and fails."""
    with process:
        try:
            out, said = process.communicate(timeout=LIMIT)
        finally:
            process.kill()
    assert out, said
    return Run(process.returncode, json.loads(out), said)


def let_time_pass(process: subprocess.Popen[str]) -> None:
    """A hundred seconds for this run, in no time."""
    process.send_signal(signal.SIGUSR1)


def read_until(process: subprocess.Popen[str], words: Iterable[str]) -> None:
    """Until each of the words was said on standard error, which `--verbose` fills."""
    assert process.stderr is not None
    missing = set(words)
    while missing:
        line = process.stderr.readline()
        assert line, "the run ended by itself"
        missing = {word for word in missing if word not in line.split()}


def linkaudit(path: Path, *options: str, program: Sequence[str] = ()) -> Run:
    return ended(started(path, *options, program=program))


def peak_mebibytes(path: Path, *options: str) -> float:
    """The most memory that a run takes at once."""
    return _measured(path, options, Path(os.devnull))[1]


def measured(path: Path, *options: str) -> tuple[Run, float]:
    """A run, and the most memory that it takes at once, in MiB."""
    out = path.with_suffix(".json")
    done, mebibytes = _measured(path, options, out)
    status = int(done.stdout.split()[0])
    # A run that failed has said why, and no report.
    report = json.loads(out.read_text(encoding="utf-8") or "{}")
    return Run(status, report, done.stderr), mebibytes


def _measured(
    path: Path, options: Iterable[str], out: Path
) -> tuple[subprocess.CompletedProcess[str], float]:
    # By way of a small process: a child's figure begins with its parent's.
    whole = [sys.executable, "-c", _PEAK, str(out), *command(path, *options)]
    done = subprocess.run(
        whole,
        cwd=path.parent,
        env=with_tests(),
        capture_output=True,
        text=True,
        check=True,
        timeout=LIMIT,
    )
    return done, int(done.stdout.split()[1]) / 1024


def with_tests() -> dict[str, str]:
    """The environment of a process that runs elsewhere and knows this folder all the same."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
