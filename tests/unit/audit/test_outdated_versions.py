"""Versions without support in an article's own words: tables of sentences, and how they are found.

The tables are in `tests/cases/versions`; that folder's README says which were open from the start.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from linkaudit.audit.old_names import find_old_names
from linkaudit.audit.policy import Policy
from linkaudit.model.report import Level, TextFinding, Verdict
from linkaudit.rules.packs.versions import builtin_versions
from tests.builders import TODAY, document
from tests.marks import marked

CASES = Path(__file__).parents[2] / "cases" / "versions"
VERSIONS = builtin_versions()


def found(text: str, path: str = "article.md", as_of: date = TODAY) -> list[TextFinding]:
    return find_old_names([document(text, path=path)], {}, Policy(as_of, versions=VERSIONS))


def cases(name: str) -> list[str]:
    lines = (CASES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.replace("\\n", "\n") for line in lines]


def is_heard(case: str) -> bool:
    text, regions = marked(case)
    return [remark.region for remark in found(text)] == regions


@pytest.mark.parametrize(
    ("table", "number", "least"), [("first", 50, 46), ("second", 50, 45), ("later", 79, 73)]
)
def test_most_versions_that_readers_are_to_use_are_heard(
    table: str, number: int, least: int
) -> None:
    """Issue 17: at least 80 of the 100 in the first two tables."""
    heard = [is_heard(case) for case in cases(f"guilty-{table}")]

    print(f"guilty-{table}: {sum(heard)} of {len(heard)} heard")
    assert len(heard) == number
    assert sum(heard) >= least


@pytest.mark.parametrize(("table", "number"), [("first", 50), ("second", 50), ("later", 120)])
def test_what_is_a_minimum_or_history_or_told_is_let_be(table: str, number: int) -> None:
    """Issue 17: at most 2 of the 100 in the first two tables. None is known to be false now."""
    false = [case for case in cases(f"innocent-{table}") if found(case)]

    print(f"innocent-{table}: {len(false)} of {number} false")
    assert len(cases(f"innocent-{table}")) == number
    assert false == []


def test_it_is_a_note_with_day_source_and_a_version_to_go_on_with() -> None:
    [remark] = found("Choose the **Python** 3.7.4 runtime.")

    assert remark.text == "Python 3.7.4"
    finding = remark.finding
    assert finding.rule == "outdated-version"
    assert (finding.verdict, finding.level) == (Verdict.RETIRED, Level.NOTE)
    assert finding.message == (
        "support for Python 3.7 ended on 2023-06-27; Python 3.14 is supported until 2030-10-31"
    )
    [proof] = finding.evidence
    assert (proof.source, proof.url) == ("pack", "https://endoflife.date/python")


@pytest.mark.parametrize(
    ("as_of", "number"), [(date(2023, 6, 27), 0), (date(2023, 6, 28), 1), (TODAY, 1)]
)
def test_on_its_last_day_a_version_is_supported(as_of: date, number: int) -> None:
    assert len(found("Choose the Python 3.7 runtime.", as_of=as_of)) == number


def test_each_version_is_reported_once_per_section() -> None:
    text = "Use Python 3.7.\n\nUse Python 3.7.\n\n# B\n\nUse Python 3.7 and install Node.js 12.\n"

    assert [(r.text, r.region.line) for r in found(text)] == [
        ("Python 3.7", 1),
        ("Python 3.7", 7),
        ("Node.js 12", 7),
    ]


def test_a_section_that_tells_of_the_end_excuses_its_mentions() -> None:
    assert found("Use Python 3.7.\n\nPython 3.7 is past its end of life.") == []


def test_many_versions_of_a_product_are_a_comparison() -> None:
    several = "".join(f"- Install Python 3.{minor}\n" for minor in (5, 6, 7, 8))

    assert found(several) == []
    assert len(found(several[: several.rindex("- ")])) == 3


@pytest.mark.parametrize(
    "path", ["CHANGELOG.md", "docs/release-notes.md", "docs/v3.7/intro.md", "NEWS.md", "HISTORY.md"]
)
def test_files_of_history_and_of_that_version_are_let_be(path: str) -> None:
    assert found("Use Python 3.7.", path=path) == []


def test_node_is_node_js_only_beside_its_kind() -> None:
    assert found("Install Node 12 and npm.") != []
    assert found("Restart Node 12 of the cluster.") == []
    assert found("Install Node 12 in the rack.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Python 3.6 oder höher muss auf dem Rechner installiert sein. Das ist nicht viel.",
        "В Python 3.6 и выше это работает. Используйте Python 3.6.",
        "使用 Python 3.6 运行。",
        "Pour cela, installez Python 3.6 sur une machine avec les droits pour le faire.",
    ],
)
def test_other_languages_are_not_judged_by_english_grammar(text: str) -> None:
    assert found(text) == []


def test_without_the_pack_no_version_is_known() -> None:
    page = document("Choose the Python 3.7 runtime.")

    assert find_old_names([page], {}, Policy(TODAY)) == []
