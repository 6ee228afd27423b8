"""The bytes that decoders are compared by: all pairs, all of four in gb18030, and odd ones.

Values only; the same on every machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from webencodings.labels import LABELS as _LABELS

LABELS = (
    *sorted(_LABELS),
    *("utf-7", "utf-32", "utf_8", "latin-1", "gb-18030", "shiftjis", "x-nothing", "big5hkscs"),
)
_MULTI = ("big5", "euc-jp", "euc-kr", "gb18030", "gbk", "iso-2022-jp", "shift_jis")
_UTF = ("utf-16be", "utf-16le", "utf-8")
NAMES = tuple(sorted(set(_LABELS.values()) - {"replacement"}))
_ODD = 600  # sequences of a random kind
_END = b"<"  # what follows a pair: ASCII, so that it shows what an error takes with it


def samples(name: str) -> Iterator[tuple[str, list[bytes]]]:
    """Groups of byte sequences, each with a name."""
    yield "bytes", [bytes([byte]) for byte in range(256)]
    if name in (*_MULTI, *_UTF):
        for lead in range(256):
            yield f"{lead:02x}", [bytes([lead, trail]) + _END for trail in range(256)]
        yield "odd", odd(name)
    if name == "gb18030":
        for lead in range(0x81, 0xFF):
            yield f"{lead:02x}30", [_fours(lead, second) for second in range(0x30, 0x3A)]
    if name == "euc-jp":
        for lead in range(0x80, 0x100):
            yield f"8f{lead:02x}", [bytes([0x8F, lead, third]) + _END for third in range(256)]
    if name == "iso-2022-jp":
        for lead in range(256):
            yield (
                f"jis{lead:02x}",
                [b"\x1b$B" + bytes([lead, trail]) + _END for trail in range(256)],
            )


def _fours(lead: int, second: int) -> bytes:
    """All sequences of four bytes that begin so, one behind the other."""
    thirds = range(0x81, 0xFF)
    return b"".join(
        bytes([lead, second, third, fourth]) for third in thirds for fourth in range(0x30, 0x3A)
    )


def odd(name: str) -> list[bytes]:
    """Up to nine bytes, of those that mean something in one of the encodings."""
    alphabet = (
        b"<\"'0A9~\\\x1b$B(J@I\x00\x0e\x7f\x80\x81\x88\x8e\x8f\x9f\xa0\xa1\xb0\xd8\xdc\xe0\xed"
        b"\xef\xbb\xbf\xf4\xf0\x90\xfc\xfd\xfe\xff"
    )
    made: list[bytes] = []
    for number in range(_ODD):
        chance = hashlib.sha256(f"{name} {number}".encode()).digest()
        made.append(bytes(alphabet[one % len(alphabet)] for one in chance[1 : 2 + chance[0] % 9]))
    return made


def digest(texts: Sequence[str]) -> str:
    """Short, for thousands of groups are kept."""
    whole = "\n".join(texts).encode("utf-16-le", "surrogatepass")
    return hashlib.sha256(whole).hexdigest()[:12]
