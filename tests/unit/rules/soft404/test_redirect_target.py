"""Redirects that lead away from a page, and those to the same thing under a shorter address."""

from __future__ import annotations

import pytest

from linkaudit.model.http import Page
from linkaudit.model.report import Verdict
from linkaudit.rules.registry import judge
from linkaudit.rules.soft404.base import site_of
from tests.unit.rules.visits import only, rules, visit

A = "https://a.example"


@pytest.mark.parametrize(
    ("asked", "to"),
    [
        pytest.param(f"{A}/users/42/jane-doe", f"{A}/users/42", id="a-number"),
        pytest.param(f"{A}/news/2020/12345/cogs", f"{A}/news/2020/12345", id="behind-a-year"),
        pytest.param(f"{A}/dp/B00ABCD123/ref=sr_1", f"{A}/dp/B00ABCD123", id="a-shop-s-number"),
        pytest.param(f"{A}/threads/cogs.12345/post-6", f"{A}/threads/cogs.12345/", id="a-thread"),
        pytest.param(f"{A}/title/tt0111161/cast", f"{A}/title/tt0111161/", id="a-film"),
        pytest.param(f"{A}/v/dQw4w9WgXcQ/cogs", f"{A}/v/dQw4w9WgXcQ", id="a-video"),
        pytest.param(f"{A}/cogs/nightly/", f"{A}/cogs/", id="a-nightly-build"),
        pytest.param(f"{A}/o/r/-/tree/main", f"{A}/o/r", id="a-branch-on-gitlab"),
        pytest.param(f"{A}/a/our-404-page", f"{A}/b/404", id="an-article-on-errors"),
        pytest.param(f"{A}/docs/v3/", f"{A}/docs/", id="a-version"),
        pytest.param(f"{A}/docs/6/", f"{A}/docs/", id="a-version-without-a-dot"),
        pytest.param(f"{A}/docs/latest/index.html", f"{A}/", id="the-docs-are-the-site"),
        pytest.param(f"{A}/wiki/Main_Page", f"{A}/", id="the-wiki-is-the-site"),
        pytest.param(f"{A}/spec/v2.0.0.html", f"{A}/", id="a-specification"),
        pytest.param(f"{A}/us/en/", f"{A}/", id="a-region"),
        pytest.param(f"{A}/cogs/toc.html", f"{A}/cogs/", id="the-table-of-contents"),
        pytest.param(f"{A}/cogs/cogs.html", f"{A}/cogs/", id="the-folder-s-own-name"),
        pytest.param(f"{A}/careers/", "https://jobs.a.example/", id="a-section-with-a-host"),
        pytest.param(f"{A}/~jane/", "https://jane.a.example/", id="a-user-with-a-host"),
        pytest.param(f"{A}/p/my-tool/docs/", "https://mytool.example/", id="a-project-with-a-host"),
        pytest.param("https://rtd.example/en/latest/", "https://cog.example/", id="read-the-docs"),
        pytest.param(f"{A}/go/partner", "https://partner.example/", id="a-link-that-forwards"),
        pytest.param(f"{A}/x/y?to=https://b.example/", "https://b.example/", id="with-its-target"),
        pytest.param("https://go.a.example/x/?id=12", f"{A}/", id="a-host-that-forwards"),
        pytest.param("https://doi.org/10.1000/182", "https://journal.example/", id="a-doi"),
        pytest.param("https://t.example/x7", "https://b.example/search?q=cogs", id="short-search"),
        pytest.param(f"{A}/tag/cogs", f"{A}/search?q=cogs", id="a-list-that-is-a-search"),
        pytest.param(f"{A}/find?q=cogs", f"{A}/search?q=cogs", id="a-search-that-moved"),
        pytest.param(f"{A}/docs/exceptions", f"{A}/docs/errors", id="a-chapter-on-errors"),
        pytest.param(f"{A}/http/404", f"{A}/status/404", id="a-status-that-moved"),
        pytest.param(f"{A}/?p=1", f"{A}/", id="page-one"),
        pytest.param(f"{A}/node/123", f"{A}/", id="a-front-page-of-drupal"),
        pytest.param(f"{A}/?page_id=12", f"{A}/", id="a-front-page-of-wordpress"),
        pytest.param(f"{A}/SitePages/Home.aspx", f"{A}/", id="a-front-page-of-sharepoint"),
        pytest.param(f"{A}/cogs/page/7", f"{A}/cogs", id="a-page-of-a-list-that-shrank"),
        pytest.param(f"{A}/jane/followers", f"{A}/jane", id="who-follows-somebody"),
        pytest.param(f"{A}/jane/p/9/photo/1", f"{A}/jane/p/9", id="a-photo-of-a-post"),
        pytest.param(f"{A}/cogs-are-fun/feed", f"{A}/cogs-are-fun", id="the-feed-of-an-article"),
        pytest.param(f"{A}/?session=123", f"{A}/", id="a-session"),
        pytest.param(f"{A}/?p=123", f"{A}/2020/05/cogs/", id="a-number-that-became-a-date"),
    ],
)
def test_a_shorter_address_may_well_be_the_same_thing(asked: str, to: str) -> None:
    """Precision before recall: where nobody can know, nothing is said."""
    assert not {"redirect-to-parent", "redirect-to-error-or-search"} & set(
        rules(visit(asked, to=to))
    )


@pytest.mark.parametrize(
    ("asked", "to"),
    [
        pytest.param(f"{A}/item/42", f"{A}/item/", id="the-number-itself"),
        pytest.param(f"{A}/questions/42", f"{A}/questions", id="one-question-of-many"),
        pytest.param(f"{A}/jane/photos/my-cog", f"{A}/jane", id="a-photo-with-a-name"),
        pytest.param(f"{A}/reviews", f"{A}/", id="a-section-of-a-site"),
        pytest.param(f"{A}/2020/05/01/cogs", f"{A}/2020/05/01/", id="a-day-is-no-number"),
        pytest.param(f"{A}/2020/05/cogs", f"{A}/2020/05/", id="a-month-is-no-number"),
        pytest.param(f"{A}/docs/6/cogs", f"{A}/docs/6/", id="a-version-is-no-number"),
        pytest.param(f"{A}/docs/3.1/cogs", f"{A}/docs/3.1", id="a-version-with-a-dot"),
        pytest.param(f"{A}/users/42/posts/7", f"{A}/users/", id="two-parts-lost"),
        pytest.param(f"{A}/blog/2019/cogs", "https://blog.a.example/", id="a-post-of-a-blog"),
        pytest.param(f"{A}/?p=123", f"{A}/", id="a-page-by-its-number"),
        pytest.param(f"{A}/node/123/cogs", f"{A}/", id="a-page-below-a-node"),
        pytest.param(f"{A}/?p=123", "https://www.a.example/", id="and-to-www"),
        pytest.param(f"{A}/index.php?id=55", f"{A}/", id="a-script-s-page"),
        pytest.param(f"{A}/item.php?id=55", f"{A}/item.php", id="the-script-without-a-page"),
    ],
)
def test_what_told_the_page_apart_is_lost(asked: str, to: str) -> None:
    found = only(visit(asked, to=to))

    assert (found.rule, found.verdict) == ("redirect-to-parent", Verdict.SOFT_404)
    assert (found.replacement, found.certain) == (None, False)


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


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Sprocket", []),
        ("The Red Sprocket: a tool", []),
        ("Acme", ["redirect-to-parent"]),
        ("Sprockets", ["redirect-to-parent"]),
        ("", ["redirect-to-parent"]),
    ],
)
def test_a_title_with_the_words_of_the_lost_page_tells_that_it_is_that_page(
    title: str, expected: list[str]
) -> None:
    found = rules(visit(f"{A}/sprocket", to=f"{A}/", title=title))

    assert [rule for rule in found if rule == "redirect-to-parent"] == expected


@pytest.mark.parametrize(
    ("page", "is_gone"),
    [
        (Page(title="Set up", anchors=frozenset({"packages"})), False),
        (Page(title="Set up", anchors=frozenset({"linux"})), True),
        (Page(title="Set up", is_scripted=True), True),
    ],
)
def test_a_page_that_has_the_link_s_fragment_took_the_text_along(page: Page, is_gone: bool) -> None:
    merged = visit(f"{A}/setup/linux", to=f"{A}/setup/", page=page, fragment="packages")

    assert ("redirect-to-parent" in rules(merged)) is is_gone


@pytest.mark.parametrize(
    ("uri", "site"),
    [
        ("https://a.example/", "a.example"),
        ("https://www.docs.a.example/x", "a.example"),
        ("https://shop.a.co.uk/x", "a.co.uk"),
        ("https://www.shop.a.co.uk/x", "a.co.uk"),
        ("https://a.co.uk/x", "a.co.uk"),
        ("https://a.com.au/", "a.com.au"),
        ("https://www.a.de/", "a.de"),
        ("https://co.uk/", "co.uk"),
        ("https://www.com.example/", "com.example"),
        ("https://localhost/", "localhost"),
    ],
)
def test_a_site_is_what_one_owner_registers(uri: str, site: str) -> None:
    """Below `co.uk` and its like, three labels; elsewhere two."""
    assert site_of(uri) == site


@pytest.mark.parametrize(
    ("asked", "to", "is_gone"),
    [
        pytest.param("https://t.co.uk/x7", "https://b.co.uk/search?q=cogs", False, id="two-owners"),
        pytest.param("https://t.co.uk/x7", "https://www.t.co.uk/search?q=cogs", True, id="search"),
        pytest.param("https://www.a.co.uk/cog", "https://a.co.uk/", True, id="home"),
        pytest.param("https://a.co.uk/cog", "https://b.co.uk/", False, id="home-of-another-owner"),
    ],
)
def test_below_a_second_level_domain_owners_are_told_apart(
    asked: str, to: str, is_gone: bool
) -> None:
    verdicts = {finding.verdict for finding in judge(visit(asked, to=to))}

    assert (Verdict.SOFT_404 in verdicts) is is_gone
