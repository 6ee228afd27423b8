"""Redirects to the home page, or to a folder above the page."""

from __future__ import annotations

import pytest

from linkaudit.model.http import Page
from linkaudit.model.report import Verdict
from linkaudit.rules.registry import judge
from tests.unit.rules.visits import only, rules, visit


@pytest.mark.parametrize(
    ("asked", "to"),
    [
        ("https://shop.example/catalogue/2019/sprocket", "https://shop.example/"),
        ("https://shop.example/catalogue/2019/sprocket", "https://shop.example/catalogue/"),
        ("https://shop.example/sprocket", "https://www.shop.example/"),
        ("https://shop.example/sprocket", "https://shop.example/index.html"),
        ("https://shop.example/sprocket", "https://shop.example/en/"),
        ("https://shop.example/sprocket", "https://shop.example/de-DE/"),
        ("https://shop.example/it/sprocket", "https://shop.example/it/"),
        ("https://shop.example/sprocket", "https://shop.example/?utm_source=redirect"),
        ("https://shop.example/item?id=7", "https://shop.example/?id=7"),
        ("https://blog.shop.example/2019/sprocket", "https://www.shop.example/"),
        ("https://bought.example/products/sprocket", "https://buyer.example/"),
        ("https://bought.example/products?id=7", "https://buyer.example/"),
        ("https://bought.example/products/sprocket", "https://buyer.example/?nc1=h_ls"),
    ],
)
def test_a_page_whose_address_leads_to_the_home_page_or_a_folder_above_is_gone(
    asked: str, to: str
) -> None:
    """Facts on AWS, rule 2: a deep path that lands on the home page or a shallower ancestor."""
    found = only(visit(asked, to=to))

    assert (found.rule, found.verdict) == ("redirect-to-parent", Verdict.SOFT_404)
    assert to in found.message


@pytest.mark.parametrize(
    ("asked", "to"),
    [
        pytest.param("https://l.example/x7Gq", "https://shop.example/", id="a-short-link"),
        pytest.param("https://l.co.uk/x7Gq", "https://shop.co.uk/", id="a-short-link-in-co.uk"),
        pytest.param("https://shop.example/", "https://shop.example/en/", id="home-to-home"),
        pytest.param("https://old.example/", "https://new.example/", id="a-site-that-moved"),
        pytest.param("https://a.example/one", "https://a.example/two/three/four", id="deeper"),
        pytest.param("https://a.example/docs/one", "https://a.example/guide/one", id="aside"),
        pytest.param("https://a.example/docs/one", "https://a.example/ai/", id="ai-is-a-subject"),
        pytest.param("https://a.example/docs/reality", "https://a.example/ar/", id="so-is-ar"),
        pytest.param("https://a.example/x/low-code", "https://a.example/no-code/", id="no-code"),
        pytest.param("https://a.example/page/42", "https://a.example/?p=42", id="by-a-query"),
        pytest.param("https://a.example/docs/intro", "https://a.example/#/docs/intro", id="route"),
        pytest.param("https://a.example/about", "https://a.example/#about", id="a-section-of-home"),
        pytest.param("https://a.example/default.aspx", "https://a.example/", id="default.aspx"),
        pytest.param("https://a.example/index.jsp", "https://a.example/", id="index.jsp"),
        pytest.param("https://a.example/home", "https://a.example/", id="home"),
        pytest.param("https://a.example/post/amp/", "https://a.example/post/", id="amp"),
        pytest.param("https://a.example/blog/page/1/", "https://a.example/blog/", id="page-one"),
        pytest.param("https://a.example/docs/latest/", "https://a.example/docs/", id="latest"),
        pytest.param("https://a.example/o/r/tree/main", "https://a.example/o/r", id="branch"),
        pytest.param("https://a.example/tool/", "https://tool.a.example/", id="a-host-of-its-own"),
        pytest.param(
            "https://code.example/projects/tool", "https://tool.example/", id="a-site-of-its-own"
        ),
    ],
)
def test_a_long_redirect_to_a_real_page_is_no_soft_404(asked: str, to: str) -> None:
    names = rules(visit(asked, to=to, title="A real page"))

    assert "redirect-to-parent" not in names


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
