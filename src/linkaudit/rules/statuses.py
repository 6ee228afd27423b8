"""What each unsuccessful status means, in one table: status to sentence.

Statuses of HTTP (RFC 9110 §15, RFC 6585, RFC 7725, RFC 8470) and those that servers made up.
Which verdict follows, `availability.py` decides.
"""

from __future__ import annotations

from collections.abc import Mapping

GONE: Mapping[int, str] = {404: "not found", 410: "permanently gone"}  # RFC 9110 §15.5.5, §15.5.11
# "Ask again", RFC 9110 §15.5.9 and RFC 8470 §5.2: no word on the page.
PASSING: Mapping[int, str] = {
    408: "the server stopped waiting for the request (408); check the link again later",
    425: "the server asks for a later request (425); check the link again later",
}

_LOGIN = "the server asks for a login ({}); open the link in a browser"
_TOO_OFTEN = "the server limits the rate of requests ({}); check the link again later"
_ROBOT = "the server refused an automated request ({}); open the link in a browser"
# The server understood the request, and refuses it as it was made.
REFUSALS: Mapping[int, str] = {
    401: _LOGIN,  # RFC 9110 §15.5.2
    403: _ROBOT,  # §15.5.4
    407: "a proxy in between asks for a login ({}); see --proxy",  # §15.5.8
    429: _TOO_OFTEN,  # RFC 6585 §4
    451: "the server withholds the page for legal reasons ({}); open the link in a browser",
    999: _ROBOT,  # LinkedIn's own
}

_REJECTED = (
    "the server rejected the request ({}); "
    "the address may be mistyped, or automated requests are refused"
)
_SESSION = "the server asks for a session of its own ({}); open the link in a browser"
_NO_ACCESS = "the server asks for an access token ({}); open the link in a browser"
_CERTIFICATE = "the server asks for a client certificate ({}); open the link in a browser"
# The request itself is what it takes offence at. What is not here is `_REJECTED`.
_REJECTIONS: Mapping[int, str] = {
    402: "the server asks for payment ({}); open the link in a browser",  # RFC 9110 §15.5.3
    405: "the server does not allow this address to be read ({}: no GET); it may be for forms or "
    "programs only, or automated requests are refused",  # §15.5.6
    406: "the server has no suitable version of the page ({}); open the link in a browser",
    423: "the page is locked ({}); check the link again later",  # RFC 4918 §11.3
    # Made up by servers: Laravel, Twitter, IIS, Windows, Esri, nginx.
    419: _SESSION,
    420: _TOO_OFTEN,
    440: _SESSION,
    450: "a filter in between blocks the page ({}); open the link from another network",
    495: _CERTIFICATE,
    496: _CERTIFICATE,
    497: "the server expects https at this address ({}); write https:// in the link",
    498: _NO_ACCESS,
}

_FAILED = "the server answered {}; this may be temporary"
_FAILURES: Mapping[int, str] = {
    # RFC 6585 §6: said by the network, and not by the server.
    511: "a network in between asks for a sign-in ({}); sign in and check the link again",
}
_UNKNOWN = "the server answered {}, which is not an HTTP status"  # RFC 9110 §15: 100 to 599

_NOT_ASKED_FOR = "the server answered {} (not modified), although the request named no earlier copy"


def refusal(status: int, wait: str = "") -> str | None:
    """Why a request was refused that the server understood; `wait` is its Retry-After."""
    said = REFUSALS.get(status)
    if said is None:
        return None
    # GitHub limits so: with a wait the refusal is temporary.
    return limit(status, wait) if wait and status != 429 else said.format(status)


def rejection(status: int, wait: str = "") -> str:
    """Why a request was rejected as such: any other status of 4xx."""
    return limit(status, wait) if wait else _REJECTIONS.get(status, _REJECTED).format(status)


def limit(status: int, wait: str) -> str:
    """With a Retry-After, the server means to answer later."""
    named = f"{wait} s" if wait.isascii() and wait.isdigit() else wait
    return f"the server asks for a later attempt ({status}, Retry-After: {named})"


def failure(status: int) -> str:
    """What a failure of the server means, or a status that HTTP does not have."""
    if status >= 600 or status < 100:
        return _UNKNOWN.format(status)
    return _FAILURES.get(status, _FAILED).format(status)


def undirected(status: int, location: str) -> str:
    """What a 3xx means that leads nowhere: `location` is empty, or cannot be followed."""
    if status == 304:
        return _NOT_ASKED_FOR.format(status)
    if status == 300:
        choice = f"prefers {location}" if location else "prefers none"
        return f"the server offers several pages ({status}) and {choice}; link to one of them"
    if location:
        return f"the server answered {status} and named {location}, which browsers do not follow"
    return f"the server answered {status} without a target"
