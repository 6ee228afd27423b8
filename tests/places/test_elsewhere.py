"""The hook for pre-commit and the image, as far as no hook manager or engine is needed."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import yaml

from linkaudit.extract.registry import SUFFIXES
from tests import forked
from tests.places.steps import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
[HOOK] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def hook(folder: Path, *files: str) -> subprocess.CompletedProcess[str]:
    """pre-commit appends the names of the files that are committed."""
    linkaudit, *arguments = shlex.split(HOOK["entry"])
    assert linkaudit == "linkaudit"
    command = [sys.executable, "-P", "-m", "linkaudit", *arguments, *files]
    return forked.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_hook_judges_the_local_links_of_the_files_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("[fine](b.md#there) [elsewhere](https://gone.example/)\n")
    (tmp_path / "b.md").write_text("# There\n\n[gone](missing.md)\n")

    fine, broken = hook(tmp_path, "a.md"), hook(tmp_path, "a.md", "b.md")

    assert fine.returncode == 0
    assert broken.returncode == 1
    assert "b.md:3" in broken.stdout
    assert "missing.md" in broken.stdout


def test_the_hook_asks_no_network_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """Whatever the tree's own config says: the command line is stronger."""
    (tmp_path / "a.md").write_text("[elsewhere](https://gone.example/)\n")
    (tmp_path / "linkaudit.toml").write_text('offline = false\nreport = "here.md"\n')

    assert hook(tmp_path, "a.md").returncode == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.md", "linkaudit.toml"]


def test_the_hook_is_for_every_kind_of_file_that_we_read() -> None:
    """identify, which tells pre-commit of kinds, calls `.md` and `.markdown` markdown.

    It knows none of the rarer suffixes.
    """
    assert {".md", ".markdown", ".mdx"} <= SUFFIXES.sought
    assert HOOK["types_or"] == ["markdown", "mdx"]
    assert HOOK["require_serial"] is True


def test_the_image_runs_as_nobody_in_particular() -> None:
    last = DOCKERFILE.split("\nFROM ")[-1]

    users = re.findall(r"^USER (\S+)$", last, re.M)
    assert users[-1].isdigit()
    assert users[-1] != "0"
    assert last.index("USER") < last.index("ENTRYPOINT")


def test_the_image_holds_what_was_tested_and_no_shell_starts_it() -> None:
    """By hash what it needs and what builds it; itself from this folder; the base by its digest."""
    installs = re.findall(r"pip (?:install|wheel) (.+?)(?: \\)?$", DOCKERFILE, re.M)
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.M)

    assert len(installs) == 4
    assert all(re.search(r"--require-hashes|--no-index --no-deps", line) for line in installs)
    assert len(set(bases)) == 1
    assert re.fullmatch(r"python:3\.\d+-slim-bookworm@sha256:[0-9a-f]{64}", bases[0])
    assert 'ENTRYPOINT ["/opt/linkaudit/bin/linkaudit"]' in DOCKERFILE


def test_what_the_image_is_made_of_is_sent_to_the_builder_and_nothing_else() -> None:
    allowed = re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text("utf-8"), re.M)

    copied = [
        name
        for words in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.M)
        for name in words.split()
    ]
    assert sorted(copied) == sorted(allowed)
    assert all((ROOT / name).exists() for name in copied)
