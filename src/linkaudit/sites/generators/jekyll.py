"""Jekyll: `_config.yml`, unless a `_toc.yml` beside it says Jupyter Book.

https://jekyllrb.com/docs/permalinks/: files with front matter are pages, `_posts` have dates, and
collections have addresses of their own where they are written out; all else is copied.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from functools import cache, partial

from linkaudit.model.slugger import Slugger
from linkaudit.sites import config_text as config
from linkaudit.sites.front_matter import front_matter, one
from linkaudit.sites.generators.base import Generator, any_glob
from linkaudit.sites.site import (
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
    filled,
    lazily,
    normal,
)
from linkaudit.sites.tree import Tree, join

_MARKDOWN = (".md", ".markdown", ".mkd", ".mkdn", ".mkdown")
_PAGES = (*_MARKDOWN, ".html", ".htm")
_POST = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})-(?P<name>.+)")
# https://jekyllrb.com/docs/permalinks/#built-in-formats
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_EXCLUDED = ("node_modules", "vendor", "Gemfile", "Gemfile.lock", ".sass-cache", ".jekyll-cache")
_PAGER = "a page of a list"
_README = frozenset(
    f"{name}.md" for name in ("readme", "contributing", "code_of_conduct", "security", "license")
)
_MADE_FILES = ("feed.xml", "sitemap.xml", "robots.txt")


def _sign(tree: Tree, folder: str) -> str:
    names = tree.files(folder)
    if "_config.yml" in names and not {"_toc.yml", "_toc.yaml"} & names:
        return join(folder, "_config.yml")
    return ""


def _read(tree: Tree, folder: str, sign: str) -> Site:
    values = config.yaml_of(tree.text(sign)) if sign else {}
    source = posixpath.normpath(join(folder, config.text_at(values, "source", default=".")))
    source = "" if source == "." else source
    base = f"/{config.text_at(values, 'baseurl').strip('/')}/".replace("//", "/")
    is_excluded = _excluder((*_EXCLUDED, *config.texts_in(values.get("exclude"))))
    space = lazily(partial(_space, tree, source, values, is_excluded))

    def left_out(path: str) -> bool:
        """What is GitHub's: the files of the project, and what the config excludes."""
        name = path[len(source) + 1 :] if source else path
        return name.lower() in _README or is_excluded(name)

    is_bare = cache(lambda path: front_matter(tree, path) is None)
    follow = partial(_follow, is_bare)
    return Site("jekyll", sign, (source,), Slugger.KRAMDOWN, space, follow, base, left_out=left_out)


def _excluder(excluded: tuple[str, ...]) -> Callable[[str], bool]:
    wanted = frozenset(pattern.strip("/") for pattern in excluded)
    matches = any_glob(sorted(wanted))

    def is_excluded(name: str) -> bool:
        above = (name[: slash.start()] for slash in re.finditer("/", name))
        return matches(name) or not wanted.isdisjoint(above)

    return is_excluded


# ------------------------------------------------------------------------------- the addresses


def _space(
    tree: Tree, source: str, values: Mapping[str, object], is_excluded: Callable[[str], bool]
) -> Space:
    outputs: dict[str, str] = {}
    addresses: dict[str, str] = {}
    included = config.texts_in(values.get("include"))
    collections = _collections(values)
    defaults = values.get("defaults")
    looks = (len(collections) + (len(defaults) if isinstance(defaults, list) else 0)) // 10
    for path in tree.walk(source):
        name = path[len(source) + 1 :] if source else path
        tree.spend(looks)
        if is_excluded(name) and not name.startswith(included or ("\0",)):
            continue
        address = _address(tree, path, name, values, collections)
        if address is None:
            _copy(tree, path, name, outputs, addresses)
            continue
        addresses[path] = address
        _publish(outputs, address, path)
        for old in (front_matter(tree, path) or {}).get("redirect_from", ()):
            tree.spend(1)
            _publish(outputs, normal(f"/{old}"), path)
    outputs.update(dict.fromkeys((n for n in _MADE_FILES if n not in outputs), ""))
    doubts = (("feed/", _PAGER), ("page", _PAGER)) if values.get("paginate") else ()
    return Space(outputs, addresses, doubts)


def _copy(
    tree: Tree, path: str, name: str, outputs: dict[str, str], addresses: dict[str, str]
) -> None:
    """A file that is no page: copied, unless it is Jekyll's own or not published."""
    if _is_inside(name) or (name.endswith(_PAGES) and front_matter(tree, path) is not None):
        return
    if name.endswith(_MARKDOWN):
        # GitHub Pages makes pages of documents without front matter, too.
        addresses[path] = f"/{posixpath.splitext(name)[0]}.html"
        outputs.setdefault(addresses[path][1:], path)
    outputs.setdefault(name, path)


def _collections(values: Mapping[str, object]) -> dict[str, Mapping[str, object]]:
    """Those that are written out; posts always are."""
    found = values.get("collections")
    listed = dict(found) if isinstance(found, Mapping) else {}
    kept = {
        str(name): options if isinstance(options, Mapping) else {}
        for name, options in listed.items()
        if config.text_at(options, "output").lower() == "true" or name == "posts"
    }
    kept.setdefault("posts", {})
    return kept


def _is_inside(name: str) -> bool:
    """Whether a file is in a folder of Jekyll's own, such as `_includes`."""
    return any(part.startswith(("_", ".", "#")) for part in name.split("/"))


def _publish(outputs: dict[str, str], address: str, path: str) -> None:
    name = address.lstrip("/")
    if not name or name.endswith("/"):
        outputs[f"{name}index.html"] = path
    elif posixpath.splitext(name)[1]:
        outputs[name] = path
    else:
        outputs[f"{name}.html"] = path


def _address(
    tree: Tree,
    path: str,
    name: str,
    values: Mapping[str, object],
    collections: Mapping[str, Mapping[str, object]],
) -> str | None:
    """The address of a page; None for what is copied, or not written at all."""
    stem, suffix = posixpath.splitext(name)
    collection = next((c for c in collections if name.startswith(f"_{c}/")), "")
    post = _POST.fullmatch(posixpath.basename(stem)) if "_posts/" in name else None
    if not (collection or post) and _is_inside(name):
        return None
    if suffix not in _PAGES:
        return None
    found = front_matter(tree, path)
    if found is None or one(found, "published").lower() == "false":
        return None
    default = _default(values, name, collection or ("posts" if post else "pages"))
    if own := one(found, "permalink") or default:
        style = _STYLES.get(own, own) if post else own
        return _filled(style, name, stem, collection, post, found)
    if post:
        pattern = config.text_at(collections["posts"], "permalink")
        pattern = pattern or config.text_at(values, "permalink", default="date")
        return _filled(_STYLES.get(pattern, pattern), name, stem, "posts", post, found)
    if collection:
        pattern = config.text_at(collections[collection], "permalink")
        general = config.text_at(values, "permalink")
        if not pattern:
            pretty = general == "pretty" or general.endswith("/")
            pattern = "/:collection/:path/" if pretty else "/:collection/:path:output_ext"
        return _filled(pattern, name, stem, collection, post, found)
    return _page(stem, config.text_at(values, "permalink"))


def _page(stem: str, permalink: str) -> str:
    """`page.rb`: only whether the site's permalink ends in a slash matters to a page."""
    folder, _, file = stem.rpartition("/")
    start = f"/{folder}/" if folder else "/"
    if file == "index":
        return start
    if permalink == "pretty" or permalink.endswith("/"):
        return f"{start}{file}/"
    is_bare = permalink not in _STYLES and permalink and not permalink.endswith(":output_ext")
    return f"{start}{file}" if is_bare else f"{start}{file}.html"


def _default(values: Mapping[str, object], name: str, kind: str) -> str:
    """The permalink that `defaults` gives: the deepest scope counts."""
    found, deepest = "", -1
    listed = values.get("defaults")
    for entry in listed if isinstance(listed, list) else ():
        scope = config.text_at(entry, "scope", "path").strip("/")
        type_ = config.text_at(entry, "scope", "type")
        inside = not scope or name == scope or name.startswith(f"{scope}/")
        permalink = config.text_at(entry, "values", "permalink")
        if permalink and inside and type_ in ("", kind) and len(scope) >= deepest:
            found, deepest = permalink, len(scope)
    return found


def _filled(
    pattern: str,
    name: str,
    stem: str,
    collection: str,
    post: re.Match[str] | None,
    found: Mapping[str, tuple[str, ...]],
) -> str:
    inside = stem.partition("/")[2] if collection else stem
    file = posixpath.basename(stem)
    title = one(found, "slug") or (post["name"] if post else file)
    categories = found.get("categories") or found.get("category") or ()
    if post:
        before = name.split("_posts/")[0].strip("/")
        categories = (*filter(None, before.split("/")), *categories)
        inside = title
    date = one(found, "date")[:10].split("-") if post else []
    year, month, day = (
        date if len(date) == 3 else (post["y"], post["m"], post["d"]) if post else ("", "", "")
    )
    values = {
        ":collection": collection, ":path": inside, ":title": _slug(title), ":slug": _slug(title),
        ":name": _slug(file), ":basename": file, ":output_ext": ".html", ":year": year,
        ":month": month.zfill(2), ":day": day.zfill(2), ":i_month": month.lstrip("0"),
        ":i_day": day.lstrip("0"), ":short_year": year[2:],
        ":categories": "/".join(_slug(one_of) for part in categories for one_of in part.split()),
    }  # fmt: skip
    made = filled(pattern, partial(_longest, values), r":[a-z_]+")
    made = re.sub(r"/{2,}", "/", f"/{made}")
    return re.sub(r"/index(?:\.html|/)?$", "/", made) if inside.endswith("index") else made


def _longest(values: Mapping[str, str], mark: str) -> str:
    for end in range(min(len(mark), max(map(len, values))), 1, -1):
        if mark[:end] in values:
            return values[mark[:end]] + mark[end:]
    return mark


def _slug(text: str) -> str:
    """`utils.rb`, `slugify` with its default mode; the case of a file's name is kept."""
    return re.sub(r"[^\w.]+|_", lambda m: "_" if m[0] == "_" else "-", text).strip("-")


# ------------------------------------------------------------------------------------- the links


def _follow(is_bare: Callable[[str], bool], site: Site, asked: Asked) -> Located:
    found = by_address(site, asked)
    if isinstance(found, Found):
        return found
    if not asked.is_rooted and is_bare(asked.source):
        # Without front matter it is written for GitHub, and Pages shows it only besides.
        return AsFile(by_file(asked, site.content[0]))
    if asked.path.endswith(_MARKDOWN) and not asked.is_rooted:
        # jekyll-relative-links, which is always on at GitHub Pages.
        path = by_file(asked, site.content[0])
        if path in site.space().addresses and not _is_inside(path[len(site.content[0]) :]):
            return Found(path)
        return Missing(f"there is no file {path}")
    if asked.is_rooted and isinstance(found, Doubtful) and site.base not in (None, "/"):
        return found
    return found


GENERATOR = Generator("jekyll", _sign, _read)
