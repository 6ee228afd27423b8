"""Standard streams that are always there and take any text, however we were started.

Knows descriptors and encodings, and nothing of what is said.
"""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO


def prepare() -> None:
    """Put something where a stream is closed, and let no letter be too much for an encoding."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            setattr(sys, name, _stand_in(number))
    # `python -u` and PYTHONUNBUFFERED: what a full disk does not take must be there to be tried
    # again, which is how it is known whose error it was. What is printed is flushed all the same.
    if isinstance(sys.stdout, io.TextIOWrapper) and isinstance(sys.stdout.buffer, io.RawIOBase):
        sys.stdout = _buffered(sys.stdout)
    for stream in (sys.stdout, sys.stderr):
        # A pipe has the encoding of the console on Windows, where an arrow ended the run.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _buffered(stream: TextIO) -> TextIO:
    return open(stream.fileno(), "w", encoding=stream.encoding, errors=stream.errors, closefd=False)


def _stand_in(number: int) -> TextIO:
    """A stream for a closed descriptor: what is said goes nowhere, and reading is an error.

    The descriptor itself is taken, or the next file that is opened would get it, and with it
    what we or another program mean to say.
    """
    # Only for writing: what reads a document from standard input must not get an empty one.
    handle = os.open(os.devnull, os.O_WRONLY)
    if handle != number and not _is_open(number):
        os.dup2(handle, number)
        os.close(handle)
        handle = number
    os.set_inheritable(handle, True)
    raw = io.FileIO(handle, "r" if number == 0 else "w", closefd=False)
    buffer = io.BufferedReader(raw) if number == 0 else io.BufferedWriter(raw)
    return io.TextIOWrapper(buffer, encoding="utf-8", errors="backslashreplace")


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True
