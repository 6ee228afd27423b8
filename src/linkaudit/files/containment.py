"""Whether a path that is written as one of this folder stays there once links are followed.

A symbolic link may come with a stranger's pull request and lead anywhere. Asks the disk where
links lead, and tells nothing of what is there.
"""

from __future__ import annotations

import os
from pathlib import Path


def is_foreign(path: Path | str) -> bool:
    """Whether a path says itself that it is not of this folder: absolute, or with a `..`."""
    return Path(path).is_absolute() or ".." in Path(path).parts


def is_within(path: Path, *folders: Path) -> bool:
    """Whether a path lies in one of the folders, links followed; it need not be there."""
    real = os.path.realpath(path)  # unlike `Path.resolve`, it raises nothing for a loop of links
    return any(Path(real).is_relative_to(os.path.realpath(folder)) for folder in folders)


def leads_out(path: Path | str, root: Path) -> bool:
    """Whether a path is written as one of `root`, and is none: a link leads out of it."""
    return not is_foreign(path) and not is_within(root / path, root)
