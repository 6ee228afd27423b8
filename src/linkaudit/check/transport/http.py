"""One HTTP exchange: a request of ours through an httpx transport, a bounded answer back.

The only file that turns httpx's exceptions into our failures. It follows no redirect,
asks nothing twice and judges nothing.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import anyio
import httpx

from linkaudit.check.page.read import is_html, is_readable
from linkaudit.check.transport import reasons
from linkaudit.check.transport.coding import Decoder
from linkaudit.check.transport.descriptors import EXHAUSTED
from linkaudit.check.transport.head import MAX_HEAD_BYTES
from linkaudit.check.transport.time_budget import heard, time_left
from linkaudit.errors import AddressRefusedError, TransportError
from linkaudit.model.http import Failure, FailureKind, Request, Response
from linkaudit.text.uri import origin_of

# Extensions of an httpx request: what is asked of an engine, and what it answers, beside HTTP.
FRESH = "linkaudit.fresh"
"""Take no connection that was used before."""
ASKED = "linkaudit.asked"
"""How often the server was asked, where that was not once."""

_NOTHING = httpx.ByteStream(b"")
_URIS = frozenset({"location", "refresh"})
MAX_WIRE_BYTES = 2 * 1024 * 1024
MAX_CONTENT_BYTES = 2 * 1024 * 1024  # an AWS page is 100 to 500 KB; ids come early
_TELLING = 1000  # bytes by which a page without a type is known
# Seconds without a byte after which a body has stalled: the head has said what counts most.
STALL_SECONDS = 10.0
# Of the time that the link has left: the rest is for what follows from the answer.
_SHARE_OF_LINK = 0.9


def user_agent(version: str, contact: str = "") -> str:
    """Honest, and in the shape that servers expect: some refuse what does not look like it."""
    who = f"; +{contact}" if contact else ""
    return f"Mozilla/5.0 (compatible; linkaudit/{version}{who})"


@dataclass(frozen=True, slots=True)
class Http:
    """The innermost layer. `timeout` is in seconds, for one exchange with its body.

    `stall` is how long a body may be silent, after its head has come.
    """

    transport: httpx.AsyncBaseTransport
    timeout: float
    agent: str
    stall: float = STALL_SECONDS

    async def __call__(self, request: Request) -> Response:
        course = _Course(self.stall)
        # httpx's own timeouts restart with each byte, so a slow drip never ends.
        with anyio.move_on_after(min(self.timeout, time_left())) as course.scope:
            try:
                return await self._exchange(request, course)
            except (
                httpx.TransportError,
                httpx.InvalidURL,
                AddressRefusedError,
                ValueError,
            ) as error:
                raise TransportError(
                    classify(error, request.uri), attempts=course.attempts
                ) from error
        # A response whose head came is an answer, whatever became of its body.
        if course.answer is not None:
            return replace(course.answer, body=course.body(), is_cut=True)
        failure = Failure(FailureKind.TIMEOUT, f"no answer within {self.timeout:g} s", request.uri)
        raise TransportError(failure, attempts=course.attempts)

    async def _exchange(self, request: Request, course: _Course) -> Response:
        asked = self._asked(request)
        until = course.scope.deadline
        try:
            answer = await self.transport.handle_async_request(asked)
        finally:
            course.attempts = asked.extensions.get(ASKED, 1)
        try:
            if answer.status_code < 200:  # RFC 9110 §15: no final answer begins with 0 or 1
                raise httpx.RemoteProtocolError(f"the status is {answer.status_code:03}")
            if sum(len(name) + len(value) for name, value in answer.headers.raw) > MAX_HEAD_BYTES:
                raise httpx.RemoteProtocolError("more than 100 KB of headers")
            heard()
            names = _named(answer.headers)
            cookies = answer.headers.get_list("set-cookie") if "set-cookie" in names else ()
            course.answer = Response(
                request.uri,
                answer.status_code,
                names,
                cookies=tuple(cookies),
                attempts=course.attempts,
            )
            course.until = min(until, anyio.current_time() + _SHARE_OF_LINK * time_left())
            if _is_redirect(answer.status_code, names):
                return course.answer
            is_cut = await _read(answer, request.wants_content, course)
        finally:
            await answer.aclose()
        if not course.content and not is_cut:
            return course.answer
        return replace(course.answer, body=course.body(), is_cut=is_cut)

    def _asked(self, request: Request) -> httpx.Request:
        said = {name.lower() for name, _ in request.headers}
        headers = [
            # Ours, or httpx would decode the name, and IDNA 2008 knows less than the web does.
            ("Host", origin_of(request.uri).partition("://")[2]),
            ("User-Agent", self.agent),
            ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
            ("Accept-Language", "en"),
            # br and zstd are never offered: 405 bytes of br can decode to 512 MiB at once.
            ("Accept-Encoding", "gzip"),
        ]
        headers = [pair for pair in headers if pair[0].lower() not in said] + [*request.headers]
        # With a stream of its own, httpx does not look for content to encode.
        asked = httpx.Request("GET", request.uri, headers=headers, stream=_NOTHING)
        if request.is_fresh:
            asked.extensions[FRESH] = True
        return asked


@dataclass(slots=True)
class _Course:
    """An exchange under way."""

    stall: float
    scope: anyio.CancelScope = field(default_factory=anyio.CancelScope)
    until: float = 0.0
    """When it ends at the latest, by the loop's clock."""
    answer: Response | None = None
    """Without its content, as soon as the head has come."""
    content: bytearray = field(default_factory=bytearray)
    attempts: int = 1

    def go_on(self) -> None:
        """Something came, or may come now: until the next, patience is short."""
        self.scope.deadline = min(self.until, anyio.current_time() + self.stall)

    def body(self) -> bytes:
        return bytes(self.content[:MAX_CONTENT_BYTES])


def _named(headers: httpx.Headers) -> dict[str, str]:
    # httpx tries three encodings on all headers together, and again for each that is read.
    names: dict[str, str] = {}
    for raw_name, value in headers.raw:
        name = raw_name.decode("latin-1").lower()
        # A byte that is no UTF-8 stays that byte (PEP 383): it is one of the server's names.
        names[name] = value.decode("utf-8", "surrogateescape") if name in _URIS else _text(value)
    return names


def _text(value: bytes) -> str:
    """A header as servers mean it: UTF-8, or else what RFC 9110 §5.5 calls historical."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _is_redirect(status: int, headers: dict[str, str]) -> bool:
    """A redirect's body is not read: it could be endless, and is never used."""
    return 300 <= status < 400 and "location" in headers


async def _read(answer: httpx.Response, wants_all: bool, course: _Course) -> bool:
    """Read the content as far as it is of use; say whether there was more of it."""
    if course.answer is None or not isinstance(answer.stream, httpx.AsyncByteStream):
        return False
    is_page = True if wants_all else _may_be_page(course.answer, b"")
    if is_page is False:
        return False
    decoder = Decoder(course.answer.headers.get("content-encoding", ""))
    content, wire = course.content, 0
    course.go_on()
    try:
        async for chunk in answer.stream:
            course.go_on()
            wire += len(chunk)
            for piece in decoder.decode(chunk):
                content += piece
                if len(content) >= MAX_CONTENT_BYTES:
                    return True
            if is_page is None:
                is_page = _may_be_page(course.answer, bytes(content[:_TELLING]))
                if is_page is False:
                    content.clear()
                    return False
            if wire >= MAX_WIRE_BYTES or decoder.is_unread:
                return True
    except httpx.TransportError:
        return True  # what came before still stands
    return decoder.is_unread


def _may_be_page(answer: Response, beginning: bytes) -> bool | None:
    """Whether it is a page by its type or, where it names none, by its beginning; None: read on."""
    if answer.headers.get("content-type", "").partition(";")[0].strip():
        return is_readable(answer)
    if len(beginning) < _TELLING and not beginning.strip():
        return None
    return is_html(replace(answer, body=beginning))


# ------------------------------------------------------------ what went wrong

# First match wins. The cause is looked for along the chain of exceptions, since each
# library between us and the socket wraps it once more.
_KINDS: tuple[tuple[type[BaseException], FailureKind], ...] = (
    (AddressRefusedError, FailureKind.REFUSED),
    (ssl.SSLError, FailureKind.TLS),
    (ssl.CertificateError, FailureKind.TLS),
    (ConnectionRefusedError, FailureKind.CLOSED),
    (ConnectionResetError, FailureKind.RESET),
    (BrokenPipeError, FailureKind.RESET),
    (httpx.TimeoutException, FailureKind.TIMEOUT),
    (httpx.ReadError, FailureKind.RESET),
    (httpx.RemoteProtocolError, FailureKind.PROTOCOL),
    (OSError, FailureKind.CONNECT),
    (httpx.UnsupportedProtocol, FailureKind.UNUSABLE),
    (httpx.TransportError, FailureKind.CONNECT),
)
# OpenSSL's names and codes for what it takes offence at and browsers mostly do not: a certificate
# between that the server forgot to send (browsers fetch it, or have it), an issuer whom the user's
# machine trusts, a certificate of the user's own that is asked for, old handshakes, weak keys.
_STRICT_CODES = frozenset({2, 19, 20, 21, 66, 67, 68})  # x509_vfy.h, X509_V_ERR_*
_STRICT_REASONS = frozenset(
    {"UNSAFE_LEGACY_RENEGOTIATION_DISABLED", "DH_KEY_TOO_SMALL", "EE_KEY_TOO_SMALL"}
    | {"CA_KEY_TOO_SMALL", "CA_MD_TOO_WEAK", "TLSV13_ALERT_CERTIFICATE_REQUIRED"}
)
_NAME_UNKNOWN = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})


def classify(error: Exception, uri: str) -> Failure:
    """The failure that an exception stands for, in words for people."""
    # The innermost cause first: wrappers pose as the exception they wrap.
    chain = list(_chain(error))[::-1]
    for link in chain:
        if isinstance(link, socket.gaierror):
            kind = (
                FailureKind.NAME_UNKNOWN if link.errno in _NAME_UNKNOWN else FailureKind.NAME_FAILED
            )
            is_empty = link.errno != socket.EAI_NONAME and kind is FailureKind.NAME_UNKNOWN
            words = "the name exists, but has no address" if is_empty else kind.value
            return Failure(kind, words, uri)
    for type_, kind in _KINDS:
        for link in chain:
            if isinstance(link, type_):
                kind = _narrowed(kind, link)
                words = _words(link, kind)
                return Failure(kind, words, uri)
    # No library between us and the socket could make a request of it: InvalidURL, UnicodeError.
    return Failure(FailureKind.UNUSABLE, FailureKind.UNUSABLE.value, uri)


def _narrowed(kind: FailureKind, error: BaseException) -> FailureKind:
    """What is the matter with us rather than with the server has a kind of its own."""
    if _is_strict(error):
        return FailureKind.TLS_HERE
    if isinstance(error, OSError) and error.errno in EXHAUSTED:
        return FailureKind.EXHAUSTED
    return kind


def _is_strict(error: BaseException) -> bool:
    if isinstance(error, ssl.SSLCertVerificationError):
        return getattr(error, "verify_code", 0) in _STRICT_CODES
    return isinstance(error, ssl.SSLError) and getattr(error, "reason", "") in _STRICT_REASONS


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _words(error: BaseException, kind: FailureKind) -> str:
    match error:
        case ssl.SSLCertVerificationError():
            return reasons.certificate(error)
        case ssl.SSLError():
            reason = reasons.handshake(error)
        case OSError() if kind in (FailureKind.CONNECT, FailureKind.EXHAUSTED):
            reason = reasons.system(error)
        case AddressRefusedError() | httpx.RemoteProtocolError():
            reason = str(error)  # ours, or in our words already
        case _:
            reason = ""
    if kind is FailureKind.RESET:
        return "the server closed the connection before the answer was complete"
    if kind is FailureKind.REFUSED:
        return reason
    return f"{kind.value} ({reason})" if reason else kind.value
