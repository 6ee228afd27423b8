"""The program of `action.yml`: installs linkaudit from the action's own checkout, and audits.

Inputs come from environment variables, never through a shell; the exit status goes to
`$GITHUB_OUTPUT`. Knows the command line of linkaudit, and nothing about links.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import venv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ACTION = Path(__file__).resolve().parents[1]
NEEDS = [ACTION / "requirements" / name for name in ("runtime.txt", "build.txt")]
FINDINGS = 1
WRONG_INPUT = 2
# Without -P, Python would run a module of the audited tree that is named like one of its own.
SAFELY = ("-P", "-m")

Run = Callable[[Sequence[str]], int]
"""Runs a program with its arguments; returns its exit status."""

Make = Callable[[Path], str]
"""Makes a Python environment in a folder; returns its Python."""


def main(environment: Mapping[str, str], run: Run, make: Make) -> int:
    """Install, audit, pass on the status; returns the status of the step."""
    try:
        arguments = audit(environment)
    except ValueError as error:  # shlex: a quotation that does not end
        print(f"::error title=linkaudit::paths or args: {error}; quote as in a shell")
        return WRONG_INPUT
    python = make(Path(environment["RUNNER_TEMP"], "linkaudit"))
    if any(run(command) for command in install(python)):
        return WRONG_INPUT  # pip has said why
    status = run([python, *SAFELY, "linkaudit", *arguments])
    with open(environment["GITHUB_OUTPUT"], "a", encoding="utf-8") as output:
        output.write(f"status={status}\n")
    return 0 if status == FINDINGS and environment["FAIL"] != "true" else status


def audit(environment: Mapping[str, str]) -> list[str]:
    """The arguments of linkaudit. Raises ValueError if they are not quoted as in a shell."""
    report, sarif, state = (environment[name] for name in ("REPORT", "SARIF", "STATE"))
    return [
        "check",
        *(["--report", report] if report else ["--no-report"]),
        *("--format", "github"),
        *(["--format", f"sarif={sarif}"] if sarif else []),
        *(["--state", state] if state else ["--no-state"]),
        *shlex.split(environment["ARGS"]),
        *("--", *shlex.split(environment["PATHS"])),
    ]


def make_environment(folder: Path) -> str:
    """An environment of its own, so that the caller's Python stays as it is."""
    venv.create(folder, with_pip=True)
    return str(folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def install(python: str) -> list[list[str]]:
    """The commands that install linkaudit, with exactly the packages that it was tested with.

    First the dependencies and build tools, by hash; then linkaudit, from this checkout alone: pip
    accepts no hash for a folder, and an isolated build would download today's backend.
    """
    pip = [python, *SAFELY, "pip", "install", "--quiet", "--disable-pip-version-check"]
    needs = [part for file in NEEDS for part in ("--requirement", str(file))]
    alone = ["--no-index", "--no-deps", "--no-build-isolation"]
    return [[*pip, "--require-hashes", *needs], [*pip, *alone, str(ACTION)]]


def _run(command: Sequence[str]) -> int:
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(os.environ, _run, make_environment))
