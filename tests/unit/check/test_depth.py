"""How deeply a page may nest before the rest of it is left unread."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.check.depth import DEEPEST, shallow
from linkaudit.check.page import read_page
from linkaudit.exchange import Response

MANY = 100_000


def html(body: str) -> Response:
    return Response("https://a.example/", 200, {"content-type": "text/html"}, body.encode())


@pytest.mark.parametrize(
    "tag",
    [
        *("<div>", "<DIV>", "<b>", "<a href=x>", "<ul><li>", "<table><tr><td>", "<x-y>"),
        *("<div></b>", "<div></b></i></p>", "<p><font>", "<svg><tr>", "<math><li>", "<select>"),
    ],
)
def test_what_nests_without_end_is_cut_at_the_depth_of_browsers(tag: str) -> None:
    """4 MiB of `<div>` took the parser ten minutes."""
    text = tag * MANY

    assert len(shallow(text)) <= len(tag) * (DEEPEST + 1)


def test_a_foreign_root_takes_back_that_siblings_end_each_other() -> None:
    text = "<svg>" + "<tr>" * MANY

    assert len(shallow(text)) < 4 * (DEEPEST + 2)


@pytest.mark.parametrize(
    "text",
    [
        "<div>text</div>" * MANY,
        "<DIV>text</div>" * MANY,
        "<p>text" * MANY,
        "<ul>" + "<li>text" * MANY + "</ul>",
        "<table>" + "<tr><td>a<td>b" * MANY + "</table>",
        "<br><img src=x><input><hr>" * MANY,
        "<div>" * (DEEPEST - 2) + "<p>text</p>" * MANY,
        "<script>" + "document.write('<div>');" * MANY + "</script>",
        "<style>" + "/* <div> */" * MANY + "</style>",
        "<!-- " + "<div>" * MANY + "-->",
        "<textarea>" + "<div>" * MANY,
        "a < b " * MANY,
    ],
    ids=lambda text: text[:20],
)
def test_a_long_page_that_is_not_deep_is_read_to_its_end(text: str) -> None:
    assert shallow(text) == text


def test_a_page_that_was_cut_says_so_and_keeps_its_beginning() -> None:
    page = read_page(html("<title>Well</title><p id=here>" + "<div id=deep>" * MANY + "<p id=end>"))

    assert page is not None
    assert (page.title, page.is_cut) == ("Well", True)
    assert "here" in page.anchors
    assert "end" not in page.anchors


def test_a_short_page_is_not_looked_at() -> None:
    text = "<b>" * 1000

    assert shallow(text) == text


@given(st.text(alphabet="<>/!-abdivsptr \n", max_size=60), st.integers(1, 3000))
def test_what_is_kept_is_a_beginning(piece: str, times: int) -> None:
    text = piece * times

    assert text.startswith(shallow(text))
