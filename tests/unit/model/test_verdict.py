"""One row for each verdict, and no second table of them anywhere."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from pathlib import Path

import pytest

from linkaudit.model.verdict import Group, Level, Page, Verdict
from linkaudit.report import json_
from linkaudit.report.html import render as html
from linkaudit.report.markdown import render as markdown
from tests.builders import finding, report, result

SOURCE = Path(__file__).parents[3] / "src" / "linkaudit"
TABLE = SOURCE / "model" / "verdict.py"


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_has_its_row(verdict: Verdict) -> None:
    row = verdict.row

    assert Verdict(verdict.value) is copy.deepcopy(verdict) is verdict
    assert row.heading
    assert row.meaning
    assert not row.meaning.endswith(".")
    assert bool(row.advice) is (row.group is not Group.FINE)
    assert bool(row.by_hand[0]) is bool(row.by_hand[1]) is (row.group is Group.UNKNOWN)


@pytest.mark.parametrize("column", ["letter", "heading", "meaning"])
def test_no_two_verdicts_are_called_the_same(column: str) -> None:
    assert len({getattr(verdict.row, column) for verdict in Verdict}) == len(Verdict)


def test_the_rank_is_the_order_of_the_rows() -> None:
    assert [verdict.rank for verdict in Verdict] == list(range(len(Verdict)))
    assert Verdict.DEAD.rank < Verdict.REDIRECTED.rank < Verdict.OK.rank


def test_what_is_known_of_the_page_and_what_is_verified_agree() -> None:
    for verdict in Verdict:
        if not verdict.row.is_verified:
            assert verdict.row.page is Page.UNSEEN
        if verdict.row.page is Page.GONE:
            assert verdict.row.group is Group.BROKEN


def displays(tree: ast.AST) -> Iterator[tuple[ast.AST, set[str]]]:
    """Each tuple, list, set and dict of a file, with the verdicts that it lists by name."""
    # `_D, _B, _U = Verdict.DEAD, …` gives short names, and lists nothing.
    short = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Tuple() if node in short:
                pass
            case ast.Tuple(elts=items) | ast.List(elts=items) | ast.Set(elts=items):
                yield node, {n for item in items if (n := name_of(item))}
            case ast.Dict(keys=keys, values=values):
                yield node, {n for item in (*keys, *values) if (n := name_of(item))}
            case ast.Match(cases=cases):
                patterns = [one for case in cases for one in ast.walk(case.pattern)]
                values = [one.value for one in patterns if isinstance(one, ast.MatchValue)]
                yield node, {n for value in values if (n := name_of(value))}


def name_of(node: ast.AST | None) -> str:
    match node:
        case ast.Attribute(value=ast.Name(id="Verdict"), attr=name):
            return name
    return ""


@pytest.mark.parametrize(
    "source",
    ["(Verdict.A, Verdict.B, Verdict.C)", "{Verdict.A: 1, Verdict.B: 2, Verdict.C: 3}",
     "match v:\n case Verdict.A | Verdict.B: pass\n case Verdict.C: pass"],
)  # fmt: skip
def test_a_second_table_would_be_seen(source: str) -> None:
    assert [found for _, found in displays(ast.parse(source)) if len(found) > 2]


def test_no_other_file_lists_verdicts() -> None:
    """Three or more side by side are a table, and belong into a column of the one there is."""
    second = [
        f"{path.relative_to(SOURCE)}:{getattr(node, 'lineno', 0)}: {', '.join(sorted(found))}"
        for path in sorted(SOURCE.rglob("*.py"))
        if path != TABLE
        for node, found in displays(ast.parse(path.read_text(encoding="utf-8")))
        if len(found) > 2
    ]

    assert not second


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_is_in_every_report(verdict: Verdict) -> None:
    made = report(result(finding(verdict=verdict, level=Level.WARNING)))
    if verdict is Verdict.OK:  # a finding on how a link is written says nothing of its target
        made = report(result())

    assert f"## {verdict.row.heading}\n" in markdown.render(made)
    assert f"<option>{verdict}</option>" in html.render(made)
    assert verdict.row.meaning in html.render(made).replace("&#39;", "'")
    assert f'"verdict": "{verdict}"' in json_.render(made)
