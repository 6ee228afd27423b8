"""The layers between a target and the network, in one expression."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

import httpx

from linkaudit.check.addresses import Network
from linkaudit.check.credentials import Credentials, Headers
from linkaudit.check.guard import Guard
from linkaudit.check.http import Http, user_agent
from linkaudit.check.limits import Limits
from linkaudit.check.outage import OutageWatch
from linkaudit.check.pace import Ceilings, Pace
from linkaudit.check.page import read_here
from linkaudit.check.proxy import Proxies
from linkaudit.check.redirect import Redirect
from linkaudit.check.retry import Retry
from linkaudit.check.routes import Routes
from linkaudit.interfaces import Clock, ReadPage, Sleep, Timer, Transport


@dataclass(frozen=True, slots=True)
class Ground:
    """What a run stands on; each of these is something else in a test."""

    network: httpx.AsyncBaseTransport
    names_resolve: Callable[[], Awaitable[bool]]
    clock: Clock
    timer: Timer
    sleep: Sleep
    chance: Callable[[], float]
    read: ReadPage = read_here


@dataclass(frozen=True, slots=True)
class Stack:
    """The outermost layer, and the two that can be asked how things stand."""

    transport: Transport
    watch: OutageWatch
    pace: Pace


def build(
    ground: Ground,
    limits: Limits,
    routes: Routes,
    allowed: Sequence[Network],
    version: str,
    hosts: int,
    tell: Callable[[str], None],
    contact: str = "",
    headers: Mapping[str, Headers] | None = None,
    proxies: Proxies | None = None,
) -> Stack:
    """`hosts` is how many the run wants; `tell` hears why a host was slowed.

    `headers` are those for single origins.
    """
    # Read from the inside out. Guard wraps each exchange, so every hop is judged; Pace
    # is inside Retry, so a request that is backing off holds no slot.
    http = Http(ground.network, limits.timeout, user_agent(version, contact))
    guard = Guard(Credentials(http, headers or {}), routes, allowed)
    # Behind a proxy, names that do not resolve here say nothing.
    is_proxied = proxies is not None and bool(proxies.by_scheme)
    watch = OutageWatch(
        guard,
        hosts,
        ground.names_resolve,
        ground.clock,
        lambda host: is_proxied or routes.know(host),
    )
    ceilings = Ceilings(limits.concurrency, limits.per_host, limits.max_retry_after)
    pace = Pace(watch, ceilings, ground.timer, ground.clock, ground.sleep, ground.chance, tell)
    retry = Retry(
        pace, limits.retries, limits.max_retry_after, ground.sleep, ground.chance, ground.clock
    )
    redirect = Redirect(retry, limits.max_redirects, limits.link_timeout, ground.read)
    return Stack(redirect, watch, pace)
