"""Which addresses may be asked: every special range, by its first, its last and its neighbours."""

import ipaddress

import pytest

from linkaudit.check.transport.addresses import refusal
from tests.unit.check.ranges import SPECIAL_V4, SPECIAL_V6

EDGES = sorted({address for pair in SPECIAL_V4 + SPECIAL_V6 for address in pair})

# Just below and just above the ranges; ranges that touch share their outer neighbours.
NEIGHBOURS = [
    ("1.0.0.0", "1.0.0.0"),
    ("9.255.255.255", "11.0.0.0"),
    ("100.63.255.255", "100.128.0.0"),
    ("126.255.255.255", "128.0.0.0"),
    ("168.63.129.15", "168.63.129.17"),
    ("169.253.255.255", "169.255.0.0"),
    ("172.15.255.255", "172.32.0.0"),
    ("191.255.255.255", "192.0.1.0"),
    ("192.0.1.255", "192.0.3.0"),
    ("192.88.98.255", "192.88.100.0"),
    ("192.167.255.255", "192.169.0.0"),
    ("198.17.255.255", "198.20.0.0"),
    ("198.51.99.255", "198.51.101.0"),
    ("203.0.112.255", "203.0.114.0"),
    ("223.255.255.255", "223.255.255.255"),
    ("2000::", "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("2001:200::", "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("2001:db9::", "2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("2003::", "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("3fff:1000::", "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
]
OUTSIDE = sorted({address for pair in NEIGHBOURS for address in pair})

# IPv6 in which a private IPv4 address hides: `is_global` of Python 3.11 lets some of them pass.
HIDING = {
    "::127.0.0.1": "IPv4-compatible, RFC 4291 §2.5.5.1",
    "::ffff:127.0.0.1": "IPv4-mapped, RFC 4291 §2.5.5.2",
    "::ffff:8.8.8.8": "IPv4-mapped, whatever it holds",
    "64:ff9b::a9fe:a9fe": "NAT64, RFC 6052 §2.1",
    "64:ff9b:1::a00:1": "local NAT64, RFC 8215",
    "2002:7f00:1::": "6to4, RFC 3056 §2",
    "2001:0:7f00:1::": "Teredo, RFC 4380 §4",
}


@pytest.mark.parametrize("address", EDGES)
def test_both_ends_of_every_special_range_are_refused(address: str) -> None:
    """IANA's special-purpose address registries, RFC 6890; only 2000::/3 is routed in public."""
    assert refusal(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_the_neighbours_of_a_special_range_are_public(address: str) -> None:
    """The same registries: what they do not list is ordinary."""
    assert refusal(address) is None


@pytest.mark.parametrize("address", HIDING)
def test_an_address_within_an_address_is_refused(address: str) -> None:
    """RFC 4291, RFC 6052, RFC 3056, RFC 4380: forms that can lead to an IPv4 address."""
    assert refusal(address)


@pytest.mark.parametrize(
    "address",
    [
        *("64:ff9b::5db8:d70e", "64:ff9b::8.8.8.8", "64:ff9b::1.1.1.1", "64:ff9b::808:404"),
        *("64:ff9b::172.32.0.1", "64:ff9b::100.63.255.255"),
    ],
)
def test_a_public_address_behind_nat64_is_public(address: str) -> None:
    """RFC 6052 §2.1, §3.1: on an IPv6-only network, most of the web has such addresses."""
    assert refusal(address) is None


@pytest.mark.parametrize(
    ("address", "inner"),
    [
        ("64:ff9b::7f00:1", "127.0.0.1 is this machine"),
        ("64:ff9b::10.0.0.1", "10.0.0.1 is a private network"),
        ("64:ff9b::", "0.0.0.0 is this network"),
        ("64:ff9b::a83f:8110", "168.63.129.16 is a cloud's metadata service"),
        ("64:ff9b::e000:1", "224.0.0.1 is multicast"),
    ],
)
def test_any_other_address_behind_nat64_is_named_by_what_it_holds(address: str, inner: str) -> None:
    """RFC 6052 §3.1 forbids them, and so nothing good is there."""
    shown = ipaddress.ip_address(address)
    assert refusal(address) == f"{shown} is NAT64's, and {inner}"


@pytest.mark.parametrize(
    "address",
    [
        *("64:ff9b:1::8.8.8.8", "64:ff9b:1:808:8:800::", "64:ff9b:0:1::8.8.8.8"),
        *("64:ff9b::1:8.8.8.8", "64:ff9a:ffff:ffff:ffff:ffff:ffff:ffff", "::8.8.8.8"),
        *("2002:808:808::", "2001:0:808:808::"),
    ],
)
def test_other_ways_to_hold_a_public_address_stay_shut(address: str) -> None:
    """RFC 8215 and RFC 6052 §2.2: where such a prefix leads, its operator decides."""
    assert refusal(address)


def test_an_open_network_is_open_behind_nat64_too() -> None:
    assert refusal("64:ff9b::10.0.0.1", [ipaddress.ip_network("10.0.0.0/8")]) is None


@pytest.mark.parametrize("address", ["198.18.0.5", "198.19.255.1", "198.18.0.0"])
def test_an_address_that_a_proxy_makes_up_names_the_option_that_helps(address: str) -> None:
    """Clash, V2Ray and others answer names from 198.18.0.0/15 ("fake-IP")."""
    assert refusal(address) == (
        f"{address} is an address that a proxy makes up for a name (fake-IP); "
        "open it with --allow-net 198.18.0.0/15"
    )


@pytest.mark.parametrize("zone", ["%eth0", "%25eth0", "%1"])
def test_a_zone_does_not_hide_an_address(zone: str) -> None:
    """RFC 6874: a zone may follow a link-local address."""
    assert refusal("fe80::1" + zone) == "fe80::1 is not a public address"


def test_the_reason_names_the_address_and_what_it_is() -> None:
    assert refusal("10.1.2.3") == "10.1.2.3 is a private network"


@pytest.mark.parametrize(
    ("address", "is_open"),
    [
        ("10.0.0.7", True),
        ("10.0.0.8", False),
        ("10.0.1.0", False),
        ("fd00::1", True),
        ("fd00::2", False),
        ("127.0.0.1", False),
    ],
)
def test_allow_net_opens_what_it_names_and_nothing_beside_it(address: str, is_open: bool) -> None:
    """The contract: `--allow-net CIDR`, addresses that are not public may be reached after all."""
    allowed = [ipaddress.ip_network("10.0.0.0/29"), ipaddress.ip_network("fd00::1/128")]

    assert (refusal(address, allowed) is None) is is_open


@pytest.mark.parametrize("text", ["", "a.example", "127.1", "0x7f.0.0.1", "1.2.3.4.5", "[::1]"])
def test_what_is_no_address_is_not_judged(text: str) -> None:
    """RFC 3986 §7.4: rare forms of an address are for nobody to guess at."""
    with pytest.raises(ValueError, match="does not appear to be"):
        refusal(text)
