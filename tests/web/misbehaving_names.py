"""`python -m tests.web.misbehaving_names LOG LOOKUPS FAILURE check …`: with names of our own.

The name service knows `*.example` only, looks nothing up, and notes in LOG what it was
asked. After LOOKUPS names of ours it is gone: each further one fails as FAILURE says. The first
label of a name tells what becomes of it.
"""

import socket
import sys
import threading
from pathlib import Path
from typing import Any

from linkaudit.cli import main

FAILURES = {"again": socket.EAI_AGAIN, "unknown": socket.EAI_NONAME}
HANGS = 5.0  # seconds, as resolvers do that wait for a name server


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
            threading.Event().wait(HANGS)
        if kind in ("hanging", "again"):
            raise socket.gaierror(socket.EAI_AGAIN, "try again")
        if kind == "unknown":
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        four = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))
        six = (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", port, 0, 0))
        return [six, four] if kind == "dual" else [six] if kind == "six" else [four]


if __name__ == "__main__":
    log, lookups, failure = sys.argv[1:4]
    names = NameService(Path(log), int(lookups), FAILURES[failure])
    socket.getaddrinfo = names.look_up  # type: ignore[assignment]  # fewer overloads
    sys.exit(main(sys.argv[4:]))
