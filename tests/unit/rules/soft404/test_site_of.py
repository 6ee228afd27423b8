"""The part of a host that has one owner: what a redirect to another site is measured by."""

from __future__ import annotations

import pytest

from linkaudit.rules.soft404.base import site_of
from tests.unit.rules.visits import rules, visit


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("example.com", "example.com"),
        ("docs.example.com", "example.com"),
        ("a.b.docs.example.com", "example.com"),
        ("shop.co.uk", "shop.co.uk"),
        ("www.shop.co.uk", "shop.co.uk"),
        ("a.b.shop.co.uk", "shop.co.uk"),
        ("www.uni.ac.at", "uni.ac.at"),
        ("www.shop.com.au", "shop.com.au"),
        ("docs.example.de", "example.de"),
        ("www.co.com", "co.com"),
        ("co.uk", "co.uk"),
        ("localhost", "localhost"),
    ],
)
def test_a_site_is_two_labels_or_three_below_a_second_level(host: str, site: str) -> None:
    assert site_of(f"https://{host}/page") == site


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        # One site: the folder is above the page.
        ("https://www.shop.co.uk/parts/", ["redirect-to-parent"]),
        # Another site: only its home page would say that the page is gone.
        ("https://www.rival.co.uk/parts/", ["permanent-redirect"]),
        ("https://www.rival.co.uk/", ["redirect-to-parent"]),
    ],
)
def test_two_owners_below_one_second_level_are_two_sites(to: str, expected: list[str]) -> None:
    assert rules(visit("https://www.shop.co.uk/parts/cog-wheel", to=to)) == expected


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("https://www.shop.co.uk/", ["redirect-to-parent"]),
        ("https://www.rival.co.uk/", ["permanent-redirect"]),
    ],
)
def test_a_short_path_to_another_owners_home_page_may_be_a_short_link(
    to: str, expected: list[str]
) -> None:
    """`/wheels` of one shop is no page of another; within one site its home page replaces it."""
    assert rules(visit("https://www.shop.co.uk/wheels", to=to)) == expected
