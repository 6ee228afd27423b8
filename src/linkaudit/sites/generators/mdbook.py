"""mdBook: `book.toml`, with `src` and the chapters of its `SUMMARY.md`.

https://rust-lang.github.io/mdBook/: a chapter is `chapter.html`, `.md` at the end of a link becomes
`.html`, `README.md` becomes `index.html`, and all that is no Markdown is copied.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import partial

from linkaudit.model.slugger import Slugger
from linkaudit.sites import config_text as config
from linkaudit.sites.generators.base import Generator, named
from linkaudit.sites.site import (
    NO_BASE,
    Asked,
    Doubtful,
    Located,
    Missing,
    Site,
    Space,
    by_address,
    lazily,
)
from linkaudit.sites.tree import Tree, join

_CHAPTER = re.compile(r"\]\(<?([^()\s<>#]+\.md)>?")
_PREPROCESSED = "a preprocessor of book.toml may resolve it"
# Preprocessors that leave links and ids as they are, and what others make ids of.
_PLAIN = frozenset(
    {
        "index", "links", "katex", "mermaid", "toc", "admonish", "alerts", "footnote", "emojicodes",
        "trpl-note", "trpl-listing", "trpl-figure", "last-changed", "pagetoc", "svgbob", "plantuml",
    }
)  # fmt: skip
_HIDDEN_IDS = {"spec": re.compile(r"^r\[", re.M)}
_ANY = re.compile("")
_REDIRECTED = "a redirect of book.toml answers here"


def _sign(tree: Tree, folder: str) -> str:
    return named(tree, folder, "book.toml")


def _read(tree: Tree, folder: str, sign: str) -> Site:
    values = config.toml_of(tree.text(sign)) if sign else {}
    content = posixpath.normpath(join(folder, config.text_at(values, "book", "src", default="src")))
    content = "" if content == "." else content
    url = config.text_at(values, "output", "html", "site-url")
    base = f"/{url.strip('/')}/".replace("//", "/") if url else None
    chapters = _chapters(tree, content)
    space = lazily(partial(_space, tree, content, chapters, values))
    preprocessors = config.at(values, "preprocessor")
    own = [n for n in preprocessors if n not in _PLAIN] if isinstance(preprocessors, dict) else []
    return Site(
        "mdbook",
        sign,
        (content,),
        Slugger.MDBOOK,
        space,
        partial(_follow, is_preprocessed=bool(own)),
        base,
        hidden_ids=_HIDDEN_IDS.get(own[0], _ANY) if own else None,
        left_out=lambda path: path.endswith(".md") and path not in chapters,
    )


def _chapters(tree: Tree, content: str) -> frozenset[str]:
    """The documents that the summary lists; no other is a page."""
    listed = _CHAPTER.findall(tree.text(join(content, "SUMMARY.md")))
    return frozenset(posixpath.normpath(join(content, name)) for name in listed)


def _space(
    tree: Tree, content: str, chapters: frozenset[str], values: Mapping[str, object]
) -> Space:
    outputs: dict[str, str] = {"print.html": "", "toc.html": "", "404.html": ""}
    addresses: dict[str, str] = {}
    first = True
    for path in sorted(chapters):
        name = path[len(content) + 1 :] if content else path
        made = f"{name[:-3]}.html"
        if posixpath.basename(name).lower() == "readme.md":
            made = f"{name[:-9]}index.html"
        outputs[made] = path
        addresses[path] = f"/{made}"
        first = False
    if not first:  # the first chapter is written as the index, too
        outputs.setdefault("index.html", _first(tree, content))
    for path in tree.walk(content):
        name = path[len(content) + 1 :] if content else path
        if not name.endswith(".md"):
            outputs.setdefault(name, path)
    redirects = config.at(values, "output", "html", "redirect")
    doubts = [
        (str(old).partition("#")[0].strip("/"), _REDIRECTED)
        for old in (redirects if isinstance(redirects, Mapping) else ())
    ]
    return Space(outputs, addresses, tuple(doubts))


def _first(tree: Tree, content: str) -> str:
    found = _CHAPTER.search(tree.text(join(content, "SUMMARY.md")))
    return posixpath.normpath(join(content, found[1])) if found else ""


def _follow(site: Site, asked: Asked, *, is_preprocessed: bool) -> Located:
    path = asked.path
    if path.endswith(".md"):
        path = f"{path[:-3]}.html"
        if posixpath.basename(asked.path).lower() == "readme.md":
            path = f"{asked.path[:-9]}index.html"
    asked = Asked(asked.source, path, asked.is_image)
    found = by_address(site, asked)
    if isinstance(found, Missing) and asked.is_rooted and site.base is None:
        return Doubtful(NO_BASE)
    is_page = asked.path.endswith(".html") or asked.path.endswith("/")
    if isinstance(found, Missing) and is_preprocessed and not is_page:
        return Doubtful(_PREPROCESSED)
    return found


GENERATOR = Generator("mdbook", _sign, _read)
