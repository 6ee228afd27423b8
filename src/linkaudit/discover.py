"""The documents that are audited: files and standard input, read and decoded.

Knows the disk and nothing of Markdown. What was named and cannot be read is an error;
what was found below a folder and cannot be read is a problem in the report.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from linkaudit.document import Document, Problem, decoded
from linkaudit.errors import UsageError
from linkaudit.files import STDIN, File, survey

MAX_BYTES = 5 * 1024 * 1024
REPORT_MARK = "<!-- linkaudit report"  # our own reports are output, not articles

_TOO_LARGE = "larger than 5 MiB: not read; split it, or leave it out"
# Without O_NONBLOCK, opening a pipe waits for somebody to write into it.
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to audit."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...] = ()


def discover(paths: Sequence[str], root: Path, stdin: IO[bytes]) -> Found:
    """Read every document that `paths` name; all Markdown below `root` if there are none.

    Raises UsageError where a path names nothing that can be audited.
    """
    return read(survey(paths, root), stdin)


def read(files: Iterable[File], stdin: IO[bytes]) -> Found:
    """The documents in these files, and what could not be read of those that were not named.

    Our own reports are left out, unless they were named. Raises UsageError.
    """
    documents: list[Document] = []
    problems: list[Problem] = []
    for file in files:
        item = _from(stdin) if file.path == STDIN else _read(file)
        if isinstance(item, Problem):
            if file.is_named:
                raise UsageError(f"{item.path}: {item.message}")
            problems.append(item)
        elif file.is_named or not item.text.startswith(REPORT_MARK):
            documents.append(item)
    return Found(tuple(documents), tuple(problems))


def read_stdin(stdin: IO[bytes]) -> bytes:
    """What comes on standard input. Raises UsageError where it is closed, or brings too much."""
    try:
        data = stdin.read(MAX_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"standard input: cannot be read: {reason}; pipe the document in, or name a file"
        raise UsageError(message) from error
    if len(data) > MAX_BYTES:
        raise UsageError(f"standard input: {_TOO_LARGE}")
    return data


def _from(stdin: IO[bytes]) -> Document:
    return Document(STDIN, decoded(read_stdin(stdin)))


def _read(file: File) -> Document | Problem:
    if file.trouble:
        return Problem(file.shown, file.trouble)
    try:
        with open(os.open(file.path, _READING), "rb", buffering=0) as opened:
            status = os.fstat(opened.fileno())
            if not stat.S_ISREG(status.st_mode):
                return Problem(file.shown, "not a regular file: not read; name a file of text")
            if status.st_size > MAX_BYTES:
                return Problem(file.shown, _TOO_LARGE)
            data = opened.readall()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return Problem(file.shown, f"cannot be read: {reason}; check its permissions")
    return Document(file.shown, decoded(data))
