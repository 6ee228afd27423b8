"""The process that reads pages for `reader.py`: a response in, a page out, until input ends.

Imports the parser and no network. Ends itself where a page takes too long, even while the
parser, which is C, hears nothing; and with its parent, whose end closes the input.
"""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import IO

from linkaudit.check.page.read import read_page
from linkaudit.model.http import Response
from linkaudit.model.plain import plain_of, value_of

PREFIX = 4  # bytes that hold the length of a piece

# Seconds of processor time, so that a busy machine reads the same pages. 2 MiB of prose take
# 0.2 s, the slowest shape that passes the guards 1.5 s.
LONGEST = 5.0
_LONGEST_HERE = 60.0  # seconds by the clock, where processor time has no alarm (Windows)


def main(longest: float = LONGEST) -> None:
    """Answer every message; an empty answer says that reading raised."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the other process to answer
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    _send(sink, b"")  # ready
    while (head := _received(source)) is not None and (body := _received(source)) is not None:
        said, triggers = json.loads(head)
        response: Response = replace(value_of(Response, said), body=body)
        _send(sink, _reply(response, triggers, longest))


def _reply(response: Response, triggers: Sequence[str], longest: float) -> bytes:
    try:
        with _limited(longest):
            return json.dumps(plain_of(read_page(response, triggers))).encode()
    except MemoryError:
        raise
    # Not lost: an empty answer makes the parent read the page itself, and the same exception is
    # raised there, with its traceback.
    except Exception:  # noqa: BLE001
        return b""


@contextmanager
def _limited(longest: float) -> Iterator[None]:
    """The process ends where the block takes too long."""
    if not hasattr(signal, "setitimer"):
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            faulthandler.dump_traceback_later(_LONGEST_HERE, exit=True, file=nowhere)
            try:
                yield
            finally:
                faulthandler.cancel_dump_traceback_later()
        return
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # to end the process is what it does
    signal.setitimer(signal.ITIMER_PROF, longest)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _received(source: IO[bytes]) -> bytes | None:
    """The next piece; None where there is none, or not all of it."""
    size = source.read(PREFIX)
    if len(size) < PREFIX:
        return None
    piece = source.read(length := int.from_bytes(size))
    return piece if len(piece) == length else None


def _send(sink: IO[bytes], piece: bytes) -> None:
    sink.write(len(piece).to_bytes(PREFIX) + piece)
    sink.flush()
