"""Pages that are gone although the server says 200, and pages that only look so."""

from __future__ import annotations

import pytest

from linkaudit.model.http import Answer, Failure, FailureKind, Hop, Page, Refresh
from linkaudit.model.report import LocalTarget, Verdict
from tests.builders import answer, case, observation
from tests.unit.rules.visits import AWS, DOCS, only, rules, visit

GUIDE = f"{DOCS}/lambda/latest/dg"
STUB = Page(title="AWS Lambda", refresh="welcome.html", size=1010, has_default_page=True)
REAL = Page(title="What is AWS Lambda? - AWS Lambda", size=40_000)
MOVED = Page(title="AWS Lambda", refresh="other.html", size=700)


@pytest.mark.parametrize(
    ("asked", "to", "page"),
    [
        pytest.param(f"{GUIDE}/gone.html", f"{GUIDE}/", STUB, id="the-usual-stub"),
        pytest.param(f"{GUIDE}/gone.html", f"{GUIDE}/", None, id="the-folder-unread"),
        pytest.param(f"{GUIDE}/gone.html", f"{GUIDE}/", REAL, id="the-folder-with-a-real-page"),
        pytest.param(f"{GUIDE}/gone.html", f"{GUIDE}/#gone", STUB, id="the-folder-with-a-fragment"),
        pytest.param(f"{GUIDE}/gone.html", "", STUB, id="a-stub-in-its-place"),
        pytest.param(f"{GUIDE}/gone.html", "", MOVED, id="a-stub-that-only-refreshes"),
    ],
)
def test_the_aws_documentation_answers_200_for_a_page_that_is_gone(
    asked: str, to: str, page: Page | None
) -> None:
    """Facts on AWS: a 302 to the guide's folder, then 200 with a stub of about 1 KB."""
    found = only(visit(asked, to=to, by=302, page=page))

    assert (found.rule, found.verdict) == ("aws-docs-stub", Verdict.SOFT_404)
    assert found.replacement is None


SENT_ON = Refresh("welcome.html", "AWS Lambda", 1010)
MISSING = Hop(f"{GUIDE}/gone.html", 302)


@pytest.mark.parametrize(
    ("hops", "outcome"),
    [
        ([MISSING, Hop(f"{GUIDE}/", 200, SENT_ON)], answer(f"{GUIDE}/welcome.html", page=REAL)),
        ([Hop(f"{GUIDE}/gone.html", 200, SENT_ON)], answer(f"{GUIDE}/welcome.html", page=REAL)),
        ([MISSING, Hop(f"{GUIDE}/", 200, SENT_ON)], answer(f"{GUIDE}/welcome.html", 404)),
        ([MISSING, Hop(f"{GUIDE}/", 200, SENT_ON)], answer(f"{GUIDE}/welcome.html", 503)),
        (
            [MISSING, Hop(f"{GUIDE}/", 200, SENT_ON)],
            Failure(FailureKind.TIMEOUT, "no answer", f"{GUIDE}/welcome.html"),
        ),
    ],
    ids=["the-usual-stub", "in-its-place", "it-is-gone-too", "it-is-busy", "it-is-silent"],
)
def test_a_stub_that_was_followed_is_the_proof(hops: list[Hop], outcome: Answer | Failure) -> None:
    """Issue: following the stub must lose neither the verdict nor its evidence."""
    asked = f"{GUIDE}/gone.html"

    found = only(case(asked, seen=observation(asked, outcome=outcome, hops=hops)))

    assert (found.rule, found.verdict) == ("aws-docs-stub", Verdict.SOFT_404)
    assert "200 (refresh)" in found.evidence[0].quote
    stub = found.evidence[1]
    assert stub.quote == "1010 bytes, titled “AWS Lambda”, that refresh to welcome.html"
    assert stub.url == hops[-1].uri


def test_a_wall_before_the_folder_says_nothing_of_the_page() -> None:
    """A challenge with 202 is a success for HTTP, and no folder of a guide."""
    waf = {"x-amzn-waf-action": "challenge"}

    assert rules(visit(f"{GUIDE}/gone.html", to=f"{GUIDE}/", status=202, headers=waf)) == [
        "blocked"
    ]


def test_a_page_that_refreshes_to_the_home_page_is_gone() -> None:
    asked = "https://shop.example/catalogue/sprocket"
    hops = [Hop(asked, 200, Refresh("/"))]
    seen = observation(asked, outcome=answer("https://shop.example/"), hops=hops)

    assert only(case(asked, seen=seen)).rule == "redirect-to-parent"


@pytest.mark.parametrize(
    ("asked", "to", "page"),
    [
        pytest.param(f"{GUIDE}/welcome.html", "", REAL, id="a-page"),
        pytest.param(f"{GUIDE}/index.html", f"{GUIDE}/", STUB, id="the-index"),
        pytest.param(f"{GUIDE}/", "", STUB, id="the-root-of-a-guide"),
        pytest.param(f"{DOCS}/lambda", f"{GUIDE}/", STUB, id="the-root-of-a-service"),
        pytest.param(f"{GUIDE}/with-redirects.html", f"{GUIDE}/other.html", REAL, id="a-move"),
        pytest.param(
            f"{GUIDE}/quick-start.html", f"{AWS}/solutions/quick-start/", REAL, id="off-the-docs"
        ),
        pytest.param(
            f"{GUIDE}/large.html", "", Page(refresh="600", size=90_000), id="large-and-refreshing"
        ),
        pytest.param(f"{GUIDE}/small.html", "", Page(title="Short", size=900), id="small"),
        pytest.param("https://docs.example/guide/a.html", "", STUB, id="elsewhere"),
    ],
)
def test_a_page_of_the_aws_documentation_that_is_there_is_no_stub(
    asked: str, to: str, page: Page
) -> None:
    names = rules(visit(asked, to=to, page=page))

    assert "aws-docs-stub" not in names
    assert "redirect-to-parent" not in names


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
