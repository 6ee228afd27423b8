"""Schemes that are misspelt or missing: what was meant, and what is let alone."""

from __future__ import annotations

import pytest

from linkaudit.extract.resolve import resolve
from linkaudit.model.report import NotAsked, Unasked
from linkaudit.text.mistyped import host_meant, scheme_meant
from linkaudit.text.schemes import KNOWN
from tests.rows import each

MISSPELT = [
    ("htp://x.example/", "https://x.example/"),
    ("htttps://x.example/a", "https://x.example/a"),
    ("hhtps://x.example/a?b#c", "https://x.example/a?b#c"),
    ("htpp://x.example", "https://x.example"),
    ("hhttp://x.example", "https://x.example"),
    ("htt://x.example", "https://x.example"),
    ("ttp://x.example", "https://x.example"),
    ("ttps://x.example", "https://x.example"),
    ("tps://x.example", "https://x.example"),
    ("hppts://x.example", "https://x.example"),
    ("httpss://x.example", "https://x.example"),
    ("HTPS://x.example", "https://x.example"),
    ("htps:x.example", "https://x.example"),
    ("htp:/x.example", "https://x.example"),
    ("htps//x.example", "https://x.example"),
    ("htps;//x.example", "https://x.example"),
    ("hrtp://x.example", "https://x.example"),
    ("jttps://x.example", "https://x.example"),
    ("httos://x.example", "https://x.example"),
    ("htyps://x.example", "https://x.example"),
    ("http;//x.example", "http://x.example"),
    ("https;//x.example/a", "https://x.example/a"),
    ("http//x.example", "http://x.example"),
    ("https//x.example/a", "https://x.example/a"),
    ("https//", None),
    ("http:/x.example", "http://x.example"),
    ("https:x.example", "https://x.example"),
    ("http:\\x.example", "http://x.example"),
    ("http:://x.example", "http://x.example"),
    ("http:;//x.example", "http://x.example"),
    ("http.//x.example", "http://x.example"),
    ("http ://x.example", "http://x.example"),
    ("http: //x.example", "http://x.example"),
    ("HTTP//x.example", "http://x.example"),
    ("https://https://x.example/a", "https://x.example/a"),
    ("http://https//x.example/a", "https://x.example/a"),
    ("https://http:/x.example/a", "http://x.example/a"),
    ("https://http;//x.example/a", "http://x.example/a"),
    ("http://http://http://x.example", "http://x.example"),
    ("://x.example/a", "https://x.example/a"),
    ("fttp://x.example", "https://x.example"),
    ("fpt://x.example/a", "ftp://x.example/a"),
    ("ftpp://x.example/a", "ftp://x.example/a"),
    ("maito:me@x.example", "mailto:me@x.example"),
    ("mialto:me@x.example", "mailto:me@x.example"),
    ("mailt:me@x.example", "mailto:me@x.example"),
    ("mail:me@x.example", "mailto:me@x.example"),
    ("email:me@x.example", "mailto:me@x.example"),
    ("mail-to:me@x.example", "mailto:me@x.example"),
    ("localhost:3000/a", "http://localhost:3000/a"),
    ("x.example:8080/a", "https://x.example:8080/a"),
    ("www.x.example:443", "https://www.x.example:443"),
]


@pytest.mark.parametrize(("url", "meant"), MISSPELT)
def test_a_misspelt_scheme_is_invalid_and_says_what_was_meant(url: str, meant: str | None) -> None:
    """The contract: a known web scheme misspelt (`htp:`) is `invalid`."""
    found = scheme_meant(url)

    assert (found and found[1]) == meant
    if meant is not None:
        target = resolve(url, "a.md").target
        assert isinstance(target, NotAsked)
        assert target.why is Unasked.INVALID
        assert "did you mean" in target.detail


SKIPPED = [
    *(f"{scheme}:x" for scheme in sorted(KNOWN - {"http", "https", "file", "jar", "unix",
                                                 "view-source"})),
    *("mailto:me@x.example", "tel:+15550100"),
    *("sms:+15550100", "ftp://x.example/a", "ws://x.example"),
    *("ssh://x.example", "sftp://x.example", "rtsp://x.example", "shttp://x.example"),
    *("hxxp://x.example", "hxxps://x.example", "git+ssh://git@x.example/a", "vscode:extension/a.b"),
    *("slack://open", "obsidian://open?vault=a", "steam://run/1", "magnet:?xt=urn:btih:0"),
    *("com.example.app:/callback", "web+custom:x", "isbn:0123456789", "note:x.md", "foo://bar"),
    *("ntp://x.example", "rtp://x.example"),
    *("tcp://x.example:1", "hdfs://x.example", "smtps://x.example"),
    *("doi:10.1000/182", "arxiv:1706.03762"),
    *("std:string", "http+unix://%2Fvar", "myapp://settings"),
    *("stp:x", "htop:x", "help:x", "tip:me", "mail:box", "email:me", "tls://x.example:853"),
]  # fmt: skip


@each("url", SKIPPED)
def test_a_scheme_that_is_known_or_far_from_the_webs_is_skipped(url: str) -> None:
    """IANA's list: each of them is somebody's, and none is checked."""
    target = resolve(url, "a.md").target

    assert isinstance(target, NotAsked)
    assert (target.why, target.detail) == (
        Unasked.SKIPPED, f"'{url.partition(':')[0].lower()}:' links are not checked"
    )  # fmt: skip


@pytest.mark.parametrize(
    "url",
    [
        *("https://x.example", "http://x.example/http://y.example"),
        *("HTTPS://X.example", "//x.example"),
        *("https:///x.example", "https:////x.example", "http:\\\\x.example\\a"),
        *("http:/\\x.example", "https:///", "https:\\\\"),
        *("https://http.example/a", "https://https.example"),
        *("http://http:8080/a", "https://https/"),
        *("http", "https", "http/a.md", "https/"),
        *("http.md", "https.md#a", "http-api.md", "http_a.md"),
        *("a.md", "docs//a.md", "./http//a.md"),
        *("../https://a", "#http://a", "?http://a", "/http//a"),
        *("http,ssl.md", "https.", "http:", "C:\\a.md", "v1.2/a.md", "http;a.md", "hosts//a.md"),
    ],
)  # fmt: skip
def test_a_url_that_is_in_order_and_a_path_mean_what_they_say(url: str) -> None:
    assert scheme_meant(url) is None


@pytest.mark.parametrize(
    "url", ["\u04bbttps://x.example", "éftp://x.example", "ｈttps://x.example"]
)
def test_letters_that_no_scheme_has_are_invalid(url: str) -> None:
    """RFC 3986 §3.1: a scheme is ASCII."""
    target = resolve(url, "a.md").target

    assert isinstance(target, NotAsked)
    assert target.why is Unasked.INVALID


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("www.x.example", "https://www.x.example"),
        ("www.x.example/a?b#c", "https://www.x.example/a?b#c"),
        ("WWW.x.example", "https://WWW.x.example"),
        ("www.x.md", "https://www.x.md"),
        ("x.example.com/path", "https://x.example.com/path"),
        ("x.example.com", "https://x.example.com"),
        ("Google.com", "https://Google.com"),
        ("github.com/a/b.md", "https://github.com/a/b.md"),
        ("docs.rs/serde", "https://docs.rs/serde"),
        ("bit.ly/x", "https://bit.ly/x"),
        ("heise.de", "https://heise.de"),
        ("bücher.example", "https://bücher.example"),
        ("xn--bcher-kva.example", "https://xn--bcher-kva.example"),
        ("x.org?q=1", "https://x.org?q=1"),
        ("x.org#a", "https://x.org#a"),
        ("192.0.2.1/a", "http://192.0.2.1/a"),
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("localhost/a", "http://localhost/a"),
        ("user@host.example", "mailto:user@host.example"),
        ("first.last+tag@sub.host.example", "mailto:first.last+tag@sub.host.example"),
        ("user@host.example?subject=a", "mailto:user@host.example?subject=a"),
    ],
)
def test_a_host_or_an_address_without_a_scheme_is_known_for_one(url: str, meant: str) -> None:
    assert host_meant(url) == meant


@pytest.mark.parametrize(
    "url",
    [
        *("README.md", "setup.py", "install.sh", "main.rs", "Foo.pl", "a.zip", "a.mov", "a.ps"),
        *("libfoo.so", "a.cc", "Makefile.am", "configure.in"),
        *("a.mk", "main.tf", "read.me", "logo.ai"),
        *("README.de", "README.md/", "setup.py/a", "guide"),
        *("a.html", "a.b.html", "v1.2", "v1.2/a.md"),
        *("www.html", "www/a.md", "./x.example"),
        *("../x.example", "/x.example", "node.js/a.md", "1.2.3"),
        *("logo@2x.png", "@scope/pkg", "a@b"),
        *("user@host", "git@host.example:a/b.git", ".com", "a..com"),
        *("x_y.com.md", "com", "", "#x.example", "?x.example", "a b.com", "localhost", "-a.com"),
    ],
)  # fmt: skip
def test_a_name_that_may_be_a_files_is_a_files(url: str) -> None:
    """`md`, `py`, `sh`, `rs`, `pl` are countries too: endings of files win."""
    assert host_meant(url) is None
