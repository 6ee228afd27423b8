"""The checking stage: in which order targets are begun, how many at once, and when one is over."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import anyio
import pytest

from linkaudit.check.observe import check_all, observe
from linkaudit.errors import TransportError
from linkaudit.model.http import Answer, Failure, FailureKind, Hop, Page, Request, Response
from linkaudit.model.protocols import Validator
from linkaudit.model.report import Observation, WebTarget

pytestmark = pytest.mark.anyio

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TARGET = WebTarget("https://a.example/")


def noon() -> datetime:
    return NOON


def targets(*uris: str) -> list[WebTarget]:
    return [WebTarget(f"https://{uri}") for uri in uris]


async def begun(order: list[WebTarget], width: int) -> list[WebTarget]:
    """The targets in the order in which they were begun."""
    seen: list[WebTarget] = []

    async def note(target: WebTarget) -> None:
        seen.append(target)

    await check_all(order, note, width)
    return seen


@pytest.mark.parametrize("width", [1, 128])
async def test_targets_are_begun_host_by_host_in_turn(width: int) -> None:
    """A host with many links does not hold up the rest."""
    many = targets("a.example/1", "a.example/2", "a.example/3", "b.example/1", "c.example/1")

    seen = await begun([*many, *targets("b.example/2")], width)

    first = targets("a.example/1", "b.example/1", "c.example/1")
    assert seen == first + targets("a.example/2", "b.example/2", "a.example/3")


async def test_ports_and_schemes_of_a_host_are_one_host() -> None:
    """It is one machine that answers, as far as one can see from here."""
    order = targets("a.example/1", "a.example:8443/2", "b.example/1")

    assert await begun(order, 1) == [order[0], order[2], order[1]]


async def test_nothing_to_check_is_done_at_once() -> None:
    assert await begun([], 1) == []


async def test_targets_wait_in_line_while_too_many_are_under_way() -> None:
    """Streams are bounded: eight that wait for each that may be in flight."""
    gate = anyio.Event()
    under_way: list[WebTarget] = []
    done: list[WebTarget] = []

    async def slow(target: WebTarget) -> None:
        under_way.append(target)
        await gate.wait()
        done.append(target)

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(check_all, targets(*(f"a.example/{n}" for n in range(30))), slow, 2)
        await anyio.wait_all_tasks_blocked()
        begun_at_once = len(under_way)
        gate.set()

    assert begun_at_once == 16
    assert len(done) == 30


async def test_an_answer_becomes_facts_without_the_body() -> None:
    """Only headers that a rule may quote are kept: a body's worth of cookies is not."""
    kept = {"content-type": "text/html", "etag": '"1"', "cf-mitigated": "challenge"}
    headers = kept | {"set-cookie": "a=b", "x-powered-by": "x"}
    hops = (Hop("https://a.example/", 301),)

    async def origin(request: Request) -> Response:
        return Response("https://b.example/", 200, headers, b"<title>Hi</title>", hops, 3)

    observation = await observe(TARGET, origin, noon)

    answer = Answer("https://b.example/", 200, kept, Page(title="Hi", size=17))
    assert observation == Observation(TARGET, answer, hops, 3, NOON)


async def test_a_failure_becomes_facts_with_the_way_it_came() -> None:
    """House style: a dead link is data."""
    failure = Failure(FailureKind.TLS, "no secure connection", "https://b.example/")
    hops = (Hop("https://a.example/", 301),)

    async def origin(request: Request) -> Response:
        raise TransportError(failure, hops, 2)

    observation = await observe(TARGET, origin, noon)

    assert observation == Observation(TARGET, failure, hops, 2, NOON)


# ----------------------------------------------------- whether a copy still holds

CONDITIONS = (("If-None-Match", '"1"'), ("If-Modified-Since", "Sat, 21 Nov 2026 06:00:00 GMT"))
KEPT = Answer(TARGET.uri, 200, {"etag": '"1"', "server": "old"}, Page(title="As it was"))
EARLIER = Observation(
    TARGET, KEPT, attempts=2, observed_at=NOON - timedelta(days=1), is_cached=True
)
COPY = Validator(CONDITIONS, lambda: EARLIER)


async def test_a_304_says_that_the_copy_still_holds() -> None:
    """RFC 9110 §15.4.5; RFC 9111 §4.3.4: its headers replace those that were kept."""
    asked: list[Request] = []

    async def origin(request: Request) -> Response:
        asked.append(request)
        return Response(request.uri, 304, {"etag": '"2"', "date": "today"})

    observation = await observe(TARGET, origin, noon, COPY)

    answer = replace(KEPT, headers={"etag": '"2"', "server": "old"})
    assert asked == [Request(TARGET.uri, CONDITIONS, is_written=True)]
    assert observation == Observation(TARGET, answer, (), 1, NOON)
    assert not observation.is_cached, "it was asked"


async def test_the_time_of_a_file_is_kept_and_a_304_does_not_move_it() -> None:
    """RFC 9110 §15.4.5: what has not been modified was modified when it was."""
    dates = {
        "last-modified": "Wed, 21 Oct 2020 07:28:00 GMT",
        "date": "Mon, 23 Nov 2026 12:00:00 GMT",
    }

    async def origin(request: Request) -> Response:
        return Response(request.uri, 304 if request.headers else 200, dates)

    first = await observe(TARGET, origin, noon)
    again = await observe(TARGET, origin, noon, Validator(CONDITIONS, lambda: first))

    assert isinstance(first.outcome, Answer)
    assert isinstance(again.outcome, Answer)
    assert first.outcome.modified is not None
    assert first.outcome.modified.at == "2020-10-21"
    assert again.outcome.modified == first.outcome.modified


async def test_what_has_changed_is_read_anew() -> None:
    async def origin(request: Request) -> Response:
        return Response(request.uri, 200, {"etag": '"2"'}, b"<title>As it is</title>")

    observation = await observe(TARGET, origin, noon, COPY)

    answer = Answer(TARGET.uri, 200, {"etag": '"2"'}, Page(title="As it is", size=23))
    assert observation == Observation(TARGET, answer, (), 1, NOON)


async def test_a_304_that_nobody_asked_for_is_what_it_is() -> None:
    async def origin(request: Request) -> Response:
        return Response(request.uri, 304, {"etag": '"1"'})

    observation = await observe(TARGET, origin, noon)

    assert observation.outcome == Answer(TARGET.uri, 304, {"etag": '"1"'})


async def test_a_304_behind_a_redirect_says_nothing_of_the_copy() -> None:
    hops = (Hop(TARGET.uri, 302),)

    async def origin(request: Request) -> Response:
        return Response("https://b.example/", 304, {"etag": '"1"'}, hops=hops)

    observation = await observe(TARGET, origin, noon, COPY)

    assert observation.outcome == Answer("https://b.example/", 304, {"etag": '"1"'})


async def test_where_the_copy_cannot_be_read_the_page_is_asked_for() -> None:
    """The file may be damaged: that costs a request and no truth."""
    asked: list[Request] = []

    async def origin(request: Request) -> Response:
        asked.append(request)
        return Response(request.uri, 304 if request.headers else 200)

    observation = await observe(TARGET, origin, noon, Validator(CONDITIONS, lambda: None))

    assert asked == [
        Request(TARGET.uri, CONDITIONS, is_written=True),
        Request(TARGET.uri, is_written=True),
    ]
    assert observation.outcome == Answer(TARGET.uri, 200)
