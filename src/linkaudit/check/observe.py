"""The checking stage: every target observed once, many at a time.

Knows how many at a time and when to stop; what a single exchange is, the layers know.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from itertools import chain, zip_longest

import anyio

from linkaudit.check.page import read_page
from linkaudit.errors import TransportError
from linkaudit.exchange import Answer, Request
from linkaudit.interfaces import Clock, Transport
from linkaudit.model import Observation, WebTarget
from linkaudit.uri import host_of

# Targets that may be under way for each request in flight: those that back off need
# a place to wait, and a slow host must not fill them all.
_WAITING_FACTOR = 8

# What the judge may want to quote; a body's worth of cookies is not.
_KEPT_HEADERS = (
    "content-type",
    "last-modified",
    "etag",
    "server",
    "retry-after",
    "x-amzn-waf-action",
    "cf-mitigated",
    "link",
)


async def observe_all(
    targets: Sequence[WebTarget],
    observe: Callable[[WebTarget], Awaitable[object]],
    width: int,
) -> None:
    """Run `observe` on every target; `width` requests are meant to be in flight."""
    places = anyio.CapacityLimiter(width * _WAITING_FACTOR)

    async def one(target: WebTarget) -> None:
        try:
            await observe(target)
        finally:
            places.release_on_behalf_of(target)

    async with anyio.create_task_group() as tasks:
        for target in _host_by_host(targets):
            await places.acquire_on_behalf_of(target)
            tasks.start_soon(one, target)


async def observe(target: WebTarget, transport: Transport, clock: Clock) -> Observation:
    """One target with all its hops and attempts."""
    try:
        response = await transport(Request(target.uri))
    except TransportError as error:
        return Observation(target, error.failure, error.hops, error.attempts, clock())
    kept = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    page = response.page or read_page(response)
    answer = Answer(response.uri, response.status, kept, page)
    return Observation(target, answer, response.hops, response.attempts, clock())


def _host_by_host(targets: Sequence[WebTarget]) -> list[WebTarget]:
    """One of each host in turn, so that a host with many links does not hold up the rest."""
    hosts: dict[str, list[WebTarget]] = {}
    for target in targets:
        hosts.setdefault(host_of(target.uri), []).append(target)
    turns = chain.from_iterable(zip_longest(*hosts.values()))
    return [target for target in turns if target is not None]
