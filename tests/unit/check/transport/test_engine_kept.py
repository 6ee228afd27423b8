"""Kept connections: no answer is taken from what came before its request."""

from datetime import UTC, datetime

import anyio
import pytest
from anyio.abc import ByteStream

from linkaudit.check.transport.retry import Retry
from linkaudit.model.http import Request
from tests.unit.check.loopback import HELLO, LOOPBACK, Answer, asking, serving

pytestmark = pytest.mark.anyio

GONE = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\ngone"
MOVED = b"HTTP/1.1 301 Moved\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"


def unasked(what: bytes, said: anyio.Event) -> Answer:
    """A sound answer, and after it another that nobody asked for."""

    async def answer(wire: ByteStream) -> None:
        await wire.send(HELLO)
        if not said.is_set():
            # Behind the first, in a packet of its own: as by a server 50 ms later.
            await anyio.wait_all_tasks_blocked()
            await wire.send(what)
            said.set()

    return answer


@pytest.mark.parametrize("what", [GONE, MOVED, b"\r\n", b"HTTP/1.1 4"], ids=repr)
async def test_what_a_server_says_unasked_is_no_answer_to_the_next_question(what: bytes) -> None:
    """Within a second of its last use libcurl takes a connection as it is."""
    said = anyio.Event()
    async with serving(unasked(what, said)) as server, asking(allowed=(LOOPBACK,)) as http:
        first = await http(Request(f"http://127.0.0.1:{server.port}/first"))
        await said.wait()
        next_page = await http(Request(f"http://127.0.0.1:{server.port}/next"))

    assert (first.status, next_page.status) == (200, 200)
    assert server.targets == ["/first", "/next"]
    assert server.connections == 2


async def test_what_is_said_unasked_while_a_request_is_under_way_makes_no_page_dead() -> None:
    """A 404 is confirmed on a connection of its own, which no earlier answer can have reached."""
    turns = 0

    async def answer(wire: ByteStream) -> None:
        nonlocal turns
        turns += 1
        # To the second request first what nobody asked for, then the answer.
        await wire.send(GONE + HELLO if turns == 2 else HELLO)

    async with serving(answer) as server, asking(allowed=(LOOPBACK,)) as http:
        retry = Retry(
            http, 3, 60.0, anyio.sleep, lambda: 0.0, lambda: datetime(2026, 11, 23, tzinfo=UTC)
        )
        await retry(Request(f"http://127.0.0.1:{server.port}/first"))
        next_page = await retry(Request(f"http://127.0.0.1:{server.port}/next"))

    assert next_page.status == 200


async def test_a_request_may_want_a_connection_of_its_own() -> None:
    async with serving() as server, asking(allowed=(LOOPBACK,)) as http:
        await http(Request(f"http://127.0.0.1:{server.port}/"))
        await http(Request(f"http://127.0.0.1:{server.port}/", is_fresh=True))
        await http(Request(f"http://127.0.0.1:{server.port}/"))

    assert server.connections == 2


async def test_a_kept_connection_that_the_server_closed_costs_no_attempt() -> None:
    """RFC 9112 §9.3: the server may close it whenever it likes."""

    async def answer(wire: ByteStream) -> None:
        await wire.send(HELLO)
        await wire.aclose()

    async with serving(answer) as server, asking(allowed=(LOOPBACK,)) as http:
        for _ in range(3):
            response = await http(Request(f"http://127.0.0.1:{server.port}/"))
            assert (response.status, response.attempts) == (200, 1)
            await server.all_gone()

    assert server.connections == 3
