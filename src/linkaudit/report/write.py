"""Writing a report to disk so that a reader sees the old one or the new one, never a part."""

from __future__ import annotations

import os
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
    with open(_opened(path), "ab") as file:
        file.write(data)


def _opened(path: Path) -> int:
    # A pipe that nobody reads would keep us waiting for ever: it is an error at once.
    waits = getattr(os, "O_NONBLOCK", 0)
    as_it_is = getattr(os, "O_BINARY", 0)
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | as_it_is | waits, 0o666)
    if waits:
        os.set_blocking(handle, True)
    return handle


def _is_device(path: Path) -> bool:
    """Whether a new file must not take the place of what is there: a device, a pipe, a stream.

    As root, a report to /dev/null would else leave a file of that name for everybody.
    """
    if path.is_symlink():  # a stranger's may lead to a device; the system's own are streams
        return path.parent in (Path("/dev"), Path("/dev/fd"), Path("/proc/self/fd"))
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
