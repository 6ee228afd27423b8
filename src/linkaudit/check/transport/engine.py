"""The one door to the network: httpx requests in, httpx responses out, over libcurl.

Every name is looked up once for a connection, every address of the answer is judged, and only
those are connected to: libcurl is given a name of ours that stands for them, and no text of a
document's. `docs/decisions/0023-libcurl.md` says why this engine and not another.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

import httpx
import pycurl

from linkaudit.check.transport import descriptors, lenient
from linkaudit.check.transport.addresses import Network
from linkaudit.check.transport.curl_errors import STRICT, translated, unnamed_certificate
from linkaudit.check.transport.dns import Place, Resolver
from linkaudit.check.transport.head import BrokenHeadError, Head
from linkaudit.check.transport.http import ASKED, FRESH
from linkaudit.check.transport.lenient import BrokenBodyError, LenientAnswer, Question
from linkaudit.check.transport.proxy import Proxies
from linkaudit.check.transport.reasons import BAD_CHUNK
from linkaudit.check.transport.routes import Routes
from linkaudit.check.transport.tls import Trust
from linkaudit.check.transport.transfer import StaleError, TooManyFilesError, Transfer, Wires
from linkaudit.errors import AddressRefusedError
from linkaudit.text.uri import DEFAULT_PORTS, is_address

_DRAIN_SECONDS = 2.0
# Where no file can be opened, others that are under way are waited for, this often.
_WAITS_FOR_FILES = 40
_WAIT_SECONDS = 0.25
_HIGHEST_PORT = 65535
_NOT_IN_A_FIELD = frozenset(b"\r\n\0")


@dataclass(frozen=True, slots=True)
class _Route:
    """How a request gets there."""

    question: Question
    url: bytes
    """Scheme and host, without path."""
    proxy: str | None = None


class Engine(httpx.AsyncBaseTransport):
    """An httpx transport over one libcurl multi handle; use it inside a running event loop.

    `connections` are those that may be in use at once; twice as many may wait for their next
    request.
    """

    def __init__(
        self,
        routes: Routes,
        allowed: Sequence[Network],
        trust: Trust,
        connections: int,
        proxies: Proxies | None = None,
    ) -> None:
        self._proxies = proxies or Proxies()
        self._resolver = Resolver(routes, allowed, self._proxies)
        self._trust = trust
        self._wires = Wires()
        self._highest = descriptors.for_connections()
        self._multi = pycurl.AsyncCurlMulti()
        kept = max(1, min(2 * connections, self._highest // 2))
        self._multi.setopt(pycurl.M_MAXCONNECTS, kept)
        self._free: list[Transfer] = []
        self._all: list[Transfer] = []
        self._names: dict[tuple[str, ...], str] = {}
        """Ours, for each set of judged addresses. `.invalid` is in no name service (RFC 6761)."""
        self._listed: dict[tuple[str, ...], tuple[str, str]] = {}
        """By the addresses in their order: the name, and the list for libcurl."""
        self._odd: set[bytes] = set()
        """Scheme and host of those whose answers libcurl refused."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        route = await self._route(request)
        if route.url in self._odd:
            return await self._leniently(route, request)
        is_fresh = bool(request.extensions.get(FRESH))
        waits = 0
        while True:
            transfer = await self._asked(route, is_fresh)
            if transfer.head is not None:
                return self._answer(transfer, request)
            self._put_back(transfer)
            match transfer.why:
                case StaleError() if not is_fresh:
                    is_fresh = True  # for free: a kept connection may close at any time
                case None if transfer.was_let_down and not is_fresh:
                    is_fresh = True
                case TooManyFilesError() if waits < _WAITS_FOR_FILES:
                    waits += 1
                    await asyncio.sleep(_WAIT_SECONDS)
                case None if transfer.error and transfer.error.code in STRICT and not route.proxy:
                    self._odd.add(route.url)
                    request.extensions[ASKED] = 2
                    return await self._leniently(route, request)
                case _:
                    raise _failure(transfer, request)

    async def aclose(self) -> None:
        self._resolver.close()
        await self._multi.aclose()
        for transfer in self._all:
            transfer.close()
        self._trust.close()

    # ------------------------------------------------------------- where to

    async def _route(self, request: httpx.Request) -> _Route:
        """Raises AddressRefusedError for what may not be asked, httpx.ConnectError for no name."""
        scheme, host, port, origin, target = parts_of(request.url)
        try:
            proxy = await self._proxy_for(scheme, host, port)
            if proxy is None:
                place = await self._resolver.place(host, port)
            else:
                parts = urlsplit(proxy)
                proxy_port = parts.port or DEFAULT_PORTS["http"]
                place = await self._resolver.place(parts.hostname or "", proxy_port)
        except OSError as error:
            raise httpx.ConnectError("", request=request) from error
        question = Question(
            host,
            place,
            request.method.encode("ascii"),
            target,
            _fields(request),
            scheme == "https",
        )
        return _Route(question, origin, proxy)

    async def _proxy_for(self, scheme: str, host: str, port: int) -> str | None:
        """The proxy that a target takes. Raises AddressRefusedError for a target we may not ask."""
        if self._proxies.is_one(host, port):
            raise AddressRefusedError("this is the proxy's own address")
        proxy = self._proxies.for_target(scheme, host, port)
        if proxy is not None and not is_address(host):
            await self._resolver.judge_if_known(host, port)
        return proxy

    # --------------------------------------------------------------- libcurl

    async def _asked(self, route: _Route, is_fresh: bool) -> Transfer:
        """A transfer that has its head, or has ended without one."""
        transfer = self._free.pop() if self._free else self._another()
        self._prepare(transfer, route, is_fresh)
        transfer.begin(self._multi.add_handle(transfer.curl))
        try:
            await transfer.head_or_end()
            if transfer.head is not None and transfer.opened and route.question.is_secure:
                self._demand_name(transfer)
        except BaseException:  # called off, mostly
            self._put_back(transfer)
            raise
        return transfer

    def _another(self) -> Transfer:
        transfer = Transfer(self._wires, self._highest)
        self._all.append(transfer)
        return transfer

    def _prepare(self, transfer: Transfer, route: _Route, is_fresh: bool) -> None:
        question, curl = route.question, transfer.curl
        transfer.clear(question.place.addresses)
        name, listed = self._named(question.place)
        port = question.place.port
        curl.setopt(pycurl.URL, route.url + b"/")
        curl.setopt(pycurl.RESOLVE, [f"{name}:{port}:{listed}"])
        target = question.target
        if route.proxy is None:
            curl.setopt(pycurl.PROXY, "")  # or the environment's would be taken
            curl.setopt(pycurl.CONNECT_TO, [f"::{name}:{port}"])
        else:
            _by_proxy(curl, route.proxy, f"http://{name}:{port}")
            target = target if question.is_secure else route.url + target
        curl.setopt(pycurl.REQUEST_TARGET, target)
        curl.setopt(pycurl.HTTPHEADER, [_line(*field) for field in question.fields])
        curl.setopt(pycurl.FRESH_CONNECT, int(is_fresh))
        if question.is_secure and transfer.trusts is None:
            transfer.trusts = str(self._trust.file())
            curl.setopt(pycurl.CAINFO, transfer.trusts)

    def _named(self, place: Place) -> tuple[str, str]:
        """A name that stands for these addresses alone, and these as libcurl wants them."""
        known = self._listed.get(place.addresses)
        if known is None:
            # In one order, or a name service that takes turns would cost a connection each.
            key = tuple(sorted(place.addresses))
            name = self._names.setdefault(key, f"judged-{len(self._names)}.invalid")
            known = self._listed[place.addresses] = name, _listed(place)
        return known

    def _demand_name(self, transfer: Transfer) -> None:
        """libcurl would be content with a common name, which no browser is."""
        if not transfer.certificate_names_hosts:
            raise httpx.ConnectError("") from unnamed_certificate()

    def _answer(self, transfer: Transfer, request: httpx.Request) -> httpx.Response:
        body = _Body(transfer, request, self._finished)
        return _response(_head_of(transfer), body, request)

    def _finished(self, transfer: Transfer) -> None:
        """The rest is not wanted. What little it is, is read for the sake of the connection."""
        head = _head_of(transfer)
        if transfer.is_over or head.framing == "close":
            self._put_back(transfer)
            return
        transfer.leave()
        done = transfer.done

        def end(_: object = None) -> None:
            late.cancel()
            if transfer.done is done:  # and no other request is under way since
                self._put_back(transfer)

        late = asyncio.get_running_loop().call_later(_DRAIN_SECONDS, end)
        done.add_done_callback(end)

    def _put_back(self, transfer: Transfer) -> None:
        """Ready for another request; one that is under way is called off."""
        if transfer.is_free or self._multi.closed:
            return
        transfer.is_free = True
        if transfer.is_over:
            self._free.append(transfer)
            return
        if not transfer.done.done():
            self._multi.remove_handle(transfer.curl)
        # Not at once: AsyncCurlMulti looks after a handle once more when its future has ended,
        # and would take the next request away.
        transfer.done.add_done_callback(lambda _: self._free.append(transfer))

    # ------------------------------------------------------ the second reader

    async def _leniently(self, route: _Route, request: httpx.Request) -> httpx.Response:
        answer: LenientAnswer | None = None
        try:
            answer = await lenient.ask(route.question, self._trust.context)
            head = await answer.head()
        except BrokenHeadError as error:
            await _closed(answer)
            raise httpx.RemoteProtocolError(str(error), request=request) from None
        except TimeoutError as error:
            raise httpx.ConnectTimeout("", request=request) from error
        except OSError as error:
            await _closed(answer)
            kind = httpx.ConnectError if answer is None else httpx.ReadError
            raise kind("", request=request) from error
        except BaseException:
            await _closed(answer)
            raise
        return _response(head, _LenientBody(answer, head, request), request)


def parts_of(url: httpx.URL) -> tuple[str, str, int, bytes, bytes]:
    """Scheme, host and port; then the bytes for libcurl: the origin, and what is asked of it.

    Each as it is written, without a login. Not by `url.host`: that decodes IDNA, and fails for
    names that only browsers know. Raises httpx.InvalidURL, httpx.UnsupportedProtocol.
    """
    scheme, host = url.scheme, url.raw_host.decode("ascii").strip("[]")
    if scheme not in DEFAULT_PORTS:
        raise httpx.UnsupportedProtocol("neither http nor https")
    port = url.port or DEFAULT_PORTS[scheme]
    if not host or port > _HIGHEST_PORT:
        raise httpx.InvalidURL("no host, or no port")
    return scheme, host, port, b"%s://%s" % (url.raw_scheme, url.netloc), url.raw_path


class _Body(httpx.AsyncByteStream):
    def __init__(
        self,
        transfer: Transfer,
        request: httpx.Request,
        finished: Callable[[Transfer], None],
    ) -> None:
        self._transfer: Transfer | None = transfer
        self._request = request
        self._finished = finished

    async def __aiter__(self) -> AsyncIterator[bytes]:
        transfer = self._transfer
        if transfer is None:
            return
        head = _head_of(transfer)
        left = head.length
        while piece := await transfer.piece():
            yield piece
            left -= len(piece)
            # By our own count: libcurl knows no length whose name has a blank behind it.
            if head.framing == "length" and left <= 0:
                return
        if transfer.why is not None or transfer.error is not None:
            raise _failure(transfer, self._request)

    async def aclose(self) -> None:
        transfer, self._transfer = self._transfer, None
        if transfer is not None:
            self._finished(transfer)


class _LenientBody(httpx.AsyncByteStream):
    def __init__(self, answer: LenientAnswer, head: Head, request: httpx.Request) -> None:
        self._answer = answer
        self._head = head
        self._request = request

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for piece in self._answer.pieces(self._head):
                yield piece
        except BrokenBodyError as error:
            raise httpx.RemoteProtocolError(BAD_CHUNK, request=self._request) from error
        except OSError as error:
            raise httpx.ReadError("", request=self._request) from error

    async def aclose(self) -> None:
        await self._answer.close()


async def _closed(answer: LenientAnswer | None) -> None:
    if answer is not None:
        await answer.close()


def _head_of(transfer: Transfer) -> Head:
    if transfer.head is None:
        raise AssertionError("an answer begins with its head")
    return transfer.head


def _response(head: Head, body: httpx.AsyncByteStream, request: httpx.Request) -> httpx.Response:
    return httpx.Response(head.status, headers=list(head.fields), stream=body, request=request)


def _failure(transfer: Transfer, request: httpx.Request) -> Exception:
    """What ended a transfer: our own reason first, since a code follows from it too."""
    match transfer.why:
        case BrokenHeadError() as error:
            return httpx.RemoteProtocolError(str(error), request=request)
        case AddressRefusedError() as error:
            return error
        case OSError() as error:
            made = httpx.ConnectError("", request=request)
            made.__cause__ = error
            return made
    if transfer.error is None:
        return httpx.ReadError("", request=request)
    return translated(transfer.error, request)


def _fields(request: httpx.Request) -> list[tuple[bytes, bytes]]:
    for name, value in request.headers.raw:
        if not _NOT_IN_A_FIELD.isdisjoint(name + value):
            raise httpx.UnsupportedProtocol("a header of several lines", request=request)
    return request.headers.raw


def _line(name: bytes, value: bytes) -> bytes:
    # CURLOPT_HTTPHEADER: a name with nothing behind its colon would be left out.
    return b"%s: %s" % (name, value) if value.strip() else b"%s;" % name


def _listed(place: Place) -> str:
    """As CURLOPT_RESOLVE has it: IPv6 in brackets, no zones."""
    parsed = (ip_address(address.partition("%")[0]) for address in place.addresses)
    return ",".join(f"[{one}]" if one.version == 6 else str(one) for one in parsed)


def _by_proxy(curl: pycurl.Curl, proxy: str, place: str) -> None:
    parts = urlsplit(proxy)
    curl.setopt(pycurl.PROXY, place)
    curl.setopt(pycurl.NOPROXY, "")  # or the environment's exceptions would count
    curl.unsetopt(pycurl.CONNECT_TO)
    if parts.username is not None:
        curl.setopt(pycurl.PROXYUSERNAME, unquote(parts.username))
        curl.setopt(pycurl.PROXYPASSWORD, unquote(parts.password or ""))
