"""One file's content exchanged in one step: whoever reads it sees the old one or the new one.

Also if we are killed meanwhile. Says nothing of what the content is.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def replace(path: Path, data: bytes, last_look: Callable[[], None] | None = None) -> None:
    """Put `data` in the place of what is at `path`, mode and owner kept; a new file is made.

    `last_look` is called when all that is left to do is the exchange itself, and stops it by
    raising. Raises OSError; what was there is untouched then.
    """
    temporary = None
    try:
        # In the same folder, since a rename over file systems is not one step.
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _dress(temporary, path)
        if last_look is not None:
            last_look()
        os.replace(temporary, path)
    finally:
        # Once it has its new name, there is nothing left to remove.
        if temporary is not None:
            with suppress(OSError):
                os.unlink(temporary)


def _dress(temporary: str, path: Path) -> None:
    """Mode and owner of the file that is replaced, else the mode that any new file would get."""
    try:
        before = path.stat()
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(temporary, 0o666 & ~mask)
        return
    if hasattr(os, "chown"):
        with suppress(PermissionError):  # only root gives files away
            os.chown(temporary, before.st_uid, before.st_gid)
    os.chmod(temporary, before.st_mode & 0o777)
