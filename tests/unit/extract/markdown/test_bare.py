"""Bare URLs in running text."""

import pytest

from linkaudit.extract.markdown.bare import bare_urls


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        # the examples of GFM §6.9, on hosts of our own
        ("www.a.example", ["www.a.example"]),
        ("Visit www.a.example/help for more.", ["www.a.example/help"]),
        ("Visit www.a.example.", ["www.a.example"]),
        ("Visit www.a.example/a.b.", ["www.a.example/a.b"]),
        ("www.a.example/?q=Markup+(business)", ["www.a.example/?q=Markup+(business)"]),
        ("www.a.example/?q=Markup+(business)))", ["www.a.example/?q=Markup+(business)"]),
        ("(www.a.example/?q=Markup+(business))", ["www.a.example/?q=Markup+(business)"]),
        ("(www.a.example/?q=Markup+(business)", ["www.a.example/?q=Markup+(business)"]),
        ("www.a.example/?q=(business))+ok", ["www.a.example/?q=(business))+ok"]),
        ("www.a.example/?q=b&hl=en", ["www.a.example/?q=b&hl=en"]),
        ("www.a.example/?q=b&hl;", ["www.a.example/?q=b"]),
        ("www.a.example/he<lp", ["www.a.example/he"]),
        ("http://a.example", ["http://a.example"]),
        ("(Visit https://a.example/help/me)", ["https://a.example/help/me"]),
        # a scheme needs no boundary before it, www. does
        ("xhttp://a.example", []),
        ("1http://a.example", ["http://a.example"]),
        ("«http://a.example", ["http://a.example"]),
        ("HTTPS://A.example", ["HTTPS://A.example"]),
        ("xwww.a.example", []),
        (".www.a.example", []),
        ("*www.a.example _www.b.example", ["www.a.example", "www.b.example"]),
        ("~www.a.example (www.b.example", ["www.a.example", "www.b.example"]),
        ("\twww.a.example\u3000www.b.example", ["www.a.example", "www.b.example"]),
        ("ftp://a.example mailto:me@a.example a.example", []),
        # a domain: no underscore in the last two labels
        ("http://a_b.c.example", ["http://a_b.c.example"]),
        ("http://a.b_c.example", []),
        ("http://a.b.exam_ple", []),
        ("http://localhost:8000/x", ["http://localhost:8000/x"]),
        ("www.", []),
        ("www..", []),
        ("www.a", ["www.a"]),
        ("www a.example", []),
        ("http://", []),
        ("http://.", []),
        ("http:// a", []),
        ("http://<a", []),
        ("http:///a", []),
        ("http://.a.example", []),
        # what trails
        ("http://a.example?!.,:*_~'\"", ["http://a.example"]),
        ("http://a.example/;", ["http://a.example/"]),
        ("http://a.example/&amp;&lt;", ["http://a.example/"]),
        ("http://a.example/&;", ["http://a.example/&"]),
        ("http://a.example/).", ["http://a.example/"]),
        ("http://a.example/(b).)", ["http://a.example/(b)"]),
        ("http://a.example http://b.example", ["http://a.example", "http://b.example"]),
        ("http://a.example/http://b.example", ["http://a.example/http://b.example"]),
        # GitHub links nothing inside brackets, so a bracket that closes one is no part
        ("[http://a.example]", ["http://a.example"]),
        ("[see http://a.example/b].", ["http://a.example/b"]),
        ("http://a.example/?b[]=c&d[0]", ["http://a.example/?b[]=c&d[0]"]),
        ("([http://a.example/(b)])", ["http://a.example/(b)"]),
    ],
)
def test_a_bare_url_is_what_github_links(text: str, urls: list[str]) -> None:
    """GFM §6.9, extended autolinks."""
    spans = bare_urls(text, 0, len(text))

    assert [text[start:end] for start, end in spans] == urls


def test_only_the_given_stretch_is_searched() -> None:
    text = "http://a.example/ http://b.example/ http://c.example/"

    spans = bare_urls(text, 18, 30)

    assert [text[start:end] for start, end in spans] == ["http://b.exa"]
