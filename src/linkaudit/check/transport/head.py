"""The head of an answer, read from its lines as leniently as browsers do.

Knows lines of bytes; no connection, no library. What a browser reads is read, as Chromium was
seen to do (tests/web/chromium_answers.json); what could hide a second answer, or breaks the
name of a field, is refused although browsers pass it over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

MAX_HEAD_BYTES = 100 * 1024  # names and values; the largest of real pages have some 20 KB
MAX_LINE_BYTES = 64 * 1024
# Every byte before the end of the head, interim answers and the ends of lines too.
MAX_WIRE_BYTES = 2 * MAX_HEAD_BYTES
MAX_LINES = 5000  # as libcurl has it

Framing = Literal["length", "chunked", "close"]

_STATUS = re.compile(rb"(?:HTTP)?[^ \t]*[ \t]+(\d+)", re.I)
# Bytes that no name has: a browser drops such a line, but it may be one of two answers in one.
_ODD_NAME = re.compile(rb"[^\x21-\x7e]")
_ODD_VALUE = re.compile(rb"[\0\r]")
_BODILESS = frozenset({204, 205, 304})  # RFC 9110 §6.4.1; 205 has none by §15.3.6


class BrokenHeadError(Exception):
    """What came is no head of an answer. The message says why, in words for people."""


@dataclass(frozen=True, slots=True)
class Head:
    """Status and fields, in their order and as they came, and how the body ends."""

    status: int
    fields: tuple[tuple[bytes, bytes], ...]
    framing: Framing
    length: int = 0
    """Of the body, in bytes, where that is how it ends."""


def is_interim(line: bytes) -> bool:
    """Whether a first line announces another head. RFC 9110 §15.2; after a 101 comes none."""
    found = _STATUS.match(line)
    return found is not None and found[1] in (b"100", b"102", b"103", b"104")


def read_head(lines: Sequence[bytes]) -> Head:
    """The head whose lines these are, the empty one left out.

    Raises BrokenHeadError. Sources: RFC 9112 §4 and §5, and Chromium's reading of them.
    """
    status = _status(lines[0]) if lines else 200
    fields = tuple(_fields(_unfolded(lines[1:])))
    if sum(len(name) + len(value) for name, value in fields) > MAX_HEAD_BYTES:
        raise BrokenHeadError("more than 100 KB of headers")
    if len({value for name, value in fields if name.lower() == b"location"}) > 1:
        raise BrokenHeadError("two different redirects")
    framing, length = _framing(status, fields)
    return Head(status, fields, framing, length)


def _status(line: bytes) -> int:
    found = _STATUS.match(line)
    if found is None:
        return 200  # as browsers do, where there is none
    if len(found[1]) != 3:
        raise BrokenHeadError("the status is not a three-digit number")
    status = int(found[1])
    if status < 200:  # RFC 9110 §15: no final answer begins with 0 or 1
        raise BrokenHeadError(f"the status is {status:03}")
    return status


def _unfolded(lines: Iterable[bytes]) -> Iterable[bytes]:
    """RFC 9112 §5.2: a line that begins with a blank goes on from the one before."""
    whole: bytes | None = None
    for line in lines:
        text = line.rstrip(b"\r\n") if line.endswith(b"\n") else line
        if whole is not None and text[:1] in (b" ", b"\t"):
            whole = whole + b" " + text.strip(b" \t")
        else:
            if whole is not None:
                yield whole
            whole = text
    if whole is not None:
        yield whole


def _fields(lines: Iterable[bytes]) -> Iterable[tuple[bytes, bytes]]:
    for number, line in enumerate(lines):
        if number >= MAX_LINES:
            raise BrokenHeadError(f"more than {MAX_LINES} header lines")
        if len(line) > MAX_LINE_BYTES:
            raise BrokenHeadError("a header line above 64 KB")
        if _ODD_VALUE.search(line):
            raise BrokenHeadError("an invalid header line")
        name, colon, value = line.partition(b":")
        name = name.rstrip(b" \t")
        if not colon or not name:
            continue  # a script's warning, mostly
        if _ODD_NAME.search(name):
            raise BrokenHeadError("an invalid header line")
        yield name, value.strip(b" \t")


def _framing(status: int, fields: Iterable[tuple[bytes, bytes]]) -> tuple[Framing, int]:
    """How the body ends. RFC 9112 §6.3; a length that is no number is none."""
    lengths: set[bytes] = set()
    is_chunked = False
    for name, value in fields:
        match name.lower():
            case b"content-length":
                lengths.update(part.strip(b" \t") for part in value.split(b","))
            case b"transfer-encoding":
                codings = [part.strip(b" \t") for part in value.lower().split(b",")]
                is_chunked = is_chunked or b"chunked" in codings
    if status in _BODILESS:
        return "length", 0
    if is_chunked:
        return "chunked", 0
    if len(lengths) > 1:
        raise BrokenHeadError("two different lengths")
    for length in lengths:
        if length.isdigit() and len(length) <= 19:
            return "length", int(length)
    return "close", 0
