"""Which addresses of the internet are public, and so may be asked.

One predicate over an address. It does not resolve names and opens nothing.
`ipaddress.is_global` is not enough: on 3.11 it lets 2002:7f00:1::, 64:ff9b::a9fe:a9fe,
::127.0.0.1, multicast and 168.63.129.16 pass.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# IANA's special-purpose registries (RFC 6890 and its successors), by name. `text/reserved.py` has
# what documents mean by some of them: a change of words there must open nothing here.
_V4 = {
    "0.0.0.0/8": "this network",
    "10.0.0.0/8": "a private network",
    "100.64.0.0/10": "a carrier's own network",
    "127.0.0.0/8": "this machine",
    "168.63.129.16/32": "a cloud's metadata service",
    "169.254.0.0/16": "link-local, where clouds keep their metadata service",
    "172.16.0.0/12": "a private network",
    "192.0.0.0/24": "protocol assignments",
    "192.0.2.0/24": "documentation",
    "192.88.99.0/24": "6to4 relays",
    "192.168.0.0/16": "a private network",
    # RFC 2544 has it for benchmarks; what is met there is a proxy's answer for a name.
    "198.18.0.0/15": "an address that a proxy makes up for a name (fake-IP); "
    "open it with --allow-net 198.18.0.0/15",
    "198.51.100.0/24": "documentation",
    "203.0.113.0/24": "documentation",
    "224.0.0.0/4": "multicast",
    "240.0.0.0/4": "reserved",
}
# Within 2000::/3, the only part of IPv6 that is routed in public.
_V6 = {
    "2001::/23": "protocol assignments",
    "2001:db8::/32": "documentation",
    "2002::/16": "6to4, which can hold a private address",
    "3fff::/20": "documentation",
}
# RFC 6052 §2.1: an IPv4 address in its last 32 bits, and by §3.1 never one that is not public.
# An operator's own prefix (RFC 8215: 64:ff9b:1::/48) may lead anywhere, and stays shut.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_PUBLIC_V6 = ipaddress.ip_network("2000::/3")
_DENIED: tuple[tuple[Network, str], ...] = tuple(
    (ipaddress.ip_network(text), reason) for text, reason in (_V4 | _V6).items()
)


def refusal(address: str, allowed: Sequence[Network] = ()) -> str | None:
    """Why an address may not be asked, in a few words; None if it may.

    Raises ValueError where the text is not an address.
    """
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if any(parsed in network for network in allowed):
        return None
    for network, reason in _DENIED:
        if parsed in network:
            return f"{parsed} is {reason}"
    if isinstance(parsed, ipaddress.IPv6Address) and parsed in _NAT64:
        inner = refusal(str(ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)), allowed)
        return f"{parsed} is NAT64's, and {inner}" if inner else None
    if parsed.version == 6 and parsed not in _PUBLIC_V6:
        return f"{parsed} is not a public address"
    return None
