"""Old names in an article's own words, and all that only looks like one. «…» marks each."""

from __future__ import annotations

import re
from datetime import date

import pytest

from linkaudit.audit.old_names import find_old_names
from linkaudit.audit.policy import Policy
from linkaudit.extract.source import cut
from linkaudit.model.report import Level, TextFinding, Verdict
from linkaudit.rules.packs.load import builtin_packs
from tests.builders import TODAY, document
from tests.marks import marked

PACKS = builtin_packs()
IN_2020 = date(2020, 12, 8)

GUILTY = {
    # where it stands
    "paragraph": "We draw charts in «Amazon QuickSight» every day.",
    "heading": "# «Amazon QuickSight» in ten minutes\n\nCharts.",
    "underlined heading": "«Amazon QuickSight»\n===\n",
    "list item": "- one\n- «AWS Single Sign-On» for all accounts\n",
    "nested list": "- one\n  1. two\n\n     «AWS SSO» here\n",
    "quote": "> Charts come from «Amazon QuickSight».\n",
    "table cell": "| Tool | For |\n|---|---|\n| «Amazon QuickSight» | charts |\n",
    "table head": "| «Amazon QuickSight» | Others |\n|---|---|\n| fine | fine |\n",
    "footnote": "Text.[^1]\n\n[^1]: See «Amazon QuickSight».\n",
    "link text": "[«Amazon QuickSight»](https://a.example/)",
    "text of a reference": "[the «Amazon QuickSight» guide][g]\n\n[g]: https://a.example/\n",
    "label that is a text too": "[«AWS SSO»] logs in.\n\n[AWS SSO]: https://a.example/\n",
    "alternative text": "![a chart in «Amazon QuickSight»](chart.png)",
    "alternative text with marks": "x ![a *chart* [in](b) «Amazon QuickSight»](chart.png) y",
    "alternative text with marks in the name": "x ![a «Amazon *QuickSight»*](chart.png)",
    "image in a link": "[![«Amazon QuickSight»](logo.png)](https://a.example/)",
    "behind front matter": "---\ntitle: Charts\n---\n«Amazon QuickSight» draws.\n",
    # how it is broken
    "over a line end": "We love «Amazon\nQuickSight» a lot.",
    "over a line end in a quote": "> We love «Amazon\n> QuickSight» a lot.",
    "over a line end, CRLF": "- We love «Amazon\r\n  Kinesis Data\r\n  Firehose» a lot.",
    "over a link": "Try «Amazon [QuickSight»](https://a.example/).",
    "over emphasis": "Try «Amazon *QuickSight»*, it draws.",
    "no-break space": "Try «Amazon&nbsp;QuickSight»&reg; now.",
    "comment in between": "Try «Amazon <!-- sic --> QuickSight».",
    # how it is written
    "possessive": "«Amazon QuickSight»'s charts",
    "compound": "«Amazon QuickSight»-based charts",
    "in brackets": "A tool («Amazon QuickSight») for charts",
    "with a slash": "Tableau/«Amazon QuickSight»",
    "in quotation marks alone": "A tool called “«Amazon QuickSight»” draws charts.",
    "short name": "Charts in «QuickSight» are quick.",
    "abbreviation": "Log in by «AWS SSO» first.",
    "another spelling": "Charts in «Amazon Quicksight».",
    "longer name that is known too": "Ask «Amazon QuickSight Q» a question.",
    "with no more than a month of renaming": "Stream desktops by «Amazon AppStream 2.0».",
    # a name that means something else by now, in an article from before
    "flow of data": "Lambda → «Kinesis Data Firehose» → Amazon S3",
    "abbreviation before a verb": "«AWS SSO» logs in.",
    "reused name": "Train models with «Amazon SageMaker».",
    "reused name before a small word": "«Amazon SageMaker» is quick.",
    "reused name in a heading": "## «Amazon SageMaker» And Its Friends",
    "reused name at the end of a sentence": "We use «Amazon SageMaker». Studio is another thing.",
    "longer name elsewhere": "Amazon SageMaker Autopilot runs on «Amazon SageMaker».",
    # what does not tell of the change
    "said of something else, before": "Prices were low. «Amazon QuickSight» is now available.",
    "said of something else, behind": "«Amazon QuickSight» draws. Renamed columns keep their size.",
    "heading on something else": "## What used to be hard\n\n«Amazon QuickSight» helps.",
    "renaming of something else": "## Rename a chart\n\nOpen «Amazon QuickSight» to do that.",
    "new name in the section, without a word": (
        "«Amazon QuickSight» draws.\n\nAmazon Quick Sight draws."
    ),
    "told of another name": (
        "AWS Single Sign-On was renamed to AWS IAM Identity Center. «Amazon QuickSight» draws."
    ),
    "new name in another paragraph, of another section": (
        "# One\n\n«Amazon QuickSight» draws.\n\n# Two\n\nAmazon Quick Sight draws."
    ),
    "told in another section": (
        "# One\n\nAmazon QuickSight, formerly Space Needle.\n\n# Two\n\n«Amazon QuickSight» draws."
    ),
    # once for each name and section
    "twice in a section": "«Amazon QuickSight» draws, Amazon QuickSight asks. QuickSight!",
    "two names": "«Amazon QuickSight» and «AWS SSO».",
    "two spellings of a name": "«AWS Single Sign-On» (AWS SSO) for all.",
    "two sections": "«AWS SSO»\n\n# One\n\n«AWS SSO»\n\n## Two\n\n«AWS SSO»\n\nAWS SSO\n",
    "beside code": "`Amazon QuickSight` is «Amazon QuickSight».",
}

HEALTHY = {
    # not the article's words
    "code span": "Type `Amazon QuickSight` here.",
    "half in a code span": "Amazon `QuickSight`",
    "fenced code": "```\nAmazon QuickSight\n```\n",
    "indented code": "    Amazon QuickSight\n",
    "element of code": "Type <code>Amazon QuickSight</code> or <kbd>QuickSight</kbd>.",
    "destination": "[charts](https://a.example/QuickSight 'QuickSight')",
    "autolink": "<https://a.example/QuickSight?QuickSight>",
    "bare URL": "See https://a.example/?q=QuickSight and www.a.example/QuickSight/x.",
    "definition": "[charts]\n\n[charts]: https://a.example/QuickSight 'Amazon QuickSight'\n",
    "comment": "<!-- Amazon QuickSight -->\n\nText <!-- Amazon QuickSight --> text.",
    "attribute": "<img src='a.png' alt='Amazon QuickSight'> text",
    "front matter": "---\ntitle: Amazon QuickSight\ntags: [QuickSight]\n---\nText.\n",
    "formula": "The sum $Amazon QuickSight$ is none.",
    # not the name
    "half a word": "Amazon QuickSightseeing in Amazonia QuickSights.",
    "identifier": "Call QuickSight() of AWS::QuickSight::Dashboard in QuickSight.Client.",
    "path": "Look into docs/QuickSight and QuickSight/readme.",
    "handle": "Ask @QuickSight or #QuickSight.",
    "other case": "the amazon quicksight namespace, quicksight",
    "across paragraphs": "All accounts have AWS Single\n\nSign-On.",
    "new name": "Amazon Quick Sight and Amazon Quick draw charts.",
    "new name that has the old one inside": "Amazon SageMaker AI trains.",
    "another product with the old name inside": "Amazon Connect Customer Voice ID listens.",
    "name that another product shares": "Security Hub of another kind opens.",
    "longer name": "Amazon SageMaker Studio Classic is an editor.",
    "abbreviation in another tool's name": "The AWS SSO CLI is by somebody else.",
    "longer name with emphasis": "Amazon SageMaker **Unified** Studio",
    "longer name over a line end": "Amazon SageMaker\nJumpStart has models.",
    "longer name with a letter behind": "Amazon WorkSpaces Web Q is one that nobody knows.",
    "feature that keeps its name": "Amazon SageMaker Clarify finds bias.",
    "ended feature that kept its name": "Amazon SageMaker Ground Truth Plus labels.",
    "with a formula inside": "AWS $x$ SSO",
    "with an address inside": "AWS <https://a.example/> SSO",
    "never renamed": "Amazon Redshift and AWS Lambda.",
    "another maker's": "Elastic's Elasticsearch Service and a kinesis.",
    "small letters make it a thing": "We run Amazon Bedrock agents.",
    # the text tells of the change itself
    "formerly": "Amazon Quick Sight (formerly Amazon QuickSight) draws.",
    "formerly, new name unknown": "Quick, formerly Amazon QuickSight, draws.",
    "previously known as": "A service previously known as AWS Single Sign-On.",
    "now called": "Amazon QuickSight, now called otherwise, draws.",
    "renamed": "In 2025 AWS renamed Amazon QuickSight.",
    "used to be": "It used to be Amazon QuickSight.",
    "new name in brackets": "AWS SSO (now IAM Identity Center) logs in.",
    "another new name": "Amazon QuickSight (now Quick) draws.",
    "new name behind an abbreviation": "AWS SSO, i.e. IAM Identity Center, logs in.",
    "both names": "Amazon QuickSight and Amazon Quick Sight are one.",
    "new name over a line end": "Amazon Kinesis Data Firehose, that is Amazon\nData Firehose.",
    "in the next sentence": "This was Amazon QuickSight. It has since been renamed.",
    "new name in the next sentence": "Amazon QuickSight was first. In 2025 it became Amazon Quick.",
    "row of a table": "| Then | Since |\n|---|---|\n| Amazon QuickSight | Amazon Quick Sight |\n",
    "column of a table": "| Old name | Price |\n|---|---|\n| Amazon QuickSight | 3 |\n",
    "struck out": "~~Amazon QuickSight~~ and ~~the AWS SSO~~ are no more.",
    "struck out by tags": "<del>Amazon QuickSight</del> and <s>AWS SSO</s> are no more.",
    "note behind that tells": (
        "Amazon QuickSight draws.\n\n> Update: the service is now Amazon Quick Sight."
    ),
    "note before that tells": "*Today called Amazon Quick Sight.*\n\nAmazon QuickSight draws.",
    "heading tells": "## Services that were renamed\n\n- Amazon QuickSight\n- AWS SSO\n",
    "line before a list tells": "These services were renamed:\n\n- Amazon QuickSight\n",
    "told once in a section": (
        "Amazon QuickSight (now Amazon Quick Sight) draws.\n\nAmazon QuickSight is quick."
    ),
    "told later in a section": "QuickSight draws.\n\nQuickSight is now called Amazon Quick Sight.",
    # somebody else's words
    "quoted title": "Read “Introducing Amazon QuickSight” for more.",
    "quoted sentence": 'They said: "We moved to Amazon QuickSight," and left.',
    "title of what is linked": (
        "[edX: Amazon SageMaker: Simplifying Machine Learning Development](https://a.example/)"
    ),
    # before the article
    "ended, not renamed": "Amazon Lookout for Vision sees.",
    "ended, and listed anew before": "Amazon SageMaker Ground Truth Plus labels.",
}


def found(text: str, published: date | None = IN_2020, as_of: date = TODAY) -> list[TextFinding]:
    days = {"article.md": published} if published else {}
    remarks = find_old_names([document(text)], days, Policy(as_of, packs=PACKS))
    # What ended or is closed, `test_retired_names.py` has tables of.
    return [remark for remark in remarks if remark.finding.rule == "outdated-name"]


@pytest.mark.parametrize("case", GUILTY.values(), ids=GUILTY)
def test_an_old_name_is_found_at_its_place(case: str) -> None:
    """Issue 5: once for each name and section, with place and new name."""
    text, regions = marked(case)

    remarks = found(text)

    assert [remark.region for remark in remarks] == regions
    for remark in remarks:
        words = re.findall(r"[\w.-]+", re.sub(r"&nbsp;|<!--.*?-->", " ", cut(text, remark.region)))
        assert " ".join(words) == remark.text


@pytest.mark.parametrize("case", HEALTHY.values(), ids=HEALTHY)
def test_what_only_looks_like_an_old_name_is_let_be(case: str) -> None:
    """Issue 5: not in code, not where the text tells of it, and a longer name wins."""
    assert found(case) == []


def test_the_tables_are_long_enough() -> None:
    assert len(GUILTY) >= 25
    assert len(HEALTHY) >= 25


def test_a_finding_says_what_became_of_the_name_and_who_says_so() -> None:
    [remark] = found("Charts in QuickSight.")

    finding = remark.finding
    assert (remark.path, remark.text) == ("article.md", "QuickSight")
    assert (finding.rule, finding.verdict) == ("outdated-name", Verdict.RENAMED)
    assert finding.level is Level.WARNING
    assert finding.message == ("Amazon QuickSight was renamed to Amazon Quick Sight on 2025-10-09")
    assert (finding.replacement, finding.certain) == ("Amazon Quick Sight", False)
    [proof] = finding.evidence
    assert (proof.source, proof.date) == ("pack", "2026-11-28")
    assert proof.quote.startswith("Amazon Quick evolved from Amazon QuickSight.")
    assert proof.url.startswith("https://docs.aws.amazon.com/")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "Amazon SageMaker",
            "to Amazon SageMaker AI on 2024-12-03; the old name now means something else",
        ),
        ("Amazon QuickSight Q", "is now part of Amazon Quick"),
        ("AppStream 2.0", "was renamed to Amazon WorkSpaces Applications in 2025-11"),
    ],
)
def test_the_message_claims_no_more_than_its_source(text: str, message: str) -> None:
    [remark] = found(text)

    assert remark.finding.message.endswith(message)


@pytest.mark.parametrize(
    ("text", "published", "as_of", "is_old"),
    [
        ("Amazon QuickSight", date(2025, 10, 8), TODAY, True),
        ("Amazon QuickSight", date(2025, 10, 9), TODAY, False),
        ("Amazon QuickSight", None, TODAY, True),
        ("Amazon QuickSight", IN_2020, date(2025, 10, 8), False),
        ("Amazon QuickSight", IN_2020, date(2025, 10, 9), True),
        ("Amazon SageMaker", date(2024, 12, 2), TODAY, True),
        ("Amazon SageMaker", date(2024, 12, 3), TODAY, False),
        ("Amazon SageMaker", None, TODAY, False),
        ("Amazon HealthLake", date(2023, 1, 1), TODAY, True),
        ("Amazon HealthLake", date(2023, 8, 1), TODAY, False),
        ("Amazon AppStream 2.0", date(2025, 10, 31), TODAY, True),
        ("Amazon AppStream 2.0", date(2025, 12, 1), TODAY, False),
    ],
)
def test_only_what_changed_after_the_article_came_out_is_old(
    text: str, published: date | None, as_of: date, is_old: bool
) -> None:
    """Before that day the writer knew; without one, only a name that means nothing else is old."""
    assert bool(found(text, published, as_of)) is is_old


@pytest.mark.parametrize("path", ["a.html", "a.htm"])
def test_pages_of_html_are_not_looked_at(path: str) -> None:
    page = document("<p>Amazon QuickSight</p>", path=path)

    assert find_old_names([page], {}, Policy(TODAY, packs=PACKS)) == []


def test_what_the_audit_refuses_to_read_is_not_looked_at() -> None:
    """HOSTILE D: a line above 1 MiB is a problem in the report."""
    assert found("Amazon QuickSight draws. " + "x" * 2**20) == []


def test_in_mdx_expressions_are_no_text() -> None:
    text = "export const tool = 'QuickSight'\n\n{'Amazon QuickSight'} in Amazon QuickSight\n"

    [remark] = find_old_names([document(text, path="a.mdx")], {}, Policy(TODAY, packs=PACKS))

    assert (remark.region.line, remark.region.column) == (3, 26)


def test_without_a_pack_no_name_is_old() -> None:
    assert find_old_names([document("Amazon QuickSight")], {}, Policy(TODAY)) == []
