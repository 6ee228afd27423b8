"""The words of every report: one sentence of truth for each verdict."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import ModuleType

import pytest

from linkaudit.model.document import Problem
from linkaudit.model.report import Level, Result, Verdict
from linkaudit.report import text
from linkaudit.report.html import render as html
from linkaudit.report.markdown import render as markdown
from linkaudit.report.view import wording
from linkaudit.report.view.headline import headline
from tests.builders import NOON, finding, observation, old_name, report, result

DEAD = finding()
OLD = finding("permanent-redirect", Verdict.REDIRECTED, Level.WARNING, message="moved")
AWAY = finding("timeout", Verdict.UNREACHABLE, Level.NOTE, message="no answer")
LOST = Problem("big.md", "larger than 5 MiB: not read")


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_finding_that_asks_for_something_says_what(verdict: Verdict) -> None:
    loud = result(finding(verdict=verdict, level=Level.WARNING))

    assert bool(wording.advice(loud)) is (verdict not in (Verdict.OK, Verdict.SKIPPED))


def test_a_redirect_of_no_weight_asks_for_nothing() -> None:
    assert wording.advice(result(finding(verdict=Verdict.REDIRECTED, level=Level.NOTE))) == ""


@pytest.mark.parametrize(
    ("results", "problems", "expected"),
    [
        ([result()], [], "Ready to republish: no link needs a change."),
        ([result(OLD)], [], "Almost ready to republish: 1 link needs review."),
        ([result(OLD)] * 2, [], "Almost ready to republish: 2 links need review."),
        ([result(DEAD)], [], "Not ready to republish: 1 link is broken."),
        (
            [result(DEAD), result(DEAD), result(OLD)],
            [],
            "Not ready to republish: 2 links are broken; 1 more link needs review.",
        ),
        (
            [result(DEAD), result(OLD), result(OLD)],
            [LOST],
            "Not ready to republish: 1 link is broken and 1 document could not be read; "
            "2 more links need review.",
        ),
        ([], [LOST, LOST], "Not ready to republish: 1 document could not be read."),
    ],
)
def test_the_headline_answers_whether_to_republish(
    results: list[Result], problems: list[Problem], expected: str
) -> None:
    assert headline(report(*results, problems=problems)) == expected


@pytest.mark.parametrize(
    ("results", "names", "expected"),
    [
        ([result()], 1, "Almost ready to republish: 1 outdated name needs review."),
        (
            [result(OLD)],
            2,
            "Almost ready to republish: 1 link and 2 outdated names need review.",
        ),
        (
            [result(DEAD)],
            1,
            "Not ready to republish: 1 link is broken; 1 outdated name needs review.",
        ),
        (
            [result(DEAD), result(OLD)],
            1,
            "Not ready to republish: 1 link is broken; "
            "1 more link and 1 outdated name need review.",
        ),
    ],
)
def test_the_headline_counts_old_names_in_the_text(
    results: list[Result], names: int, expected: str
) -> None:
    assert headline(report(*results, text_findings=[old_name()] * names)) == expected


def test_an_interrupted_run_gives_no_answer() -> None:
    stopped = report(result(DEAD), interruption="the deadline came")

    assert headline(stopped) == "Incomplete run: the deadline came."


def test_a_certain_replacement_comes_first() -> None:
    perhaps = finding(replacement="https://a.example/perhaps")
    surely = finding(replacement="https://a.example/surely", certain=True)

    assert wording.replacement(result(perhaps, surely)) == "https://a.example/surely"
    assert wording.replacement(result(perhaps)) == "https://a.example/perhaps"
    assert wording.replacement(result(DEAD)) is None


def test_verdicts_are_counted_in_the_order_of_the_tables() -> None:
    counted = wording.counts([result(), result(DEAD), result(), result(OLD)])

    assert list(counted.items()) == [
        (Verdict.DEAD, 1),
        (Verdict.REDIRECTED, 1),
        (Verdict.OK, 2),
    ]


def test_what_was_not_asked_in_this_run_is_said_with_its_age() -> None:
    """A report of today must not pass for a look of today."""
    asked = result()
    old = replace(observation("https://b.example/"), is_cached=True)
    older = replace(
        observation("https://c.example/"), is_cached=True, observed_at=NOON - timedelta(days=2)
    )
    made = report(asked, result(seen=old), result(seen=older), result(seen=older))

    said = "2 targets reused from earlier runs, the oldest from 2026-11-21 at 12:00 UTC"
    assert wording.cached_summary(made) == said
    assert f"\nCached: {said}.\n" in text.render(made)
    assert f" · {said}\n" in markdown.render(made)


def test_where_all_was_asked_nothing_is_said_of_memory() -> None:
    assert wording.cached_summary(report(result())) == ""


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("there is no file a.md", "There is no file a.md."),
        ("did you mean “https://”?", "Did you mean “https://”?"),
        ("the page says “It has moved.”", "The page says “It has moved.”"),
    ],
)
def test_a_sentence_ends_once(said: str, expected: str) -> None:
    assert wording.sentence(said) == expected


@pytest.mark.parametrize("form", [markdown, html])
def test_a_question_to_the_author_has_no_full_stop_behind_it(form: ModuleType) -> None:
    asks = finding("invalid-url", Verdict.INVALID, message="did you mean “https:”?")

    assert "”?." not in form.render(report(result(asks)))
