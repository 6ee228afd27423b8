"""The encodings of the web and their decoders, by the WHATWG Encoding standard.

Bytes in, text out. Which encoding a page is in, `check/page/encoding.py` finds out. Python's codecs
decode what is well formed; here is what the standard has otherwise: some characters, and how many
bytes an error takes.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import webencodings

LOST = "\ufffd"  # stands for bytes that are no character


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and whether all of its bytes were characters."""

    text: str
    is_whole: bool


def name_of(label: str) -> str | None:
    """The name of the encoding that a label means, in lower case; None for an unknown label (§4.2).

    The name `replacement` stands for encodings that browsers refuse to decode.
    """
    found = webencodings.lookup(label) if label.isascii() else None
    return str(found.name) if found else None


def decode(data: bytes, name: str) -> Decoded:
    """The text in an encoding that `name_of` gave, without its byte order mark.

    Raises nothing: what is no character becomes U+FFFD (§4.1, error mode "replacement").
    """
    if name == "replacement":  # §14.1
        return Decoded(LOST if data else "", not data)
    if name == "iso-2022-jp":
        text = _iso_2022_jp(data)
        return Decoded(text, LOST not in text)
    name = "gb18030" if name == "gbk" else name  # §10.1.1: it has the same decoder
    body = data.removeprefix(_MARKS.get(name, b""))
    text = _decoded(body, name)
    lost = text.count(LOST)
    return Decoded(text, not lost or lost <= _count_of_written(body, name))


def _decoded(body: bytes, name: str) -> str:
    if name in _MARKS:  # what Python does with errors in UTF is what the standard does
        return body.decode(name, "replace")
    if name not in _HANDLERS:
        return codecs.charmap_decode(body, "strict", _table(name))[0]
    text: str
    text, _ = _codec(name).decode(body, _PREFIX + name)
    for old, new in _OTHERWISE.get(name, ()):
        text = text.replace(old, new)
    return text


def _codec(name: str) -> codecs.CodecInfo:
    found = webencodings.lookup(name)
    return found.codec_info if found else codecs.lookup(name)


@cache
def _table(name: str) -> str:
    """The characters of the 256 bytes, in an encoding with one byte a character (§9.1)."""
    decode_one = _codec(name).decode
    table = "".join(decode_one(bytes([byte]), "replace")[0] for byte in range(256))
    # C1 controls fill the gaps of Windows' code pages in the standard's indexes.
    filled = (
        (char if char != LOST or byte > 0x9F else chr(byte)) for byte, char in enumerate(table)
    )
    return "".join(_SINGLE.get(name, {}).get(byte, char) for byte, char in enumerate(filled))


def _count_of_written(body: bytes, name: str) -> int:
    """How often U+FFFD is in the bytes themselves: another program has lost text before."""
    return body.count(LOST.encode(name)) if name in _MARKS or name == "gb18030" else 0


_MARKS = {  # §4.2, BOM sniff
    "utf-8": codecs.BOM_UTF8,
    "utf-16le": codecs.BOM_UTF16_LE,
    "utf-16be": codecs.BOM_UTF16_BE,
}


# ------------------------------------------------------------ characters


def _pairs(old: str, new: str) -> tuple[tuple[str, str], ...]:
    return tuple(zip(old, new, strict=True))


# Where Python's codecs give another character than the standard's indexes. Of each encoding, no
# other bytes give the old one, but for those that docs/decisions/0024 names.
_OTHERWISE = {
    "big5": _pairs("\u2022\uff64\u203e\u223c♁☉¥¢£", "\u2027\ufe51\xaf\uff5e⊕⊙￥￠￡"),
    "euc-jp": _pairs("\u301c\u2016\u2212¢£¬", "\uff5e\u2225\uff0d￠￡￢"),
    "gb18030": _pairs(
        "\ue5e5\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796\ue7c7"
        "\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864",
        "\u3000\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19\u1e3f"
        "\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb",
    ),
    "shift_jis": _pairs("\uf8f0\uf8f1\uf8f2\uf8f3", LOST * 4),
}

_SINGLE = {"koi8-u": {0xAE: "ў", 0xBE: "Ў"}, "windows-1255": {0xCA: "\u05ba"}}

# What `big5hkscs` lacks of the standard's index Big5: a pointer, and the characters from there on.
_BIG5 = (
    "1000 㡵𡵓𣚞𦀡㻬𥣞㫵竼龗𤅡𨤍𣇪𠪊𣉞䌊蒄龖鐯䤰蘓墖靊鈘秐稲晠権袝瑌篅枂稬剏遆 "
    "1034 㓦珄𥶹瓆鿇垳䤯呌䄱𣚎堘穲𧭥讏䚮𦺈䆁𥶙箮𢒼鿈𢓁𢓉𢓌鿉蔄𣖻䂴鿊䓡𪷿拁灮鿋 2082 箸 "
    "2088 簆 2103 糎 2114 緒 2123 縝 2148 者 2151 耨 2221 菁 2239 蒨 2244 萏 2303 覦覩 "
    "2354 起 2400 都 2413 銹 2477 靜 2498 響 2605 鼖 2673 蔃 2746 兙兛兝兞 2771 鍮 2780 瑹 "
    "2990 浧 3087 禛 3259 邗 3301 靝 3436 瀞 3451 嬨 4136 爁 4138 矗 4141 纇 4182 駖 "
    "4206 釔 4220 惞 4230 澶 4241 輶 4258 侻 4273 營 4279 鄄 4282 鷰 4294 菏 4329 尐秣 "
    "4349 婧 4419 輋 4422 筑 4494 拐 4624 恢 4694 痹 4708 汊 4742 鬮 4748 鼗 4815 僭 "
    "4828 弌 4902 蠏 4922 拎 4982 瑨 4992 煢 4997 牐 "
    "5432 ␀␁␂␃␄␅␆␇␈␉␊␋␌␍␎␏␐␑␒␓␔␕␖␗␘␙␚␛␜␝␞␟␡€ 10942 廴 10946 无 10948 癶 10950 隶 10957 〃仝 "
    "19028 倩 19035 偽 19088 包 19096 卄 19112 卿 19162 嘅 19240 婷 19299 幵 19305 廐 "
    "19326 彘 19355 悤 19398 撐 19439 晴 19454 杞 19553 沜渝 19557 港 19611 煮 19643 猪 "
    "19672 瑜 19697 瓩 19748 砉 "
)


def _big5_characters() -> dict[bytes, str]:
    words = _BIG5.split()
    return {
        _big5_bytes(int(pointer) + offset): character
        for pointer, characters in zip(words[::2], words[1::2], strict=True)
        for offset, character in enumerate(characters)
    }


def _big5_bytes(pointer: int) -> bytes:
    """§12.1.2, the encoder's arithmetic."""
    lead, trail = divmod(pointer, 157)
    return bytes([lead + 0x81, trail + (0x40 if trail < 0x3F else 0x62)])


_BIG5_CHARACTERS = _big5_characters()


def _jis_0208(row: int, cell: int) -> str:
    """By Shift_JIS, whose codec has the whole of the standard's index jis0208 (§13.3.2)."""
    lead, trail = divmod(row * 94 + cell, 188)
    lead += 0x81 if lead < 0x1F else 0xC1
    trail += 0x40 if trail < 0x3F else 0x41
    return bytes([lead, trail]).decode("cp932", "replace")[0]


# ------------------------------------------------------------ errors

# Each gets all bytes and where the codec could not go on, and gives what stands there and where to
# go on. A wrong second byte is kept where it is ASCII: it may be the mark that ends an attribute.


def _two_bytes(data: bytes, start: int) -> tuple[str, int]:
    """§11.1.1, §13.3.1: a lead byte, and what follows it if that is not ASCII."""
    is_lead = 0x81 <= data[start] <= 0xFE
    return LOST, start + 1 + (is_lead and data[start + 1 : start + 2] >= b"\x80")


def _big5(data: bytes, start: int) -> tuple[str, int]:
    """§12.1.1."""
    known = _BIG5_CHARACTERS.get(data[start : start + 2])
    return (known, start + 2) if known else _two_bytes(data, start)


def _euc_jp(data: bytes, start: int) -> tuple[str, int]:
    """§13.1.1."""
    lead, second, third = data[start], data[start + 1 : start + 2], data[start + 2 : start + 3]
    if _JIS_FIRST <= second <= _JIS_LAST:
        if lead == 0x8F:  # JIS X 0212 has three bytes
            return LOST, start + 2 + (third >= b"\x80")
        if 0xA1 <= lead <= 0xFE:
            return _jis_0208(lead - 0xA1, second[0] - 0xA1), start + 2
    if lead in (0x8E, 0x8F) or lead >= 0xA1:
        return _two_bytes(data, start)
    return LOST, start + 1


_JIS_FIRST, _JIS_LAST = b"\xa1", b"\xfe"


def _gb18030(data: bytes, start: int) -> tuple[str, int]:
    """§10.2.1."""
    if data[start] == 0x80:
        return "€", start + 1
    four = _FOUR.match(data, start)
    if four is None:
        return _two_bytes(data, start)
    # Four bytes that are no character count once, and so does an end within them.
    is_one = four.end() - start == 4 or four.end() == len(data)
    return LOST, four.end() if is_one else start + 1


_FOUR = re.compile(rb"[\x81-\xfe][0-9](?:[\x81-\xfe][0-9]?)?")


_PREFIX = "linkaudit-"  # names of handlers are Python's, for all of the program
_HANDLERS: Mapping[str, Callable[[bytes, int], tuple[str, int]]] = {
    "big5": _big5,
    "euc-jp": _euc_jp,
    "euc-kr": _two_bytes,
    "gb18030": _gb18030,
    "shift_jis": _two_bytes,
}


def _register(name: str, decide: Callable[[bytes, int], tuple[str, int]]) -> None:
    def handle(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        return decide(error.object, error.start)

    codecs.register_error(_PREFIX + name, handle)


for _name, _decide in _HANDLERS.items():
    _register(_name, _decide)


# ------------------------------------------------------------ ISO-2022-JP

_ESCAPES = {b"\x1b(B": "ascii", b"\x1b(J": "roman", b"\x1b(I": "katakana",
            b"\x1b$@": "jis0208", b"\x1b$B": "jis0208"}  # fmt: skip
_IN_JIS = re.compile(rb"([!-~]{2})|[!-~][^!-~]?|[^!-~]", re.S)
_SHIFTED = {
    byte: chr(0xFF61 - 0x21 + byte) if 0x21 <= byte <= 0x5F else LOST for byte in range(256)
}


def _iso_2022_jp(data: bytes) -> str:
    """§13.2.1, by stretches between the escape sequences."""
    pieces, state, place = [], "ascii", 0
    is_fresh = False  # nothing came since the last escape sequence: another one is an error
    while place < len(data):
        if data[place] == 0x1B:
            entered = _ESCAPES.get(data[place : place + 3])
            if entered is None or is_fresh:
                pieces.append(LOST)
            is_fresh, state = entered is not None, entered or state
            place += 3 if entered else 1
        else:
            end = data.find(b"\x1b", place) % (len(data) + 1)
            pieces.append(_stretch(data[place:end], state))
            is_fresh, place = False, end
    return "".join(pieces)


def _stretch(data: bytes, state: str) -> str:
    if state != "jis0208":
        return data.decode("latin-1").translate(_TABLES[state])
    if _ALL_JIS.fullmatch(data):
        return _decoded(data.translate(_TO_EUC), "euc-jp")
    pairs = ((match[0], match[1]) for match in _IN_JIS.finditer(data))
    return "".join(
        _jis_0208(all_[0] - 0x21, all_[1] - 0x21) if pair else LOST for all_, pair in pairs
    )


_ALL_JIS = re.compile(rb"(?:[!-~]{2})*+")
_TO_EUC = bytes(byte | 0x80 for byte in range(256))
_ASCII = dict.fromkeys([0x0E, 0x0F, *range(0x80, 0x100)], LOST)
_TABLES = {
    "ascii": _ASCII,
    "roman": _ASCII | {0x5C: "¥", 0x7E: "‾"},
    "katakana": _SHIFTED,
}
