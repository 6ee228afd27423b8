"""The real command line as a process of its own, against the misbehaving web.

Starts processes and reads what they say. Judges nothing.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LIMIT = 60.0  # seconds until a run that hangs fails its test


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


def command(path: Path, *options: str) -> list[str]:
    """A run that remembers nothing, unless the options say otherwise."""
    memory = () if "--state" in options else ("--no-state",)
    return [
        *(sys.executable, "-m", "linkaudit", "check", path.name),
        *("--format", "json", "--no-report", *memory, *options),
    ]


def started(path: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(path, *options),
        cwd=path.parent,
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


def linkaudit(path: Path, *options: str) -> Run:
    return ended(started(path, *options))
