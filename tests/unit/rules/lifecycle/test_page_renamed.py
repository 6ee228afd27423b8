"""What a page documents is called something else now, or only seems so."""

from __future__ import annotations

from datetime import date

import pytest

from linkaudit.model.http import Page
from linkaudit.model.report import Level, Verdict
from linkaudit.rules.lifecycle.page_renamed import product_of
from linkaudit.rules.registry import judge
from tests.unit.rules.visits import AWS, DOCS, only, rules, visit

BEFORE, AFTER = date(2020, 12, 8), date(2026, 11, 1)


def page(title: str, product: str = "", *notices: str) -> Page:
    return Page(title=title, product=product, notices=notices, size=20_000)


@pytest.mark.parametrize(
    ("title", "product", "old", "new"),
    [
        (
            "What is it? - Amazon OpenSearch Service",
            "Amazon OpenSearch Service",
            "Amazon Elasticsearch Service",
            "Amazon OpenSearch Service",
        ),
        (
            "What is it? - Amazon Data Firehose",
            "",
            "Amazon Kinesis Data Firehose",
            "Amazon Data Firehose",
        ),
        (
            "Train a Model - Amazon SageMaker AI",
            "",
            "Amazon SageMaker",
            "Amazon SageMaker AI",
        ),
        (
            "AI-Powered Business Intelligence – Quick Sight – AWS",
            "",
            "Amazon QuickSight",
            "Amazon Quick Sight",
        ),
        (
            "Announcing ML insights in Amazon QuickSight | A blog",
            "",
            "Amazon QuickSight",
            "Amazon Quick Sight",
        ),
        (
            "AWS SSO for everybody | A blog",
            "",
            "AWS Single Sign-On",
            "AWS IAM Identity Center",
        ),
    ],
)
@pytest.mark.parametrize("published", [BEFORE, None])
def test_a_product_with_a_new_name_is_renamed_whether_or_not_the_url_moved(
    title: str, product: str, old: str, new: str, published: date | None
) -> None:
    """Facts on AWS, rule 4: the product changed, and the pair stands in the table."""
    found = only(visit(f"{DOCS}/guide", page=page(title, product), published=published))

    assert (found.rule, found.verdict, found.level) == (
        "page-renamed",
        Verdict.RENAMED,
        Level.WARNING,
    )
    assert found.message.startswith(f"{old} was renamed")
    assert f"was renamed to {new}" in found.message
    assert found.evidence[0].source == "pack"
    assert found.replacement is None


@pytest.mark.parametrize(
    ("uri", "title", "published", "text"),
    [
        pytest.param(
            f"{DOCS}/a", "Train - Amazon SageMaker AI", date(2024, 12, 3), "", id="on-the-day"
        ),
        pytest.param(
            f"{DOCS}/a", "Guide - Amazon OpenSearch Service", AFTER, "", id="written-afterwards"
        ),
        pytest.param(
            f"{DOCS}/a", "Guide - Amazon WorkSpaces Applications", date(2026, 11, 23), "",
            id="after-a-renaming-without-a-day",
        ),
        pytest.param(
            f"{DOCS}/a", "Guide - Amazon OpenSearch Service", None, "Amazon OpenSearch Service",
            id="the-link-says-the-new-name",
        ),
        pytest.param(f"{DOCS}/a", "What is it? - Amazon SageMaker", BEFORE, "", id="a-reused-name"),
        pytest.param(
            f"{AWS}/sagemaker/", "The center for data – Amazon SageMaker – AWS", BEFORE, "",
            id="the-wider-product",
        ),
        pytest.param(f"{DOCS}/a", "Studio - Amazon SageMaker Unified Studio", BEFORE, "", id="kin"),
        pytest.param(
            f"{AWS}/blogs/b",
            "Amazon Elasticsearch Service Is Now Amazon OpenSearch Service | A blog",
            BEFORE, "", id="the-page-tells-of-the-renaming",
        ),
        pytest.param(
            f"{AWS}/blogs/b", "AWS Single Sign-On is now IAM Identity Center | A blog",
            BEFORE, "", id="the-new-name-without-its-owner",
        ),
        pytest.param(f"{DOCS}/a", "Guide - AWS Lambda", BEFORE, "", id="never-renamed"),
        pytest.param(
            f"{DOCS}/a", "AWS::QuickSight::Template Layout", BEFORE, "", id="a-type-of-resource"
        ),
        pytest.param(f"{DOCS}/a", "", BEFORE, "", id="no-title"),
        pytest.param(
            "https://mirror.example/a", "Guide - Amazon OpenSearch Service", BEFORE, "",
            id="not-the-publisher-s-host",
        ),
        pytest.param(f"{DOCS}/a", "Amazon QuickSightseeing | A blog", BEFORE, "", id="half-a-word"),
    ],
)  # fmt: skip
def test_a_name_that_still_holds_is_not_called_renamed(
    uri: str, title: str, published: date | None, text: str
) -> None:
    """Facts on AWS, traps: "Amazon SageMaker" is now the name of a wider product."""
    assert rules(visit(uri, page=page(title), published=published, text=text)) == []


def test_an_answer_that_is_no_page_has_no_name() -> None:
    assert rules(visit(f"{DOCS}/guide.pdf")) == []


def test_a_renamed_page_that_moved_offers_its_new_url() -> None:
    title = "What is it? - Amazon OpenSearch Service"

    moved = visit(f"{DOCS}/es/what.html", to=f"{DOCS}/opensearch/what.html", title=title)

    assert rules(moved) == ["page-renamed", "permanent-redirect"]


def test_the_page_s_own_sentence_is_quoted_beside_the_table() -> None:
    told = "On December 03, 2024, Amazon SageMaker was renamed to Amazon SageMaker AI."

    found = only(visit(f"{DOCS}/a", page=page("Train - Amazon SageMaker AI", "", told)))

    assert [(evidence.source, evidence.quote) for evidence in found.evidence][1:] == [
        ("page", "Train - Amazon SageMaker AI"),
        ("page", told),
    ]


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("Cog Grid", "On March 4, 2022, Cog Cloud was renamed to Cog Grid."),
        ("Cog Grid | Docs", "Cog Grid was previously known as Cog Cloud."),
        ("Cog Grid | Docs", "Cog Grid is formerly known as Cog Cloud"),
    ],
)
@pytest.mark.parametrize("published", [BEFORE, None])
def test_a_page_may_tell_of_its_new_name_itself(
    title: str, sentence: str, published: date | None
) -> None:
    found = only(visit(page=page(title, "", sentence), published=published))

    assert (found.rule, found.verdict) == ("page-says-renamed", Verdict.RENAMED)
    assert found.message == "Cog Cloud was renamed to Cog Grid"
    assert found.evidence[0].quote == sentence


@pytest.mark.parametrize(
    ("title", "sentence", "published", "text"),
    [
        pytest.param(
            "History | Docs", "On March 4, 2022, Cog Cloud was renamed to Cog Grid.", None, "",
            id="of-something-else",
        ),
        pytest.param(
            "Cog Grid", "On March 4, 2022, Cog Cloud was renamed to Cog Grid.", date(2022, 3, 4),
            "", id="before-the-article",
        ),
        pytest.param(
            "Cog Grid", "Cog Grid was previously known as Cog Cloud.", None, "The Cog Grid guide",
            id="the-link-says-the-new-name",
        ),
        pytest.param(
            "Jane Doe | People", "Jane Doe was formerly Head of Sprockets.", None, "",
            id="a-person-s-former-post",
        ),
        pytest.param("Cog Grid", "Cog Grid is deprecated by Cog Net.", None, "", id="else"),
    ],
)  # fmt: skip
def test_a_sentence_about_another_name_renames_nothing(
    title: str, sentence: str, published: date | None, text: str
) -> None:
    named = visit(page=page(title, "", sentence), published=published, text=text)

    assert rules(named) == []


@pytest.mark.parametrize(
    ("title", "product", "expected"),
    [
        ("Whatever", "AWS Lambda", "AWS Lambda"),
        ("What is it? - AWS Lambda", "", "AWS Lambda"),
        ("BI – Quick Sight – AWS", "", "Quick Sight"),
        ("A post | AWS | A blog | Amazon Web Services", "", "A blog"),
        ("AWS Lambda", "", ""),
        ("", "", ""),
    ],
)
def test_the_product_is_the_meta_or_the_last_telling_part_of_the_title(
    title: str, product: str, expected: str
) -> None:
    assert product_of(page(title, product)) == expected


OLD = "Cog Grid was previously known as Cog Cloud"


@pytest.mark.parametrize(
    ("uri", "text", "expected"),
    [
        ("https://a.example/grid", "the tool", []),
        ("https://a.example/cog-cloud", "the tool", ["page-says-renamed"]),
        ("https://a.example/grid", "the Cog Cloud", ["page-says-renamed"]),
    ],
)
@pytest.mark.parametrize("when", ["until 2009", "before May 2011", "in version 3"])
def test_a_name_of_long_ago_counts_where_the_link_still_has_it(
    uri: str, text: str, expected: list[str], when: str
) -> None:
    """A history section is no news, but for a writer who never heard of it."""
    judged = visit(uri, page=page("Cog Grid", "", f"{OLD} {when}."), text=text)

    assert rules(judged) == expected
    assert all(f.message == "Cog Cloud was renamed to Cog Grid" for f in judge(judged))


def test_a_name_within_a_longer_word_is_not_the_subject() -> None:
    told = page("Google for beginners", "", "Go was formerly known as Oak.")

    assert rules(visit(page=told)) == []
