"""The stub that AWS documentation shows for a page that is gone."""

from __future__ import annotations

import pytest

from linkaudit.model.http import Answer, Failure, FailureKind, Hop, Page, Refresh
from linkaudit.model.report import Verdict
from tests.builders import answer, case, observation
from tests.unit.rules.visits import AWS, DOCS, only, rules, visit

GUIDE = f"{DOCS}/lambda/latest/dg"

STUB = Page(title="AWS Lambda", refresh="welcome.html", size=1010, has_default_page=True)

REAL = Page(title="What is AWS Lambda? - AWS Lambda", size=40_000)

MOVED = Page(title="AWS Lambda", refresh="other.html", size=700)

SENT_ON = Refresh("welcome.html", "AWS Lambda", 1010)

MISSING = Hop(f"{GUIDE}/gone.html", 302)


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
