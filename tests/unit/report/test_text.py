"""The summary on a terminal."""

from __future__ import annotations

import pytest

from linkaudit.model.document import Problem
from linkaudit.model.report import Level
from linkaudit.report import RenderOptions, text
from tests.builders import aside, finding, link, old_name, report, result


def test_a_finding_has_its_place_verdict_and_message() -> None:
    found = result(finding(replacement="https://a.example/new"), link=link("/old", line=3))

    assert text.render(report(found)) == (
        "article.md:3:1  dead           /old\n"
        "    the page does not exist\n"
        "    possible replacement: https://a.example/new\n"
        "\n"
        "1 link in 1 document: 1 dead\n"
        "Not ready to republish: 1 link is broken.\n"
    )


def test_an_old_name_has_its_place_rule_and_the_new_name() -> None:
    assert text.render(report(text_findings=[old_name(line=3, column=5)])) == (
        "article.md:3:5  outdated-name  Cog Cloud\n"
        "    Cog Cloud was renamed to Cog Grid on 2021-09-08\n"
        "    replace with: Cog Grid\n"
        "\n"
        "0 links in 1 document\n"
        "No links found in 1 document; 1 outdated name needs review.\n"
    )


def test_what_is_only_noted_of_a_name_takes_one_line_for_all_places() -> None:
    noted = [aside(line=line) for line in (3, 5, 8, 9)]

    assert text.render(report(text_findings=noted)) == (
        "note: Cog Cloud takes no new customers since 2026-03-01: "
        "article.md:3, article.md:5, article.md:8 and 1 more\n"
        "\n"
        "0 links in 1 document\n"
        "No links found in 1 document.\n"
    )


def test_a_run_without_links_says_so() -> None:
    assert text.render(report()).startswith("0 links in 1 document\n")


def test_words_are_coloured_by_their_level() -> None:
    def paint(words: str, level: Level) -> str:
        return f"<{level.word} {words.strip()}>"

    bad = report(result(finding()), problems=[Problem("big.md", "too large")])

    shown = text.render(bad, RenderOptions(paint=paint))

    assert "<error dead>" in shown
    assert "big.md: <error too large>" in shown


@pytest.mark.parametrize("hostile", ["::error::x", " ::set-env::x", "##[error]x", "a ###[group]x"])
def test_no_line_is_a_command_to_github(hostile: str) -> None:
    """Hostile web, part E: the runner looks for `::` at the start of a line, `##[` anywhere."""
    bad = result(finding(message=hostile), link=link(hostile, path=hostile, text=hostile))

    for line in text.render(report(bad, problems=[Problem(hostile, hostile)])).splitlines():
        assert not line.strip().startswith("::")
        assert "##[" not in line
