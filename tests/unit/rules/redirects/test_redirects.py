"""Pages that moved under the same name: for good, for now, or hardly at all."""

from __future__ import annotations

import pytest

from linkaudit.model.http import Hop, Page, Refresh
from linkaudit.model.report import Finding, Level, LocalTarget
from linkaudit.rules.registry import judge
from tests.builders import answer, case, link, observation
from tests.unit.rules.visits import only, rules, visit

OLD, NEW = "https://a.example/old", "https://b.example/new"


@pytest.mark.parametrize(
    ("statuses", "rule", "replacement"),
    [
        ([301], "permanent-redirect", NEW),
        ([308], "permanent-redirect", NEW),
        ([301, 308, 301], "permanent-redirect", NEW),
        ([302], "temporary-redirect", None),
        ([303], "temporary-redirect", None),
        ([307], "temporary-redirect", None),
        ([301, 302], "temporary-redirect", None),
        ([302, 301], "temporary-redirect", None),
    ],
)
def test_a_move_is_for_good_only_if_every_hop_is(
    statuses: list[int], rule: str, replacement: str | None
) -> None:
    """RFC 9110 §15.4.2 and §15.4.9; the contract: every hop is permanent."""
    hops = [Hop(OLD if n == 0 else f"{OLD}/{n}", status) for n, status in enumerate(statuses)]
    seen = observation(OLD, outcome=answer(NEW), hops=hops)

    found = only(case(OLD, seen=seen))

    assert (found.rule, found.replacement) == (rule, replacement)
    assert found.certain is (replacement is not None)


@pytest.mark.parametrize(
    ("asked", "to"),
    [
        ("http://a.example/page", "https://a.example/page"),
        ("https://a.example/page", "https://a.example/page/"),
        ("https://a.example/page/index.html", "https://a.example/page/"),
        ("https://a.example/page/index.htm", "https://a.example/page/"),
        ("https://a.example/page/index.php", "https://a.example/page/"),
        ("https://a.example/page", "https://www.a.example/page"),
        ("https://a.example/page", "https://a.example/en/page"),
        ("https://a.example/en-US/page", "https://a.example/de-DE/page"),
        ("https://a.example/zh-hans/page", "https://a.example/page"),
        ("https://a.example/page?utm_source=post", "https://a.example/page"),
        ("https://a.example/page?nc1=h_ls&id=7", "https://a.example/page?id=7"),
    ],
)
def test_a_slightly_different_address_is_a_note(asked: str, to: str) -> None:
    """The contract: note where trivial (scheme, trailing slash, locale, `index.html`)."""
    found = only(visit(asked, to=to))

    assert (found.rule, found.level) == ("trivial-redirect", Level.NOTE)
    assert (found.replacement, found.certain) == (to, True)


def test_a_temporary_trivial_redirect_offers_nothing() -> None:
    found = only(visit("https://a.example/page", to="https://a.example/en/page", by=302))

    assert (found.rule, found.replacement, found.certain) == ("trivial-redirect", None, False)


@pytest.mark.parametrize(
    ("asked", "to"),
    [
        ("https://a.example/ai/tools", "https://a.example/tools"),
        ("https://a.example/ml/tools", "https://a.example/tools"),
        ("https://a.example/no-code/tools", "https://a.example/tools"),
        ("https://a.example/pl-sql/tools", "https://a.example/tools"),
        ("https://a.example/page?id=7", "https://a.example/page?id=8"),
        ("https://a.example/page", "https://other.example/page"),
        ("https://a.example/page", "https://docs.a.example/page"),
        ("https://a.example/Page", "https://a.example/page"),
    ],
)
def test_another_address_is_a_move(asked: str, to: str) -> None:
    """`/ai/` is a subject and no language; RFC 3986 §6.2.2.1: paths are case-sensitive."""
    found = only(visit(asked, to=to))

    assert (found.rule, found.level) == ("permanent-redirect", Level.WARNING)


def moved(page: Page | None, *, status: int = 200, fragment: str | None = None) -> Finding:
    return next(
        finding
        for finding in judge(visit(OLD, to=NEW, status=status, page=page, fragment=fragment))
        if finding.rule == "permanent-redirect"
    )


@pytest.mark.parametrize(
    ("page", "fragment", "status", "certain"),
    [
        pytest.param(None, None, 200, True, id="no-fragment"),
        pytest.param(Page(anchors=frozenset({"use"})), "use", 200, True, id="the-fragment-exists"),
        pytest.param(Page(anchors=frozenset({"api"})), "use", 200, False, id="it-does-not"),
        pytest.param(None, "use", 200, False, id="the-answer-is-no-page"),
        pytest.param(Page(is_scripted=True), "use", 200, False, id="scripts-build-the-page"),
        pytest.param(Page(), "top", 200, True, id="top-is-everywhere"),
        pytest.param(None, None, 203, False, id="not-quite-200"),
    ],
)
def test_a_replacement_is_certain_only_if_all_of_it_is_known(
    page: Page | None, fragment: str | None, status: int, certain: bool
) -> None:
    """The contract: permanent hops, a 200 at the end, and the fragment exists there."""
    assert moved(page, fragment=fragment, status=status).certain is certain


def test_the_fragment_moves_along_as_it_is_written() -> None:
    """RFC 9110 §10.2.2: a Location without a fragment inherits the one of the request."""
    anchors = frozenset({"an id"})
    seen = observation(OLD, outcome=answer(NEW, page=Page(anchors=anchors)), hops=[Hop(OLD, 301)])
    written = link(f"{OLD}#an%20id")

    found = only(case(OLD, link=written, fragment="an id", seen=seen))

    assert found.replacement == f"{NEW}#an%20id"


def test_a_fragment_in_the_redirect_takes_the_place_of_the_link_s() -> None:
    """RFC 9110 §10.2.2."""
    page = Page(anchors=frozenset({"there"}))

    found = only(visit(OLD, to=f"{NEW}#there", page=page, fragment="here"))

    assert (found.replacement, found.certain) == (f"{NEW}#there", True)


def test_a_page_that_comes_back_to_itself_has_not_moved() -> None:
    """Hostile web, part C: a wall of cookies redirects to itself until the cookie is set."""
    assert rules(visit(OLD, to=OLD, by=302)) == []


def test_a_file_of_the_tree_does_not_move() -> None:
    seen = observation(target=LocalTarget("b.md"), outcome=answer("b.md", 0))

    assert rules(case("b.md", seen=seen)) == []


# ------------------------------------------------------------------- refreshes

BOOK = "https://a.example/book/"
ON = Refresh("one.html")


def sent_on(asked: str, to: str, *hops: Hop) -> list[Finding]:
    return list(judge(case(asked, seen=observation(asked, outcome=answer(to), hops=hops))))


@pytest.mark.parametrize(
    ("asked", "to"),
    [
        (BOOK, f"{BOOK}one.html"),
        (BOOK, f"{BOOK}one.html#begin"),
        (BOOK, f"{BOOK}en/latest/index.html"),
        (f"{BOOK}index.html", f"{BOOK}one.html"),
        ("https://a.example/", f"{BOOK}one.html"),
    ],
)
def test_a_folder_that_refreshes_to_its_own_first_page_has_not_moved(asked: str, to: str) -> None:
    """As little as one whose server shows the first page under the folder's name."""
    assert sent_on(asked, to, Hop(asked, 200, ON)) == []


def test_a_move_to_such_a_folder_is_a_move_to_the_folder() -> None:
    (found,) = sent_on(OLD, f"{BOOK}one.html", Hop(OLD, 301), Hop(BOOK, 200, ON))

    assert (found.rule, found.replacement, found.certain) == ("permanent-redirect", BOOK, True)


@pytest.mark.parametrize(
    ("refresh", "replacement"), [(ON, f"{BOOK}#there"), (Refresh("one.html#there"), BOOK)]
)
def test_a_fragment_that_came_with_the_redirect_stays(refresh: Refresh, replacement: str) -> None:
    (found,) = sent_on(OLD, f"{BOOK}one.html#there", Hop(OLD, 301), Hop(BOOK, 200, refresh))

    assert found.replacement == replacement


@pytest.mark.parametrize(
    ("asked", "to"),
    [
        (f"{BOOK}old", f"{BOOK}one.html"),
        (BOOK, "https://a.example/novel/one.html"),
        (BOOK, "https://b.example/book/one.html"),
        (BOOK, "https://a.example/bookshop"),
    ],
)
def test_a_refresh_to_elsewhere_is_a_note_and_never_for_good(asked: str, to: str) -> None:
    """No status says how long it holds; many a site has no other means to move a page."""
    (found,) = sent_on(asked, to, Hop(asked, 200, ON))

    assert (found.rule, found.level) == ("temporary-redirect", Level.NOTE)
    assert (found.replacement, found.certain) == (None, False)
    assert "forwards readers" in found.message
    assert "200 (refresh)" in found.evidence[0].quote


def test_a_permanent_redirect_before_a_refresh_is_not_for_good() -> None:
    (found,) = sent_on(OLD, NEW, Hop(OLD, 301), Hop(f"{OLD}/2", 200, ON))

    assert found.rule == "temporary-redirect"


@pytest.mark.parametrize(
    ("kind", "moved"),
    [
        ("application/zip", False),
        ("application/octet-stream; charset=binary", False),
        ("application/pdf", True),
        ("application/xhtml+xml", True),
        ("text/html", True),
        ("", True),
    ],
)
def test_a_page_that_begins_a_download_has_not_moved(kind: str, moved: bool) -> None:
    """A browser saves the file and goes on showing the page."""
    file = answer("https://mirror.example/tool-2.1", headers={"content-type": kind})
    asked = "https://a.example/download"
    hops = [Hop(asked, 200, Refresh("https://mirror.example/tool-2.1"))]

    found = judge(case(asked, seen=observation(asked, outcome=file, hops=hops)))

    assert [finding.rule for finding in found] == ["temporary-redirect"] * moved
