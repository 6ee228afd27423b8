"""Servers that show nothing but their default page."""

from __future__ import annotations

import pytest

from linkaudit.model.http import Page
from tests.unit.rules.visits import rules, visit


@pytest.mark.parametrize(
    "page",
    [
        Page(title="Welcome to nginx!", size=615),
        Page(title="Apache2 Debian Default Page: It works", size=10_000),
        Page(title="IIS Windows Server"),
        Page(title="Test Page for the Apache HTTP Server on Fedora"),
        Page(title="Default Web Site Page"),
        Page(heading="It works!", size=45),
    ],
)
def test_a_server_that_has_only_its_default_page_has_lost_the_site(page: Page) -> None:
    assert rules(visit(page=page)) == ["default-page"]


@pytest.mark.parametrize(
    "page",
    [
        Page(title="“Welcome to nginx!” and what it means | Host"),
        Page(title="It works! | A blog on cogs"),
        Page(heading="It works!", size=20_000),
        Page(title="Index of /"),
        Page(),
    ],
)
def test_a_page_about_default_pages_is_none(page: Page) -> None:
    assert rules(visit(page=page)) == []
