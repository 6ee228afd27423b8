"""The documents that are audited: files and standard input, read and decoded.

Knows the disk and nothing of Markdown. What cannot be read is a problem in the report; an error
where it was named and nothing else could be read. Formats that are not read are counted where they
were found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from typing import IO

from linkaudit.errors import UsageError
from linkaudit.files.bounded import NotRegularError, read_bounded
from linkaudit.files.find import STDIN, File, find_files, unread
from linkaudit.files.site_dialect import SiteDialects
from linkaudit.model.document import Document, Problem
from linkaudit.text.decoding import NotTextError, decoded
from linkaudit.text.formats import Suffixes

MAX_BYTES = 5 * 1024 * 1024
REPORT_MARK = "<!-- linkaudit report"  # our own reports are output, not articles


@dataclass(frozen=True, slots=True)
class FoundDocuments:
    """What there is to audit."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...] = ()
    unread: Mapping[str, int] = field(default_factory=dict)
    """How many files were found of each format that is not read, by suffix."""


def discover(
    paths: Sequence[str],
    root: Path,
    stdin: IO[bytes],
    suffixes: Suffixes,
    *,
    no_gitignore: bool = False,
    generator: str = "",
) -> FoundDocuments:
    """Read every document that `paths` name; all documents below `root` if there are none.

    Raises UsageError where a path names nothing, or nothing that was named can be read.
    """
    files = find_files(paths, root, suffixes, no_gitignore=no_gitignore)
    return read_documents(files, stdin, generator)


def read_documents(files: Iterable[File], stdin: IO[bytes], generator: str = "") -> FoundDocuments:
    """The documents in these files, and what could not be read.

    Our own reports are left out, unless they were named. Raises UsageError where all that was
    named cannot be read.
    """
    files = list(files)
    documents: list[Document] = []
    problems: list[Problem] = []
    for found in read_in_parts(files, stdin, generator=generator):
        documents += found.documents
        problems += found.problems
    return FoundDocuments(tuple(documents), tuple(problems), unread(files))


def read_in_parts(
    files: Iterable[File], stdin: IO[bytes], size: float = inf, generator: str = ""
) -> Iterator[FoundDocuments]:
    """The same in parts of `size` characters or little more, for who needs no two at once.

    Raises UsageError, at the end, where all that was named cannot be read.
    """
    documents: list[Document] = []
    problems: list[Problem] = []
    refused: list[Problem] = []
    length, are_any = 0, False
    dialects = SiteDialects(generator)
    for file in files:
        if file.is_counted:
            continue
        item = _from(stdin) if file.path == STDIN else _read(file, dialects)
        if isinstance(item, Problem):
            problems.append(item)
            refused += [item] if file.is_named else []
        elif file.is_named or not item.text.startswith(REPORT_MARK):
            documents.append(item)
            length, are_any = length + len(item.text), True
        del item
        if length >= size:
            part = FoundDocuments(tuple(documents), tuple(problems))
            documents, problems, length = [], [], 0
            yield part
            del part
    if refused and not are_any:
        raise UsageError(_refusal(refused))
    yield FoundDocuments(tuple(documents), tuple(problems))


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
    return _document(STDIN, read_stdin(stdin))


def _document(path: str, data: bytes, dialect: str = "") -> Document | Problem:
    if len(data) > MAX_BYTES:
        return Problem(path, "larger than 5 MiB; not read; split it, or exclude it")
    try:
        return Document(path, decoded(data), dialect)
    except NotTextError as error:
        return Problem(path, str(error))


def _read(file: File, dialects: SiteDialects) -> Document | Problem:
    if file.trouble:
        return Problem(file.shown, file.trouble)
    try:
        data = read_bounded(file.path, MAX_BYTES)
    except NotRegularError:
        return Problem(file.shown, "not a regular file; not read; give a text file")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return Problem(file.shown, f"cannot be read: {reason}; check its permissions")
    return _document(file.shown, data, dialects.of(file.path))
