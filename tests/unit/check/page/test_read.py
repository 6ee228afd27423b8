"""What is read out of a page of HTML, and what a hostile page cannot do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.check.page.read import read_page
from linkaudit.model.http import Page, Response

HTML = "text/html; charset=utf-8"
MEBIBYTE = 1 << 20
NOTICE = "This guide is no longer updated."


def read(html: str | bytes, content_type: str = HTML) -> Page:
    body = html.encode() if isinstance(html, str) else html
    page = read_page(Response("https://a.example/", 200, {"content-type": content_type}, body))
    assert page is not None
    return page


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>Amazon Redshift</title>", "Amazon Redshift"),
        ("<title>\n  Amazon\n\t Redshift </title>", "Amazon Redshift"),
        ("<title>a &amp; b &lt;i&gt;</title>", "a & b <i>"),
        ("<title>first</title><title>second</title>", "first"),
        ("<title>one</title><svg><title>two</title></svg>", "one"),
        ("<title></title>", ""),
        ("<p>no head at all", ""),
        ("", ""),
        ("<title>never closed", "never closed"),
        ("<title>a\x1b[31mred\x07\x9b\u202eevil\u2028line\u200b</title>", "a [31mred evil line"),
    ],
)
def test_a_title_is_one_line_without_control_characters(html: str, title: str) -> None:
    """HTML §4.2.2; the contract: strings from the page carry no control characters."""
    assert read(html).title == title


@pytest.mark.parametrize(
    ("html", "lang"),
    [
        ('<html lang="de"><title>Seite</title>', "de"),
        ('<HTML LANG=" pt-BR ">', "pt-br"),
        ("<html lang><p>", ""),
        ("<p lang=fr>", ""),  # a part of it only
        (f'<html lang="{"x" * 5000}">', "x" * 35),
        ('<html lang="en\x1b[31m">', "en [31m"),
    ],
)
def test_the_language_is_what_the_page_names_for_all_of_it(html: str, lang: str) -> None:
    """HTML §3.2.6.1."""
    assert read(html).lang == lang


@pytest.mark.parametrize(
    ("html", "product"),
    [
        ('<meta name="product" content="Amazon Redshift">', "Amazon Redshift"),
        ('<meta content=" Amazon\n Redshift " name="product">', "Amazon Redshift"),
        ('<meta name="product">', ""),
        ('<meta name="this_doc_product" content="x">', ""),
    ],
)
def test_the_product_is_what_the_page_calls_it(html: str, product: str) -> None:
    """AWS documentation names its product in `<meta name="product">`."""
    assert read(html).product == product


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0; url=/new", "/new"),
        ("0;URL='https://b.example/'", "https://b.example/"),
        ("10; URL = &quot;new.html&quot;", "new.html"),
        (" 0.5 , /new ", "/new"),
        ("; url=/new", "/new"),
        ("5", None),
        ("0;url=", None),
        ("soon; url=/new", None),
        ("", None),
    ],
)
def test_a_refresh_is_quoted_as_written(content: str, target: str | None) -> None:
    """HTML §4.2.5.3, shared declarative refresh steps."""
    assert read(f'<meta http-equiv="Refresh" content="{content}">').refresh == target


def test_the_first_refresh_counts() -> None:
    """HTML §4.2.5.3: once a document will refresh, later ones are passed over."""
    html = """<meta http-equiv="content-type" content="text/html">
        <meta http-equiv="refresh" content="0;url=/a">
        <meta http-equiv="refresh" content="0;url=/b">"""

    assert read(html).refresh == "/a"


@pytest.mark.parametrize(("href", "canonical"), [(' href="/en/"', "/en/"), ("", None)])
def test_the_canonical_address_is_kept(href: str, canonical: str | None) -> None:
    """RFC 6596."""
    assert read(f'<link rel="canonical"{href}>').canonical == canonical


def test_every_id_and_every_name_of_an_anchor_can_be_pointed_to() -> None:
    """HTML §7.4.6.3."""
    html = """<div id="menu"><nav id="toc"><a id="toc-1" href="#x">x</a></nav></div>
        <main><nav id="inner"><p id="in-nav"></nav><noscript><p id="plain"></noscript>
        <h2 id="Größe">x</h2><h2 id="two words">x</h2><a name="old">x</a><p name="no"><p id="">"""

    anchors = read(html).anchors

    inner = {"inner", "in-nav", "plain", "Größe", "two words", "old"}
    assert anchors == {"menu", "toc", "toc-1"} | inner


@pytest.mark.parametrize(
    "html",
    [
        "<p id=a><p id=b>",
        "<div id=a><b><p id=b></b></div></p></i>",
        "<table><div id=a><tr><td id=b>",
        "<p id='a' <p id='b'><p id=b",
        "\x00<p id=a>\x00<p id=b>",
        "\ufeff<p id=a><p id=b>",
        "<!DOCTYPE nonsense><?php ?><p id=a><![CDATA[<p id=b>",
    ],
)
def test_broken_html_is_read_as_browsers_read_it(html: str) -> None:
    """HTML §13.2: every string of characters is a page to the parser."""
    assert "a" in read(html).anchors


@pytest.mark.parametrize(
    "html",
    [
        f"<main><p>{NOTICE}</p></main>",
        f"<body><div><p>Hello.</p><p>{NOTICE} And more.</p></div></body>",
        "<main><p>This guide is <b>no longer</b> updated.</p></main>",
        f"<main><h1>Guide</h1><div>{NOTICE}</div></main>",
        f"<div id='content'>{NOTICE}</div>",
        f"<article>{NOTICE}</article>",
        f"<main>{NOTICE}</main><div id='main-col-body'>{NOTICE}</div>",
        f"<main><p>{'word ' * 700}.</p><p>{NOTICE}</p></main>",
    ],
)
def test_a_notice_near_the_top_is_quoted_word_for_word(html: str) -> None:
    """The contract, `stale`: the page itself says so."""
    assert read(html).notices == (NOTICE,)


@pytest.mark.parametrize(
    "html",
    [
        "<main><p>All is well, and maintained.</p></main>",
        f"<main><p>{'word ' * 900}.</p><p>{NOTICE}</p></main>",
        f"<nav>{NOTICE}</nav><main><p>Hello.</p></main>",
        f"<main><nav>{NOTICE}</nav><noscript>{NOTICE}</noscript></main>",
        f"<main><script>'{NOTICE}'</script><style>/* {NOTICE} */</style></main>",
        f"<main>Hello.</main><footer>{NOTICE}</footer>",
        f"<main><!-- {NOTICE} --></main>",
        f"<title>{NOTICE}</title>",
    ],
)
def test_what_stands_deep_down_or_beside_the_text_is_no_notice(html: str) -> None:
    """A page that speaks of an end somewhere is not a page that has ended."""
    assert read(html).notices == ()


def test_a_notice_is_one_sentence_with_its_numbers_whole() -> None:
    """Evidence is quoted word for word; `2.0` ends no sentence."""
    text = "Hi. Version 2.0 was renamed to X 3.1 in May!\nIt was formerly called Y? Bye."

    notices = read(f"<main><p>{text}</p></main>").notices

    assert notices == ("Version 2.0 was renamed to X 3.1 in May!", "It was formerly called Y?")


@pytest.mark.parametrize(
    ("html", "is_scripted"),
    [
        ('<div id="__next"></div>', True),
        ('<div id="root"></div>', True),
        ("<app-root></app-root>", True),
        ("<noscript>This page requires JavaScript.</noscript>", True),
        ('<div id="root"><p>rendered</p></div>', False),
        ('<div id="app"></div><script src="a.js"></script>', True),
        ("<div><p>Loading…</p></div><script src=a.js></script>", True),
        ("<noscript>You need to enable JavaScript to run this app.</noscript>", True),
        ("<p>text", False),
        ("<script>let x = 1</script><p>A text that is longer than a spinner's.", False),
    ],
)
def test_a_page_that_scripts_build_is_known_by_its_frame(html: str, is_scripted: bool) -> None:
    """Its ids cannot be known from here, so no fragment may be called missing."""
    assert read(html).is_scripted is is_scripted


def test_the_stub_of_a_documentation_tree_is_known_by_its_variable() -> None:
    """AWS documentation: `myDefaultPage` names the page that a script goes on to."""
    stub = read('<script>var myDefaultPage = "what-is.html";</script>')

    assert stub.has_default_page
    assert not read("<p>text").has_default_page


# ---------------------------------------------------------------- is it HTML


@pytest.mark.parametrize(
    ("content_type", "body", "is_html"),
    [
        ("text/html", b"", True),
        ("Text/HTML ; charset=utf-8", b"x", True),
        ("application/xhtml+xml", b"x", True),
        ("text/plain", b"<p>x", False),
        ("application/pdf", b"%PDF", False),
        ("", b" \r\n\t<!doctype html>", True),
        ("", b"%PDF-1.7", False),
        ("", b"", False),
    ],
)
def test_only_html_is_read(content_type: str, body: bytes, is_html: bool) -> None:
    """RFC 9110 §8.3; without a type, what begins with a tag is taken for HTML."""
    page = read_page(Response("https://a.example/", 200, {"content-type": content_type}, body))

    assert (page is not None) is is_html


# --------------------------------------------------------------- characters


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/html; charset=utf-8", "<title>Größe</title>".encode()),
        ("text/html", "<title>Größe</title>".encode()),
        ("text/html; charset=ISO-8859-1", "<title>Größe</title>".encode("latin-1")),
        ('text/html; q=1; Charset="latin1"', "<title>Größe</title>".encode("latin-1")),
        ("text/html; charset = 'windows-1252'", "<title>Größe</title>".encode("cp1252")),
        ("text/html;charset=utf-16", "<title>Größe</title>".encode("utf-16")),
        ("text/html", '<meta charset="latin-1"><title>Größe</title>'.encode("latin-1")),
        ("text/html", '<meta content="x; charset=cp1252"><title>Größe</title>'.encode("cp1252")),
        ("text/html; charset=utf-8", "<meta charset=latin-1><title>Größe</title>".encode()),
        ("text/html", "<meta charset=nonsense><title>Größe</title>".encode()),
    ],
)
def test_a_page_is_read_in_the_characters_it_declares(content_type: str, body: bytes) -> None:
    """HTML §13.2.3.2: the transport layer first, then a prescan; else UTF-8."""
    assert read(body, content_type).title == "Größe"


@pytest.mark.parametrize(
    "charset",
    [
        *("nonsense", "x" * 300, "hex", "zlib", "rot13", "base64", "undefined", "idna"),
        *("punycode", "unicode_escape", "raw_unicode_escape", "utf-7", "", '"', "utf-8\x00", "%"),
        "é",
    ],
)
def test_a_charset_that_no_browser_knows_is_read_as_utf_8(charset: str) -> None:
    """HOSTILE C: no exception escapes; Encoding §4.2 lists what browsers know."""
    html = r"<title>ü +2AA- \ud800 \q -</title>"

    page = read(html.encode(), f"text/html; charset={charset}")

    assert page.title == r"ü +2AA- \ud800 \q -"


def test_bytes_that_are_not_in_the_charset_do_not_hide_the_rest() -> None:
    """Encoding §6: an error becomes U+FFFD."""
    assert read(b"<title>a\xff\xfeb</title>").title == "a\ufffd\ufffdb"


@given(st.text(max_size=60).map(lambda text: "text/html;" + text))
def test_no_content_type_raises(content_type: str) -> None:
    """HOSTILE C: one record for each link, whatever the server says."""
    assert read("<title>x</title>", content_type).title is not None


@pytest.mark.parametrize("tail", ["charset*;charset*0*", "charset*0*=x''%ff", "charset*1=a"])
def test_parameters_of_mail_do_not_reach_a_page(tail: str) -> None:
    """RFC 9110 §5.6.6 knows no continuations of RFC 2231; Python's mail parser trips on some."""
    assert read("<title>ü</title>", f"text/html;{tail}").title == "ü"


# -------------------------------------------------------------------- limits


@pytest.mark.parametrize(
    "html",
    [
        "<main>" + " " * MEBIBYTE + "x",
        "<main>" + "\n" * MEBIBYTE + "x",
        "<main>" + "\t\n" * (MEBIBYTE // 2) + "x",
        "<main>" + "a.!?" * (MEBIBYTE // 4),
        '<meta http-equiv="refresh" content="' + " " * MEBIBYTE + '">',
        '<meta http-equiv="refresh" content="' + "1" * MEBIBYTE + '">',
        '<meta http-equiv="refresh" content="0;' + " " * MEBIBYTE + '">',
        '<meta http-equiv="refresh" content="0;url=' + " " * MEBIBYTE + '">',
        "<meta" * (MEBIBYTE // 5),
        "<title>" + " x" * (MEBIBYTE // 2),
    ],
    ids=lambda html: html[:45].strip(),
)
def test_a_megabyte_of_the_same_is_read_in_no_time(html: str) -> None:
    """HOSTILE C: the event loop is never held up; a pattern that goes back takes hours here."""
    page = read(html)

    assert page.size == len(html)
    assert page.refresh is None


@given(st.text(alphabet="<>/='\"& \nabimnt-!", max_size=200))
def test_no_page_raises(html: str) -> None:
    """HTML §13.2: every string of characters is a page to the parser."""
    assert read(html).size == len(html.encode())


@pytest.mark.parametrize(
    ("html", "heading"),
    [
        ("<title>Shop</title><h1>Not  found</h1><h2>Else</h2>", "Not found"),
        ("<title>Shop</title><h2>Nothing here</h2>", "Nothing here"),
        ("<title>Cogs | Shop</title><h1>Cogs</h1>", ""),
        ("<title>Shop</title><p>No heading", ""),
        (f"<h1>{'x' * 1000}</h1>", "x" * 200),
    ],
)
def test_a_heading_is_kept_where_the_title_says_something_else(html: str, heading: str) -> None:
    assert read(html).heading == heading


def test_ids_of_html_that_a_script_keeps_are_ids_of_the_page() -> None:
    """GitHub's pages bring a README in JSON, and show it by a script."""
    kept = r'{"html": "\u003ch2 id=\"b\" class=\"c\"\u003e"}'

    assert set(read(f'<p id="a">x<script type="application/json">{kept}</script>').anchors) == {
        "a",
        "b",
    }
