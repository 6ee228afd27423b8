"""`python -m tests.web.misbehaving_names LOG LOOKUPS FAILURE check …`: names, and time, of our own.

The name service knows `*.example` only, looks nothing up, and notes in LOG what it was
asked. After LOOKUPS names of ours it is gone: each further one fails as FAILURE says. The first
label of a name tells what becomes of it.

SIGUSR1 sets the clock forward by AHEAD: a test says when a deadline has come, and waits for none.
"""

import asyncio
import signal
import socket
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from linkaudit.cli import main

FAILURES = {"again": socket.EAI_AGAIN, "unknown": socket.EAI_NONAME}
AHEAD = 100.0  # seconds


class NameService:
    def __init__(self, log: Path, lookups: int, failure: int) -> None:
        self._log = log
        self._left = lookups
        self._failure = failure
        self._one_by_one = threading.Lock()

    def look_up(self, host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        with self._one_by_one:
            with self._log.open("a", encoding="utf-8") as log:
                log.write(f"{host}\n")
            # Whoever looks up what all the world knows asks whether names resolve at all.
            self._left -= host.endswith(".example")
            if self._left < 0 or (self._left == 0 and not host.endswith(".example")):
                raise socket.gaierror(self._failure, "the name service is gone")
        kind = host.partition("-")[0]
        if kind == "hanging":
            threading.Event().wait()  # a name server that never answers
        if kind == "again":
            raise socket.gaierror(socket.EAI_AGAIN, "try again")
        if kind == "unknown":
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        four = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))
        six = (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", port, 0, 0))
        return [six, four] if kind == "dual" else [six] if kind == "six" else [four]


class ForwardClock:
    """Seconds as `time.monotonic` has them, and what they were set forward by."""

    def __init__(self) -> None:
        self._real = time.monotonic
        self._ahead = 0.0

    def __call__(self) -> float:
        return self._real() + self._ahead

    def set_forward(self, *_: object) -> None:
        self._ahead += AHEAD
        # A loop that waits for its next timer is not woken by a signal alone (PEP 475).
        with suppress(RuntimeError):
            asyncio.get_running_loop().call_soon_threadsafe(lambda: None)


if __name__ == "__main__":
    log, lookups, failure = sys.argv[1:4]
    names = NameService(Path(log), int(lookups), FAILURES[failure])
    clock = ForwardClock()
    time.monotonic = clock  # asyncio asks it by this name, at each turn
    signal.signal(signal.SIGUSR1, clock.set_forward)
    socket.getaddrinfo = names.look_up  # type: ignore[assignment]  # fewer overloads
    sys.exit(main(sys.argv[4:]))
