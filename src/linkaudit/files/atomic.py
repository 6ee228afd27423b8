"""One file's content exchanged in one step: a reader sees the old one or the new one.

Also if we are killed meanwhile. Says nothing of what the content is.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

# As `tempfile` opens its files; a name of 64 random bits is taken by no other file.
_MAKING = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
)


def replace(
    path: Path,
    data: bytes | Iterable[bytes],
    last_look: Callable[[], None] | None = None,
    folder: int | None = None,
) -> None:
    """Put `data`, whole or in pieces, in the place of what is at `path`.

    Mode and owner are kept; a new file is made where there is none.

    `path` counts from an open folder where one is given, which no link can exchange. `last_look`
    is called when all that is left to do is the exchange itself, and stops it by raising. Raises
    OSError; what was there is untouched then.
    """
    # In the same folder, since a rename over file systems is not one step.
    temporary = path.with_name(f".{path.name}.{token_hex(8)}")
    handle = os.open(temporary, _MAKING, 0o600, dir_fd=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines((data,) if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(file.fileno())
        _dress(temporary, path, folder)
        if last_look is not None:
            last_look()
        os.replace(temporary, path, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary, dir_fd=folder)
        raise


def _dress(temporary: Path, path: Path, folder: int | None) -> None:
    """Mode and owner of the file that is replaced, else the mode that any new file would get."""
    try:
        before = os.stat(path, dir_fd=folder)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(temporary, 0o666 & ~mask, dir_fd=folder)
        return
    if hasattr(os, "chown"):
        with suppress(PermissionError):  # only root gives files away
            os.chown(temporary, before.st_uid, before.st_gid, dir_fd=folder)
    os.chmod(temporary, before.st_mode & 0o777, dir_fd=folder)
