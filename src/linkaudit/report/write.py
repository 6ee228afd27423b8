"""Writing a report to disk so that a reader sees the old one or the new one, never a part."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from linkaudit.errors import OutputError


def write(path: Path, text: str, option: str = "--report PATH") -> None:
    """Replace the file at `path`; `option` is where it was named. Raises OutputError."""
    try:
        if _is_device(path):
            append(path, text, option)
        else:
            _replace(path, text)
    except OSError as error:
        raise OutputError.at(path, error, option) from error


def append(path: Path, text: str, option: str) -> None:
    """Write at the end of what is there. Raises OutputError."""
    try:
        with open(_opened(path), "a", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise OutputError.at(path, error, option) from error


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


def _replace(path: Path, text: str) -> None:
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # In the same folder, since a rename over file systems is not one step.
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode(path))
        os.replace(temporary, path)
    finally:
        # Once it has its new name, there is nothing left to remove.
        if temporary is not None:
            with suppress(OSError):
                os.unlink(temporary)


def _mode(path: Path) -> int:
    """The mode of the file that is replaced, else what any new file would get."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
