"""Each form of a destination with a new one in it: as its author would have written it."""

import pytest

from linkaudit.extract.registry import extract_document
from linkaudit.fix.apply import FixedDocument, apply_fixes
from tests.builders import document
from tests.unit.fix.test_properties import change

NEW = "https://b.example/new"
PARENTHESES = "https://b.example/a_(b)"
OPEN = "https://b.example/a_(b"
SPACE = "a b.md"
ENTITY = "https://b.example/?a&copy;b"
QUOTE = "https://b.example/it's?a=1&b=2"
STAR = "https://b.example/*x*"
PIPE = "https://b.example/a|b"


def put(text: str, url: str, path: str = "a.md") -> FixedDocument:
    """A document with all its destinations replaced."""
    before = document(text, path=path)
    links = extract_document(before).links
    return apply_fixes(before, [change(link, url) for link in links], extract_document)


@pytest.mark.parametrize(
    ("text", "url", "mended"),
    [
        ("[a](/x 'title')", NEW, f"[a]({NEW} 'title')"),
        ("[a](/x)", PARENTHESES, f"[a]({PARENTHESES})"),
        ("[a](/x)", OPEN, "[a](https://b.example/a_\\(b)"),
        ("[a](/x)", SPACE, "[a](<a b.md>)"),
        ("[a](/x)", ENTITY, "[a](https://b.example/?a&amp;copy;b)"),
        ("[a](/x?y&amp;z)", "/n?y&z", "[a](/n?y&amp;z)"),
        ("[a](/x?y&z)", "/n?y&z", "[a](/n?y&z)"),
        ("[a](/x)", "<b", "[a](\\<b)"),
        ("[a](/x)", "a\\*b", "[a](a\\\\*b)"),
        ("[a](/x)", "a\\b", "[a](a\\b)"),
        ("[a](<x y>)", NEW, f"[a](<{NEW}>)"),
        ("[a](<x y>)", "a>b", "[a](<a\\>b>)"),
        ("[a](<x y>)", OPEN, f"[a](<{OPEN}>)"),
        ("[a]( x\t'title' )", NEW, f"[a]( {NEW}\t'title' )"),
        ("[a]()", NEW, f"[a]({NEW})"),
        ("![a](x.png)", "y.png", "![a](y.png)"),
        ("[![a](x.png)](y.md)", NEW, f"[![a]({NEW})]({NEW})"),
        ("[/x](/x)", NEW, f"[/x]({NEW})"),
        ("[a] [a][] [b][a]\n\n[a]: /x 't'", NEW, f"[a] [a][] [b][a]\n\n[a]: {NEW} 't'"),
        ("[a]\n\n[a]: </x>", OPEN, f"[a]\n\n[a]: <{OPEN}>"),
        ("[a]\n\n[a]:\n  /x\n  't'", SPACE, "[a]\n\n[a]:\n  <a b.md>\n  't'"),
        ("<https://a.example/>", STAR, f"<{STAR}>"),
        ("<a@b.example>", "mailto:c@b.example", "<mailto:c@b.example>"),
        ("See https://a.example/x.", NEW, f"See {NEW}."),
        ("See https://a.example/x.", f"{NEW}?", f"See <{NEW}?>."),
        ("(https://a.example/x)", OPEN, f"(<{OPEN}>)"),
        ("https://a.example/x and", STAR, f"<{STAR}> and"),
        ("https://a.example/x", "https://b.example/a_b", "https://b.example/a_b"),
        ("https://a.example/x", "https://b.example/_a_", "<https://b.example/_a_>"),
        ("www.a.example", "http://www.b.example/", "www.b.example/"),
        ("www.a.example", NEW, NEW),
        ("<a href='/x'>b</a>", QUOTE, "<a href='https://b.example/it&#39;s?a=1&b=2'>b</a>"),
        ('<a href="/x">b</a>', QUOTE, '<a href="https://b.example/it\'s?a=1&b=2">b</a>'),
        ('<a href="?a&amp;b">b</a>', "?c&b", '<a href="?c&amp;b">b</a>'),
        ("<a href=/x>b</a>", "/y", "<a href=/y>b</a>"),
        ("<a href=/x>b</a>", "/y?z=1", '<a href="/y?z=1">b</a>'),
        ('<a href="/x">b</a>', ENTITY, '<a href="https://b.example/?a&amp;copy;b">b</a>'),
        ('<a href=" /x ">b</a>', "/y", '<a href=" /y ">b</a>'),
        ("<img srcset='a.png 1x, b.png 2x'>", "c,d.png", "<img srcset='c,d.png 1x, c,d.png 2x'>"),
        ("|a|\n|-|\n|[b](/x)|", PIPE, "|a|\n|-|\n|[b](https://b.example/a\\|b)|"),
        ("|a|\n|-|\n|<https://a.example>|", PIPE, "|a|\n|-|\n|<https://b.example/a\\|b>|"),
        ("[b](/x) | c", PIPE, f"[b]({PIPE}) | c"),
        ("> - [a](/x)\r\n>   [b](/x)", NEW, f"> - [a]({NEW})\r\n>   [b]({NEW})"),
        ("\U0001f600 [a](/x) é [b](/x)\r", NEW, f"\U0001f600 [a]({NEW}) é [b]({NEW})\r"),
        ("-\t[a](/x)\n\t[b](/x)", NEW, f"-\t[a]({NEW})\n\t[b]({NEW})"),
        ("# [a](/x) #\n\n[b](/x)\n---", NEW, f"# [a]({NEW}) #\n\n[b]({NEW})\n---"),
        ("a\x00[a](/x)\x00", NEW, f"a\x00[a]({NEW})\x00"),
    ],
)
def test_a_destination_is_written_in_its_authors_form(text: str, url: str, mended: str) -> None:
    done = put(text, url)

    assert done.text == mended
    assert done.left == ()
    assert all(link.url == url for link in extract_document(document(mended)).links)


@pytest.mark.parametrize(
    ("text", "url", "path"),
    [
        ("<https://a.example/>", "guide.md", "a.md"),
        ("https://a.example/", "guide.md", "a.md"),
        ("https://a.example/x.", "https://b.example/y.", "a.mdx"),  # MDX has no `<https://…>`
        ("<img srcset='a.png 1x'>", "b c.png", "a.md"),
        ('<a href="x\ny">b</a>', NEW, "a.md"),
        ("[a](/x)", "", "a.md"),
        ("[a](/x)", "a\nb", "a.md"),
        ("[a](/x)", "\ud800", "a.md"),
    ],
)
def test_what_no_form_can_hold_is_left_with_its_reason(text: str, url: str, path: str) -> None:
    done = put(text, url, path)

    assert done.text == text
    assert done.made == ()
    assert [left.why for left in done.left] == [
        "no spelling of it is safe in this place; edit it by hand"
    ]


def test_one_that_cannot_be_written_does_not_keep_the_others_from_it() -> None:
    text = "<https://a.example/>\n[b](/x)\n" * 20

    done = put(text, "new.md")

    assert len(done.left) == 20
    assert done.text == text.replace("(/x)", "(new.md)")


def test_a_text_that_is_made_to_be_tried_for_ever_is_given_up_and_said() -> None:
    before = document("<img srcset='a.png 1x'>\n" * 9)
    links = extract_document(before).links

    done = apply_fixes(
        before,
        [change(link, "b c.png") for link in links],
        extract_document,
        readings=12,
    )

    assert done.text == before.text
    assert "edit it by hand" in done.left[0].why
    assert "too many other edits" in done.left[-1].why


def test_a_link_that_is_not_in_the_document_is_left() -> None:
    [elsewhere] = extract_document(document("words [a](/x)")).links

    done = apply_fixes(document("[a](/x)"), [change(elsewhere, NEW)], extract_document)

    assert (done.text, len(done.left)) == ("[a](/x)", 1)
