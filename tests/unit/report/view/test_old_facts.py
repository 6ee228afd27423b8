"""The line on facts that were read long ago, in each format with a foot."""

from __future__ import annotations

import json
from datetime import date
from html import unescape

import pytest

from linkaudit.model.report import Evidence, Report
from linkaudit.report import FORMATS
from linkaudit.report.view.old_facts import OldFacts, old_facts
from tests.builders import finding, old_name, report, result

LAST_FRESH, FIRST_OLD = "2026-08-25", "2026-08-24"  # 90 and 91 days before TODAY


def fact(day: str, quote: str = "Cog ended.", source: str = "pack") -> Evidence:
    return Evidence(source, quote, "https://docs.acme.example/news", day)


def with_facts(*facts: Evidence) -> Report:
    return report(*(result(finding(evidence=(one,))) for one in facts))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([], None),
        ([fact(LAST_FRESH)], None),
        ([fact(FIRST_OLD)], (1, FIRST_OLD)),
        ([fact(FIRST_OLD), fact(FIRST_OLD)], (1, FIRST_OLD)),
        ([fact(FIRST_OLD), fact("2025-01-02", "Gear ended."), fact(LAST_FRESH)], (2, "2025-01-02")),
        ([fact(FIRST_OLD, source="page")], None),
        ([fact("")], None),
        ([fact("2026-13-45")], None),
    ],
)
def test_facts_count_that_a_finding_rests_on_and_that_are_old(
    facts: list[Evidence], expected: tuple[int, str] | None
) -> None:
    assert old_facts(with_facts(*facts)) == (
        OldFacts(expected[0], date.fromisoformat(expected[1])) if expected else None
    )


def test_a_fact_behind_an_old_name_in_the_text_counts() -> None:
    name = old_name(evidence=(fact(FIRST_OLD),))

    assert old_facts(report(text_findings=[name])) == OldFacts(1, date.fromisoformat(FIRST_OLD))


ONE = (
    "1 fact that this report relies on was last read more than 90 days ago, on 2026-08-24: check "
    "its source before you publish."
)
TWO = (
    "2 facts that this report relies on were last read more than 90 days ago, the oldest on "
    "2025-01-02: check their sources before you publish."
)


@pytest.mark.parametrize("name", ["text", "markdown", "html", "comment"])
def test_every_format_with_a_foot_says_it_in_one_line(name: str) -> None:
    render = FORMATS[name].render
    one = render(with_facts(fact(FIRST_OLD)))
    two = render(with_facts(fact(FIRST_OLD), fact("2025-01-02", "Gear ended.")))

    assert sum(ONE in unescape(line) for line in one.splitlines()) == 1
    assert sum(TWO in unescape(line) for line in two.splitlines()) == 1
    assert "90 days" not in render(with_facts(fact(LAST_FRESH)))


def test_programs_get_the_count_and_the_day() -> None:
    def told(of: Report) -> object:
        return json.loads(FORMATS["json"].render(of))["old_facts"]

    assert told(with_facts(fact(FIRST_OLD))) == {"count": 1, "oldest": FIRST_OLD}
    assert told(with_facts(fact(LAST_FRESH))) is None
