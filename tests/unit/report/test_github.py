"""Annotations for GitHub, as its runner's own two parsers read them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from linkaudit.model.document import Problem, Region
from linkaudit.model.report import Evidence, Level, Report, Result, TextFinding, Verdict
from linkaudit.report import github
from tests.builders import finding, link, old_name, report, result
from tests.golden import make_report
from tests.unit.report.hostile import STRINGS
from tests.unit.report.runner import Command, first_version, is_command, second_version


def commands(made: Report) -> list[Command]:
    """Every line, which must be a command of ours and nothing else."""
    found = []
    for line in github.render(made).splitlines():
        command = second_version(line)
        assert command is not None, line
        assert first_version(line) is None, line
        assert command.name in {"error", "warning", "notice"}
        found.append(command)
    return found


@pytest.mark.parametrize(
    "line",
    ["::error::x", "  ::set-env name=PATH::x", "a ##[error]x", "###[warning]x"],
)
def test_the_parsers_of_this_test_see_what_the_runner_sees(line: str) -> None:
    """Hostile web, part E."""
    assert is_command(line)


def test_an_annotation_says_where_what_and_what_to_do() -> None:
    proof = Evidence("http", "404, 100%")
    found = finding(message="gone: for good", evidence=[proof], replacement="https://b.example/")

    (command,) = commands(report(result(found, link=link(path="a,b:c%0A.md", line=3, column=5))))

    assert command.name == "error"
    assert command.properties == {
        "file": "a,b:c%0A.md",
        "line": "3",
        "col": "5",
        "endColumn": "23",
        "endLine": "3",
        "title": "dead (not-found)",
    }
    assert command.data.splitlines() == [
        "https://a.example/",
        "Gone: for good.",
        "Possible replacement: https://b.example/",
        "Evidence (http): 404, 100%",
    ]


def test_a_region_of_several_lines_has_no_columns() -> None:
    """GitHub: columns are for annotations within one line."""
    written = replace(link(), region=Region(3, 9, 4, 2))

    (command,) = commands(report(result(finding(), link=written)))

    assert (command.properties["line"], command.properties["endLine"]) == ("3", "4")
    assert not {"col", "endColumn"} & set(command.properties)


def test_standard_input_has_no_file_to_annotate() -> None:
    (command,) = commands(report(result(finding(), link=link(path="-"))))

    assert set(command.properties) == {"title"}


def test_remarks_problems_and_an_interruption_are_annotations_too() -> None:
    made = report(
        problems=[Problem("big.md", "too large")],
        text_findings=[old_name()],
        interruption="no network",
    )

    told = [(one.name, one.properties["title"]) for one in commands(made)]

    assert told == [
        ("error", "linkaudit"),
        ("error", "not-audited"),
        ("warning", "outdated-name"),
    ]


def many(level: Level, number: int) -> list[Result]:
    found = finding(f"rule-{level.word}", Verdict.DEAD, level)
    return [result(found, link=link(line=line)) for line in range(1, number + 1)]


def names(made: Report) -> list[str]:
    return [command.name for command in commands(made)]


def test_the_worst_stands_first() -> None:
    made = report(*many(Level.NOTE, 2), *many(Level.ERROR, 2), *many(Level.WARNING, 2))

    assert names(made) == ["error"] * 2 + ["warning"] * 2 + ["notice"] * 2


@pytest.mark.parametrize("level", [Level.ERROR, Level.WARNING, Level.NOTE])
def test_ten_of_a_level_are_all_shown(level: Level) -> None:
    assert len(commands(report(*many(level, 10)))) == 10


@pytest.mark.parametrize(
    ("errors", "warnings", "notes", "told"),
    [
        (13, 0, 0, "3 errors"),
        (11, 12, 0, "1 error, 2 warnings"),
        (0, 0, 11, "2 notices"),
        (11, 0, 10, "1 error, 1 notice"),
    ],
)
def test_what_github_would_drop_is_counted_in_a_last_notice(
    errors: int, warnings: int, notes: int, told: str
) -> None:
    """GitHub shows ten of each level for a step, and says nothing of the others."""
    made = report(
        *many(Level.ERROR, errors), *many(Level.WARNING, warnings), *many(Level.NOTE, notes)
    )

    found = commands(made)

    assert found[-1].data.startswith(f"{told} not shown: GitHub takes 10")
    assert all([one.name for one in found].count(name) <= 10 for name in names(made))


def test_an_interruption_keeps_its_place_among_ten_errors() -> None:
    found = commands(report(*many(Level.ERROR, 10), interruption="no network"))

    assert [one.name for one in found] == ["error"] * 10 + ["notice"]
    assert found[0].data == "Incomplete run: no network."
    assert found[-1].data.startswith("1 error not shown")


@pytest.mark.parametrize("hostile", STRINGS)
def test_no_text_is_a_command_of_its_own(hostile: str) -> None:
    """Hostile web, part E: not as it is sent, and not as the runner shows it either."""
    found = finding(
        message=hostile, evidence=[Evidence("page", hostile, hostile)], replacement=hostile
    )
    unused = finding("x", Verdict.OK, Level.NOTE, message=hostile)
    made = report(
        result(found, link=link(hostile, path=hostile, text=hostile)),
        problems=[Problem(hostile, hostile)],
        text_findings=[
            old_name(hostile, path=hostile),
            TextFinding(hostile, Region(1, 1, 1, 1), "", unused),
        ],
        interruption=hostile or "no network",
    )

    told = commands(made)

    assert [one.name for one in told] == ["error"] * 3 + ["warning", "notice"]
    for one in told:
        assert set(one.properties) <= {"file", "line", "col", "endLine", "endColumn", "title"}
        for line in (*one.data.splitlines(), *one.properties.values()):
            assert first_version(line) is None
        for line in one.data.splitlines():
            assert second_version(line) is None
    assert "hush" not in github.render(made)


def test_a_full_report_is_commands_only() -> None:
    assert len(commands(make_report())) == 9 + 6 + 3 + len(["the baseline"])
