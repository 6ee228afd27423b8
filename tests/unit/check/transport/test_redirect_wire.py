"""Redirects of a real server, byte by byte: what a Location holds, and what is asked then."""

import pytest

from linkaudit.check.transport.redirect import Redirect
from linkaudit.errors import TransportError
from linkaudit.model.http import FailureKind, Request
from tests.unit.check.loopback import HELLO, LOOPBACK, Answer, asking, saying, serving

pytestmark = pytest.mark.anyio

K = FailureKind


def sending(location: bytes, *more: bytes) -> Answer:
    lines = (b"HTTP/1.1 302 Found", b"Location: " + location, *more, b"Content-Length: 0")
    return saying(b"\r\n".join(lines) + b"\r\n\r\n", HELLO)


@pytest.mark.parametrize(
    ("location", "target"),
    [
        (b"/b?", "/b?"),
        ("/bücher".encode(), "/b%C3%BCcher"),
        (b"/b\xfccher", "/b%FCcher"),
        (b"/a b", "/a%20b"),
        (b"?q=\xe2\x82\xac", "/?q=%E2%82%AC"),
        (b"b/../c#d", "/c"),
        (b"/" + b"x" * 60_000, "/" + "x" * 60_000),
    ],
    ids=lambda value: repr(value[:12]),
)
async def test_what_is_asked_next_is_what_the_server_wrote(location: bytes, target: str) -> None:
    """HOSTILE C: relative, `?q`, raw UTF-8, latin-1, spaces."""
    async with serving(sending(location)) as server, asking(allowed=(LOOPBACK,)) as http:
        response = await Redirect(http, 10, 90.0)(Request(f"http://127.0.0.1:{server.port}/"))

    assert response.status == 200
    assert server.targets == ["/", target]


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        (b"/" + b"x" * 70_000, K.PROTOCOL),
        (b"http://127.0.0.1:99999/", K.BAD_REDIRECT),
        (b"http://\xff\xfe/", K.BAD_REDIRECT),
        (b"http://[/", K.BAD_REDIRECT),
        (b"javascript:alert(1)", K.REFUSED),
        (b"file:///etc/passwd", K.REFUSED),
    ],
    ids=lambda value: repr(value[:20]),
)
async def test_a_place_that_cannot_be_asked_is_a_failure(location: bytes, kind: K) -> None:
    """HOSTILE C: 70 KB, bad port, bad IDNA, javascript: no exception escapes."""
    async with serving(sending(location)) as server, asking(allowed=(LOOPBACK,)) as http:
        with pytest.raises(TransportError) as caught:
            await Redirect(http, 10, 90.0)(Request(f"http://127.0.0.1:{server.port}/"))

    assert caught.value.failure.kind is kind
    assert caught.value.failure.detail.encode()
    assert len(server.targets) == 1


async def test_a_wall_of_cookies_is_passed_on_one_connection() -> None:
    """HOSTILE C: `ok`, and all its cookies come back in one header (RFC 6265 §5.4)."""
    wall = sending(b"/", b"Set-Cookie: seen=1; Path=/", b"set-cookie: more=a=b; HttpOnly")

    async with serving(wall) as server, asking(allowed=(LOOPBACK,)) as http:
        response = await Redirect(http, 10, 90.0)(Request(f"http://127.0.0.1:{server.port}/"))

    assert (response.status, len(response.hops)) == (200, 1)
    assert server.header("cookie") == "seen=1; more=a=b"
    assert server.connections == 1
