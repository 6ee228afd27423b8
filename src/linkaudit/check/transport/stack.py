"""The layers between a target and the network, in one expression."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import httpx

from linkaudit.check.page.read import read_here
from linkaudit.check.transport.addresses import Network
from linkaudit.check.transport.credentials import Credentials, Headers
from linkaudit.check.transport.guard import Guard
from linkaudit.check.transport.hosts import Hosts
from linkaudit.check.transport.http import Http, user_agent
from linkaudit.check.transport.limits import Limits
from linkaudit.check.transport.outage import OutageWatch
from linkaudit.check.transport.pace import Ceilings, Pace
from linkaudit.check.transport.redirect import Redirect
from linkaudit.check.transport.retry import Retry
from linkaudit.check.transport.routes import Routes
from linkaudit.check.transport.turn import rest
from linkaudit.model.protocols import Clock, ReadPage, Sleep, Timer, Transport


@dataclass(frozen=True, slots=True)
class Environment:
    """What a run stands on; each of these is something else in a test."""

    network: httpx.AsyncBaseTransport
    clock: Clock
    timer: Timer
    sleep: Sleep
    chance: Callable[[], float]
    read: ReadPage = read_here


@dataclass(frozen=True, slots=True)
class Stack:
    """The outermost layer, the hosts that it waits for, and what can say how things stand."""

    transport: Transport
    watch: OutageWatch
    pace: Pace
    hosts: Hosts


def build(
    ground: Environment,
    limits: Limits,
    routes: Routes,
    allowed: Sequence[Network],
    version: str,
    hosts: Iterable[str],
    tell: Callable[[str], None],
    contact: str = "",
    headers: Mapping[str, Headers] | None = None,
    is_excluded: Callable[[str], bool] = lambda _: False,
) -> Stack:
    """`hosts` are those that the run wants; `tell` hears why a host was slowed.

    `headers` are those for single origins; no redirect is followed to what `is_excluded`.
    """
    # Read from the inside out. Guard wraps each exchange, so every hop is judged; Pace
    # is inside Retry, so a request that is backing off holds no place at its host.
    http = Http(ground.network, limits.timeout, user_agent(version, contact))
    guard = Guard(Credentials(http, headers or {}), routes, allowed)
    watch = OutageWatch(guard, hosts, ground.clock)
    turns = Hosts(limits.per_host, ground.timer)
    ceilings = Ceilings(limits.per_host, limits.max_retry_after)
    pace = Pace(watch, turns, ceilings, ground.timer, ground.clock, ground.chance, tell)
    retry = Retry(pace, limits.retries, limits.max_retry_after, rest, ground.chance, ground.clock)
    redirect = Redirect(retry, limits.max_redirects, limits.link_timeout, ground.read, is_excluded)
    return Stack(redirect, watch, pace, turns)
