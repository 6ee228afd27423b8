"""Every host with what waits for it, and which of them may be asked next.

A host has one queue: what waits for its turn, and what has not begun. It is offered to workers as
soon as its load allows another request, one host after the other, so that none starves the rest.
How much a host can take, `congestion.py` decides; who carries the work, `schedule.py` knows.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from linkaudit.check.transport import congestion
from linkaudit.check.transport.congestion import Load
from linkaudit.model.protocols import Timer, Waiting

_NEVER = float("inf")


@dataclass(slots=True, eq=False)
class Host:
    """One host: its load, its queue, and what it said last."""

    name: str
    load: Load
    in_flight: int = 0
    begun: deque[Any] = field(default_factory=deque)
    """Jobs that wait for their turn; they come first, so that few are under way."""
    fresh: deque[Any] = field(default_factory=deque)
    """What has not begun: data only."""
    is_offered: bool = False
    alarm: float = _NEVER
    """When it will be looked at again, by the run's timer."""
    why: str = ""
    """What slowed it last, for people."""
    last: str = ""
    """How it failed last."""
    was_heard: bool = False
    """An answer had begun then."""

    @property
    def queued(self) -> int:
        return len(self.begun) + len(self.fresh)


class Hosts:
    """All hosts of a run. `offered` is called for each host that may be asked now.

    `later` is called with the time at which a host is to be looked at again.
    """

    def __init__(self, per_host: int, timer: Timer) -> None:
        self._window = min(congestion.FIRST_WINDOW, per_host)
        self._timer = timer
        self._hosts: dict[str, Host] = {}
        self._ready: deque[Host] = deque()
        self.offered: Callable[[], None] = lambda: None
        self.later: Callable[[float, Host], None] = lambda _, __: None

    def find(self, name: str) -> Host:
        host = self._hosts.get(name)
        if host is None:
            host = self._hosts[name] = Host(name, Load(window=self._window))
        return host

    def offer(self, host: Host) -> None:
        """Look whether the host may be asked; if not yet, look again when it may."""
        if host.is_offered or not (host.begun or host.fresh):
            return
        now = self._timer()
        seconds = congestion.wait(host.load, host.in_flight, now)
        if seconds <= 0:
            host.is_offered = True
            self._ready.append(host)
            self.offered()
        elif seconds < _NEVER and now + seconds < host.alarm:
            host.alarm = now + seconds
            self.later(host.alarm, host)

    def wake(self, host: Host) -> None:
        """The time has come that `later` was told."""
        host.alarm = _NEVER
        self.offer(host)

    def take(self) -> Host | None:
        """The next host that may be asked, with one of its places taken; None for none now."""
        while self._ready:
            host = self._ready.popleft()
            host.is_offered = False
            now = self._timer()
            if host.queued and congestion.wait(host.load, host.in_flight, now) <= 0:
                host.in_flight += 1
                congestion.begun(host.load, now)
                return host
            self.offer(host)
        return None

    def leave(self, host: Host) -> None:
        """Give the place back."""
        host.in_flight -= 1
        congestion.called_off(host.load)
        self.offer(host)

    def abandon(self) -> Iterator[Any]:
        """Empty all queues; yields the jobs that had begun."""
        for host in self._hosts.values():
            yield from host.begun
            host.begun.clear()
            host.fresh.clear()
            host.is_offered, host.alarm = False, _NEVER
        self._ready.clear()

    def waiting(self) -> tuple[Waiting, ...]:
        """The hosts that requests wait for although nothing of ours is in the way."""
        now = self._timer()
        found = []
        for host in self._hosts.values():
            load = host.load
            if host.queued and (load.held_until > now or load.interval):
                last = max(load.held_until, now) + host.queued * load.interval
                found.append(Waiting(host.name, host.queued, last, host.why))
        return tuple(found)
