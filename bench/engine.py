"""`python -m bench.engine`: what the engine costs for each link, in processor time of its own.

The web runs in a process of its own and answers at once; where aiohttp is installed, it is
measured in the same run. Ratios hold, absolute figures do not.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib
import importlib.util
import multiprocessing
import ssl
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from ipaddress import ip_network
from multiprocessing.connection import Connection

import httpx
import trustme

from linkaudit.check.transport.engine import Engine
from linkaudit.check.transport.routes import Routes
from linkaudit.check.transport.tls import Trust

_BODY = b"<!doctype html><title>Page</title><p>" + b"word " * 600
_ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nServer: bench\r\nCache-Control: no-store\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(_BODY), _BODY)
)
_IN_FLIGHT = 128


@dataclass(frozen=True, slots=True)
class Workload:
    name: str
    scheme: str
    links: int
    hosts: int

    def url(self, number: int) -> str:
        host = number % self.hosts
        return f"{self.scheme}://127.1.{host // 250}.{host % 250 + 1}:%d/{number}"


WORKLOADS = (
    Workload("http, few hosts", "http", 5000, 100),
    Workload("http, many hosts", "http", 2000, 2000),
    Workload("https, few hosts", "https", 4000, 100),
    Workload("https, many hosts", "https", 500, 500),
)


class _Server(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        if isinstance(self._transport, asyncio.Transport):
            self._transport.write(_ANSWER * data.count(b"\r\n\r\n"))


def _serve(pipe: Connection, certificate: bytes) -> None:
    async def serve() -> None:
        loop = asyncio.get_running_loop()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with trustme.Blob(certificate).tempfile() as path:
            context.load_cert_chain(path)
        plain = await loop.create_server(_Server, "0.0.0.0", 0, backlog=4096)  # noqa: S104
        secure = await loop.create_server(_Server, "0.0.0.0", 0, backlog=4096, ssl=context)  # noqa: S104
        pipe.send([server.sockets[0].getsockname()[1] for server in (plain, secure)])
        await asyncio.sleep(3600)

    asyncio.run(serve())


Ask = Callable[[str], Awaitable[int]]


async def _cost(ask: Ask, work: Workload, port: int) -> float:
    """Microseconds of processor time for each link."""
    left = iter(range(work.links))

    async def worker() -> None:
        for number in left:
            await ask(work.url(number) % port)

    before = time.process_time()
    await asyncio.gather(*(worker() for _ in range(_IN_FLIGHT)))
    return (time.process_time() - before) / work.links * 1e6


async def _ours(work: Workload, port: int, trust: ssl.SSLContext) -> float:
    engine = Engine(Routes(), [ip_network("127.0.0.0/8")], Trust(trust), _IN_FLIGHT)

    async def ask(url: str) -> int:
        answer = await engine.handle_async_request(httpx.Request("GET", url))
        async for _ in answer.stream:  # type: ignore[union-attr]  # it is an asynchronous one
            pass
        await answer.aclose()
        return answer.status_code

    try:
        return await _cost(ask, work, port)
    finally:
        await engine.aclose()


async def _aiohttp(work: Workload, port: int, trust: ssl.SSLContext) -> float:
    aiohttp = importlib.import_module("aiohttp")
    connector = aiohttp.TCPConnector(ssl=trust, limit=_IN_FLIGHT)
    async with aiohttp.ClientSession(connector=connector, auto_decompress=False) as session:

        async def ask(url: str) -> int:
            async with session.get(url, allow_redirects=False) as answer:
                await answer.read()
                return int(answer.status)

        return await _cost(ask, work, port)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    authority = trustme.CA()
    names = {work.url(number).split("/")[2][:-3] for work in WORKLOADS for number in range(500)}
    leaf = authority.issue_cert(*sorted(names))
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    authority.configure_trust(trust)
    here, there = multiprocessing.Pipe()
    pem = leaf.private_key_and_cert_chain_pem.bytes()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(there, pem))
    server.start()
    try:
        plain, secure = here.recv()
        for work in WORKLOADS:
            port = plain if work.scheme == "http" else secure
            engines = {"ours": _ours}
            if importlib.util.find_spec("aiohttp"):
                engines["aiohttp alone"] = _aiohttp
            taken: dict[str, list[float]] = {name: [] for name in engines}
            for _ in range(rounds):
                for name, run in engines.items():
                    taken[name].append(asyncio.run(run(work, port, trust)))
            told = ", ".join(f"{n} {statistics.median(t):.0f}" for n, t in taken.items())
            print(f"{work.name}: {told} µs of processor a link", flush=True)
    finally:
        server.kill()


if __name__ == "__main__":
    main()
