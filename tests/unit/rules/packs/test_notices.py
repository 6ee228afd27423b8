"""Sentences by which a page speaks of its end, its new name or its neglect."""

from __future__ import annotations

from datetime import date

import pytest

from linkaudit.check.page.read import read_page
from linkaudit.model.http import Response
from linkaudit.rules.packs.notices import understand
from linkaudit.text.notices import Event


def kept(sentence: str) -> tuple[str, ...]:
    """What the page reader keeps of a page that says this."""
    html = f"<main><p>{sentence}</p></main>".encode()
    page = read_page(Response("https://a.example/", 200, {"content-type": "text/html"}, html))
    return page.notices if page else ()


@pytest.mark.parametrize(
    ("sentence", "event", "name", "day"),
    [
        (
            "End of support notice: On October 31, 2025, AWS will discontinue support for"
            " Amazon Lookout for Vision.",
            Event.ENDS, "Amazon Lookout for Vision", date(2025, 10, 31),
        ),
        (
            "On October 7, 2026, AWS will end support for Amazon FinSpace.",
            Event.ENDS, "Amazon FinSpace", date(2026, 10, 7),
        ),
        (
            "AWS has decided to discontinue AWS Proton, with support ending on October 7, 2026.",
            Event.ENDS, "AWS Proton", date(2026, 10, 7),
        ),
        (
            "SageMaker AI Edge Manager was discontinued on April 26th, 2024.",
            Event.ENDS, "SageMaker AI Edge Manager", date(2024, 4, 26),
        ),
        (
            "Amazon Monitron is no longer open to new customers.",
            Event.CLOSED, "Amazon Monitron", None,
        ),
        (
            "AWS Data Pipeline is no longer available to new customers.",
            Event.CLOSED, "AWS Data Pipeline", None,
        ),
        (
            "AWS Migration Hub will no longer be open to new customers starting November 7, 2025.",
            Event.CLOSED, "AWS Migration Hub", date(2025, 11, 7),
        ),
        (
            "The AWS SDK for Java 1.x has entered maintenance mode as of July 31, 2024, and will"
            " reach end-of-support on December 31, 2025.",
            Event.ENDS, "The AWS SDK for Java 1.x", date(2025, 12, 31),
        ),
        (
            "AWS SDK for .NET v3 reached end-of-support on June 1, 2026.",
            Event.ENDS, "AWS SDK for .NET v3", date(2026, 6, 1),
        ),
        (
            "On December 31, 2025, AWS will end support for the AWS SDK for Java 1.x.",
            Event.ENDS, "AWS SDK for Java 1.x", date(2025, 12, 31),
        ),
        ("This repository has been archived by the owner on Jan 1, 2024.",
            Event.STALE, "repository", date(2024, 1, 1)),
        ("This project is no longer actively maintained.", Event.STALE, "project", None),
        ("The library is deprecated in favour of another.", Event.STALE, "library", None),
        (
            "NOTICE: October 04, 2024 – This post no longer reflects the best guidance.",
            Event.STALE, "post", None,
        ),
        ("This document is archived and kept for reference.", Event.STALE, "document", None),
        ("This page is archived.", Event.STALE, "page", None),
        ("⚠️ This project is no longer maintained.", Event.STALE, "project", None),
        ("DEPRECATED: This plugin is no longer maintained.", Event.STALE, "plugin", None),
        ("This repo is no longer maintained by its authors.", Event.STALE, "repo", None),
        ("This project was archived on May 3, 2024.", Event.STALE, "project", date(2024, 5, 3)),
        ("This repository is archived and read-only.", Event.STALE, "repository", None),
        ("This library is no longer supported, use another.", Event.STALE, "library", None),
    ],
)  # fmt: skip
def test_a_notice_of_a_known_shape_is_understood(
    sentence: str, event: Event, name: str, day: date | None
) -> None:
    """Facts on AWS: what a page says of itself, word for word."""
    assert kept(sentence) == (sentence,)
    [notice] = understand((sentence,))
    assert (notice.event, notice.name, notice.date, notice.sentence) == (event, name, day, sentence)


@pytest.mark.parametrize(
    ("sentence", "old", "new", "day"),
    [
        (
            "On December 03, 2024, Amazon SageMaker was renamed to Amazon SageMaker AI.",
            "Amazon SageMaker", "Amazon SageMaker AI", date(2024, 12, 3),
        ),
        (
            "Amazon Data Firehose was previously known as Amazon Kinesis Data Firehose.",
            "Amazon Kinesis Data Firehose", "Amazon Data Firehose", None,
        ),
        ("Cog Grid is formerly known as Cog Cloud.", "Cog Cloud", "Cog Grid", None),
    ],
)  # fmt: skip
def test_a_renaming_tells_both_names(sentence: str, old: str, new: str, day: date | None) -> None:
    assert kept(sentence) == (sentence,)
    [notice] = understand((sentence,))
    assert (notice.event, notice.name, notice.now, notice.date) == (Event.RENAMED, old, new, day)


@pytest.mark.parametrize(
    "sentence",
    [
        "April 2024: This post was reviewed and updated for accuracy.",
        "For a list of versions, see the end of support dates.",
        "When AWS will end support for a version, it tells you a year before.",
        "The account is no longer available to new customers' staff.",
        "Amazon S3 Glacier keeps archived objects.",
        "The document is archived to Amazon S3 after 90 days.",
        "The content is archived whenever the table expires.",
        "Jane Doe was formerly Head of Sprockets.",
        "The setting is deprecated.",
        "Discontinued support for old browsers.",
        "This library is no longer supported on Windows 7.",
        "This library is deprecated on Windows.",
        "This project is no longer supported by its sponsor.",
        "This page is no longer maintained by hand.",
        "This page is no longer updated daily but weekly.",
        "This repository is archived on Zenodo with a DOI of its own.",
        "This project is archived by Software Heritage.",
        "This document was archived in the national library.",
        "",
    ],
)
def test_a_sentence_that_merely_speaks_of_an_end_is_none(sentence: str) -> None:
    assert understand((sentence,)) == ()


def test_a_day_that_is_none_is_left_open() -> None:
    (notice,) = understand(("AWS Proton was discontinued on Smarch 41, 2024.",))

    assert notice.date is None


def test_notices_keep_their_order() -> None:
    sentences = ("This page is archived.", "Nothing.", "AWS IQ is no longer open to new customers.")

    assert [notice.event for notice in understand(sentences)] == [Event.STALE, Event.CLOSED]
