"""Which site each document belongs to, by the nearest sign, or as the user says.

Looks in the folders above the documents, and one below each of those, since a config in `website/`
may take its pages from `docs/` beside it. Each folder is listed once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from linkaudit.sites.registry import GENERATORS, KNOWN
from linkaudit.sites.site import Site
from linkaudit.sites.tree import Tree, join

_MOST_FOLDERS = 20_000
_NO_SITE = frozenset({"node_modules", "__pycache__", "venv", "site-packages", "vendor"})


@dataclass(frozen=True)
class Sites:
    """The sites of a tree."""

    found: tuple[Site, ...] = ()
    _known: dict[str, Site | None] = field(default_factory=dict, repr=False, compare=False)

    def of(self, path: str) -> Site | None:
        """The site whose page a document is; None for what only a forge shows."""
        if path not in self._known:
            self._known[path] = self._of(path)
        return self._known[path]

    def _of(self, path: str) -> Site | None:
        folder = path
        while folder:
            folder = folder.rpartition("/")[0]
            for site in self._by_content.get(folder, ()):
                if site.holds(path) == len(folder):
                    return site
        return None

    @cached_property
    def _by_content(self) -> dict[str, list[Site]]:
        """The sites of each folder of content: 1,000 sites are not asked for each document."""
        found: dict[str, list[Site]] = {}
        for site in self.found:
            for folder in dict.fromkeys(site.content):
                found.setdefault(folder, []).append(site)
        return found

    @cached_property
    def words(self) -> tuple[str, ...]:
        """A line for each site: what was found, and why."""
        return tuple(
            f"{site.sign or 'as asked'}: {site.generator}, "
            f"pages from {', '.join(f'{c}/' if c else './' for c in site.content[:3])}"
            + (f" and {len(site.content) - 3} more" if len(site.content) > 3 else "")
            for site in self.found
        )


def find_sites(tree: Tree, documents: Iterable[str], generator: str = "", root: str = "") -> Sites:
    """The sites that these documents may be pages of.

    `generator` is the name that the user gave: only its sites count, and if no sign shows one,
    the folder `root` is it. `github`, `gitlab` and `none` have no sites.
    """
    if generator and generator not in KNOWN:
        return Sites()
    wanted = [KNOWN[generator]] if generator else GENERATORS
    sites = []
    for folder in _candidates(tree, documents):
        for one in wanted:
            if sign := one.sign(tree, folder):
                sites.append(one.read(tree, folder, sign))
                break
    if generator and not sites:
        sites.append(KNOWN[generator].read(tree, root, ""))
    return Sites(tuple(sites))


def _candidates(tree: Tree, documents: Iterable[str]) -> list[str]:
    """The folders in which a sign may be, in order."""
    above: dict[str, None] = {}
    for path in documents:
        folder = path.rpartition("/")[0]
        while folder not in above:
            above[folder] = None
            folder = folder.rpartition("/")[0]
    found = dict.fromkeys(sorted(above))
    for folder in sorted(above):
        found.update(dict.fromkeys(_below(tree, folder)))
        if len(found) > _MOST_FOLDERS:
            break
    return sorted(found)


def _below(tree: Tree, folder: str) -> Iterator[str]:
    for name in tree.folders(folder):
        if not name.startswith(".") and name not in _NO_SITE:
            yield join(folder, name)
