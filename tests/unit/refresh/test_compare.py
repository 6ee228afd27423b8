"""Candidates against a pack: known ones are dropped, contradictions kept with both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from linkaudit.refresh.candidate import Candidate, Origin, folded, plain
from linkaudit.refresh.compare import proposals
from linkaudit.rules.packs.model import FactKind, Pack
from tests.unit.refresh import DOCS, pack

ENDED = """id = "amazon-cog"
kind = "ends"
names = ["Amazon Cog", "Cog Cloud"]
date = 2026-01-31"""
CLOSED = """id = "amazon-cog"
kind = "closed"
names = ["Amazon Cog"]
date = 2025-10-07"""
BY_ROW = """id = "sprocket"
kind = "closed"
names = ["Amazon Sprocket"]
date = 2025-10-07
quote = "Service | Announcement Date | Amazon Cog | October 7, 2025\""""
RENAMED = """id = "cog-renamed"
kind = "renamed"
names = ["Amazon Cog"]
now = ["Amazon Wheel"]
date = "2025" """
DAY, OTHER = date(2026, 1, 31), date(2026, 5, 20)


def of(kind: str, day: date | None = None, **given: object) -> Candidate:
    made = Candidate(Origin.TABLE, FactKind(kind), "Amazon Cog", f"{DOCS}/t.html", "As said.", day)
    return replace(made, **given)  # type: ignore[arg-type]


def left(candidates: list[Candidate], *entries: str) -> list[tuple[str, list[str]]]:
    """The ids of what is left, each with the facts that it differs from."""
    known: Pack = pack(*entries) if entries else pack(ENDED.replace("Cog", "Other"))
    return [(p.id, [fact.kind.value for fact in p.against]) for p in proposals(candidates, [known])]


@pytest.mark.parametrize(
    ("candidate", "entry", "expected"),
    [
        # Known: the same kind and day, however it is spelt.
        (of("ends", DAY), ENDED, []),
        (of("ends", DAY, name="AWS Cog"), ENDED, []),
        (of("ends", DAY, name="AmazonCog"), ENDED, []),
        (of("ends", DAY, name="Cog Cloud"), ENDED, []),
        (of("closed", announced=date(2025, 10, 7)), CLOSED, []),
        (of("closed", date(2025, 10, 7)), BY_ROW, []),
        (of("renamed", now="Amazon Wheel"), RENAMED, []),
        # Without a day there is nothing to add to an end, nor to a closure that the pack has.
        (of("ends"), ENDED, []),
        (of("closed"), ENDED, []),
        (of("closed"), CLOSED, []),
        (of("ends", name="Amazon Cog Data Service"), ENDED, []),
        # New.
        (of("ends", DAY, name="Amazon Cogito"), ENDED, [("amazon-cogito", [])]),
        (of("ends", name="Amazon Cogito Data"), ENDED, [("amazon-cogito-data", [])]),
        (of("ends", DAY, name="Amazon Cog Data Service"), ENDED, [("amazon-cog-data-service", [])]),
        # Contradictions: printed with what the pack has, and its id where it is the same kind.
        (of("ends", OTHER), ENDED, [("amazon-cog", ["ends"])]),
        (of("closed", OTHER), ENDED, [("amazon-cog-2", ["ends"])]),
        (of("ends"), CLOSED, [("amazon-cog-2", ["closed"])]),
        (of("ends", DAY), CLOSED, [("amazon-cog-2", ["closed"])]),
        (of("closed", announced=OTHER), BY_ROW, [("sprocket", ["closed"])]),
        (of("renamed", now="Amazon Gear"), RENAMED, [("amazon-cog-renamed", ["renamed"])]),
    ],
)
def test_a_candidate_is_known_new_or_differs(
    candidate: Candidate, entry: str, expected: list[tuple[str, list[str]]]
) -> None:
    assert left([candidate], entry) == expected


def test_the_own_page_is_quoted_before_the_table_and_the_table_stays_beside_it() -> None:
    table = of("ends", DAY)
    page = of("ends", OTHER, origin=Origin.OWN_PAGE, source=f"{DOCS}/cog.html")
    sdk = of("ends", origin=Origin.SDK, quote="Gone.")

    for order in permutations([table, page, sdk, table]):
        [found] = proposals(order, [pack(CLOSED)])
        assert found.candidate == page
        assert found.also == (table, sdk)


def test_where_the_own_page_says_what_the_pack_says_the_table_is_settled() -> None:
    assert left([of("ends", OTHER), of("ends", DAY, origin=Origin.OWN_PAGE)], ENDED) == []


def test_a_closure_on_the_way_to_a_known_end_is_not_shown() -> None:
    assert left([of("closed", OTHER), of("ends", DAY)], ENDED) == []


def test_ids_are_unique_and_made_of_the_name() -> None:
    names = ["Amazon Cög!", "Amazon Cög?", "!?"]
    found = left([of("ends", DAY, name=name) for name in names])

    assert [id_ for id_, _ in found] == ["fact", "amazon-c-g"]


@pytest.mark.parametrize(
    ("name", "other", "is_same"),
    [
        ("Amazon Simple Notification Service (Amazon SNS)", "simple notification service", True),
        ("AWS Wheel (Managed Runtime)", "AWS Wheel (Self-managed)", False),
        ("AmazonNimbleStudio", "Amazon Nimble Studio", True),
        ("AWS", "Amazon", False),
        ("Cog V1", "Cog V2", False),
        ("C++ SDK", "C# SDK", False),
    ],
)
def test_names_are_the_same_but_for_owner_short_form_and_spelling(
    name: str, other: str, is_same: bool
) -> None:
    assert (folded(name) == folded(other)) is is_same


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  a\n\tb\x1b[31m  c ", "a b [31m c"),
        ("a\u202eb\ud800c", "a b c"),
        ("", ""),
        ("x" * 501, "x" * 499 + "…"),
        ("https://a.example/?token=1234567890abcdef", "https://a.example/?token=***"),
    ],
)
def test_a_sources_text_is_one_short_line_without_secrets(text: str, expected: str) -> None:
    assert plain(text) == expected
