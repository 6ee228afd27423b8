"""Redirects to an error page or a search."""

from __future__ import annotations

import pytest

from linkaudit.model.report import Verdict
from tests.unit.rules.visits import only, visit

A = "https://a.example"


@pytest.mark.parametrize(
    ("asked", "to", "what"),
    [
        (f"{A}/cog", f"{A}/404.html", "an error page"),
        (f"{A}/cog", f"{A}/en/not-found", "an error page"),
        (f"{A}/cog", f"{A}/errors/404.aspx?aspxerrorpath=/cog", "an error page"),
        (f"{A}/cog", f"{A}/error?code=404", "an error page"),
        (f"{A}/products/cog", f"{A}/search?q=cog", "a search"),
        (f"{A}/products/cog", f"{A}/de/suche.php?query=cog", "a search"),
        (f"{A}/cogs-are-fun", f"{A}/?s=cogs", "a search"),
    ],
)
def test_an_error_page_or_a_search_is_not_the_page(asked: str, to: str, what: str) -> None:
    found = only(visit(asked, to=to, title="0 results"))

    assert (found.rule, found.verdict) == ("redirect-to-error-or-search", Verdict.SOFT_404)
    assert what in found.message
    assert found.evidence[1].quote == "0 results"
