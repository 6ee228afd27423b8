"""Fixed documents to disk, or a refusal before anything is written.

Only what was read is replaced: the bytes on disk are compared with the text that was checked, at
first and once more right before the exchange.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from linkaudit.errors import FixError
from linkaudit.files.atomic import replace
from linkaudit.fix.apply import FixedDocument
from linkaudit.model.document import Document
from linkaudit.text import redact


@dataclass(frozen=True, slots=True)
class Original:
    """A document's file: where it really is, and what stood in it when its links were checked."""

    shown: str
    path: Path
    data: bytes
    has_other_names: bool = False
    """Hard links, which keep the old content: a new file takes the place of one name only."""


def once(documents: Iterable[Document], root: Path) -> dict[str, str]:
    """Of documents that are one file by several names: each such name, and the one that counts.

    The file's own name does, else the first.
    """
    names: dict[str, list[str]] = {}
    for document in documents:
        names.setdefault(os.path.realpath(root / document.path), []).append(document.path)
    found: dict[str, str] = {}
    for real, paths in names.items():
        own = [path for path in paths if os.path.abspath(root / path) == real]
        kept = min(own or paths)
        found |= {path: kept for path in paths if path != kept}
    return found


def original(document: Document, root: Path) -> Original:
    """The file of a document. Raises FixError where it is none that may be replaced.

    A link to a file of the same folder is followed, so that it stays a link.
    """
    shown, path = redact.shown(document.path), root / document.path
    home = path.parent if Path(document.path).is_absolute() else root
    real = Path(os.path.realpath(path))
    if not real.is_relative_to(os.path.realpath(home)):
        raise FixError.elsewhere(shown)
    try:
        data, others = real.read_bytes(), real.stat().st_nlink - 1
    except OSError as error:
        raise FixError.failed(shown, error) from error
    if decoded(data, shown) != document.text:
        raise FixError.changed(shown)
    return Original(shown, real, data, others > 0)


def refuse_read_only(file: Original) -> None:
    """Raises FixError. Root may write anywhere, but such a file is not meant to change."""
    for place in (file.path, file.path.parent):
        if not (os.access(place, os.W_OK) and place.stat().st_mode & 0o222):
            raise FixError.read_only(file.shown, is_folder=place != file.path)


def write(fixed: FixedDocument, file: Original) -> None:
    """Replace the file. Raises FixError; the file is as it was then."""

    def unchanged() -> None:
        if file.path.read_bytes() != file.data:
            raise FixError.changed(file.shown)

    try:
        replace(file.path, encoded(fixed.text, file.data), unchanged)
    except OSError as error:
        raise FixError.failed(file.shown, error) from error


def encoded(text: str, before: bytes) -> bytes:
    """The text in the bytes of a file, which keeps its mark (BOM) if it had one."""
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    return mark + text.encode("utf-8")


def decoded(data: bytes, shown: str) -> str:
    """The text of a file without its mark. Raises FixError for what is not UTF-8."""
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise FixError.not_utf8(shown, line, body[error.start]) from error
