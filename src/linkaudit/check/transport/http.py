"""One HTTP exchange: a request of ours through an httpx transport, a bounded answer back.

The only file that turns httpx's exceptions into our failures. It follows no redirect,
asks nothing twice and judges nothing.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, replace

import anyio
import httpx

from linkaudit.check.transport import reasons
from linkaudit.check.transport.coding import Decoder
from linkaudit.check.transport.time_budget import heard
from linkaudit.errors import AddressRefusedError, TransportError
from linkaudit.model.http import Failure, FailureKind, Request, Response
from linkaudit.text.uri import origin_of

_NOTHING = httpx.ByteStream(b"")
_URIS = frozenset({"location", "refresh"})
MAX_WIRE_BYTES = 2 * 1024 * 1024
_MAX_HEAD_BYTES = 100 * 1024  # names and values; the largest of real pages have some 20 KB
MAX_CONTENT_BYTES = 2 * 1024 * 1024  # an AWS page is 100 to 500 KB; ids come early


def user_agent(version: str, contact: str = "") -> str:
    """Honest, and in the shape that servers expect: some refuse what does not look like it."""
    who = f"; +{contact}" if contact else ""
    return f"Mozilla/5.0 (compatible; linkaudit/{version}{who})"


@dataclass(frozen=True, slots=True)
class Http:
    """The innermost layer. `timeout` is in seconds, for one exchange with its body."""

    transport: httpx.AsyncBaseTransport
    timeout: float
    agent: str

    async def __call__(self, request: Request) -> Response:
        head = _Head()
        try:
            # httpx's own timeouts restart with each byte, so a slow drip never ends.
            with anyio.fail_after(self.timeout):
                return await self._exchange(request, head)
        except TimeoutError as error:
            what = "an incomplete answer" if head.came else "no answer"
            detail = f"{what} within {self.timeout:g} s"
            failure = Failure(FailureKind.TIMEOUT, detail, request.uri, head.came)
            raise TransportError(failure) from error
        except (httpx.TransportError, httpx.InvalidURL, AddressRefusedError, ValueError) as error:
            failure = classify(error, request.uri)
            raise TransportError(replace(failure, was_heard=head.came)) from error

    async def _exchange(self, request: Request, head: _Head) -> Response:
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
        answer = await self.transport.handle_async_request(asked)
        try:
            if answer.status_code < 200:  # RFC 9110 §15: no final answer begins with 0 or 1
                raise httpx.RemoteProtocolError(f"the status is {answer.status_code:03}")
            if sum(len(name) + len(value) for name, value in answer.headers.raw) > _MAX_HEAD_BYTES:
                raise httpx.RemoteProtocolError("more than 100 KB of headers")
            head.came = True
            heard()
            names = _named(answer.headers)
            cookies = answer.headers.get_list("set-cookie") if "set-cookie" in names else ()
            unread = _is_redirect(answer.status_code, names)
            body, is_cut = (b"", False) if unread else await _read(answer, names)
        finally:
            await answer.aclose()
        return Response(
            request.uri, answer.status_code, names, body, is_cut=is_cut, cookies=tuple(cookies)
        )


@dataclass(slots=True)
class _Head:
    """Whether status and headers have come: what follows of an answer may fail for itself."""

    came: bool = False


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


async def _read(answer: httpx.Response, headers: dict[str, str]) -> tuple[bytes, bool]:
    """The content, and whether there was more of it."""
    decoder = Decoder(headers.get("content-encoding", ""))
    content, wire = bytearray(), 0
    stream = answer.stream
    if not isinstance(stream, httpx.AsyncByteStream):
        return b"", False
    async for chunk in stream:
        wire += len(chunk)
        for piece in decoder.decode(chunk):
            content += piece
            if len(content) >= MAX_CONTENT_BYTES:
                return bytes(content[:MAX_CONTENT_BYTES]), True
        if wire >= MAX_WIRE_BYTES:
            return bytes(content), True
    return bytes(content), decoder.is_unread


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
            return Failure(kind, kind.value, uri)
    for type_, kind in _KINDS:
        for link in chain:
            if isinstance(link, type_):
                words = _words(link, kind)
                kind = FailureKind.TLS_HERE if _is_strict(link) else kind
                return Failure(kind, words, uri)
    # No library between us and the socket could make a request of it: InvalidURL, UnicodeError.
    return Failure(FailureKind.UNUSABLE, FailureKind.UNUSABLE.value, uri)


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
        case OSError() if kind is FailureKind.CONNECT:
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
