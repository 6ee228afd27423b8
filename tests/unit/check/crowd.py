"""A host that can be asked too much, and a crowd of requests that asks it, in made-up time.

Nothing waits: events are played in the order of their times, and only `congestion` decides.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from linkaudit.check.transport import congestion
from linkaudit.check.transport.congestion import Breaker, Load

Reply = tuple[float, int, float | None]
"""Seconds that an answer takes, its status, and the wait that it names."""
Server = Callable[[float, int], Reply]
"""What a host answers at a time, with so many requests in its hands."""

LIMIT = 16


@dataclass
class Outcome:
    """What a crowd met."""

    load: Load = field(default_factory=Load)
    last_event: float = 0.0
    """When it was, on the scale of the played events; no clock is read."""
    begun: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)
    most: int = 0
    windows: list[float] = field(default_factory=list)
    unasked: int = 0


def after(event: Callable[..., None], load: Load, *words: Any, **named: Any) -> Load:
    """A load as it is after an event; the one before stays as it was."""
    changed = replace(load)
    event(changed, *words, **named)
    return changed


def ask(server: Server, links: int, *, limit: int = LIMIT) -> Outcome:
    """Ask `links` times until none is refused or failing, as the layers above would."""
    played, now, in_flight = Outcome(), 0.0, 0
    left, order = links, count()
    events: list[tuple[float, int, float, Reply]] = []
    while left or events:
        wait = congestion.wait(played.load, in_flight, now) if left else float("inf")
        if left and wait == 0:
            if played.load.breaker is Breaker.OPEN:
                played.unasked, left = left, 0
                continue
            reply = server(now, in_flight)
            congestion.begun(played.load, now)
            played.begun.append(now)
            in_flight, left = in_flight + 1, left - 1
            played.most = max(played.most, in_flight)
            heapq.heappush(events, (now + reply[0], next(order), now, reply))
            continue
        if events and events[0][0] <= now + wait:
            now, _, began, reply = heapq.heappop(events)
            in_flight -= 1
            left += _hear(played, began, now, reply, limit)
            played.windows.append(played.load.window)
        else:
            now += wait
    played.last_event = now
    return played


def _hear(played: Outcome, began: float, now: float, reply: Reply, limit: int) -> int:
    """How many links have to be asked again for this reply: none or one."""
    _, status, named = reply
    load = played.load
    if status == 429:
        played.refused.append(now)
        congestion.refused(load, began, now, named, 0.5)
    elif status >= 500:
        congestion.failed(load, began, now)
    else:
        congestion.succeeded(load, began, now, limit, is_page=True)
    return int(status >= 400)


def steady(seconds: float, status: int = 200) -> Server:
    def server(now: float, in_flight: int) -> Reply:
        return seconds, status, None

    return server


def allowance(rate: float, burst: int, seconds: float = 0.01, named: float | None = None) -> Server:
    """A token bucket: `rate` requests a second, `burst` at once."""
    tokens, at = float(burst), 0.0

    def server(now: float, in_flight: int) -> Reply:
        nonlocal tokens, at
        tokens, at = min(tokens + (now - at) * rate, burst), now
        if tokens < 1:
            return seconds, 429, named
        tokens -= 1
        return seconds, 200, None

    return server
