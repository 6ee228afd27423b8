"""Packs of facts: what the shipped one holds, and how a faulty one is turned away."""

from __future__ import annotations

import re
from datetime import date

import pytest

from linkaudit.errors import PackError
from linkaudit.judge.pack import Entry, Kind, Pack, builtin_packs, parse_pack

(AWS,) = builtin_packs()


@pytest.mark.parametrize("entry", AWS.entries, ids=lambda entry: entry.id)
def test_an_entry_has_a_source_and_a_day(entry: Entry) -> None:
    """Facts on AWS: a row whose source was not found must not ship."""
    assert re.fullmatch(r"https://[\w.-]+/\S+", entry.source)
    assert entry.quote
    assert entry.date is not None or entry.kind is Kind.RENAMED
    assert entry.now or entry.kind is not Kind.RENAMED
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.id)


@pytest.mark.parametrize(
    "entry",
    [entry for entry in AWS.entries if entry.now and entry.kind is not Kind.RENAMED],
    ids=lambda entry: entry.id,
)
def test_what_is_listed_under_another_name_quotes_that_list(entry: Entry) -> None:
    assert all(word in entry.quote for name in entry.now for word in name.split())
    assert entry.names[0] not in entry.now


def test_no_id_and_no_name_stands_twice() -> None:
    ids = [entry.id for entry in AWS.entries]
    names = [(entry.kind is Kind.RENAMED, name) for entry in AWS.entries for name in entry.names]

    assert len(set(ids)) == len(ids)
    assert len(set(names)) == len(names)


def test_a_quote_is_short() -> None:
    """Facts on AWS: quotes of 25 words at most."""
    assert [e.id for e in AWS.entries if len(e.quote.replace("|", " ").split()) > 25] == []


def test_slugs_and_paths_are_written_as_they_are_compared() -> None:
    for entry in AWS.entries:
        assert all(re.fullmatch(r"[a-z0-9-]+", slug) for slug in entry.slugs), entry.id
        assert all(path.startswith("/") for path in entry.paths), entry.id


def test_a_service_that_reopened_is_not_listed() -> None:
    """Facts on AWS, traps: CodeCommit reopened on 2025-11-24."""
    assert [entry.id for entry in AWS.entries if "CodeCommit" in " ".join(entry.names)] == []


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


GOOD = """
name = "acme"
read_on = 2026-11-23
hosts = ["docs.acme.example"]

[[entry]]
id = "cog"
kind = "ends"
names = ["Acme Cog"]
date = 2026-01-31
source = "https://docs.acme.example/end"
quote = "Acme Cog ends on January 31, 2026."
"""


def test_a_pack_is_read_from_toml() -> None:
    cog = Entry(
        "cog",
        Kind.ENDS,
        ("Acme Cog",),
        date(2026, 1, 31),
        "https://docs.acme.example/end",
        "Acme Cog ends on January 31, 2026.",
    )

    assert parse_pack("acme.toml", GOOD) == Pack(
        "acme", frozenset({"docs.acme.example"}), date(2026, 11, 23), (cog,)
    )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('name = "acme"', "name = acme", "not TOML"),
        ("read_on = 2026-11-23", "", "'read_on' must be a date"),
        ("read_on = 2026-11-23", "read_on = 2026-11-23T06:00:00Z", "'read_on' must be a date"),
        ('hosts = ["docs.acme.example"]', 'hosts = "acme"', "'hosts' must be a list of texts"),
        ("[[entry]]", "[entry]", "'entry' must be a list of tables"),
        ('kind = "ends"', 'kind = "end"', "'kind' must be one of renamed, ends, closed"),
        ('kind = "ends"', "kind = []", "'kind' must be one of renamed, ends, closed"),
        ('kind = "ends"', 'kind = "renamed"', "'now' must be given"),
        ("date = 2026-01-31", "", "'date' must be a date"),
        ("date = 2026-01-31", 'date = "soon"', "'date' must be a date"),
        ("date = 2026-01-31", "date = 2026-01-31T06:00:00Z", "'date' must be a date"),
        ('names = ["Acme Cog"]', "names = []", "'names' and 'source' must be given"),
        ('names = ["Acme Cog"]', 'names = "Acme Cog"', "'names' must be a list of texts"),
        ('names = ["Acme Cog"]', "names = [7]", "'names' must be a list of texts"),
        ('source = "https://docs.acme.example/end"', "", "'names' and 'source' must be given"),
    ],
)
def test_a_faulty_pack_says_where_and_what(old: str, new: str, words: str) -> None:
    with pytest.raises(PackError) as caught:
        parse_pack("acme.toml", GOOD.replace(old, new))

    assert str(caught.value).startswith("acme.toml: entry '")
    assert words in str(caught.value)
