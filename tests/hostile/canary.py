"""A place on loopback where nobody may connect: it counts connections, not requests."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Canary:
    def __init__(self, listening: socket.socket) -> None:
        self._listening = listening
        self.port: int = listening.getsockname()[1]

    def connections(self) -> int:
        """All that came since it was last asked; the system took them before we accept them."""
        count = 0
        with suppress(BlockingIOError):
            while True:
                taken, _ = self._listening.accept()
                taken.close()
                count += 1
        return count


@contextmanager
def canary() -> Iterator[Canary]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield Canary(listening)
