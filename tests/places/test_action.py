"""The action: four lines of somebody's workflow, and what `action.yml` makes of them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from tests import forked
from tests.places.steps import ROOT, read

ACTION = read(ROOT / "action.yml")
INPUTS = {name: about["default"] for name, about in ACTION["inputs"].items()}


def _script() -> Any:
    spec = spec_from_file_location("action_audit", ROOT / ".github" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


script = _script()


class Runner:
    """Plays GitHub's runner: audits with our own Python, and only notes what pip is told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.installed: list[Sequence[str]] = []
        self.audited: list[Sequence[str]] = []
        self.pip_ends_with = 0
        self.start = forked.run

    def __call__(self, command: Sequence[str]) -> int:
        if "pip" in command:
            self.installed.append(command)
            return self.pip_ends_with
        self.audited.append(command[4:])
        ours = [sys.executable, *command[1:]]
        return self.start(ours, cwd=self.folder, capture_output=True, check=False).returncode

    def use(self, inputs: Mapping[str, str]) -> int:
        given = {name.upper(): value for name, value in {**INPUTS, **inputs}.items()}
        places = {"RUNNER_TEMP": self.folder / "temp", "GITHUB_OUTPUT": self.folder / "output"}
        told = {**given, **{name: str(path) for name, path in places.items()}}
        # An environment takes seconds to make, and nothing is installed in it here.
        status: int = script.main(told, self, lambda folder: str(folder / "python"))
        return status

    @property
    def output(self) -> str:
        return (self.folder / "output").read_text(encoding="utf-8")


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    (tmp_path / "a.md").write_text("[gone](missing.md)\n")
    (tmp_path / "b c.md").write_text("# Fine\n")
    return Runner(tmp_path)


@pytest.mark.parametrize(
    ("inputs", "ends", "status"),
    [
        ({}, 1, 1),
        ({"fail": "false"}, 0, 1),
        ({"paths": "'b c.md'"}, 0, 0),
        ({"args": "--ignore file-missing"}, 0, 0),
        ({"args": "--fail-on nonsense", "fail": "false"}, 2, 2),
        ({"paths": "missing.md", "fail": "false"}, 2, 2),
    ],
)
def test_the_step_ends_as_asked_and_hands_the_status_on(
    inputs: dict[str, str], ends: int, status: int, runner: Runner
) -> None:
    assert runner.use(inputs) == ends
    assert runner.output == f"status={status}\n"


def test_by_default_it_leaves_a_report_and_sarif_and_remembers_nothing(runner: Runner) -> None:
    runner.use({})

    assert (runner.folder / "link-report" / "report.md").exists()
    sarif = json.loads((runner.folder / "link-report" / "links.sarif").read_text())
    assert [r["ruleId"] for r in sarif["runs"][0]["results"]] == ["file-missing"]
    assert not (runner.folder / ".linkaudit").exists()


def test_what_is_not_wanted_is_not_written(runner: Runner) -> None:
    runner.use({"report": "", "sarif": "", "state": "kept/state.sqlite3"})

    assert not (runner.folder / "link-report").exists()
    assert (runner.folder / "kept" / "state.sqlite3").exists()


def test_linkaudit_is_installed_from_the_actions_own_checkout_and_what_it_needs_by_hash(
    runner: Runner,
) -> None:
    """Neither a dependency nor the build's backend comes in another version than was tested."""
    runner.use({})

    needs, itself = runner.installed
    files = [str(ROOT / "requirements" / name) for name in ("runtime.txt", "build.txt")]
    assert needs[-5:] == ["--require-hashes", "--requirement", files[0], "--requirement", files[1]]
    assert itself[-4:] == ["--no-index", "--no-deps", "--no-build-isolation", str(ROOT)]


def test_where_pip_fails_nothing_is_audited(runner: Runner) -> None:
    runner.pip_ends_with = 1

    assert runner.use({}) == 2
    assert (len(runner.installed), runner.audited) == (1, [])


@pytest.mark.parametrize(
    "hostile", ["$(touch hacked)", "`touch hacked`", "; touch hacked", "| touch hacked"]
)
def test_no_shell_reads_an_input(hostile: str, runner: Runner) -> None:
    assert runner.use({"paths": hostile}) == 2
    assert not (runner.folder / "hacked").exists()


def test_no_module_of_the_checked_tree_is_run(runner: Runner) -> None:
    """`python -m` looks in the folder where it runs first, unless it is told not to."""
    for name in ("json", "linkaudit", "pip"):
        (runner.folder / f"{name}.py").write_text("open('hacked', 'w').close()\n")
    runner.start = subprocess.run

    assert runner.use({"paths": "'b c.md'"}) == 0

    assert not (runner.folder / "hacked").exists()
    assert {tuple(command[1:4]) for command in runner.installed} == {("-P", "-m", "pip")}


def test_a_path_is_no_option(runner: Runner) -> None:
    assert runner.use({"paths": "--allow-net=0.0.0.0/0"}) == 2
    assert runner.audited[0][-2:] == ["--", "--allow-net=0.0.0.0/0"]


def test_a_quotation_without_an_end_is_told_of(
    runner: Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    assert runner.use({"args": "--exclude 'x"}) == 2
    assert capsys.readouterr().out.startswith("::error title=linkaudit::paths or args: ")
    assert runner.installed == []


def test_no_input_stands_in_a_script() -> None:
    """An expression in `run:` is pasted into the shell as it is."""
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_every_input_reaches_the_script() -> None:
    [step] = [step for step in ACTION["runs"]["steps"] if "run" in step]

    handed = {v for v in step["env"].values() if "inputs." in v}
    assert handed == {f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"]}
