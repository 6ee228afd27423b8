"""What may be asked at all: schemes, ports, and addresses written as such.

This layer judges what stands in the URI. What a name resolves to is judged where
connections are made, in `engine.py`, with the same predicate.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass, field

from linkaudit.check.transport.addresses import Network, refusal
from linkaudit.check.transport.routes import Routes
from linkaudit.errors import TransportError
from linkaudit.model.http import Failure, FailureKind, Request, Response
from linkaudit.model.protocols import Transport
from linkaudit.text.uri import DEFAULT_PORTS, host_of, origin_of, port_of

# WHATWG Fetch §2.9, "bad port", those above 1023; below, only 80 and 443 may be asked.
_BAD_PORTS = frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667}
    | {6668, 6669, 6679, 6697, 10080}
)


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuses a request before anything is sent; the refusal says what was wrong."""

    inner: Transport
    routes: Routes
    allowed: Sequence[Network] = ()
    _judged: dict[str, str | None] = field(default_factory=dict, init=False)
    """By origin: many links lead to one, and what its URI says of it does not change."""

    async def __call__(self, request: Request) -> Response:
        origin = origin_of(request.uri)
        if origin not in self._judged:
            host, port = host_of(request.uri), port_of(request.uri)
            self._judged[origin] = _port_refusal(port) or self._host_refusal(host, port)
        reason = self._judged[origin]
        if reason is not None:
            raise TransportError(Failure(FailureKind.REFUSED, reason, request.uri))
        return await self.inner(request)

    def _host_refusal(self, host: str, port: int) -> str | None:
        if self.routes.names(host, port):
            return None  # the command line spoke of this very host
        try:
            ipaddress.ip_address(host.partition("%")[0])
        except ValueError:
            return None  # a name: judged when it is resolved
        return refusal(host, self.allowed)


def _port_refusal(port: int) -> str | None:
    if port in DEFAULT_PORTS.values():
        return None
    if port < 1024 or port in _BAD_PORTS:
        return f"port {port} is not a port for web pages"
    return None
