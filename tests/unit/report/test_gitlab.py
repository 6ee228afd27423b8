"""The report as GitLab's Code Quality, held against what GitLab says that it reads."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from linkaudit.model.document import Problem
from linkaudit.model.report import Level, Report, Result
from linkaudit.report import gitlab
from tests.builders import finding, link, report, result
from tests.golden import make_report

# docs.gitlab.com, "Code Quality report format"; written after its table of fields.
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "location", "severity"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "minLength": 1, "not": {"pattern": "^\\./"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def read(made: Report) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(gitlab.render(made))
    jsonschema.validate(found, SCHEMA)
    return found


def at(path: str, *, line: int = 1, level: Level = Level.ERROR) -> Result:
    return result(finding(level=level), link=link(path=path, line=line))


def test_all_that_there_is_to_act_on_stands_there_once() -> None:
    parts = [Problem("big.md", f"line {line} is too long: not read") for line in (1, 2)]
    made = replace(make_report(), problems=(*make_report().problems, *parts))

    found = read(made)

    to_act_on = sum(len([f for f in r.to_act_on if f.level > Level.NONE]) for r in made.results)
    remarks = [r for r in made.text_findings if not r.is_accepted and r.finding.level > Level.NONE]
    assert len(found) == to_act_on + len(remarks) + len(made.problems)
    assert len({one["fingerprint"] for one in found}) == len(found)


@pytest.mark.parametrize(
    ("level", "severity"),
    [(Level.ERROR, "major"), (Level.WARNING, "minor"), (Level.NOTE, "info")],
)
def test_a_level_is_a_severity(level: Level, severity: str) -> None:
    [one] = read(report(at("./b.md", level=level)))

    assert one["severity"] == severity
    assert one["location"]["path"] == "b.md"


def test_the_same_link_in_two_documents_is_two_findings() -> None:
    both = [at("a.md"), at("b.md")]

    assert len({one["fingerprint"] for one in read(report(*both))}) == 2


def test_a_fingerprint_stays_when_lines_move() -> None:
    [before], [after] = read(report(at("a.md", line=3))), read(report(at("a.md", line=9)))

    assert before["fingerprint"] == after["fingerprint"]
    assert (before["location"]["lines"], after["location"]["lines"]) == ({"begin": 3}, {"begin": 9})


def test_a_report_with_nothing_to_act_on_is_an_empty_list() -> None:
    assert gitlab.render(report()) == "[]\n"
