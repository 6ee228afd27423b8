"""A cache that cannot be used gets another name beside its own, which says why.

Knows SQLite's files and not what stands in them. Nothing is lost, and no more than a few are kept.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

KEPT = 3
"""Files set aside for one reason; beyond that, the oldest makes room."""

# What SQLite keeps beside a file belongs to it alone: https://sqlite.org/tempfiles.html
_BESIDE = ("-wal", "-journal", "-shm")


def set_aside(path: Path, reason: str) -> Path:
    """Rename the file at `path`; returns its new name, in which `reason` stands. Raises OSError.

    Through no link: what a link in the tree leads to stays where it is.
    """
    if path.parent.is_symlink() or not stat.S_ISREG(path.lstat().st_mode):
        raise OSError("not a regular file of this folder")
    names = [f"{path.stem}.{reason}{'' if n == 1 else f'-{n}'}" for n in range(1, KEPT + 1)]
    places = [path.with_name(f"{name}{path.suffix}") for name in names]
    free = [place for place in places if not os.path.lexists(place)]
    aside = free[0] if free else min(places, key=lambda place: place.lstat().st_mtime)
    # These first: whoever makes a new file at `path` then meets nothing of the old one.
    for suffix in _BESIDE:
        with suppress(FileNotFoundError):
            os.replace(f"{path}{suffix}", f"{aside}{suffix}")
    os.replace(path, aside)
    return aside
