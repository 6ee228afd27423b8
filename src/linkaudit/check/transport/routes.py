"""`--connect-to HOST:PORT:ADDR:PORT`: where requests for a host really go, as curl's option.

Knows the text of the option and looks a host up; connects to nothing.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from linkaudit.errors import SettingError

_ROUTE = re.compile(
    r"(?P<host>\[[^\]]*\]|[^:]*):(?P<port>\d*):(?P<address>\[[^\]]*\]|[^:]*):(?P<to>\d*)", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Route:
    """An empty host or a port of None matches any; an empty address keeps the host's own."""

    host: str
    port: int | None
    address: str
    to_port: int | None

    def matches(self, host: str, port: int) -> bool:
        return self.host in ("", host) and self.port in (None, port)


@dataclass(frozen=True, slots=True)
class Routes:
    """All routes of a run; the first that matches wins."""

    routes: tuple[Route, ...] = ()

    @classmethod
    def parse(cls, texts: tuple[str, ...], name: str = "--connect-to") -> Routes:
        """`name` is what errors call the setting. Raises SettingError."""
        return cls(tuple(_parse(text, name) for text in texts))

    def find(self, host: str, port: int) -> tuple[str, int] | None:
        """The address and port to connect to instead, if any."""
        for route in self.routes:
            if route.matches(host, port):
                return route.address or host, route.to_port or port
        return None

    def names(self, host: str, port: int) -> bool:
        """Whether a route speaks of this host by name, and not of any host."""
        return any(route.host and route.matches(host, port) for route in self.routes)

    def leads_to(self, address: str, port: int) -> bool:
        """Whether the command line named this address and port."""
        return any(r.address == address and r.to_port in (None, port) for r in self.routes)


def _parse(text: str, name: str) -> Route:
    match = _ROUTE.fullmatch(text)
    if match is None:
        raise SettingError(name, f"'{text}' is not HOST:PORT:ADDR:PORT, as in curl")
    address = match["address"].strip("[]")
    try:
        address = str(ipaddress.ip_address(address)) if address else ""
    except ValueError as error:
        raise SettingError(name, f"'{text}': '{address}' is not an IP address") from error
    return Route(
        match["host"].strip("[]").lower(),
        _port(text, match["port"], name),
        address,
        _port(text, match["to"], name),
    )


def _port(text: str, port: str, name: str) -> int | None:
    if not port:
        return None
    if len(port) > 5 or not 0 < int(port) < 65536:
        raise SettingError(name, f"'{text}': '{port}' is not a port")
    return int(port)
