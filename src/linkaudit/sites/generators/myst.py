"""mystmd and Jupyter Book 2: `myst.yml`, whose pages have the slugs of their files' names.

https://mystmd.org/guide/cross-references: a path names a file of the project, `#label` any target
of it, and a page's address is made of the last part of its path.
"""

from __future__ import annotations

import posixpath
from functools import partial

from linkaudit.model.slugger import Slugger
from linkaudit.sites.generators.base import Generator, named
from linkaudit.sites.generators.sphinx import labels_in
from linkaudit.sites.site import (
    AsFile,
    Asked,
    Doubtful,
    Found,
    Located,
    Site,
    Space,
    by_file,
    lazily,
)
from linkaudit.sites.tree import Tree

_SUFFIXES = (".md", ".ipynb", ".tex", ".myst.json")
_ADDRESS = "addresses of mystmd depend on its table of contents"


def _sign(tree: Tree, folder: str) -> str:
    return named(tree, folder, "myst.yml", "myst.yaml")


def _read(tree: Tree, folder: str, sign: str) -> Site:
    follow = partial(_follow, tree)
    space = lazily(partial(_space, tree, folder))
    return Site("myst", sign, (folder,), Slugger.SPHINX, space, follow, None)


def _space(tree: Tree, folder: str) -> Space:
    labels: dict[str, str] = {}
    for path in tree.walk(folder):
        if path.endswith(".md"):
            labels |= dict.fromkeys(labels_in(tree.text(path)), path)
    return Space(labels=labels)


def _follow(tree: Tree, site: Site, asked: Asked) -> Located:
    path = by_file(asked, site.content[0])
    if tree.is_file(path):
        return Found(path)
    if asked.is_rooted or not posixpath.splitext(path)[1]:
        return Doubtful(_ADDRESS)
    return AsFile(path)


GENERATOR = Generator("myst", _sign, _read)
