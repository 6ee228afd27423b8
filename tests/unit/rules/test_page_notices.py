"""Sentences that a pack adds: what they make of a page, and on which pages."""

from __future__ import annotations

import pytest

from linkaudit.model.http import Page
from linkaudit.rules.packs.model import Pack
from linkaudit.rules.packs.notices import SentenceTemplate, understand
from linkaudit.rules.registry import judge
from linkaudit.text.notices import Event
from tests.builders import TODAY, answer, case, observation

HOST = "docs.acme.example"
SHAPES = (
    SentenceTemplate("ends", Event.ENDS, "{name} sails away on {date}."),
    SentenceTemplate("page-ends", Event.ENDS, "This page is taken down on {date}"),
    SentenceTemplate("closed", Event.CLOSED, "We are no longer open to strangers."),
    SentenceTemplate("renamed", Event.RENAMED, "What was {name} formerly is {now} (sic)."),
    SentenceTemplate(
        "stale", Event.STALE, "Since {date} it is unmaintained.", "nobody cares since {date}"
    ),
)
ACME = Pack("acme", frozenset({HOST}), TODAY, shapes=SHAPES)


def told(sentence: str, *, title: str = "The cog", host: str = HOST) -> list[tuple[str, str]]:
    uri = f"https://{host}/guide"
    page = Page(title=title, notices=(sentence,))
    seen = observation(uri, outcome=answer(uri, page=page))
    found = judge(case(uri, seen=seen, packs=(ACME,)))
    return [(finding.rule, finding.message) for finding in found]


@pytest.mark.parametrize(
    ("sentence", "rule", "message"),
    [
        ("The cog sails away on May 1, 2027.", "service-ending", "The cog will end on 2027-05-01"),
        ("The cog sails away on Sep 1st, 2026", "service-ended", "The cog ended on 2026-09-01"),
        ("The cog sails away on 2026-09-01.", "service-ended", "The cog ended on 2026-09-01"),
        (
            "This page is taken down on May 1, 2027.",
            "service-ending",
            "what the page documents will end on 2027-05-01",
        ),
        (
            "We are no longer open to strangers.",
            "service-closed",
            "what the page documents takes no new customers",
        ),
        (
            "What was the wheel formerly is The cog (sic).",
            "page-says-renamed",
            "the wheel was renamed to The cog",
        ),
        ("Since May 1, 2026 it is unmaintained.", "stale-page", "nobody cares since 2026-05-01"),
        ("Since Smarch 41, 2026 it is unmaintained.", "stale-page",
            "nobody cares since Smarch 41, 2026"),
    ],
)  # fmt: skip
def test_a_sentence_of_a_pack_is_understood_on_its_pages(
    sentence: str, rule: str, message: str
) -> None:
    assert told(sentence) == [(rule, message)]


@pytest.mark.parametrize(
    ("sentence", "title", "host"),
    [
        pytest.param("The cog sails away on May 1, 2027.", "The cog", "a.example", id="elsewhere"),
        pytest.param("The nut sails away on May 1, 2027.", "The cog", HOST, id="another-thing"),
        pytest.param("The cog sails away some day.", "The cog", HOST, id="without-a-day"),
        pytest.param("He says that The cog sails away on May 1, 2027 or so.", "The cog", HOST,
            id="within-another-sentence"),
        pytest.param("What was a formerly is b (sic).", "The cog", HOST, id="another-s-new-name"),
        pytest.param("The cog sails away on May 1, 2027.", "Migrating from The cog", HOST,
            id="a-guide-that-leads-away"),
    ],
)  # fmt: skip
def test_a_sentence_means_nothing_elsewhere_or_of_something_else(
    sentence: str, title: str, host: str
) -> None:
    assert told(sentence, title=title, host=host) == []


def test_what_stands_in_a_sentence_is_taken_letter_by_letter() -> None:
    shape = SentenceTemplate("odd", Event.STALE, "Is it (a|b) archived.*?")

    assert understand(("Is it (a|b) archived.*?",), (shape,)) != ()
    assert understand(("Is it a archived now",), (shape,)) == ()


def test_a_pack_s_sentence_counts_before_one_that_all_know() -> None:
    sentence = "This page is archived."
    shape = SentenceTemplate("ours", Event.STALE, sentence, "put away")

    [ours], [common] = understand((sentence,), (shape,)), understand((sentence,))

    assert (ours.event, ours.name, ours.means) == (Event.STALE, "", "put away")
    assert (common.event, common.name, common.means) == (Event.STALE, "page", "")


def test_a_day_that_is_none_ends_nothing() -> None:
    assert told("The cog sails away on Smarch 41, 2027.") == []
