"""Writing a report to disk so that a reader sees the old one or the new one, never a part."""

from __future__ import annotations

import stat
from pathlib import Path

from linkaudit.errors import OutputError
from linkaudit.replacing import replace


def write(path: Path, content: str | bytes, option: str = "--report PATH") -> None:
    """Replace the file at `path`; `option` is where it was named. Raises OutputError."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        if _is_device(path):
            _add(path, data)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace(path, data)
    except OSError as error:
        raise OutputError.at(path, error, option) from error


def append(path: Path, text: str, option: str) -> None:
    """Write at the end of what is there. Raises OutputError."""
    try:
        _add(path, text.encode("utf-8"))
    except OSError as error:
        raise OutputError.at(path, error, option) from error


def _add(path: Path, data: bytes) -> None:
    with path.open("ab") as file:
        file.write(data)


def _is_device(path: Path) -> bool:
    """Whether a new file must not take the place of what is there: a device, a pipe, a stream.

    As root, a report to /dev/null would else leave a file of that name for everybody.
    """
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    is_stream = path.is_symlink() and path.parent in (Path("/dev"), Path("/dev/fd"))
    return is_stream or not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
