"""Following redirects hop by hop, each through all the layers below.

Says where the trail led; whether that is good is for the judge.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote

from linkaudit.errors import TransportError
from linkaudit.exchange import Failure, FailureKind, Hop, Request, Response, unconditional
from linkaudit.interfaces import Transport
from linkaudit.uri import InvalidUriError, RefusedSchemeError, follow, origin_of

REDIRECTS = frozenset({301, 302, 303, 307, 308})  # RFC 9110 §15.4
_SAFE_IN_FRAGMENT = "/?:@!$&'()*+,;=-._~"  # RFC 3986 §3.5


@dataclass(frozen=True, slots=True)
class Redirect:
    """At most `max_hops` redirections; `Response.uri` is where the last one led."""

    inner: Transport
    max_hops: int

    async def __call__(self, request: Request) -> Response:
        hops: list[Hop] = []
        attempts = 0
        asked = {request.uri}
        fragment: str | None = None
        while True:
            try:
                response = await self.inner(request)
            except TransportError as error:
                raise TransportError(
                    error.failure, tuple(hops), attempts + error.attempts
                ) from error
            attempts += response.attempts
            location = response.headers.get("location")
            if response.status not in REDIRECTS or not location:
                landed = _with_fragment(response.uri, fragment)
                return replace(response, uri=landed, hops=tuple(hops), attempts=attempts)
            hops.append(Hop(request.uri, response.status))
            try:
                uri, new = follow(request.uri, _text(location))
            except InvalidUriError as error:
                failure = Failure(_kind(error), f"{error}: {location}", request.uri)
                raise TransportError(failure, tuple(hops), attempts) from error
            # RFC 9110 §10.2.2: a fragment in Location replaces the one we came with.
            fragment = new if new is not None else fragment
            self._stop_if_endless(uri, asked, hops, attempts)
            asked.add(uri)
            # What was configured for one origin is no other's business.
            same = origin_of(uri) == origin_of(request.uri)
            request = Request(uri, unconditional(request.headers) if same else ())

    def _stop_if_endless(self, uri: str, asked: set[str], hops: list[Hop], attempts: int) -> None:
        if uri in asked:
            detail = f"the redirects come back to {uri}"
        elif len(hops) > self.max_hops:
            detail = f"more than {self.max_hops} redirects"
        else:
            return
        raise TransportError(Failure(FailureKind.REDIRECTS, detail, uri), tuple(hops), attempts)


def _with_fragment(uri: str, fragment: str | None) -> str:
    return uri if fragment is None else f"{uri}#{quote(fragment, safe=_SAFE_IN_FRAGMENT)}"


def _kind(error: InvalidUriError) -> FailureKind:
    refused = isinstance(error, RefusedSchemeError)
    return FailureKind.REFUSED if refused else FailureKind.BAD_REDIRECT


def _text(location: str) -> str:
    """Headers are decoded as latin-1 by some engines; raw UTF-8 is what servers mean."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location
