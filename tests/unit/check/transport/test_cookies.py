"""The cookies of one link: which are kept, and to whom they are sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.check.transport.cookies import Jar
from linkaudit.model.http import Response

HOME = "https://www.shop.example/cart/page?q=1"


def jar(*lines: str, uri: str = HOME) -> Jar:
    made = Jar()
    made.keep(Response(uri, 302, cookies=lines))
    return made


def sent(uri: str, *lines: str, by: str = HOME) -> str:
    """What goes along to a URI after these lines came from another."""
    return jar(*lines, uri=by).header(uri)


@pytest.mark.parametrize(
    ("lines", "header"),
    [
        ((), ""),
        (("a=b",), "a=b"),
        (("a=b; Path=/; Secure; HttpOnly; SameSite=Lax",), "a=b"),
        (("a=b; Max-Age=60", "c=d; Expires=Fri, 31 Dec 2199 23:59:59 GMT"), "a=b; c=d"),
        (("a=b", "a=c"), "a=c"),
        (("a=b=c|d.e%20f",), "a=b=c|d.e%20f"),
        (("a=b", "a=; Max-Age=0"), ""),
        (("a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT",), ""),
        (("a=ü",), ""),
        (("a=\x00",), ""),
        (("",), ""),
        ((";;;=",), ""),
    ],
)
def test_a_cookie_goes_back_to_the_page_that_set_it(lines: tuple[str, ...], header: str) -> None:
    """RFC 6265 §5.2 to §5.4."""
    assert sent(HOME, *lines) == header


@pytest.mark.parametrize(
    ("line", "uri", "goes_along"),
    [
        # Without a Domain: this host alone.
        ("a=b; Path=/", "https://www.shop.example/", True),
        ("a=b; Path=/", "https://www.shop.example:8443/", True),
        ("a=b; Path=/", "https://m.www.shop.example/", False),
        ("a=b; Path=/", "https://shop.example/", False),
        ("a=b; Path=/", "https://other.example/", False),
        # With one: that domain and what is below it, if the host is of it.
        ("a=b; Path=/; Domain=shop.example", "https://shop.example/", True),
        ("a=b; Path=/; Domain=.shop.example", "https://m.shop.example/", True),
        ("a=b; Path=/; Domain=shop.example", "https://eshop.example/", False),
        ("a=b; Path=/; Domain=other.example", "https://other.example/", False),
        ("a=b; Path=/; Domain=m.www.shop.example", "https://m.www.shop.example/", False),
        ("a=b; Path=/; Domain=example", "https://other.example/", False),
        # Without a Path: the folder of the page.
        ("a=b", "https://www.shop.example/cart/else", True),
        ("a=b", "https://www.shop.example/", False),
        ("a=b; Path=/car", "https://www.shop.example/cart", False),
        # What is for TLS stays under it.
        ("a=b; Path=/; Secure", "http://www.shop.example/", False),
        ("a=b; Path=/", "http://www.shop.example/", True),
    ],
)
def test_a_cookie_goes_to_nobody_else(line: str, uri: str, goes_along: bool) -> None:
    """RFC 6265 §5.1.3, §5.1.4, §5.3 and §5.4."""
    assert sent(uri, line) == ("a=b" if goes_along else "")


def test_a_cookie_for_a_whole_country_is_not_kept() -> None:
    """RFC 6265 §5.3, step 5: no public suffix, as far as that is known without a list."""
    line = "a=b; Path=/; Domain=co.uk"

    assert sent("https://b.co.uk/", line, by="https://a.co.uk/") == ""


@pytest.mark.parametrize("uri", ["http://127.0.0.1:8080/", "http://[::1]/", "http://xn--ls8h.la/"])
def test_hosts_of_every_kind_have_cookies(uri: str) -> None:
    assert sent(uri, "a=b", by=uri) == "a=b"


def test_a_jar_holds_fifty_cookies() -> None:
    """HOSTILE C: at most 50 cookies and 16 KiB."""
    full = jar(*(f"n{number}=x" for number in range(90)))

    assert len(full.header(HOME).split("; ")) == 50


def test_a_jar_holds_sixteen_kibibytes() -> None:
    """HOSTILE C: at most 50 cookies and 16 KiB."""
    full = jar(*(f"n{number}={'x' * 3000}" for number in range(20)))

    assert 15_000 < len(full.header(HOME)) <= 16 * 1024


def test_a_full_jar_still_lets_a_cookie_change() -> None:
    full = jar(*(f"n{number}=x" for number in range(50)))

    full.keep(Response(HOME, 302, cookies=("n7=y", "more=z")))

    assert "n7=y" in full.header(HOME)
    assert "more" not in full.header(HOME)


def test_an_endless_list_of_cookies_is_cut() -> None:
    """HOSTILE C: bounded time; the engine lets 256 header lines pass."""
    assert sent(HOME, *["; "] * 200, "a=b") == ""


@given(st.lists(st.text(max_size=60) | st.from_regex(r"\w+=\w*(; (Domain|Path|Max-Age)=\S*)?")))
def test_no_cookie_raises_or_breaks_a_header(lines: list[str]) -> None:
    """HOSTILE C: header injection bytes."""
    header = sent(HOME, *lines)

    assert header.isascii()
    assert header == "" or header.isprintable()
