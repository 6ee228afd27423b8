"""Does the place on the page exist that a link points to?"""

from __future__ import annotations

import pytest

from linkaudit.model.http import Page
from linkaudit.model.report import LocalTarget, Verdict
from linkaudit.rules.base import RuleContext
from tests.builders import answer, case, link, observation
from tests.unit.rules.visits import only, rules, visit

PAGE = "https://a.example/guide"


def with_ids(*ids: str) -> Page:
    return Page(title="A guide", anchors=frozenset(ids), size=20_000)


@pytest.mark.parametrize(
    ("fragment", "ids"),
    [
        ("usage", ["install"]),
        ("usage", []),
        ("Usage", ["usage"]),
        ("usage:~:text=how", ["install"]),
        ("L", ["install"]),
        ("Life", ["install"]),
        ("top-10", ["install"]),
        ("comments", ["install"]),
        ("2024-plans", ["install"]),
        ("readme-first", ["install"]),
    ],
)
def test_a_fragment_that_names_no_id_of_the_page_is_missing(fragment: str, ids: list[str]) -> None:
    """HTML §7.4.6.3: ids are compared letter for letter."""
    found = only(visit(PAGE, page=with_ids(*ids), fragment=fragment))

    assert (found.rule, found.verdict) == ("fragment-missing", Verdict.ANCHOR_MISSING)
    assert found.evidence[0].url == PAGE


@pytest.mark.parametrize(
    ("fragment", "ids"),
    [
        pytest.param("usage", ["usage"], id="an-id"),
        pytest.param("usage", ["user-content-usage"], id="an-id-as-github-writes-it"),
        pytest.param("TOP", [], id="the-top"),
        pytest.param(":~:text=how", [], id="a-text-fragment"),
        pytest.param("usage:~:text=how", ["usage"], id="an-id-and-a-text-fragment"),
        pytest.param("/route", [], id="a-route"),
        pytest.param("!/route", [], id="an-older-route"),
        pytest.param("L10", [], id="a-line"),
        pytest.param("L10-L20", [], id="lines"),
        pytest.param("L10C3-L20C5", [], id="lines-and-columns"),
        pytest.param("page=7", [], id="a-page-of-a-document"),
        pytest.param("t=90s", [], id="a-time-in-a-film"),
        pytest.param("issuecomment-123", [], id="what-a-script-of-github-adds"),
        pytest.param("discussion_r123", [], id="a-review-on-github"),
        pytest.param("gid=0&range=A1", [], id="a-cell-of-a-sheet"),
        pytest.param("narrow/stream/4-x", [], id="a-topic-of-a-chat"),
        pytest.param("10-20", ["10"], id="lines-by-number"),
        pytest.param("L10:5-20:3", [], id="a-span"),
        pytest.param("lines-10:20", [], id="lines-of-bitbucket"),
        pytest.param("comment-4567890123", [], id="a-comment-kept-elsewhere"),
        pytest.param("note_12", [], id="a-note-of-gitlab"),
        pytest.param("readme", [], id="a-readme-of-github"),
        pytest.param("Usage", ["user-content-usage"], id="github-finds-it-in-any-case"),
        pytest.param("übersicht", ["übersicht"], id="beyond-ascii"),
    ],
)
def test_a_fragment_that_exists_or_names_no_id_is_fine(fragment: str, ids: list[str]) -> None:
    """W3C Media Fragments §4, the text fragments of WICG, PDF open parameters."""
    assert rules(visit(PAGE, page=with_ids(*ids), fragment=fragment)) == []


def test_an_id_may_be_written_with_percents_itself() -> None:
    """HTML §7.4.6.3: the fragment is looked for as it stands, then decoded."""
    written = link(f"{PAGE}#%C3%BC")
    seen = observation(PAGE, outcome=answer(PAGE, page=with_ids("%C3%BC")))

    assert rules(case(PAGE, link=written, fragment="ü", seen=seen)) == []


@pytest.mark.parametrize(
    ("page", "status"),
    [
        pytest.param(None, 200, id="no-page-of-html"),
        pytest.param(Page(is_scripted=True), 200, id="built-by-scripts"),
        pytest.param(Page(is_cut=True), 200, id="read-in-part"),
    ],
)
def test_where_ids_cannot_be_known_nothing_is_said(page: Page | None, status: int) -> None:
    assert rules(visit(PAGE, page=page, status=status, fragment="usage")) == []


def test_a_page_that_is_gone_has_no_missing_fragment() -> None:
    gone = visit(PAGE, page=with_ids(), status=404, fragment="usage")

    assert rules(gone) == ["not-found"]


def test_the_nearest_id_is_offered_but_is_not_certain() -> None:
    misspelt = visit(PAGE, page=with_ids("requirements", "install"), fragment="requirments")

    found = only(misspelt)

    assert found.message.endswith("closest match: “requirements”")
    assert (found.replacement, found.certain) == (f"{PAGE}#requirements", False)


def test_an_id_that_is_another_subject_is_not_offered() -> None:
    found = only(visit(PAGE, page=with_ids("install"), fragment="requirements"))

    assert found.replacement is None
    assert found.evidence[0].quote == "ids on the page: install"


def test_an_offered_id_is_fit_for_a_url() -> None:
    """RFC 3986 §3.5: a fragment holds no spaces, brackets or quotes."""
    found = only(visit(PAGE, page=with_ids('an "id") (x'), fragment='an "id") (y'))

    assert found.replacement == f"{PAGE}#an%20%22id%22%29%20%28x"


def test_the_fragment_of_the_last_redirect_counts() -> None:
    """RFC 9110 §10.2.2."""
    found = visit(PAGE, to=f"{PAGE}/#there", page=with_ids("there"), fragment="here")

    assert "fragment-missing" not in rules(found)


def test_a_file_of_the_tree_is_asked_for_its_anchors() -> None:
    there = answer("guide.md", 0, page=Page(anchors=frozenset({"install"})))
    seen = observation(target=LocalTarget("guide.md"), outcome=there)

    assert rules(case("guide.md", fragment="usage", seen=seen)) == ["fragment-missing"]
    assert rules(case("guide.md", fragment="install", seen=seen)) == []


def local(written: str, page: Page, fragment: str) -> RuleContext:
    """A link, written so, to a file of the tree that is there."""
    seen = observation(target=LocalTarget("docs/a.md"), outcome=answer("docs/a.md", 0, page=page))
    return case(link=link(written), fragment=fragment, seen=seen)


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("#instal", "#install"),
        ("../docs/a.md#instal", "../docs/a.md#install"),
        ("/docs/a.md?plain=1#instal", "/docs/a.md?plain=1#install"),
        ("./a%20b.md#instal", "./a%20b.md#install"),
    ],
)
def test_of_a_link_to_a_file_only_the_fragment_changes(written: str, instead: str) -> None:
    found = only(local(written, with_ids("install"), "instal"))

    assert found.replacement == instead


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("#日本語ガイ", "#日本語ガイド"),
        ("#%E6%97%A5%E6%9C%AC%E8%AA%9E", "#%E6%97%A5%E6%9C%AC%E8%AA%9E%E3%82%AC%E3%82%A4%E3%83%89"),
    ],
)
def test_letters_are_encoded_where_the_author_did_so(written: str, instead: str) -> None:
    found = only(local(written, with_ids("日本語ガイド"), "日本語ガイ"))

    assert found.replacement == instead


@pytest.mark.parametrize(
    "fragment", ["L1", "L12", "L1-L12", "L3-12", "L12C5", "L1C1-L12C40", "L12-L1", "run", "/x"]
)
def test_lines_that_a_file_has_are_fine(fragment: str) -> None:
    """GitHub Docs, "Creating a permanent link to a code snippet"; a name in code is not judged."""
    page = Page(lines=12, has_ids=False)

    assert rules(local(f"run.py#{fragment}", page, fragment)) == []


@pytest.mark.parametrize(
    "fragment", ["L13", "L0", "L1-L13", "L3-13", "L13C1", "L13-L1", "L999999999"]
)
@pytest.mark.parametrize("has_ids", [True, False])
def test_a_line_beyond_the_end_is_missing_and_the_message_counts_them(
    fragment: str, has_ids: bool
) -> None:
    found = only(local(f"run.py#{fragment}", Page(lines=12, has_ids=has_ids), fragment))

    assert found.verdict is Verdict.ANCHOR_MISSING
    assert found.message == f"the file has only 12 lines, so “{fragment}” leads nowhere"
    assert found.replacement is None


@pytest.mark.parametrize(("lines", "said"), [(0, "0 lines"), (1, "1 line,"), (1234, "1,234 lines")])
def test_lines_are_counted_as_people_write_it(lines: int, said: str) -> None:
    found = only(local("run.py#L5000", Page(lines=lines, has_ids=False), "L5000"))

    assert f"has only {said}" in found.message


def test_an_id_may_look_like_a_line() -> None:
    page = Page(anchors=frozenset({"L99"}), lines=12)

    assert rules(local("a.html#L99", page, "L99")) == []


@pytest.mark.parametrize("fragment", ["readme", "comment-1", "a/b", "2024-25"])
def test_what_scripts_make_on_the_web_nothing_makes_in_a_file(fragment: str) -> None:
    page = with_ids("install")

    assert rules(local(f"a.md#{fragment}", page, fragment)) == ["fragment-missing"]
    assert rules(visit(PAGE, page=page, fragment=fragment)) == []
