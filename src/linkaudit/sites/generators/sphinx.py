"""Sphinx with MyST-Parser: `conf.py` that names it, or Jupyter Book's `_config.yml` and `_toc.yml`.

https://myst-parser.readthedocs.io/en/latest/syntax/cross-referencing.html: a path names a document
or a file to download, from the document's folder or, with a slash, from the sources' root. All
else is a reference, which may be a label of any document, or made by an extension.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from functools import partial

from linkaudit.model.slugger import Slugger
from linkaudit.sites import config_text as config
from linkaudit.sites.generators.base import Generator, any_glob
from linkaudit.sites.site import (
    REFERENCE,
    AsFile,
    Asked,
    Doubtful,
    Found,
    Located,
    Missing,
    Site,
    Space,
    by_file,
    lazily,
)
from linkaudit.sites.tree import Tree, join

_EXCLUDED = re.compile(r"^exclude_patterns\s*=\s*\[([^\[\]]*)\]", re.M)
_LABEL = re.compile(
    r"^[ \t]*(?:\(([^()\n]+)\)=[ \t]*$|:(?:name|label):[ \t]*(\S+)|\.\. _([^:\n]+):[ \t]*$)", re.M
)
_SUFFIXES = (".md", ".rst", ".ipynb", ".txt")
_WRITTEN = "an address of the built site, which Sphinx leaves as it is written"
_PARSERS = ("myst_parser", "myst_nb", "myst-parser", "recommonmark", "jupyter_book", "m2r")


def _sign(tree: Tree, folder: str) -> str:
    names = tree.files(folder)
    if "conf.py" in names:
        path = join(folder, "conf.py")
        return path if any(name in tree.text(path) for name in _PARSERS) else ""
    is_book = "_config.yml" in names and ("_toc.yml" in names or "_toc.yaml" in names)
    return join(folder, "_config.yml") if is_book else ""


def _read(tree: Tree, folder: str, sign: str) -> Site:
    found = _EXCLUDED.search(tree.text(sign)) if sign.endswith(".py") else None
    excluded = tuple(config.strings(found[1])) if found else ()
    space = lazily(partial(_space, tree, folder, excluded))
    has_inventories = "intersphinx_mapping" in tree.text(sign) if sign else False
    return Site(
        "sphinx",
        sign,
        (folder,),
        Slugger.SPHINX,
        space,
        partial(_follow, tree),
        None,
        foreign_labels=re.compile("[./ ]" if has_inventories else "[. ]"),
    )


def _space(tree: Tree, folder: str, excluded: tuple[str, ...]) -> Space:
    outputs: dict[str, str] = {}
    addresses: dict[str, str] = {}
    labels: dict[str, str] = {}
    is_excluded = _excluder(excluded)
    for path in tree.walk(folder):
        name = path[len(folder) + 1 :] if folder else path
        stem, suffix = posixpath.splitext(name)
        if suffix in _SUFFIXES and not is_excluded(name):
            labels |= dict.fromkeys(labels_in(tree.text(path)), path)
            outputs.setdefault(f"{stem}.html", path)
            addresses[path] = f"/{stem}.html"
    return Space(outputs, addresses, labels=labels)


def labels_in(text: str) -> Iterator[str]:
    """The labels of a document, as they are looked up."""
    for label in _LABEL.findall(text):
        yield next(filter(None, label)).lower().replace("_", "-")


def _excluder(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    folders = frozenset({"_build", *patterns})
    matches = any_glob(pattern.replace("**/", "*") for pattern in patterns)

    def is_excluded(name: str) -> bool:
        above = (name[: slash.start()] for slash in re.finditer("/", name))
        return matches(name) or not folders.isdisjoint(above)

    return is_excluded


def _follow(tree: Tree, site: Site, asked: Asked) -> Located:
    path = by_file(asked, site.content[0])
    space = site.space()
    if source := space.labels.get(asked.path.lower().replace("_", "-")):
        return Found(source)
    if path.endswith((".md", ".rst")) and tree.is_file(path) and path not in space.addresses:
        return Missing(f"{path} is left out of the site by its config")
    if tree.is_file(path):
        return Found(path)
    if "." not in posixpath.basename(path):
        # `guide` may be the document `guide.md`, or a label of the project.
        source = next((path + s for s in _SUFFIXES if tree.is_file(path + s)), None)
        return Found(source) if source else Doubtful(REFERENCE)
    if asked.path.endswith(".html"):
        return Doubtful(_WRITTEN)
    if asked.path.endswith((".md", ".rst", ".ipynb")) or asked.is_image or "/" in asked.path:
        return Missing(f"there is no file {path}") if asked.is_rooted else AsFile(path)
    return Doubtful(REFERENCE)


GENERATOR = Generator("sphinx", _sign, _read)
