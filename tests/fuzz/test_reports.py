"""Every report of every hostile text is whole, inert and without a secret: section E."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from linkaudit.model.document import Problem, Region
from linkaudit.model.http import Failure, FailureKind, Hop, Refresh
from linkaudit.model.report import Evidence, Level, NotAsked, Report, TextFinding, Unasked, Verdict
from linkaudit.report import csv_, github, gitlab, json_, junit, sarif, text
from linkaudit.report.comment import truncated
from linkaudit.report.formats import RenderOptions
from linkaudit.report.markdown import render as markdown
from linkaudit.rules.registry import RULES
from linkaudit.text.redact import shown
from tests.builders import answer, change, finding, link, observation, old_name, report, result
from tests.fuzz import EXAMPLES
from tests.fuzz.texts import CONTROL, NAMES, TEXTS
from tests.unit.report.hostile import read
from tests.unit.report.runner import first_version, is_command, second_version
from tests.unit.report.test_sarif import flaws, needs_schema

JSON_SCHEMA = Draft202012Validator(json.loads(json_.schema()))
MANY = st.tuples(NAMES, NAMES, NAMES, *[TEXTS] * 10).map(list)


def made_of(texts: Sequence[str]) -> Report:
    """A report in which each text stands wherever a stranger's may."""
    path, other, third, place, words, told, quote, source, new, uri, why, note, name = texts
    found = finding(
        message=told,
        evidence=[Evidence("page", quote, source, "2026-11-23"), Evidence("http", quote, uri)],
        replacement=new,
        certain=True,
    )
    aged = finding("service-ended", Verdict.RETIRED, Level.WARNING, message=why, replacement=new)
    asked = observation(
        outcome=answer(uri, 200), hops=[Hop(uri, 301), Hop(new, 200, Refresh(new, words))]
    )
    failed = observation(outcome=Failure(FailureKind.PROTOCOL, why, uri))
    seen_by = [
        result(found, aged, link=link(place, path=path, text=words), seen=asked),
        result(link=link(place, path=path, line=2, text=words), seen=asked,
               change=change("2026-01-02", quote)),
        result(aged, link=link(place, path=other, url=uri, text=words), seen=failed),
        result(finding("invalid-url", Verdict.INVALID, message=why), link=link(place, path=other),
               seen=observation(outcome=NotAsked(Unasked.INVALID, why))),
    ]  # fmt: skip
    unused = finding("unused-suppression", Verdict.OK, Level.NOTE, message=why)
    return report(
        *seen_by,
        documents=[path, other],
        problems=[Problem(third, why)],
        text_findings=[old_name(name, new, path=path, evidence=[Evidence("pack", quote, source)]),
                 TextFinding(other, Region(1, 1, 1, 1), "", unused)],
        published={path: date(2020, 12, 8)},
        note=note,
        interruption=why,
    )  # fmt: skip


def tamed(texts: Sequence[str]) -> list[str]:
    """A word for each text: the same for the same, and nothing where there is nothing to see."""
    words = {
        text: f"word{n}" if shown(text).strip() else text and " " for n, text in enumerate(texts)
    }
    return [words[text] for text in texts]


def assert_quiet(made: str) -> None:
    """No character of control, no secret, and no line that is a command to GitHub's runner."""
    assert CONTROL.findall(made.replace("\n", "")) == []
    assert "hush" not in made
    assert [line for line in made.split("\n") if is_command(line)] == []
    assert made.encode("utf-8")


@EXAMPLES
@given(MANY)
def test_json_is_valid_and_quiet(texts: list[str]) -> None:
    made = json_.render(made_of(texts))

    assert_quiet(made)
    document = json.loads(made)
    JSON_SCHEMA.validate(document)
    assert [one["text"] for one in document["links"][:2]] == [shown(texts[4])] * 2
    assert document["links"][0]["findings"][0]["message"] == shown(texts[5])


@needs_schema
@EXAMPLES
@given(MANY)
def test_sarif_is_valid_and_quiet(texts: list[str]) -> None:
    made = sarif.render(made_of(texts), RenderOptions(rules=RULES))

    assert_quiet(made)
    log = json.loads(made)
    assert flaws(log) == []
    for one in strings(log["runs"][0]["results"], "text"):
        assert not re.search(r"\]\(", one), "a link within a message"


def strings(value: Any, key: str) -> list[str]:
    """Every text under a key, however deep."""
    if isinstance(value, list):
        return [found for item in value for found in strings(item, key)]
    if isinstance(value, dict):
        own = [value[key]] if isinstance(value.get(key), str) else []
        return own + [found for item in value.values() for found in strings(item, key)]
    return []


@EXAMPLES
@given(MANY)
def test_junit_is_xml_of_one_shape_and_quiet(texts: list[str]) -> None:
    made = junit.render(made_of(texts))

    assert_quiet(made)
    assert shape(made) == shape(junit.render(made_of(tamed(texts))))


def shape(xml: str) -> list[str]:
    return [element.tag for element in ET.fromstring(xml).iter()]  # noqa: S314  our own


@EXAMPLES
@given(MANY)
def test_gitlab_s_list_is_valid_and_quiet(texts: list[str]) -> None:
    made = gitlab.render(made_of(texts))

    assert_quiet(made)
    found = json.loads(made)
    assert len({one["fingerprint"] for one in found}) == len(found) > 0


@EXAMPLES
@given(MANY)
def test_csv_reads_back_and_no_cell_is_a_formula(texts: list[str]) -> None:
    made = csv_.render(made_of(texts))

    assert_quiet(made)
    rows = list(csv.reader(io.StringIO(made), strict=True))
    assert {len(row) for row in rows} == {len(csv_.COLUMNS)}
    assert len(rows) == len(list(csv.reader(io.StringIO(csv_.render(made_of(tamed(texts)))))))
    assert [cell for row in rows for cell in row if re.match(r"\s*[=+\-@\t\r]", cell)] == []


@EXAMPLES
@given(MANY)
def test_every_line_for_github_is_one_command_of_ours(texts: list[str]) -> None:
    made = github.render(made_of(texts))

    assert "hush" not in made
    commands = [second_version(line) for line in made.splitlines()]
    for command in commands:
        assert command is not None
        assert command.name in ("error", "warning", "notice")
        assert set(command.properties) <= {"file", "line", "col", "endLine", "endColumn", "title"}
        for line in (*command.data.split("\n"), *command.properties.values()):
            assert first_version(line) is None
            assert CONTROL.findall(line) == []
        assert [line for line in command.data.split("\n") if second_version(line)] == []
    assert len(commands) == len(github.render(made_of(tamed(texts))).splitlines())


@EXAMPLES
@given(MANY)
def test_the_summary_for_people_is_quiet_and_as_long_as_any(texts: list[str]) -> None:
    made = text.render(made_of(texts))

    assert_quiet(made)
    assert made.count("\n") == text.render(made_of(tamed(texts))).count("\n")


ALLOWED = {
    *("h1", "h2", "h3", "p", "br", "wbr", "strong", "small", "sub", "a", "code", "ol", "ul", "li"),
    *("table", "thead", "tbody", "tr", "th", "td", "mark", "blockquote", "details", "summary"),
}
BUILT_OF = {
    "ol",
    "h1",
    "h2",
    "h3",
    "ul",
    "li",
    "table",
    "tr",
    "th",
    "td",
    "details",
    "blockquote",
    "mark",
}


@EXAMPLES
@given(MANY, st.sampled_from(["", "reports", "https://github.example/a/b/blob/c"]))
def test_markdown_is_inert_and_of_one_shape(texts: list[str], folder: str) -> None:
    made = markdown.render(made_of(texts), RenderOptions(folder))

    assert_quiet(made)
    seen = read(made)
    assert set(seen.tags) <= ALLOWED
    assert [
        to for to in seen.links if re.match(r"(?!https?:)[a-z][a-z0-9+.-]*:|//", to, re.I)
    ] == []
    assert built(seen.tags) == built(
        read(markdown.render(made_of(tamed(texts)), RenderOptions(folder))).tags
    )


def built(tags: Sequence[str]) -> Counter[str]:
    return Counter(tag for tag in tags if tag in BUILT_OF)


@EXAMPLES
@given(MANY, st.integers(0, 30_000))
def test_what_does_not_fit_is_cut_and_as_inert(texts: list[str], room: int) -> None:
    whole = markdown.render(made_of(texts))

    made = truncated(whole, room)

    assert len(made.encode()) <= max(room, len(whole.encode()) if made == whole else 0)
    assert set(read(made).tags) <= ALLOWED
    assert made in ("", whole) or "did not fit" in made
    assert len(re.findall("^<details>", made, re.M)) == len(re.findall("^</details>", made, re.M))


@pytest.mark.parametrize("words", ["hush", "word"])
def test_these_tests_see_a_secret(words: str) -> None:
    """A test that could not fail would not be one."""
    if words == "hush":
        with pytest.raises(AssertionError):
            assert_quiet(words)
    else:
        assert_quiet(words)
