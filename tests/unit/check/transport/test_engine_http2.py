"""HTTP/2 where a server offers it: one connection for all that is asked of a host at once."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import anyio
import h2.config
import h2.connection
import h2.events
import pytest
import trustme

from linkaudit.model.http import Request, Response
from tests.unit.check.loopback import asking

pytestmark = pytest.mark.anyio

PAGE = b"<title>Found</title>"


@dataclass
class Server:
    port: int = 0
    connections: int = 0
    asked: list[dict[str, str]] = field(default_factory=list)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        connection.initiate_connection()
        writer.write(connection.data_to_send())
        while data := await reader.read(65536):
            for event in connection.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    self._answer(connection, event)
            writer.write(connection.data_to_send())
        writer.close()

    def _answer(
        self, connection: h2.connection.H2Connection, event: h2.events.RequestReceived
    ) -> None:
        asked = {name.decode(): value.decode() for name, value in event.headers or ()}
        self.asked.append(asked)
        stream = event.stream_id
        assert stream is not None
        gone = asked[":path"].startswith("/gone")
        fields = [(":status", "404" if gone else "200"), ("content-type", "text/html")]
        connection.send_headers(stream, fields)
        connection.send_data(stream, PAGE, end_stream=True)


@asynccontextmanager
async def speaking_http2(authority: trustme.CA) -> AsyncIterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("a.example").configure_cert(context)
    context.set_alpn_protocols(["h2", "http/1.1"])
    server = Server()
    listening = await asyncio.start_server(server.talk, "127.0.0.1", 0, ssl=context)
    server.port = listening.sockets[0].getsockname()[1]
    async with listening:
        yield server


async def test_http2_is_spoken_where_it_is_offered_over_one_connection() -> None:
    """RFC 9113 §9.1: one connection for a host, and many streams in it."""
    authority = trustme.CA()
    answers: list[Response] = []

    async with speaking_http2(authority) as server:
        route = f"a.example:443:127.0.0.1:{server.port}"
        async with asking(route, authority=authority) as http:

            async def ask(number: int) -> None:
                answers.append(await http(Request(f"https://a.example/{number}?q")))

            async with anyio.create_task_group() as tasks:
                for number in range(64):
                    tasks.start_soon(ask, number)
            gone = await http(Request("https://a.example/gone", (("X-Empty", ""),)))

    assert {answer.status for answer in answers} == {200}
    assert {answer.body for answer in answers} == {PAGE}
    assert gone.status == 404
    assert server.connections == 1
    assert server.asked[-1][":authority"] == "a.example"
    assert server.asked[-1]["x-empty"] == ""
    assert len(server.asked) == 65
