"""Hugo: `hugo.*`, or `config.*` or `config/` beside `content/`.

https://gohugo.io/content-management/urls/: a page is a folder with `index.html`, and relative
links count from there, unless a render hook looks the page up by the path of its source.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from linkaudit.model.slugger import Slugger
from linkaudit.sites import config_text as config
from linkaudit.sites.front_matter import front_matter, one
from linkaudit.sites.generators.base import Generator, named
from linkaudit.sites.site import (
    Asked,
    Doubtful,
    Found,
    Located,
    Missing,
    Site,
    Space,
    by_address,
    filled,
    lazily,
    normal,
)
from linkaudit.sites.tree import Tree, join

_SUFFIXES = (".md", ".markdown", ".mdown", ".html", ".htm", ".adoc", ".org", ".rst", ".ad")
_NAMES = tuple(f"{n}.{s}" for n in ("hugo", "config") for s in ("toml", "yaml", "yml", "json"))
_DROPPED = re.compile(r"[^\w\s./#+~-]")
_SPACES = re.compile(r"\s+|-{2,}")
_MODULE = "a module of the config may bring this page"
_HOOK = "the site's own render hook decides where this leads"


@dataclass(frozen=True, slots=True)
class _Root:
    """A folder of content: one language's, or all."""

    folder: str
    language: str
    prefix: str


def _sign(tree: Tree, folder: str) -> str:
    if own := named(tree, folder, *_NAMES[:4]):
        return own
    if "content" not in tree.folders(folder):
        return ""
    if own := named(tree, folder, *_NAMES[4:]):
        return own
    default = join(folder, "config/_default")
    return named(tree, default, *_NAMES)


def _read(tree: Tree, folder: str, sign: str) -> Site:
    values = _config(tree, folder, sign)
    url = config.text_at(values, "baseurl")
    base = config.path_in(url) or "/"
    every = list(dict.fromkeys(_roots(folder, values)))
    roots = [root for root in every if tree.is_folder(root.folder)] or every[:1]
    contents = tuple(dict.fromkeys(root.folder for root in roots))
    space = lazily(partial(_space, tree, folder, values, roots))
    hook = _hook(tree, folder, values)
    terms = config.at(values, "markup", "goldmark", "parser", "autodefinitiontermid")
    slugger = Slugger.HUGO_TERMS if _is_true(terms) else Slugger.HUGO
    return Site("hugo", sign, contents, slugger, space, partial(_follow, hook), base)


# --------------------------------------------------------------------------- what the config says


def _config(tree: Tree, folder: str, sign: str) -> Mapping[str, object]:
    """The config with keys in lower case, as Hugo reads them."""
    if not sign:
        return {}
    found: dict[str, object] = dict(_parsed(sign, tree.text(sign)))
    default = join(folder, "config/_default")
    for name in sorted(tree.files(default)):
        stem, suffix = posixpath.splitext(name)
        if suffix in (".toml", ".yaml", ".yml", ".json"):
            values = _parsed(name, tree.text(join(default, name)))
            if stem in ("hugo", "config"):
                found |= values
            else:
                found[stem.lower()] = values
    return found


def _parsed(name: str, text: str) -> Mapping[str, object]:
    try:
        return _read_as(name, text)
    except RecursionError:  # nested deeper than any config is
        return {}


def _read_as(name: str, text: str) -> Mapping[str, object]:
    if name.endswith(".toml"):
        return _lower(config.toml_of(text))
    if name.endswith(".json"):
        try:
            found = json.loads(text)
        except ValueError:
            return {}
        return _lower(found) if isinstance(found, dict) else {}
    return _lower(config.yaml_of(text))


def _lower(values: Mapping[str, object]) -> dict[str, object]:
    return {
        str(key).lower(): _lower(value) if isinstance(value, dict) else value
        for key, value in values.items()
    }


def _roots(folder: str, values: Mapping[str, object]) -> Iterator[_Root]:
    """The folders of content with their languages; the default one has no prefix."""
    default = config.text_at(values, "defaultcontentlanguage", default="en")
    in_folder = _is_true(values.get("defaultcontentlanguageinsubdir"))
    content = _below(folder, config.text_at(values, "contentdir", default="content"))
    languages = values.get("languages")
    own = {}
    for name, language in languages.items() if isinstance(languages, Mapping) else ():
        if where := config.text_at(language, "contentdir"):
            own[str(name)] = _below(folder, where)
    for name, where in own.items():
        yield _Root(where, name, "" if name == default and not in_folder else f"{name}/")
    if content not in own.values():
        yield _Root(content, "" if own else default, f"{default}/" if in_folder else "")
    for mount in _mounts(values):
        source, target = config.text_at(mount, "source"), config.text_at(mount, "target")
        if target == "content" or target.startswith("content/"):
            where = _below(folder, source)
            language = config.text_at(mount, "lang")
            if not where.startswith("..") and where not in own.values() and where != content:
                start = "" if language in ("", default) and not in_folder else f"{language}/"
                yield _Root(
                    where, language or default, f"{start}{target[8:].strip('/')}/".lstrip("/")
                )


def _mounts(values: Mapping[str, object]) -> list[object]:
    found = config.at(values, "module", "mounts")
    return found if isinstance(found, list) else []


def _is_true(value: object) -> bool:
    return str(value).lower() == "true"


def _below(folder: str, path: str) -> str:
    made = posixpath.normpath(join(folder, path))
    return "" if made == "." else made


def _hook(tree: Tree, folder: str, values: Mapping[str, object]) -> str:
    """Who renders links: `own` hooks of the site, Hugo's for several `languages`, or none."""
    for path in tree.walk(join(folder, "layouts")):
        if posixpath.basename(path).startswith("render-link"):
            return "own"
    for path in tree.walk(join(folder, "themes")):
        if posixpath.basename(path).startswith("render-link"):
            return "own"
    if config.at(values, "module", "imports") or values.get("theme"):
        return "theme"
    languages = values.get("languages")
    use = config.text_at(values, "markup", "goldmark", "renderhooks", "link", "useembedded")
    several = isinstance(languages, Mapping) and len(languages) > 1
    return "languages" if several or use in ("always", "fallback") else ""


# ------------------------------------------------------------------------------- the addresses


def _space(tree: Tree, folder: str, values: Mapping[str, object], roots: list[_Root]) -> Space:
    outputs: dict[str, str] = {}
    addresses: dict[str, str] = {}
    languages = values.get("languages")
    codes = {str(c) for c in languages} if isinstance(languages, Mapping) else set()
    ugly = _is_true(values.get("uglyurls"))
    for root in roots:
        for path in tree.walk(root.folder):
            name = path[len(root.folder) + 1 :] if root.folder else path
            _add(tree, values, root, codes, path, name, outputs, addresses, ugly=ugly)
    for root in roots:
        tree.spend(len(_taxonomies(values)))
        outputs.setdefault(f"{root.prefix}index.html", "")
        outputs.setdefault(f"{root.prefix}index.xml", "")
        for name in _taxonomies(values):
            outputs.setdefault(f"{root.prefix}{name}/index.html", "")
    outputs["sitemap.xml"] = ""
    for static in config.texts_in(values.get("staticdir")) or ("static",):
        start = _below(folder, static)
        for path in tree.walk(start):
            outputs.setdefault(path[len(start) + 1 :], path)
    for mount in _mounts(values):
        if config.text_at(mount, "target").startswith("static"):
            start = _below(folder, config.text_at(mount, "source"))
            below = config.text_at(mount, "target")[6:].strip("/")
            for path in tree.walk(start):
                outputs.setdefault(join(below, path[len(start) + 1 :]), path)
    return Space(outputs, addresses, tuple(_doubts(values)))


def _doubts(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    imports = config.at(values, "module", "imports")
    for one_import in imports if isinstance(imports, list) else ():
        mounts = config.at(one_import, "mounts")
        for mount in mounts if isinstance(mounts, list) else ():
            target = config.text_at(mount, "target")
            if target.startswith(("content", "static")):
                yield target.partition("/")[2], _MODULE


def _add(
    tree: Tree,
    values: Mapping[str, object],
    root: _Root,
    codes: set[str],
    path: str,
    name: str,
    outputs: dict[str, str],
    addresses: dict[str, str],
    *,
    ugly: bool,
) -> None:
    """One file of content: a page with its address and aliases, or a resource of a bundle."""
    prefix = root.prefix
    stem, suffix = posixpath.splitext(name)
    if suffix not in _SUFFIXES:
        folder = _path(posixpath.dirname(name))
        outputs.setdefault(join(f"{prefix}{folder}".rstrip("/"), posixpath.basename(name)), path)
        return
    bare, _, code = stem.rpartition(".")
    if bare and code in codes:
        stem = bare
        prefix = "" if code == root.language else f"{code}/"
    found = front_matter(tree, path)
    if suffix in (".html", ".htm") and found is None:
        outputs.setdefault(prefix + name, path)
        return
    address = _address(values, prefix, stem, found or {})
    if one(found, "draft").lower() == "true":
        addresses[path] = address
        return
    addresses[path] = address
    _publish(outputs, address, path, ugly=ugly)
    parts = stem.split("/")
    if len(parts) > 1:  # a folder at the first level has a list of its own
        _publish(outputs, f"/{prefix}{_path(parts[0])}/", "")
        outputs.setdefault(f"{prefix}{_path(parts[0])}/index.xml", "")
    if parts[-1] == "_index":
        outputs.setdefault(f"{address.lstrip('/')}index.xml", path)
    taxonomies = _taxonomies(values)
    tree.spend(len(taxonomies) // 10)
    for name in taxonomies:
        for term in (found or {}).get(name, ()):
            _publish(outputs, f"/{prefix}{name}/{_path(term)}/", "")
    for alias in (found or {}).get("aliases", ()):
        start = "" if alias.startswith("/") else posixpath.dirname(address.rstrip("/"))
        tree.spend(1 + len(start) // 100)
        _publish(outputs, normal(f"{start}/{alias}"), path)


def _taxonomies(values: Mapping[str, object]) -> tuple[str, ...]:
    """The plural names, which are the keys of front matter and the folders of the lists."""
    found = values.get("taxonomies")
    if isinstance(found, Mapping):
        return tuple(str(name) for name in found.values())
    return (
        () if "taxonomy" in config.texts_in(values.get("disablekinds")) else ("tags", "categories")
    )


def _publish(outputs: dict[str, str], address: str, path: str, *, ugly: bool = False) -> None:
    name = address.lstrip("/")
    if address.endswith((".html", ".htm", ".txt", ".xml")):
        outputs[name] = path or outputs.get(name, "")
        return
    made = f"{name.rstrip('/')}.html" if ugly and name else f"{name.rstrip('/')}/index.html"
    outputs[made.lstrip("/")] = path or outputs.get(made.lstrip("/"), "")


def _address(
    values: Mapping[str, object], prefix: str, stem: str, found: Mapping[str, tuple[str, ...]]
) -> str:
    folder, _, file = stem.rpartition("/")
    if url := one(found, "url"):
        is_file = posixpath.splitext(url)[1]
        start = "" if url.startswith("/") else f"{folder}/"
        return normal(f"/{prefix}{start}{url}" + ("" if is_file else "/"))
    if file in ("_index", "index"):
        own, folder = (folder.rpartition("/")[2], folder.rpartition("/")[0]) if folder else ("", "")
        if file == "_index" or not one(found, "slug"):
            return normal(f"/{prefix}{_path(join(folder, own))}/")
        file = own
    section = stem.split("/")[0] if "/" in stem else ""
    pattern = _pattern(values, section)
    name = one(found, "slug") or file
    if pattern and file not in ("_index",):
        made = _permalink(pattern, section, folder, name, file, found)
        return normal(f"/{prefix}{made}/")
    return normal(f"/{prefix}{_path(join(folder, name))}/")


def _pattern(values: Mapping[str, object], section: str) -> str:
    links = values.get("permalinks")
    pages = config.at(links, "page") if isinstance(config.at(links, "page"), Mapping) else links
    return config.text_at(pages, section.lower()) if section else ""


def _permalink(
    pattern: str,
    section: str,
    folder: str,
    name: str,
    file: str,
    found: Mapping[str, tuple[str, ...]],
) -> str:
    year, month, day = (*one(found, "date", "publishDate")[:10].split("-"), "", "", "")[:3]
    title = _path(one(found, "title") or file).replace("/", "-")
    values = {
        ":year": year, ":month": month, ":day": day, ":title": title, ":slug": _path(name),
        ":slugorfilename": _path(name), ":slugorcontentbasename": _path(name),
        ":filename": _path(file), ":contentbasename": _path(file), ":section": section,
        ":sections": _path(folder),
    }  # fmt: skip
    return filled(pattern, lambda mark: values.get(mark, mark), r":[a-z]+")


def _path(name: str) -> str:
    """`paths.MakePathSanitized`: lower case, spaces to hyphens, most marks dropped."""
    return _SPACES.sub("-", _DROPPED.sub("", name.strip())).lower()


# ------------------------------------------------------------------------------------- the links


def _follow(hook: str, site: Site, asked: Asked) -> Located:
    found = by_address(site, asked)
    if isinstance(found, Found) or not hook:
        return found
    lower = by_address(site, Asked(asked.source, asked.path.lower()))
    if isinstance(lower, Found):  # a hook looks pages up in any case
        return lower
    space = site.space()
    for path in _meant(site, asked):
        if path in space.addresses:
            return Found(path)
    is_word = "/" not in asked.path and "." not in asked.path
    if hook == "own" and is_word and isinstance(found, Missing):
        return Doubtful(_HOOK)
    for folder in (posixpath.dirname(asked.source), *site.content):
        made = posixpath.normpath(posixpath.join(folder, asked.path.lstrip("/")))
        source = space.served(made[len(folder) + 1 :] if made.startswith(f"{folder}/") else made)
        if source is not None:
            return Found(source)
    return found


def _meant(site: Site, asked: Asked) -> Iterator[str]:
    """The sources that a render hook finds by the path that is written."""
    folders = [posixpath.dirname(asked.source)] if not asked.is_rooted else []
    for folder in [*folders, *site.content]:
        path = posixpath.normpath(posixpath.join(folder, asked.path.lstrip("/")))
        yield path
        for suffix in _SUFFIXES[:1]:
            yield from (f"{path}{suffix}", f"{path}/_index{suffix}", f"{path}/index{suffix}")


GENERATOR = Generator("hugo", _sign, _read)
