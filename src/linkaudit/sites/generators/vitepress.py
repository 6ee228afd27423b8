"""VitePress: `.vitepress/` beside the pages, or beside the folder that `srcDir` names.

https://vitepress.dev/guide/routing: a page is `guide.html`, and links count from the source file.
"""

from __future__ import annotations

import posixpath
from functools import partial

from linkaudit.model.slugger import Slugger
from linkaudit.sites import config_text as config
from linkaudit.sites.generators.base import Generator, any_glob
from linkaudit.sites.site import (
    BESIDE,
    AsFile,
    Asked,
    Doubtful,
    Found,
    Located,
    Missing,
    Site,
    Space,
    by_address,
    by_file,
    lazily,
)
from linkaudit.sites.tree import Tree, join

_CONFIGS = tuple(f"config.{suffix}" for suffix in ("ts", "mts", "js", "mjs", "cjs", "cts", "json"))
_DYNAMIC = "a dynamic route may make this page"
_REWRITTEN = "`rewrites` of the config may give a page this address"


def _sign(tree: Tree, folder: str) -> str:
    own = join(folder, ".vitepress")
    if ".vitepress" not in tree.folders(folder):
        return ""
    names = tree.files(own)
    found = next((name for name in _CONFIGS if name in names), "")
    if found:
        return join(own, found)
    if "config" in tree.folders(own):
        inside = sorted(n for n in tree.files(join(own, "config")) if n.startswith("index."))
        return join(own, f"config/{inside[0]}") if inside else ""
    return ""


def _read(tree: Tree, folder: str, sign: str) -> Site:
    source = config.code(tree.text(sign)) if sign else ""
    content = posixpath.normpath(join(folder, config.literal(source, "srcDir") or "."))
    content = "" if content == "." else content
    base = config.literal(source, "base") or "/"
    excluded = tuple(config.strings(config.block(source, "srcExclude") or ""))
    rewrites = config.has_key(source, "rewrites")
    space = lazily(partial(_space, tree, content, excluded, rewrites=rewrites))
    return Site(
        "vitepress",
        sign,
        (content,),
        Slugger.VITEPRESS,
        space,
        partial(_follow, config.literal(source, "cleanUrls") == "true"),
        f"/{base.strip('/')}/".replace("//", "/"),
        has_components=True,
    )


def _space(tree: Tree, content: str, excluded: tuple[str, ...], *, rewrites: bool) -> Space:
    outputs: dict[str, str] = {"404.html": ""}
    addresses: dict[str, str] = {}
    doubts = [("", _REWRITTEN)] if rewrites else []
    is_excluded = any_glob(excluded)
    start = len(content) + 1 if content else 0
    for path in tree.walk(content):
        name = path[start:]
        if name.startswith("public/"):
            outputs.setdefault(name[len("public/") :], path)
        elif name.endswith(".md") and not is_excluded(name):
            if "[" in name:
                doubts.append((name[: name.find("[")], _DYNAMIC))
                continue
            outputs[f"{name[:-3]}.html"] = path
            addresses[path] = f"/{name[:-3]}"
            if posixpath.basename(name) == "index.md":
                addresses[path] = f"/{name[:-8]}"
    return Space(outputs, addresses, tuple(doubts))


def _follow(clean: bool, site: Site, asked: Asked) -> Located:
    content = site.content[0]
    if asked.path.startswith("@"):
        return Doubtful("an alias of the bundler")
    if asked.is_image:
        return _picture(site, asked)
    path = _as_page(asked.path, clean=clean)
    if asked.is_rooted:  # the base is put in front of each
        path = f"{(site.base or '/').rstrip('/')}{path}"
    found = by_address(site, Asked(asked.source, path))
    is_beside = isinstance(found, Doubtful) and found.reason == BESIDE
    if asked.path.endswith(".md") and (is_beside or isinstance(found, Missing)):
        return Missing(f"there is no file {by_file(asked, content)}")
    return found


def _as_page(path: str, *, clean: bool) -> str:
    """`link.ts`, `normalizeHref`: `.md` becomes `.html`, and so does what has no suffix."""
    if path.endswith(".md"):
        return f"{path[:-3]}.html"
    suffix = posixpath.splitext(path)[1]
    if clean or path.endswith("/") or (suffix and suffix[1:].isalpha()):
        return path
    return f"{path}.html"


def _picture(site: Site, asked: Asked) -> Located:
    """It is bundled: from the source's folder, or from `public/` where it is rooted."""
    if asked.is_rooted:
        source = site.space().served(asked.path.lstrip("/"))
        if source is not None:
            return Found(source)
    return AsFile(by_file(asked, site.content[0]))


GENERATOR = Generator("vitepress", _sign, _read)
