"""Telling a network that is down from links that are dead.

Sees every exchange and counts which hosts answered. It changes no answer; when nothing
answers and names that all the world knows do not resolve, it says so through an event.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from enum import Enum

import anyio

from linkaudit.check.portal import ENOUGH_HOSTS, Portal
from linkaudit.errors import TransportError
from linkaudit.exchange import FailureKind, Request, Response
from linkaudit.interfaces import Clock, Transport
from linkaudit.uri import host_of

# Names that resolve wherever names resolve: the root zone's keepers and RFC 2606's own.
WELL_KNOWN_NAMES = ("example.com", "iana.org", "root-servers.net")

_LOOKUP_SECONDS = 10.0
_SILENCE = frozenset(
    {
        FailureKind.NAME_UNKNOWN,
        FailureKind.NAME_FAILED,
        FailureKind.CONNECT,
        FailureKind.TIMEOUT,
    }
)
_SILENT = _SILENCE | {FailureKind.CLOSED}
_NEUTRAL = frozenset({FailureKind.REFUSED})  # our own guard says nothing of the network
# So many silent hosts in a row are worth a question however they failed; and they may mean an
# outage even where names resolve still, if some of them had answered before.
_MANY_HOSTS = 10
_ANSWERED_BEFORE = 3
_WITNESSES = 5  # others that had answered are asked again: a stranger's hosts may all fall silent


class Outage(Enum):
    """Why links were not judged."""

    NOTHING_ANSWERS = "no network"
    WENT_AWAY = "the network went away"
    PORTAL = "a captive portal"


class OutageWatch:
    """`hosts` is how many different hosts the run wants; `names_resolve` is asked rarely.

    `is_routed` tells hosts that the command line sends elsewhere: no name is looked up for
    them, so names say nothing of them.
    """

    def __init__(
        self,
        inner: Transport,
        hosts: int,
        names_resolve: Callable[[], Awaitable[bool]],
        clock: Clock,
        is_routed: Callable[[str], bool],
    ) -> None:
        self._inner = inner
        self._hosts = hosts
        self._names_resolve = names_resolve
        self._clock = clock
        self._is_routed = is_routed
        self._portal = Portal(is_routed)
        self._failed: set[str] = set()
        self._answered: dict[str, Request] = {}
        """What each host answered first."""
        self._asked = False
        self._asks_again = False
        self.silent_since: datetime | None = None
        """When the first failed of those after which nobody answered."""
        self.outage = anyio.Event()
        self.kind: Outage | None = None

    async def __call__(self, request: Request) -> Response:
        try:
            response = await self._inner(request)
        except TransportError as error:
            await self._note(request, error.failure.kind)
            raise
        self._alive(request)
        self._portal.hear(request, response)
        if self._portal.is_there:
            self._end(Outage.PORTAL)
        return response

    def _alive(self, request: Request) -> None:
        self._answered.setdefault(host_of(request.uri), request)
        if self.kind is not None:
            return  # too late: since when all was silent has been decided upon
        self._failed.clear()
        self._asked = False
        self.silent_since = None

    async def _note(self, request: Request, kind: FailureKind) -> None:
        if kind in _NEUTRAL:
            return
        host = host_of(request.uri)
        self._portal.miss(request, kind)
        if self._portal.is_there:
            self._end(Outage.PORTAL)
        if kind not in _SILENT:
            self._alive(request)  # TLS trouble, a reset, broken HTTP: somebody is there
            return
        self._failed.add(host)
        self.silent_since = self.silent_since or self._clock()
        if self._is_everywhere():
            await self._ask_again()
        elif not self._asked and self._are_enough(kind):
            await self._ask()

    def _is_everywhere(self) -> bool:
        """So many silent hosts that no name service is needed to tell."""
        if not self._answered:
            return len(self._failed) >= self._hosts >= ENOUGH_HOSTS
        before = len(self._failed & self._answered.keys())
        return len(self._failed) >= _MANY_HOSTS and before >= _ANSWERED_BEFORE

    def _are_enough(self, kind: FailureKind) -> bool:
        """So many that it is worth asking for names."""
        if self._answered and len(self._failed) >= _MANY_HOSTS:
            return True
        named = sum(not self._is_routed(host) for host in self._failed)
        least = ENOUGH_HOSTS if self._answered else min(ENOUGH_HOSTS, self._hosts)
        return kind in _SILENCE and named >= least

    async def _ask(self) -> None:
        self._asked = True
        failed = self._failed.copy()
        resolved: bool | None = None
        try:
            with anyio.move_on_after(_LOOKUP_SECONDS):
                resolved = await self._names_resolve()
        finally:
            # A link's own timeout may have cut it short; or an answer began the count anew.
            self._asked = resolved is not None and failed <= self._failed
        if not resolved and failed <= self._failed:  # nobody answered meanwhile
            self._end_silent()

    async def _ask_again(self) -> None:
        """End the run, unless somebody answers of those who had and did not fail since."""
        if self._asks_again:
            return
        others = [request for host, request in self._answered.items() if host not in self._failed]
        failed = self._failed.copy()
        self._asks_again = True
        try:
            async with anyio.create_task_group() as tasks:
                for request in others[:: len(others) // _WITNESSES + 1]:
                    tasks.start_soon(self._hear_again, request)
        finally:
            self._asks_again = False
        if failed <= self._failed:
            self._end_silent()

    async def _hear_again(self, request: Request) -> None:
        try:
            await self._inner(request)
        except TransportError as error:
            if error.failure.kind in _SILENT:
                return
        self._alive(request)

    def _end_silent(self) -> None:
        self._end(Outage.WENT_AWAY if self._answered else Outage.NOTHING_ANSWERS)

    def _end(self, kind: Outage) -> None:
        if self.kind is None:
            self.kind = kind
            self.outage.set()
