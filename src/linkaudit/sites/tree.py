"""The names in a tree, each folder listed once, and the beginnings of its files.

Paths have slashes and count from the top, which is "". Never follows a symbolic link to a folder,
and never reads what leads out of the tree.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from os.path import realpath
from pathlib import Path

from linkaudit.files.bounded import read_bounded

MOST_FILES = 200_000  # of one site; what is beyond has no address
MAX_BYTES = 256 * 1024
_LEFT_OUT = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})

_MOST_LOOKS = 1_000_000  # at files, by all sites of a tree

_Names = tuple[frozenset[str], frozenset[str]]


class TooManyError(Exception):
    """The sites of a tree look at more files than there is time for, most of them many times."""


class Tree:
    """What one run has listed of a folder and all below."""

    def __init__(self, top: Path) -> None:
        self._top = realpath(top)
        self._listed: dict[str, _Names] = {}
        self._links: set[str] = set()
        self._left = _MOST_LOOKS

    def spend(self, looks: int) -> None:
        """Count what configs make of a tree: 1,000 that each take all of it, or one 1,000 times.

        Raises TooManyError.
        """
        self._left -= looks
        if self._left < 0:
            raise TooManyError

    def folders(self, folder: str) -> frozenset[str]:
        """The names of the folders in a folder."""
        return self._names(folder)[0]

    def files(self, folder: str) -> frozenset[str]:
        """The names of all else in a folder."""
        return self._names(folder)[1]

    def is_file(self, path: str) -> bool:
        folder, _, name = path.rpartition("/")
        return path[:1] != "/" and name in self.files(folder)

    def is_folder(self, path: str) -> bool:
        folder, _, name = path.rpartition("/")
        return not path or (path[:1] != "/" and name in self.folders(folder))

    def has_listed(self, folder: str) -> bool:
        """Whether anybody asked for what is in a folder."""
        return folder in self._listed

    def walk(self, folder: str) -> Iterator[str]:
        """Every file below a folder, but for hidden folders and what package managers bring.

        Raises TooManyError.
        """
        left = [folder]
        count = 0
        while left and count < MOST_FILES:
            here = left.pop()
            self.spend(1 + len(self.files(here)))
            for name in sorted(self.files(here)):
                count += 1
                yield join(here, name)
            below = (f for f in self.folders(here) if f[0] != "." and f not in _LEFT_OUT)
            left += (join(here, name) for name in sorted(below, reverse=True))

    def text(self, path: str, limit: int = MAX_BYTES) -> str:
        """The beginning of a file as text; empty for what cannot be read."""
        if not self.is_file(path):
            return ""
        full = os.path.join(self._top, path)
        if path in self._links and not _is_below(realpath(full), self._top):
            return ""
        try:
            return read_bounded(full, limit)[:limit].decode("utf-8", "replace")
        except OSError:
            return ""

    def _names(self, folder: str) -> _Names:
        # From the top down and not by recursion: a path has room for 2,000 folders.
        for slash in (*(s.start() for s in re.finditer("/", folder)), len(folder)):
            if (above := folder[:slash]) not in self._listed:
                self._listed[above] = self._list(above)
        return self._listed[folder]

    def _list(self, folder: str) -> _Names:
        above, _, name = folder.rpartition("/")
        # Not there, a symbolic link, or absolute: `/etc` is no part of a tree that has `etc/`.
        if folder and (folder[0] == "/" or name not in self.folders(above)):
            return frozenset(), frozenset()
        folders, files = set(), set()
        try:
            with os.scandir(os.path.join(self._top, folder)) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.add(entry.name)
                        continue
                    files.add(entry.name)
                    if entry.is_symlink():
                        self._links.add(join(folder, entry.name))
        except OSError:
            return frozenset(), frozenset()
        return frozenset(folders), frozenset(files)


def join(folder: str, name: str) -> str:
    """A path below a folder; the top is the empty text."""
    return f"{folder}/{name}" if folder and name else folder or name


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(os.path.join(folder, ""))
