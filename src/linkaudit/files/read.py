"""The documents that are audited: files and standard input, read and decoded.

Knows the disk and nothing of Markdown. What cannot be read is a problem in the report; an error
where it was named and nothing else could be read. Formats that are not read are counted where they
were found.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from linkaudit.errors import UsageError
from linkaudit.files.find import STDIN, File, find_files, unread
from linkaudit.model.document import Document, Problem
from linkaudit.text.decoding import NotTextError, decoded

MAX_BYTES = 5 * 1024 * 1024
REPORT_MARK = "<!-- linkaudit report"  # our own reports are output, not articles

_TOO_LARGE = "larger than 5 MiB; not read; split it, or exclude it"
# Without O_NONBLOCK, opening a pipe waits for somebody to write into it.
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class FoundDocuments:
    """What there is to audit."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...] = ()
    unread: Mapping[str, int] = field(default_factory=dict)
    """How many files were found of each format that is not read, by suffix."""


def discover(paths: Sequence[str], root: Path, stdin: IO[bytes]) -> FoundDocuments:
    """Read every document that `paths` name; all Markdown below `root` if there are none.

    Raises UsageError where a path names nothing, or nothing that was named can be read.
    """
    return read_documents(find_files(paths, root), stdin)


def read_documents(
    files: Iterable[File], stdin: IO[bytes], *, has_more: bool = False
) -> FoundDocuments:
    """The documents in these files, and what could not be read.

    Our own reports are left out, unless they were named. Raises UsageError where all that was
    named cannot be read, unless there are documents that need not be read (`has_more`).
    """
    files = list(files)
    documents: list[Document] = []
    problems: list[Problem] = []
    refused: list[Problem] = []
    for file in files:
        if file.is_counted:
            continue
        item = _from(stdin) if file.path == STDIN else _read(file)
        if isinstance(item, Problem):
            problems.append(item)
            refused += [item] if file.is_named else []
        elif file.is_named or not item.text.startswith(REPORT_MARK):
            documents.append(item)
    if refused and not (documents or has_more):
        raise UsageError(_refusal(refused))
    return FoundDocuments(tuple(documents), tuple(problems), unread(files))


def _refusal(refused: Sequence[Problem]) -> str:
    first = refused[0]
    name = "standard input" if first.path == STDIN else first.path
    more = f" (and {len(refused) - 1} more)" if len(refused) > 1 else ""
    return f"{name}: {first.message}{more}"


def read_stdin(stdin: IO[bytes]) -> bytes:
    """What comes on standard input, up to one byte more than is read of a document.

    Raises UsageError where it is closed.
    """
    try:
        return stdin.read(MAX_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"standard input: cannot be read: {reason}; pipe the document in, or give a file"
        raise UsageError(message) from error


def _from(stdin: IO[bytes]) -> Document | Problem:
    data = read_stdin(stdin)
    if len(data) > MAX_BYTES:
        return Problem(STDIN, _TOO_LARGE)
    return _document(STDIN, data)


def _document(path: str, data: bytes) -> Document | Problem:
    try:
        return Document(path, decoded(data))
    except NotTextError as error:
        return Problem(path, str(error))


def _read(file: File) -> Document | Problem:
    if file.trouble:
        return Problem(file.shown, file.trouble)
    try:
        with open(os.open(file.path, _READING), "rb", buffering=0) as opened:
            status = os.fstat(opened.fileno())
            if not stat.S_ISREG(status.st_mode):
                return Problem(file.shown, "not a regular file; not read; give a text file")
            if status.st_size > MAX_BYTES:
                return Problem(file.shown, _TOO_LARGE)
            data = opened.readall()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return Problem(file.shown, f"cannot be read: {reason}; check its permissions")
    return _document(file.shown, data)
