"""MkDocs: `mkdocs.yml`, with `docs_dir` and `use_directory_urls`.

https://www.mkdocs.org/user-guide/: a link that names a file of the documents becomes the address
of its page; any other link is left as it is, and so counts from the address of its own page.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import partial

from linkaudit.model.slugger import Slugger
from linkaudit.sites import config_text as config
from linkaudit.sites.generators.base import Generator, any_glob, named
from linkaudit.sites.site import (
    BESIDE,
    NO_BASE,
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
    normal,
)
from linkaudit.sites.tree import Tree, join
from linkaudit.text.locales import may_be_language

_SUFFIXES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
# Plugins that make pages, or read them from elsewhere: what they make is not in `docs_dir`.
_MAKERS = {
    "gen-files": "", "literate-nav": None, "monorepo": "", "multirepo": "", "api-autonav": "api",
    "macros": None, "mkdocs-jupyter": "", "swagger": None, "techdocs-core": "", "i18n": "",
    "blog": "blog", "tags": "tags", "mike": "", "simple": "", "awesome-pages": None, "coverage": "",
}  # fmt: skip
_MOST_INHERITED = 5


def _sign(tree: Tree, folder: str) -> str:
    return named(tree, folder, "mkdocs.yml", "mkdocs.yaml")


def _read(tree: Tree, folder: str, sign: str) -> Site:
    values = _config(tree, sign) if sign else {}
    docs = _folder(folder, config.text_at(values, "docs_dir", default="docs"))
    fallback = docs
    contents = (docs, *_translations(tree, folder, docs))
    url = config.text_at(values, "site_url")
    base = config.path_in(url)
    pretty = config.text_at(values, "use_directory_urls", default="true").lower() != "false"
    rooted = config.text_at(values, "validation", "links", "absolute_links")
    space = lazily(partial(_space, tree, contents, values, pretty=pretty))
    follow = partial(_follow, fallback, is_relative_to_docs=rooted == "relative_to_docs")
    snippets = dict.fromkeys(_folder(folder, path) for path in _snippets(values))
    parts = tuple(filter(tree.is_folder, snippets))
    return Site(
        "mkdocs",
        sign,
        contents,
        _slugger(values),
        space,
        follow,
        base,
        parts=parts,
        hidden_ids=_hidden_ids(values),
    )


def _config(tree: Tree, sign: str) -> Mapping[str, object]:
    """The config with what it inherits, the nearest first."""
    found: dict[str, object] = {}
    for _ in range(_MOST_INHERITED):
        values = config.yaml_of(tree.text(sign))
        found = {**values, **found}
        parent = config.text_at(values, "INHERIT")
        if not parent:
            break
        sign = _folder(posixpath.dirname(sign), parent)
    return found


def _slugger(values: Mapping[str, object]) -> Slugger:
    """Python-Markdown's own, unless the config names another, such as pymdownx's."""
    extensions = values.get("markdown_extensions")
    listed = extensions if isinstance(extensions, list) else [extensions]
    for one in listed:
        if config.at(one, "toc", "slugify") is not None:
            return Slugger.PYMDOWNX
    return Slugger.MKDOCS


def _hidden_ids(values: Mapping[str, object]) -> re.Pattern[str]:
    """Blocks of mkdocstrings; what macros, and comments that hooks replace."""
    marks = [r"^:::[ \t]+[\w.]"]
    if "macros" in _plugins(values):
        marks.append(r"\{\{|\{%")
    if values.get("hooks"):
        marks.append(r"<!--[ \t]*\w+:")
    return re.compile("|".join(marks), re.M)


def _snippets(values: Mapping[str, object]) -> tuple[str, ...]:
    """The folders of pymdownx.snippets."""
    extensions = values.get("markdown_extensions")
    listed = extensions if isinstance(extensions, list) else [extensions]
    for one in listed:
        if found := config.texts_in(config.at(one, "pymdownx.snippets", "base_path")):
            return found
    return ()


def _folder(folder: str, path: str) -> str:
    made = posixpath.normpath(join(folder, path))
    return "" if made == "." else made


def _translations(tree: Tree, folder: str, docs: str) -> list[str]:
    """`docs/es/docs` beside `docs/en/mkdocs.yml`: the other languages of one site."""
    above, _, own = folder.rpartition("/")
    inside = docs[len(folder) + 1 :]
    if not may_be_language(own) or not inside or not docs.startswith(f"{folder}/"):
        return []
    others = (join(above, name) for name in sorted(tree.folders(above)) if name != own)
    return [
        join(other, inside)
        for other in others
        if may_be_language(other.rpartition("/")[2]) and tree.is_folder(join(other, inside))
    ]


# ------------------------------------------------------------------------------- the addresses


def _space(
    tree: Tree, contents: tuple[str, ...], values: Mapping[str, object], *, pretty: bool
) -> Space:
    outputs: dict[str, str] = {}
    addresses: dict[str, str] = {}
    is_excluded = any_glob(_globs(values.get("exclude_docs")))
    for number, content in enumerate(contents):
        # A page that is not translated is shown in the first language.
        above = content.split("/")[-2] + "/" if number else ""
        for path in tree.walk(content):
            name = path[len(content) + 1 :] if content else path
            if is_excluded(f"/{name}"):
                continue
            tree.spend(len(contents) - 1)
            output, address = _written(name, pretty=pretty)
            outputs.setdefault(above + output, path)
            addresses[path] = f"/{above}{address}"
            if number == 0:
                for other in contents[1:]:
                    outputs.setdefault(f"{other.split('/')[-2]}/{output}", path)
    doubts = [*_made_by_plugins(values), *_redirected(values, pretty=pretty)]
    return Space(outputs, addresses, tuple(doubts))


def _written(name: str, *, pretty: bool) -> tuple[str, str]:
    """The file that is written for a document, and the address that its links count from."""
    stem, suffix = posixpath.splitext(name)
    if suffix.lower() not in _SUFFIXES:
        return name, name
    folder, _, file = stem.rpartition("/")
    start = f"{folder}/" if folder else ""
    if file in ("index", "README"):
        return f"{start}index.html", start
    return (f"{stem}/index.html", f"{stem}/") if pretty else (f"{stem}.html", f"{stem}.html")


def _patterns(value: object) -> list[str]:
    lines = value.split("\n") if isinstance(value, str) else []
    return [line.strip() for line in lines if line.strip() and line[0] not in "#!"]


def _globs(value: object) -> list[str]:
    """As `.gitignore` matches, but for what is hardly written there; names have a slash ahead."""
    whole = (one + "*" if one.endswith("/") else one for one in _patterns(value))
    return [one if one.startswith("/") else f"*/{one}" for one in whole]


def _plugins(values: Mapping[str, object]) -> list[str]:
    plugins = values.get("plugins")
    listed = plugins if isinstance(plugins, (list, Mapping)) else []
    names = [next(iter(one), "") if isinstance(one, Mapping) else str(one) for one in listed]
    return [name.rpartition("/")[2] for name in names]


def _made_by_plugins(values: Mapping[str, object]) -> list[tuple[str, str]]:
    return [
        (start, f"the plugin {name} may make this page")
        for name in _plugins(values)
        if (start := _MAKERS.get(name)) is not None
    ]


def _redirected(values: Mapping[str, object], *, pretty: bool) -> list[tuple[str, str]]:
    plugins = values.get("plugins")
    found = []
    for one in plugins if isinstance(plugins, list) else [plugins]:
        maps = config.at(one, "redirects", "redirect_maps")
        for old in maps if isinstance(maps, Mapping) else ():
            address = _written(str(old), pretty=pretty)[1]
            found.append((address.rstrip("/"), "the plugin redirects answers here"))
    return found


# ------------------------------------------------------------------------------------- the links


def _follow(fallback: str, site: Site, asked: Asked, *, is_relative_to_docs: bool) -> Located:
    space = site.space()
    own = max((c for c in site.content if asked.source.startswith(f"{c}/")), key=len, default="")
    if asked.is_rooted and not is_relative_to_docs:
        if site.base is None:
            found = by_address(site, asked)
            return Doubtful(NO_BASE) if isinstance(found, Missing) else found
        if not asked.path.startswith(site.base):
            return Doubtful(BESIDE)
        return by_address(site, asked)
    path = by_file(asked, own)
    if path in space.addresses:
        return Found(path)
    if own != fallback and path.startswith(f"{own}/"):
        # What is not translated is shown in the first language.
        original = f"{fallback}/{path[len(own) + 1 :]}"
        if original in space.addresses:
            return Found(original)
    found = by_address(site, asked)
    if asked.path.endswith(_SUFFIXES) or (isinstance(found, Missing) and asked.has_suffix):
        if reason := space.doubt(normal(f"/{path[len(own) + 1 :]}").lstrip("/")):
            return Doubtful(reason)
        return Missing(f"there is no file {path}")
    return found


GENERATOR = Generator("mkdocs", _sign, _read)
