"""A listening socket on loopback that can let go of every connection it took.

Knows addresses and sockets; not what is said over them.
"""

import socket
from contextlib import suppress

LOOPBACK = "127.0.0.1"


class Listener(socket.socket):
    """Remembers what it accepted.

    A server that stops closes the connections it knows, and leaves those that are still
    shaking hands or saying goodbye under TLS: asyncio would drop them with a warning.
    """

    def __init__(self) -> None:
        super().__init__(socket.AF_INET, socket.SOCK_STREAM)
        self._taken: list[socket.socket] = []
        self.bind((LOOPBACK, 0))

    @property
    def port(self) -> int:
        return int(self.getsockname()[1])

    @property
    def is_busy(self) -> bool:
        """Whether a connection is open still; asyncio closes each when it learns of its end."""
        return any(connection.fileno() != -1 for connection in self._taken)

    def accept(self) -> tuple[socket.socket, object]:
        connection, address = super().accept()
        self._taken.append(connection)
        return connection, address

    def hang_up(self) -> None:
        """End every connection as if the client had: no transport waits for more."""
        for connection in self._taken:
            # Closed here already, or reset by the client: then there is nothing to end.
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
