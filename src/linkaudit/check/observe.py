"""The checking stage: items of work in, observations out.

What a single exchange is, the layers know; who comes when, the scheduler. What was seen is data,
also that a server says 304: whether an earlier copy may stand for the page, `confirmed` says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from linkaudit.check.followup import run_probe
from linkaudit.check.page.dates import last_modified
from linkaudit.check.page.read import read_here
from linkaudit.check.schedule import Scheduler
from linkaudit.check.transport.limits import Limits
from linkaudit.check.transport.stack import Environment, Stack
from linkaudit.errors import TransportError
from linkaudit.model.followup import Probe
from linkaudit.model.http import Answer, Request, Response
from linkaudit.model.protocols import Clock, ReadPage, Transport
from linkaudit.model.report import Observation, WebTarget
from linkaudit.model.work import Emit, WorkItem
from linkaudit.text.uri import host_of

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


async def observe_all(
    items: Iterable[WorkItem], emit: Emit, stack: Stack, ground: Environment, limits: Limits
) -> None:
    """The seam: ask for each item, and for what `emit` returns, hosts in turn.

    Every target goes out as an Observation, every probe as a ProbeResult, as soon as it is known.
    """
    scheduler = Scheduler[WorkItem](
        stack.hosts, limits.concurrency, limits.link_timeout, ground.timer, ground.sleep
    )

    async def carry(item: WorkItem) -> None:
        if item.reading is None:
            seen = await observe(item, stack.transport, ground.clock, ground.read)
            more = await emit(item, seen)
        else:
            probe = Probe(item.uri, item.reading)
            reply = await run_probe(probe, stack.transport, ground.clock, ground.read)
            more = await emit(item, reply)
        for one in more:
            scheduler.add(host_of(one.uri), one)

    await scheduler.run(((host_of(item.uri), item) for item in items), carry)


async def observe(
    item: WorkItem, transport: Transport, clock: Clock, read: ReadPage = read_here
) -> Observation:
    """One target with all its hops and attempts."""
    target = WebTarget(item.uri)
    try:
        response = await transport(Request(item.uri, item.conditions, is_written=True))
    except TransportError as error:
        return Observation(target, error.failure, error.hops, error.attempts, clock())
    wants_ids = item.has_fragment or "#" in response.uri  # RFC 9110 §10.2.2: the redirect has one
    page = response.page
    # One that may refresh was read on the way, as for a link without a fragment.
    if page is None or item.texts or (wants_ids and page.is_skimmed):
        page = await read(replace(response, texts=item.texts, wants_ids=wants_ids))
    modified = last_modified(response.headers)
    answer = Answer(response.uri, response.status, _kept(response), page, modified)
    return Observation(target, answer, response.hops, response.attempts, clock())


def says_unchanged(item: WorkItem, seen: Observation) -> bool:
    """Whether the server says that the copy holds; behind a redirect it speaks of another page."""
    answer = seen.outcome
    is_304 = isinstance(answer, Answer) and answer.status == _NOT_MODIFIED
    return bool(item.conditions) and is_304 and not seen.hops


def confirmed(item: WorkItem, seen: Observation, earlier: Observation | None) -> Observation | None:
    """What a 304 and the copy say together; None where the copy was not read for such links."""
    if earlier is None or not isinstance(earlier.outcome, Answer):
        return None
    page = earlier.outcome.page
    if page is not None and not page.serves(item.texts, has_fragment=item.has_fragment):
        return None
    new = seen.outcome.headers if isinstance(seen.outcome, Answer) else {}
    headers = {**earlier.outcome.headers, **new}  # RFC 9111 §4.3.4
    return replace(seen, outcome=replace(earlier.outcome, headers=headers))


def _kept(response: Response) -> dict[str, str]:
    return {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
