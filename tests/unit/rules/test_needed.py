"""What a run keeps of an observation until its links are judged, and after that."""

from __future__ import annotations

from linkaudit.model.http import Answer, Failure, FailureKind, Ids, Page
from linkaudit.rules.needed import HEADERS, for_judging, for_reports
from tests.builders import answer, observation

PAGE = Page("A title", anchors=Ids.of(["one"]), headings=Ids.of(["two"]), opening="Words.")
SAID = {"content-type": "text/html", "etag": '"1"', "server": "a", "retry-after": "7"}


def judged(page: Page, uri: str = "https://a.example/", **options: bool) -> Answer:
    outcome = for_judging(observation(outcome=answer(uri, page=page)), **options).outcome
    assert isinstance(outcome, Answer)
    return outcome


def test_headers_that_no_rule_reads_are_not_kept() -> None:
    kept = for_judging(observation(outcome=answer(headers=SAID))).outcome

    assert isinstance(kept, Answer)
    assert kept.headers == {"content-type": "text/html", "retry-after": "7"}
    assert set(kept.headers) <= set(HEADERS)


def test_answers_with_the_same_headers_share_them() -> None:
    first, second = (for_judging(observation(outcome=answer(headers=dict(SAID)))) for _ in "ab")

    assert isinstance(first.outcome, Answer)
    assert isinstance(second.outcome, Answer)
    assert first.outcome.headers is second.outcome.headers


def test_ids_are_kept_where_a_link_leads_to_a_place_of_the_page() -> None:
    assert judged(PAGE).page == PAGE
    assert judged(PAGE, has_fragment=True).page == PAGE


def test_ids_are_kept_where_a_redirect_leads_to_a_place_of_the_page() -> None:
    """RFC 9110 §10.2.2: it takes the place of the link's own fragment."""
    assert judged(PAGE, "https://a.example/#two", has_fragment=False).page == PAGE


def test_ids_that_no_link_asks_for_are_not_kept() -> None:
    page = judged(PAGE, has_fragment=False).page

    assert page == Page("A title", opening="Words.")


def test_a_failure_is_kept_as_it_is() -> None:
    seen = observation(outcome=Failure(FailureKind.TIMEOUT, "no answer"))

    assert for_judging(seen, has_fragment=False) is seen
    assert for_reports(seen) is seen


def test_reports_are_told_what_was_answered_and_not_the_page() -> None:
    seen = observation(outcome=answer("https://b.example/", 200, headers=SAID, page=PAGE))

    kept = for_reports(seen)

    assert kept.outcome == Answer("https://b.example/", 200)
    assert (kept.target, kept.observed_at) == (seen.target, seen.observed_at)
