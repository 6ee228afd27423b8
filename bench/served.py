"""The loopback web as its users see it: started, asked what it counted, stopped.

Starts `bench/web.py` in a process of its own; measures nothing but that web's own ceiling.
Run it as `python -m bench.served` to see how many requests a second the web can take.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import cast
from urllib.request import HTTPSHandler, ProxyHandler, build_opener

import anyio

from bench.web import COUNTS, Counts, Mode, addresses

NOT_STARTED = "bench: the loopback web did not start; it needs uvloop: pip install -e '.[bench]'"
_DIRECT = build_opener(ProxyHandler({}))  # whatever the environment says of proxies
_CEILING_REQUESTS = 40_000
_CEILING_CONNECTIONS = 64


@dataclass(frozen=True, slots=True)
class Web:
    """A web that runs."""

    mode: Mode
    port: int

    def links(self, count: int) -> list[str]:
        """That many URLs, spread over all hosts."""
        hosts = addresses(self.mode.hosts)
        return [f"{self._scheme}://{hosts[n % len(hosts)]}:{self.port}/{n}" for n in range(count)]

    @property
    def _scheme(self) -> str:
        return "https" if self.mode.authority else "http"

    def counts(self) -> Counts:
        """What was counted since the last time; every host forgets what it allowed."""
        opener = _DIRECT
        if self.mode.authority:
            trusts = HTTPSHandler(context=ssl.create_default_context(cafile=self.mode.authority))
            opener = build_opener(ProxyHandler({}), trusts)
        with opener.open(f"{self._scheme}://{addresses(1)[0]}:{self.port}{COUNTS}") as answer:
            return Counts(**json.load(answer))


@contextmanager
def served(mode: Mode) -> Iterator[Web]:
    """A web for the block. Raises SystemExit where it does not start."""
    command = (sys.executable, "-m", "bench.web", json.dumps(asdict(mode)))
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        port = process.stdout.readline() if process.stdout else ""
        if not port:
            raise SystemExit(NOT_STARTED)
        yield Web(mode, int(port))
        # Leaving the block closes its standard input, which it takes for the end.


class _Asker(asyncio.Protocol):
    """Asks on one connection, the next when the last is answered."""

    def __init__(self, request: bytes, count: int, size: int) -> None:
        self.done = asyncio.get_running_loop().create_future()
        self._request, self._left, self._size = request, count, size
        self._got = 0

    def itself(self) -> _Asker:
        return self

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are no subclass of asyncio's, though they do the same.
        self._transport = cast(asyncio.WriteTransport, transport)
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        self._got += len(data)
        if self._got < self._size:
            return
        self._got, self._left = 0, self._left - 1
        if self._left:
            self._transport.write(self._request)
        else:
            self._transport.close()
            self.done.set_result(None)


async def _ask(web: Web) -> None:
    name = addresses(1)[0]
    request = f"GET /0 HTTP/1.1\r\nHost: {name}:{web.port}\r\n\r\n".encode()
    size = len(await _answer(name, web.port, request))
    each = _CEILING_REQUESTS // _CEILING_CONNECTIONS
    loop = asyncio.get_running_loop()
    askers = [_Asker(request, each, size) for _ in range(_CEILING_CONNECTIONS)]
    for asker in askers:
        await loop.create_connection(asker.itself, name, web.port)
    for asker in askers:
        await asker.done


async def _answer(name: str, port: int, request: bytes) -> bytes:
    """One answer, to the byte."""
    reader, writer = await asyncio.open_connection(name, port)
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.partition(b"Content-Length: ")[2].partition(b"\r")[0])
    body = await reader.readexactly(length)
    writer.close()
    await writer.wait_closed()
    return head + body


def ceiling() -> float:
    """Requests a second, of a client that looks at nothing but the length of answers."""
    with served(Mode(hosts=1, delay=0)) as web:
        start = perf_counter()
        anyio.run(_ask, web, backend_options={"use_uvloop": True})
        return web.counts().requests / (perf_counter() - start)


if __name__ == "__main__":
    print(f"{ceiling():,.0f} requests a second")
