"""Telling a captive portal from the web: many hosts, and all give one answer.

A portal sends everybody to its own page, and breaks what is meant to be secure. One answer
that differs shows that the web is there. Knows responses and failures; connects to nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from urllib.parse import urljoin, urlsplit

from linkaudit.exchange import FailureKind, Request, Response
from linkaudit.uri import host_of, is_address

ENOUGH_HOSTS = 5
_LEAST_ANSWERS = 2  # beside failures that a portal causes; one redirect alone is a redirect
_ONWARD = frozenset({302, 303, 307})  # one that moved for good says so, and is no portal
_ASKING = (b"<form", b"<FORM", b"<input", b"<INPUT")  # for a name, a payment, or consent
_CAUSED = frozenset({FailureKind.TLS, FailureKind.TIMEOUT, FailureKind.RESET, FailureKind.CLOSED})


class Portal:
    """`is_routed` tells hosts that the command line sends elsewhere: those may all be one."""

    def __init__(self, is_routed: Callable[[str], bool]) -> None:
        self._is_routed = is_routed
        self._signs: set[str] = set()
        self._portals: set[str] = set()
        self._answered: set[str] = set()
        self._failed: set[str] = set()
        self._is_open = False

    @property
    def is_there(self) -> bool:
        """Whether all that was heard so far can only be a portal."""
        if self._is_open or len(self._signs) != 1 or len(self._answered) < _LEAST_ANSWERS:
            return False
        return len(self._answered | self._failed) >= ENOUGH_HOSTS

    def hear(self, request: Request, response: Response) -> None:
        """The first answer of each host counts; the portal's own page is asked after it."""
        host = host_of(request.uri)
        if self._is_open or host in self._answered or host in self._portals:
            return
        sign = self._sign(host, request, response)
        if sign is None:
            self._is_open = True
            return
        self._signs.add(sign)
        self._answered.add(host)
        self._is_open = len(self._signs) > 1

    def miss(self, request: Request, kind: FailureKind) -> None:
        """A failure that a portal may cause."""
        if kind in _CAUSED:
            self._failed.add(host_of(request.uri))

    def _sign(self, host: str, request: Request, response: Response) -> str | None:
        """What all of a portal's answers share; None for what no portal says."""
        location = response.headers.get("location", "")
        if response.status in _ONWARD and location:
            try:
                page = urlsplit(urljoin(request.uri, location))
                to = page.hostname or host
            except ValueError:
                return None
            if to == host:
                return None
            self._portals.add(to)
            return f"{to}{page.path}"  # its query often says where one wanted to go
        if response.status != 200 or not any(mark in response.body for mark in _ASKING):
            return None
        if self._is_routed(host) or is_address(host):  # a test bed may well say one thing
            return None
        # Some print the address that was wanted.
        page_of_all = response.body.replace(host.encode(), b"")
        return blake2b(page_of_all, digest_size=16).hexdigest()
