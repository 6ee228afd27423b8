"""Whose day counts: the page's own, then the guide's, then the publisher's table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from linkaudit.model.http import Page
from linkaudit.model.report import Finding, Level, Verdict
from linkaudit.rules.packs.load import parse_pack
from linkaudit.rules.packs.model import Pack
from linkaudit.rules.registry import judge
from tests.unit.rules.visits import DOCS, visit

HEAD = """
name = "acme"
read_on = 2026-11-23
hosts = ["docs.aws.amazon.com"]
"""
ENTRY = """
[[entry]]
id = "cog"
names = ["Amazon Cog"]
slugs = ["cog"]
source = "https://docs.acme.example/guide"
quote = "By the guide."
"""
TABLE = """
other_source = "https://docs.acme.example/table"
other_quote = "| Service | End of Support Date | Amazon Cog |"
"""
ENDED = 'kind = "ends"\ndate = 2026-05-31\nother_date = 2026-05-20' + TABLE
CLOSED = 'kind = "closed"\ndate = 2026-04-30\nannounced = 2026-03-31'
ANNOUNCED = 'kind = "closed"\nannounced = 2026-03-31'
UNDATED = 'kind = "ends"\nundated = true'
KINDS = 'kind = "closed"\ndate = 2025-11-07\nother_kind = "ends"\nother_date = 2026-10-07' + TABLE
BACK = 'kind = "closed"\ndate = 2024-07-25\nuntil = 2025-11-24'


def pack(facts: str) -> Pack:
    return parse_pack("acme.toml", f"{HEAD}{ENTRY}{facts}")


def judged(facts: str, notice: str = "", as_of: date = date(2026, 11, 23)) -> list[Finding]:
    page = Page(title="Cogs", notices=(notice,) if notice else (), size=20_000)
    seen = visit(f"{DOCS}/cog/latest/dg/a.html", page=page, as_of=as_of)
    return list(judge(replace(seen, packs=(pack(facts),))))


ENDS = "On {}, AWS will end support for Amazon Cog."
CLOSES = "Amazon Cog will no longer be open to new customers starting {}."


@pytest.mark.parametrize(
    ("facts", "notice", "message"),
    [
        pytest.param(
            ENDED, ENDS.format("May 28, 2026"),
            "Amazon Cog ended on 2026-05-28 (another source: 2026-05-31)", id="page-first",
        ),
        pytest.param(
            ENDED, ENDS.format("May 31, 2026"),
            "Amazon Cog ended on 2026-05-31 (another source: 2026-05-20)", id="page-and-guide",
        ),
        pytest.param(
            ENDED, "", "Amazon Cog ended on 2026-05-31 (another source: 2026-05-20)",
            id="guide-before-table",
        ),
        pytest.param(
            CLOSED, "", "Amazon Cog takes no new customers since 2026-04-30", id="effect"
        ),
        pytest.param(
            CLOSED, CLOSES.format("May 7, 2026"),
            "Amazon Cog takes no new customers since 2026-05-07 (another source: 2026-04-30)",
            id="page-before-guide",
        ),
        pytest.param(
            CLOSED, "Amazon Cog is no longer open to new customers.",
            "Amazon Cog takes no new customers since 2026-04-30", id="page-without-a-day",
        ),
        pytest.param(
            ANNOUNCED, "", "Amazon Cog takes no new customers; announced on 2026-03-31",
            id="announcement-only",
        ),
        pytest.param(
            ANNOUNCED, CLOSES.format("April 30, 2026"),
            "Amazon Cog takes no new customers since 2026-04-30", id="page-beside-announcement",
        ),
        pytest.param(UNDATED, "", "Amazon Cog has ended", id="undated"),
        pytest.param(
            KINDS, "Amazon Cog is no longer open to new customers.",
            "Amazon Cog takes no new customers since 2025-11-07"
            " (another source: ended on 2026-10-07)",
            id="page-says-which-kind",
        ),
    ],
)  # fmt: skip
def test_the_page_counts_before_the_guide_and_the_guide_before_the_table(
    facts: str, notice: str, message: str
) -> None:
    [finding] = judged(facts, notice)

    assert (finding.message, finding.verdict) == (message, Verdict.RETIRED)


@pytest.mark.parametrize(
    ("facts", "as_of", "message"),
    [
        (ENDED, date(2026, 5, 25), "ends on 2026-05-31, or ended on 2026-05-20"),
        (
            KINDS,
            date(2026, 11, 23),
            "closed to new customers on 2025-11-07, or ended on 2026-10-07",
        ),
    ],
)
def test_where_sources_disagree_about_the_day_of_the_audit_it_is_a_note(
    facts: str, as_of: date, message: str
) -> None:
    [finding] = judged(facts, as_of=as_of)

    assert (finding.rule, finding.level) == ("service-disputed", Level.NOTE)
    assert finding.message == f"sources disagree about Amazon Cog: {message}"
    assert [proof.url for proof in finding.evidence] == [
        "https://docs.acme.example/guide",
        "https://docs.acme.example/table",
    ]


def test_a_closing_before_a_later_end_is_no_dispute() -> None:
    [finding] = judged(KINDS, as_of=date(2026, 1, 1))

    assert finding.message == "Amazon Cog takes no new customers since 2025-11-07"


@pytest.mark.parametrize(
    ("notice", "is_heard"),
    [
        ("Amazon Cog is no longer open to new customers.", False),
        (CLOSES.format("July 25, 2024"), False),
        (CLOSES.format("November 25, 2025"), True),
    ],
)
def test_a_sentence_left_over_from_before_the_return_is_not_believed(
    notice: str, *, is_heard: bool
) -> None:
    """AWS::CodeCommit::Repository still says what was over on 2025-11-24."""
    assert bool(judged(BACK, notice)) is is_heard


def test_the_day_of_reading_is_the_entry_s_where_it_has_one() -> None:
    [finding] = judged(f"{ANNOUNCED}\nread_on = 2026-10-01")

    assert finding.evidence[0].date == "2026-10-01"
