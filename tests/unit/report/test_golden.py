"""One report with every verdict, as each reporter writes it, against the files in tests/golden."""

from __future__ import annotations

import re

import pytest

from linkaudit.model.report import Level, Verdict
from linkaudit.report.markdown import render as markdown
from tests.builders import finding, report, result
from tests.golden import EXPECTED, HERE, make_report
from tests.unit.report.hostile import read

HINT = "look at the difference; if it is meant: python -m tests.golden"


@pytest.mark.parametrize("name", list(EXPECTED))
def test_a_report_reads_as_expected(name: str) -> None:
    expected = (HERE / name).read_bytes().decode()

    assert EXPECTED[name](make_report()) == expected, HINT


def test_the_report_has_every_verdict() -> None:
    assert {result.verdict for result in make_report().results} == set(Verdict)


def test_hostile_text_does_nothing_in_the_markdown_report() -> None:
    """Hostile web, part E."""
    seen = read(EXPECTED["report.md"](make_report()))

    text = {
        "h1",
        "h2",
        "h3",
        "p",
        "br",
        "wbr",
        "strong",
        "small",
        "sub",
        "a",
        "code",
        "ul",
        "ol",
        "li",
    }
    table = {"table", "thead", "tbody", "tr", "th", "td"}
    assert set(seen.tags) == {"mark", "blockquote", "details", "summary"} | text | table
    assert [link for link in seen.links if not re.match(r"https?://|#|\.\./", link)] == []
    assert seen.tags.count("td") == 5 * 14 + 4 * 16 + 2 * 3 + 2 * 3 + 4 * 3 + 4 * 4 + 3 * 4


def test_every_link_within_the_report_leads_to_a_heading() -> None:
    """GitHub's anchors: lower-case, blanks to dashes, punctuation dropped."""
    text = EXPECTED["report.md"](make_report())
    headings = re.findall(r"^##+ (.+)$", text, re.M)
    slugs = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}

    links = [link[1:] for link in read(text).links if link.startswith("#")]

    others = ["changed since publication", "new since the last run", "in the baseline"]
    assert len(links) == len(Verdict) + len(["1.", "2.", "3.", "4."]) + len(others)
    assert set(links) <= slugs


@pytest.mark.parametrize("name", sorted({*EXPECTED} - {"report.md", "report.github.txt"}))
def test_no_line_of_the_output_is_a_command_to_github(name: str) -> None:
    """Hostile web, part E: `::` at the start of a line, `##[` anywhere in it."""
    for line in EXPECTED[name](make_report()).splitlines():
        assert not line.strip().startswith("::")
        assert "##[" not in line


@pytest.mark.parametrize("name", list(EXPECTED))
def test_no_secret_and_no_control_character_gets_out(name: str) -> None:
    """The contract: secrets in URLs read `***` in every output."""
    text = EXPECTED[name](make_report())

    assert "secret" not in text.replace("/secure", "")
    assert "hush" not in text
    assert re.findall(r"[\x00-\x09\x0b-\x1f\x7f\u202e\ud800-\udfff]", text) == []


def test_a_note_of_nothing_that_can_be_seen_is_none() -> None:
    assert markdown.render(report(note=" \x00\u202e")) == markdown.render(report())


def test_how_a_link_is_written_is_told_though_its_page_is_fine() -> None:
    unused = finding("unused-definition", Verdict.OK, Level.NOTE, message="nothing uses it")

    text = markdown.render(report(result(unused), result()))

    assert text.count("Nothing uses it.") == 1
    assert text.index("Nothing uses it.") < text.index("<summary>1 link</summary>")


def test_a_report_of_nothing_has_nothing_to_do() -> None:
    text = markdown.render(report())

    assert "Nothing to do." in text
    assert "| Verdict |" not in text
    assert "**No links found in 1 document.**" in text
