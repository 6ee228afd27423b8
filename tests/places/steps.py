"""A workflow's shell, taken out of its YAML and run as the runner of GitHub runs it.

Knows where `run:` stands and which words the runner would fill in. Decides nothing of what a
step is for, and reaches no network: what a step calls stands on a PATH that the test fills.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
BASH = shutil.which("bash") or "/bin/bash"
WORKFLOW = ROOT / ".github" / "workflows" / "linkaudit.yml"
FACTS = ROOT / ".github" / "workflows" / "facts.yml"
_EXPRESSION = re.compile(r"\$\{\{ (.+?) \}\}")


def read(path: Path) -> dict[str, Any]:
    """YAML in which every scalar is text: `on` stays a word."""
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  of YAML's loaders the one that makes texts and nothing else
    assert isinstance(loaded, dict)
    return loaded


def steps(workflow: Mapping[str, Any], job: str) -> list[dict[str, Any]]:
    return list(workflow["jobs"][job]["steps"])


def shell_of(workflow: Mapping[str, Any], job: str, name: str) -> dict[str, Any]:
    """The step of that name; it has a `run`."""
    [step] = [step for step in steps(workflow, job) if step.get("name") == name]
    assert "run" in step
    return step


def run(
    step: Mapping[str, Any], folder: Path, filled: Mapping[str, str], environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a step in a folder; `filled` has the value of every expression in its `env`.

    GitHub's documentation, "Workflow syntax": bash is `bash --noprofile --norc -eo pipefail {0}`.
    """
    assert not _EXPRESSION.search(step["run"]), "what a runner fills in goes through `env`"
    own = {
        name: _EXPRESSION.sub(lambda found: filled[found[1]], value)
        for name, value in step.get("env", {}).items()
    }
    script = folder / "step.sh"
    script.write_text(step["run"], encoding="utf-8")
    return subprocess.run(
        [BASH, "--noprofile", "--norc", "-eo", "pipefail", str(script)],
        cwd=folder,
        env={**os.environ, **environment, **own},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def put_on_path(folder: Path, name: str, script: str) -> str:
    """Put a program into `folder`; returns a PATH that finds it first."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/usr/bin/env bash\n{script}\n", encoding="utf-8")
    (folder / name).chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"
