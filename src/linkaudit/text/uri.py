"""URIs made ready to be asked, taken apart and compared (RFC 3986).

Text in, text out. Nothing here asks the network or the disk whether the thing exists.
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

import idna

DEFAULT_PORTS = {"http": 80, "https": 443}  # RFC 9110 §4.2.1, §4.2.2

_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?\.?")
_PLAIN_HOST = re.compile(r"https?://([a-z0-9._-]+)(?::[0-9]+)?/")
_V6 = re.compile(r"[0-9A-Fa-f:.]+(%[\w.~-]+)?", re.ASCII)  # RFC 6874 §2
_PORT = re.compile(r"[0-9]{1,5}")
_LOOKS_NUMERIC = re.compile(r"(0x[0-9a-f]*|[0-9]+)\.?")
_TRIPLET = re.compile(r"%[0-9A-Fa-f]{2}")
_LONGEST_HOST = 254  # RFC 1035 §2.3.4, and a dot at the end; in letters they are fewer
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

# What a path or a query may hold as it is; `%` stays, or escapes would be escaped again.
_SAFE_IN_PATH = "/%:@!$&'()*+,;=-._~[]"
_SAFE_IN_QUERY = _SAFE_IN_PATH + "?"
# The library's own words repeat the host, and a login that it may hold.
_NO_HOST = "it is not a URL: its host is not valid"


class InvalidUriError(ValueError):
    """Not a URI that can be asked; the message says why."""


class RefusedSchemeError(InvalidUriError):
    """A URI of a scheme that no link may send us to, such as `file:`."""


def follow(base: str, reference: str) -> tuple[str, str | None]:
    """The URI that a redirect from `base` leads to, and its fragment.

    Raises InvalidUriError where the reference cannot be followed. RFC 9110 §10.2.2.
    """
    try:
        joined = _join(base, reference.strip(" \t"))
        scheme = urlsplit(joined).scheme.lower()
    except ValueError as error:
        raise InvalidUriError(_NO_HOST) from error
    if scheme not in DEFAULT_PORTS:
        raise RefusedSchemeError(f"'{scheme}:' is not followed")
    return normalise(joined)


def _join(base: str, reference: str) -> str:
    """RFC 3986 §5.2.2; the library takes an empty query for none."""
    joined = urljoin(base, reference)
    _, mark, query = reference.partition("#")[0].partition("?")
    if query or not mark:
        return joined
    page, sign, fragment = joined.partition("#")
    return f"{page.partition('?')[0]}?{sign}{fragment}"


def normalise(uri: str) -> tuple[str, str | None]:
    """An http(s) URI ready to be asked, and its fragment, decoded.

    The host is lower-case and ASCII (UTS 46), default port and dot segments are gone,
    characters that a URI cannot hold are percent-encoded; all else stays as written.
    Credentials are dropped: a document is no place to log in from.
    Raises InvalidUriError.
    """
    try:
        parts = urlsplit(uri)
    except ValueError as error:
        raise InvalidUriError(_NO_HOST) from error
    scheme = parts.scheme.lower()
    authority = _authority(scheme, parts)
    # `#` without anything behind it points to the page itself (HTML §7.4.6.3).
    fragment = unquote(parts.fragment) if parts.fragment else None
    path = _without_dot_segments(_quoted(parts.path, _SAFE_IN_PATH)) or "/"
    query = "?" + _quoted(parts.query, _SAFE_IN_QUERY) if "?" in uri.split("#", 1)[0] else ""
    return f"{scheme}://{authority}{path}{query}", fragment


def equivalence_key(uri: str) -> str:
    """The same text for all spellings of one URI. RFC 3986 §6.2.2."""
    return _TRIPLET.sub(_plain_triplet, uri)


@lru_cache(maxsize=4096)  # each layer asks it of the same URI
def host_of(uri: str) -> str:
    """The host of a normalised URI, without brackets; empty where there is none."""
    if plain := _PLAIN_HOST.match(uri):  # nearly all; ten times as quick as taking it all apart
        return plain[1]
    try:
        return urlsplit(uri).hostname or ""
    except ValueError:
        return ""


def is_address(host: str) -> bool:
    """Whether a host of a normalised URI, without brackets, is an IP address and no name."""
    return ":" in host or host.replace(".", "").isdigit()


def origin_of(uri: str) -> str:
    """Scheme, host and port of a normalised URI. RFC 6454 §4."""
    return uri[: _path_start(uri)]


def path_of(uri: str) -> str:
    """The path of a normalised URI, without query."""
    return uri[_path_start(uri) :].split("?", 1)[0]


@lru_cache(maxsize=4096)
def port_of(uri: str) -> int:
    """The port that a normalised URI is asked at."""
    parts = urlsplit(uri)
    return parts.port or DEFAULT_PORTS.get(parts.scheme, 0)


def _path_start(uri: str) -> int:
    start = uri.find("/", uri.find("://") + 3)
    return len(uri) if start < 0 else start


def _quoted(text: str, safe: str) -> str:
    try:
        # A header's byte that is no UTF-8 arrives as a surrogate (PEP 383) and is sent as it came.
        return quote(text, safe=safe, errors="surrogateescape")
    except UnicodeEncodeError as error:
        raise InvalidUriError("it is not a URL: it holds half a character") from error


def _authority(scheme: str, parts: SplitResult) -> str:
    hostport = parts.netloc.rpartition("@")[2]
    host, port = _split_port(hostport)
    if not host:
        raise InvalidUriError("the URL names no host")
    host = _literal_v6(host) if host.startswith("[") else _name(host)
    number = _port_number(port)
    return host if number in (None, DEFAULT_PORTS[scheme]) else f"{host}:{number}"


def _split_port(hostport: str) -> tuple[str, str | None]:
    head, colon, tail = hostport.rpartition(":")
    if not colon or "]" in tail:
        return hostport, None
    return head, tail


def _port_number(port: str | None) -> int | None:
    if not port:
        return None
    if not (port.isascii() and port.lstrip("-").isdigit()):
        raise InvalidUriError("the port is not a number")  # but perhaps part of a password
    if not _PORT.fullmatch(port) or not 0 < int(port) < 65536:
        raise InvalidUriError(f"'{port}' is not a port")
    return int(port)


def _literal_v6(host: str) -> str:
    inside = host[1:-1].replace("%25", "%", 1)  # RFC 6874
    try:
        if not _V6.fullmatch(inside):  # in a zone, the library lets anything pass
            raise ValueError(host)
        address = ipaddress.IPv6Address(inside)
    except ValueError as error:
        raise InvalidUriError(f"'{host}' is not an IPv6 address") from error
    return f"[{address}]"


@lru_cache(maxsize=4096)  # many links lead to one host
def _name(host: str) -> str:
    try:
        plain = unquote(host, errors="strict").lower()
        if len(plain) > _LONGEST_HOST:  # IDNA takes the square of a label's length
            raise UnicodeError
        name = plain if plain.isascii() else _to_ascii(plain)
    except UnicodeError as error:  # idna.IDNAError is one
        raise InvalidUriError(f"'{host}' is not a host name") from error
    if not _HOST.fullmatch(name) or ".." in name or any(len(part) > 63 for part in name.split(".")):
        raise InvalidUriError(f"'{host}' is not a host name")
    if _LOOKS_NUMERIC.fullmatch(name.rstrip(".").rpartition(".")[2]):
        return _literal_v4(host, name)
    return name


def _to_ascii(name: str) -> str:
    mapped = idna.uts46_remap(name, std3_rules=True, transitional=False)
    try:
        return idna.encode(mapped).decode("ascii")
    except idna.InvalidCodepoint:
        # UTS 46 lets emoji pass and IDNA 2008 does not; there are hosts with such names.
        return ".".join(_a_label(label) for label in mapped.split("."))


def _a_label(label: str) -> str:
    return label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}"


def _literal_v4(host: str, name: str) -> str:
    # `127.1` and `0x7f.1` reach an address by routes that a guard does not see: RFC 3986 §7.4.
    try:
        return str(ipaddress.IPv4Address(name))
    except ValueError as error:
        raise InvalidUriError(f"'{host}' is not an IPv4 address in its usual form") from error


def _without_dot_segments(path: str) -> str:
    """RFC 3986 §5.2.4, with `%2e` read as a dot as browsers do (WHATWG URL §4.4)."""
    if "." not in path and "%2" not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for number, segment in enumerate(segments):
        plain = segment.lower().replace("%2e", ".")
        last = number == len(segments) - 1
        if plain == "..":
            if len(kept) > 1:
                kept.pop()
            if last:
                kept.append("")
        elif plain == ".":
            if last:
                kept.append("")
        else:
            kept.append(segment)
    return "/".join(kept)


def _plain_triplet(match: re.Match[str]) -> str:
    char = chr(int(match[0][1:], 16))
    return char if char in _UNRESERVED else match[0].upper()
