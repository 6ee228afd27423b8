"""Following a link to its end, hop by hop, each through all the layers below.

Says where the trail led; whether that is good is for the judge.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from linkaudit.check.page.read import read_here
from linkaudit.check.transport.cookies import Jar
from linkaudit.check.transport.refresh import Onward, refreshed, with_page
from linkaudit.check.transport.time_budget import time_left, was_heard
from linkaudit.errors import TransportError
from linkaudit.model.http import Failure, FailureKind, Hop, Request, Response, unconditional
from linkaudit.model.protocols import ReadPage, Transport
from linkaudit.text.brief import brief, cut
from linkaudit.text.redact import shown
from linkaudit.text.uri import InvalidUriError, RefusedUriError, follow, origin_of

REDIRECTS = frozenset({301, 302, 303, 307, 308})  # RFC 9110 §15.4
_MOMENT = 0.01  # seconds; a timer may ring that much early
_SAFE_IN_FRAGMENT = "/?:@!$&'()*+,;=-._~"  # RFC 3986 §3.5


@dataclass(frozen=True, slots=True)
class Redirect:
    """At most `max_hops` redirections; `Response.uri` is where the last one led.

    `link_timeout` is what a link is given in seconds, all attempts included.
    """

    inner: Transport
    max_hops: int
    link_timeout: float
    read: ReadPage = read_here
    is_excluded: Callable[[str], bool] = lambda _: False
    """Whether the user leaves a URL out: no hop goes there."""

    async def __call__(self, request: Request) -> Response:
        trail = _Trail(request.uri, request.headers, request.is_written, request.wants_content)
        return await self._follow(trail)

    async def _follow(self, trail: _Trail) -> Response:
        while True:
            try:
                response = await self.inner(trail.request())
            except TransportError as error:
                raise trail.lost(self._why(error.failure), error.attempts) from error
            trail.attempts += response.attempts
            response = await with_page(response, self.read)
            onward = _redirected(response, trail) or refreshed(response)
            if onward is None:
                return trail.end(response)
            trail.go(response, onward)
            if self.is_excluded(_with_fragment(trail.uri, trail.fragment)):
                detail = f"redirects to {cut(shown(trail.uri))}, which --exclude leaves out"
                raise trail.lost(Failure(FailureKind.EXCLUDED, detail, trail.uri))
            if len(trail.hops) > self.max_hops:
                detail = f"more than {self.max_hops} redirects"
                raise trail.lost(Failure(FailureKind.REDIRECTS, detail, trail.uri))

    def _why(self, failure: Failure) -> Failure:
        """The last exchange of a link ends where its time does: that is said of the link."""
        if failure.kind is not FailureKind.TIMEOUT or time_left() > _MOMENT:
            return failure
        detail = f"no answer within {self.link_timeout:g} s in all attempts"
        return Failure(FailureKind.TIMEOUT, detail, failure.uri, was_heard())


@dataclass(slots=True)
class _Trail:
    """A link under way: where it is, what led there, and what goes along."""

    uri: str
    headers: tuple[tuple[str, str], ...]
    is_written: bool
    """No origin but its own chose where it is."""
    wants_content: bool = False
    is_private: bool = False
    """The user's own headers went along; so cookies that came back may stand for a login."""
    hops: list[Hop] = field(default_factory=list)
    attempts: int = 0
    fragment: str | None = None
    jar: Jar = field(default_factory=Jar)
    asked: set[tuple[str, str, bool]] = field(default_factory=set)
    """Each URI with the cookies that went along, and whether the user's own headers might.

    With others, it is another question.
    """

    def request(self) -> Request:
        cookies = self.jar.header(self.uri)
        self.asked.add((self.uri, cookies, self.is_written))
        headers = (*self.headers, ("Cookie", cookies)) if cookies else self.headers
        return Request(self.uri, headers, self.is_written, self.wants_content)

    def go(self, response: Response, onward: Onward) -> None:
        """One hop further. Raises TransportError where the trail has been there before."""
        self.hops.append(Hop(self.uri, response.status, onward.refresh))
        self.jar.keep(response)
        self.is_private |= response.is_private
        if origin_of(onward.uri) == origin_of(self.uri):
            self.headers = unconditional(self.headers)
        else:
            self._leave()
        self.uri = onward.uri
        # RFC 9110 §10.2.2: a fragment in Location replaces the one we came with.
        self.fragment = self.fragment if onward.fragment is None else onward.fragment
        if (self.uri, self.jar.header(self.uri), self.is_written) in self.asked:
            detail = f"the redirects return to {self.uri}"
            raise self.lost(Failure(FailureKind.REDIRECTS, detail, self.uri))

    def _leave(self) -> None:
        """From here on, the path may be a stranger's choice, also where it leads back.

        What was meant for one origin is no other's business, and a login is no stranger's to use.
        """
        self.headers, self.is_written = (), False
        if self.is_private:
            self.jar, self.is_private = Jar(), False

    def end(self, response: Response) -> Response:
        if not self.hops and response.attempts == self.attempts:
            return response
        landed = _with_fragment(response.uri, self.fragment)
        return replace(response, uri=landed, hops=tuple(self.hops), attempts=self.attempts)

    def lost(self, failure: Failure, attempts: int = 0) -> TransportError:
        return TransportError(failure, tuple(self.hops), self.attempts + attempts)


def _redirected(response: Response, trail: _Trail) -> Onward | None:
    """Where the status and its Location send us. Raises TransportError for nowhere."""
    location = response.headers.get("location")
    if response.status not in REDIRECTS or not location:
        return None
    try:
        return Onward(*follow(trail.uri, location))
    except InvalidUriError as error:
        trail.hops.append(Hop(trail.uri, response.status))
        detail = f"{shown(brief(str(error)))}: {cut(shown(location))}"
        raise trail.lost(Failure(_kind(error), detail, trail.uri)) from error


def _with_fragment(uri: str, fragment: str | None) -> str:
    if fragment is None:
        return uri
    return f"{uri}#{quote(fragment, _SAFE_IN_FRAGMENT, errors='surrogateescape')}"


def _kind(error: InvalidUriError) -> FailureKind:
    refused = isinstance(error, RefusedUriError)
    return FailureKind.REFUSED if refused else FailureKind.BAD_REDIRECT
