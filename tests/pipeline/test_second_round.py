"""The second round with a function in the network's place: what bounds it, and what ends it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import anyio
import httpx
import pytest

from linkaudit.audit.policy import Policy
from linkaudit.model.report import Outcome, Verdict
from linkaudit.settings.table import Settings
from linkaudit.store.database import State, open_state
from linkaudit.text.patterns import compiled
from tests.pipeline.test_audit import POLICY, audited, ground, verdicts
from tests.pipeline.test_remembering import run

pytestmark = pytest.mark.anyio

PAGE = "https://shop.example/parts/sprocket"
LINK = f"<{PAGE}>"
GUIDE = "https://docs.aws.amazon.com/lambda/latest/dg/"
OOPS = "<title>Oops</title><main>We looked all over the shop and found no such thing.</main>"


def oops(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, html=OOPS)


def recording(
    asked: list[str], origin: Callable[[httpx.Request], httpx.Response]
) -> Callable[[httpx.Request], httpx.Response]:
    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return origin(request)

    return answer


async def test_an_odd_page_is_held_against_a_path_that_cannot_exist() -> None:
    asked: list[str] = []

    report = await audited(LINK, ground(httpx.MockTransport(recording(asked, oops))))

    assert verdicts(report) == [Verdict.SOFT_404]
    assert len(asked) == 2
    assert asked[1].startswith("https://shop.example/parts/linkaudit-")


async def test_a_list_that_leads_inside_is_refused_and_says_nothing() -> None:
    """The guard is the same: not even a redirect of a guide's gets at an address inside."""
    asked: list[str] = []

    def origin(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith((".json", ".xml")):
            return httpx.Response(302, headers={"location": "http://169.254.169.254/latest/"})
        return httpx.Response(404)

    on = ground(httpx.MockTransport(recording(asked, origin)))
    report = await audited(f"<{GUIDE}a.html>", on)

    assert verdicts(report) == [Verdict.DEAD]
    assert f"{GUIDE}toc-contents.json" in asked
    assert not any("169.254" in url for url in asked)


async def test_an_interrupt_in_the_second_round_keeps_what_the_first_saw() -> None:
    interrupt = anyio.Event()

    async def origin(request: httpx.Request) -> httpx.Response:
        if "linkaudit-" in request.url.path:
            interrupt.set()
            await anyio.sleep_forever()
        return oops(request)

    report = await audited(LINK, ground(httpx.MockTransport(origin)), interrupt=interrupt)

    assert report.outcome is Outcome.INCOMPLETE
    assert verdicts(report) == [Verdict.OK]


async def test_after_an_interrupt_in_the_first_round_nothing_more_is_asked() -> None:
    interrupt, asked = anyio.Event(), list[str]()

    async def origin(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        if request.url.host == "slow.example":
            interrupt.set()
            await anyio.sleep_forever()
        return oops(request)

    text = f"{LINK} <https://slow.example/>"
    await audited(text, ground(httpx.MockTransport(origin)), interrupt=interrupt)

    assert not any("linkaudit-" in url for url in asked)


async def test_what_a_pattern_of_the_user_excludes_is_not_asked() -> None:
    asked: list[str] = []
    policy = Policy(POLICY.as_of, Settings(exclude=(compiled("linkaudit-"),)))

    await audited(LINK, ground(httpx.MockTransport(recording(asked, oops))), policy)

    assert asked == [PAGE]


@pytest.mark.parametrize(("origin", "told"), [("gone", 0), ("other", 1)])
async def test_the_archive_hears_of_no_page_behind_a_header_of_the_users(
    origin: str, told: int
) -> None:
    asked: list[str] = []
    headers = {f"https://{origin}.example": (("X-Key", "k"),)}
    policy = Policy(POLICY.as_of, Settings(archive=True), headers=headers)

    def nothing(request: httpx.Request) -> httpx.Response:
        return httpx.Response(404 if request.url.host == "gone.example" else 200)

    on = ground(httpx.MockTransport(recording(asked, nothing)))
    await audited("<https://gone.example/a>", on, policy)

    assert len([url for url in asked if "archive.org" in url]) == told


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with closing(open_state(tmp_path / "state.sqlite3")) as opened:
        yield opened


async def test_a_page_that_memory_serves_is_held_against_its_control_again(state: State) -> None:
    """Or it would be gone in one run and well in the next."""
    asked: list[str] = []
    first = await run(state, oops, LINK)

    again = await run(state, recording(asked, oops), LINK, days=1, max_age=timedelta(days=9))

    assert verdicts(first) == verdicts(again) == [Verdict.SOFT_404]
    assert [url.startswith("https://shop.example/parts/linkaudit-") for url in asked] == [True]


async def test_no_network_for_the_second_round_alone_leaves_what_memory_serves(
    state: State,
) -> None:
    await run(state, oops, LINK)

    def silent(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route")

    again = await run(state, silent, LINK, days=1, max_age=timedelta(days=9), witnesses=False)

    assert again.outcome is Outcome.CLEAN
    assert verdicts(again) == [Verdict.OK]
