"""A site's sources in one text file, and the links in it with what was expected of each.

`=== PATH` begins a file. A link is `[a01](destination) ok`: its label is its text, and behind it is
what was written down before any program read it: `ok`, `dead`, `fragment` or `skip`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
_FILE = re.compile(r"^=== (\S[^\n]*\.\w+)\n", re.M)
_LINK = re.compile(r"\[([a-z]\d\d)\]\(([^()\n]*)\) (ok|dead|fragment|skip)$", re.M)


@dataclass(frozen=True)
class Case:
    """A link and what was expected of it."""

    path: str
    label: str
    destination: str
    expected: str


def files(name: str) -> dict[str, str]:
    """The sources of a site, by path."""
    text = (HERE / f"{name}.txt").read_text("utf-8")
    _, *parts = _FILE.split(text)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def cases(name: str) -> list[Case]:
    """Its links, in the order of the files."""
    return [
        Case(path, *found) for path, text in files(name).items() for found in _LINK.findall(text)
    ]


def write(name: str, folder: Path) -> None:
    for path, text in files(name).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
