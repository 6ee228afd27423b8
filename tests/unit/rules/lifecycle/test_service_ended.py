"""Services that have ended or will end."""

from __future__ import annotations

from datetime import date

import pytest

from linkaudit.model.http import Failure, FailureKind, Page
from linkaudit.model.report import (
    Level,
    NotAsked,
    Observation,
    Resolved,
    Skipping,
    Unasked,
    Verdict,
)
from linkaudit.rules.base import RuleContext
from linkaudit.rules.packs.load import builtin_packs
from tests.builders import TODAY, case, link, observation
from tests.unit.rules.visits import AWS, DOCS, only, rules, visit

ENDS_ON = date(2027, 3, 31)  # Amazon WorkMail

WORKMAIL = f"{DOCS}/workmail/latest/adminguide/what_is.html"


def page(title: str, *notices: str) -> Page:
    return Page(title=title, notices=notices, size=20_000)


@pytest.mark.parametrize(
    ("uri", "title"),
    [
        (f"{AWS}/deeplens/", ""),
        (f"{AWS}/jp/deeplens/", ""),
        (f"{DOCS}/cli/latest/reference/pinpoint/", ""),
        (f"{DOCS}/lookout-for-vision/latest/dg/what-is.html", ""),
        (f"{DOCS}/guide/what-is.html", "What is Amazon QLDB? - Amazon QLDB"),
        (f"{DOCS}/sagemaker/latest/dg/edge-manager-devices.html", "Devices - Amazon SageMaker AI"),
        (f"{AWS}/blogs/ml/getting-started-with-amazon-lookout-for-vision-today/", "A post"),
    ],
)
def test_a_service_that_has_ended_is_retired(uri: str, title: str) -> None:
    """Facts on AWS: the notice is not always there, so the table is needed beside the page."""
    found = only(visit(uri, title=title, published=TODAY))

    assert (found.rule, found.verdict, found.level) == (
        "service-ended",
        Verdict.RETIRED,
        Level.WARNING,
    )
    assert found.evidence[-1].source == "pack"


@pytest.mark.parametrize(
    ("as_of", "rule"),
    [
        (date(2020, 12, 8), "service-ending"),
        (date(2027, 3, 30), "service-ending"),
        (ENDS_ON, "service-ended"),
        (date(2027, 4, 1), "service-ended"),
    ],
)
def test_a_lifecycle_date_is_judged_on_the_day_asked_for(as_of: date, rule: str) -> None:
    """The contract: --as-of is the day on which lifecycle dates are judged."""
    found = only(visit(WORKMAIL, as_of=as_of))

    assert found.rule == rule
    assert "2027-03-31" in found.message


@pytest.mark.parametrize(
    ("uri", "title"),
    [
        pytest.param(f"{AWS}/codecommit/", "Git – AWS CodeCommit – AWS", id="reopened"),
        pytest.param(f"{AWS}/forecasting/", "Forecasting – AWS", id="a-longer-word"),
        pytest.param(f"{DOCS}/iot/a.html", "Weather forecast lamps - AWS IoT Core", id="a-word"),
        pytest.param("https://mirror.example/deeplens/", "AWS DeepLens", id="another-host"),
        pytest.param(
            f"{AWS}/solutions/case-studies/proton/", "Proton case study", id="a-customer-s-name"
        ),
        pytest.param(
            f"{AWS}/marketplace/pp/panorama/", "Panorama by Acme", id="a-seller-s-product"
        ),
        pytest.param(
            f"{AWS}/solutions/implementations/deepracer-on-aws/", "DeepRacer on AWS",
            id="the-successor",
        ),
        pytest.param(f"{DOCS}/a.html", "Create a simple AD forest", id="other-capitals"),
        pytest.param(f"{AWS}/blogs/aws/tag/forecast/", "forecast | A blog", id="posts-by-a-word"),
        pytest.param(
            f"{AWS}/blogs/b/choosing-a-cog-over-amazon-cloudsearch/", "A post", id="the-other-one"
        ),
        pytest.param(
            f"{AWS}/blogs/b/why/", "Why we left Amazon Forecast behind | A blog", id="left-behind"
        ),
        pytest.param(f"{DOCS}/a.html", "What is AWS WAF? - AWS WAF", id="the-one-that-goes-on"),
    ],
)  # fmt: skip
def test_what_only_resembles_an_ended_service_is_fine(uri: str, title: str) -> None:
    """Facts on AWS, traps: states go back, CodeCommit reopened on 2025-11-24."""
    assert rules(visit(uri, title=title, published=TODAY)) == []


@pytest.mark.parametrize(
    ("title", "notice", "rule"),
    [
        (
            "What is Amazon Cog? - Amazon Cog",
            "End of support notice: On October 31, 2025, AWS will end support for Amazon Cog.",
            "service-ended",
        ),
        (
            "What is Amazon Cog? - Amazon Cog",
            "AWS has decided to discontinue Amazon Cog, with support ending on October 7, 2027.",
            "service-ending",
        ),
        (
            "What is Amazon Cog? - Amazon Cog",
            "Amazon Cog is no longer open to new customers.",
            "service-closed",
        ),
        (
            "What is Amazon Cog? - Amazon Cog",
            "Amazon Cog will no longer be open to new customers starting November 7, 2025.",
            "service-closed",
        ),
        (
            "Deploy with Cog Manager - Amazon SageMaker AI",
            "SageMaker AI Cog Manager was discontinued on April 26th, 2024.",
            "service-ended",
        ),
        ("(Archived) The cog guide - Amazon Cog", "", "archived-page"),
        ("acme/cog: a cog", "This repository was archived by the owner on Jan 1, 2024.",
            "stale-page"),
        ("A post | A blog", "This post no longer reflects the best guidance.", "stale-page"),
    ],
)  # fmt: skip
def test_a_page_may_tell_of_its_own_end(title: str, notice: str, rule: str) -> None:
    """Facts on AWS, rule 5: 200 and a notice near the top, or an "(Archived)" title."""
    found = only(visit("https://docs.example/cog", page=page(title, notice)))

    assert found.rule == rule
    assert found.evidence[0].quote == (notice or title)


@pytest.mark.parametrize(
    ("title", "notice"),
    [
        pytest.param(
            "MySQL versions - Amazon RDS",
            "MySQL 5.7 reached its end of support in October 2023.",
            id="a-table-of-versions",
        ),
        pytest.param(
            "MySQL versions - Amazon Aurora",
            "On October 31, 2024, AWS will end support for Amazon Aurora MySQL version 2.",
            id="one-version-of-several",
        ),
        pytest.param(
            "What is Amazon Rekognition? - Amazon Rekognition",
            "On October 31, 2025, AWS will discontinue support for Amazon Rekognition People "
            "Pathing.",
            id="one-part-of-a-service",
        ),
        pytest.param(
            "What is Amazon Cog? - Amazon Cog",
            "Amazon Sprocket is no longer open to new customers.",
            id="of-another-service",
        ),
        pytest.param(
            "What is Amazon Cog? - Amazon Cog",
            "Amazon Cog will no longer be open to new customers starting November 7, 2027.",
            id="open-until-next-year",
        ),
        pytest.param(
            "A post | A blog",
            "April 2024: This post was reviewed and updated for accuracy.",
            id="good-news",
        ),
        pytest.param(
            "Lifecycle rules - Amazon S3",
            "The document is archived to Amazon S3 after 90 days.",
            id="a-page-on-archiving",
        ),
        pytest.param(
            "News of AWS", "AWS was discontinued on February 29, 2024.", id="of-no-service-at-all"
        ),
        pytest.param("How to mark a page (Archived)", "", id="archived-in-the-middle"),
    ],
)
def test_a_page_that_speaks_of_an_end_has_not_ended(title: str, notice: str) -> None:
    healthy = visit("https://docs.example/guide", page=page(title, notice), as_of=TODAY)

    assert rules(healthy) == []


def test_the_page_s_own_day_counts_and_the_table_s_is_given_beside_it() -> None:
    """Facts on AWS, traps: AWS's pages disagree on dates, so both are quoted."""
    notice = "On May 31, 2026, AWS will end support for AWS Panorama."

    found = only(visit(f"{DOCS}/panorama/a.html", page=page("What is AWS Panorama?", notice)))

    assert found.message.startswith(
        "AWS Panorama ended on 2026-05-31 (another source: 2026-05-20); successor: "
    )
    assert [evidence.source for evidence in found.evidence] == ["page", "pack", "pack"]


def test_a_page_that_is_gone_is_explained_by_the_end_of_its_service() -> None:
    assert rules(visit(f"{AWS}/deeplens/", status=404)) == ["not-found", "service-ended"]


def test_a_service_has_ended_even_where_its_server_does_not_answer() -> None:
    uri = f"{AWS}/deeplens/"
    silent = observation(uri, outcome=Failure(FailureKind.TIMEOUT, "no answer in time", uri))

    assert rules(case(uri, seen=silent, packs=builtin_packs())) == ["service-ended", "timeout"]


def test_of_what_was_not_asked_nothing_is_said() -> None:
    skipped = observation(outcome=NotAsked(Unasked.SKIPPED, "excluded"))

    assert rules(case(f"{AWS}/deeplens/", seen=skipped, packs=builtin_packs())) == ["skipped"]


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        (f"{AWS}/deeplens/", ["service-ended", "skipped"]),
        (f"{AWS}/deeplens/#start", ["service-ended", "skipped"]),
        (f"{AWS}/monitron/", ["service-closed", "skipped"]),
        (f"{AWS}/lambda/", ["skipped"]),
        ("https://deeplens.example/deeplens/", ["skipped"]),
        ("https://aws.amazon.com:x/deeplens/", ["skipped"]),
    ],
)
def test_offline_the_address_alone_proves_the_end(uri: str, expected: list[str]) -> None:
    """Issue 17: nothing has to be asked to know that."""
    offline = NotAsked(Unasked.SKIPPED, "not asked", Skipping.OFFLINE)
    context = RuleContext(
        link(uri), Resolved(offline), Observation(None, offline), builtin_packs(), TODAY
    )

    assert rules(context) == expected


def test_the_successor_is_named() -> None:
    assert only(visit(f"{AWS}/deepracer/")).message.endswith("; successor: DeepRacer on AWS")


@pytest.mark.parametrize(
    ("notice", "message"),
    [
        ("Amazon Cogs has been discontinued.", "Amazon Cogs has ended"),
        ("Amazon Cogs is being retired.", "Amazon Cogs will end"),
        ("Amazon Cogs will be retired in May 2027.", "Amazon Cogs will end in 2027-05"),
        ("Amazon Cogs ended in 2025.", "Amazon Cogs ended in 2025"),
        (
            "Amazon Cogs, AWS Wheels, and AWS Nuts will be retired on May 1, 2027.",
            "Amazon Cogs will end on 2027-05-01",
        ),
    ],
)
def test_a_day_is_told_as_far_as_the_page_names_it(notice: str, message: str) -> None:
    uri = f"{DOCS}/cogs/latest/ug/what-is.html"

    found = only(visit(uri, page=page("What is Amazon Cogs?", notice)))

    assert found.message == message


def test_the_page_of_a_kit_is_not_that_of_the_service_that_ends() -> None:
    """The notice stands on both; its next sentence says which of them is spared."""
    told = page(
        "Actions - Amazon Cogs SDK",
        "On February 20, 2026, AWS will end support for the Amazon Cogs service.",
        "Note: This does not impact the availability of the Amazon Cogs SDK service.",
    )

    assert rules(visit(f"{DOCS}/cogs-sdk/latest/ref/actions.html", page=told)) == []


def test_a_box_below_the_heading_is_on_what_the_page_is_about() -> None:
    """AWS documents parts of CloudTrail Lake under the name of CloudTrail."""
    notice = "Cogs Lake will no longer be open to new customers starting May 31, 2026."
    beginning = f"Create an event data store Note {notice} More follows."
    told = Page("Create an event data store - AWS Cogs", notices=(notice,), opening=beginning)
    elsewhere = Page(told.title, notices=(notice,), opening=f"Create it. More. {notice}")
    uri = f"{DOCS}/awscogs/latest/userguide/store.html"

    assert rules(visit(uri, page=told)) == ["service-closed"]
    assert rules(visit(uri, page=elsewhere)) == []
