"""The cookies of one link: set by the servers on its way, sent back to them, then forgotten.

Parsing and matching are the library's (RFC 6265, by way of `http.cookiejar`). Nothing is
kept from one link to the next, and a link whose servers set none never makes a jar.
"""

from __future__ import annotations

from http.cookiejar import Cookie, CookieJar, DefaultCookiePolicy

import httpx

from linkaudit.model.http import Response
from linkaudit.text.uri import origin_of

# RFC 6265 §6.1 asks for 50 cookies a domain and 4,096 bytes a cookie; a wall needs one or two.
_MOST = 50
_LONGEST = 4096
_MOST_BYTES = 16 * 1024


class Jar:
    """Empty until a server sets a cookie; costs nothing until then."""

    def __init__(self) -> None:
        self._cookies: httpx.Cookies | None = None

    def keep(self, response: Response) -> None:
        """Take what a server set, as far as it may set it and there is room."""
        # RFC 6265 §4.1.1: anything else is no cookie, and could not be sent back as it came.
        lines = [
            line
            for line in response.cookies[: 2 * _MOST]
            if len(line) <= _LONGEST and line.isascii() and line.isprintable()
        ]
        if not lines:
            return
        if self._cookies is None:
            self._cookies = httpx.Cookies(_BoundedJar(_policy()))
        asked = _asked(response.uri)
        # One by one: the library deletes before it sets, whatever the order of the lines.
        for line in lines:
            self._cookies.extract_cookies(
                httpx.Response(response.status, headers={"Set-Cookie": line}, request=asked)
            )

    def header(self, uri: str) -> str:
        """What belongs into `Cookie:` of a request for this URI; empty for none."""
        if self._cookies is None:
            return ""
        request = _asked(uri)
        self._cookies.set_cookie_header(request)
        header: str = request.headers.get("cookie", "")
        return header


class _BoundedJar(CookieJar):
    """A cookie for which there is no room is not kept."""

    def set_cookie(self, cookie: Cookie) -> None:
        super().set_cookie(cookie)
        size = sum(len(kept.name) + len(kept.value or "") for kept in self)
        if len(self) > _MOST or size > _MOST_BYTES:
            self.clear(cookie.domain, cookie.path, cookie.name)


def _policy() -> DefaultCookiePolicy:
    return DefaultCookiePolicy(
        # A cookie without a Domain is for its host alone: RFC 6265 §5.3, step 6.
        strict_ns_domain=DefaultCookiePolicy.DomainStrictNonDomain,
        # None for `co.uk` and its like, for which no list of public suffixes is needed.
        strict_domain=True,
    )


def _asked(uri: str) -> httpx.Request:
    # With a Host of ours httpx decodes no name: not all that the web has can be decoded.
    return httpx.Request("GET", uri, headers={"Host": origin_of(uri).partition("://")[2]})
