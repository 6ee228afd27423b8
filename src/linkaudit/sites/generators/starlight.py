"""Starlight, Astro's documentation theme: `astro.config.*` with `src/content/docs`.

https://starlight.astro.build/guides/pages/: a page is a folder with `index.html`, links are left as
they are written, and a page without a translation is shown in the default language.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import partial

from linkaudit.model.slugger import Slugger
from linkaudit.sites import config_text as config
from linkaudit.sites.front_matter import front_matter, one
from linkaudit.sites.generators.base import Generator, named
from linkaudit.sites.site import (
    AsFile,
    Asked,
    Found,
    Located,
    Site,
    Space,
    by_address,
    by_file,
    lazily,
)
from linkaudit.sites.tree import Tree, join
from linkaudit.text.locales import may_be_language

_SUFFIXES = (".md", ".mdx", ".mdoc", ".markdown", ".mdwn", ".mkd", ".mkdn", ".mkdown")
_DYNAMIC = "a dynamic route may make this page"
_REDIRECT = re.compile(r"['\"](/[^'\"\[\]\n]*)['\"]\s*:")


def _sign(tree: Tree, folder: str) -> str:
    own = named(tree, folder, *(f"astro.config.{s}" for s in ("mjs", "ts", "js", "mts", "cjs")))
    return own if own and tree.is_folder(join(folder, "src/content/docs")) else ""


def _read(tree: Tree, folder: str, sign: str) -> Site:
    source = config.code(tree.text(sign)) if sign else ""
    content = join(folder, "src/content/docs")
    base = config.literal(source, "base") or "/"
    space = lazily(partial(_space, tree, folder, content, source))
    return Site(
        "starlight",
        sign,
        (content,),
        Slugger.STARLIGHT,
        space,
        _follow,
        f"/{base.strip('/')}/".replace("//", "/"),
        has_components=True,
    )


def _space(tree: Tree, folder: str, content: str, source: str) -> Space:
    outputs: dict[str, str] = {}
    addresses: dict[str, str] = {}
    names: list[tuple[str, str]] = []
    for path in tree.walk(content):
        name = path[len(content) + 1 :]
        if name.endswith(_SUFFIXES) and not any(p.startswith("_") for p in name.split("/")):
            values = front_matter(tree, path)
            address = _address(values, name)
            if one(values, "draft") == "true":
                addresses[path] = f"/{address}/"
                continue
            names.append((address, path))
            addresses[path] = f"/{address}/".replace("//", "/")
            outputs[f"{address}/index.html".lstrip("/")] = path
    _fall_back(tree, content, source, names, outputs)
    doubts = list(_routes(tree, folder, outputs))
    if block := config.block(source, "redirects"):
        for old in _REDIRECT.findall(block):
            outputs.setdefault(f"{old.strip('/')}/index.html", "")
    for path in tree.walk(join(folder, "public")):
        outputs.setdefault(path[len(join(folder, "public")) + 1 :], path)
    outputs.setdefault("404.html", "")
    return Space(outputs, addresses, tuple(doubts))


def _address(values: Mapping[str, tuple[str, ...]] | None, name: str) -> str:
    slug = one(values, "slug")
    if slug:
        return slug.strip("/")
    stem = posixpath.splitext(name)[0]
    # github-slugger makes each part of the path.
    made = "/".join(
        "".join(c for c in _lower(part) if c.isalnum() or c in "-_") for part in stem.split("/")
    )
    return made.removesuffix("index").rstrip("/") if made.split("/")[-1] == "index" else made


def _lower(part: str) -> str:
    return part.lower().replace(" ", "-")


def _fall_back(
    tree: Tree,
    content: str,
    source: str,
    names: list[tuple[str, str]],
    outputs: dict[str, str],
) -> None:
    """Pages of the default language under each other one that has a folder."""
    locales = [name for name in sorted(tree.folders(content)) if may_be_language(name)]
    default = config.literal(source, "defaultLocale") or ""
    block = config.block(source, "locales") or ""
    locales += [
        name for name in config.strings(block) if may_be_language(name) and name not in locales
    ]
    if not config.has_key(source, "locales") and "locales" not in source:
        return
    own = f"{default}/" if default and tree.is_folder(join(content, default)) else ""
    for address, path in names:
        tree.spend(len(locales))
        if own and not f"{address}/".startswith(own):
            continue
        if not own and address.split("/")[0] in locales:
            continue
        below = address[len(own) :] if own else address
        for locale in locales:
            outputs.setdefault(f"{locale}/{below}/index.html".replace("//", "/"), path)


def _routes(tree: Tree, folder: str, outputs: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Pages of `src/pages`: those with brackets in their names are made at build time."""
    start = join(folder, "src/pages")
    for path in tree.walk(start):
        name = path[len(start) + 1 :]
        if any(part.startswith("_") for part in name.split("/")):
            continue
        stem, suffix = posixpath.splitext(name)
        if "[" in name:
            before = name[: name.find("[")]
            # A route for all addresses is what makes the content's own pages.
            if before and "/" in before:
                yield before, _DYNAMIC
        elif suffix in (".astro", ".html", *_SUFFIXES):
            stem = stem.removesuffix("index").rstrip("/")
            outputs.setdefault(f"{stem}/index.html".lstrip("/"), "")
        elif suffix in (".ts", ".js"):  # an endpoint: `rss.xml.ts`
            outputs.setdefault(stem, "")


def _follow(site: Site, asked: Asked) -> Located:
    if asked.is_image and not asked.is_rooted:
        return AsFile(by_file(asked, site.content[0]))
    if asked.is_image and asked.path.startswith("/src/"):
        return Found("")
    return by_address(site, asked)


GENERATOR = Generator("starlight", _sign, _read)
