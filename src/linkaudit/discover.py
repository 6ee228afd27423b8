"""Which documents are audited: paths, folders, globs and standard input, read and decoded.

Knows the disk and nothing of Markdown. What was named and cannot be read is an error;
what was found below a folder and cannot be read is a problem in the report.
"""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from linkaudit.errors import UsageError
from linkaudit.model import Document, Problem

SUFFIXES = frozenset({".md", ".markdown"})
MAX_BYTES = 5 * 1024 * 1024
REPORT_MARK = "<!-- linkaudit report"  # our own reports are output, not articles
STDIN = "-"

_TOO_LARGE = "larger than 5 MiB: not read; split it, or leave it out"
_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to audit."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...] = ()


def discover(paths: Sequence[str], root: Path, stdin: IO[bytes]) -> Found:
    """Read every document that `paths` name; all Markdown below `root` if there are none.

    Raises UsageError where a path names nothing that can be audited.
    """
    documents: dict[str, Document] = {}
    problems: dict[str, Problem] = {}
    for path in paths or ["."]:
        for item in _named(path, root, stdin):
            known = documents if isinstance(item, Document) else problems
            known.setdefault(item.path, item)  # type: ignore[arg-type]  # one of the two
    return Found(tuple(documents.values()), tuple(problems.values()))


def _named(path: str, root: Path, stdin: IO[bytes]) -> Iterator[Document | Problem]:
    if path == STDIN:
        yield _from(stdin)
        return
    full = root / path
    if full.is_dir():
        yield from _below(path, full, root)
    elif full.exists():
        yield _single(full, root)
    elif any(mark in path for mark in "*?["):
        yield from _matching(path, root)
    else:
        raise UsageError(f"{path}: no such file; give a Markdown file, a folder or a pattern")


def _from(stdin: IO[bytes]) -> Document:
    data = stdin.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UsageError(f"standard input: {_TOO_LARGE}")
    return Document(STDIN, _decode(data))


def _single(full: Path, root: Path) -> Document:
    item = _read(full, shown_path(full, root))
    if isinstance(item, Problem):
        raise UsageError(f"{item.path}: {item.message}")
    return item


def _matching(pattern: str, root: Path) -> Iterator[Document | Problem]:
    names = sorted(glob.glob(pattern, root_dir=root, recursive=True))
    files = [root / name for name in names if (root / name).is_file()]
    if not files:
        raise UsageError(f"{pattern}: no file matches; quote the pattern, or name a folder")
    yield from _found(files, root)


def _below(path: str, folder: Path, root: Path) -> Iterator[Document | Problem]:
    closed: list[OSError] = []
    files = sorted(_markdown_files(folder, closed.append))
    if not files and not closed:
        raise UsageError(f"{path}: no Markdown file below this folder; name a file or another one")
    for error in closed:
        yield _unread(shown_path(Path(error.filename), root), error)
    yield from _found(files, root)


def _found(files: Iterable[Path], root: Path) -> Iterator[Document | Problem]:
    for file in files:
        item = _read(file, shown_path(file, root))
        if isinstance(item, Problem) or not item.text.startswith(REPORT_MARK):
            yield item


def _markdown_files(folder: Path, on_error: Callable[[OSError], None]) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder, onerror=on_error):
        folders[:] = [f for f in folders if f not in _SKIPPED_FOLDERS and not f.startswith(".")]
        for name in files:
            if Path(name).suffix.lower() in SUFFIXES:
                yield Path(parent, name)


def _read(file: Path, shown: str) -> Document | Problem:
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            return Problem(shown, "not a regular file: not read; name a file of text")
        if status.st_size > MAX_BYTES:
            return Problem(shown, _TOO_LARGE)
        return Document(shown, _decode(file.read_bytes()))
    except OSError as error:
        return _unread(shown, error)


def _unread(shown: str, error: OSError) -> Problem:
    reason = (error.strerror or str(error)).lower()
    return Problem(shown, f"cannot be read: {reason}; check its permissions")


def _decode(data: bytes) -> str:
    """UTF-8, its mark at the start being no part of the text (Unicode §23.8)."""
    return data.decode("utf-8-sig", "replace")


def shown_path(file: Path, root: Path) -> str:
    """A path as a reader of the report would name it: from the root, with slashes."""
    try:
        return file.absolute().relative_to(root.absolute()).as_posix()
    except ValueError:
        return Path(os.path.normpath(file.absolute())).as_posix()
