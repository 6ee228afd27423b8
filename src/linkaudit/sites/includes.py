"""Files that a document includes, whose headings are the page's too.

Finds the marks of all generators in the text; whether a file is there, the tree says.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from linkaudit.sites.site import Site
from linkaudit.sites.tree import Tree, join

_MARKS = re.compile(
    r"<!--\s*@include:\s*(?P<vitepress>[^\s{}#<>]+)"
    r"|--8<--\s*[\"'](?P<snippet>[^\"':\n]+)"
    r"|\{%-?\s*include(?:[-_]\w+)?\s+[\"']?(?P<liquid>[^\s\"'%]+)"
    r"|\{!>?\s*(?P<include>[^\s!]+)\s*!\}"
    r"|\{\{[%<]\s*+(?:(?!include|readfile|snippet)[\w/-])*+(?:include|readfile|snippet)[\w-]*+\s++"
    r"(?:file=)?[\"'](?P<hugo>[^\"'\n]+)"
    r"|\{\{#\w*include\s+(?P<mdbook>[^\s:{}]+)"
    r"|^import\s+\w+\s+from\s+['\"](?P<mdx>[^'\"\n]+\.mdx?)['\"]"
    r"|\[!include\s*\[[^\[\]]*\]\((?P<docfx>[^()\s]+)\)"
    r"|^[`:~]{3,}\s*\{include\}\s*(?P<myst>\S+)",
    re.M | re.I,
)
_MOST = 200  # in one document
_DOCUMENTS = (".md", ".mdx", ".markdown", ".mdown", ".qmd")
_FOLDERS = ("", "_includes", "includes", "snippets", "parts", "docs", "content", "src")


def included(tree: Tree, site: Site, path: str, text: str) -> Iterator[str | None]:
    """The documents that a text includes, each once; None for one that is not known."""
    seen: set[str] = set()
    for mark in _MARKS.finditer(text):
        name = next(filter(None, mark.groups())).removesuffix("--")
        if name in seen or not name.lower().endswith(_DOCUMENTS):
            continue
        seen.add(name)
        if len(seen) > _MOST:
            yield None
            return
        yield next((p for p in _places(site, path, name) if tree.is_file(p)), None)


def _places(site: Site, path: str, name: str) -> Iterator[str]:
    folder = posixpath.dirname(site.sign)
    if name.startswith(("@site/", "@/")):
        name = name.partition("/")[2]
    elif not name.startswith("/"):
        yield posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
    name = name.lstrip("/")
    for start in (*site.content, folder, posixpath.dirname(folder), *site.parts):
        for inner in _FOLDERS:
            yield posixpath.normpath(join(join(start, inner), name))
