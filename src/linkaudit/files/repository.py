"""Which repository of GitHub's a folder belongs to, by git's files, which are read as data.

git itself is not run: a stranger's config may name programs. What is not said in plain, as by
`include` or `insteadOf`, is not known.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from linkaudit.files.bounded import NotRegularError, read_bounded

_MOST_BYTES = 1024 * 1024
_SECTION = re.compile(r'\s*\[\s*(?P<name>[\w.-]+)(?:\s+"(?P<sub>[^"]*)")?\s*\]')
_URL = re.compile(r"\s*url\s*=\s*(?P<url>\S+)\s*\Z")
# GitHub's own host, and those of its customers, which have the word in their names.
_REMOTE = re.compile(
    r"(?:(?:https?|ssh|git)://(?:[^@/\s]{1,500}@)?|[\w.-]{1,100}@)"
    r"(?P<host>[\w.-]{0,100}github[\w.-]{1,100})(?::[0-9]{1,5}(?=/))?[:/]"
    r"(?P<owner>[\w.-]{1,100})/(?P<name>[\w.-]{1,110})/?",
    re.I,
)
_BRANCH = re.compile(r"ref: refs/(?:heads|remotes/origin)/(?P<name>\S{1,250})\s*\Z")


@dataclass(frozen=True, slots=True)
class Repository:
    """What is known of the repository that a folder is in, or is taken to be the top of."""

    below: str = ""
    """The folder's path in it, with slashes; empty for its top."""
    host: str = ""
    """Empty where no remote is known."""
    name: str = ""
    """`OWNER/REPO`."""
    branches: frozenset[str] = frozenset()
    """The one that is checked out, and the remote's default."""
    is_elsewhere: bool = False
    """Its remote is on no GitHub."""

    @property
    def web(self) -> str:
        """Its address; empty where it is not known."""
        return f"https://{self.host}/{self.name}" if self.host else ""


def repository_of(folder: Path) -> Repository:
    """The repository around a folder; without one, the folder is taken for the top of one."""
    full = Path(os.path.abspath(folder))
    home = next((one for one in (full, *full.parents) if (one / ".git").exists()), None)
    if home is None:
        return Repository()
    below = full.relative_to(home).as_posix().removeprefix(".")
    own = _git_folder(home / ".git")
    common = own / (_text(own / "commondir").strip() or ".")
    url = _origin(_text(common / "config"))
    heads = (own / "HEAD", common / "refs" / "remotes" / "origin" / "HEAD")
    branches = frozenset(one["name"] for head in heads if (one := _BRANCH.match(_text(head))))
    remote = _REMOTE.fullmatch(url)
    if remote is None:
        return Repository(below, is_elsewhere=bool(url))
    name = f"{remote['owner']}/{remote['name'].removesuffix('.git')}"
    return Repository(below, remote["host"].lower().removeprefix("ssh."), name, branches)


def _git_folder(path: Path) -> Path:
    """Where git keeps its files: in a worktree or a submodule, `.git` says so."""
    if path.is_dir():
        return path
    said = _text(path).partition("gitdir:")[2].strip()
    return path.parent / said if said else path


def _origin(config: str) -> str:
    """The URL of the remote `origin`; empty for none."""
    is_origin = False
    for line in config.splitlines():
        if section := _SECTION.match(line):
            is_origin = (section["name"].lower(), section["sub"]) == ("remote", "origin")
        elif is_origin and (url := _URL.match(line)):
            return url["url"]
    return ""


def _text(path: Path) -> str:
    try:
        return read_bounded(path, _MOST_BYTES).decode("utf-8", "replace")
    except (OSError, NotRegularError, ValueError):
        return ""
