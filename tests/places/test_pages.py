"""The recipes of docs/ci.md and docs/moving.md: that they can be followed."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from linkaudit.cli import COMMANDS, cli
from tests import forked
from tests.places.steps import ROOT, WORKFLOW, read

DOCS = ROOT / "docs"
CI = (DOCS / "ci.md").read_text(encoding="utf-8")
MOVING = (DOCS / "moving.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
OTHERS = {"--rm", "--user"}  # docker's


def options() -> set[str]:
    found = {"--help"}
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        found |= {o for p in command.params for o in (*p.opts, *p.secondary_opts)}
    return found


def named(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))


def snippets(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.M | re.S)


def test_every_page_is_in_the_index() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")

    for page in DOCS.glob("*.md"):
        assert page.name == "README.md" or f"({page.name})" in index


def test_the_recipes_name_no_option_that_is_not_there() -> None:
    assert named(CI) <= options() | OTHERS


def test_what_a_peers_user_is_told_to_write_is_there() -> None:
    """The second column is ours, the first the peer's."""
    rows = re.findall(r"^\| (.+) \| (.+) \|$", MOVING, re.M)

    assert len(rows) > 50
    for theirs, ours in rows:
        assert named(ours) <= options(), theirs


@pytest.mark.parametrize("page", [CI, README], ids=["docs/ci.md", "README.md"])
def test_an_action_is_named_as_the_workflow_has_it(page: str) -> None:
    pinned = set(re.findall(r"uses: (.+@[0-9a-f]{40} # v[\d.]+)", WORKFLOW.read_text("utf-8")))
    shown = set(re.findall(r"uses: (.+@.+)", page)) - {"OWNER/linkaudit@COMMIT"}

    assert shown
    assert shown <= pinned


def test_the_inputs_of_the_action_are_told_with_their_defaults() -> None:
    for name, about in read(ROOT / "action.yml")["inputs"].items():
        [row] = re.findall(rf"^\| `{name}` \|.*\|$", CI, re.M)
        assert about["default"] in row


@pytest.mark.parametrize("snippet", snippets(CI, "yaml") + snippets(README, "yaml"))
def test_every_snippet_is_yaml(snippet: str) -> None:
    assert yaml.safe_load(snippet)


def test_the_job_for_gitlab_leaves_what_it_hands_on(tmp_path: Path) -> None:
    [job] = [loaded["links"] for loaded in _loaded() if "links" in loaded]
    (tmp_path / "a.md").write_text("[gone](missing.md)\n")

    install, check = job["script"]
    linkaudit, *arguments = shlex.split(check)
    command = [sys.executable, "-P", "-m", "linkaudit", *arguments]
    done = forked.run(command, cwd=tmp_path, capture_output=True, check=False)

    assert "/archive/COMMIT." in install
    assert linkaudit == "linkaudit"
    assert done.returncode == 1
    handed_on = [*job["artifacts"]["paths"], job["artifacts"]["reports"]["junit"]]
    assert all((tmp_path / name).is_file() for name in handed_on)
    assert all((tmp_path / name).is_dir() for name in job["cache"]["paths"])


SHOWN = sorted(
    path
    for pattern in ("*.md", "*.yml", "Dockerfile", ".pre-commit-hooks.yaml", ".github/**/*",
                    "docs/**/*.md", "bench/*.md", "src/**/*")
    for path in ROOT.glob(pattern)
    if path.is_file() and path.suffix != ".pyc"
)  # fmt: skip
"""What people and machines take commands from: documents, workflows, messages."""


def test_nobody_is_told_to_look_for_modules_in_the_folder_that_is_checked() -> None:
    """`python -m` does so without `-P`: a `linkaudit.py` or `pip.py` there would be run.

    Only docs/security.md and the module itself name that form, to say what it does.
    """
    unsafe = re.compile(r"python[\d.]*\s+(?:-(?!P)\w\s+)*-m\s+(?:linkaudit|pip)\b")
    shown = [path for path in SHOWN if path.name not in ("security.md", "__main__.py")]

    assert [path for path in shown if unsafe.search(path.read_text(encoding="utf-8"))] == []


# A requirement of that name, and neither a part of another nor one in an address.
_STRANGERS = re.compile(
    r"(?:\b(?:pip[3x]?|uv(?: tool| pip)?|poetry|pdm) (?:install|add|run)\b[^&|;\n]*?|\buvx )"
    r"(?<![\w/.@:-])linkaudit(?![\w/.-])(?! @)",
)


@pytest.mark.parametrize(
    ("line", "is_a_strangers"),
    [
        ("pip install linkaudit", True),
        ("pip install 'linkaudit==0.1.0'", True),
        ("python3 -P -m pip install --upgrade linkaudit", True),
        ("pipx install linkaudit", True),
        ("uv tool install linkaudit", True),
        ("uvx linkaudit check", True),
        ("pipx run linkaudit check", True),
        ("pip install 'linkaudit[bench]'", True),
        ("pip install linkaudit-md", False),
        ("pip install . && linkaudit check", False),
        ("pip install https://a.example/OWNER/linkaudit/archive/COMMIT.tar.gz", False),
        ("pip install 'linkaudit-md @ git+https://a.example/OWNER/linkaudit@COMMIT'", False),
        ("pip install ./tools/linkaudit", False),
    ],
)
def test_the_name_of_another_project_is_recognised(line: str, is_a_strangers: bool) -> None:
    assert bool(_STRANGERS.search(line)) == is_a_strangers


def test_nobody_is_told_to_install_the_linkaudit_of_another_project() -> None:
    """The package index has one that is not ours: ours is `linkaudit-md` there."""
    assert [path for path in SHOWN if _STRANGERS.search(path.read_text(encoding="utf-8"))] == []


def test_the_hook_is_named_as_it_is() -> None:
    [config] = [loaded for loaded in _loaded() if "repos" in loaded]
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))

    assert config["repos"][0]["hooks"] == [{"id": hook["id"]}]


def _loaded() -> list[dict[str, Any]]:
    found = [yaml.safe_load(snippet) for snippet in snippets(CI, "yaml")]
    return [loaded for loaded in found if isinstance(loaded, dict)]
