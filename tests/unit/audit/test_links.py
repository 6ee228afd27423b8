"""Which links are asked, and which are left out with a reason."""

import ipaddress
from datetime import date
from pathlib import Path

import pytest

from linkaudit.audit.links import collect_links
from linkaudit.audit.policy import Policy
from linkaudit.check.transport.routes import Routes
from linkaudit.files.read import FoundDocuments
from linkaudit.model.document import Document
from linkaudit.model.report import NotAsked, Skipping, Target, Unasked, WebTarget
from linkaudit.settings.table import Settings


def target_of(
    url: str, routes: tuple[str, ...] = (), allowed: tuple[str, ...] = (), **settings: object
) -> Target | NotAsked:
    """What the one link of a document comes to."""
    policy = Policy(
        date(2026, 11, 23),
        Settings(**settings),  # type: ignore[arg-type]
        routes=Routes.parse(routes),
        allowed=[ipaddress.ip_network(text) for text in allowed],
    )
    escaped = url.replace("\\", "\\\\")  # CommonMark §2.4
    found = FoundDocuments((Document("a.md", f"[a](<{escaped}>)\n"),))
    [reference] = collect_links(found, policy, Path()).references
    return reference.resolved.target


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://localhost:3000", "localhost is the reader's own machine (RFC 6761)"),
        ("http://LOCALHOST./a", "localhost. is the reader's own machine (RFC 6761)"),
        ("https://app.localhost:3000/", "app.localhost is the reader's own machine (RFC 6761)"),
        ("http://127.0.0.1:8000/docs", "127.0.0.1 is the reader's own machine"),
        ("http://0.0.0.0:8080", "0.0.0.0 is the reader's own machine"),
        ("http://[::1]:9000/", "::1 is the reader's own machine"),
        ("http://[0:0:0:0:0:0:0:1]/", "::1 is the reader's own machine"),
        ("http://user:word@192.168.1.10/", "192.168.1.10 is an address of a private network"),
        ("http://192.0.2.1/", "192.0.2.1 is an address for examples"),
        ("https://api.example.org/v1", "api.example.org is a name for examples (RFC 2606)"),
        ("https://Bücher.example/", "xn--bcher-kva.example is a name for examples (RFC 2606)"),
        ("http://a.invalid", "a.invalid is a name that never exists (RFC 2606)"),
        ("http://nas.local/", "nas.local is a name of the reader's own network (RFC 6762)"),
        ("http://host.docker.internal:5000", "host.docker.internal is a name of a private network"),
        ("http://x.onion/", "x.onion is an address that only Tor opens (RFC 7686)"),
        ("http://localhost\\@10.1/", "localhost is the reader's own machine (RFC 6761)"),
        ("//localhost/a", "localhost is the reader's own machine (RFC 6761)"),
        ("http:\\\\localhost\\a", "localhost is the reader's own machine (RFC 6761)"),
        (
            "http://myserver/",
            "myserver is a name without a dot, which only a network of one's own knows",
        ),
    ],
)
def test_what_a_document_openly_says_is_nowhere_public_is_skipped(url: str, words: str) -> None:
    """The contract: "written for the reader's own machine or as an example"."""
    assert target_of(url) == NotAsked(Unasked.SKIPPED, f"not checked: {words}", Skipping.RESERVED)


@pytest.mark.parametrize(
    ("url", "uri"),
    [
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://127.1:3000/", "http://127.0.0.1:3000/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://0177.0.0.1/", "http://127.0.0.1/"),
        ("http://１２７.0.0.1/", "http://127.0.0.1/"),
        ("http://%6cocalhost/", "http://localhost/"),
        ("http://ｌocalhost/", "http://localhost/"),
        ("http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/"),
        ("http://localhost@10.1/", "http://10.0.0.1/"),
    ],
)
def test_a_host_that_hides_what_it_is_for_goes_to_the_guard(url: str, uri: str) -> None:
    """The contract says "openly": a reader does not see this machine in these."""
    assert target_of(url) == WebTarget(uri)


@pytest.mark.parametrize(
    ("url", "routes", "allowed", "is_asked"),
    [
        ("https://a.example/", ("a.example:443:127.0.0.1:8443",), (), True),
        ("https://a.example/", (":443:127.0.0.1:8443",), (), True),
        ("https://a.example/", ("::127.0.0.1:9",), (), True),
        ("https://a.example/", ("a.example:80:127.0.0.1:80",), (), False),
        ("https://a.example/", ("b.example:443:127.0.0.1:80",), (), False),
        ("https://a.example/", (), ("127.0.0.0/8",), False),
        ("http://localhost:3000/", ("localhost:3000:127.0.0.1:3000",), (), True),
        ("http://localhost:3000/", (), ("127.0.0.0/8",), True),
        ("http://localhost:3000/", (), ("::1",), True),
        ("http://localhost:3000/", (), ("10.0.0.0/8",), False),
        ("http://127.0.0.1:3000/", ("::127.0.0.1:9",), (), False),
        ("http://127.0.0.1:3000/", ("127.0.0.1:3000:127.0.0.1:9",), (), True),
        ("http://127.0.0.1:3000/", (), ("127.0.0.1",), True),
        ("http://192.168.1.10/", (), ("192.168.0.0/16",), True),
        ("http://192.168.1.10/", (), ("127.0.0.0/8",), False),
        ("http://[fd00::1]/", (), ("fd00::/8",), True),
        ("http://wiki.internal/", (), ("10.0.0.0/8",), True),
        ("http://nas.local/", (), ("10.0.0.0/8",), True),
        ("http://wiki/", (), ("10.0.0.0/8",), True),
        ("http://wiki/", (), (), False),
        ("http://x.onion/", (), ("10.0.0.0/8",), False),
        ("http://x.onion/", ("x.onion:80:127.0.0.1:9",), (), True),
    ],
)
def test_an_option_that_covers_a_reserved_host_has_it_asked(
    url: str, routes: tuple[str, ...], allowed: tuple[str, ...], is_asked: bool
) -> None:
    """`--connect-to` says where it is, `--allow-net` that addresses like its own may be asked."""
    assert isinstance(target_of(url, routes, allowed), WebTarget) is is_asked


def test_the_reason_of_a_reserved_host_comes_before_the_users_patterns() -> None:
    """As with `mailto:`: what cannot be checked at all was nobody's choice."""
    found = target_of("http://localhost/", exclude=("localhost",))

    assert isinstance(found, NotAsked)
    assert found.skipping is Skipping.RESERVED


@pytest.mark.parametrize(
    ("text", "is_skipped"),
    [
        ('--peers "http://a.test:1,http://b.test:2" starts it', True),
        ("http://a.test:1,https://b.test:2,https://c.test:3", True),
        ("[a](http://a.test:1,http://b.test:2)", False),  # an author's link, and broken
        ("https://a.test/b,https://c.test/", False),
    ],
)
def test_urls_in_a_row_with_commas_are_a_value(text: str, is_skipped: bool) -> None:
    """sites.md, "Small": GitHub makes one link of them, which no reader is meant to follow."""
    found = FoundDocuments((Document("a.md", text),))
    [reference] = collect_links(found, Policy(date(2026, 11, 23)), Path()).references
    target = reference.resolved.target

    assert (isinstance(target, NotAsked) and "commas" in target.detail) is is_skipped
