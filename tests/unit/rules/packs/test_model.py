"""Finding the fact that a page is about, and joining packs."""

from __future__ import annotations

from datetime import date

import pytest

from linkaudit.rules.packs.load import builtin_packs
from linkaudit.rules.packs.model import Fact, FactKind, Pack, joined, on
from linkaudit.rules.packs.notices import SentenceTemplate
from linkaudit.text.notices import Event

AWS, GITHUB = builtin_packs()
DAY = date(2026, 1, 31)


def entry(id_: str = "cog", kind: FactKind = FactKind.ENDS, name: str = "Acme Cog") -> Fact:
    now = ("Acme Wheel",) if kind is FactKind.RENAMED else ()
    return Fact(id_, kind, (name,), DAY, "https://docs.acme.example/", "Acme Cog ends.", now)


def pack(*entries: Fact, name: str = "acme") -> Pack:
    return Pack(name, frozenset({"docs.acme.example"}), DAY, entries)


def test_a_pack_covers_its_own_hosts_only() -> None:
    assert AWS.covers("https://docs.aws.amazon.com/a")
    assert not AWS.covers("https://docs.aws.amazon.com.a.example/a")
    assert not AWS.covers("https://a.example/docs.aws.amazon.com")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Use Amazon SageMaker Ground Truth Plus", "amazon-sagemaker-ground-truth-plus"),
        ("Use Amazon SageMaker Ground Truth", "amazon-sagemaker-ground-truth"),
        ("AWS OpsWorks Stacks", "aws-opsworks-stacks"),
        ("AWS OpsWorks", "aws-opsworks"),
        ("What is Amazon Chime?", "amazon-chime"),
    ],
)
def test_the_longer_name_is_nearer_the_point(title: str, expected: str) -> None:
    found = AWS.by_subject(title, "https://docs.aws.amazon.com/a")

    assert found is not None
    assert found.id == expected


def test_a_pack_finds_nothing_where_nothing_is_named() -> None:
    assert AWS.by_subject("", "https://aws.amazon.com/") is None
    assert AWS.renamed_to("AWS Lambda") is None
    assert AWS.renamed_from("AWS Lambda") is None


def test_a_longer_name_that_means_something_else_is_not_the_subject() -> None:
    assert AWS.by_subject("What is the Amazon Chime SDK?", "https://docs.aws.amazon.com/a") is None


@pytest.mark.parametrize(
    ("day", "is_found"),
    [(date(2024, 7, 25), True), (date(2025, 11, 23), True), (date(2025, 11, 24), False)],
)
def test_a_state_that_went_back_holds_until_that_day(day: date, *, is_found: bool) -> None:
    """Facts on AWS, traps: CodeCommit reopened on 2025-11-24."""
    found = AWS.by_subject("What is AWS CodeCommit?", "https://docs.aws.amazon.com/a", day)

    assert (found is not None) is is_found


def test_a_later_fact_takes_the_place_of_one_with_its_id() -> None:
    builtin = pack(entry("cog"), entry("gear", name="Acme Gear"), name="builtin")
    first = pack(entry("cog", FactKind.CLOSED), entry("nut", name="Acme Nut"), name="first")
    second = pack(entry("nut", FactKind.CLOSED, "Acme Nut"), name="second")

    found = joined([first, second], [builtin])

    assert [(p.name, [(e.id, e.kind) for e in p.entries]) for p in found] == [
        ("first", [("cog", FactKind.CLOSED)]),
        ("second", [("nut", FactKind.CLOSED)]),
        ("builtin", [("gear", FactKind.ENDS)]),
    ]


def test_sentences_and_redirects_are_replaced_by_their_ids_too() -> None:
    quiet = SentenceTemplate("archived-repository", Event.STALE, "Read-only.", "")
    own = Pack("own", GITHUB.hosts, DAY, (entry("renamed-branch"),), (quiet,))

    _, github = joined([own], [GITHUB])

    assert github.shapes == ()
    assert [move.id for move in github.moves] == ["renamed-repository"]


@pytest.mark.parametrize(
    ("when", "words"),
    [("2025-11-24", "on 2025-11-24"), ("2025-11", "in 2025-11"), ("2025", "in 2025")],
)
def test_a_date_is_told_as_far_as_it_is_known(when: str, words: str) -> None:
    assert on(when) == words
