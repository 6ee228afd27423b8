"""The real names in the folders of a tree, each folder read once.

A file system that is blind to case would answer for it; names that were listed are
compared letter for letter, so the answer is the same everywhere. Never lists a folder
outside the tree, nor tells whether anything is there.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from os.path import realpath
from pathlib import Path
from unicodedata import normalize

_MOST_NEIGHBOURS = 1_000
_MOST_SPELLINGS = 2  # one is certain, two are not; a third changes nothing


@dataclass(frozen=True, slots=True)
class Missing:
    """Nothing of that name is there, and what is there instead."""

    spellings: tuple[tuple[str, ...], ...] = ()
    """What differs by case only, part by part."""
    neighbours: tuple[str, ...] = ()


class Folders:
    """What one run has listed. `top` is the tree's real folder, which no path may leave."""

    def __init__(self) -> None:
        self._names: dict[Path, frozenset[str]] = {}
        self._plain: dict[Path, dict[str, tuple[str, ...]]] = {}

    def names(self, folder: Path) -> frozenset[str]:
        """The names in a folder; none where it cannot be listed."""
        if folder not in self._names:
            try:
                with os.scandir(folder) as entries:
                    self._names[folder] = frozenset(entry.name for entry in entries)
            except OSError:
                self._names[folder] = frozenset()
        return self._names[folder]

    def find(self, start: Path, parts: Sequence[str], top: Path) -> Path | Missing | None:
        """What stands below `start` under names that are just so; None if it is outside."""
        here = start
        for number, part in enumerate(parts):
            if part not in self.names(here):
                return self._missing(here, parts[number:], tuple(parts[:number]), top)
            real = Path(realpath(here / part))
            if not real.is_relative_to(top):
                return None
            if not _exists(real):  # a symbolic link to nothing, or to itself
                return Missing()
            here = real
        return here

    def _missing(
        self, folder: Path, rest: Sequence[str], before: tuple[str, ...], top: Path
    ) -> Missing:
        """What could be meant by `rest`, the first of which is not in the folder."""
        found = [(folder, before)]
        for part in rest:
            found = [
                (real, (*names, name))
                for place, names in found
                for name in self._alike(place, part)
                if (real := Path(realpath(place / name))).is_relative_to(top) and _exists(real)
            ][:_MOST_SPELLINGS]
            if not found:
                break
        neighbours = self._neighbours(folder, rest[0]) if len(rest) == 1 else ()
        return Missing(tuple(names for _, names in found), neighbours)

    def _alike(self, folder: Path, name: str) -> tuple[str, ...]:
        if folder not in self._plain:
            plain: dict[str, tuple[str, ...]] = {}
            for known in sorted(self.names(folder)):
                plain[_plain(known)] = (*plain.get(_plain(known), ()), known)
            self._plain[folder] = plain
        return self._plain[folder].get(_plain(name), ())

    def _neighbours(self, folder: Path, name: str) -> tuple[str, ...]:
        hidden = name.startswith(".")
        names = (known for known in self.names(folder) if hidden or not known.startswith("."))
        return tuple(sorted(names)[:_MOST_NEIGHBOURS])


def _plain(name: str) -> str:
    """What is the same for names that only some file systems tell apart."""
    return normalize("NFC", normalize("NFC", name).casefold())


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
