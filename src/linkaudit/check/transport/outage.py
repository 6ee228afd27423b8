"""Telling a network that is down from links that are dead.

Sees every exchange and which hosts were silent. It changes no answer; when no host answers and
witnesses that no document chooses are silent too, it says so through an event.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import Enum

import anyio

from linkaudit.check.transport.time_budget import paused, was_heard
from linkaudit.errors import TransportError
from linkaudit.model.http import FailureKind, Request, Response
from linkaudit.model.protocols import Clock, Transport
from linkaudit.text.uri import host_of

# Asked where no other host answers: IANA's page for examples (RFC 2606 §3), Wikimedia's front page,
# and a page that Mozilla keeps for this question. Three owners, both schemes, no document's choice.
WITNESSES = (
    "http://example.com/",
    "https://www.wikipedia.org/",
    "http://detectportal.firefox.com/success.txt",
)

_WITNESS_SECONDS = 10.0
# Nothing was said: no name, no connection, no first line of an answer.
_SILENCE = frozenset(
    {
        FailureKind.NAME_UNKNOWN,
        FailureKind.NAME_FAILED,
        FailureKind.CONNECT,
        FailureKind.CLOSED,
        FailureKind.TIMEOUT,
    }
)
# Nothing was sent: our own guard, our own libraries and our own limits say nothing of the network.
_NEUTRAL = frozenset({FailureKind.REFUSED, FailureKind.UNUSABLE, FailureKind.EXHAUSTED})
# So many hosts in a row make it worth asking; less are a few dead links. Where a witness
# answered, twice as many the next time.
_ENOUGH_HOSTS = 5


class Outage(Enum):
    """Why links were not judged."""

    NOTHING_ANSWERS = "no network"
    WENT_AWAY = "connection lost"


class OutageWatch:
    """`hosts` are those that the run wants, be they refused in the end.

    The run is called off (`outage` is set, `kind` says how) when three things hold: none of the
    hosts answered since anybody last did, nothing that was asked is still under way, and no
    witness answers. Before the first answer, the witnesses are asked when five hosts were silent,
    or all that there are; later, when five were.
    """

    def __init__(
        self,
        inner: Transport,
        hosts: Iterable[str],
        clock: Clock,
        witnesses: Sequence[str] = WITNESSES,
    ) -> None:
        self._inner = inner
        self._clock = clock
        self._witnesses = witnesses
        self._untried = set(hosts)
        self._silent: dict[str, FailureKind] = {}
        """Hosts that failed since anybody last answered."""
        self._heard: Request | None = None
        """What was answered last, by a host or by a witness."""
        self._enough = _ENOUGH_HOSTS
        self._under_way = 0
        self._is_asking = False
        self._gate: anyio.Event | None = None
        """Set up while witnesses are silent and hosts under way may answer yet."""
        self.silent_since: datetime | None = None
        """When the first failed of those after which no host answered."""
        self.outage = anyio.Event()
        self.kind: Outage | None = None

    async def __call__(self, request: Request) -> Response:
        while self._gate is not None:
            with paused():
                await self._gate.wait()
        # Where the link's own time limit ends it, nothing is raised.
        kind: FailureKind | None = FailureKind.TIMEOUT
        self._under_way += 1
        try:
            response = await self._inner(request)
            kind = None
        except TransportError as error:
            kind = None if error.failure.was_heard else error.failure.kind
            raise
        finally:
            self._under_way -= 1
            self._note(request, None if kind is FailureKind.TIMEOUT and was_heard() else kind)
            # In a scope that was cancelled nothing is asked: that is left to the next, or the end.
            await self._decide()
        return response

    async def settle(self) -> None:
        """Ask once more at the end of a run, where dead names are the last that was heard.

        The network may have died with the last answer. The host that gave it is asked before any
        witness is.
        """
        is_told = FailureKind.NAME_UNKNOWN not in self._silent.values()
        if self.kind is None and self._silent and not (is_told and self._heard):
            await self._ask(*([self._heard] if self._heard else []))

    # -------------------------------------------------------------- what was heard

    def _note(self, request: Request, kind: FailureKind | None) -> None:
        host = host_of(request.uri)
        self._untried.discard(host)
        if kind is not None and kind in _NEUTRAL:
            return
        if kind is None or kind not in _SILENCE:
            self._alive(request)  # TLS trouble, a reset, broken HTTP: a host is there
            return
        self._silent[host] = kind
        self.silent_since = self.silent_since or self._clock()

    def _alive(self, request: Request) -> None:
        self._heard = request
        if self.kind is not None:
            return  # too late: since when all was silent has been decided upon
        self._silent.clear()
        self.silent_since = None
        self._open()

    def _open(self) -> None:
        if self._gate is not None:
            self._gate.set()
            self._gate = None

    # -------------------------------------------------------------- what follows

    async def _decide(self) -> None:
        if self._gate is not None:
            if not self._under_way:
                self._end()
        elif self._is_worth_asking():
            await self._ask()

    def _is_worth_asking(self) -> bool:
        if self.kind is not None or self._is_asking or not self._silent:
            return False
        in_vain = self._heard is None and not self._untried
        return in_vain or len(self._silent) >= self._enough

    async def _ask(self, *first: Request) -> None:
        """Ask those who should answer; where none does, wait for what is under way, and end."""
        self._is_asking = True
        before = self._silent.copy()
        try:
            with paused():
                is_there = await self._anybody(first) or await self._anybody(
                    [Request(uri) for uri in self._witnesses]
                )
        finally:
            self._is_asking = False
        if is_there:
            self._enough *= 2
            return
        if not before.keys() <= self._silent.keys():
            return  # a host answered meanwhile
        self._gate = anyio.Event()
        if not self._under_way:
            self._end()

    async def _anybody(self, requests: Sequence[Request]) -> bool:
        """Whether any of them is answered in any way."""
        heard: list[Request] = []

        async def ask(request: Request) -> None:
            try:
                await self._inner(request)
            except TransportError as error:
                kind = error.failure.kind
                if kind in _NEUTRAL or (kind in _SILENCE and not error.failure.was_heard):
                    return
            heard.append(request)
            tasks.cancel_scope.cancel()

        with anyio.move_on_after(_WITNESS_SECONDS):
            async with anyio.create_task_group() as tasks:
                for request in requests:
                    tasks.start_soon(ask, request)
        if heard:
            self._alive(heard[0])
        return bool(heard)

    def _end(self) -> None:
        self.kind = Outage.NOTHING_ANSWERS if self._heard is None else Outage.WENT_AWAY
        self.outage.set()
        self._open()
