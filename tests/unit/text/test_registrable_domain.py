"""The part of a host that one owner registered: what a redirect to another site is measured by."""

from __future__ import annotations

import pytest

from linkaudit.text.registrable_domain import registrable_domain
from tests.unit.rules.visits import rules, visit


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("example.com", "example.com"),
        ("a.b.docs.example.com", "example.com"),
        ("www.shop.co.uk", "shop.co.uk"),
        ("www.uni.ac.at", "uni.ac.at"),
        ("www.shop.com.au", "shop.com.au"),
        ("docs.example.de", "example.de"),
        # Neither two labels nor a second level of three letters.
        ("www.council.gov.uk", "council.gov.uk"),
        ("shop.tm.fr", "shop.tm.fr"),
        ("www.city.kawasaki.jp", "city.kawasaki.jp"),
        ("www.kobe-shop.kobe.jp", "www.kobe-shop.kobe.jp"),
        ("blog.school.k12.ca.us", "school.k12.ca.us"),
        # Below a service's name, each customer is an owner.
        ("a.github.io", "a.github.io"),
        ("docs.a.github.io", "a.github.io"),
        ("project.readthedocs.io", "project.readthedocs.io"),
        ("www.shop.co.com", "shop.co.com"),
        # In the letters of DNS.
        ("www.xn--85x722f.com.cn", "xn--85x722f.com.cn"),
        # No rule speaks of it: the last label is the suffix.
        ("docs.a.example", "a.example"),
        # Itself a suffix, or no name below one: all that there is.
        ("co.uk", "co.uk"),
        ("github.io", "github.io"),
        ("localhost", "localhost"),
        ("192.0.2.1", "192.0.2.1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("example.com.", "example.com"),
    ],
)
def test_a_domain_is_what_one_owner_registers(host: str, domain: str) -> None:
    assert registrable_domain(f"https://{host}/page") == domain


def test_pages_of_two_people_below_one_service_are_two_sites() -> None:
    """A short path that leads to another's home page is no proof that the page is gone."""
    assert rules(visit("https://a.github.io/wheels", to="https://b.github.io/")) == [
        "permanent-redirect"
    ]


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
