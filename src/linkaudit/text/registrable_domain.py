"""The part of a host that one owner registered, by the Public Suffix List (publicsuffix.org).

Its private half counts, too: two people's pages below `github.io` have two owners. The list is the
one that was installed; nothing is fetched.
"""

from __future__ import annotations

from functools import cache, lru_cache

from publicsuffixlist import PublicSuffixList

from linkaudit.text.uri import host_of, is_address


@lru_cache(maxsize=4096)
def registrable_domain(uri: str) -> str:
    """Of a normalised URI; the whole host where it is an address, or itself such a suffix."""
    host = host_of(uri).rstrip(".")
    if is_address(host):
        return host
    return _suffixes().privatesuffix(host) or host


def have_one_owner(uri: str, other: str) -> bool:
    """Whether two normalised URIs lie below one registered domain."""
    return registrable_domain(uri) == registrable_domain(other)


@cache
def _suffixes() -> PublicSuffixList:
    # 10,000 rules take some 25 ms to read: only where one is asked for.
    return PublicSuffixList()
