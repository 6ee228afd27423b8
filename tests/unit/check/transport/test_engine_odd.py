"""Answers that break HTTP, read as Chromium reads them: status, place, type and wait.

What it makes of each stands in tests/web/chromium_answers.json, with its version.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from linkaudit.model.http import FailureKind, Request, Response
from tests.unit.check.loopback import LOOPBACK, asking, failure_of, saying, serving
from tests.web import odd_answers
from tests.web.odd_answers import ANSWERS, PAGE

pytestmark = pytest.mark.anyio

CHROMIUM: dict[str, dict[str, Any]] = json.loads(
    Path(odd_answers.__file__).with_name("chromium_answers.json").read_text(encoding="utf-8")
)["answers"]
# What no browser reads; and what they read, and the list of hostile servers has us refuse.
UNREAD = {
    "two lengths",
    "two lengths in a list",
    "two lengths of a redirect",
    "two locations",
    "a long word first",
    "101 unasked",
    "101 unasked, closed",
    "no head at all",
    "another protocol",
    "NUL in a name",
    "NUL in a value",
}
REFUSED = {
    "status 099",
    "status 1000",
    "status of two digits",
    "half a head",
    "CR in a value",
    "0xFF in a name",
    "a blank in a name",
}
# A browser shows what came of these until it gives up.
CUT = {"length above the page", "chunks that are none", "chunks that end early"}


async def asked(name: str, timeout: float = 5.0) -> Response:
    answer = ANSWERS[name]
    say = saying(answer.said, then_close=not answer.is_kept)
    async with serving(say) as server, asking(allowed=(LOOPBACK,), timeout=timeout) as http:
        return await http(Request(f"http://127.0.0.1:{server.port}/"))


def test_chromium_was_asked_of_every_answer() -> None:
    assert CHROMIUM.keys() == ANSWERS.keys()
    assert {name for name, seen in CHROMIUM.items() if "error" in seen} == UNREAD


@pytest.mark.parametrize("name", sorted(ANSWERS.keys() - UNREAD - REFUSED))
async def test_an_odd_head_is_read_as_chromium_reads_it(name: str) -> None:
    seen = CHROMIUM[name]

    response = await asked(name)

    assert response.status == seen["status"]
    for field, of_several in (("location", 0), ("content-type", -1), ("retry-after", -1)):
        expected = seen.get(field, "").split("\n")[of_several]
        assert response.headers.get(field, "") == expected
    assert response.is_cut == (name in CUT)
    if seen.get("title") == "Found" and response.status != 301 and "location" not in seen:
        assert response.body.startswith(PAGE)


@pytest.mark.parametrize("name", sorted(UNREAD | REFUSED))
async def test_what_no_browser_reads_is_no_answer(name: str) -> None:
    """And what a browser reads although it may be two answers in one: HOSTILE C."""
    answer = ANSWERS[name]
    say = saying(answer.said, then_close=not answer.is_kept)
    async with serving(say) as server, asking(allowed=(LOOPBACK,)) as http:
        failure = await failure_of(http, f"http://127.0.0.1:{server.port}/")

    kind = FailureKind.RESET if name == "half a head" else FailureKind.PROTOCOL
    assert failure.kind is kind
    assert len(server.heads) <= 2


async def test_a_second_look_is_counted_and_the_next_page_needs_none() -> None:
    """HOSTILE C: total requests <= links x attempts."""
    odd = ANSWERS["a line that is no header"].said
    async with serving(saying(odd)) as server, asking(allowed=(LOOPBACK,)) as http:
        first = await http(Request(f"http://127.0.0.1:{server.port}/first"))
        second = await http(Request(f"http://127.0.0.1:{server.port}/second"))

    assert (first.status, first.attempts) == (200, 2)
    assert (second.status, second.attempts) == (200, 1)
    assert server.targets == ["/first", "/first", "/second"]


async def test_the_second_look_goes_to_a_judged_address_and_no_other() -> None:
    odd = ANSWERS["a line that is no header"].said
    async with (
        serving(saying(odd)) as server,
        asking(f"a.example:80:127.0.0.1:{server.port}") as http,
    ):
        response = await http(Request("http://a.example/page?q"))

    assert response.status == 200
    assert server.targets == ["/page?q", "/page?q"]
    assert server.header("host") == "a.example"
    assert server.header("accept-encoding") == "gzip"
