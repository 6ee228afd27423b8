"""Which files there are to audit: paths, folders, globs and standard input, found and not read.

Knows names and folders, and nothing of what stands in a file. What was named and is not there
is an error; a file that cannot be read is found out when it is read.
"""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from linkaudit.errors import UsageError
from linkaudit.files import gitignore
from linkaudit.files.containment import is_within, leads_out
from linkaudit.files.gitignore import Ignored, ignored_above
from linkaudit.text.formats import Suffixes, counted, suffix_of

STDIN = "-"

_LED_OUT = "a symbolic link leads out of this folder; not read; give its target"
_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})


@dataclass(frozen=True, slots=True)
class File:
    """What is to be read. A folder that could not be listed is one too: reading it says why."""

    shown: str
    """Its path as a reader of the report would name it."""
    path: str
    """Where it lies; STDIN for standard input."""
    is_named: bool
    """Whether it was asked for by its own name, and not found in a folder or by a pattern."""
    trouble: str = ""
    """Why it may not be read; empty where it may."""
    is_counted: bool = False
    """Found, and of a format that is not read: no problem, but one more to be counted."""


def find_files(
    paths: Sequence[str], root: Path, suffixes: Suffixes, *, no_gitignore: bool = False
) -> list[File]:
    """Every file that `paths` name, each once; all documents below `root` if there are none.

    What git ignores is left out of folders; with `no_gitignore`, it is not.

    Raises UsageError where a path names nothing.
    """
    files: dict[str, File] = {}
    for path in paths or ["."]:
        for file in _named(path, root, suffixes, no_gitignore=no_gitignore):
            if file.is_named or file.shown not in files:
                files[file.shown] = file
    return list(files.values())


def _named(path: str, root: Path, suffixes: Suffixes, *, no_gitignore: bool) -> Iterator[File]:
    if path == STDIN:
        yield File(STDIN, STDIN, is_named=True)
        return
    if leads_out(path, root):
        raise UsageError(f"{path}: {_LED_OUT}")
    full = root / path
    if full.is_dir():
        ignored = None if no_gitignore else ignored_above(str(full))
        yield from _below(path, full, root, suffixes, ignored)
    elif full.exists():
        yield File(
            shown_path(full, root), str(full), is_named=True, trouble=suffixes.why_unread(path)
        )
    elif any(mark in path for mark in "*?["):
        yield from _matching(path, root, suffixes)
    else:
        raise UsageError(f"{path}: no such file; give a Markdown file, a folder or a pattern")


def unread(files: Iterable[File]) -> Mapping[str, int]:
    """How many files were found and are of a format that is not read, by suffix."""
    return Counter(suffix_of(file.path) for file in files if file.is_counted)


def _matching(pattern: str, root: Path, suffixes: Suffixes) -> Iterator[File]:
    names = sorted(glob.glob(pattern, root_dir=root, recursive=True))
    files = [root / name for name in names if (root / name).is_file()]
    if not files:
        raise UsageError(f"{pattern}: no file matches; quote the pattern, or give a folder")
    named = Path(*takewhile(lambda part: not glob.has_magic(part), Path(pattern).parts))
    found = []
    for file in files:
        trouble = "" if is_within(file, root, root / named) else _LED_OUT
        why = "" if trouble else suffixes.why_unread(file.name)
        found.append(File(shown_path(file, root), str(file), False, trouble or why, bool(why)))
    if all(file.is_counted for file in found):
        left = counted(unread(found))
        raise UsageError(f"{pattern}: only unsupported files ({left}); give Markdown files")
    yield from found


def _below(
    path: str, folder: Path, root: Path, suffixes: Suffixes, ignored: Ignored | None
) -> Iterator[File]:
    documents = _documents(str(folder), suffixes, ignored)
    files = sorted(documents, key=lambda file: file.split(os.sep))
    # The folder's name is worked out once: for each file, it took longer than reading it.
    above, shown = os.path.join(folder, ""), shown_path(folder, root)
    prefix = "" if shown == "." else shown.rstrip("/") + "/"
    found = []
    for file in files:
        name = file[len(above) :].replace(os.sep, "/")
        if suffixes.is_counted(name):
            found.append(File(prefix + name, file, False, suffixes.why_unread(name), True))
            continue
        # Folders that are links are not walked, so only the file itself can be one.
        is_out = os.path.islink(file) and not is_within(Path(file), root, folder)
        trouble = _LED_OUT if is_out else ""
        found.append(File(prefix + name if name else shown, file, False, trouble))
    if all(file.is_counted for file in found):
        left = f" (not read: {counted(unread(found))})" if found else ""
        is_cut = ignored is not None and ignored.left_out
        what = "no Markdown file below this folder" + " but what git ignores" * bool(is_cut)
        raise UsageError(f"{path}: {what}{left}; give a file or another folder")
    yield from found


def _documents(folder: str, suffixes: Suffixes, ignored: Ignored | None) -> Iterator[str]:
    """Every document below a folder, also of a format that is not read."""
    try:
        with os.scandir(folder) as entries:
            listed = list(entries)
    except OSError:
        yield folder
        return
    if ignored is not None and any(entry.name == gitignore.NAME for entry in listed):
        ignored = ignored.within(folder)
    for entry in listed:
        name, is_folder = entry.name, _is_folder(entry)
        if is_folder:
            if name in _SKIPPED_FOLDERS or name.startswith(".") or entry.is_symlink():
                continue
        elif not (suffixes.is_sought(name) or suffixes.is_counted(name)):
            continue
        if ignored is not None and ignored.has(entry.path, is_folder=is_folder):
            continue
        if is_folder:
            yield from _documents(entry.path, suffixes, ignored)
        else:
            yield entry.path


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads round in a circle: reading it says so
        return False


def shown_path(file: Path, root: Path) -> str:
    """A path as a reader of the report would name it: from the root, with slashes."""
    try:
        return file.absolute().relative_to(root.absolute()).as_posix()
    except ValueError:
        return Path(os.path.normpath(file.absolute())).as_posix()
