"""A file's bytes as text, or why they are none.

UTF-8, and UTF-16 where a byte order mark says so; all else is refused. No encoding is guessed: a
wrong guess gives wrong places and other words, and `fix` would write them.
"""

from __future__ import annotations

import codecs
import re

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_LINE_END = re.compile(rb"\r\n|\n|\r")
_LAYOUT = re.compile(r"[\t\r\n]+")
_ISO_2022 = re.compile(rb"\x1b\$(?:[@AB]|\([A-D]|\)[A-G])")  # RFC 1468, 1554, 1557, 1922

# What a file of each kind begins with, by the kind's own specification.
_KINDS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive, as .docx, .odt and .epub are"),
    (b"{\\rtf", "Rich Text"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"\x1f\x8b", "compressed by gzip"),
    (b"\x89PNG\r\n\x1a\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF87a", "a picture"),
    (b"GIF89a", "a picture"),
    (b"7z\xbc\xaf\x27\x1c", "an archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
)
_SAVE = "save it as UTF-8"


class NotTextError(ValueError):
    """Bytes that are no text; the message says what they are, and what to do."""


def decoded(data: bytes) -> str:
    """The text of a file, without the byte order mark, which is no part of it (Unicode §23.8).

    Raises NotTextError for what is neither UTF-8 nor UTF-16 with a mark, and for what has a NUL
    or begins as no text does.
    """
    for beginning, kind in _KINDS:
        if data.startswith(beginning):
            raise NotTextError(f"not text but {kind}: not read; give a Markdown file")
    if data.startswith(_UTF_32):  # before UTF-16, whose mark it begins with
        raise NotTextError(f"UTF-32: not read; {_SAVE}")
    if data.startswith(_UTF_16):
        text = _utf_16(data)
    elif b"\x00" in data:
        raise NotTextError(_with_nul(data))
    else:
        text = _utf_8(data)
    if "\x00" in text:
        raise NotTextError("not text, it holds a NUL character: not read; give a Markdown file")
    return text


def _utf_8(data: bytes) -> str:
    if _ISO_2022.search(data):  # in seven bits, so it would pass for ASCII
        raise NotTextError("ISO-2022: not read; convert it: iconv -f ISO-2022-JP -t UTF-8")
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        return str(body, "utf-8")
    except UnicodeDecodeError as error:
        line = len(_LINE_END.findall(body, 0, error.start)) + 1
        raise NotTextError(
            f"not UTF-8 (byte 0x{body[error.start]:02X} in line {line}): not read; "
            "convert it: iconv -f ITS-ENCODING -t UTF-8"
        ) from error


def _utf_16(data: bytes) -> str:
    try:
        return str(data, "utf-16")
    except UnicodeDecodeError as error:
        raise NotTextError(f"broken UTF-16: not read; {_SAVE}") from error


def _with_nul(data: bytes) -> str:
    """Where every NUL is half of an ASCII character, the encoding is no guess."""
    for encoding, name in (("utf-32-le", "UTF-32"), ("utf-32-be", "UTF-32"),
                           ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16")):  # fmt: skip
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and _LAYOUT.sub("", text).isprintable():
            return f"{name} without a byte order mark: not read; {_SAVE}"
    return "not text, it holds a NUL byte: not read; give a Markdown file"
