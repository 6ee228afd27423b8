"""The report for programs: valid by its own schema, and the same bytes for the same facts."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from linkaudit.model.document import LinkKind
from linkaudit.model.history import FailureStreak
from linkaudit.model.http import FailureKind
from linkaudit.model.report import Evidence, Level, Verdict
from linkaudit.report import json_
from tests.builders import NOON, finding, link, observation, report, result
from tests.golden import make_report
from tests.unit.report.hostile import STRINGS

SCHEMA = json.loads(json_.schema())
LINK = SCHEMA["properties"]["links"]["items"]["properties"]
REMARK = SCHEMA["properties"]["remarks"]["items"]
FINDING = SCHEMA["$defs"]["finding"]


def valid(text: str) -> Any:
    document = json.loads(text)
    Draft202012Validator(SCHEMA).validate(document)
    return document


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_a_full_report_is_valid() -> None:
    """The contract: schema `linkaudit/1`."""
    document = valid(json_.render(make_report()))

    assert document["schema"] == "linkaudit/1"
    assert (
        document["summary"]["links"]
        == len(document["links"])
        == sum(document["summary"]["verdicts"].values())
    )


def test_an_empty_report_is_valid() -> None:
    document = valid(json_.render(report()))

    assert (document["interruption"], document["note"], document["links"]) == (None, None, [])


@pytest.mark.parametrize("field", [*REMARK["required"], *FINDING["required"]])
def test_a_remark_without_one_of_its_fields_is_not_valid(field: str) -> None:
    document = json.loads(json_.render(make_report()))
    del document["remarks"][0][field]

    with pytest.raises(ValidationError):
        Draft202012Validator(SCHEMA).validate(document)


@pytest.mark.parametrize("field", [*LINK])
def test_a_record_without_one_of_its_fields_is_not_valid(field: str) -> None:
    """The contract: fields may be added, never renamed or dropped."""
    document = json.loads(json_.render(make_report()))
    del document["links"][0][field]

    with pytest.raises(ValidationError):
        Draft202012Validator(SCHEMA).validate(document)


def test_the_schema_knows_the_words_of_the_program() -> None:
    assert SCHEMA["$defs"]["verdict"]["enum"] == list(Verdict)
    assert LINK["kind"]["enum"] == [kind.value for kind in LinkKind]
    assert LINK["level"]["enum"] == [level.word for level in Level]


@pytest.mark.parametrize("hostile", STRINGS)
def test_any_text_gives_a_valid_report_without_control_characters(hostile: str) -> None:
    """Hostile web, part E; the contract: no control characters, secrets read `***`."""
    found = finding(
        message=hostile, evidence=[Evidence("page", hostile, hostile)], replacement=hostile or None
    )
    made = report(
        result(found, link=link(hostile, path=hostile or "-", text=hostile)), note=hostile
    )

    text = json_.render(made)
    record = valid(text)["links"][0]

    assert "##[" not in text
    assert "hush" not in text
    assert text.replace("\n", "").isprintable()
    assert record["url"].isprintable()


def test_text_that_github_could_take_for_a_command_reads_back_as_it_was() -> None:
    made = report(result(link=link("https://a.example/##[error]x", text="###[error]x")))

    record = valid(json_.render(made))["links"][0]

    assert record["destination"] == "https://a.example/##[error]x"
    assert record["text"] == "###[error]x"


def test_the_record_says_what_was_asked_and_what_came() -> None:
    record = valid(json_.render(make_report()))["links"][2]

    assert record["url"] == "https://manual.example/tour#requirments"
    assert (record["status"], record["final_url"]) == (200, "https://manual.example/tour")
    assert (record["verdict"], record["level"]) == ("anchor-missing", "error")
    assert record["checked_at"] == "2026-11-23T12:00:00Z"
    assert record["findings"][0]["certain"] is False


def test_a_failure_is_told_in_words() -> None:
    links = valid(json_.render(make_report()))["links"]

    failures = {record["destination"]: record["failure"] for record in links}

    assert failures["https://slow.example/"] == f"{FailureKind.TIMEOUT.value}: no answer in 20 s"
    assert failures["mailto:me@a.example"] == "'mailto:' links are not checked"
    assert failures["https://ok.example/"] is None


def test_a_file_has_no_status_and_an_unknown_moment_is_null() -> None:
    links = valid(json_.render(make_report()))["links"]
    record = next(record for record in links if record["destination"] == "guide.md#install")

    assert (record["status"], record["final_url"], record["url"]) == (
        None,
        None,
        "guide.md#install",
    )
    assert record["uses"] == [{"line": 33, "column": 3}, {"line": 34, "column": 8}]
    assert record["checked_at"] is None


def test_the_same_facts_give_the_same_bytes() -> None:
    assert json_.render(make_report()) == json_.render(make_report())


def test_the_past_stands_in_the_record() -> None:
    past = FailureStreak(NOON - timedelta(days=9), NOON - timedelta(days=3), NOON, 3)
    seen = replace(observation(), is_cached=True)

    record = valid(json_.render(report(replace(result(seen=seen), past=past))))["links"][0]

    assert record["remembered"] is True
    assert record["last_ok_at"] == "2026-11-14T12:00:00Z"
    assert record["first_failed_at"] == "2026-11-20T12:00:00Z"
