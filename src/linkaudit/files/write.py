"""Writing a report to disk so that a reader sees the old one or the new one, never a part."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from errno import EEXIST
from pathlib import Path

from linkaudit.errors import OutputError
from linkaudit.files.atomic import replace
from linkaudit.files.output_paths import Guarded

Content = str | bytes | Iterable[str]
"""What is written: whole, or in pieces that are asked for one after the other."""


def write(path: Path, content: Content, option: str = "--report PATH") -> None:
    """Replace the file at `path`; `option` is where it was named. Raises OutputError."""
    data = _encoded(content)
    try:
        if _is_device(path):
            _add(path, data)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace(path, data)
    except OSError as error:
        raise OutputError.at(path, error, option) from error


def write_guarded(place: Guarded, root: Path, content: Content) -> None:
    """Write below `root` what the command line did not name. Raises OutputError.

    Looks once more right before the exchange, since the tree may have changed during the audit.
    """
    path, data = place.path, _encoded(content)
    try:
        if os.open not in os.supports_dir_fd:  # Windows

            def look() -> None:
                _refuse(place.hindrance(root))

            look()
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            replace(root / path, data, look)
            return
        name = Path(path.name)
        with _folder_below(root, path.parent) as folder:
            replace(name, data, lambda: _refuse(place.occupied(name, folder)), folder)
    except OSError as error:
        raise OutputError.at(path, error, "--report PATH") from error


def _refuse(why: str) -> None:
    if why:
        raise OSError(EEXIST, why)


@contextmanager
def _folder_below(root: Path, folder: Path) -> Iterator[int]:
    """An open folder, reached through no link; made where there is none. Raises OSError."""
    flags = os.O_RDONLY | os.O_DIRECTORY
    handle = os.open(root, flags)
    try:
        for part in folder.parts:
            with suppress(FileExistsError):
                os.mkdir(part, dir_fd=handle)
            below = os.open(part, flags | os.O_NOFOLLOW, dir_fd=handle)
            os.close(handle)
            handle = below
        yield handle
    finally:
        os.close(handle)


def append(path: Path, text: str, option: str) -> None:
    """Write at the end of what is there. Raises OutputError."""
    try:
        _add(path, _encoded(text))
    except OSError as error:
        raise OutputError.at(path, error, option) from error


def _encoded(content: Content) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    for piece in (content,) if isinstance(content, str) else content:
        yield piece.encode("utf-8")


def _add(path: Path, data: Iterable[bytes]) -> None:
    with open(_opened(path), "ab") as file:
        file.writelines(data)


def _opened(path: Path) -> int:
    # A pipe without a reader would keep us waiting for ever: it is an error at once.
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
