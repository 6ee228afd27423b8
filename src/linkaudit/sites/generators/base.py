"""What each generator's file gives: a name, a sign to look for, and a reader of its config."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fnmatch import translate

from linkaudit.sites.site import Site
from linkaudit.sites.tree import Tree, join

_MAGIC = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class Generator:
    """A row of `registry.py`."""

    name: str
    sign: Callable[[Tree, str], str]
    """The file that shows it in this folder, as a path of the tree; empty where none does."""
    read: Callable[[Tree, str, str], Site]
    """The site of a folder, with the file that showed it; empty where the user named it."""


_MOST_GLOBS = 200  # of one config


def any_glob(patterns: Iterable[str]) -> Callable[[str], bool]:
    """Whether a name matches one of these patterns; those beyond 200 are not looked at.

    `fnmatch` itself makes 256 again for each name, if there are more.
    """
    every = dict.fromkeys(patterns)
    plain = frozenset(one for one in every if not _MAGIC.search(one))
    magic = [one for one in every if one not in plain][:_MOST_GLOBS]
    globs = [re.compile(translate(one)) for one in magic]
    return lambda name: name in plain or any(glob.match(name) for glob in globs)


def named(tree: Tree, folder: str, *names: str) -> str:
    """The first of these files that is in the folder."""
    return next((join(folder, n) for n in names if n in tree.files(folder)), "")
