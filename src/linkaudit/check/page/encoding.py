"""Which encoding a page of HTML is in, as browsers find it out (HTML §13.2.3).

The byte order mark, then the header's label, then the page's own. What an encoding's bytes mean,
`text/web_encoding.py` knows. No parser here: the declarations of a page are passed in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from linkaudit.text.web_encoding import decode, name_of

Metas = Callable[[bytes], Iterable[Mapping[str, str | None]]]
"""The attributes of each `meta` element of a piece of HTML, in its order."""

_PRESCAN = 1024  # bytes in which HTML looks for a declaration
# Beyond them, browsers look at the rest of the head. 64 KiB have room for a head with its styles.
_HEAD = 64 * 1024
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16le"), (b"\xfe\xff", "utf-16be"))
_PARAMETER = re.compile(r";\s*([^\s;=]+)=(?:\"([^\"]*)\"?|([^;]*))", re.ASCII)  # RFC 9110 §5.6.6
_HEAD_END = re.compile(rb"</head|<body", re.I)
# HTML §13.2.3.2, "extracting a character encoding from a meta element".
_IN_CONTENT = re.compile(
    r"charset[\t\n\f\r ]*=[\t\n\f\r ]*(?:\"([^\"]*)\"|'([^']*)'|([^\"'\t\n\f\r ;][^\t\n\f\r ;]*))",
    re.I,
)
_XML = re.compile(rb"<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"'>]*)[\"']", re.ASCII)
# No page has NULs; UTF-16 that is read as another encoding has one beside each ASCII letter.
_MOST_NULS = 1 / 50


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page, and how far it can be trusted."""

    text: str
    is_certain: bool = True
    """Each byte was a character, in an encoding that the page or the server names."""
    is_legible: bool = True
    """False where it is known to be no text: a refused encoding, or UTF-16 read as another."""


def text_of(body: bytes, content_type: str, metas: Metas) -> PageText:
    """The text of a page; `content_type` is the header's value."""
    is_xhtml = content_type.partition(";")[0].strip().lower() == "application/xhtml+xml"
    named = _by_mark(body) or _by_header(content_type)
    if named is None:
        named = _by_xml(body) or "utf-8" if is_xhtml else _by_page(body, metas)
    decoded = decode(body, named or _guess(body))
    nuls = decoded.text.count("\0")
    # Without a name, browsers guess by the words: ISO-2022-JP, by its escapes, and others.
    is_guessed = named is None and not (body.isascii() and b"\x1b" not in body)
    return PageText(
        decoded.text,
        is_certain=decoded.is_whole and not is_guessed,
        is_legible=named != "replacement" and nuls <= len(decoded.text) * _MOST_NULS,
    )


def _by_mark(body: bytes) -> str | None:
    """Encoding §4.2: a mark counts for more than any label."""
    return next((name for mark, name in _MARKS if body.startswith(mark)), None)


def _by_header(content_type: str) -> str | None:
    """MIME Sniffing §4.4: the first parameter of that name."""
    for match in _PARAMETER.finditer(content_type):
        if match[1].lower() == "charset":
            return name_of(match[3] if match[2] is None else match[2])
    return None


def _by_page(body: bytes, metas: Metas) -> str | None:
    """HTML §13.2.3.2, for the beginning and, as browsers do, for the rest of the head."""
    for piece in _declaring(body):
        if b"charset" in piece.lower():
            found = next(filter(None, map(_declared, metas(piece))), None)
            if found:
                return found
    return _by_xml(body)


def _declaring(body: bytes) -> Iterator[bytes]:
    yield body[:_PRESCAN]
    yield _HEAD_END.split(body[:_HEAD], 1)[0]  # only where it is not said before


def _declared(meta: Mapping[str, str | None]) -> str | None:
    """The encoding of a `meta` element, by its attributes."""
    if meta.get("charset") is not None:
        name = name_of(meta["charset"] or "")
    elif (meta.get("http-equiv") or "").lower() == "content-type":
        match = _IN_CONTENT.search(meta.get("content") or "")
        name = name_of(next(filter(None, match.groups()), "")) if match else None
    else:
        return None
    if name in ("utf-16le", "utf-16be"):  # what says so in ASCII is not in it
        return "utf-8"
    return "windows-1252" if name == "x-user-defined" else name


def _by_xml(body: bytes) -> str | None:
    """HTML §13.2.3.2, "get an XML encoding"; XML §4.3.3."""
    match = _XML.match(body[:_PRESCAN])
    name = name_of(match[1].decode("latin-1")) if match else None
    return "utf-8" if name in ("utf-16le", "utf-16be") else name


def _guess(body: bytes) -> str:
    """HTML §13.2.3.2 leaves it to the browser; what is valid UTF-8 is hardly anything else."""
    return "utf-8" if decode(body, "utf-8").is_whole else "windows-1252"
