"""Hosts that stand for no public site."""

import pytest

from linkaudit.text.reserved import Use, reserved

MACHINE = (
    *("localhost", "localhost.", "app.localhost", "a.b.localhost", "localhost.localdomain"),
    *("127.0.0.1", "127.255.255.255", "0.0.0.0", "::1", "::"),
)  # fmt: skip
NETWORK = (
    *("10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.10", "169.254.169.254"),
    *("100.64.0.1", "198.18.0.5", "fc00::1", "fd12:3456::1", "fe80::1"),
    *("raspberrypi.local", "nas.local.", "host.docker.internal", "wiki.internal", "router.lan"),
    *("printer.home.arpa", "git.corp", "x.intranet", "app.test", "test", "myserver", "db"),
)  # fmt: skip
EXAMPLE = (
    *("example", "foo.example", "example.com", "api.example.org", "a.b.example.net", "a.invalid"),
    *("xn--bcher-kva.example", "192.0.2.1", "198.51.100.7", "203.0.113.9", "2001:db8::1"),
    *("3fff::1", "wallet.alt"),
)  # fmt: skip
TOR = (
    "expyuzz4wqqyqhjn.onion",
    "www.duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion",
)
PUBLIC = (
    *("github.com", "localhost.com", "mylocalhost.io", "example.co.uk", "example.co"),
    *("exampl.e.com", "myexample.com", "example.com.au", "test.com", "internal.io"),
    *("local.gov", "onion.com", "in.lan.de", "8.8.8.8", "126.255.255.255", "128.0.0.1"),
    *("11.0.0.1", "172.15.0.1", "172.32.0.1", "192.167.1.1"),
    *("100.63.255.255", "100.128.0.0", "198.17.0.1", "198.20.0.1", "1.1.1.1", "2606:4700::1111"),
    *("2001:db9::1", "2001:4860:4860::8888", "a.b.c.d", "test.example.dev"),
)  # fmt: skip
# Special, and no document means them for its readers: the guard refuses them.
LEFT_TO_THE_GUARD = (
    "224.0.0.1",
    "255.255.255.255",
    "168.63.129.16",
    "::ffff:127.0.0.1",
    "64:ff9b::7f00:1",
)
# Numbers that reach an address by another spelling say it to no reader.
HIDDEN = ("127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.0.0.1.")  # fmt: skip


@pytest.mark.parametrize(
    ("host", "use"),
    [(host, use) for hosts, use in
     ((MACHINE, Use.MACHINE), (NETWORK, Use.NETWORK), (EXAMPLE, Use.EXAMPLE), (TOR, Use.TOR))
     for host in hosts],
)  # fmt: skip
def test_a_reserved_host_is_known_with_its_use(host: str, use: Use) -> None:
    """RFC 2606, RFC 6761 and the registries of RFC 6890."""
    found = reserved(host)

    assert found is not None
    assert found.use is use
    assert found.words


@pytest.mark.parametrize("host", [*PUBLIC, *LEFT_TO_THE_GUARD, *HIDDEN, ""])
def test_any_other_host_is_asked_or_left_to_the_guard(host: str) -> None:
    assert reserved(host) is None
