"""Docusaurus: `docusaurus.config.*`, with docs, versions, blog, pages and translations.

https://docusaurus.io/docs/create-doc and `plugin-content-docs`, `docs.ts` and `slug.ts`. Routes
have no slash at their end, unless the page is a folder's own; relative links count from there.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
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
    Missing,
    Site,
    Space,
    by_address,
    by_file,
    lazily,
    normal,
)
from linkaudit.sites.tree import Tree, join

_SUFFIXES = (".md", ".mdx")
# `numberPrefix.ts`: `01-intro`, `1. intro`; not dates and versions.
_DATE_OR_VERSION = re.compile(r"\d{2,4}[-_.]\d{2}(?:[-_.]\d{2,4})?|\d+[-_.]\d+")
_NUMBER = re.compile(r"\A\d++\s*+[-_.]++\s*+(?=[^-_.\s])")
# `blogUtils.ts`
_POST = re.compile(r"(?P<path>.*/)?(?P<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(?P<name>.*?)")
_MOST_SETS = 100  # of documents; some large projects have 20
_PAGE_CODE = (".js", ".jsx", ".ts", ".tsx", *_SUFFIXES)
# A component of the folder's own may bring in other documents, with their headings.
_COMPONENT = re.compile(
    r"^import\b[^'\"\n]*['\"]\.{1,2}/(?:[^'\"\n/]*/)*[\w-]+(?:\.[jt]sx?)?['\"]", re.M
)
_MADE = "a plugin may make this page"
_BLOG = "the blog's lists are made at build time"


@dataclass(frozen=True, slots=True)
class _Docs:
    """One set of documents, or one version or translation of it."""

    folder: str
    route: str


def _sign(tree: Tree, folder: str) -> str:
    return named(
        tree, folder, *(f"docusaurus.config.{s}" for s in ("js", "ts", "mjs", "cjs", "mts"))
    )


def _read(tree: Tree, folder: str, sign: str) -> Site:
    source = config.code(tree.text(sign)) if sign else ""
    docs, blogs = list(_docs(tree, folder, source)), list(_blogs(folder, source))
    pages = join(folder, "src/pages")
    contents = [d.folder for d in docs] + [b.folder for b in blogs] + [pages, join(folder, "src")]
    base = config.literal(source, "baseUrl") or "/"
    space = lazily(partial(_space, tree, folder, source, docs, blogs))
    return Site(
        "docusaurus",
        sign,
        tuple(c for c in dict.fromkeys(contents) if not c.startswith("..")),
        Slugger.DOCUSAURUS,
        space,
        partial(_follow, folder, tree),
        f"/{base.strip('/')}/".replace("//", "/"),
        adds_base=True,
        hidden_ids=_COMPONENT,
        has_components=True,
    )


# --------------------------------------------------------------------------- what the config says


def _docs(tree: Tree, folder: str, source: str) -> Iterator[_Docs]:
    found = [b for b in config.blocks(source, "docs") if b.startswith("{")]
    options = [(block, "docs", "docs") for block in found[:1]]
    if not found and config.literal(source, "docs") != "false":
        options = [("", "docs", "docs")]
    options += [(block, "docs", "docs") for block in _plugin(source, "content-docs")]
    for block, path, route in options[:_MOST_SETS]:
        where = config.literal(block, "path") or path
        at = config.literal(block, "routeBasePath")
        yield from _versions(
            tree,
            folder,
            config.literal(block, "id") or "",
            _below(folder, where),
            (route if at is None else at).strip("/"),
            config.literal(block, "lastVersion") or "",
        )


def _versions(
    tree: Tree, folder: str, instance: str, path: str, route: str, last: str
) -> Iterator[_Docs]:
    prefix = f"{instance}_" if instance else ""
    names = _json_list(tree.text(join(folder, f"{prefix}versions.json")))
    latest = last or (names[0] if names else "current")
    plugin = "docusaurus-plugin-content-docs" + (f"-{instance}" if instance else "")
    for name in dict.fromkeys(("current", *names)):
        at = route if name == latest else f"{route}/{'next' if name == 'current' else name}"
        at = at.strip("/")
        own = path
        if name != "current":
            own = join(folder, f"{prefix}versioned_docs/version-{name}")
            if not tree.is_folder(own):
                continue
        yield _Docs(own, at)
        for locale in sorted(tree.folders(join(folder, "i18n"))):
            below = "current" if name == "current" else f"version-{name}"
            translated = join(folder, f"i18n/{locale}/{plugin}/{below}")
            if tree.is_folder(translated):
                yield _Docs(translated, f"{locale}/{at}".strip("/"))


def _blogs(folder: str, source: str) -> Iterator[_Docs]:
    found = [b for b in config.blocks(source, "blog") if b.startswith("{")]
    if not found and config.literal(source, "blog") != "false":
        found = [""]
    for block in [*found[:1], *_plugin(source, "content-blog")]:
        route = config.literal(block, "routeBasePath")
        where = config.literal(block, "path") or "blog"
        yield _Docs(_below(folder, where), ("blog" if route is None else route).strip("/"))


def _plugin(source: str, name: str) -> list[str]:
    """The options of each use of a plugin, by any of its names."""
    names = (f"@docusaurus/plugin-{name}", f"@docusaurus/{name}", name)
    return [options for one_name in names for options in config.behind(source, one_name)]


def _below(folder: str, path: str) -> str:
    made = posixpath.normpath(join(folder, path))
    return "" if made == "." else made


def _json_list(text: str) -> list[str]:
    try:
        found = json.loads(text) if text else []
    except (ValueError, RecursionError):
        return []
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


# ------------------------------------------------------------------------------- the addresses


def _space(tree: Tree, folder: str, source: str, docs: list[_Docs], blogs: list[_Docs]) -> Space:
    outputs: dict[str, str] = {}
    addresses: dict[str, str] = {}
    doubts: list[tuple[str, str]] = []
    slash = config.literal(source, "trailingSlash")

    def add(route: str, path: str) -> None:
        """A route as Docusaurus has it; a slash at the end is kept for links to count from."""
        outputs.setdefault(f"{route.strip('/')}/index.html".lstrip("/"), path)
        if slash is not None:
            route = f"{route.rstrip('/')}/" if slash == "true" else route.rstrip("/") or "/"
        addresses.setdefault(path, route)

    for one_set in docs:
        for path in tree.walk(one_set.folder):
            name = path[len(one_set.folder) + 1 :] if one_set.folder else path
            if name.endswith("_category_.json"):
                doubts.append((f"{one_set.route}/".lstrip("/") + "category", _MADE))
            if _is_page(name):
                add(_doc_route(tree, one_set.route, path, name), path)
    for blog in blogs:
        doubts += ((f"{blog.route}/{below}", _BLOG) for below in ("tags", "page", "authors"))
        outputs.setdefault(f"{blog.route}/index.html".lstrip("/"), "")
        outputs.setdefault(f"{blog.route}/archive/index.html".lstrip("/"), "")
        outputs[f"{blog.route}/rss.xml"] = outputs[f"{blog.route}/atom.xml"] = ""
        for path in tree.walk(blog.folder):
            name = path[len(blog.folder) + 1 :] if blog.folder else path
            if _is_page(name):
                add(_post_route(tree, blog.route, path, name), path)
    pages = join(folder, "src/pages")
    for path in tree.walk(pages):
        stem, suffix = posixpath.splitext(path[len(pages) + 1 :])
        if suffix in _PAGE_CODE and not _is_hidden(stem) and not stem.endswith((".test", ".d")):
            add(f"/{stem.removesuffix('index')}", path if suffix in _SUFFIXES else "")
    for static in config.texts_in(_static(source)) or ("static",):
        start = _below(folder, static)
        outputs.update((path[len(start) + 1 :], path) for path in tree.walk(start))
    doubts += _redirects(source)
    if any(name in source for name in ("docusaurus-plugin-typedoc", "openapi-docs")):
        doubts.append(("", _MADE))
    doubts.append(("search", _MADE))
    return Space(outputs, addresses, tuple(doubts))


def _static(source: str) -> object:
    block = config.block(source, "staticDirectories")
    return config.strings(block) if block else None


def _redirects(source: str) -> Iterator[tuple[str, str]]:
    """Addresses that `plugin-client-redirects` answers for."""
    for options in _plugin(source, "client-redirects"):
        for block in config.blocks(options, "from"):
            yield from ((s.strip("/"), _MADE) for s in config.strings(block) if s.strip("/"))
        for found in re.finditer(r"\bfrom:\s*['\"]/([^'\"]+)['\"]", options):
            yield found[1].strip("/"), _MADE
        if config.has_key(options, "createRedirects") or "createRedirects" in options:
            yield "", _MADE


def _is_hidden(name: str) -> bool:
    return any(part.startswith("_") for part in name.split("/"))


def _is_page(name: str) -> bool:
    is_test = ".test." in name or "__tests__/" in name
    return name.endswith(_SUFFIXES) and not _is_hidden(name) and not is_test


def _doc_route(tree: Tree, route: str, path: str, name: str) -> str:
    """`slug.ts`: the slug of the front matter, else the path without numbers."""
    values = front_matter(tree, path)
    folder, _, file = name.rpartition("/")
    stem = posixpath.splitext(file)[0]
    unnumbered = _unnumbered(stem)
    below = "/".join(map(_unnumbered, folder.split("/"))) if folder else ""
    start = f"/{route}/".replace("//", "/")
    slug = one(values, "slug")
    if slug.startswith("/"):
        return normal(start + slug)
    if slug:
        return normal(posixpath.join(start, below, slug))
    parent = folder.rsplit("/", 1)[-1]
    is_own = stem.lower() in ("index", "readme") or stem.lower() == parent.lower() != ""
    if is_own:  # whatever its id
        return normal(posixpath.join(start, below) + "/")
    return normal(posixpath.join(start, below, one(values, "id") or unnumbered))


def _unnumbered(name: str) -> str:
    if _DATE_OR_VERSION.match(name):
        return name
    return _NUMBER.sub("", name, count=1) if _NUMBER.match(name) else name


def _post_route(tree: Tree, route: str, path: str, name: str) -> str:
    values = front_matter(tree, path)
    stem = posixpath.splitext(name)[0].removesuffix("/index")
    start = f"/{route}/".replace("//", "/")
    slug = one(values, "slug")
    if slug:
        return normal(start + slug.lstrip("/"))
    found = _POST.fullmatch(stem)
    if found:
        date = re.sub(r"[-/]", "/", found["date"])
        return normal(f"{start}{date}/{found['path'] or ''}{found['name']}")
    return normal(start + stem)


# ------------------------------------------------------------------------------------- the links


def _follow(folder: str, tree: Tree, site: Site, asked: Asked) -> Located:
    space = site.space()
    if asked.path.startswith("pathname://"):
        return by_address(site, Asked(asked.source, asked.path[len("pathname://") :]))
    if asked.path.startswith("@site/"):
        path = _below(folder, asked.path[len("@site/") :])
        if path in space.addresses or tree.is_file(path):
            return Found(path)
        return Missing(f"there is no file {path}")
    if asked.path.endswith(_SUFFIXES):
        return _source(site, folder, asked)
    if asked.has_suffix and not asked.path.endswith(".html"):
        found = _asset(tree, folder, asked)
        if found is not None:
            return found
    return by_address(site, asked)


def _source(site: Site, folder: str, asked: Asked) -> Located:
    """`linkify.ts`: from the document, from the root of its content, or from the site's folder."""
    space = site.space()
    own = max((c for c in site.content if asked.source.startswith(f"{c}/")), key=len, default="")
    candidates = [by_file(asked, own)]
    if not asked.path.startswith("."):
        candidates += [_below(own, asked.path.lstrip("/")), _below(folder, asked.path.lstrip("/"))]
    for path in candidates:
        if path in space.addresses:
            return Found(path)
    if asked.source not in space.addresses:  # a partial: where it is shown is not known
        return AsFile(candidates[0])
    return Missing(f"there is no page {candidates[0]} on the site")


def _asset(tree: Tree, folder: str, asked: Asked) -> Located | None:
    """A file that the bundler finds beside the source, or a static one."""
    if asked.is_rooted:
        path = _below(folder, asked.path.lstrip("/"))
        return Found(path) if tree.is_file(path) else None
    path = by_file(asked, folder)
    if tree.is_file(path):
        return Found(path)
    return AsFile(path) if asked.is_image else None


GENERATOR = Generator("docusaurus", _sign, _read)
