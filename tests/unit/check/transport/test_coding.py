"""Content codings: any cut of the wire gives the same content, and no bomb fits."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.check.transport.coding import Decoder
from tests.chromium.codings import gz, raw, wrapped

CODED: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "utf-8": bytes,
    "gzip": gz,
    "deflate": wrapped,
    "Deflate ": raw,
}


@pytest.mark.parametrize("coding", CODED)
@given(content=st.binary(max_size=300).map(b"<".__add__), step=st.integers(1, 9))
def test_content_does_not_depend_on_how_it_arrives(coding: str, content: bytes, step: int) -> None:
    wire, decoder = CODED[coding](content), Decoder(coding)

    pieces = [
        piece
        for start in range(0, len(wire), step)
        for piece in decoder.decode(wire[start : start + step])
    ]

    assert b"".join(pieces) == content
    assert not decoder.is_unread


@given(st.text(max_size=40), st.binary(max_size=60))
def test_nothing_raises(coding: str, wire: bytes) -> None:
    list(Decoder(coding).decode(wire))


def test_what_one_coding_expands_another_cannot_swallow_without_end() -> None:
    """A gzip header may name a file without end (RFC 1952 §2.3), which yields nothing."""
    press = zlib.compressobj(9, zlib.DEFLATED, 31)
    start = b"\x1f\x8b\x08\x08" + bytes(6)
    bomb = press.compress(start + b"n" * (1 << 25)) + press.flush()
    decoder = Decoder("gzip, gzip")

    assert b"".join(decoder.decode(bomb)) == b""
    assert decoder.is_unread
