"""The list of `linkaudit links`: one link a line, by path and place.

Puts reading, extraction and what was noted of unchanged files together. What links point to,
nobody asks here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import IO, TYPE_CHECKING

from linkaudit.files.find import File
from linkaudit.text.redact import shown
from linkaudit.text.workflow_commands import escape_commands, escape_commands_within

REVISION = 2
"""Raise it when the same links give other lines: what `redact.py` hides counts too."""

if TYPE_CHECKING:  # what did not change needs none of them
    from linkaudit.files.read import FoundDocuments
    from linkaudit.model.document import Extraction, Problem
    from linkaudit.model.protocols import ExtractAll
    from linkaudit.store.file_index import FileIndex


def listing(
    files: Sequence[File],
    stdin: IO[bytes],
    extract_all: ExtractAll,
    unchanged: FileIndex | None = None,
) -> tuple[str, Sequence[Problem]]:
    """All lines, sorted by path and place, and what could not be read of files that were found.

    Raises UsageError where all that was named cannot be read.
    """
    readable = [file for file in files if not file.trouble]
    noted = unchanged.lookup(readable) if unchanged is not None else {}
    entries = {path: text for path, data in noted.items() if (text := _read(data)) is not None}
    others = [file for file in files if not (file.is_counted or file.shown in entries)]
    problems: Sequence[Problem] = ()
    if others:
        # Imported here: what did not change makes no documents.
        from linkaudit.files.read import read_documents

        found = read_documents(others, stdin, has_more=bool(entries))
        new, problems = _listed(others, found, extract_all, unchanged)
        entries |= new
    return "".join(_below(path, entries[path]) for path in sorted(entries)), problems


def _listed(
    files: Sequence[File],
    found: FoundDocuments,
    extract_all: ExtractAll,
    unchanged: FileIndex | None,
) -> tuple[Mapping[str, str], Sequence[Problem]]:
    extractions = list(extract_all(found.documents))
    entries = {extraction.path: _entries(extraction) for extraction in extractions}
    problems = (*found.problems, *(problem for e in extractions for problem in e.problems))
    if unchanged is not None:
        # A file with a problem is read again, so that the problem is reported again.
        troubled = {problem.path for problem in problems}
        lists = {path: text.encode() for path, text in entries.items()}
        unchanged.note({f.shown: lists.get(f.shown) for f in files if f.shown not in troubled})
    return entries, problems


def _entries(extraction: Extraction) -> str:
    """The lines of a document without its path, which is not the content's."""
    lines = []
    for link in extraction.links:  # they come in the order of the document
        entry = f"{link.region.line}:{link.region.column}  {link.kind:<9}  {shown(link.url)}"
        lines.append(shown(entry) + "\n")
    return "".join(lines)


def _read(data: bytes) -> str | None:
    """Lines as `_entries` makes them; the state may be a stranger's, so nothing else is shown."""
    try:
        text = str(data, "utf-8")
    except UnicodeDecodeError:
        return None
    return text if text.replace("\n", "").isprintable() else None


def _below(path: str, entries: str) -> str:
    """The lines with the path before each."""
    if not entries:
        return ""
    head = escape_commands(f"{shown(path)}:")
    return head + escape_commands_within(entries[:-1]).replace("\n", f"\n{head}") + "\n"
