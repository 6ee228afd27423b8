"""A web on loopback, as quick as can be had, so that a checker's time is its own.

Plays many hosts, each an address of its own in 127.0.0.0/8, in a process of its own: an
`asyncio.Protocol` on uvloop, HTTP/1.1 with keep-alive. It counts what it was asked and what
it refused. It knows GET and nothing else, and checks nothing that a client sends.

Run by `bench/served.py`: `python -m bench.web MODE`, MODE as JSON. Writes its port, and ends
when its standard input does.
"""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import repeat
from typing import cast

import anyio
import anyio.to_thread
import trustme

COUNTS = "/-/counts"
PORT_ATTEMPTS = 20
_BACKLOG = 1024
_MARK = b"----------"  # where a page has its own path
_REFUSALS = {"rate": "429 Too Many Requests", "capacity": "503 Service Unavailable"}


@dataclass(frozen=True, slots=True)
class Mode:
    """What every host of a web is like. Times in seconds, sizes in bytes."""

    hosts: int = 100
    delay: float = 0.05
    size: int = 3000
    is_mixed: bool = True
    """One in twenty is a 301, one in twenty a 404."""
    rate: float = 0.0
    """Requests a second that a host allows, and 429 beyond; 0 for no limit."""
    burst: int = 10
    retry_after: str = ""
    capacity: int = 0
    """Requests that a host works on at once, and 503 beyond; 0 for no limit."""
    authority: str = ""
    """A file to which the certificate of the web's own authority is written; empty for no TLS."""


@dataclass(slots=True)
class Counts:
    """What the web has seen since it was last asked."""

    requests: int = 0
    refusals: int = 0
    connections: int = 0
    most_at_once: int = 0


def addresses(hosts: int) -> list[str]:
    """The addresses of that many hosts, all of this machine."""
    return [f"127.1.{number // 250}.{number % 250 + 1}" for number in range(hosts)]


def is_missing(number: int) -> bool:
    """Whether a mixed web answers this page with 404."""
    return number % 20 == 13


def is_moved(number: int) -> bool:
    """Whether a mixed web answers this page with 301."""
    return number % 20 == 7


@dataclass(slots=True)
class _Host:
    """What one host remembers: a bucket of tokens, and what it works on."""

    tokens: float
    filled_at: float
    at_once: int = 0

    def refusal(self, mode: Mode, now: float) -> str:
        """Which limit a request exceeds, if any; takes a token where there is one."""
        if mode.capacity and self.at_once >= mode.capacity:
            return "capacity"
        if not mode.rate:
            return ""
        self.tokens = min(self.tokens + (now - self.filled_at) * mode.rate, mode.burst)
        self.filled_at = now
        if self.tokens < 1:
            return "rate"
        self.tokens -= 1
        return ""


@dataclass(slots=True)
class _Web:
    mode: Mode
    loop: asyncio.AbstractEventLoop
    counts: Counts = field(default_factory=Counts)
    hosts: dict[bytes, _Host] = field(default_factory=dict)
    at_once: int = 0

    def host(self, name: bytes) -> _Host:
        host = self.hosts.get(name)
        if host is None:
            host = self.hosts[name] = _Host(self.mode.burst, self.loop.time())
        return host


class _Connection(asyncio.Protocol):
    def __init__(self, web: _Web, page: bytes) -> None:
        self._web = web
        self._page = page
        self._unread = b""
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are no subclass of asyncio's, though they do the same.
        self._transport = cast(asyncio.WriteTransport, transport)
        self._web.counts.connections += 1

    def data_received(self, data: bytes) -> None:
        self._unread += data
        while (end := self._unread.find(b"\r\n\r\n")) >= 0:
            head, self._unread = self._unread[:end], self._unread[end + 4 :]
            self._answer(head, head.split(b" ", 2)[1])

    def _answer(self, head: bytes, path: bytes) -> None:
        web = self._web
        if path == COUNTS.encode():
            counts, web.counts = web.counts, Counts()
            web.hosts.clear()
            self._write(_response("200 OK", json.dumps(asdict(counts)).encode()))
            return
        web.counts.requests += 1
        host = web.host(_host_of(head))
        refusal = host.refusal(web.mode, web.loop.time())
        if refusal:
            web.counts.refusals += 1
            after = web.mode.retry_after
            self._write(_response(_REFUSALS[refusal], b"", f"Retry-After: {after}" * bool(after)))
            return
        host.at_once += 1
        web.at_once += 1
        web.counts.most_at_once = max(web.counts.most_at_once, web.at_once)
        response = _moved_or_missing(path) if web.mode.is_mixed else b""
        # No two pages are alike: a checker may take one answer everywhere for a portal's.
        page = response or self._page.replace(_MARK, path[-len(_MARK) :].rjust(len(_MARK)), 1)
        web.loop.call_later(web.mode.delay, self._finish, host, page)

    def _finish(self, host: _Host, response: bytes) -> None:
        host.at_once -= 1
        self._web.at_once -= 1
        self._write(response)

    def _write(self, response: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(response)


def _host_of(head: bytes) -> bytes:
    """The value of Host; every client writes it without folding."""
    start = head.lower().find(b"\r\nhost:") + 7
    return head[start:].partition(b"\r\n")[0].strip()


def _moved_or_missing(path: bytes) -> bytes:
    if not path[1:].isdigit():
        return b""
    number = int(path[1:])
    if is_moved(number):
        return _response("301 Moved Permanently", b"", f"Location: /moved/{number}")
    return _response("404 Not Found", b"<title>gone</title>") if is_missing(number) else b""


def _response(status: str, body: bytes, header: str = "") -> bytes:
    head = [f"HTTP/1.1 {status}", "Content-Type: text/html", f"Content-Length: {len(body)}"]
    return "\r\n".join([*head, *filter(None, [header]), "", ""]).encode() + body


def _page(size: int) -> bytes:
    """HTML as documentation has it: a title, headings with ids, paragraphs."""
    start = f"<!DOCTYPE html><html><head><title>Page {_MARK.decode()}</title></head><body><main>\n"
    parts, length, number = [start], len(start), 0
    while length < size:
        part = f'<h2 id="s{number}">Part {number}</h2>\n<p>{"Some words of prose. " * 12}</p>\n'
        parts.append(part)
        length += len(part)
        number += 1
    return "".join(parts).encode()[:size]


def _sockets(names: list[str]) -> list[socket.socket]:
    """One listening socket for each host, all at the same port."""
    for _ in range(PORT_ATTEMPTS):
        found: list[socket.socket] = []
        port = 0
        try:
            for name in names:
                found.append(socket.create_server((name, port), backlog=_BACKLOG))
                port = found[0].getsockname()[1]
        except OSError:  # somebody has that port at one of the addresses
            for one in found:
                one.close()
            continue
        return found
    raise SystemExit("bench.web: no port is free at all the addresses 127.1.x.y; end what has them")


def _secure(mode: Mode) -> Iterator[ssl.SSLContext]:
    """A certificate for each host, since one with all their names takes long to be read."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(mode.authority)
    for name in addresses(mode.hosts):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(context)
        yield context


async def _serve(mode: Mode) -> None:
    loop = asyncio.get_running_loop()
    web = _Web(mode, loop)
    sockets = _sockets(addresses(mode.hosts))
    connection = partial(_Connection, web, _response("200 OK", _page(mode.size)))
    secure = _secure(mode) if mode.authority else repeat(None)
    for listening, context in zip(sockets, secure, strict=False):
        await loop.create_server(connection, sock=listening, ssl=context)
    print(sockets[0].getsockname()[1], flush=True)
    await anyio.to_thread.run_sync(sys.stdin.read)


if __name__ == "__main__":
    anyio.run(_serve, Mode(**json.loads(sys.argv[1])), backend_options={"use_uvloop": True})
