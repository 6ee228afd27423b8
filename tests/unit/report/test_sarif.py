"""The report for code scanning: valid by SARIF's schema, places exact, fingerprints that last.

The schema comes from npm's package `@microsoft/jest-sarif`, which `tasks.py` fetches into the
environment; it is not part of this repository.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from linkaudit.model.baseline import Baseline, BaselineEntry
from linkaudit.model.document import LinkKind, Problem, Region
from linkaudit.model.report import (
    Comparison,
    Evidence,
    Finding,
    Level,
    PreviousVerdict,
    Report,
    Verdict,
)
from linkaudit.report import sarif
from linkaudit.report.formats import RenderOptions
from linkaudit.rules.registry import RULES
from tests.builders import NOON, finding, link, old_name, report, result
from tests.golden import make_report
from tests.unit.report.hostile import STRINGS

SCHEMA = Path(sys.prefix) / "sarif-schema" / "sarif-2.1.0.json"
needs_schema = pytest.mark.skipif(
    not SCHEMA.exists(), reason="npm is needed once to fetch the schema: run tasks.py test"
)
NEW = "https://moved.example/new"


def run(made: Report) -> Any:
    return json.loads(sarif.render(made, RenderOptions(rules=RULES)))["runs"][0]


def results(made: Report) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run(made)["results"]
    return found


def flaws(log: Any) -> list[str]:
    validator = Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(log)]


def hostile_report(hostile: str) -> Report:
    found = finding(
        message=hostile,
        evidence=[Evidence("page", hostile, hostile)],
        replacement=hostile,
        certain=True,
    )
    return report(
        result(found, link=link(hostile, path=hostile, text=hostile)),
        problems=[Problem(hostile, hostile)],
        text_findings=[old_name(hostile, hostile, path=hostile)],
        interruption=hostile,
        baseline=Baseline(
            hostile, frozenset(), (BaselineEntry(hostile, hostile, hostile, "0" * 32),)
        ),
    )


@needs_schema
def test_a_full_report_is_valid() -> None:
    """SARIF 2.1.0, the schema as Microsoft's packages carry it."""
    assert flaws(json.loads(sarif.render(make_report(), RenderOptions(rules=RULES)))) == []


@needs_schema
@pytest.mark.parametrize(("name", "wrong"), [("level", "fatal"), ("message", {}), ("new", 1)])
def test_the_schema_objects_to_what_is_wrong(name: str, wrong: object) -> None:
    log = json.loads(sarif.render(make_report(), RenderOptions(rules=RULES)))
    log["runs"][0]["results"][0][name] = wrong

    assert len(flaws(log)) == 1


@needs_schema
@pytest.mark.parametrize("hostile", STRINGS)
def test_any_text_gives_a_valid_log(hostile: str) -> None:
    """Hostile web, part E."""
    assert (
        flaws(json.loads(sarif.render(hostile_report(hostile), RenderOptions(rules=RULES)))) == []
    )


@pytest.mark.parametrize("hostile", STRINGS)
def test_no_text_becomes_a_command_a_link_or_a_secret(hostile: str) -> None:
    """Hostile web, part E; SARIF §3.11.6: `[text](target)` in a message is a link."""
    text = sarif.render(hostile_report(hostile), RenderOptions(rules=RULES))

    assert "##[" not in text
    assert "hush" not in text
    assert text.replace("\n", "").replace("\u2060", "").isprintable()
    assert all("](" not in one["message"]["text"] for one in json.loads(text)["runs"][0]["results"])


def test_every_rule_is_described_and_every_result_points_to_its_own() -> None:
    made = run(make_report())
    rules = made["tool"]["driver"]["rules"]

    assert [rule["id"] for rule in rules] == [*(row.id for row in RULES), "not-audited"]
    for one in made["results"]:
        if "ruleIndex" in one:
            assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
    pointing = [one["ruleId"] for one in made["results"] if "ruleIndex" in one]
    assert {"not-found", "outdated-name", "not-audited"} <= set(pointing)


def test_everything_with_a_level_is_a_result_and_nothing_else() -> None:
    made = make_report()
    told = [f for item in made.results for f in item.findings if f.level > Level.NONE]

    found = [one for one in results(made) if one["baselineState"] != "absent"]

    assert len(found) == len(told) + len(made.text_findings) + len(made.problems)
    assert {one["level"] for one in found} == {"error", "warning", "note"}
    assert "skipped" not in {one["properties"]["verdict"] for one in found}


@pytest.mark.parametrize(
    ("path", "uri", "base"),
    [
        ("docs/a.md", "docs/a.md", "SRCROOT"),
        ("a b/ü.md", "a%20b/%C3%BC.md", "SRCROOT"),
        ("c:d#e?f.md", "c%3Ad%23e%3Ff.md", "SRCROOT"),
        ("100%.md", "100%25.md", "SRCROOT"),
        ("/tmp/x.md", "file:///tmp/x.md", None),  # noqa: S108  a name, and no file
    ],
)
def test_a_path_is_a_uri(path: str, uri: str, base: str | None) -> None:
    """RFC 3986 §4.2; SARIF §3.4.3."""
    (one,) = results(report(result(finding(), link=link(path=path))))

    place = one["locations"][0]["physicalLocation"]["artifactLocation"]
    assert (place["uri"], place.get("uriBaseId")) == (uri, base)


def test_a_region_counts_code_points_and_excludes_its_end() -> None:
    """SARIF §3.30, §3.14.17."""
    written = replace(link(), region=Region(3, 9, 4, 2))

    made = run(report(result(finding(), link=written)))

    assert made["columnKind"] == "unicodeCodePoints"
    assert made["results"][0]["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 3,
        "startColumn": 9,
        "endLine": 4,
        "endColumn": 2,
    }


def fingerprints(made: Report) -> list[str]:
    return [one["partialFingerprints"]["linkauditFinding/v1"] for one in results(made)]


def gone(*lines: int, path: str = "article.md", uri: str = "https://a.example/") -> Report:
    return report(*(result(finding(), link=link(uri, path=path, line=line)) for line in lines))


def test_a_fingerprint_survives_lines_that_move() -> None:
    assert fingerprints(gone(3, 9)) == fingerprints(gone(40, 90))


def test_fingerprints_differ_by_occurrence_destination_and_rule() -> None:
    other = report(result(finding("gone-too"), link=link("https://a.example/")))

    found = [*fingerprints(gone(3, 9)), *fingerprints(gone(3, uri="https://b.example/"))]
    found += fingerprints(other)

    assert len(set(found)) == 4


def test_occurrences_are_counted_for_each_file() -> None:
    first, second = gone(1).results[0], gone(1, path="b.md").results[0]

    assert len(set(fingerprints(report(first, second)))) == 1


def test_a_secret_that_is_renewed_leaves_the_fingerprint_as_it_was() -> None:
    old, new = (gone(1, uri=f"https://a.example/?token={secret}") for secret in ("one", "two"))

    assert fingerprints(old) == fingerprints(new)


def moved(replacement: str | None, *, certain: bool = True) -> Finding:
    return finding("permanent-redirect", replacement=replacement, certain=certain)


def test_a_certain_replacement_is_a_fix_of_exactly_the_destination() -> None:
    """SARIF §3.55."""
    written = replace(link("https://moved.example/old"), region=Region(3, 9, 3, 34))

    (one,) = results(report(result(moved(NEW), link=written)))

    (change,) = one["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"] == {"uri": "article.md", "uriBaseId": "SRCROOT"}
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 3, "startColumn": 9, "endLine": 3, "endColumn": 34},
            "insertedContent": {"text": NEW},
        }
    ]


@pytest.mark.parametrize(
    ("replacement", "kind"),
    [
        ("https://a.example/?token=hush", LinkKind.INLINE),
        ("https://me:secret@a.example/", LinkKind.INLINE),
        ("https://a.example/a b", LinkKind.INLINE),
        ("https://a.example/a(b)", LinkKind.INLINE),
        ("https://a.example/a|b", LinkKind.INLINE),
        ("https://a.example/a\\b", LinkKind.INLINE),
        ("https://a.example/'", LinkKind.HTML),
        ("https://a.example/?a=1&copy;=2", LinkKind.INLINE),
        ("https://a.example/ü", LinkKind.INLINE),
        ("https://a.example/x.", LinkKind.BARE),
        ("guide.md", LinkKind.BARE),
        ("guide.md", LinkKind.AUTOLINK),
        (None, LinkKind.INLINE),
    ],
)
def test_what_might_mean_something_else_in_its_place_is_no_fix(
    replacement: str | None, kind: LinkKind
) -> None:
    """The contract: secrets read `***` in every output, and `***` must not get into a file."""
    (one,) = results(report(result(moved(replacement), link=link(kind=kind))))

    assert "fixes" not in one


def test_what_is_not_certain_is_no_fix() -> None:
    (one,) = results(report(result(moved(NEW, certain=False))))

    assert "fixes" not in one
    assert "Possible replacement: https://moved.example/new" in one["message"]["text"]


def test_a_problem_is_an_error_without_a_region() -> None:
    """The contract: each problem counts as an error."""
    (one,) = results(report(problems=[Problem("big.md", "too large")]))

    assert (one["ruleId"], one["level"]) == ("not-audited", "error")
    assert one["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "big.md", "uriBaseId": "SRCROOT"}
    }


@pytest.mark.parametrize(("why", "successful"), [("", True), ("no network", False)])
def test_a_run_that_was_stopped_was_not_successful(why: str, successful: bool) -> None:
    """SARIF §3.20.14."""
    (invocation,) = run(report(interruption=why))["invocations"]

    assert invocation["executionSuccessful"] is successful
    told = [n["message"]["text"] for n in invocation.get("toolExecutionNotifications", [])]
    assert told == ([] if successful else ["Incomplete run: no network"])


def test_evidence_is_there_for_people_and_for_programs() -> None:
    proof = Evidence("pack", "It ended.", "https://a.example/list", "2026-11-23")
    found = finding("service-ended", Verdict.RETIRED, Level.WARNING, evidence=[proof])

    (one,) = results(report(result(found)))

    assert "Evidence (pack): It ended. (https://a.example/list, 2026-11-23)" in (
        one["message"]["text"].splitlines()
    )
    assert one["properties"]["evidence"][0]["date"] == "2026-11-23"


def states(made: Report) -> list[str | None]:
    return [one.get("baselineState") for one in results(made)]


BOTH = (finding(), finding("service-ended", Verdict.RETIRED, Level.WARNING))
STALE = BaselineEntry("b.md", "https://gone.example/", "not-found", "0" * 32)


def test_without_an_earlier_run_and_a_baseline_nothing_is_said_of_either() -> None:
    made = report(result(*BOTH), compared=Comparison(None))

    assert states(made) == [None, None]
    assert all("suppressions" not in one for one in results(made))


def test_the_last_run_says_what_is_new() -> None:
    """SARIF §3.27.24: relative to some previous run."""
    item = result(*BOTH, before=PreviousVerdict(Verdict.DEAD, frozenset({"service-ended"})))
    made = report(item, problems=[Problem("big.md", "too large")], compared=Comparison(NOON))

    assert states(made) == ["unchanged", "new", "new"]


def test_a_baseline_speaks_before_the_last_run_and_knows_what_is_gone() -> None:
    """SARIF §3.27.23: `suppressions` in all results of a run, or in none."""
    item = result(*BOTH, before=PreviousVerdict(Verdict.DEAD), accepted=["not-found"])
    baseline = Baseline("base.txt", frozenset(), (STALE,))
    made = report(item, compared=Comparison(NOON), baseline=baseline)

    found = results(made)
    assert states(made) == ["unchanged", "new", "absent"]
    assert [len(one["suppressions"]) for one in found] == [1, 0, 0]
    assert found[0]["suppressions"][0]["kind"] == "external"
    assert (found[2]["kind"], found[2]["level"]) == ("pass", "none")
    assert found[2]["partialFingerprints"]["linkauditFinding/v1"] == STALE.fingerprint
