"""`linkaudit init`: what it writes can be used at once, and nothing that is there is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from linkaudit.cli import main
from linkaudit.init.workflow import PATH as WORKFLOW
from tests.cli.trees import fill, verdicts

GITHUB = {".git/config": '[remote "origin"]\n\turl = https://github.com/acme/docs.git\n'}


def init(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["init", *arguments])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_a_config_and_a_workflow_are_written(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree, {**GITHUB, "README.md": "# A\n", "docs/a.md": "[a](../README.md)\n"})

    status, out, err = init(capsys)

    assert (status, err) == (0, "")
    *wrote, to_do, following = out.splitlines()
    assert wrote == ["Wrote linkaudit.toml", f"Wrote {WORKFLOW}"]
    # What is tested was not installed from where a workflow could have it.
    assert to_do.startswith("To do: linkaudit ")
    assert WORKFLOW in to_do
    assert following == "Next: linkaudit check"
    assert "# Documents here: README.md, docs/ (1)\n" in (tree / "linkaudit.toml").read_text()
    assert "linkaudit check" in (tree / WORKFLOW).read_text()
    assert main(["check", "--offline", "--no-state"]) == 0


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "No workflow: no remote on GitHub; docs/ci.md has examples for other systems"),
        ({".gitlab-ci.yml": ""}, "No workflow: on GitLab, docs/ci.md has a job"),
    ],
)
def test_elsewhere_it_says_why_there_is_no_workflow(
    files: dict[str, str], words: str, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree, files)

    status, out, _ = init(capsys)

    assert status == 0
    assert words in out
    assert not (tree / ".github").exists()


PEERS = {
    "lychee.toml": 'exclude = ["/dropped-by-lychee$"]\nremap = ["s3cret x"]\n',
    ".lycheeignore": "# a comment\n/dropped-by-ignore$\n",
    ".markdown-link-check.json": '{"ignorePatterns": [{"pattern": "/dropped-by-mlc"}]}',
    "docs/conf.py": "linkcheck_ignore = [r'http://224\\.0\\.0\\.1/dropped-by-sphinx']\n",
}
NAMES = ("kept", *(f"dropped-by-{peer}" for peer in ("lychee", "ignore", "mlc", "sphinx")))


def test_what_the_peers_left_out_is_left_out(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A special address is refused without being asked, unless it is left out."""
    links = "".join(f"[x](http://224.0.0.1/{name})\n" for name in NAMES)
    fill(tree, {**PEERS, "a.md": links})

    status, out, _ = init(capsys)
    assert status == 0
    main(["check", "--no-report", "--no-state", "--format", "json"])

    found = verdicts(json.loads(capsys.readouterr().out)["links"])
    assert {url.rpartition("/")[2]: verdict for url, verdict in found.items()} == {
        name: "refused" if name == "kept" else "skipped" for name in NAMES
    }
    assert "From .lycheeignore: exclude\n" in out
    assert "Not taken over, 1 setting:\n  lychee.toml: remap: " in out
    text = (tree / "linkaudit.toml").read_text()
    assert "# Not taken over from lychee.toml: remap: " in text
    assert "s3cret" not in out + text


def test_a_site_in_a_folder_needs_no_setting(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree, {"website/docusaurus.config.js": "", "website/docs/a.md": "[b](b)\n"})
    fill(tree, {"website/docs/b.md": "# B\n"})

    init(capsys)

    assert "\nslugger" not in (tree / "linkaudit.toml").read_text()
    assert main(["check", "--offline", "--no-state"]) == 0


# -------------------------------------------------------------- what is not harmed


@pytest.mark.parametrize("name", ["linkaudit.toml", WORKFLOW])
def test_what_is_there_is_kept_and_the_other_file_is_not_written_either(
    name: str, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree, {**GITHUB, name: "mine\n"})

    status, out, err = init(capsys)

    assert (status, out) == (2, "")
    words = "exists; overwrite it with --force, or see the new one with --dry-run"
    assert err == f"linkaudit: {name}: {words}\n"
    assert (tree / name).read_text() == "mine\n"
    assert sum((tree / n).exists() for n in ("linkaudit.toml", WORKFLOW)) == 1


def test_force_writes_over_what_is_there(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tree, {**GITHUB, "linkaudit.toml": "not = toml = at all\n"})

    assert init(capsys, "--force")[0] == 0

    assert main(["check", "--offline"]) == 2  # no Markdown; but the config is one again
    assert "no Markdown file" in capsys.readouterr().err


def test_a_dry_run_shows_all_and_writes_nothing(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree, {**GITHUB, "linkaudit.toml": "timeout = 3\n", "lychee.toml": "timeout = 5\n"})

    status, out, _ = init(capsys, "--dry-run")

    assert status == 0
    assert "--- linkaudit.toml\n# Settings of linkaudit" in out
    assert "\ntimeout = 5\n" in out
    assert f"--- {WORKFLOW}\n" in out
    assert (tree / "linkaudit.toml").read_text() == "timeout = 3\n"
    assert not (tree / ".github").exists()


def test_settings_in_pyproject_are_not_hidden(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree, {"pyproject.toml": "[tool.linkaudit]\ntimeout = 3\n"})

    status, _, err = init(capsys)

    assert status == 2
    assert err.startswith("linkaudit: pyproject.toml: has [tool.linkaudit]")
    assert not (tree / "linkaudit.toml").exists()


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_nothing_is_written_through_a_link(
    force: list[str], tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree.parent, {"outside/file": "mine\n"})
    fill(tree, {".git/config": "[remote]\n url = https://github.com/acme/docs\n"})
    (tree / ".github").symlink_to("../outside")

    status, _, err = init(capsys, *force)

    assert status == 2
    assert "a link out of this one" in err
    assert sorted(p.name for p in (tree.parent / "outside").iterdir()) == ["file"]
    assert not (tree / "linkaudit.toml").exists()


def test_a_file_that_is_a_link_is_replaced_and_what_it_led_to_stays(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tree / "linkaudit.toml").symlink_to("../secret.md")

    assert init(capsys)[0] == 2
    assert init(capsys, "--force")[0] == 0

    assert (tree.parent / "secret.md").read_text() == "# Secret\n"
    assert not (tree / "linkaudit.toml").is_symlink()


def test_no_name_of_a_strangers_commands_the_runner_or_the_terminal(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = (r"a\n::error::x", "##[error]y", r"z\u001b[31m", "https://me:pw@a.example/")
    hostile = "".join(f'"{key}" = 1\n' for key in keys)
    hostile += 'exclude = ["https://me:pw@b.example/"]\n'
    fill(tree, {"lychee.toml": hostile, "::error::x.md": "", "##[error]x/a.md": ""})

    out = init(capsys, "--dry-run")[1] + init(capsys)[1]

    assert "\n::" not in out
    assert "##[" not in out
    assert "\x1b" not in out
    assert "pw" not in out
    assert '\nexclude = ["https://me:pw@b.example/"]\n' in (tree / "linkaudit.toml").read_text()
    assert main(["check", "--offline", "--no-state", "--no-report"]) == 0
