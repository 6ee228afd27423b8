"""The one door to the network: httpx requests in, httpx responses out, over aiohttp.

The only file that connects; it shares aiohttp with `names.py` alone. Every name is looked
up once for a connection, every address of the answer is judged, and only those are
connected to; `docs/decisions/0001-engine.md` says why this engine and not another.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from types import SimpleNamespace

import aiohttp
import httpx
from yarl import URL

from linkaudit.check.transport import reasons
from linkaudit.check.transport.addresses import Network, refusal
from linkaudit.check.transport.dns import Resolver
from linkaudit.check.transport.proxy import Proxies
from linkaudit.check.transport.routes import Routes
from linkaudit.errors import AddressRefusedError
from linkaudit.text.uri import is_address

AddrInfo = tuple[int, int, int, str, tuple[str, int] | tuple[str, int, int, int]]

_CHUNK = 1 << 16
_LINE_LIMIT = 64 * 1024  # bytes of one header line; aiohttp's 8 KB refuses real pages
_HEADERS_LIMIT = 256  # lines; aiohttp's 128 refuses pages that set many cookies
_CONNECT_SECONDS = 10.0


def _guarded_sockets(
    routes: Routes, allowed: Sequence[Network], resolver: Resolver
) -> Callable[[AddrInfo], socket.socket]:
    def open_socket(info: AddrInfo) -> socket.socket:
        """The last look before connecting; literal addresses pass by no resolver."""
        family, kind, protocol, _, (address, port, *_) = info
        reason = refusal(address, allowed)
        is_named = routes.leads_to(address, port) or resolver.is_proxy(address, port)
        if reason is not None and not is_named:
            raise AddressRefusedError(reason)
        return socket.socket(family, kind, protocol)

    return open_socket


class Engine(httpx.AsyncBaseTransport):
    """An httpx transport over one aiohttp session; use it inside a running event loop."""

    def __init__(
        self,
        routes: Routes,
        allowed: Sequence[Network],
        trust: ssl.SSLContext,
        connections: int,
        proxies: Proxies | None = None,
    ) -> None:
        self._routes = routes
        self._proxies = proxies or Proxies()
        self._resolver = Resolver(routes, allowed, self._proxies)
        connector = aiohttp.TCPConnector(
            ssl=trust,
            limit=connections,
            resolver=self._resolver,
            socket_factory=_guarded_sockets(routes, allowed, self._resolver),
            keepalive_timeout=30,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),  # cookies belong to one link, not to a run
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_SECONDS),
            auto_decompress=False,  # a bomb decodes at once; we decode by pieces
            trust_env=False,  # proxies only where the command line names them
            read_bufsize=_CHUNK,
            max_line_size=_LINE_LIMIT,
            max_field_size=_LINE_LIMIT,
            max_headers=_HEADERS_LIMIT,
            skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding", "Content-Type"),
            trace_configs=[_reuse_told()],
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url, headers, tls_name = self._routed_literal(_as_written(request.url), request.headers)
        used = _Used()
        proxy = await self._proxy_for(url)
        try:
            response = await self._session.request(
                request.method,
                url,
                headers=headers,
                allow_redirects=False,
                server_hostname=tls_name,
                proxy=proxy,
                middlewares=(used.once_more,),
                trace_request_ctx=used,
            )
        except aiohttp.ClientError as error:
            raise _translated(error, request) from error
        return httpx.Response(
            response.status,
            headers=response.raw_headers,
            stream=_Body(response, request),
            request=request,
        )

    def _routed_literal(
        self, url: URL, headers: httpx.Headers
    ) -> tuple[URL, list[tuple[str, str]], str | None]:
        """A host that is an address passes by the resolver, so its route is taken here."""
        pairs = [
            (name.decode("ascii"), value.decode("utf-8"))
            for name, value in headers.raw
            if name.lower() != b"host"
        ]
        if not self._routes.routes:
            return url, pairs, None
        host, port = url.raw_host or "", url.port or 0
        route = self._routes.find(host, port) if is_address(host) else None
        if route is None:
            return url, pairs, None
        pairs.append(("Host", headers["host"]))  # yarl writes IPv6 without its brackets
        return url.with_host(route[0]).with_port(route[1]), pairs, host

    async def _proxy_for(self, url: URL) -> str | None:
        """The proxy that a target takes. Raises AddressRefusedError for a target we may not ask."""
        host, port = url.raw_host or "", url.port or 0
        if self._proxies.is_one(host, port):
            raise AddressRefusedError("this is the proxy's own address")
        proxy = self._proxies.for_target(url.scheme, host, port)
        if proxy is not None and not is_address(host):
            await self._resolver.judge_if_known(host, port)
        return proxy

    async def aclose(self) -> None:
        await self._session.close()


class _BrokenError(aiohttp.ClientError):
    """The connection broke. Not one of aiohttp's own, which it would answer by asking again."""


@dataclass(slots=True)
class _Used:
    """Whether a request went out on a connection that had been used before."""

    is_reused: bool = False

    async def once_more(
        self, request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
    ) -> aiohttp.ClientResponse:
        """Ask again, at once and for free, where a used connection turns out to be closed.

        RFC 9112 §9.3.1: the server may have closed it just then. aiohttp does so on fresh
        ones too, which would be a second attempt that is not counted.
        """
        while True:
            self.is_reused = False
            try:
                return await handler(request)
            except aiohttp.ClientConnectorError:
                raise
            except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
                # Each that was closed leaves the pool, so a fresh one comes in the end.
                if not self.is_reused:
                    raise _BrokenError from error


def _reuse_told() -> aiohttp.TraceConfig:
    async def note(_: aiohttp.ClientSession, context: SimpleNamespace, __: object) -> None:
        context.trace_request_ctx.is_reused = True

    told = aiohttp.TraceConfig()
    told.on_connection_reuseconn.append(note)
    return told


def _as_written(url: httpx.URL) -> URL:
    """The same bytes for yarl, which would requote them and drop an empty query.

    Not by `url.host`: that decodes IDNA, and fails for names that only browsers know.
    """
    target = url.raw_path.decode("ascii")  # with its query: yarl writes paths as they are
    return URL.build(
        scheme=url.scheme, authority=url.netloc.decode("ascii"), path=target, encoded=True
    )


class _Body(httpx.AsyncByteStream):
    def __init__(self, response: aiohttp.ClientResponse, request: httpx.Request) -> None:
        self._response = response
        self._request = request

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._response.content.iter_any():
                yield chunk
        except aiohttp.ClientError as error:
            raise _translated(error, self._request) from error

    async def aclose(self) -> None:
        # What is left unread is not drained: an endless body would never end.
        if self._response.content.at_eof():
            self._response.release()
        else:
            self._response.close()


# First match wins, so a subclass stands before its base.
_TRANSLATION: tuple[tuple[type[Exception], type[httpx.TransportError]], ...] = (
    (aiohttp.ServerTimeoutError, httpx.ConnectTimeout),
    (aiohttp.ClientConnectorError, httpx.ConnectError),
    (_BrokenError, httpx.ReadError),
    (aiohttp.ServerDisconnectedError, httpx.ReadError),
    (aiohttp.ClientOSError, httpx.ReadError),
    (aiohttp.ClientPayloadError, httpx.ReadError),
    (aiohttp.ClientResponseError, httpx.RemoteProtocolError),
    (aiohttp.InvalidURL, httpx.UnsupportedProtocol),
)


def _translated(error: aiohttp.ClientError, request: httpx.Request) -> httpx.TransportError:
    kind = next(
        (theirs for ours, theirs in _TRANSLATION if isinstance(error, ours)), httpx.NetworkError
    )
    words = reasons.answer(str(error)) if kind is httpx.RemoteProtocolError else ""
    return kind(words, request=request)
