"""Links in raw HTML."""

import pytest

from linkaudit.extract.html import ids, url_attributes
from linkaudit.extract.registry import extract_document
from linkaudit.model.document import Document


@pytest.mark.parametrize(
    ("text", "values"),
    [
        # which attributes: HTML §4
        ("<a href='b'>", ["b"]),
        ("<A HREF='b'>", ["b"]),
        ("<area href=b><link href=c>", ["b", "c"]),
        ("<img src=b><audio src=c><iframe src=d>", ["b", "c", "d"]),
        ("<video src=b poster=c><source src=d srcset=e>", ["b", "c", "d", "e"]),
        ("<div href=b><a src=c data-href=d><p title='http://a.example/'>", []),
        ("<a title='>' href=b>", ["b"]),
        ("<a title=\"<a href='c'>\" href=b>", ["b"]),
        ("<a name=x/href=b>", []),
        ("<a/href=b/>", ["b/"]),
        ("<a\nhref\n=\n'b'\n>", ["b"]),
        ("<a href>", []),
        ("<a href=''>", [""]),
        ("<a href='b", []),
        ("<a href=b", ["b"]),
        ("<a href='b'class=c>", ["b"]),
        ("</a href=b>", []),
        ("< a href=b>", []),
        ("<", []),
        ("a < b <c", []),
        # what a value means: HTML §13.2.5.73
        ("<a href=' b\n'>", ["b"]),
        ("<a href='?a=1&amp;b=2&#x26;c&#38;d'>", ["?a=1&b=2&c&d"]),
        ("<a href='?a=1&region=b&copy=2&notit;&copy'>", ["?a=1&region=b&copy=2&notit;©"]),
        ("<a href='?a&nosuch;&&;'>", ["?a&nosuch;&&;"]),
        # srcset: HTML §4.8.4.2.1
        ("<img srcset='b 1x, c 2x'>", ["b", "c"]),
        ("<img srcset='b,c 2x'>", ["b,c"]),
        ("<img srcset='b, c'>", ["b", "c"]),
        ("<img srcset=' b 100w ,\n c 200w , '>", ["b", "c"]),
        ("<img srcset='data:image/png;base64,AA== 1x, c'>", ["data:image/png;base64,AA==", "c"]),
        ("<img srcset=''><img srcset=', ,'>", []),
        # what is no markup
        ("<!-- <a href=b> --><a href=c>", ["c"]),
        ("<!--><a href=c>", ["c"]),
        ("<!---><a href=c>", ["c"]),
        ("<!-- <a href=b>", []),
        ("<? <a href=b> ?><a href=c>", ["c"]),
        ("<![CDATA[<a href=b>]]><a href=c>", ["c"]),
        ("<!DOCTYPE html><a href=c>", ["c"]),
        ("<script>'<a href=b>'</script><a href=c>", ["c"]),
        ("<STYLE>/*<a href=b>*/</style><a href=c>", ["c"]),
        ("<textarea><a href=b></textarea><title><a href=c></title>", []),
        ("<script><a href=b>", []),
        ("<script/><a href=b>", []),
    ],
)
def test_urls_are_read_from_the_attributes_that_hold_them(text: str, values: list[str]) -> None:
    """HTML Living Standard."""
    assert [found.value for found in url_attributes(text)] == values


def test_an_attribute_knows_where_it_stands() -> None:
    text = "x <a class=c href=' b&amp;c '>"

    (found,) = url_attributes(text)

    assert text[found.start : found.end] == "b&amp;c"
    assert (found.tag, found.tag_start) == ("a", 2)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<p id=a><a name=b id=c><p name=d>", ["a", "b", "c"]),
        ("<p ID='a&amp;b'>", ["a&b"]),
        ("<!-- <p id=a> -->", []),
        ("</p id=a>", []),
        ("", []),
    ],
)
def test_ids_and_names_of_anchors_are_what_a_fragment_points_to(
    text: str, found: list[str]
) -> None:
    """HTML §7.4.6.3."""
    assert list(ids(text)) == found


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ('<a href="b">the words</a>', "the words"),
        ('see <a href="b">the <b>bold</b>\nwords</a>.', "the bold words"),
        ("<a href=b>x &amp; y</a>", "x & y"),
        ('<a href="b" >words</a >', "words"),
        ('<a href="b"></a>', "<a>"),
        ('<a href="b">never closed', "<a>"),
        ('<img src="b" alt="A picture">', "A picture"),
        ('<img src="b">', "<img>"),
        ('<div><a href="b">in a block</a></div>', "in a block"),
    ],
)
def test_a_link_in_html_has_the_words_that_a_reader_sees(text: str, seen: str) -> None:
    """In running text, in a block, and in a page of HTML alike."""
    for path in ("a.md", "a.html"):
        [found] = extract_document(Document(path, text)).links
        assert found.text == seen
