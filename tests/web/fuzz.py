"""Answers of HTTP that is broken at random, the same for the same seed.

Takes sound answers apart and puts them together wrongly. What must come of it, others judge.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import pairwise
from random import Random

import anyio

from tests.web.misbehaving_bytes import packed
from tests.web.misbehaving_redirects import location
from tests.web.misbehaving_talk import HEALTHY, HTML, Behaviour, Talk, message, page

_CHUNKED = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"16\r\n<title>Well</title><p>\r\n5\r\nhello\r\n0\r\nX-Trailer: 1\r\n\r\n"
)
_SOUND = (
    HEALTHY,
    _CHUNKED,
    message(404, HTML, body=b"<title>Not found</title>"),
    message(204),
    message(304, ("ETag", '"1"')),
    message(429, ("Retry-After", "1")),
    message(503, ("Retry-After", "Mon, 23 Nov 2026 06:00:00 GMT")),
    message(200, HTML, ("Content-Encoding", "gzip"), body=packed(b"<title>Well</title>" * 50)),
    message(200, HTML, ("Set-Cookie", "a=b; Path=/"), ("Last-Modified", "yesterday"), body=b"<p>"),
    b"HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n" + HEALTHY,
    location(b"/again", 301),
    location(b"//127.0.0.2:9/inwards", 302),
    location(b"http://healthy-0.example/page", 308),
    location("/größe\xff".encode("latin-1"), 307),
    page("Moving", head='<meta http-equiv="refresh" content="0; url=/again">'),
)
_ODD_LINES = (
    *(b"Content-Length: 5", b"Content-Length: -5", b"Content-Length: 99999999999999999999"),
    *(b"Content-Length: 5, 6", b"Transfer-Encoding: chunked", b"Transfer-Encoding: xchunked, gzip"),
    *(
        b"Content-Encoding: gzip",
        b"Content-Encoding: br",
        b"Connection: close",
        b"Connection: Upgrade",
    ),
    *(
        b"Location: javascript:alert(1)",
        b"Location: http://[::1/",
        b"Refresh: 0;url=http://127.0.0.2/",
    ),
    *(
        b" folded",
        b"X" * 70_000 + b": 1",
        b"X-\xff\x00: 1",
        b": nameless",
        b"no colon",
        b"Set-Cookie: \x00",
    ),
    *(
        b"Retry-After: 99999999999",
        b"Content-Type: text/html; charset=utf-16",
        b"Keep-Alive: timeout=0",
    ),
)
_ODD_NUMBERS = (
    b"0",
    b"-1",
    b"99999999999999999999",
    b"0x10",
    b"1e9",
    b"\xd9\xa3",
    b"",
    b"000000200",
    b"7",
)

Twist = Callable[[Random, bytes], bytes]


def _flipped(chance: Random, said: bytes) -> bytes:
    made = bytearray(said)
    for _ in range(chance.randint(1, 4)):
        if made:
            made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def _cut(chance: Random, said: bytes) -> bytes:
    return said[: chance.randint(0, len(said))]


def _filled(chance: Random, said: bytes) -> bytes:
    at = chance.randint(0, len(said))
    return said[:at] + chance.randbytes(chance.randint(1, 40)) + said[at:]


def _repeated(chance: Random, said: bytes) -> bytes:
    start, end = sorted((chance.randint(0, len(said)), chance.randint(0, len(said))))
    return said[:end] + said[start:end] * chance.randint(1, 200) + said[end:]


def _left_out(chance: Random, said: bytes) -> bytes:
    start, end = sorted((chance.randint(0, len(said)), chance.randint(0, len(said))))
    return said[:start] + said[end:]


def _with_a_line(chance: Random, said: bytes) -> bytes:
    lines = said.split(b"\r\n")
    lines.insert(chance.randint(0, min(len(lines), 4)), chance.choice(_ODD_LINES))
    return b"\r\n".join(lines)


def _renumbered(chance: Random, said: bytes) -> bytes:
    words = said.split(b" ")
    numbers = [n for n, word in enumerate(words) if word[:1].isdigit()]
    if numbers:
        words[chance.choice(numbers)] = chance.choice(_ODD_NUMBERS)
    return b" ".join(words)


def _spliced(chance: Random, said: bytes) -> bytes:
    other = chance.choice(_SOUND)
    return said[: chance.randint(0, len(said))] + other[chance.randint(0, len(other)) :]


def _bare(chance: Random, said: bytes) -> bytes:
    return said.replace(b"\r\n", chance.choice((b"\n", b"\r", b"\r\r\n", b"\n\r")))


def _noise(chance: Random, _: bytes) -> bytes:
    return chance.randbytes(chance.randint(0, 3000))


_TWISTS: tuple[Twist, ...] = (
    _flipped,
    _cut,
    _filled,
    _repeated,
    _left_out,
    _with_a_line,
    _renumbered,
    _spliced,
    _bare,
    _noise,
)
_ENDS = (*["more"] * 8, "hang up", "reset", "silence", "drip")


def broken(seed: str) -> Behaviour:
    """Each answer is decided by the seed, what is asked, and how often it was asked."""

    async def behave(talk: Talk) -> None:
        chance = Random(f"{seed} {talk.asked.target} {talk.turn}")  # noqa: S311  no secret
        said = chance.choice(_SOUND)
        for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
            said = chance.choice(_TWISTS)(chance, said)
        end = chance.choice(_ENDS)
        for piece in _pieces(chance, said[:500_000]):
            await talk.say(piece)
            await anyio.sleep(0.1 if end == "drip" else 0)
        if end == "hang up":
            await talk.hang_up()
        elif end == "reset":
            with suppress(OSError):  # the client was quicker
                await talk.reset()
        elif end == "silence":
            await anyio.sleep_forever()

    return behave


def _pieces(chance: Random, said: bytes) -> Iterable[bytes]:
    cuts = sorted(chance.randint(0, len(said)) for _ in range(chance.randint(0, 5)))
    edges = [0, *cuts, len(said)]
    return [said[a:b] for a, b in pairwise(edges) if a < b]
