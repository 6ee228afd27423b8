"""Hosts that stand for no public site: this machine, networks of one's own, examples, Tor.

Names and numbers only: nothing here is looked up. What a document may say openly and no run can
verify; whether something opens it after all, `audit/links.py` decides.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Use(StrEnum):
    """What a reserved host is for."""

    MACHINE = "the reader's own machine"
    NETWORK = "a network of the reader's own"
    EXAMPLE = "examples"
    TOR = "Tor"


@dataclass(frozen=True, slots=True)
class Reserved:
    """Why no public site can be there; `words` end the sentence "HOST is …"."""

    use: Use
    words: str


_LOOPBACK = Reserved(Use.MACHINE, "the reader's own machine")
_PRIVATE = Reserved(Use.NETWORK, "an address of a private network")
_LINK = Reserved(Use.NETWORK, "an address that only its own network knows (link-local)")
_CARRIER = Reserved(Use.NETWORK, "an address of a carrier's own network (RFC 6598)")
_BENCHMARK = Reserved(Use.NETWORK, "an address for tests of networks (RFC 2544)")
_DOCUMENTATION = Reserved(Use.EXAMPLE, "an address for examples")
# IANA's special-purpose registries (RFC 6890): those that documents mean for their readers.
_NETWORKS: Mapping[ipaddress.IPv4Network | ipaddress.IPv6Network, Reserved] = {
    ipaddress.ip_network(text): reserved
    for text, reserved in {
        "0.0.0.0/8": _LOOPBACK,  # RFC 1122 §3.2.1.3; servers print 0.0.0.0 for "open me here"
        "127.0.0.0/8": _LOOPBACK,
        "::/127": _LOOPBACK,  # `::` and `::1`
        "10.0.0.0/8": _PRIVATE,  # RFC 1918
        "172.16.0.0/12": _PRIVATE,
        "192.168.0.0/16": _PRIVATE,
        "fc00::/7": _PRIVATE,  # RFC 4193
        "169.254.0.0/16": _LINK,  # RFC 3927
        "fe80::/10": _LINK,  # RFC 4291 §2.5.6
        "100.64.0.0/10": _CARRIER,
        "198.18.0.0/15": _BENCHMARK,
        "192.0.2.0/24": _DOCUMENTATION,  # RFC 5737
        "198.51.100.0/24": _DOCUMENTATION,
        "203.0.113.0/24": _DOCUMENTATION,
        "2001:db8::/32": _DOCUMENTATION,  # RFC 3849
        "3fff::/20": _DOCUMENTATION,  # RFC 9637
    }.items()
}

_HERE = Reserved(Use.MACHINE, "the reader's own machine (RFC 6761)")
_MULTICAST = Reserved(Use.NETWORK, "a name of the reader's own network (RFC 6762)")
_INTERNAL = Reserved(Use.NETWORK, "a name of a private network")
_TESTS = Reserved(Use.NETWORK, "a name for tests (RFC 2606)")
_EXAMPLES = Reserved(Use.EXAMPLE, "a name for examples (RFC 2606)")
_NEVER = Reserved(Use.EXAMPLE, "a name that never exists (RFC 2606)")
_OTHERS = Reserved(Use.EXAMPLE, "a name outside the DNS (RFC 9476)")
_ONION = Reserved(Use.TOR, "an address that only Tor opens (RFC 7686)")
# Each with all names below it.
_NAMES: Mapping[str, Reserved] = {
    "localhost": _HERE,
    "localdomain": _HERE,  # `localhost.localdomain`, in /etc/hosts of many systems
    "local": _MULTICAST,
    "internal": _INTERNAL,  # ICANN, 2024-07-29; host.docker.internal
    "home.arpa": Reserved(Use.NETWORK, "a name of the reader's own network (RFC 8375)"),
    # RFC 6762 appendix G: in use within networks, and never to be delegated.
    **dict.fromkeys(("intranet", "private", "corp", "home", "lan"), _INTERNAL),
    "test": _TESTS,
    "example": _EXAMPLES,
    **dict.fromkeys(("example.com", "example.net", "example.org"), _EXAMPLES),
    "invalid": _NEVER,
    "alt": _OTHERS,
    "onion": _ONION,
}
# ICANN forbids addresses of top-level domains (SAC 053, RFC 7085), so no site has such a name.
_DOTLESS = Reserved(Use.NETWORK, "a name without a dot, which only a network of one's own knows")


@lru_cache(maxsize=4096)  # many links lead to one host
def reserved(host: str) -> Reserved | None:
    """What a host is reserved for; None for one that may be public.

    `host` is in lower case, without brackets. A number counts in its usual spelling only.
    """
    name = host.rstrip(".")
    labels = name.split(".")
    if ":" in name or labels[-1].isdigit():
        return _of_address(host)
    for start in range(len(labels)):
        if found := _NAMES.get(".".join(labels[start:])):
            return found
    is_number = labels[-1].startswith("0x")  # as `0x7f000001`: WHATWG URL §3.5
    return _DOTLESS if len(labels) == 1 and name and not is_number else None


def _of_address(host: str) -> Reserved | None:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None
    return next((why for network, why in _NETWORKS.items() if address in network), None)
