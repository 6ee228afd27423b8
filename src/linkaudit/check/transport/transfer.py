"""One request in libcurl's hands: its callbacks, and what they saw.

Knows one handle and what is common to all requests; which request it carries and what becomes
of its outcome, `engine.py` knows. No callback raises: each notes its reason and says "stop",
since libcurl tells a reason of ours from no other.
"""

from __future__ import annotations

import asyncio
import errno
import select
import socket
from collections import deque
from collections.abc import Collection
from ipaddress import ip_address

import pycurl

from linkaudit.check.transport.curl_errors import RECEIVING, CurlError
from linkaudit.check.transport.descriptors import EXHAUSTED
from linkaudit.check.transport.head import (
    MAX_WIRE_BYTES,
    BrokenHeadError,
    Head,
    is_interim,
    read_head,
)
from linkaudit.errors import AddressRefusedError

Wire = tuple[str, str, int, int]
"""The two ends of a connection: their address, ours, their port, ours."""

_STOP = -1
_SUPPRESS_CONNECT_HEADERS = 265  # curl/curl.h; pycurl has no name for it
_CONNECT_SECONDS = 10
_BACKLOG = 1 << 18  # bytes that wait to be read; then the sender has to
# A short rest of a body is read, so that its connection is kept; more costs more than another.
_SHORT_REST = 1 << 16
_MOST_WIRES = 4096


class StaleError(Exception):
    """Something came over a kept connection before anything was asked, if only its end."""


class TooManyFilesError(OSError):
    """No further file can be opened: `errno` is EMFILE or ENFILE, there or by our own limit."""


class Wires:
    """The descriptors of the connections that spoke HTTP/1, by their two ends."""

    def __init__(self) -> None:
        self._descriptors: dict[Wire, int] = {}

    def keep(self, wire: Wire, descriptor: int) -> None:
        if len(self._descriptors) >= _MOST_WIRES:
            for old in list(self._descriptors)[: _MOST_WIRES // 2]:
                del self._descriptors[old]
        self._descriptors[wire] = descriptor

    def has_spoken(self, wire: Wire) -> bool:
        """Whether there is something to be read already. Unknown connections have not."""
        descriptor = self._descriptors.get(wire)
        return descriptor is not None and _is_readable(descriptor)


def _is_readable(descriptor: int) -> bool:
    try:
        if hasattr(select, "poll"):
            poll = select.poll()
            poll.register(descriptor, select.POLLIN)
            return bool(poll.poll(0))
        return bool(select.select([descriptor], [], [], 0)[0])
    except (OSError, ValueError):
        return True  # closed already


class Transfer:
    """A handle for one request after another; `begin` forgets the last one."""

    def __init__(self, wires: Wires, highest: int) -> None:
        """`highest` is the descriptor from which on no connection is opened."""
        self.curl = curl = pycurl.Curl()
        self._wires = wires
        self._highest = highest
        self.trusts: str | None = None
        """The file of certificates that the handle was given."""
        for option, value in (
            (pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS),
            (pycurl.FOLLOWLOCATION, 0),
            (pycurl.HTTP09_ALLOWED, 0),
            (pycurl.HTTP_CONTENT_DECODING, 0),  # a bomb decodes at once; we decode by pieces
            (pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_2TLS),
            (pycurl.PIPEWAIT, 1),  # or 64 requests at once open 64 connections
            (pycurl.NETRC, pycurl.NETRC_IGNORED),
            (pycurl.NOSIGNAL, 1),
            (pycurl.PATH_AS_IS, 1),
            (_SUPPRESS_CONNECT_HEADERS, 1),
            (pycurl.CONNECTTIMEOUT, _CONNECT_SECONDS),
            (pycurl.SSLVERSION, pycurl.SSLVERSION_TLSv1_2),
            (pycurl.OPT_CERTINFO, 1),
            (pycurl.HEADERFUNCTION, self._on_line),
            (pycurl.WRITEFUNCTION, self._on_body),
            (pycurl.OPENSOCKETFUNCTION, self._on_open),
            (pycurl.SOCKOPTFUNCTION, self._on_opened),
            (pycurl.PREREQFUNCTION, self._on_connected),
        ):
            curl.setopt(option, value)
        curl.unsetopt(pycurl.CAPATH)  # the wheel's, of another system
        self.done: asyncio.Future[pycurl.Curl]
        self._given: socket.socket | None = None
        self._addresses: Collection[str] = ()
        self._forget(())

    def _forget(self, addresses: Collection[str]) -> None:
        self._addresses = addresses
        self.head: Head | None = None
        self.error: CurlError | None = None
        self.why: Exception | None = None
        """Our own reason to stop."""
        self.is_over = False
        self.is_free = False
        """It carries no request."""
        self.is_left = False
        """The rest of its body is not wanted."""
        self.opened: list[int] = []
        """Descriptors of the connections that it opened; none where it was given a kept one."""
        self._wire: Wire | None = None
        self._starts = 0
        """How often its request began to be sent."""
        self._lines: list[bytes] = []
        self._head_bytes = 0
        self._chunks: deque[bytes] = deque()
        self._waiting = 0
        self._rest = _SHORT_REST
        self._is_paused = False
        self._news: asyncio.Future[None] | None = None

    # ------------------------------------------------------ from the engine

    def clear(self, addresses: Collection[str]) -> None:
        """Before each request: `addresses` are those that may be connected to."""
        self._forget(addresses)

    def begin(self, done: asyncio.Future[pycurl.Curl]) -> None:
        """The request is under way until libcurl lets go of the handle."""
        self.done = done
        done.add_done_callback(self._on_end)

    async def head_or_end(self) -> None:
        """Wait until there is a head, or none to come."""
        while self.head is None and not self.is_over:
            await self._wait()

    async def piece(self) -> bytes:
        """What came of the body since; empty at its end, whatever ended it."""
        while not self._chunks and not self.is_over:
            if self._is_paused:
                self._is_paused = False
                self.curl.pause(pycurl.PAUSE_CONT)
            else:
                await self._wait()
        piece = b"".join(self._chunks)
        self._chunks.clear()
        self._waiting = 0
        return piece

    def leave(self) -> None:
        """Take what is still to come for nothing."""
        self.is_left = True
        self._chunks.clear()
        if self._is_paused:
            self._is_paused = False
            self.curl.pause(pycurl.PAUSE_CONT)

    def _on_end(self, done: asyncio.Future[pycurl.Curl]) -> None:
        self.is_over = True
        error = None if done.cancelled() else done.exception()
        if isinstance(error, pycurl.error):
            self.error = CurlError(
                int(error.args[0]),
                str(error.args[-1]),
                int(self.curl.getinfo(pycurl.OS_ERRNO)),
                int(self.curl.getinfo(pycurl.SSL_VERIFYRESULT)),
                self._is_self_signed(),
            )
        self._let_go()
        self._tell()

    def close(self) -> None:
        self._let_go()
        self.curl.close()

    @property
    def certificate_names_hosts(self) -> bool:
        """Whether the server's certificate has a subjectAltName at all. RFC 9110 §4.3.4."""
        chain = self.curl.getinfo(pycurl.INFO_CERTINFO)
        return not chain or any(name == "X509v3 Subject Alternative Name" for name, *_ in chain[0])

    @property
    def was_let_down(self) -> bool:
        """A kept connection turned out to be closed. RFC 9112 §9.3.1: ask again."""
        is_closed = self.error is not None and self.error.code in RECEIVING
        return is_closed and self._starts > 0 and not self.opened

    def _is_self_signed(self) -> bool:
        chain = self.curl.getinfo(pycurl.INFO_CERTINFO)
        fields = {name: value for name, value, *_ in chain[0]} if chain else {}
        return "Issuer" in fields and fields["Issuer"] == fields.get("Subject")

    async def _wait(self) -> None:
        self._news = asyncio.get_running_loop().create_future()
        await self._news

    def _tell(self) -> None:
        if self._news is not None and not self._news.done():
            self._news.set_result(None)

    # --------------------------------------------------------- from libcurl

    def _on_open(self, _: int, address: tuple[int, int, int, tuple[str, int]]) -> object:
        """The last look before connecting: at what was judged, and no other address."""
        family, kind, protocol, place = address
        where = ip_address(place[0].partition("%")[0])
        if where not in {ip_address(judged.partition("%")[0]) for judged in self._addresses}:
            self.why = AddressRefusedError(f"{where} is no address of this host")
            return pycurl.SOCKET_BAD
        try:
            made = socket.socket(family, kind, protocol)
        except OSError as error:
            self.why = TooManyFilesError(error.errno, "") if error.errno in EXHAUSTED else error
            return pycurl.SOCKET_BAD
        if made.fileno() >= self._highest:
            made.close()
            self.why = TooManyFilesError(errno.EMFILE, "")
            return pycurl.SOCKET_BAD
        self.why = None  # another address may have no socket of its kind
        self._let_go()
        self._given = made  # pycurl takes a copy of it
        return made

    def _on_opened(self, descriptor: int, _: int) -> int:
        self._let_go()
        self.opened.append(descriptor)
        return 0

    def _let_go(self) -> None:
        if self._given is not None:
            self._given.close()
            self._given = None

    def _on_connected(self, there: str, here: str, port: int, own_port: int) -> int:
        """Before the request is sent.

        Within a second of its last use libcurl does not look at a kept connection: what a
        server sent unasked would be taken for the next answer.
        """
        self._wire = wire = (there, here, port, own_port)
        self._starts += 1
        # libcurl itself tries one kept connection after another; with several at once, those
        # are as stale.
        is_second = self._starts > 1
        if not self.opened and (is_second or self._wires.has_spoken(wire)):
            self.why = StaleError()
            return pycurl.PREREQFUNC_ABORT
        return pycurl.PREREQFUNC_OK

    def _on_line(self, line: bytes) -> int | None:
        if self.head is not None:
            return None  # a trailer
        self._head_bytes += len(line)
        if self._head_bytes > MAX_WIRE_BYTES:
            return self._broken(BrokenHeadError("more than 100 KB of headers"))
        if line not in (b"\r\n", b"\n"):
            self._lines.append(line)
            return None
        lines, self._lines = self._lines, []
        if not lines or is_interim(lines[0]):
            return None
        try:
            self.head = read_head(lines)
        except BrokenHeadError as error:
            return self._broken(error)
        if self._wire is not None and self.opened and not lines[0].startswith(b"HTTP/2"):
            self._wires.keep(self._wire, self._own_descriptor(self._wire[3]))
        self._tell()
        return None

    def _broken(self, error: BrokenHeadError) -> int:
        self.why = error
        return _STOP

    def _own_descriptor(self, port: int) -> int:
        """Of several connections that were tried, the one that is used."""
        for descriptor in self.opened[:-1]:
            try:
                there = socket.socket(fileno=descriptor)
            except OSError:
                continue
            try:
                if there.getsockname()[1] == port:
                    return descriptor
            except OSError:
                continue
            finally:
                there.detach()
        return self.opened[-1]

    def _on_body(self, chunk: bytes) -> int | None:
        if self.is_left:
            self._rest -= len(chunk)
            return _STOP if self._rest < 0 else None
        if self._waiting > _BACKLOG:
            self._is_paused = True
            return pycurl.WRITEFUNC_PAUSE
        self._chunks.append(chunk)
        self._waiting += len(chunk)
        self._tell()
        return None
