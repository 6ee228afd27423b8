"""Text directives taken apart and looked up: what the pages of the browser's cases leave open."""

from __future__ import annotations

import pytest

from linkaudit.text.text_directives import (
    TextDirective,
    fold,
    is_found,
    parse,
    text_directives,
)


@pytest.mark.parametrize(
    ("fragment", "texts"),
    [
        ("usage", ()),
        (":~:text=a", ("a",)),
        ("usage:~:text=a,b", ("a,b",)),
        (":~:text=a&text=b&text=a", ("a", "b")),
        (":~:foo&text=b", ("b",)),
        (":~:Text=a", ()),
        ("text=a", ()),
        (":~:text=a:~:text=b", ("a:~:text=b",)),
    ],
)
def test_the_directives_of_a_fragment_are_found(fragment: str, texts: tuple[str, ...]) -> None:
    assert text_directives(fragment) == texts


@pytest.mark.parametrize(
    ("value", "parsed"),
    [
        ("a", TextDirective("a")),
        ("A%20b,c%2Cd", TextDirective("a b", "c,d")),
        ("p-,a,b,-s", TextDirective("a", "b", "p", "s")),
        ("p-,a", TextDirective("a", prefix="p")),
        ("a,-s", TextDirective("a", suffix="s")),
        ("a-b", TextDirective("a-b")),
        ("", None),
        ("-", None),
        ("p-", None),
        ("-,a", None),
        ("a,-", None),
        ("a,,b", None),
        ("a,b,c", None),
        ("p-,a,b,c,-s", None),
    ],
)
def test_a_directive_has_four_parts_at_most(value: str, parsed: TextDirective | None) -> None:
    """Draft of WICG, "parse a text directive"."""
    assert parse(value) == parsed


def test_a_page_that_repeats_a_prefix_is_searched_in_linear_steps() -> None:
    """A page may be anybody's: half a million starts, and no end."""
    text = fold("a " * 250_000)

    assert not is_found(TextDirective("b", prefix="a"), text)
    assert not is_found(TextDirective("a", suffix="b"), text)
    assert not is_found(TextDirective("a", "a", suffix="b"), text)
