"""Bytes as text: UTF-8 and marked UTF-16; all else is refused, and never read as U+FFFD."""

from __future__ import annotations

import codecs
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.text.decoding import NotTextError, decoded

WORDS = "# Größe\r\n[a](b.md) 日本語 💩\r"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"a\r\nb\rc\n", "a\r\nb\rc\n"),
        (WORDS.encode(), WORDS),
        (codecs.BOM_UTF8 + WORDS.encode(), WORDS),
        (codecs.BOM_UTF8, ""),
        (codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"), WORDS),
        (codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), WORDS),
        (codecs.BOM_UTF16_LE, ""),
        ("a\ufffdb".encode(), "a\ufffdb"),
        (b"\x1b[31m\x07", "\x1b[31m\x07"),
        ("a\ufeffb".encode(), "a\ufeffb"),
        (b"PK, the football club, and %PDF- in a sentence", None),
    ],
)
def test_utf_8_and_utf_16_with_its_mark_are_read(data: bytes, text: str | None) -> None:
    """Unicode §23.8: a byte order mark at the start is no part of the text."""
    assert decoded(data) == (data.decode() if text is None else text)


CHINESE = "# 标题\n[链接](a.md)\n"
JAPANESE = "# 見出し\n[リンク](a.md)\n"
KOREAN = "# 제목\n[링크](a.md)\n"
NOT_UTF_8 = "not UTF-8"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (CHINESE.encode("gb18030"), NOT_UTF_8),
        (CHINESE.encode("gbk"), NOT_UTF_8),
        ("# 標題\n".encode("big5"), NOT_UTF_8),
        (JAPANESE.encode("shift_jis"), NOT_UTF_8),
        (JAPANESE.encode("euc_jp"), NOT_UTF_8),
        (KOREAN.encode("euc_kr"), NOT_UTF_8),
        ("Größe “quoted”".encode("cp1252"), NOT_UTF_8),
        ("Größe".encode("latin-1"), NOT_UTF_8),
        (JAPANESE.encode("iso2022_jp"), "ISO-2022"),
        (KOREAN.encode("iso2022_kr"), "ISO-2022"),
        ("Заголовок".encode("koi8-r"), NOT_UTF_8),
        ("Заголовок".encode("cp1251"), NOT_UTF_8),
        ("Größe".encode("mac-roman"), NOT_UTF_8),
        ("Größe".encode("cp037"), NOT_UTF_8),
        (b"fine\nfine\na\xffb", "not UTF-8 (byte 0xFF in line 3)"),
        (b"a\r\nb\rc\n\xe9", "not UTF-8 (byte 0xE9 in line 4)"),
        (codecs.BOM_UTF8 + b"\xff", "not UTF-8 (byte 0xFF in line 1)"),
        (b"\xc0\xaf", NOT_UTF_8),
        (b"\xe0\x80\xaf", NOT_UTF_8),
        (b"\xf0\x80\x80\xaf", NOT_UTF_8),
        (b"\xed\xa0\x80", NOT_UTF_8),
        (b"\xed\xa0\xbd\xed\xb2\xa9", NOT_UTF_8),
        (b"\xf4\x90\x80\x80", NOT_UTF_8),
        ("a 語".encode()[:-1], NOT_UTF_8),
        (b"\x80", NOT_UTF_8),
        (WORDS.encode("utf-16-le"), "UTF-16 without a byte order mark"),
        (WORDS.encode("utf-16-be"), "UTF-16 without a byte order mark"),
        (WORDS.encode("utf-32"), "UTF-32"),
        (codecs.BOM_UTF32_BE + WORDS.encode("utf-32-be"), "UTF-32"),
        (WORDS.encode("utf-32-le"), "UTF-32 without a byte order mark"),
        (WORDS.encode("utf-32-be"), "UTF-32 without a byte order mark"),
        (codecs.BOM_UTF16_LE + b"a", "broken UTF-16"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\x00", "broken UTF-16"),
        (codecs.BOM_UTF16_LE + b"a\x00\x00\x00b\x00", "not text, it holds a NUL"),
        (b"a\x00b", "not text, it holds a NUL"),
        (b"\x00", "not text, it holds a NUL"),
        (b"# fine\n" * 5000 + b"\x00", "not text, it holds a NUL"),
        (b"%PDF-1.7\n1 0 obj\n", "not text but a PDF"),
        (b"PK\x03\x04\x14\x00\x06", "not text but a zip archive"),
        (b"{\\rtf1 \\ansi hello}", "not text but Rich Text"),
        (b"\x89PNG\r\n\x1a\n\x00", "not text but a picture"),
        (gzip.compress(b"# a", mtime=0), "not text but compressed"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "not text but an old office document"),
        (b"\x7fELF\x02", "not text but a program"),
    ],
)
def test_what_is_no_text_that_we_read_is_refused_and_named(data: bytes, why: str) -> None:
    """A wrong guess of an encoding gives wrong places and other words, so there is none."""
    with pytest.raises(NotTextError) as refusal:
        decoded(data)

    assert str(refusal.value).startswith(why)
    assert "not read; " in str(refusal.value)


@given(st.binary(max_size=80))
def test_no_bytes_are_read_as_what_they_are_not(data: bytes) -> None:
    """U+FFFD stands in the text only where it stands in the file."""
    try:
        text = decoded(data)
    except NotTextError:
        return
    assert data in {text.encode(), codecs.BOM_UTF8 + text.encode(),
                    codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
                    codecs.BOM_UTF16_BE + text.encode("utf-16-be")}  # fmt: skip
