"""How a workflow installs the linkaudit that is at work here, or why it cannot.

PEP 610 records where a package came from; without a record it came from a package index.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

# The package index has another project named linkaudit, with a command of the same name.
DISTRIBUTION = "linkaudit-md"

# Without -P, a pip.py in the tree would be run in its place.
_PIP = "python3 -P -m pip install"
# No login, no query, and nothing that a shell, YAML or GitHub reads as more than a character.
_URL = re.compile(r"https://[\w.-]+(?::\d+)?/[\w./~+%-]+", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")  # git: SHA-1 or SHA-256
_SHA256 = re.compile(r"[0-9a-f]{64}")
# As it is written from a root: not out of it again, and pip reads brackets as extras.
_FOLDER = re.compile(r"(?!(?:.*/)?\.\.(?:/|$))[\w.-]+(?:/[\w.-]+)*", re.ASCII)
_VERSION = re.compile(r"[0-9][0-9A-Za-z.!]*")  # PEP 440 without a local part, which no index has

_STEP = """\
# {why}.
# Replace this with a command that installs a version you have reviewed, e.g.
# {pip} '{distribution} @ git+https://HOST/OWNER/linkaudit@COMMIT'
echo "::error title=linkaudit::This step must install linkaudit; its comment says how"
exit 1"""


@dataclass(frozen=True, slots=True)
class Install:
    """A command for a shell that installs what is at work here, and nothing else."""

    command: str

    @property
    def step(self) -> str:
        return self.command


@dataclass(frozen=True, slots=True)
class Missing:
    """Why no command can be written, in one sentence without a full stop."""

    why: str

    @property
    def step(self) -> str:
        """A shell script that fails, and says in a comment what belongs there."""
        return _STEP.format(why=self.why, pip=_PIP, distribution=DISTRIBUTION)


def installing(direct_url: str | None, version: str, root: Path) -> Install | Missing:
    """How to install what `direct_url` (the text of `direct_url.json`, if any) records.

    `root` is the folder that the workflow will have checked out.
    """
    match _requirement(direct_url, version, root):
        case Missing() as missing:
            return missing
        case str(requirement):
            return Install(f"{_PIP} {shlex.quote(requirement)}")


def _requirement(direct_url: str | None, version: str, root: Path) -> str | Missing:
    if direct_url is None:
        if _VERSION.fullmatch(version):
            return f"{DISTRIBUTION}=={version}"
        return Missing("this version of linkaudit is not on a package index")
    match _record(direct_url):
        case {"url": str(url), "vcs_info": {"vcs": "git", "commit_id": str(commit)}, **rest}:
            return _commit(url, commit, rest)
        case {"url": str(url), "dir_info": dict()} if url.startswith("file:"):
            return _folder(url, root)
        case {"url": str(url), "archive_info": dict()} if url.startswith("file:"):
            return _beside(url, root) or Missing("linkaudit was installed from a file outside "
                                                 "this repository")  # fmt: skip
        case {"url": str(url), "archive_info": dict(info), **rest}:
            return _archive(url, info, rest)
    return Missing("the source of this linkaudit is not recorded in a form that pip knows")


def _record(text: str) -> Mapping[str, Any]:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return record if isinstance(record, dict) else {}


def _commit(url: str, commit: str, rest: Mapping[str, Any]) -> str | Missing:
    if not _URL.fullmatch(url):
        return Missing("linkaudit was installed from a repository without a plain https address")
    if not _COMMIT.fullmatch(commit):
        return Missing("linkaudit was installed from a repository, but not from a commit")
    return _named(f"git+{url}@{commit}", rest)


def _archive(url: str, info: Mapping[str, Any], rest: Mapping[str, Any]) -> str | Missing:
    if not _URL.fullmatch(url):
        return Missing("linkaudit was installed from an archive without a plain https address")
    # `hash` is what `hashes` was called first.
    match info:
        case {"hashes": {"sha256": str(digest)}}:
            pass
        case _:
            digest = str(info.get("hash", "")).removeprefix("sha256=")
    if not _SHA256.fullmatch(digest):
        return Missing("linkaudit was installed from an archive whose hash is not recorded")
    return _named(url, rest, f"sha256={digest}")


def _named(url: str, rest: Mapping[str, Any], *fragment: str) -> str | Missing:
    subdirectory = rest.get("subdirectory")
    if subdirectory is not None:
        if not _FOLDER.fullmatch(str(subdirectory)):
            return Missing("linkaudit was installed from a folder with an unusual name")
        fragment = (*fragment, f"subdirectory={subdirectory}")
    return f"{DISTRIBUTION} @ {url}" + ("#" + "&".join(fragment) if fragment else "")


def _folder(url: str, root: Path) -> str | Missing:
    """A folder is installed from where it is part of what is checked out."""
    folder = _beside(url, root)
    if folder is None:
        return Missing("linkaudit was installed from a folder outside this repository")
    if not (root / folder / "pyproject.toml").is_file():
        return Missing("linkaudit was installed from a folder that no longer exists")
    # A clone within a clone is not committed with it, and a submodule is not checked out.
    if folder != "." and (root / folder / ".git").exists():
        return Missing("linkaudit was installed from a repository within this one")
    return folder


def _beside(url: str, root: Path) -> str | None:
    """The path that a `file:` URL names, as it is written from the root, if it is below it."""
    path = Path(unquote(urlsplit(url).path))
    if not path.is_relative_to(root):
        return None
    below = path.relative_to(root).as_posix()
    if below == ".":
        return "."
    return f"./{below}" if _FOLDER.fullmatch(below) else None
