"""The report for the test panes of CI servers, as an XML parser reads it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from linkaudit.model.document import Problem
from linkaudit.model.report import Evidence, Level, Report, Verdict
from linkaudit.report import junit
from tests.builders import finding, link, old_name, report, result
from tests.golden import make_report
from tests.unit.report.hostile import STRINGS

# XML 1.0 §2.2: what no document may hold, not even as a reference.
ILLEGAL = [*range(9), 0xB, 0xC, *range(0xE, 0x20), 0xD800, 0xDFFF, 0xFFFE, 0xFFFF]
COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def read(made: Report) -> ET.Element:
    return ET.fromstring(junit.render(made))  # noqa: S314  written by us a moment ago


def cases(root: ET.Element) -> list[ET.Element]:
    return list(root.iter("testcase"))


def test_every_link_remark_and_problem_is_a_case_of_its_own() -> None:
    parts = [Problem("big.md", f"line {line} is too long: not read") for line in (1, 2)]
    made = replace(make_report(), problems=(*make_report().problems, *parts))

    found = cases(read(made))

    assert len(found) == len(made.results) + len(made.text_findings) + len(made.problems)
    assert len({(case.get("classname"), case.get("name")) for case in found}) == len(found)


def test_the_numbers_are_those_of_the_cases() -> None:
    root = read(make_report())

    for element in (root, *root.iter("testsuite")):
        inner = Counter(child.tag for case in cases(element) for child in case)
        assert element.get("tests") == str(len(cases(element)))
        for name, tag in COUNTED.items():
            assert element.get(name) == str(inner[tag]), name


@pytest.mark.parametrize(
    ("verdict", "level", "tags"),
    [
        (Verdict.DEAD, Level.ERROR, ["failure"]),
        (Verdict.RENAMED, Level.WARNING, ["system-out"]),
        (Verdict.BLOCKED, Level.NOTE, ["system-out"]),
        (Verdict.SKIPPED, Level.NONE, ["skipped"]),
        (Verdict.UNCHECKED, Level.NONE, ["skipped"]),
    ],
)
def test_a_level_decides_what_a_case_is(verdict: Verdict, level: Level, tags: list[str]) -> None:
    (case,) = cases(read(report(result(finding("x", verdict, level)))))

    assert [child.tag for child in case] == tags


@pytest.mark.parametrize(
    ("fail_on", "tags"),
    [
        (Level.WARNING, ["failure"]),
        ("service-ended", ["failure"]),
        ("not-found", ["system-out"]),
        (Level.ERROR, ["system-out"]),
    ],
)
def test_what_fails_the_run_is_a_failure(fail_on: Level | str, tags: list[str]) -> None:
    ended = result(finding("service-ended", Verdict.RETIRED, Level.WARNING))

    (case,) = cases(read(replace(report(ended), fail_on=fail_on)))

    assert [child.tag for child in case] == tags


def test_a_link_that_is_well_passes() -> None:
    (case,) = cases(read(report(result())))

    assert list(case) == []


def test_a_failure_tells_all_errors_and_the_rest_is_output() -> None:
    found = [
        finding(message="gone", replacement="https://b.example/", certain=True),
        finding("refused", Verdict.REFUSED, message="not public"),
        finding("service-ended", Verdict.RETIRED, Level.WARNING, message="it ended"),
    ]

    (case,) = cases(read(report(result(*found))))

    assert case.findtext("failure") == (
        "error not-found: Gone.\nReplace with: https://b.example/\nerror refused: Not public."
    )
    assert case.findtext("system-out") == "warning service-ended: It ended."


def test_what_was_not_audited_is_an_error() -> None:
    made = report(
        problems=[Problem("big.md", "too large")],
        text_findings=[old_name()],
        interruption="no network",
    )

    root = read(made)

    assert [(case.get("classname"), case[0].tag) for case in cases(root)] == [
        ("article.md", "system-out"),
        ("big.md", "error"),
        ("linkaudit", "error"),
    ]
    assert root.get("errors") == "2"


@pytest.mark.parametrize("hostile", [*STRINGS, *(f"a{chr(code)}b" for code in ILLEGAL)])
def test_any_text_gives_a_document_that_can_be_parsed(hostile: str) -> None:
    """Hostile web, part E; XML 1.0 §2.2."""
    found = finding(
        message=hostile, evidence=[Evidence("page", hostile, hostile)], replacement=hostile
    )
    made = report(
        result(found, link=link(hostile, path=hostile, text=hostile)),
        problems=[Problem(hostile, hostile)],
        text_findings=[old_name(hostile, hostile, path=hostile)],
        interruption=hostile,
    )

    text = junit.render(made)

    assert {child.tag for case in cases(read(made)) for child in case} >= {"failure", "error"}
    assert "##[" not in text
    assert "hush" not in text
    assert all(not line.strip().startswith("::") for line in text.splitlines())


def test_text_that_github_could_take_for_a_command_reads_back_as_it_was() -> None:
    (case,) = cases(read(report(result(finding(message="a ##[error]x")))))

    assert case.find("failure").get("message") == "a ##[error]x"  # type: ignore[union-attr]  # None fails, too
