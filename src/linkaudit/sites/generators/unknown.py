"""Sites of generators whose addresses are not known here: a miss is doubtful where it may be one.

A rooted link, or one without a suffix, may lead to a page. A relative link to a file with a suffix
is judged as on a forge.
"""

from __future__ import annotations

from functools import partial

from linkaudit.model.slugger import Slugger
from linkaudit.sites.generators.base import Generator
from linkaudit.sites.site import (
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

_UNKNOWN = "an address of a site whose rules are not known"
# A file, and what makes the site of it.
_SIGNS = {
    "gatsby-config.js": "Gatsby", "gatsby-config.ts": "Gatsby", "gatsby-config.mjs": "Gatsby",
    "next.config.js": "Next.js", "next.config.mjs": "Next.js", "next.config.ts": "Next.js",
    "nuxt.config.js": "Nuxt", "nuxt.config.ts": "Nuxt", "astro.config.mjs": "Astro",
    "astro.config.ts": "Astro", "astro.config.js": "Astro", ".eleventy.js": "Eleventy",
    "eleventy.config.js": "Eleventy", "eleventy.config.mjs": "Eleventy", "book.json": "HonKit",
    "book.js": "HonKit", ".gitbook.yaml": "GitBook", "_quarto.yml": "Quarto",
    "docs.json": "Mintlify", "mint.json": "Mintlify", "rspress.config.ts": "Rspress",
    "rspress.config.js": "Rspress", "zensical.toml": "Zensical", "antora.yml": "Antora",
    "siteConfig.js": "Docusaurus 1", "pelicanconf.py": "Pelican", "retype.yml": "Retype",
    "_sidebar.md": "Docsify", "theme.config.tsx": "Nextra", "theme.config.jsx": "Nextra",
    "svelte.config.js": "SvelteKit",
}  # fmt: skip
_OF_GITHUB = frozenset(
    {
        "readme", "contributing", "changelog", "code_of_conduct", "security", "license", "support",
        "maintainers", "governance", "agents", "claude",
    }
)  # fmt: skip


def _sign(tree: Tree, folder: str) -> str:
    names = tree.files(folder)
    found = next((name for name in _SIGNS if name in names), "")
    if not found and "SUMMARY.md" in names and "book.toml" not in names:
        found = "SUMMARY.md" if "README.md" in names or "src" not in tree.folders(folder) else ""
    if not found and ".vuepress" in tree.folders(folder):
        return join(folder, ".vuepress")
    if not found and "config.toml" in names and "templates" in tree.folders(folder):
        found = "config.toml" if "content" in tree.folders(folder) else ""  # Zola
    return join(folder, found) if found else ""


def _read(tree: Tree, folder: str, sign: str) -> Site:
    def left_out(path: str) -> bool:
        name = path[len(folder) + 1 :] if folder else path
        return name.rpartition(".")[0].lower() in _OF_GITHUB

    follow = partial(_follow, tree)
    name = _SIGNS.get(sign.rpartition("/")[2], "unknown")
    return Site(
        name, sign, (folder,), Slugger.PLAIN, lazily(Space), follow, None, left_out=left_out
    )


def _follow(tree: Tree, site: Site, asked: Asked) -> Located:
    path = by_file(asked, site.content[0])
    if not asked.is_rooted and tree.is_file(path):
        return Found(path)
    if asked.is_rooted or not asked.has_suffix or asked.path.endswith(".html"):
        source = next((path + s for s in ("", ".md", ".mdx") if tree.is_file(path + s)), None)
        return Found(source) if source else Doubtful(_UNKNOWN)
    return AsFile(path)


GENERATOR = Generator("unknown", _sign, _read)
