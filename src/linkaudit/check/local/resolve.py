"""Files and folders of the checked tree: whether a link's target is there.

Never says whether a file outside the tree exists; what a file holds is read by others.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from os.path import realpath
from pathlib import Path

from linkaudit.check.local.listing import Folders, Missing
from linkaudit.model.document import Document
from linkaudit.model.http import Answer, Failure, FailureKind, Page
from linkaudit.model.report import LocalTarget, NotAsked, Observation, Unasked
from linkaudit.text.brief import cut
from linkaudit.text.decoding import NotTextError, decoded

MAX_BYTES = 5 * 1024 * 1024
_INDEX = ("README.md", "index.md", "index.mdx", "index.html")

Anchors = Callable[[Document], frozenset[str] | None]
"""What can be jumped to in a document; None where its sources do not say."""
Sources = Callable[[str], Sequence[str]]
"""Which files the page of a site may be made from, by the page's name."""


def _no_sources(_: str) -> Sequence[str]:
    return ()


class Local:
    """Asks the disk. One serves for a whole run, and remembers what it has read."""

    def __init__(
        self,
        anchors: Anchors,
        has_ids: Callable[[str], bool],
        sources: Sources = _no_sources,
        *,
        ignores_case: bool = False,
    ) -> None:
        """`has_ids` says of a file's real path whether its text can have any to jump to.

        `ignores_case` where a fragment leads to an id in any case, as on GitHub.
        """
        self._anchors = anchors
        self._has_ids = has_ids
        self._sources = sources
        self._ignores_case = ignores_case
        self._folders = Folders()
        self._pages: dict[Path, Page | None] = {}

    def observe(
        self, target: LocalTarget, base: Path, tree: Path | None = None, *, reads: bool = True
    ) -> Observation:
        """What stands at a path that counts from `base` and may not leave `tree`.

        `reads` where the anchors within are wanted.
        """
        top = Path(realpath(tree or base))
        seen: Missing | None = None
        for path in filter(None, (target.path, target.literal)):
            found = self._find(path, base, top)
            if found is None:
                refusal = NotAsked(Unasked.REFUSED, "the path leads out of the audited folder")
                return Observation(target, refusal)
            if isinstance(found, Path):
                page = self._page(found) if reads and found.is_file() else None
                return Observation(target, Answer(target.path, 0, page=page))
            seen = seen or found
        failure = Failure(FailureKind.MISSING, f"there is no file {cut(target.path)}", target.path)
        spellings, neighbours = (seen.spellings, seen.neighbours) if seen else ((), ())
        written = tuple("/".join(names) for names in spellings)
        return Observation(target, failure, spellings=written, neighbours=neighbours)

    def _find(self, path: str, base: Path, top: Path) -> Path | Missing | None:
        parts = _parts(path, base)
        if parts is None:
            return None
        start = Path(realpath(base))
        if not start.is_relative_to(top):
            return None
        found = self._folders.find(start, parts, top)
        if isinstance(found, Path) and found.is_file():
            return found
        if isinstance(found, Path):
            return self._index(found, top) or self._page_named(start, parts, top) or found
        if found is None:
            return None
        return self._page_named(start, parts, top) or found

    def _index(self, folder: Path, top: Path) -> Path | None:
        """The folder's own page; not beyond the tree, where a link may lead."""
        return self._first_file(folder, [[name] for name in _INDEX], top)

    def _page_named(self, start: Path, parts: list[str], top: Path) -> Path | None:
        """The file that a page of a site is made from: `guide.md` for `guide`."""
        if not parts:
            return None
        named = [[*parts[:-1], source] for source in self._sources(parts[-1])]
        return self._first_file(start, named, top)

    def _first_file(self, start: Path, candidates: list[list[str]], top: Path) -> Path | None:
        for parts in candidates:
            found = self._folders.find(start, parts, top)
            if isinstance(found, Path) and found.is_file():
                return found
        return None

    def _page(self, path: Path) -> Page | None:
        if path not in self._pages:
            self._pages[path] = self._read(path)
        return self._pages[path]

    def _read(self, path: Path) -> Page | None:
        data = _content(path)
        if data is None or len(data) > MAX_BYTES:
            return None
        try:
            text = decoded(data)
        except NotTextError:  # what cannot be decoded proves no fragment missing
            return None
        has_ids, case = self._has_ids(str(path)), self._ignores_case
        return page_of(str(path), text, self._anchors, has_ids=has_ids, ignores_case=case)


def page_of(
    name: str, text: str, anchors: Anchors, *, has_ids: bool = True, ignores_case: bool = False
) -> Page:
    """What can be jumped to in a text of that name: its ids if it can have any, its lines."""
    lines = text.count("\n") + (not text.endswith("\n") and bool(text))
    if not has_ids:
        return Page(lines=lines, has_ids=False)
    found = anchors(Document(name, text))
    if found is None:
        return Page(lines=lines, is_skimmed=True)
    return Page(anchors=found, lines=lines, ignores_case=ignores_case)


def _parts(path: str, base: Path) -> list[str] | None:
    """The names from `base` to a path; None where the path, as it is written, leads away."""
    home = os.path.abspath(base)
    full = os.path.normpath(os.path.join(home, path))
    for start in (home, realpath(home)):
        below = os.path.join(start, "")
        if full == start:
            return []
        if full.startswith(below):
            return full[len(below) :].split(os.sep)
    return None


def _content(path: Path) -> bytes | None:
    """A file's bytes, at most one beyond the limit; None for what cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError:
        return None
