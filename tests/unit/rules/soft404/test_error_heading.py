"""Pages whose heading says that they are missing."""

from __future__ import annotations

import pytest

from linkaudit.model.http import Page
from linkaudit.model.report import Verdict
from tests.unit.rules.visits import only, rules, visit


@pytest.mark.parametrize(
    ("page", "quote"),
    [
        (Page(title="The shop", heading="Product not found"), "Product not found"),
        (Page(title="Der Laden", heading="Seite nicht gefunden"), "Seite nicht gefunden"),
        (Page(title="Note", opening="The topic does not exist."), "The topic does not exist."),
    ],
)
def test_a_page_with_its_site_s_title_may_say_it_in_its_heading(page: Page, quote: str) -> None:
    found = only(visit(page=page))

    assert (found.rule, found.verdict) == ("error-heading", Verdict.SOFT_404)
    assert found.evidence[0].quote == quote


@pytest.mark.parametrize(
    "page",
    [
        Page(title="The shop", heading="Red cog"),
        Page(title="Books", heading="Not Found", opening="A novel of two sisters, hardcover. " * 2),
        Page(title="Shop", opening="This product is no longer available. " + "Cogs. " * 20),
        Page(title="Mend a 404", opening="Mend a 404 It says so. Page not found!"),
    ],
)
def test_a_heading_or_a_sentence_among_others_is_no_proof(page: Page) -> None:
    assert rules(visit(page=page)) == []
