"""How a workflow installs the linkaudit that is at work here.

Python's packaging standard PEP 610 keeps where a package came from.
"""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from urllib.parse import unquote, urlsplit

_REPOSITORY = re.compile(r"https://[\w.-]+/[\w./~-]+", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_FOLDER = re.compile(r"[\w.-]+(?:/[\w.-]+)*", re.ASCII)


def install_command(direct_url: str | None, version: str, root: Path) -> str:
    """A command for a shell; `direct_url` is the text of PEP 610's `direct_url.json`, if any."""
    # Without -P, a pip.py in the tree would be run in its place.
    return f"python3 -P -m pip install {shlex.quote(_requirement(direct_url, version, root))}"


def _requirement(direct_url: str | None, version: str, root: Path) -> str:
    known = f"linkaudit=={version}"
    if direct_url is None:
        return known
    origin = json.loads(direct_url)
    url = urlsplit(origin["url"])
    if url.scheme == "file":
        return _beside(Path(unquote(url.path)), root) or known
    commit = origin.get("vcs_info", {}).get("commit_id", "")
    if _REPOSITORY.fullmatch(origin["url"]) and _COMMIT.fullmatch(commit):
        return f"linkaudit @ git+{origin['url']}@{commit}"
    return known


def _beside(folder: Path, root: Path) -> str | None:
    """The folder as it is named from the root, where it lies below it."""
    if not folder.is_relative_to(root):
        return None
    below = folder.relative_to(root).as_posix()
    if below == ".":
        return "."
    return f"./{below}" if _FOLDER.fullmatch(below) else None
