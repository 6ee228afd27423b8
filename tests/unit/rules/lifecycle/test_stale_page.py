"""Pages that are marked as outdated."""

from __future__ import annotations

import pytest

from linkaudit.model.http import Page
from tests.unit.rules.visits import rules, visit


def page(title: str, *notices: str) -> Page:
    return Page(title=title, notices=notices, size=20_000)


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("https://code.example/acme/cog", ["stale-page"]),
        ("https://docs.example/cog/readme", ["stale-page"]),
        ("https://docs.example/blog/forgotten-tools", []),
        ("https://docs.example/2019/05/forgotten-tools", []),
        ("https://blog.example/forgotten-tools", []),
        ("https://web.archive.org/web/2020/https://code.example/acme/cog", []),
    ],
)
def test_an_article_about_a_project_is_not_the_project(uri: str, expected: list[str]) -> None:
    notice = "The project is no longer maintained."

    assert rules(visit(uri, page=page("Cog", notice))) == expected


def test_a_post_may_say_of_itself_that_it_is_out_of_date() -> None:
    told = page("A post", "This post is no longer updated.")

    assert rules(visit("https://blog.example/2019/a-post", page=told)) == ["stale-page"]
