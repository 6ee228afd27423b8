"""Which documents are audited: paths, folders, globs and standard input, read and decoded.

Knows the disk and nothing of Markdown. What was named and cannot be read is an error;
what was found below a folder and cannot be read is a problem in the report.
"""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import IO

from linkaudit.document import Document, Problem, decoded
from linkaudit.errors import UsageError
from linkaudit.tree import is_within, leads_out

SUFFIXES = frozenset({".md", ".markdown", ".mdx"})
MAX_BYTES = 5 * 1024 * 1024
REPORT_MARK = "<!-- linkaudit report"  # our own reports are output, not articles
STDIN = "-"

_LED_OUT = "a link leads out of this folder: not read; name what it leads to"
_TOO_LARGE = "larger than 5 MiB: not read; split it, or leave it out"
# Without O_NONBLOCK, opening a pipe waits for somebody to write into it.
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
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
            if isinstance(item, Document):
                documents.setdefault(item.path, item)
            else:
                problems.setdefault(item.path, item)
    return Found(tuple(documents.values()), tuple(problems.values()))


def _named(path: str, root: Path, stdin: IO[bytes]) -> Iterator[Document | Problem]:
    if path == STDIN:
        yield _from(stdin)
        return
    if leads_out(path, root):
        raise UsageError(f"{path}: {_LED_OUT}")
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
    return Document(STDIN, decoded(data))


def _single(full: Path, root: Path) -> Document:
    item = _read(str(full), shown_path(full, root))
    if isinstance(item, Problem):
        raise UsageError(f"{item.path}: {item.message}")
    return item


def _matching(pattern: str, root: Path) -> Iterator[Document | Problem]:
    names = sorted(glob.glob(pattern, root_dir=root, recursive=True))
    files = [root / name for name in names if (root / name).is_file()]
    if not files:
        raise UsageError(f"{pattern}: no file matches; quote the pattern, or name a folder")
    named = Path(*takewhile(lambda part: not glob.has_magic(part), Path(pattern).parts))
    for file in files:
        shown = shown_path(file, root)
        if is_within(file, root, root / named):
            yield from _article(str(file), shown)
        else:
            yield Problem(shown, _LED_OUT)


def _below(path: str, folder: Path, root: Path) -> Iterator[Document | Problem]:
    closed: list[OSError] = []
    files = sorted(_markdown_files(str(folder), closed.append), key=lambda f: f.split(os.sep))
    if not files and not closed:
        raise UsageError(f"{path}: no Markdown file below this folder; name a file or another one")
    for error in closed:
        yield _unread(shown_path(Path(error.filename), root), error)
    # The folder's name is worked out once: for each file anew, it took longer than reading it.
    above, shown = os.path.join(folder, ""), shown_path(folder, root)
    prefix = "" if shown == "." else shown.rstrip("/") + "/"
    for file in files:
        name = prefix + file[len(above) :].replace(os.sep, "/")
        # Folders that are links are not walked, so only the file itself can be one.
        if os.path.islink(file) and not is_within(Path(file), root, folder):
            yield Problem(name, _LED_OUT)
        else:
            yield from _article(file, name)


def _article(file: str, shown: str) -> Iterator[Document | Problem]:
    """What was found, unless it is a report of ours."""
    item = _read(file, shown)
    if isinstance(item, Problem) or not item.text.startswith(REPORT_MARK):
        yield item


def _markdown_files(folder: str, on_error: Callable[[OSError], None]) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            listed = list(entries)
    except OSError as error:
        on_error(error)
        return
    for entry in listed:
        name = entry.name
        if not _is_folder(entry):
            if os.path.splitext(name)[1].lower() in SUFFIXES:
                yield entry.path
        elif not (name in _SKIPPED_FOLDERS or name.startswith(".") or entry.is_symlink()):
            yield from _markdown_files(entry.path, on_error)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads round in a circle: reading it says so
        return False


def _read(file: str, shown: str) -> Document | Problem:
    try:
        with open(os.open(file, _READING), "rb", buffering=0) as opened:
            status = os.fstat(opened.fileno())
            if not stat.S_ISREG(status.st_mode):
                return Problem(shown, "not a regular file: not read; name a file of text")
            if status.st_size > MAX_BYTES:
                return Problem(shown, _TOO_LARGE)
            data = opened.readall()
    except OSError as error:
        return _unread(shown, error)
    return Document(shown, decoded(data))


def _unread(shown: str, error: OSError) -> Problem:
    reason = (error.strerror or str(error)).lower()
    return Problem(shown, f"cannot be read: {reason}; check its permissions")


def shown_path(file: Path, root: Path) -> str:
    """A path as a reader of the report would name it: from the root, with slashes."""
    try:
        return file.absolute().relative_to(root.absolute()).as_posix()
    except ValueError:
        return Path(os.path.normpath(file.absolute())).as_posix()
