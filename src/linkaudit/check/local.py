"""Files and folders of the checked tree: whether a link's target is there.

Never says whether a file outside the tree exists.
"""

from __future__ import annotations

from collections.abc import Callable
from os.path import realpath
from pathlib import Path

from linkaudit.exchange import Answer, Failure, FailureKind, Page
from linkaudit.model import Document, LocalTarget, NotAsked, Observation, Unasked

_MARKDOWN = frozenset({".md", ".markdown"})
_INDEX = ("README.md", "index.md")

Anchors = Callable[[Document], frozenset[str]]


def observe_local(target: LocalTarget, root: Path, anchors: Anchors) -> Observation:
    """What stands at a path below `root`, and the fragments it has."""
    top = root.resolve()
    try:
        path = Path(realpath(root / target.path))
    except (OSError, ValueError):  # a NUL in it
        return _missing(target)
    if not path.is_relative_to(top):
        refusal = NotAsked(Unasked.REFUSED, "the path leads out of the checked folder")
        return Observation(target, refusal)
    try:
        if path.is_dir():
            path = next(filter(Path.is_file, _indexes(path, top)), path)
        elif not path.is_file():
            return _missing(target)
    except OSError:
        return _missing(target)
    return Observation(target, Answer(target.path, 0, page=_page(path, anchors)))


def _indexes(folder: Path, top: Path) -> list[Path]:
    """Where the folder's own page would be; not beyond the tree, where a link may lead."""
    paths = [Path(realpath(folder / name)) for name in _INDEX]
    return [path for path in paths if path.is_relative_to(top)]


def _missing(target: LocalTarget) -> Observation:
    failure = Failure(FailureKind.MISSING, f"there is no file {target.path}", target.path)
    return Observation(target, failure)


def _page(path: Path, anchors: Anchors) -> Page | None:
    if path.suffix.lower() not in _MARKDOWN:
        return None
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return None
    return Page(anchors=anchors(Document(path.name, text)))
