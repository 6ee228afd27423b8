"""How the linkaudit at work here can be had elsewhere, by what PEP 610 records of it."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest

from linkaudit.init.install_command import DISTRIBUTION, Install, Missing, installing
from linkaudit.init.workflow import workflow
from tests.cli.trees import fill

COMMIT = "0123456789abcdef0123456789abcdef01234567"
SHA256 = "0123456789abcdef" * 4
PIP = "python3 -P -m pip install"
ROOT = Path(__file__).parents[3]


def vcs(url: str, commit: str = COMMIT, kind: str = "git", **more: str) -> str:
    return json.dumps({"url": url, "vcs_info": {"vcs": kind, "commit_id": commit}, **more})


def archive(url: str, *, hashes: object = None, **info: object) -> str:
    if hashes is not None:
        info["hashes"] = hashes
    return json.dumps({"url": url, "archive_info": info})


def folder(url: str, **info: bool) -> str:
    return json.dumps({"url": url, "dir_info": info})


@pytest.mark.parametrize(
    ("direct_url", "requirement"),
    [
        (None, "linkaudit-md==1.2.3"),
        (vcs("https://a.example/x/y"), f"linkaudit-md @ git+https://a.example/x/y@{COMMIT}"),
        (
            vcs("https://a.example:8443/x.git"),
            f"linkaudit-md @ git+https://a.example:8443/x.git@{COMMIT}",
        ),
        (
            vcs("https://a.example/x", SHA256),
            f"linkaudit-md @ git+https://a.example/x@{SHA256}",
        ),
        (
            vcs("https://a.example/x", subdirectory="tools/linkaudit"),
            f"linkaudit-md @ git+https://a.example/x@{COMMIT}#subdirectory=tools/linkaudit",
        ),
        (
            archive("https://a.example/x.tar.gz", hashes={"sha256": SHA256}),
            f"linkaudit-md @ https://a.example/x.tar.gz#sha256={SHA256}",
        ),
        (
            archive("https://a.example/x.whl", hash=f"sha256={SHA256}"),
            f"linkaudit-md @ https://a.example/x.whl#sha256={SHA256}",
        ),
    ],
)
def test_what_can_be_had_elsewhere_is_installed_pinned(
    direct_url: str | None, requirement: str, tmp_path: Path
) -> None:
    """PEP 610, "Specification"; PEP 508 has the form of a requirement by URL."""
    found = installing(direct_url, "1.2.3", tmp_path)

    assert found == Install(f"{PIP} {shlex.quote(requirement)}")


@pytest.mark.parametrize(
    "direct_url",
    [
        vcs("https://me:s3cret@a.example/x/y"),
        vcs("https://token@a.example/x/y"),
        vcs("https://a.example/x'; rm -r /"),
        vcs("https://a.example/${{x}}"),
        vcs("https://a.example/x\nrun: y"),
        vcs("https://a.example/x?y=z"),
        vcs("https://a.example/x", "main"),
        vcs("https://a.example/x", COMMIT[:12]),
        vcs("https://a.example/x", kind="hg"),
        vcs("https://a.example/x", subdirectory="../x"),
        vcs("https://a.example/x", subdirectory="a b"),
        vcs("ssh://git@a.example/x"),
        vcs("http://a.example/x"),
        vcs("file:///home/me/linkaudit"),
        archive("https://a.example/x.tar.gz"),
        archive("https://a.example/x.tar.gz", hash="md5=0"),
        archive("https://a.example/x.tar.gz", hashes={"sha256": "0"}),
        archive("https://a.example/x.tar.gz", hashes=[]),
        archive("https://a.example/x.tar.gz?token=s3cret", hashes={"sha256": SHA256}),
        archive("http://a.example/x.tar.gz", hashes={"sha256": SHA256}),
        archive("file:///home/me/linkaudit_md-1.2.3-py3-none-any.whl", hashes={"sha256": SHA256}),
        folder("file:///home/me/linkaudit"),
        folder("file:///home/me/linkaudit", editable=True),
        folder("https://a.example/x"),
        "",
        "{",
        "[]",
        '{"url": 1}',
        '{"dir_info": {}}',
        "[" * 100_000,
    ],
)
def test_where_it_cannot_be_had_elsewhere_the_step_says_so_and_fails(
    direct_url: str, tmp_path: Path
) -> None:
    """No line that would install another project, another version, or nothing at all."""
    found = installing(direct_url, "1.2.3", tmp_path)

    assert isinstance(found, Missing)
    assert found.step.endswith("\nexit 1")
    commands = [line for line in found.step.splitlines() if not line.startswith("#")]
    assert not any("pip" in command for command in commands)
    assert "s3cret" not in found.step
    assert "/home/me" not in found.step


@pytest.mark.parametrize("version", ["1.2.3+local", "1.2.3; x", "", "main"])
def test_a_version_that_no_index_has_is_not_asked_for(version: str, tmp_path: Path) -> None:
    """PEP 440, "Local version identifiers": an index does not take them."""
    assert isinstance(installing(None, version, tmp_path), Missing)


@pytest.mark.parametrize(
    ("place", "files", "requirement"),
    [
        (".", {"pyproject.toml": ""}, "."),
        ("tools/linkaudit", {"tools/linkaudit/pyproject.toml": ""}, "./tools/linkaudit"),
        (".", {"pyproject.toml": "", ".git/config": ""}, "."),
        # Gone, not committed with the rest, or with a name that means more than itself.
        ("tools/linkaudit", {"tools/README.md": ""}, None),
        ("src/x", {"src/x/pyproject.toml": "", "src/x/.git/config": ""}, None),
        ("src/x", {"src/x/pyproject.toml": "", "src/x/.git": "gitdir: elsewhere"}, None),
        ("a b", {"a b/pyproject.toml": ""}, None),
        ("a[b]", {"a[b]/pyproject.toml": ""}, None),
        ("${{b}}", {"${{b}}/pyproject.toml": ""}, None),
        ("../beside", {"../beside/pyproject.toml": ""}, None),
    ],
)
def test_a_folder_is_installed_from_where_it_is_checked_out_too(
    place: str, files: dict[str, str], requirement: str | None, tmp_path: Path
) -> None:
    root = tmp_path / "tree"
    root.mkdir()
    fill(root, files)

    found = installing(folder(f"file://{root}/{place}".removesuffix("/.")), "1.2.3", root)

    if requirement is None:
        assert isinstance(found, Missing)
    else:
        assert found == Install(f"{PIP} {requirement}")


def test_the_workflow_keeps_every_line_of_the_step() -> None:
    text = workflow("first\nsecond")

    assert re.search(r"^( +)first\n\1second$", text, re.M)


def test_the_distribution_is_named_in_one_place_for_all() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert project["name"] == DISTRIBUTION
    assert list(project["scripts"]) == ["linkaudit"]
