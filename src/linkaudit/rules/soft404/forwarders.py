"""Addresses that only forward to others: resolvers, short links, links that forward.

A table of hosts and words. Where such a link leads, the home page too, is what it is for.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from linkaudit.rules.base import segments, without_locale
from linkaudit.text.uri import host_of

_HOSTS = frozenset(
    {"doi.org", "dx.doi.org", "hdl.handle.net", "n2t.net", "purl.org", "w3id.org", "ark.to"}
    | {"aka.ms", "amzn.to", "bit.ly", "buff.ly", "cutt.ly", "fb.me", "forms.gle", "g.co"}
    | {"go.aws", "goo.gl", "is.gd", "j.mp", "lnkd.in", "ow.ly", "rb.gy", "s.id", "t.co", "t.ly"}
    | {"t.me", "tinyurl.com", "wp.me", "youtu.be", "git.io", "d.pr"}
)
_LABELS = frozenset({"go", "link", "links", "click", "redirect", "short", "track", "tracking"})
_FOLDERS = frozenset(
    {"go", "out", "redirect", "redir", "goto", "link", "links", "click", "exit", "jump"}
    | {"recommends", "refer", "visit", "r", "l", "fwlink", "outbound", "external", "away", "url"}
    | {"aff", "affiliate", "invite", "promo", "ref", "referral", "share"}
)


def is_forwarder(uri: str) -> bool:
    """Whether an address is made to lead elsewhere, to wherever its owner likes."""
    host = host_of(uri).removeprefix("www.")
    if host in _HOSTS or (host.partition(".")[0] in _LABELS and host.count(".") > 1):
        return True
    parts = without_locale(segments(uri))
    if parts and parts[0].lower() in _FOLDERS and (len(parts) > 1 or urlsplit(uri).query):
        return True
    return any(_is_address(value) for _, value in parse_qsl(urlsplit(uri).query))


def _is_address(value: str) -> bool:
    return value.startswith(("https://", "http://"))
