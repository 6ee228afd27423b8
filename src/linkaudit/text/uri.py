"""URLs made ready to be asked, taken apart and compared, as browsers read them (WHATWG URL).

Text in, text out. Nothing here asks the network or the disk whether the thing exists. Ada reads
what is not plain (docs/decisions/0025-urls-as-browsers-read-them.md); what every layer gets is the
normalised text, so that the host that is judged is the one that is connected to.
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

if TYPE_CHECKING:
    from ada_url import URL

DEFAULT_PORTS = {"http": 80, "https": 443}  # RFC 9110 §4.2.1, §4.2.2

# Nearly every URL: nothing in it has two readings. A segment that begins with a dot may be one
# of dots only, and a label in Punycode may be no label.
_PLAIN = re.compile(
    r"https?://(?=[a-z0-9._-]{1,63}(?:/|\Z))(?![^/]*xn--)[a-z0-9_-]++(?:\.[a-z0-9_-]*[a-z0-9_])*"
    r"\.[a-z]++(?P<path>(?:/(?!\.|%2[Ee])[A-Za-z0-9._~!$&'()*+,;=:@%\[\]-]*+)*+)",
    re.A,
)
_PLAIN_HOST = re.compile(r"https?://([a-z0-9._-]+)(?::[0-9]+)?/")
_AUTHORITY = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?[/\\]*([^/\\]*)")
_LABELS = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?")  # RFC 1035 §2.3.4
_PORT = re.compile(r"[0-9]+")
_ZONED = re.compile(r"\[([0-9A-Fa-f:.]+)%[\w.~-]+\]", re.A)  # RFC 6874 §2; no browser goes there
_LOOKS_NUMERIC = re.compile(r"(0x[0-9a-f]*|[0-9]+)\.?", re.I)
_TRIPLET = re.compile(r"%[0-9A-Fa-f]{2}")
_RAW_BYTE = re.compile("[\udc80-\udcff]")
_LONGEST_SHOWN = 100  # characters of a host in a message
_LONGEST_HOST = 254  # RFC 1035 §2.3.4, and a dot at the end; in letters they are fewer
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ENDS = "".join(map(chr, range(0x21)))  # C0 controls and the space: URL §4.4 drops them at the ends
_DROPPED = str.maketrans("", "", "\t\n\r")  # and these anywhere

# What a path or a query may hold as it is; `%` stays, or escapes would be escaped again.
# Of what a URI cannot hold, browsers send these as they are (WHATWG URL §1.3), and some servers
# know a page by no other spelling.
_SAFE_IN_PATH = "/%:@!$&'()*+,;=-._~[]|"
_SAFE_IN_QUERY = _SAFE_IN_PATH + "?^`{}"


class InvalidUriError(ValueError):
    """Not a URL that can be asked; the message says why."""


class RefusedUriError(InvalidUriError):
    """A URL that no link may send us to: `file:`, an address with a zone."""


def follow(base: str, reference: str) -> tuple[str, str | None]:
    """The URI that a redirect from `base` leads to, and its fragment.

    `base` is normalised. Raises InvalidUriError where the reference cannot be followed.
    RFC 9110 §10.2.2; WHATWG URL §4.4 says how.
    """
    return _read(reference, base)


def normalise(uri: str) -> tuple[str, str | None]:
    """An http(s) URL ready to be asked, and its fragment, decoded.

    Where it leads is what a browser makes of it: the host is lower-case and ASCII (UTS 46), an
    address in its usual form; backslashes are slashes; default port and dot segments are gone.
    Characters that a URI cannot hold are percent-encoded; all else stays as written. Credentials
    are dropped: a document is no place to log in from.
    Raises InvalidUriError.
    """
    made, fragment = _read(uri, None)
    # One text and not two that are equal: a run holds as many as there are links.
    return uri if made == uri else made, fragment


def _read(text: str, base: str | None) -> tuple[str, str | None]:
    rest, _, written = text.strip(_ENDS).translate(_DROPPED).partition("#")
    head, mark, query = rest.partition("?")
    # `#` without anything behind it points to the page itself (HTML §7.4.6.3).
    fragment = unquote(written) if written else None
    if plain := _PLAIN.fullmatch(head):
        place = head if plain["path"] else f"{head}/"
    else:
        parsed = _parsed(head, base)
        place = _place(parsed, head)
        if base is not None and not mark and "?" in parsed.href:  # it is the base's own
            return f"{place}?{base.partition('?')[2]}", fragment
    return f"{place}?{_quoted(query, _SAFE_IN_QUERY)}" if mark else place, fragment


def _parsed(head: str, base: str | None) -> URL:
    # Imported here: it takes as long as all of a short run, and few URLs are not plain.
    from ada_url import URL

    try:
        # A header's byte that is no UTF-8 arrives as a surrogate (PEP 383).
        parsed = URL(_RAW_BYTE.sub(_byte_quoted, head), base)
    except UnicodeEncodeError as error:
        raise InvalidUriError("it is not a URL: it holds half a character") from error
    except ValueError as error:
        raise _trouble(head) from error
    scheme = parsed.protocol[:-1]
    if scheme not in DEFAULT_PORTS:
        raise RefusedUriError(f"'{scheme}:' is not followed")
    return parsed


def _byte_quoted(match: re.Match[str]) -> str:
    return f"%{ord(match[0]) - 0xDC00:02X}"


def _place(parsed: URL, head: str) -> str:
    """All of a URL but query and fragment. Raises InvalidUriError."""
    host, port = parsed.hostname, parsed.port
    if port == "0" or not _may_be_found(host):
        raise _trouble(head)
    at = f"{host}:{port}" if port else host
    return f"{parsed.protocol}//{at}{_quoted(parsed.pathname, _SAFE_IN_PATH)}"


def _may_be_found(host: str) -> bool:
    """Whether a name service could have it: the standard lets `a..b`, `a,b` and more pass."""
    if host.startswith("["):
        return True
    return len(host) <= _LONGEST_HOST and _LABELS.fullmatch(host) is not None


def _quoted(text: str, safe: str) -> str:
    try:
        return quote(text, safe=safe, errors="surrogateescape")
    except UnicodeEncodeError as error:
        raise InvalidUriError("it is not a URL: it holds half a character") from error


def _trouble(head: str) -> InvalidUriError:
    """What is wrong with the host or the port, in words that show no password."""
    authority = _AUTHORITY.match(head)
    host, port = _split_port(authority[1].rpartition("@")[2] if authority else "")
    host = host if len(host) <= _LONGEST_SHOWN else f"{host[:_LONGEST_SHOWN]}…"
    if not host:
        return InvalidUriError("the URL names no host")
    if port and not (port.isascii() and port.lstrip("-").isdigit()):
        return InvalidUriError("the port is not a number")  # but perhaps part of a password
    if port and not (_PORT.fullmatch(port) and len(port) < 6 and 0 < int(port) < 65536):
        return InvalidUriError(f"'{port}' is not a port")
    if host.startswith("["):
        return _trouble_v6(host)
    last = host.rstrip(".").rpartition(".")[2]
    kind = "an IPv4 address" if _LOOKS_NUMERIC.fullmatch(last) else "a host name"
    return InvalidUriError(f"'{host}' is not {kind}")


def _trouble_v6(host: str) -> InvalidUriError:
    zoned = _ZONED.fullmatch(host)
    if zoned is None:
        return InvalidUriError(f"'{host}' is not an IPv6 address")
    try:
        address = ipaddress.IPv6Address(zoned[1])
    except ValueError:
        return InvalidUriError(f"'{host}' is not an IPv6 address")
    return RefusedUriError(f"{address} with a zone is an address of one machine only")


def _split_port(hostport: str) -> tuple[str, str | None]:
    head, colon, tail = hostport.rpartition(":")
    is_open = hostport.startswith("[") and "]" not in head
    return (hostport, None) if not colon or "]" in tail or is_open else (head, tail)


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


def host_as_written(url: str) -> str:
    """The host in the letters of its author but in lower case, without brackets.

    `url` is one that can be normalised; what its host is for may hide behind another spelling.
    """
    head = re.split(r"[?#]", url.strip(_ENDS).translate(_DROPPED), maxsplit=1)[0]
    authority = _AUTHORITY.match(head)
    host, _ = _split_port(authority[1].rpartition("@")[2] if authority else "")
    return host.strip("[]").lower()


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


def _plain_triplet(match: re.Match[str]) -> str:
    char = chr(int(match[0][1:], 16))
    return char if char in _UNRESERVED else match[0].upper()
