"""The days on which files were first committed, under whatever name: git is asked.

Changes nothing and never fails: what git does not say, or not in time, is not known. A
repository may be a stranger's, so nothing that its configuration names is run, and git is kept
off the network.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

_LONGEST = 5.0  # seconds; 100,000 commits take git about two

_CONFIG = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.pager=cat",
    "log.showSignature=false",  # would run gpg.program
    "log.showRoot=true",  # without, the first commit adds nothing
    "protocol.allow=never",
    "safe.bareRepository=explicit",  # a folder that is made like one is none
)
# Variables of git's that a user sets for all repositories; the others belong to one, which
# inside a hook is another one than the document's.
_KEPT = frozenset(
    {"GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_GLOBAL", "GIT_EXEC_PATH"}
)
_QUIET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",  # git 2.45 and later; before, the next one keeps it at home
    "GIT_ALLOW_PROTOCOL": "none",
}
_COMMIT = b"\1"  # comes before the date of each commit
_LOG = (
    *("log", "--topo-order", "--full-history", "-z", "--name-status", "--format=%x01%aI"),
    *("--diff-filter=AR", "-M", "--no-ext-diff", "--no-textconv", "--no-color"),
)
_PLAIN = re.compile(r"\.[A-Za-z0-9]{1,20}")


def first_commits(paths: Sequence[str], root: Path) -> Mapping[str, date]:
    """The day of each path that git knows; in the order of time, that of its oldest name."""
    git = shutil.which("git")
    # One that lies in the folder we are in may be a stranger's: Windows looks there first.
    if git is None or not Path(git).is_absolute():
        return {}
    homes: dict[Path, dict[bytes, list[str]]] = {}
    for path in paths:
        full = Path(os.path.abspath(root / path))
        full = full.parent.resolve() / full.name
        if (home := _home(full)) is not None:
            name = os.fsencode(full.relative_to(home).as_posix())
            homes.setdefault(home, {}).setdefault(name, []).append(path)
    return {path: day for home, names in homes.items() for path, day in _dated(names, git, home)}


def _home(path: Path) -> Path | None:
    """The repository that a file would be in; a look at the disk spares us a process."""
    return next((folder for folder in path.parents if (folder / ".git").exists()), None)


def _dated(
    names: Mapping[bytes, Sequence[str]], git: str, home: Path
) -> Iterator[tuple[str, date]]:
    # What is at the bottom of a shallow clone was not made there.
    if _said(git, home, "rev-parse", "--is-shallow-repository").strip() != b"false":
        return
    suffixes = {os.path.splitext(os.fsdecode(name))[1] for name in names}
    # Far quicker: all else need not be compared, nor looked through for what was renamed.
    patterns = [f"*{s}" for s in sorted(suffixes)] if all(map(_PLAIN.fullmatch, suffixes)) else []
    tokens = _said(git, home, *_LOG, "HEAD", "--", *patterns).split(b"\0")
    for name, day in _first_days(names, tokens).items():
        for path in names[name]:
            yield path, day


def _first_days(names: Iterable[bytes], tokens: Iterable[bytes]) -> Mapping[bytes, date]:
    """Read from the last commit to the first: what was renamed goes on under its older name."""
    older = {name: [name] for name in names}  # those that had each name at that time
    days: dict[bytes, date] = {}
    day: date | None = None
    rest = iter(tokens)
    for token in rest:
        if token.startswith(_COMMIT):
            day = _day(token[1:])
            continue
        match token.strip()[:1]:
            case b"A":
                for name in older.get(next(rest, b""), ()):
                    days.update({name: day} if day else {})
            case b"R":
                before, after = next(rest, b""), next(rest, b"")
                # A file that took the name later is another, and has its day by now.
                others = [name for name in older.get(before, ()) if name not in days]
                older[before] = others + older.pop(after, [])
    return days


def _day(moment: bytes) -> date | None:
    try:
        return date.fromisoformat(moment[:10].decode("ascii"))
    except ValueError:
        return None


def _said(git: str, home: Path, *arguments: str) -> bytes:
    """What git answers; nothing where it fails, refuses or takes too long."""
    config = [part for setting in _CONFIG for part in ("-c", setting)]
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or k in _KEPT}
    try:
        # No shell; from outside come only file suffixes that `_PLAIN` let pass, after `--`.
        done = subprocess.run(  # noqa: S603
            [git, "--no-pager", *config, *arguments],
            cwd=home,
            # A `.git` that is none must not make it one of the repository around it.
            env=kept | _QUIET | {"GIT_CEILING_DIRECTORIES": str(home.parent)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_LONGEST,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return b""
    return done.stdout
