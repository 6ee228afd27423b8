"""Pages whose title says that they are missing."""

from __future__ import annotations

import pytest

from linkaudit.model.http import Page
from linkaudit.model.report import LocalTarget, Verdict
from tests.builders import answer, case, observation
from tests.unit.rules.visits import only, rules, visit


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "Error 404",
        "404 Error",
        "404 Not Found",
        "404: Page not found",
        "404 - Page Not Found | The Shop",
        "Page not found",
        "Page Not Found | The Shop",
        "The Shop - Page not found",
        "The Shop: we sell — Not found",
        "Not Found",
        "This page could not be found.",
        "404: This page could not be found.",
        "Sorry, this page isn't available.",
        "Sorry, this page isn’t available",
        "This page no longer exists",
        "The page does not exist",
        "Page missing",
        "Oops!",
        "Oops! Page not found",
        "Page not found (404)",
        "404 Page not found",
    ],
)
def test_a_page_that_says_by_its_title_that_it_is_missing_is_gone(title: str) -> None:
    found = only(visit(title=title))

    assert (found.rule, found.verdict) == ("error-title", Verdict.SOFT_404)
    assert found.evidence[0].quote == title


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("https://a.example/post", "How to fix a 404 Not Found error"),
        ("https://a.example/post", "404 Not Found: causes and cures"),
        ("https://a.example/post", "Designing a better 404 page | A blog"),
        ("https://a.example/post", "Page not found: the art of saying sorry"),
        ("https://a.example/post", "HTTP 404 - An encyclopaedia"),
        ("https://a.example/post", "Peugeot 404 - A car"),
        ("https://a.example/post", "Why is my page not found in search?"),
        ("https://a.example/post", "OOPS | Courses"),
        ("https://a.example/post", "Room 404 – Not lost"),
        ("https://web.example/HTTP/Status/404", "404 Not Found - HTTP | The web"),
        ("https://web.example/http-404", "404 | Statuses"),
        ("https://web.example/api/not-found", "Not found | Functions"),
        ("https://web.example/api/notFound", "Not found | Functions"),
    ],
)
def test_an_article_about_missing_pages_is_no_missing_page(asked: str, title: str) -> None:
    assert rules(visit(asked, title=title)) == []


def test_a_number_that_holds_404_does_not_make_an_article_about_404() -> None:
    assert rules(visit("https://a.example/item/14042", title="Page not found")) == ["error-title"]


def test_a_file_of_the_tree_is_judged_by_its_title_too() -> None:
    page = Page(title="Page not found")
    seen = observation(target=LocalTarget("lost.md"), outcome=answer("lost.md", 0, page=page))

    assert rules(case("lost.md", seen=seen)) == ["error-title"]


def test_an_answer_that_is_no_page_has_no_title() -> None:
    assert rules(visit("https://a.example/file.pdf")) == []
