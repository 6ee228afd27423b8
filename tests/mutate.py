"""Mutation testing of one file: `python3 tasks.py mutate src/linkaudit/rules/soft404/parked.py`.

Changes the source in a copy, one small change at a time, and runs the nearest tests on each.
A change that no test notices is printed. Your working tree is never touched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.quick import ROOT, nearest_tests

CONFIG = """\
[cosmic-ray]
module-path = "{path}"
timeout = 60.0
excluded-modules = []
test-command = "{command}"

[cosmic-ray.distributor]
name = "local"

# Nearly all of these are in annotations, `int | None`, which no test can notice.
[cosmic-ray.filters.operators-filter]
exclude-operators = ["core/ReplaceBinaryOperator_BitOr_.*"]
"""


def main(arguments: Sequence[str]) -> int:
    """The folder of the tool's programs, the file, and test files if not the nearest ones."""
    if len(arguments) < 2:
        print("Usage: python3 tasks.py mutate PATH [TESTS...]")
        return 2
    programs, path, *named = arguments
    tests = named or _nearest(path)
    if not (ROOT / path).is_file() or not tests:
        print(f"{path}: no such file, or no tests near it; name them after it.")
        return 2
    print(f"Mutating {path} against: {', '.join(tests)}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in ("src", "tests"):
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, copy / name, ignore=ignored)
        shutil.copy(ROOT / "pyproject.toml", copy)
        command = f"{sys.executable} -m pytest -x -q -p no:randomly {' '.join(tests)}"
        (copy / "mutate.toml").write_text(CONFIG.format(path=path, command=command), "utf-8")
        # A source file may change twice within a second, which a compiled file does not notice
        # by the time of day, but by the hash of its source.
        by_hash = ("-m", "compileall", "-q", "--invalidation-mode", "checked-hash", "src", "tests")
        subprocess.run([sys.executable, *by_hash], cwd=copy, check=True)
        changed = {"PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
        steps = (
            ("cosmic-ray", "baseline", "mutate.toml"),
            ("cosmic-ray", "init", "mutate.toml", "session.sqlite"),
            ("cr-filter-operators", "session.sqlite", "mutate.toml"),
            ("cosmic-ray", "exec", "mutate.toml", "session.sqlite"),
            ("cr-report", "--surviving-only", "--show-diff", "session.sqlite"),
        )
        for program, *rest in steps:
            step = [str(Path(programs, program)), *rest]
            done = subprocess.run(step, cwd=copy, env={**os.environ, **changed}, check=False)
            if done.returncode:
                print("The tests must pass before they can be judged.", file=sys.stderr)
                return 1
    return 0


def _nearest(path: str) -> list[str]:
    """The file's own tests, or else those of its folder."""
    near = sorted(nearest_tests([path])[0])
    return [name for name in near if name.endswith(f"test_{Path(path).stem}.py")] or near


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
