"""How many requests are in flight, in all and to one host.

Waiting for a slow host holds no slot that another host could use.
"""

from __future__ import annotations

import anyio

from linkaudit.exchange import Request, Response
from linkaudit.interfaces import Transport
from linkaudit.uri import host_of


class Pace:
    """The host's slot is taken before the global one, or one slow host starves the rest."""

    def __init__(self, inner: Transport, total: int, per_host: int) -> None:
        self._inner = inner
        self._total = anyio.CapacityLimiter(total)
        self._per_host = per_host
        self._hosts: dict[str, anyio.CapacityLimiter] = {}

    async def __call__(self, request: Request) -> Response:
        host = host_of(request.uri)
        limiter = self._hosts.get(host)
        if limiter is None:
            limiter = self._hosts[host] = anyio.CapacityLimiter(self._per_host)
        async with limiter, self._total:
            return await self._inner(request)

    @property
    def in_flight(self) -> int:
        return self._total.borrowed_tokens
