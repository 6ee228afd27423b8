"""What can be found out about a folder without asking anybody: its host and its documents.

Reads the names of files and git's own config; runs nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from linkaudit.files.bounded import read_bounded

_MAX_BYTES = 64 * 1024
# `https://github.com/owner/name.git`, and ssh's two ways to write it.
_REMOTE = re.compile(r"^[ \t]*url[ \t]*=[ \t]*\S*?\b(git(?:hub|lab)\.com)[/:]", re.M)


@dataclass(frozen=True, slots=True)
class Repository:
    """A folder, as far as it matters to what is written there."""

    is_on_github: bool
    is_on_gitlab: bool


def inspect(root: Path) -> Repository:
    """What lies there."""
    remote = _REMOTE.search(_git_config(root))
    host = remote[1] if remote else ""
    return Repository(
        is_on_github=host == "github.com" or (root / ".github").is_dir(),
        is_on_gitlab=host == "gitlab.com" or (root / ".gitlab-ci.yml").is_file(),
    )


def where(paths: Sequence[str]) -> str:
    """Where documents lie, in a few words: `README.md, docs/ (12)`."""
    tops = Counter(path.split("/")[0] + ("/" if "/" in path else "") for path in sorted(paths))
    return ", ".join(f"{top} ({n})" if top.endswith("/") else top for top, n in tops.items())


def _git_config(root: Path) -> str:
    try:
        return read_bounded(root / ".git" / "config", _MAX_BYTES).decode("utf-8", "replace")
    except OSError:  # no git, or a work tree whose config lies elsewhere
        return ""
