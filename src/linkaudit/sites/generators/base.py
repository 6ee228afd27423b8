"""What each generator's file gives: a name, a sign to look for, and a reader of its config."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from linkaudit.sites.site import Site
from linkaudit.sites.tree import Tree, join


@dataclass(frozen=True, slots=True)
class Generator:
    """A row of `registry.py`."""

    name: str
    sign: Callable[[Tree, str], str]
    """The file that shows it in this folder, as a path of the tree; empty where none does."""
    read: Callable[[Tree, str, str], Site]
    """The site of a folder, with the file that showed it; empty where the user named it."""


def named(tree: Tree, folder: str, *names: str) -> str:
    """The first of these files that is in the folder."""
    return next((join(folder, n) for n in names if n in tree.files(folder)), "")
