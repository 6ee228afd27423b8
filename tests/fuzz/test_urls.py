"""What a URL leads to, whoever wrote it: one reading by all, and nothing but our own errors."""

import ipaddress
from urllib.parse import urlsplit

import httpx
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.check.transport.engine import parts_of
from linkaudit.extract.resolve import resolve
from linkaudit.model.report import LocalTarget, NotAsked, WebTarget
from linkaudit.text.redact import redact, shown
from linkaudit.text.uri import (
    InvalidUriError,
    equivalence_key,
    follow,
    host_of,
    is_address,
    normalise,
    origin_of,
    path_of,
    port_of,
)
from tests.fuzz import EXAMPLES
from tests.fuzz.texts import TEXTS

_PARTS = st.sampled_from(
    (
        *(
            "http:",
            "https:",
            "HTTP://",
            "//",
            "///",
            "/",
            "\\",
            "..",
            "%2e",
            "%2E%2e",
            "?",
            "#",
            "@",
        ),
        *(
            ":",
            "%",
            "%zz",
            "%00",
            "%0a",
            "%25",
            "%5b",
            "[",
            "]",
            "[::1]",
            "[::ffff:7f00:1]",
            "[fe80::1%25a]",
        ),
        *(
            "a.example",
            "A.Example.",
            "xn--zzzzzz--",
            "xn--ls8h",
            "bücher",
            "faß",
            "。",
            "．",
            "①",
            "ⅷ",
        ),
        *(
            "127.0.0.1",
            "127.1",
            "0x7f.1",
            "2130706433",
            "0177.0.0.1",
            "１２７.0.0.1",
            "1.2.3.4.",
            "08",
        ),
        *(
            ":80",
            ":443",
            ":0",
            ":65536",
            ":٨٠",
            ":-1",
            ":+1",
            ": 80",
            ":8080",
            ":1_0",
            "me:word@",
            "a@b@",
        ),
        *(
            "javascript:",
            "file:///",
            "data:,",
            "mailto:",
            "C:",
            "x-y+z.1:",
            "{{ x }}",
            "~",
            ".",
            "\t",
            "\n",
        ),
        *(
            "\x00",
            "\x1f",
            "\x7f",
            "\xad",
            "\u200b",
            "\u200d",
            "\u202e",
            "\ud800",
            "\udcff",
            "💩",
            "\ufffe",
        ),
    )
)
URLS = st.builds(
    lambda start, parts: start + "".join(parts),
    st.sampled_from(["http://", "https://", "//", ""]),
    st.lists(_PARTS | st.text(max_size=3), max_size=7),
)


@EXAMPLES
@given(URLS | TEXTS, st.sampled_from(["a.md", "docs/deep/a.md", "-"]))
def test_a_destination_leads_somewhere_or_says_why_not(url: str, base: str) -> None:
    found = resolve(url, base)

    match found.target:
        case WebTarget(uri=uri):
            assert_read_alike(uri)
        case LocalTarget(path=path):
            assert path
            assert not path.startswith("/")
            assert "\x00" not in path
            assert "\\" not in path
        case NotAsked(detail=detail):
            assert detail
            assert found.fragment is None


@EXAMPLES
@given(st.sampled_from(["https://b.example/c/d?e", "http://[2606:4700::1]:8080/"]), URLS | TEXTS)
def test_a_reference_leads_to_the_web_or_raises_our_own_error(base: str, reference: str) -> None:
    try:
        uri, fragment = follow(base, reference)
    except InvalidUriError:
        return
    assert_read_alike(uri)
    assert fragment is None or fragment


def assert_read_alike(uri: str) -> None:
    """All that read it find one host and port: the guard's is the one that is connected to."""
    assert uri.isascii()
    assert uri.isprintable()
    path, _, query = uri.partition("?")
    assert not set(path) & set(' "<>\\^`{}#')
    assert not set(query) & set(' "<>\\#')
    assert normalise(uri) == (uri, None)
    host, port = host_of(uri), port_of(uri)
    assert host
    assert host == host.lower()
    assert 0 < port < 65536
    asked = httpx.URL(uri)
    scheme, written_host, written_port, origin, target = parts_of(asked)
    assert asked.raw_host.decode().strip("[]") == written_host == host
    assert origin.decode() == origin_of(uri)
    assert (scheme, written_port) == (asked.scheme, port)
    assert target.decode() == uri.removeprefix(origin_of(uri))
    assert "@" not in origin_of(uri)
    assert path_of(uri).startswith("/")
    assert "/../" not in path_of(uri) + "/"
    assert host_of(equivalence_key(uri)) == host
    if is_address(host):
        ipaddress.ip_address(host.partition("%")[0])  # or else it raises
    else:
        assert urlsplit(uri).hostname == host
        assert not host.replace(".", "").isdigit()


@EXAMPLES
@given(TEXTS)
def test_what_is_shown_is_one_quiet_line_without_a_secret(text: str) -> None:
    made = shown(text)

    assert made.isprintable()
    assert shown(made) == made
    assert redact(redact(text)) == redact(text)
    assert "hush" not in made
