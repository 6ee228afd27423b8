"""The checking stage: what becomes of one target, and when an earlier copy stands for it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from linkaudit.check.observe import confirmed, observe, says_unchanged
from linkaudit.errors import TransportError
from linkaudit.model.http import Answer, Failure, FailureKind, Hop, Page, Request, Response
from linkaudit.model.protocols import Transport, Validator
from linkaudit.model.report import Observation, WebTarget
from linkaudit.model.work import WorkItem

pytestmark = pytest.mark.anyio

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TARGET = WebTarget("https://a.example/")
ITEM = WorkItem(TARGET.uri)


def noon() -> datetime:
    return NOON


async def test_an_answer_becomes_facts_without_the_body() -> None:
    """Only headers that a rule may quote are kept: a body's worth of cookies is not."""
    kept = {"content-type": "text/html", "etag": '"1"', "cf-mitigated": "challenge"}
    headers = kept | {"set-cookie": "a=b", "x-powered-by": "x"}
    hops = (Hop("https://a.example/", 301),)

    async def origin(request: Request) -> Response:
        return Response("https://b.example/", 200, headers, b"<title>Hi</title>", hops, 3)

    observation = await observe(ITEM, origin, noon)

    answer = Answer("https://b.example/", 200, kept, Page(title="Hi", size=17))
    assert observation == Observation(TARGET, answer, hops, 3, NOON)


async def test_a_failure_becomes_facts_with_the_way_it_came() -> None:
    """House style: a dead link is data."""
    failure = Failure(FailureKind.TLS, "no secure connection", "https://b.example/")
    hops = (Hop("https://a.example/", 301),)

    async def origin(request: Request) -> Response:
        raise TransportError(failure, hops, 2)

    observation = await observe(ITEM, origin, noon)

    assert observation == Observation(TARGET, failure, hops, 2, NOON)


# ----------------------------------------------------- whether a copy still holds

CONDITIONS = (("If-None-Match", '"1"'), ("If-Modified-Since", "Sat, 21 Nov 2026 06:00:00 GMT"))
KEPT = Answer(TARGET.uri, 200, {"etag": '"1"', "server": "old"}, Page(title="As it was"))
EARLIER = Observation(
    TARGET, KEPT, attempts=2, observed_at=NOON - timedelta(days=1), is_cached=True
)
COPY = Validator(CONDITIONS, lambda: EARLIER)


async def looked_again(origin: Transport, copy: Validator) -> Observation:
    """What a run makes of the answer and the copy; it asks once more where that is nothing."""
    item = WorkItem(TARGET.uri, copy.conditions)
    seen = await observe(item, origin, noon)
    if not says_unchanged(item, seen):
        return seen
    still = confirmed(item, seen, copy.read())
    return still or await observe(ITEM, origin, noon)


async def test_a_304_says_that_the_copy_still_holds() -> None:
    """RFC 9110 §15.4.5; RFC 9111 §4.3.4: its headers replace those that were kept."""
    asked: list[Request] = []

    async def origin(request: Request) -> Response:
        asked.append(request)
        return Response(request.uri, 304, {"etag": '"2"', "date": "today"})

    observation = await looked_again(origin, COPY)

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

    first = await observe(ITEM, origin, noon)
    again = await looked_again(origin, Validator(CONDITIONS, lambda: first))

    assert isinstance(first.outcome, Answer)
    assert isinstance(again.outcome, Answer)
    assert first.outcome.modified is not None
    assert first.outcome.modified.at == "2020-10-21"
    assert again.outcome.modified == first.outcome.modified


async def test_what_has_changed_is_read_anew() -> None:
    async def origin(request: Request) -> Response:
        return Response(request.uri, 200, {"etag": '"2"'}, b"<title>As it is</title>")

    observation = await looked_again(origin, COPY)

    answer = Answer(TARGET.uri, 200, {"etag": '"2"'}, Page(title="As it is", size=23))
    assert observation == Observation(TARGET, answer, (), 1, NOON)


async def test_a_304_that_nobody_asked_for_is_what_it_is() -> None:
    async def origin(request: Request) -> Response:
        return Response(request.uri, 304, {"etag": '"1"'})

    observation = await observe(ITEM, origin, noon)

    assert observation.outcome == Answer(TARGET.uri, 304, {"etag": '"1"'})


async def test_a_304_behind_a_redirect_says_nothing_of_the_copy() -> None:
    hops = (Hop(TARGET.uri, 302),)

    async def origin(request: Request) -> Response:
        return Response("https://b.example/", 304, {"etag": '"1"'}, hops=hops)

    observation = await looked_again(origin, COPY)

    assert observation.outcome == Answer("https://b.example/", 304, {"etag": '"1"'})


async def test_where_the_copy_cannot_be_read_the_page_is_asked_for() -> None:
    """The file may be damaged: that costs a request and no truth."""
    asked: list[Request] = []

    async def origin(request: Request) -> Response:
        asked.append(request)
        return Response(request.uri, 304 if request.headers else 200)

    observation = await looked_again(origin, Validator(CONDITIONS, lambda: None))

    assert asked == [
        Request(TARGET.uri, CONDITIONS, is_written=True),
        Request(TARGET.uri, is_written=True),
    ]
    assert observation.outcome == Answer(TARGET.uri, 200)
