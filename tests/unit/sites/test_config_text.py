"""Configs of generators come from strangers: what they say, and what they cannot do."""

from __future__ import annotations

import re

import pytest

from linkaudit.sites import config_text, includes
from linkaudit.sites.config_text import behind, blocks, yaml_of
from tests.steps import Counted

_DEEP = "".join(f"{' ' * depth}a:\n" for depth in range(200))
_NINE_TIMES = "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))


def test_every_scalar_is_text_and_an_alias_is_what_it_stands_for() -> None:
    read = yaml_of("a: &x [1, yes]\nb: *x\nc: {d: *x}\n")

    assert read == {"a": ["1", "yes"], "b": ["1", "yes"], "c": {"d": ["1", "yes"]}}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"a0: &a0 [{','.join('x' * 9)}]\n{_NINE_TIMES}", id="nine of nine of nine"),
        pytest.param("a: &a [*a]\n", id="a list within itself"),
        pytest.param("a: &a {b: {c: *a}}\n", id="a mapping within itself"),
        pytest.param(f"a: {'[' * 100}{']' * 100}\n", id="brackets"),
        pytest.param("- a\n- b\n", id="no mapping"),
        pytest.param("a: !!python/object/apply:os.getcwd []\nb: [\n", id="no YAML"),
        pytest.param("a: " + "x" * 300_000, id="a large file"),
    ],
)
def test_what_is_too_much_says_nothing(text: str) -> None:
    assert yaml_of(text) == {}


def test_a_deep_mapping_is_read() -> None:
    """Nested by its indentation, far deeper than any config."""
    assert yaml_of(_DEEP)["a"] is not None


@pytest.mark.parametrize(
    ("pattern", "part", "head"),
    [(config_text._TOKEN, "\\'", "'"), (config_text._TOKEN, "\\`", "`"),
     (includes._MARKS, "include", "{{<"), (includes._MARKS, "snippet-", "{{% ")],
)  # fmt: skip
def test_what_never_ends_is_looked_through_once(
    pattern: re.Pattern[str], part: str, head: str
) -> None:
    counted = Counted(pattern)

    few, many = (counted.run("finditer", head + part * size) for size in (8, 32))

    assert many < 6 * few


def test_a_block_within_another_is_a_part_of_that() -> None:
    """Else 40,000 of them in a small file are as many copies of half of it."""
    assert blocks("docs: {docs: {a: 1}}, docs: [1]", "docs") == ["{docs: {a: 1}}", "[1]"]
    assert blocks("docs:{" * 500, "docs") == ["{" + "docs:{" * 499]
    assert behind("'x', {a: 1}, ['x'], [\"x\", {b: 'x'}]", "x") == ["{a: 1}", "{b: 'x'}"]
    assert behind("'x'" * 500 + "{'x'", "x") == ["{'x'"]
