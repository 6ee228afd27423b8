"""Precision first: healthy pages that look guilty, and guilty ones, through the real command line.

Every shape is one link of one document, audited in one run; nothing is asked outside this machine.
"""

import json
from typing import Any

import pytest

from tests.web import (
    precision_ended,
    precision_gone,
    precision_healthy,
    precision_moved,
    precision_odd,
    precision_reported_gone,
    precision_reported_healthy,
    precision_reported_walls,
)
from tests.web.precision_case import Shape
from tests.web.server import PracticeWeb
from tests.web.test_audit import DAY, linkaudit

HEALTHY = (
    *(*precision_healthy.SHAPES, *precision_moved.SHAPES, *precision_odd.SHAPES),
    *precision_reported_healthy.SHAPES,
)
GUILTY = (
    *(*precision_gone.SHAPES, *precision_ended.SHAPES),
    *(*precision_reported_gone.SHAPES, *precision_reported_walls.SHAPES),
)
# Of what is healthy, nothing worse may be said; of a parked domain, nothing that gates.
FINE = frozenset({"ok", "redirected"})


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The JSON records by destination."""
    shapes = (*HEALTHY, *GUILTY)
    article = tmp_path_factory.mktemp("precision") / "article.md"
    article.write_text("".join(f"- [{s.text}](<{s.url}>)\n" for s in shapes), encoding="utf-8")
    answers = [answer for shape in shapes for answer in shape.answers]
    with PracticeWeb(answers, faults={}) as web:
        done = linkaudit(
            *("check", str(article), "--as-of", DAY, "--no-report", "--retries", "1"),
            *(*web.options(), "--format", "json"),
        )
    assert done.returncode == 1, done.stderr
    return {link["destination"]: link for link in json.loads(done.stdout)["links"]}


def findings(link: dict[str, Any]) -> list[str]:
    return [finding["rule"] for finding in link["findings"]]


@pytest.mark.parametrize("shape", HEALTHY, ids=lambda shape: shape.name)
def test_a_healthy_page_is_not_accused(shape: Shape, audited: dict[str, dict[str, Any]]) -> None:
    link = audited[shape.url]

    assert shape.verdict in FINE
    assert (link["verdict"], link["verdict"] in FINE) == (shape.verdict, True), link["findings"]
    if shape.replacement is not None:
        (finding,) = link["findings"]
        assert (finding["replacement"], finding["certain"]) == (shape.replacement, True)


@pytest.mark.parametrize("shape", GUILTY, ids=lambda shape: shape.name)
def test_a_guilty_page_is_told_of(shape: Shape, audited: dict[str, dict[str, Any]]) -> None:
    link = audited[shape.url]

    assert link["verdict"] == shape.verdict, link["findings"]
    finding = next((f for f in link["findings"] if f["rule"] == shape.rule), None)
    assert finding is not None, findings(link)
    assert shape.quote in " ".join(e["quote"] for e in finding["evidence"])
    if shape.replacement is not None:
        assert finding["replacement"] == shape.replacement
        assert finding["certain"] == shape.is_certain


@pytest.mark.parametrize(
    "shape", [s for s in GUILTY if s.verdict == "soft-404"], ids=lambda shape: shape.name
)
def test_what_is_gone_is_never_offered_for_certain(
    shape: Shape, audited: dict[str, dict[str, Any]]
) -> None:
    """The contract: certain is what ends at 200 and is no soft 404."""
    assert not any(finding["certain"] for finding in audited[shape.url]["findings"])


@pytest.mark.parametrize(
    "shape", [s for s in GUILTY if s.rule == "parked-domain"], ids=lambda shape: shape.name
)
def test_a_parked_domain_warns_and_never_gates(
    shape: Shape, audited: dict[str, dict[str, Any]]
) -> None:
    assert audited[shape.url]["level"] == "warning"
    assert findings(audited[shape.url]) == ["parked-domain"]


def test_the_tables_are_as_large_as_they_must_be_and_say_how_large(
    audited: dict[str, dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    """Issue 5: at least 40 healthy pages and at least 60 guilty ones, both counts printed."""
    fair = sum(audited[shape.url]["verdict"] in FINE for shape in HEALTHY)
    found = sum(audited[shape.url]["verdict"] == shape.verdict for shape in GUILTY)
    with capsys.disabled():
        print(f"\nprecision: {fair} of {len(HEALTHY)} healthy pages not accused,", end=" ")
        print(f"{found} of {len(GUILTY)} guilty ones told of")

    assert (fair, found) == (len(HEALTHY), len(GUILTY))
    assert len(HEALTHY) >= 40
    assert len(GUILTY) >= 60


def test_no_two_shapes_share_an_address() -> None:
    urls = [shape.url for shape in (*HEALTHY, *GUILTY)]
    names = [shape.name for shape in (*HEALTHY, *GUILTY)]

    assert sorted(set(urls)) == sorted(urls)
    assert sorted(set(names)) == sorted(names)


def test_no_shape_takes_the_page_of_another() -> None:
    """Answers under one address come in turn: two shapes would get each other's."""
    seen: dict[str, str] = {}
    for shape in (*HEALTHY, *GUILTY):
        for answer in shape.answers:
            assert seen.setdefault(answer.url.partition("#")[0], shape.name) == shape.name
