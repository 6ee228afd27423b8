"""One key for all slugs of a heading."""

from __future__ import annotations

import pytest

from linkaudit.text.slug_key import is_slug_of_one, slug_key


@pytest.mark.parametrize(
    "slug",
    [
        "whats-new-in-20",
        "what-s-new-in-2-0",
        "What's_new_in_2.0",
        "WhatsNewIn20",
        "what’s new in 2.0",
    ],
)
def test_each_slug_of_a_heading_has_its_key(slug: str) -> None:
    assert slug_key(slug) == slug_key("What's new in 2.0?")


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("usage", True),
        ("usage-1", True),
        ("usage_2", True),
        ("usage-1000", False),
        ("usages", False),
        ("usag", False),
        ("", False),
        ("---", False),
        ("a-heading-that-goes-on-and-on-until-it-is-cut-off-by-so", True),
        ("a-heading-that-goes-on", False),
    ],
)
def test_only_a_whole_heading_or_a_long_part_of_one_counts(fragment: str, expected: bool) -> None:
    """AnchorJS cuts slugs at 64 characters."""
    headings = ["Usage", "A heading that goes on and on until it is cut off by somebody"]

    assert is_slug_of_one(fragment, frozenset(map(slug_key, headings))) is expected
