"""Audits that follow on each other, with a function in the network's place and one state."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import anyio
import httpx
import pytest

from linkaudit.model.baseline import Baseline
from linkaudit.model.protocols import Progress
from linkaudit.model.report import Comparison, Outcome, PreviousVerdict, Report, Result, Verdict
from linkaudit.rules.persistent_failure import noted
from linkaudit.store.baseline_file import entries_of
from linkaudit.store.database import State, open_state
from linkaudit.store.observation_cache import ObservationCache, ReusePolicy
from tests.pipeline.test_audit import NOON, POLICY, audited, ground, page, unknown_name, verdicts

pytestmark = pytest.mark.anyio

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
LINK = "<https://a.example/>"
ELSEWHERE = "<https://well.example/>"


def own_page(request: httpx.Request) -> httpx.Response:
    """Another one everywhere."""
    return httpx.Response(200, html=f"<title>{request.url.host[:2]}</title>")


def busy(request: httpx.Request) -> httpx.Response:
    """A passing trouble, beside a host that is well: so it is no outage."""
    return page(request) if request.url.host == "well.example" else httpx.Response(503)


def refused(request: httpx.Request) -> httpx.Response:
    raise AssertionError(f"{request.url} was asked")


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with closing(open_state(tmp_path / "state.sqlite3")) as opened:
        yield opened


async def run(
    state: State,
    origin: Callable[[httpx.Request], httpx.Response],
    text: str = LINK,
    *,
    days: float = 0,
    max_age: timedelta = timedelta(0),
    witnesses: bool = True,
    baseline: Baseline | None = None,
) -> Report:
    """An audit so many days after the first."""
    journal = ObservationCache(
        state,
        lambda: NOON + days * DAY,
        ReusePolicy(max_age),
        lambda _: None,
        lambda _: False,
        noted,
    )
    on = ground(
        httpx.MockTransport(origin),
        witnesses=witnesses,
        now=NOON + days * DAY,
    )
    return await audited(text, on, replace(POLICY, baseline=baseline), memory=journal)


def only(report: Report) -> Result:
    return report.results[0]


async def test_what_is_remembered_is_not_asked_and_is_judged_all_the_same(state: State) -> None:
    await run(state, page, "<https://a.example/#here>")

    report = await run(state, refused, "<https://a.example/#gone>", days=1, max_age=WEEK)

    assert verdicts(report) == [Verdict.ANCHOR_MISSING]
    assert only(report).observation.is_cached
    assert only(report).observation.observed_at == NOON
    assert only(report).past.last_ok_at == NOON


async def test_a_304_is_judged_by_the_page_as_it_was(state: State) -> None:
    asked: list[str | None] = []

    def origin(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers.get("if-none-match"))
        if asked[-1]:
            return httpx.Response(304, headers={"etag": '"1"'})
        return httpx.Response(200, headers={"etag": '"1"'}, html="<p id='here'>text</p>")

    await run(state, origin)
    report = await run(state, origin, "<https://a.example/#here> <https://a.example/#gone>", days=1)
    third = await run(state, origin, days=2)

    assert asked == [None, '"1"', '"1"']
    assert verdicts(report) == [Verdict.OK, Verdict.ANCHOR_MISSING]
    assert not only(report).observation.is_cached
    assert only(report).observation.observed_at == NOON + DAY
    assert only(third).past.last_ok_at == NOON + DAY


def foxes(request: httpx.Request) -> httpx.Response:
    return httpx.Response(
        200, headers={"etag": '"1"'}, html="<p id='here'>The quick brown fox.</p>" * 20
    )


def found(report: Report) -> list[list[str]]:
    return [[finding.rule for finding in result.findings] for result in report.results]


async def test_a_page_is_asked_again_where_it_was_not_read_for_the_text_of_a_link(
    state: State,
) -> None:
    """What was not looked up is not missing, and what was looked up is remembered."""
    red, fox = "<https://a.example/#:~:text=red%20fox>", "<https://a.example/#:~:text=quick>"
    asked: list[str] = []

    def origin(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return foxes(request)

    await run(state, origin)
    first = await run(state, origin, f"{red} {fox}", days=1, max_age=WEEK)
    again = await run(state, refused, f"{red} {fox}", days=2, max_age=WEEK)

    assert asked == ["https://a.example/"] * 2
    assert found(first) == found(again) == [["text-fragment-missing"], []]
    assert verdicts(first) == [Verdict.OK, Verdict.OK]


async def test_a_page_whose_text_is_in_doubt_is_not_asked_again_for_it(state: State) -> None:
    """A second look would find out no more."""
    text = "<https://a.example/#:~:text=fox>"

    def doubtful(request: httpx.Request) -> httpx.Response:
        body = b"<p>The quick brown fox, \xff.</p>" * 20
        return httpx.Response(200, headers={"content-type": "text/html"}, content=body)

    await run(state, doubtful, text)
    again = await run(state, refused, text, days=1, max_age=WEEK)

    assert only(again).observation.is_cached
    assert found(again) == [[]]


async def test_a_304_holds_for_the_texts_that_were_looked_up(state: State) -> None:
    red = "<https://a.example/#:~:text=red%20fox>"
    asked: list[bool] = []

    def origin(request: httpx.Request) -> httpx.Response:
        asked.append("if-none-match" in request.headers)
        return httpx.Response(304) if asked[-1] else foxes(request)

    await run(state, origin)
    first = await run(state, origin, red, days=1)
    again = await run(state, origin, red, days=2)

    # At first, the copy was not read for the text, so that the page is asked for once more.
    assert asked == [False, True, False, True]
    assert found(first) == found(again) == [["text-fragment-missing"]]


async def test_a_page_that_was_read_on_the_way_is_looked_through_too(state: State) -> None:
    """The layer that follows refreshes reads pages that may have one, and knows no texts."""
    refresh = "<meta http-equiv=refresh content=60>"

    def origin(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, html=refresh + "<p>The quick brown fox.</p>" * 20)

    text = "<https://a.example/#:~:text=red> <https://b.example/#:~:text=fox>"
    report = await run(state, origin, text)

    assert found(report) == [["text-fragment-missing"], []]


async def test_a_long_page_is_looked_through_in_the_process_that_reads_it(state: State) -> None:
    def origin(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, html="<p>The quick brown fox.</p>" * 3_000)

    text = "<https://a.example/#:~:text=red> <https://b.example/#:~:text=fox>"
    report = await run(state, origin, text)

    assert found(report) == [["text-fragment-missing"], []]


def documentation(request: httpx.Request) -> httpx.Response:
    """A page so long that its top is enough for a link without a fragment."""
    if "if-none-match" in request.headers:
        return httpx.Response(304)
    text = "<p>The quick brown fox jumps over the lazy dog.</p>" * 2_000
    html = f"<title>Guide</title><main><h1>Guide</h1>{text}<h2 id='here'>Here</h2></main>"
    return httpx.Response(200, headers={"etag": '"1"'}, html=html)


@pytest.mark.parametrize("max_age", [WEEK, timedelta(0)], ids=["remembered", "confirmed"])
async def test_a_page_that_was_skimmed_is_asked_again_for_the_ids_of_a_link(
    state: State, max_age: timedelta
) -> None:
    """Its ids are not known; that is no proof that one is missing, or that none is."""
    pointing = "<https://a.example/#here> <https://a.example/#gone>"

    await run(state, documentation)
    first = await run(state, documentation, pointing, days=1, max_age=max_age)
    again = await run(state, documentation, pointing, days=2, max_age=max_age)

    assert verdicts(first) == verdicts(again) == [Verdict.OK, Verdict.ANCHOR_MISSING]
    assert only(again).observation.is_cached is (max_age == WEEK)


async def test_a_redirect_with_a_fragment_has_the_ids_of_its_page_read(state: State) -> None:
    """RFC 9110 §10.2.2: the fragment of the redirect counts."""

    def origin(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/guide/old":
            return httpx.Response(302, headers={"location": "/handbook/new#gone"})
        return documentation(request)

    report = await run(state, origin, "<https://a.example/guide/old>")

    assert "fragment-missing" in found(report)[0]


async def test_a_page_that_may_refresh_is_skimmed_on_the_way_and_read_for_a_fragment(
    state: State,
) -> None:
    def origin(request: httpx.Request) -> httpx.Response:
        page = documentation(request)
        return httpx.Response(200, html=page.text.replace("<main>", "<main>Refresh often. "))

    report = await run(state, origin, "<https://a.example/#here> <https://b.example/#gone>")

    assert verdicts(report) == [Verdict.OK, Verdict.ANCHOR_MISSING]


async def test_three_failed_runs_over_three_days_are_dead_and_one_success_resets(
    state: State,
) -> None:
    """The contract: `unreachable` becomes `dead`, as the state remembers."""
    text = f"{LINK} {ELSEWHERE}"
    failed = [only(await run(state, busy, text, days=days)) for days in (0, 1, 2.9, 3, 4)]
    await run(state, page, text, days=5)
    again = await run(state, busy, text, days=30)

    dead = failed[-1]
    assert [result.verdict for result in failed] == [Verdict.UNREACHABLE] * 3 + [Verdict.DEAD] * 2
    assert dead.past.first_failed_at == NOON
    assert dead.past.last_ok_at is None
    assert dead.findings[0].rule == "persistent-failure"
    assert only(again).verdict is Verdict.UNREACHABLE
    assert only(again).past.last_ok_at == NOON + 5 * DAY


def breaks_http(request: httpx.Request) -> httpx.Response:
    raise httpx.RemoteProtocolError("Content-Length twice")


def nobody(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("no route")


async def test_what_a_browser_may_open_is_never_dead_however_long(state: State) -> None:
    """And it does not fill up the days of what is silent now and then."""
    for days in (0, 2, 4, 6):
        assert only(await run(state, breaks_http, days=days)).verdict is Verdict.UNREACHABLE

    silent = [only(await run(state, nobody, days=days)).verdict for days in (7, 8, 10)]

    assert silent == [Verdict.UNREACHABLE, Verdict.UNREACHABLE, Verdict.DEAD]


async def test_runs_without_a_network_leave_no_trace(state: State) -> None:
    """HOSTILE C: 0 links `dead`, history not touched."""
    await run(state, page)
    before = rows(state)

    for days in range(1, 9):
        report = await run(state, unknown_name, days=days, witnesses=False)
        assert verdicts(report) == [Verdict.UNCHECKED]

    assert rows(state) == before


async def test_what_was_done_before_a_stop_is_safe_and_goes_on(state: State) -> None:
    text = " ".join(f"<https://h{number}.example/>" for number in range(9))
    interrupt = anyio.Event()
    asked: list[str] = []
    done = answered = 0

    def watch(progress: Progress) -> None:
        nonlocal done
        done = progress.done
        assert rows(state)["observation"] >= done, "done is what a kill would not undo"
        if done == 4:
            interrupt.set()

    async def origin(request: httpx.Request) -> httpx.Response:
        nonlocal answered
        answered += 1
        if answered > 4:
            await anyio.sleep_forever()
        return own_page(request)

    def later(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return own_page(request)

    journal = ObservationCache(
        state, lambda: NOON, ReusePolicy(), lambda _: None, lambda _: False, noted
    )
    on = ground(httpx.MockTransport(origin))
    first = await audited(text, on, POLICY, watch, interrupt, journal)
    second = await run(state, later, text, days=0.1)

    known = [result.verdict is Verdict.OK for result in first.results]
    assert [result.observation.is_cached for result in second.results] == known
    assert len(asked) == known.count(False)
    assert verdicts(second) == [Verdict.OK] * 9


async def test_what_is_new_since_the_last_run_is_marked(state: State) -> None:
    text = f"{LINK} {ELSEWHERE}"
    first = await run(state, page, text)
    second = await run(state, busy, text, days=1)
    third = await run(state, busy, text, days=2)

    assert first.compared == Comparison(None)
    assert second.compared == Comparison(NOON)
    assert only(second).before == PreviousVerdict(Verdict.OK, frozenset({"server-error"}))
    assert only(third).before == PreviousVerdict(Verdict.UNREACHABLE)
    assert [dict(day.counts) for day in third.earlier] == [
        {Verdict.OK: 2},
        {Verdict.UNREACHABLE: 1, Verdict.OK: 1},
    ]


async def test_a_run_that_was_stopped_is_no_run_to_compare_with(state: State) -> None:
    await run(state, page)
    await run(state, unknown_name, days=1, witnesses=False)

    report = await run(state, page, days=2)

    assert report.compared == Comparison(NOON)


async def test_what_the_baseline_has_fails_no_run_and_is_noted_as_it_is(state: State) -> None:
    first = await run(state, busy, f"[x](gone.md) {ELSEWHERE}")
    known = Baseline("base.txt", frozenset(entries_of(first)))

    second = await run(state, busy, f"[x](gone.md) {ELSEWHERE}", days=1, baseline=known)
    third = await run(state, busy, f"[x](gone.md) {ELSEWHERE}", days=2)

    assert [one.outcome for one in (first, second)] == [Outcome.FINDINGS, Outcome.CLEAN]
    assert only(third).before == PreviousVerdict(Verdict.DEAD)


async def test_without_a_memory_nothing_is_said_of_the_past() -> None:
    report = await audited(LINK, ground(httpx.MockTransport(busy)))

    assert only(report).past.first_failed_at is None
    assert only(report).verdict is Verdict.UNREACHABLE


def rows(state: State) -> dict[str, int]:
    """What another process would find, or what a kill would leave."""
    with closing(sqlite3.connect(state.path)) as read:
        return {
            table: read.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608  ours
            for table in ("run", "observation", "course", "judged")
        }
