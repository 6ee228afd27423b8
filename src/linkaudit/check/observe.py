"""The checking stage: every target observed once, many at a time.

Knows how many at a time and when to stop; what a single exchange is, the layers know.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

import anyio
import anyio.lowlevel

from linkaudit.check.page.dates import last_modified
from linkaudit.check.page.read import read_here
from linkaudit.errors import TransportError
from linkaudit.model.http import Answer, Request, Response
from linkaudit.model.protocols import Clock, ReadPage, Transport, Validator
from linkaudit.model.report import Observation, WebTarget
from linkaudit.text.uri import host_of

# Targets that may be under way for each request in flight: those that back off need
# a place to wait, and a slow host must not fill them all.
_WAITING_FACTOR = 8

_NOT_MODIFIED = 304  # RFC 9110 §15.4.5

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
    "location",
)


async def check_all(
    targets: Sequence[WebTarget],
    observe: Callable[[WebTarget], Awaitable[object]],
    width: int,
) -> None:
    """Run `observe` on every target; `width` requests are meant to be in flight."""
    left = iter(_host_by_host(targets))

    async def work() -> None:
        for target in left:
            await observe(target)

    async with anyio.create_task_group() as tasks:
        for _ in range(min(width * _WAITING_FACTOR, len(targets))):
            tasks.start_soon(work)
            # One a turn: all at once, hundreds would queue for their hosts.
            await anyio.lowlevel.checkpoint()


async def observe(
    target: WebTarget,
    transport: Transport,
    clock: Clock,
    copy: Validator | None = None,
    read: ReadPage = read_here,
    texts: tuple[str, ...] = (),
    *,
    has_fragment: bool = True,
) -> Observation:
    """One target with all its hops and attempts.

    Where there is a copy, the server is asked whether it still holds. `texts` are the text
    directives to look up in the page; the ids of a long page are read where a link has a fragment.
    """
    try:
        conditions = copy.conditions if copy else ()
        response = await transport(Request(target.uri, conditions, is_written=True))
        still = _still(response, copy, texts, has_fragment=has_fragment)
        if copy is not None and still is None and _says_unchanged(response):
            response = await transport(Request(target.uri, is_written=True))
    except TransportError as error:
        return Observation(target, error.failure, error.hops, error.attempts, clock())
    wants_ids = has_fragment or "#" in response.uri  # RFC 9110 §10.2.2: or the redirect has one
    page = response.page
    # One that may refresh was read on the way, as for a link without a fragment.
    if page is None or texts or (wants_ids and page.is_skimmed):
        page = await read(replace(response, texts=texts, wants_ids=wants_ids))
    modified = last_modified(response.headers)
    answer = still or Answer(response.uri, response.status, _kept(response), page, modified)
    return Observation(target, answer, response.hops, response.attempts, clock())


def _says_unchanged(response: Response) -> bool:
    # Behind a redirect it speaks of a page that was not asked for.
    return response.status == _NOT_MODIFIED and not response.hops


def _still(
    response: Response, copy: Validator | None, texts: tuple[str, ...], *, has_fragment: bool
) -> Answer | None:
    """The copy's answer, if the server says that it holds, and it was read for such links."""
    earlier = copy.read() if copy is not None and _says_unchanged(response) else None
    if earlier is None or not isinstance(earlier.outcome, Answer):
        return None
    page = earlier.outcome.page
    if page is not None and not page.serves(texts, has_fragment=has_fragment):
        return None
    headers = {**earlier.outcome.headers, **_kept(response)}  # RFC 9111 §4.3.4
    return replace(earlier.outcome, headers=headers)


def _kept(response: Response) -> dict[str, str]:
    return {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}


def _host_by_host(targets: Sequence[WebTarget]) -> list[WebTarget]:
    """One of each host in turn, so that a host with many links does not hold up the rest."""
    hosts: dict[str, list[WebTarget]] = {}
    for target in targets:
        hosts.setdefault(host_of(target.uri), []).append(target)
    turns = chain.from_iterable(zip_longest(*hosts.values()))
    return [target for target in turns if target is not None]
