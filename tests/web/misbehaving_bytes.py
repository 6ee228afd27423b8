"""Hosts that break HTTP: that drip, flood, bomb, cut the line or talk nonsense.

Bytes and time only. That a redirect or a status misleads is told elsewhere.
"""

import zlib
from functools import cache

import anyio
from anyio.abc import SocketStream

from tests.web.misbehaving_talk import HEALTHY, HTML, Behaviour, Header, Talk, drip, message, reset

_DRIP = 0.2  # seconds between two bytes: each read succeeds long before a read's own time limit
_MIB = 1 << 20

# 512 MiB of zeros in 421 bytes of Brotli; the middle repeats itself every 105 bytes.
_BROTLI = bytes.fromhex(
    "cfffff7ff82700e2b14020f7fe9ffffffff04f00c4610180eefd3fffffffe19f0088c32200ddfb7ffeffff"
    "c33f0110870500baf7fffcffff877f02200e0b0074effff9ffff0fff04401c1600e8defff3ffff1ffe0980"
    "382c00d0bdffe7ffff3ffc1300715800a07bff"
)
_BROTLI_AGAIN = bytes.fromhex(
    "cfffff7ff82700e2b00040f7fe9ffffffff04f00c4610180eefd3fffffffe19f0088c30200ddfb7ffeffff"
    "c33f0110870500baf7fffcffff877f02200e0b0074effff9ffff0fff04401c1600e8defff3ffff1ffe0980"
    "382c00d0bdffe7ffff3ffc1300715800a07bff"
)


@cache
def gzip_bomb(mebibytes: int = 256) -> bytes:
    """Zeros. Each mebibyte is a block of its own, so that one of them is compressed once."""
    block = zlib.compressobj(9, zlib.DEFLATED, -15)
    one = block.compress(bytes(_MIB)) + block.flush(zlib.Z_FULL_FLUSH)
    check = 0
    for _ in range(mebibytes):
        check = zlib.crc32(bytes(_MIB), check)
    start = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # RFC 1952 §2.3
    end = check.to_bytes(4, "little") + (mebibytes * _MIB).to_bytes(4, "little")
    return start + one * mebibytes + b"\x03\x00" + end


def brotli_bomb() -> bytes:
    return _BROTLI + 3 * _BROTLI_AGAIN + b"\x3f"


def zstd_bomb() -> bytes:
    """RFC 8878 §3.1.1: 4,096 blocks that each say one byte 131,072 times: 512 MiB."""
    frame, size = b"\x28\xb5\x2f\xfd\x00\x38", 1 << 17
    block = ((1 << 1) | (size << 3)).to_bytes(3, "little") + b"\x00"
    last = (1 | (1 << 1) | (size << 3)).to_bytes(3, "little") + b"\x00"
    return frame + block * 4095 + last


def packed(body: bytes) -> bytes:
    """As gzip: RFC 1952."""
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    return pack.compress(body) + pack.flush()


def stacked(times: int) -> bytes:
    body = b"<title>Well</title>"
    for _ in range(times):
        body = packed(body)
    return body


def coded(coding: str, body: bytes) -> Behaviour:
    async def behave(talk: Talk) -> None:
        await talk.say(message(200, HTML, ("Content-Encoding", coding), body=body))

    return behave


def dripping(start: bytes, piece: bytes) -> Behaviour:
    """What comes after `start` never ends, and never stops for long."""

    async def behave(talk: Talk) -> None:
        await talk.say(start)
        await drip(talk, piece, _DRIP)

    return behave


def flooding(start: bytes, piece: bytes, pause: float = 0.0) -> Behaviour:
    """As much as the client takes, for ever; with a pause between the pieces, in seconds."""

    async def behave(talk: Talk) -> None:
        await talk.say(start)
        await drip(talk, piece, pause)

    return behave


def raw(said: bytes) -> Behaviour:
    """These bytes and the end, whatever they are."""

    async def behave(talk: Talk) -> None:
        await talk.say(said)
        await talk.hang_up()

    return behave


def cut(said: bytes = b"") -> Behaviour:
    async def behave(talk: Talk) -> None:
        if said:
            await talk.say(said)
        await talk.reset()

    return behave


def odd_header(line: bytes) -> Behaviour:
    """A sound answer but for one header line."""
    first, rest = HEALTHY.split(b"\r\n", 1)
    return raw(first + b"\r\n" + line + b"\r\n" + rest)


def many_headers(count: int, value: str) -> Behaviour:
    fields: list[Header] = [(f"X-{number}", value) for number in range(count)]
    return raw(message(200, HTML, *fields, body=b"<title>Well</title>"))


def lengths(*values: str) -> Behaviour:
    """Content-Length as told, and five bytes of body."""
    return raw(message(200, HTML, *(("Content-Length", value) for value in values), body=b"hello"))


async def race(talk: Talk) -> None:
    """RFC 9112 §9.3.1: the connection may be closed just when it is used again."""
    if talk.reuse:
        await talk.hang_up()
    else:
        await talk.say(HEALTHY)


async def only_get(talk: Talk) -> None:
    """HEAD lies, as it often does."""
    await talk.say(HEALTHY if talk.asked.method == "GET" else message(404))


# ------------------------------------------------------- before HTTP begins


async def reset_at_once(stream: SocketStream) -> None:
    await reset(stream)


async def deaf(_: SocketStream) -> None:
    """Accepts, and neither reads nor says a word: under TLS, a handshake without an end."""
    await anyio.sleep_forever()


async def closed_at_once(stream: SocketStream) -> None:
    await stream.receive()
    await stream.aclose()


async def http_at_once(stream: SocketStream) -> None:
    """Plain HTTP on the port of HTTPS."""
    await stream.receive()
    await stream.send(message(400, body=b"this is plain HTTP"))


async def too_old(stream: SocketStream) -> None:
    """The alert of a server that speaks no TLS of our time: RFC 8446 §6, protocol_version."""
    await stream.receive()
    await stream.send(b"\x15\x03\x01\x00\x02\x02\x46")
