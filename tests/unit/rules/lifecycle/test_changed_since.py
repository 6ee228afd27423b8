"""Which pages were changed after the article came out; a table of each kind."""

from datetime import date
from typing import Any

import pytest

from linkaudit.model.http import DateEvent, Hop, Page, PageDate
from linkaudit.model.report import LocalTarget, PageChange
from linkaudit.rules.lifecycle.changed_since import change_of
from linkaudit.rules.registry import judge
from tests.builders import answer, case, observation
from tests.unit.rules.visits import visit

OUT = date(2020, 12, 8)


def on(event: DateEvent, at: str) -> PageDate:
    return PageDate(event, at, f"{event.value}: {at}")


def modified(at: str) -> PageDate:
    return on(DateEvent.MODIFIED, at)


def published(at: str) -> PageDate:
    return on(DateEvent.PUBLISHED, at)


def reviewed(at: str) -> PageDate:
    return on(DateEvent.REVIEWED, at)


def changed(
    *dates: PageDate, server: str = "", out: date | None = OUT, **how: Any
) -> PageChange | None:
    """What is said of a page with these dates, seen on 2026-11-23."""
    page = Page(title="A page", dates=dates, size=20_000)
    uri = "https://a.example/guides/cogwheels"
    seen = answer(how.get("to", uri), how.get("status", 200), page=page)
    if server:
        seen = type(seen)(seen.uri, seen.status, {}, page, modified(server))
    hops = [Hop(uri, 302)] if "to" in how else []
    judged = case(uri, seen=observation(uri, outcome=seen, hops=hops), published=out)
    return change_of(judged, judge(judged))


CHANGED = {
    "by its own word": ([modified("2021-04-28")], "", "2021-04-28"),
    "a day after the article": ([modified("2020-12-09")], "", "2020-12-09"),
    "long after it came out": ([modified("2022-03-15"), published("2020-12-08")], "", "2022-03-15"),
    "two days after it came out": (
        [modified("2021-02-12"), published("2021-02-10")],
        "",
        "2021-02-12",
    ),
    "the first word counts": ([modified("2021-04-28"), modified("2025-01-01")], "", "2021-04-28"),
    "its own word before the server's": ([modified("2021-04-28")], "2026-01-01", "2021-04-28"),
    "the server's word alone": ([], "2025-10-21", "2025-10-21"),
    "a review in a month": ([reviewed("2024-04")], "", "2024-04"),
    "a review on a day": ([reviewed("2024-04-03")], "", "2024-04-03"),
    "a review and a change in its month": (
        [modified("2024-04-23"), reviewed("2024-04")],
        "",
        "2024-04-23",
    ),
    "a review after a change": ([modified("2021-04-28"), reviewed("2024-04")], "", "2024-04"),
    "a review of a post changed at once": (
        [modified("2020-12-01"), published("2020-12-01"), reviewed("2024-04")],
        "",
        "2024-04",
    ),
    "on the day of the audit": ([modified("2026-11-23")], "", "2026-11-23"),
    "tomorrow, in the east": ([modified("2026-11-24")], "", "2026-11-24"),
}


@pytest.mark.parametrize(("dates", "server", "at"), CHANGED.values(), ids=CHANGED)
def test_a_change_after_the_article_is_told(dates: list[PageDate], server: str, at: str) -> None:
    found = changed(*dates, server=server)

    assert found is not None
    assert found.at == at
    assert found.evidence[0].quote.endswith(at)


UNCHANGED = {
    "nobody says a thing": ([], ""),
    "changed before": ([modified("2020-12-07")], ""),
    "changed on the same day": ([modified("2020-12-08")], ""),
    "unchanged since it came out": ([modified("2021-02-10"), published("2021-02-10")], ""),
    "put right the next day": ([modified("2021-02-11"), published("2021-02-10")], ""),
    "changed before it came out": ([modified("2021-02-09"), published("2021-02-10")], ""),
    "came out after the article": ([published("2021-02-10")], ""),
    "not changed, says the page; the server differs": ([modified("2020-12-01")], "2026-01-01"),
    "only published, says the page; the server differs": (
        [published("2020-12-01")],
        "2026-01-01",
    ),
    "changed before, says the server": ([], "2020-12-01"),
    "reviewed in the article's month": ([reviewed("2020-12")], ""),
    "reviewed before": ([reviewed("2019-04-03")], ""),
    "the zero of a clock": ([modified("1970-01-01")], ""),
    "the first day of all": ([modified("0001-01-01")], ""),
    "a day that has not come": ([modified("2031-01-01")], ""),
    "a day that has not come, says the server": ([], "9999-12-31"),
}


@pytest.mark.parametrize(("dates", "server"), UNCHANGED.values(), ids=UNCHANGED)
def test_all_else_is_not(dates: list[PageDate], server: str) -> None:
    assert changed(*dates, server=server) is None


def test_without_a_day_of_publication_nothing_is_said() -> None:
    assert changed(modified("2021-04-28"), out=None) is None
    assert changed(server="2021-04-28", out=None) is None


@pytest.mark.parametrize(
    "how",
    [
        {"status": 404},
        {"status": 403},
        {"status": 503},
        {"status": 202},
        {"to": "https://a.example/"},
        {"to": "https://a.example/login?next=/guides/cogwheels"},
    ],
    ids=str,
)
def test_what_answers_in_place_of_the_page_says_nothing_of_it(how: dict[str, Any]) -> None:
    assert changed(modified("2021-04-28"), **how) is None


def test_a_page_that_moved_or_lost_an_anchor_is_still_the_page() -> None:
    page = Page(title="A page", dates=(modified("2021-04-28"),), size=20_000)
    moved = visit("https://a.example/old-page", to="https://a.example/new/old-page", page=page,
                  published=OUT)  # fmt: skip
    lost = visit(fragment="there", page=page, published=OUT)

    for judged in (moved, lost):
        assert judge(judged)
        assert change_of(judged, judge(judged)) is not None


def test_a_file_of_the_tree_has_no_such_date() -> None:
    seen = observation(target=LocalTarget("guide.md"), outcome=answer("guide.md", 0))

    assert change_of(case(seen=seen, published=OUT), ()) is None


def test_whose_word_it_is_shows_in_the_evidence() -> None:
    own, server = changed(modified("2021-04-28")), changed(server="2021-04-28")
    both = changed(modified("2021-04-28"), reviewed("2024-04"))

    assert own is not None
    assert server is not None
    assert both is not None
    assert [proof.source for proof in own.evidence] == ["page"]
    assert [proof.source for proof in server.evidence] == ["http"]
    assert (own.is_dated_by_page, server.is_dated_by_page) == (True, False)
    assert (own.is_review, both.is_review) == (False, True)
    assert [proof.quote for proof in both.evidence] == ["reviewed: 2024-04", "modified: 2021-04-28"]
    assert {proof.url for proof in both.evidence} == {"https://a.example/guides/cogwheels"}
    assert {proof.date for proof in both.evidence} == {"2026-11-23"}
