"""The quick loop: linters, types and the nearest tests of what changed, in about ten seconds.

Knows where the tests of a file are, by path alone. It measures no coverage, and it is no
substitute for the whole suite: it names what it did not run.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[1]
CASES = "tests/cases/test_pages.py"
# A second run of the daemon sees only what changed; the first takes as long as mypy itself.
TYPES = ("-m", "mypy.dmypy", "run", "--")


def main(arguments: Sequence[str]) -> int:
    """Check what changed since the commit named; by default what is not committed yet."""
    base = arguments[0] if arguments else "HEAD"
    changed = sorted(changed_files(base))
    if not changed:
        print(f"Nothing changed since {base}; name another commit, such as `quick main`.")
        return 0
    tests, unknown = nearest_tests(changed)
    code = [name for name in changed if name.endswith(".py") and (ROOT / name).is_file()]
    commands: list[Sequence[str]] = []
    if code:
        commands += [("-m", "ruff", "check", *code), ("-m", "ruff", "format", "--check", *code)]
        commands.append(TYPES)
    if tests:
        commands.append(("-m", "pytest", "-q", "-p", "no:randomly", *sorted(tests)))
    failed = [command for command in commands if not _succeeds(command)]
    print(f"\n{len(changed)} changed files, {len(tests)} test files run:", *sorted(tests))
    if unknown:
        print("No tests near:", *unknown)
    print("Left out: all other tests, and coverage. `python3 tasks.py test` runs them.")
    for command in failed:
        print("Failed:", " ".join(command[1:3]))
    return int(bool(failed))


def changed_files(base: str) -> set[str]:
    """Paths from the root: changed since that commit, or new."""
    return {
        *_git("diff", "--name-only", base),
        *_git("ls-files", "--others", "--exclude-standard"),
    }


def nearest_tests(changed: Iterable[str], root: Path = ROOT) -> tuple[set[str], list[str]]:
    """The test files of these paths, and the paths that none is near to."""
    tests: set[str] = set()
    unknown = []
    for name in changed:
        near = _tests_of(PurePosixPath(name), root)
        tests |= near
        if not near:
            unknown.append(name)
    return tests, unknown


def _tests_of(path: PurePosixPath, root: Path) -> set[str]:
    match path.parts:
        case ("src", "linkaudit", *folders, _):
            own = f"test_{path.stem.strip('_')}.py"
            places = [f"tests/{own}"] if not folders else [f"tests/{folders[0]}/{own}"]
            found = [place for place in places if (root / place).is_file()]
            return {*found, *_mirrored(folders, root)}
        case ("tests", "cases", *_):
            return {CASES}
        case ("tests", *_, name) if name.startswith("test_"):
            return {str(path)} if (root / path).is_file() else set()
        case ("tests", *_, name) if name.endswith(".py"):
            return _test_files(root / path.parent, root)
        case ("docs", *_) | (_,) if path.suffix == ".md":
            return {"tests/test_docs.py"}
    return set()


def _mirrored(folders: Sequence[str], root: Path) -> set[str]:
    """The tests of the nearest folder of tests/unit that has any: data have none of their own."""
    for end in range(len(folders), 0, -1):
        if found := _test_files(root.joinpath("tests", "unit", *folders[:end]), root):
            return found
    return set()


def _test_files(folder: Path, root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in folder.glob("test_*.py")}


def _git(*arguments: str) -> list[str]:
    """The lines that git prints; its own message and an exception if it fails."""
    command = ["git", *arguments]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.splitlines()


def _succeeds(command: Sequence[str]) -> bool:
    print("$ python", *command[:3], "…" if len(command) > 3 else "", flush=True)
    return not subprocess.run([sys.executable, *command], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
