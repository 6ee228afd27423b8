"""Pages that tell how to leave a service are not about the service."""

from __future__ import annotations

import pytest

from linkaudit.model.http import Page
from linkaudit.rules.lifecycle.migration_guides import is_migration_guide
from tests.unit.rules.visits import AWS, DOCS, rules, visit

PLAIN = f"{AWS}/blogs/machine-learning/a-post/"


@pytest.mark.parametrize(
    "title",
    [
        "Migrating from Amazon Pinpoint to AWS End User Messaging | A blog",
        "How to migrate from AWS Proton",
        "Migrate Amazon QLDB ledgers to Amazon Aurora PostgreSQL",
        "Exploring alternatives and seamlessly migrating data from Amazon Lookout for Vision",
        "Transitioning off Amazon Lookout for Metrics | A blog",
        "Preserve access and explore alternatives for Amazon Lookout for Equipment",
        "Alternatives to AWS DeepLens",
        "Replacing AWS RoboMaker with AWS Batch",
        "Moving from AWS IoT Greengrass V1 to V2 - AWS IoT Greengrass",
        "Upgrading from AWS WAF Classic - AWS WAF",
        "Migration of AWS Mobile Hub projects",
        "Export your documents from Amazon WorkDocs",
        "AWS Proton service deprecation and migration guide - AWS Proton",
        "Amazon FinSpace end of support - Amazon FinSpace",
        "AWS App Mesh End of Life",
        "AWS App Runner availability change - AWS App Runner",
    ],
)
def test_a_migration_guide_outlives_the_service_that_it_leads_away_from(title: str) -> None:
    assert rules(visit(PLAIN, title=title)) == []


@pytest.mark.parametrize(
    "title",
    [
        "What is Amazon Pinpoint?",
        "Migrating to AWS Proton",
        "Migrating repositories from GitHub to AWS CodeStar",
        "Migrate from SMTP servers with Amazon Pinpoint",
        "Moving campaigns from a spreadsheet into Amazon Pinpoint",
        "Migrate servers using AWS Server Migration Service",
        "AWS Server Migration Service",
        "Track a migration in AWS Migration Hub",
        "Upgrading Amazon Lex V1 bots to more locales",
        "Amazon FinSpace support for endings",
        "Amazon QLDB: from zero to a ledger",
        "Replacing a broken lens of AWS DeepLens",
        "Replacement parts for a camera with AWS DeepLens",
        "An alternative way to train with AWS DeepRacer",
    ],
)
def test_a_page_on_the_service_itself_is_retired(title: str) -> None:
    assert rules(visit(PLAIN, title=title)) in (["service-ended"], ["service-closed"])


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        (f"{AWS}/blogs/m/migrating-from-amazon-pinpoint-to-aws-end-user-messaging/", []),
        (f"{AWS}/blogs/m/alternatives-to-amazon-qldb/", []),
        (f"{AWS}/blogs/m/migrating-to-amazon-pinpoint/", ["service-ended"]),
        (f"{AWS}/blogs/m/amazon-pinpoint-from-zero/", ["service-ended"]),
    ],
)
def test_where_there_is_no_title_the_url_s_own_words_count(uri: str, expected: list[str]) -> None:
    assert rules(visit(uri)) == expected


def test_the_page_s_own_notice_does_not_make_its_guide_a_retired_one() -> None:
    notice = "AWS has decided to discontinue AWS Proton, with support ending on October 7, 2026."
    title = "AWS Proton service deprecation and migration guide - AWS Proton"
    page = Page(title=title, notices=(notice,), size=20_000)

    assert rules(visit(f"{DOCS}/proton/latest/userguide/end.html", page=page)) == []


def test_nothing_is_left_where_nothing_is_named() -> None:
    assert not is_migration_guide("Migrating from Acme Cog", "/guide", ("Acme Wheel",))
    assert not is_migration_guide("", "", ("Acme Wheel",))
