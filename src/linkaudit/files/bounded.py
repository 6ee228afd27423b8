"""Reading a file that may be anything: a pipe without a writer, a device, or without end."""

from __future__ import annotations

import os
import stat
from errno import EINVAL
from pathlib import Path

# Without O_NONBLOCK, opening a pipe waits for a writer.
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class NotRegularError(OSError):
    """A pipe, a device, a socket or a folder."""

    def __init__(self) -> None:
        super().__init__(EINVAL, "not a regular file")


def read_bounded(path: str | Path, limit: int) -> bytes:
    """The content of a regular file, and no more of it than one byte beyond `limit`.

    Raises OSError; NotRegularError for what is no regular file.
    """
    handle = os.open(path, _READING)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise NotRegularError
    with open(handle, "rb") as file:
        return file.read(limit + 1)
