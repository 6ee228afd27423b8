"""URIs made ready to be asked, taken apart and compared."""

import pytest

from linkaudit.text.uri import (
    InvalidUriError,
    equivalence_key,
    follow,
    host_of,
    normalise,
    origin_of,
    path_of,
    port_of,
)


@pytest.mark.parametrize(
    ("uri", "normal"),
    [
        # scheme and host, RFC 3986 §6.2.2.1; the default port, §6.2.3
        ("HTTPS://B.Example:443/", "https://b.example/"),
        ("http://b.example:80", "http://b.example/"),
        ("http://b.example:", "http://b.example/"),
        ("http://b.example:443/", "http://b.example:443/"),
        ("http://b.example:08080/", "http://b.example:8080/"),
        ("http://b.example./", "http://b.example./"),
        ("http://b_c.example/", "http://b_c.example/"),
        ("http://%62.example/", "http://b.example/"),
        ("http://me:p@ss@b.example/", "http://b.example/"),
        # names beyond ASCII, UTS 46
        ("https://Bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://b%C3%BCcher.example/", "https://xn--bcher-kva.example/"),
        ("https://faß.example/", "https://xn--fa-hia.example/"),
        ("https://b。example/", "https://b.example/"),
        ("https://💩.example/", "https://xn--ls8h.example/"),
        ("https://I❤b.Bücher.example/", "https://xn--ib-ony.xn--bcher-kva.example/"),
        # addresses
        ("http://192.0.2.1:8080/", "http://192.0.2.1:8080/"),
        ("http://[2001:DB8:0::1]/", "http://[2001:db8::1]/"),
        ("http://[::1]:8080/", "http://[::1]:8080/"),
        # addresses in other spellings, WHATWG URL §3.5: the usual one is what is judged
        ("http://127.1/", "http://127.0.0.1/"),
        ("http://0x7f.0.0.1/", "http://127.0.0.1/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://0177.0.0.1./", "http://127.0.0.1/"),
        ("http://8.8.2056/", "http://8.8.8.8/"),
        # odd slashes, WHATWG URL §4.4
        ("http:///b", "http://b/"),
        ("http:\\\\b.example\\c\\d?e\\f", "http://b.example/c/d?e%5Cf"),
        ("http://b.example\\c/", "http://b.example/c/"),
        ("http://b.example\\@c.example/", "http://b.example/@c.example/"),
        ("http://b.example/c/..\\d", "http://b.example/d"),
        # hyphens wherever they stand; Punycode that is none, which Chromium asks for too
        ("http://-b.example/", "http://-b.example/"),
        ("http://b-.-c.example/", "http://b-.-c.example/"),
        ("http://xn--zzzzzz--/", "http://xn--zzzzzz--/"),
        # what is dropped: tabs and line ends anywhere, spaces at the ends
        (" http://b.ex\tample/c\n/d ", "http://b.example/c/d"),
        ("http://b.example/c d", "http://b.example/c%20d"),
        ("http://１９２.0.2.1/", "http://192.0.2.1/"),
        # dot segments, RFC 3986 §5.2.4
        ("http://b.example/c/./d/../e", "http://b.example/c/e"),
        ("http://b.example/c/.", "http://b.example/c/"),
        ("http://b.example/c/d/..", "http://b.example/c/"),
        ("http://b.example/../..", "http://b.example/"),
        ("http://b.example/c//../d", "http://b.example/c/d"),
        ("http://b.example/c/%2E%2e/d", "http://b.example/d"),
        ("http://b.example/c.d/...", "http://b.example/c.d/..."),
        ("http://b.example/%20", "http://b.example/%20"),
        # what a URI cannot hold, RFC 3986 §2.1
        ("http://b.example/ä?ö", "http://b.example/%C3%A4?%C3%B6"),
        ('http://b.example/|^{}"<>`\\', "http://b.example/|%5E%7B%7D%22%3C%3E%60/"),
        # As browsers write a query, WHATWG URL §1.3; they leave a backslash, too.
        ('http://b.example/?|^{}"<>`\\', "http://b.example/?|^{}%22%3C%3E`%5C"),
        ("http://b.example/c%zz%2f%2F", "http://b.example/c%zz%2f%2F"),
        ("http://b.example/!$&'()*+,;=:@[]", "http://b.example/!$&'()*+,;=:@[]"),
        ("http://b.example/c\udce9", "http://b.example/c%E9"),
        # queries stay as they are
        ("http://b.example?", "http://b.example/?"),
        ("http://b.example?c=/../?d", "http://b.example/?c=/../?d"),
    ],
)
def test_a_uri_is_made_ready_to_be_asked(uri: str, normal: str) -> None:
    """RFC 3986 §6.2.2: what changes no meaning is put in one form, all else stays."""
    assert normalise(uri) == (normal, None)
    assert normalise(normal) == (normal, None)


@pytest.mark.parametrize(
    ("uri", "reason"),
    [
        ("http://:80/", "the URL names no host"),
        ("http://[::1", "'[::1' is not an IPv6 address"),
        ("http://[v1.b]/", "'[v1.b]' is not an IPv6 address"),
        ("http://[fe80::1%25a][::1]/", "'[fe80::1%25a][::1]' is not an IPv6 address"),
        ("http://[fe80::1%25a]b:", "'[fe80::1%25a]b' is not an IPv6 address"),
        ("http://[fe80::1%a/b]/", "'[fe80::1%a' is not an IPv6 address"),
        ("http://[fe80::1%25a]/", "fe80::1 with a zone is an address of one machine only"),
        ("http://me:hush@[::1", "'[::1' is not an IPv6 address"),
        ("http://me:hush/b@c.example/", "the port is not a number"),
        ("http:///:80/", "the URL names no host"),
        ("http://b,c.example/", "'b,c.example' is not a host name"),
        ("http://[::1]b/", "'[::1]b' is not an IPv6 address"),
        ("http://b.example:0/", "'0' is not a port"),
        ("http://b.example:65536/", "'65536' is not a port"),
        ("http://b.example:c/", "the port is not a number"),
        ("http://b.example:٣/", "the port is not a number"),
        ("http://b c.example/", "'b c.example' is not a host name"),
        ("http://b..example/", "'b..example' is not a host name"),
        ("http://.example/", "'.example' is not a host name"),
        ("http://💩\ufffe.example/", "'💩\ufffe.example' is not a host name"),
        ("http://%ff.example/", "'%ff.example' is not a host name"),
        ("http://%2f.example/", "'%2f.example' is not a host name"),
        ("http://\u00ad/", "'\u00ad' is not a host name"),
        (f"http://{'b' * 64}.example/", f"'{'b' * 64}.example' is not a host name"),
        ("http://b.0x7f/", "'b.0x7f' is not an IPv4 address"),
        ("http://192.0.2.256/", "'192.0.2.256' is not an IPv4 address"),
        ("http://b.example/\ud800", "it is not a URL: it holds half a character"),
    ],
)
def test_what_is_no_uri_is_said_to_be_none(uri: str, reason: str) -> None:
    """RFC 3986 §3.2; §7.4 for addresses in forms that slip past a guard."""
    with pytest.raises(InvalidUriError) as raised:
        normalise(uri)

    assert str(raised.value) == reason


@pytest.mark.parametrize(
    ("reference", "uri", "fragment"),
    [
        ("f", "https://b.example/c/f", None),
        ("/f", "https://b.example/f", None),
        ("../f", "https://b.example/f", None),
        ("../../../f", "https://b.example/f", None),
        ("?f", "https://b.example/c/d?f", None),
        ("?", "https://b.example/c/d?", None),
        ("f?#g", "https://b.example/c/f?", "g"),
        ("f??", "https://b.example/c/f??", None),
        ("//f.example/g?", "https://f.example/g?", None),
        ("/f?", "https://b.example/f?", None),
        ("#f%20g", "https://b.example/c/d?e", "f g"),
        ("", "https://b.example/c/d?e", None),
        (" /f\t", "https://b.example/f", None),
        ("/f g", "https://b.example/f%20g", None),
        ("/ä", "https://b.example/%C3%A4", None),
        ("//f.example", "https://f.example/", None),
        ("\\f\\g", "https://b.example/f/g", None),
        ("https:\\\\f.example\\g", "https://f.example/g", None),
        ("https:///f.example/g", "https://f.example/g", None),
        ("///f.example/g", "https://f.example/g", None),
        ("https:f", "https://b.example/c/f", None),
        ("http:f.example", "http://f.example/", None),
        ("//f.example\\@g.example", "https://f.example/@g.example", None),
        ("HTTP://F.example:80/g", "http://f.example/g", None),
    ],
)
def test_a_redirect_is_followed_from_where_it_was_met(
    reference: str, uri: str, fragment: str | None
) -> None:
    """RFC 9110 §10.2.2, RFC 3986 §5."""
    assert follow("https://b.example/c/d?e", reference) == (uri, fragment)


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        ("http://[::1", "'[::1' is not an IPv6 address"),
        ("mailto:me@b.example", "'mailto:' is not followed"),
        ("javascript:f", "'javascript:' is not followed"),
        ("file:///f", "'file:' is not followed"),
        ("http://f.example:0/", "'0' is not a port"),
    ],
)
def test_a_redirect_to_nowhere_says_why(reference: str, reason: str) -> None:
    """RFC 9110 §10.2.2."""
    with pytest.raises(InvalidUriError) as raised:
        follow("http://b.example/", reference)

    assert str(raised.value) == reason


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://b.example/%7Ec", "https://b.example/~c", True),
        ("https://b.example/%2f", "https://b.example/%2F", True),
        ("https://b.example/%41?%62", "https://b.example/A?b", True),
        ("https://b.example/%2F", "https://b.example//", False),
        ("https://b.example/c", "https://b.example/C", False),
        ("https://b.example/c", "https://b.example/c/", False),
        ("https://b.example/%zz", "https://b.example/%ZZ", False),
    ],
)
def test_spellings_of_one_uri_have_one_key(one: str, other: str, same: bool) -> None:
    """RFC 3986 §6.2.2.1 and §6.2.2.2."""
    assert (equivalence_key(one) == equivalence_key(other)) is same


@pytest.mark.parametrize(
    ("uri", "host", "port", "origin", "path"),
    [
        ("https://b.example/c?d", "b.example", 443, "https://b.example", "/c"),
        ("http://b.example:81/", "b.example", 81, "http://b.example:81", "/"),
        ("http://[::1]:81/c", "::1", 81, "http://[::1]:81", "/c"),
        ("https://b.example", "b.example", 443, "https://b.example", ""),
    ],
)
def test_a_uri_is_taken_apart(uri: str, host: str, port: int, origin: str, path: str) -> None:
    """RFC 3986 §3, RFC 6454 §4."""
    assert (host_of(uri), port_of(uri), origin_of(uri), path_of(uri)) == (host, port, origin, path)


def test_what_is_no_uri_has_no_host() -> None:
    assert host_of("http://[::1") == ""
