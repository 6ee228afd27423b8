"""DocFX: `docfx.json`, and beside it all that its `content` and `resource` name.

https://dotnet.github.io/docfx/docs/links-and-cross-references.html: a relative path and `~/` name
files; Learn serves other repositories below the same host, so what is rooted is not known here.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from functools import cache, partial

from linkaudit.model.slugger import Slugger
from linkaudit.sites.generators.base import Generator, named
from linkaudit.sites.site import (
    BESIDE,
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
from linkaudit.sites.tree import Tree, join

_SOURCE = re.compile(r"\"source_path(?:_from_root)?\"\s*:\s*\"([^\"\n]+)\"")
_LONGEST = 4 * 1024 * 1024
_ADDRESS = "an address of the published site, which the sources do not tell"


def _sign(tree: Tree, folder: str) -> str:
    return named(tree, folder, "docfx.json")


def _read(tree: Tree, folder: str, sign: str) -> Site:
    follow = partial(_follow, tree, cache(partial(_redirected, tree)))
    return Site("docfx", sign, (folder,), Slugger.GITHUB, lazily(Space), follow, None)


def _redirected(tree: Tree) -> frozenset[str]:
    """Learn's `.openpublishing.redirection*.json`: documents that are gone and still answer."""
    found: set[str] = set()
    for folder in ("", *sorted(tree.folders(""))):
        for name in sorted(tree.files(folder)):
            if name.startswith(".openpublishing.redirection"):
                text = tree.text(join(folder, name), _LONGEST)
                # From the repository's root, or from the file's own folder.
                for path in _SOURCE.findall(text):
                    start = folder if path.startswith("../") else ""
                    found.add(posixpath.normpath(join(start, path.lstrip("/"))).casefold())
    return frozenset(found)


def _follow(
    tree: Tree, redirected: Callable[[], frozenset[str]], site: Site, asked: Asked
) -> Located:
    content = site.content[0]
    if asked.path.startswith("~/"):
        path = posixpath.normpath(posixpath.join(content, asked.path[2:]))
        return Found(path) if tree.is_file(path) else AsFile(path)
    if asked.is_rooted:
        return Doubtful(BESIDE)
    path = by_file(asked, content)
    if tree.is_file(path):
        return Found(path)
    if not asked.has_suffix or path.startswith("../"):
        return Doubtful(_ADDRESS)
    if path.casefold() in redirected():
        return Found("")
    found = _in_any_case(tree, path)
    return Found(found) if found else AsFile(path)


def _in_any_case(tree: Tree, path: str) -> str:
    """The file whose name differs by case only: Learn serves it."""
    here = ""
    parts = path.split("/")
    for number, part in enumerate(parts):
        names = tree.files(here) if number == len(parts) - 1 else tree.folders(here)
        if part not in names:
            part = next((n for n in sorted(names) if n.casefold() == part.casefold()), "")
        if not part:
            return ""
        here = f"{here}/{part}" if here else part
    return here


GENERATOR = Generator("docfx", _sign, _read)
