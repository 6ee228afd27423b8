"""What is a link in a document of Markdown, what it means and what it reads."""

import pytest

from linkaudit.model.document import LinkKind
from tests.builders import document, extract

TABLE = "| a | b |\n|---|---|\n"


def urls(text: str) -> list[str]:
    return [link.url for link in extract(document(text))]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[a](b)", LinkKind.INLINE),
        ("![a](b)", LinkKind.IMAGE),
        ("[a]\n\n[a]: b", LinkKind.REFERENCE),
        ("![a]\n\n[a]: b", LinkKind.REFERENCE),
        ("<http://a.example/>", LinkKind.AUTOLINK),
        ("<me@a.example>", LinkKind.AUTOLINK),
        ("http://a.example/", LinkKind.BARE),
        ("x <a href=b>", LinkKind.HTML),
        ("<div><img src=b></div>", LinkKind.HTML),
    ],
)
def test_a_link_is_of_the_kind_of_its_syntax(text: str, kind: LinkKind) -> None:
    """The contract: inline, reference, autolink, bare, image, html."""
    assert [link.kind for link in extract(document(text))] == [kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](b)", "a"),
        ("[ a *b* **c** `d` ](e)", "a b c d"),
        ("[a\nb](c)", "a b"),
        ("[a  \nb](c)", "a b"),
        ("[a\\]b &amp; \\*](c)", "a]b & *"),
        ("[a <b>c</b>](d)", "a c"),
        ("[](a)", ""),
        ("*a [b* c](d) *e*", "b* c"),
        ("before [a](b) after", "a"),
        ("before ![a](b) after", "a"),
        ("![a *b* [c](d)](e)", "a b c"),
        ("![a ![*b*](c)](d)", "a b"),
        ("[http://b.example](a)", "http://b.example"),
        ("[some text][a]\n\n[a]: b", "some text"),
        ("[first][a] [second][a]\n\n[a]: b", "first"),
        ("[Not \\[used\\]\n  at all]: b", "Not [used] at all"),
        ("<http://a.example/>", "http://a.example/"),
        ("www.a.example", "www.a.example"),
    ],
)
def test_the_text_of_a_link_is_what_a_reader_sees(text: str, expected: str) -> None:
    """CommonMark §6.3: the text is inlines; marks, escapes and line ends do not show."""
    assert [link.text for link in extract(document(text))] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[see <https://a.example/> there](b)",
            {"https://a.example/": "https://a.example/", "b": "see https://a.example/ there"},
        ),
        ("[a<https:>//b.example/?c=](d)", {"https:": "https:", "d": "ahttps://b.example/?c="}),
        (
            "[![a](b) <cc:d> e](f) [g](h)",
            {"b": "a", "cc:d": "cc:d", "f": "a cc:d e", "h": "g"},
        ),
    ],
)
def test_an_autolink_in_the_text_of_a_link_is_a_link_too(
    text: str, expected: dict[str, str]
) -> None:
    """CommonMark §6.5: it is read before the brackets around it."""
    assert {link.url: link.text for link in extract(document(text))} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # CommonMark §6.3
        ('[a](b "t")', ["b"]),
        ("[a](<b c> (t))", ["b c"]),
        ("[a](b c)", []),
        ("[a](b 't' x)", []),
        ("[a] (b)", []),
        ("\\[a](b)", []),
        ("[a](b(c)", []),
        ("[a](b\\(c)", ["b(c"]),
        ("[a](b&auml;&#35;&nosuch;)", ["bä#&nosuch;"]),
        ("[a](b&region=c)", ["b&region=c"]),
        ("[a]()", [""]),
        ("[a](<>)", [""]),
        ("[a [b](c)](d)", ["c"]),
        ("[a](b)(c)", ["b"]),
        ("[a](javascript:b)", ["javascript:b"]),
        ("[a](data:image/png;base64,AA==)", ["data:image/png;base64,AA=="]),
        ("[a][b](c)", ["c"]),
        ("*[a*](b)", ["b"]),
        # images, CommonMark §6.4
        ("![a [b](c)](d)", ["d"]),
        ("![a ![b](c)](d)", ["d"]),
        ("![a http://b.example <c>](d)", ["d"]),
        ("[![a](b)](c)", ["b", "c"]),
        ("[![a](b) x ![c](d)](e)", ["b", "d", "e"]),
        # references, CommonMark §4.7
        ("[a]: b\n\n[A] [a][] [x][a] [ a ]", ["b"]),
        ("[a]: b\n[a]: c\n\n[a]", ["b", "c"]),
        ("[a]: b 't' x\n\n[a]", []),
        ("[a]\n\n> [a]: b", ["b"]),
        ("[a]: b&amp;c\\_d", ["b&c_d"]),
        ("[ẞ]: b\n\n[SS]", ["b"]),
        ("[no such]", []),
        # autolinks, CommonMark §6.5
        ("<http://a.example/b?c=d\\e>", ["http://a.example/b?c=d\\e"]),
        ("<me@a.example>", ["mailto:me@a.example"]),
        ("<MAILTO:me@a.example>", ["MAILTO:me@a.example"]),
        ("<https://me@a.example>", ["https://me@a.example"]),
        ("<made-up:b>", ["made-up:b"]),
        ("<http://a.example/b c>", ["http://a.example/b"]),
        # where links are
        ("# [a](b)\n\n[c](d)\n---\n", ["b", "d"]),
        (f"{TABLE}| [a](b\\|c) | http://d.example/ |\n", ["b|c", "http://d.example/"]),
        ("- > [a](b)\nlazy [c](d)\n", ["b", "d"]),
        ("**[a](b)** _![c](d)_ ~~[e](f)~~", ["b", "d", "f"]),
        # where none are
        ("`[a](b)` `` <http://c.example/> ``", []),
        ("    [a](b)\n\n```\n[c](d)\n```\n~~~\nhttp://e.example/\n", []),
        ("x <!-- [a](b) http://c.example/ --> <? http://d.example/ ?>", []),
        ("<!--\n\nhttp://a.example/\n\n-->", []),
        ("<div title='http://a.example/'>\nhttp://b.example/\n</div>", []),
        ("---\na: http://a.example/\n---\n", []),
        ("---\na: http://a.example/\n", ["http://a.example/"]),
        ("", []),
        ("\n\n", []),
        ("\x00", []),
        # NUL, CommonMark §2.3
        ("[a](b\x00c)", ["b\ufffdc"]),
    ],
)
def test_links_are_those_of_commonmark(text: str, expected: list[str]) -> None:
    """CommonMark 0.31.2, with the tables of GFM; what is dangerous is a link all the same."""
    assert urls(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a http://b.example/ c", ["http://b.example/"]),
        ("[a](http://b.example/ http://c.example/", ["http://b.example/", "http://c.example/"]),
        ("[http://b.example/](c)", ["c"]),
        ("[http://b.example/]", ["http://b.example/"]),
        ("`http://b.example/`http://c.example/", ["http://c.example/"]),
        ("<b>http://b.example/</b>", ["http://b.example/"]),
        ("**http://b.example/**", ["http://b.example/"]),
        ("# http://b.example/\n", ["http://b.example/"]),
        ("www.b.example/?c=d&amp;e", ["http://www.b.example/?c=d&e"]),
        ("WWW.b.example", ["http://WWW.b.example"]),
        ("a\nwww.b.example", ["http://www.b.example"]),
    ],
)
def test_bare_urls_are_links_outside_code_links_and_tags(text: str, expected: list[str]) -> None:
    """GFM §6.9."""
    assert urls(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "- " * 60 + "[a](b)",
        "> " * 120 + "[a](b)",
        "".join(f"{'  ' * n}- x\n" for n in range(60)) + "  " * 60 + "[a](b)",
        "[" * 500 + "[a](b)",
        "![" * 30 + "x" + "](b)" * 30,
        "*" * 200 + "[a](b)" + "*" * 200,
    ],
    ids=["lists", "quotes", "lists on lines", "brackets", "images", "emphasis"],
)
def test_links_are_found_at_any_depth_that_people_write(text: str) -> None:
    """Nothing is dropped in silence, although every parser has its limits."""
    assert urls(text) == ["b"]


def test_links_come_in_the_order_of_their_places() -> None:
    """The contract: sorted by path, line, column."""
    text = "[c]: 1\n\nhttp://a.example [a](2) <http://b.example> [c] ![](3)\n\n[d]: 4"

    links = extract(document(text))

    assert [link.destination for link in links] == [
        "1",
        "http://a.example",
        "2",
        "http://b.example",
        "3",
        "4",
    ]
    assert {link.path for link in links} == {"article.md"}
