"""Telling a network that is down from links that are dead.

Sees every exchange and counts which hosts answered. It changes no answer; when nothing
answers and names that all the world knows do not resolve, it says so through an event.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import anyio

from linkaudit.errors import TransportError
from linkaudit.exchange import FailureKind, Request, Response
from linkaudit.interfaces import Transport
from linkaudit.uri import host_of

# Names that resolve wherever names resolve: the root zone's keepers and RFC 2606's own.
WELL_KNOWN_NAMES = ("example.com", "iana.org", "root-servers.net")

_ENOUGH_HOSTS = 5
_LOOKUP_SECONDS = 10.0
_SILENCE = frozenset(
    {
        FailureKind.NAME_UNKNOWN,
        FailureKind.NAME_FAILED,
        FailureKind.CONNECT,
        FailureKind.TIMEOUT,
    }
)
_NEUTRAL = frozenset({FailureKind.REFUSED})  # our own guard says nothing of the network


class OutageWatch:
    """`hosts` is how many different hosts the run wants; `names_resolve` is asked once."""

    def __init__(
        self, inner: Transport, hosts: int, names_resolve: Callable[[], Awaitable[bool]]
    ) -> None:
        self._inner = inner
        self._hosts = hosts
        self._names_resolve = names_resolve
        self._failed: set[str] = set()
        self._answered = False
        self._asked = False
        self.outage = anyio.Event()

    async def __call__(self, request: Request) -> Response:
        try:
            response = await self._inner(request)
        except TransportError as error:
            await self._note(host_of(request.uri), error.failure.kind)
            raise
        self._answered = True
        return response

    async def _note(self, host: str, kind: FailureKind) -> None:
        if self._answered or kind in _NEUTRAL:
            return
        if kind not in _SILENCE and kind is not FailureKind.CLOSED:
            self._answered = True  # TLS trouble, a reset, broken HTTP: somebody is there
            return
        self._failed.add(host)
        if len(self._failed) >= self._hosts >= _ENOUGH_HOSTS:
            self.outage.set()
        elif (
            kind in _SILENCE
            and not self._asked
            and len(self._failed) >= min(_ENOUGH_HOSTS, self._hosts)
        ):
            await self._ask()

    async def _ask(self) -> None:
        self._asked = True
        resolved: bool | None = None
        try:
            with anyio.move_on_after(_LOOKUP_SECONDS):
                resolved = await self._names_resolve()
        finally:
            self._asked = resolved is not None  # a link's own timeout may have cut it short
        if not resolved and not self._answered:
            self.outage.set()
