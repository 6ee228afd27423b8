"""Three hosts without a network, and all of them asked at once: also from a process of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import anyio
import httpx

from linkaudit.check.observe import observe_all
from linkaudit.check.transport.limits import Limits
from linkaudit.check.transport.routes import Routes
from linkaudit.check.transport.stack import Environment, build
from linkaudit.model.followup import ProbeKind
from linkaudit.model.report import Observation
from linkaudit.model.work import Sighting, WorkItem
from linkaudit.text.uri import host_of
from tests.unit.check.scheduled import Time

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HTML = {"content-type": "text/html"}
Seen = list[tuple[WorkItem, Sighting]]


def answer(request: httpx.Request) -> httpx.Response:
    match request.url.host, request.url.path:
        case ("moved.example", "/old"):
            return httpx.Response(301, headers={"location": "https://moved.example/new"})
        case (_, "/gone"):
            return httpx.Response(404, headers=HTML, text="<title>Gone</title>")
        case (_, "/broken"):
            raise httpx.RemoteProtocolError("half a head")
        case ("kept.example", _) if request.headers.get("if-none-match") == '"1"':
            return httpx.Response(304)
    words = "<title>A page</title><h1 id=here>Here</h1>"
    return httpx.Response(200, headers=HTML, text=words)


def ask(items: Sequence[WorkItem]) -> Seen:
    """What was seen of each; of what is gone, the folder above is asked as a probe."""
    return anyio.run(_ask, items)


async def _ask(items: Sequence[WorkItem]) -> Seen:
    seen: Seen = []

    async def emit(item: WorkItem, sighting: Sighting) -> Sequence[WorkItem]:
        seen.append((item, sighting))
        if isinstance(sighting, Observation) and item.uri.endswith("/gone"):
            return [WorkItem(item.uri.removesuffix("gone"), reading=ProbeKind.PAGE)]
        return ()

    transport = httpx.MockTransport(answer)
    time = Time()
    ground = Environment(transport, lambda: NOON, lambda: time.now, time.sleep, lambda: 0.5)
    limits = Limits(retries=0)
    hosts = {host_of(item.uri) for item in items}
    stack = build(ground, limits, Routes(), (), "0", hosts, lambda _: None)
    await observe_all(items, emit, stack, ground, limits)
    return seen
