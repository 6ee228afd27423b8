"""Domains for sale: a warning, and nothing beside it."""

from __future__ import annotations

import pytest

from linkaudit.model.report import Level, Verdict
from tests.unit.rules.visits import only, rules, visit

POST = "https://pk.example/blog/cogs"


@pytest.mark.parametrize(
    ("to", "title"),
    [
        ("", "pk.example is for sale"),
        ("", "PK.example domain name is for sale. Inquire now."),
        ("", "pk.example - This website is for sale! - pk Resources"),
        ("", "The domain name pk.example is for sale"),
        ("", "This domain may be for sale!"),
        ("", "Buy pk.example | Names"),
        ("", "This domain name has been registered with Names Ltd"),
        ("https://pk.example/", "pk.example is for sale"),
        ("https://www.hugedomains.com/domain_profile.cfm?d=pk", ""),
        ("https://sedo.com/search/details/?domain=pk.example", ""),
        ("https://dan.com/", "Names for everybody"),
        ("https://other.example/lander", "other.example is for sale"),
    ],
)
def test_a_domain_for_sale_warns_and_is_told_alone(to: str, title: str) -> None:
    """Never an error: the domain may be bought back, and the title is all there is to go by."""
    found = only(visit(POST, to=to, title=title))

    assert (found.rule, found.verdict) == ("parked-domain", Verdict.RETIRED)
    assert (found.level, found.replacement) == (Level.WARNING, None)


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        (POST, "How is a domain for sale? A guide"),
        (POST, "This house is for sale"),
        (POST, "Is this domain for sale?"),
        (POST, "Buy other.example | Names"),
        (POST, "pk.example"),
        ("https://www.hugedomains.com/about", "This domain is for sale"),
    ],
)
def test_a_page_that_speaks_of_sales_is_not_parked(asked: str, title: str) -> None:
    assert rules(visit(asked, title=title)) == []
