"""Keeping secrets out of everything that is shown: credentials and tokens in URLs read `***`.

Works on any text that may hold a URL. Also takes out what could write on a terminal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from urllib.parse import unquote_to_bytes

# Every pattern here is linear: what follows a start that may fail excludes that start.

# ------------------------------------------------------------------ which names are of secrets

# Looked for in a name without its punctuation. Not here, because they say who asks or under which
# condition, and are worth nothing without what is: `id`, `user`, `email`, `client_id`, `state`,
# `policy`, `expires`, Azure's `se`, `sp`, `sv`. Nor `hash`: of a content it defeats caches.
_WITHIN = re.compile(
    r"token|secret|passw(?:or)?d|passphrase|passcode|passkey|credential|signature|verifier"
    r"|(?:api|app|access|private|session|auth)key|sess(?:ion|id)|jwt|hmac|nonce|ticket|cookie"
    r"|bearer|assertion|saml(?:request|response)|relaystate|[cx]srf|auth(?!or(?!i[sz]))"
)
# Each a whole word of a name: within others they mean nothing, as in `design` and `spin`.
_WORDS = frozenset(
    {"sid", "sig", "sign", "sess", "pass", "pwd", "psw", "pin"}
    | {"otp", "totp", "refresh", "magic", "invite"}
)
# The last word of a name, as in `subscription-key` and `auth_code`; `key_id` is no key.
_LAST = frozenset({"key", "code"})
_LONGEST_NAME = 200  # characters that are judged, from the end

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_BEFORE_NAME = re.compile(r"[?&;#/]")


def _is_secret(name: str) -> bool:
    """Whether this names a secret, however it is spelt: encoded, in brackets, behind a dot."""
    name = unescape(name[-_LONGEST_NAME:])
    for _ in range(_LEVELS):
        if "%" not in name:
            break
        name = unquote_to_bytes(name.encode("utf-8", "surrogatepass")).decode("latin-1")
    name = _BEFORE_NAME.split(name)[-1]
    words = [word.lower() for word in _WORD.findall(name)]
    whole = "".join(words)
    return bool(_WITHIN.search(whole) or _WORDS & {*words, whole} or _LAST & {*words[-1:], whole})


# ------------------------------------------------------------------ where secrets are in a text

_LEVELS = 5
"""How often a text is decoded: a URL may hold a URL that holds a URL."""
_OPAQUE = "\ufffd"
"""For an escaped blank or letter of another script: neither ends a URL."""
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})|&(?:#\w{1,8}|\w{1,31});")
_DEEP_ESCAPE = re.compile(r"%(?:25)*([0-9A-Fa-f]{2})|&(?:#\w{1,8}|\w{1,31});")

_QUOTED_NAME = re.compile(r"[\"']\s{0,9}:")
_NAMED = re.compile(r"[?&;#/]([^=&;#?/\s]+)=")
_STARTS = re.compile(
    r"(?:https?|wss?|ftps?):[/\\]*|:[/\\]{2,}|(?<=[a-z]):/(?!/)|(?<![^\s\"'(<\[=])[/\\]{2,}"
    # Without a scheme; what is a scheme of addresses has no password.
    r"|(?<![\w.+:@-])(?!(?:mailto|sips?|xmpp|acct|im|cid|mid|news):)[\w.+-]{1,64}:(?=[^\s/?#@:]+@)",
    re.I,
)
_AUTHORITY_END = re.compile(r"[/?#\s]")
_IN_JSON = re.compile(r"(\\?[\"'])([\w.\-\[\]]{1,80})\1[\s\ufffd+]*:[\s\ufffd+]*")
_STRING = re.compile(r"\"(?:[^\"\\]|\\.)*|'(?:[^'\\]|\\.)*")
# What ends a value: of a parameter by where it is, of JSON a number or a word.
_IN_QUERY, _IN_FRAGMENT = re.compile("[&#]"), re.compile("&")
_IN_PATH, _IN_SEGMENT = re.compile("[&#?]"), re.compile("[&#?/]")
_SCALAR = re.compile(r"[,}\]&#\s]")

_URL_FIRST = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:[/\\]|[/\\]{2}")
_LINE_END = re.compile("\n")
_BLANKS = re.compile(r"\s+")
_RUN = re.compile(r"[^\s<]+")
_TAG = re.compile(r"<([^<>\n]*)>")
_ELEMENT = re.compile(r"/?[A-Za-z][\w-]*\s")
_QUOTED = re.compile(r"=\s*(?:\"([^\"]*)\"|'([^']*)')")
_SOLID = re.compile(r"\S+")
_AROUND = ")]}>'\"’”».,:!|…"
"""What belongs to the text around a URL, where it is the last of it."""

_HEADER = re.compile(
    r"(?<![\w-])((?:proxy-)?authorization|(?:set-)?cookie|x-[\w-]{1,60}|api-?key):[ \t]*", re.I
)
_SCHEME = re.compile(r"(?:bearer|basic|digest|token|negotiate|aws4-hmac-sha256)[ \t]", re.I)
_PAIR = re.compile(r"[^\s=;,]{1,200}+=")
_BEARER = re.compile(r"(?<!\w)bearer[ \t]+(?=[^\s\d]{0,200}\d)([\w.~+/=-]{8,})", re.I)

_Span = tuple[int, int]


def redact(text: str) -> str:
    """The text with `***` in place of credentials in URLs and in header lines.

    A value is hidden up to the next `&` or `#`, or to the end of the URL. In a text of several
    words that is a blank, `>` behind `<`, or the quote of an HTML attribute; a line that begins
    with a URL is taken for one. Where it is not clear what belongs to a value, it is hidden.
    """
    if not (_may_hold_header(text) or _is_triggered(text)):
        return text
    spans = sorted(span for span in _spans(text) if span[0] < span[1])
    made: list[str] = []
    position = 0
    for start, end in spans:
        if start > position or not made:
            made += [text[position:start], "***"]
        position = max(position, end)
    return "".join([*made, text[position:]])


def _spans(text: str) -> Iterator[_Span]:
    if _may_hold_header(text):
        yield from _in_headers(text)
    if _is_triggered(text):
        for start, end, is_whole in _pieces(text):
            piece = text[start:end]
            if _is_triggered(piece):
                yield from ((start + a, start + b) for a, b in _in_piece(piece, is_whole=is_whole))


def _may_hold_header(text: str) -> bool:
    """Whether a closer look is worth it: of the texts of a run, hardly any holds these words.

    To search for them took 6 of the 7 µs that were spent on a URL without a secret.
    """
    if ":" not in text and " " not in text:
        return False
    if not text.isascii():  # other letters have cases that are not told by `lower`
        return True
    low = text.lower()
    return (
        "bearer" in low
        or "authorization:" in low
        or "cookie:" in low
        or "key:" in low
        or "x-" in low
    )


def _is_triggered(text: str) -> bool:
    # One look for each: the set of them, as a pattern, takes six times as long.
    if "=" in text or "@" in text or "%" in text or "&" in text:
        return True
    return ('"' in text or "'" in text) and _QUOTED_NAME.search(text) is not None


def _in_headers(text: str) -> Iterator[_Span]:
    """The value of a header that logs in: one word, or to the end of the line."""
    position = 0
    while found := _HEADER.search(text, position):
        name, position = found[1].lower(), found.end()
        is_line = bool((_PAIR if "cookie" in name else _SCHEME).match(text, position))
        if not _is_secret(name) or ("cookie" in name and not is_line):
            continue
        start, position = position, _first(_LINE_END if is_line else _BLANKS, text, position)
        yield start, _trimmed(text[:position], start, position, is_whole=is_line)
    yield from (found.span(1) for found in _BEARER.finditer(text))


def _pieces(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where one URL may be, and whether nothing else is there."""
    position, is_new_line = 0, True
    while position < len(text):
        if blanks := _BLANKS.match(text, position):
            position, is_new_line = blanks.end(), is_new_line or "\n" in blanks[0]
            continue
        if tag := _TAG.match(text, position):
            yield from _in_tag(text, tag)
            position, is_new_line = tag.end(), False
            continue
        run = _RUN.match(text, position + 1)  # behind a `<` that begins no tag
        end = run.end() if run else position + 1
        is_url = is_new_line and _URL_FIRST.match(text, position) is not None
        if _NAMED.search(text, position, end) or _STARTS.search(text, position, end):
            # A URL may hold `<`; and where it begins a line, blanks.
            end = _first(_LINE_END if is_url else _BLANKS, text, position)
        yield position, end, is_url
        position, is_new_line = end, False


def _in_tag(text: str, tag: re.Match[str]) -> Iterator[tuple[int, int, bool]]:
    """`<…>` of Markdown holds one destination, a tag of HTML some attributes."""
    start, end = tag.span(1)
    if not _ELEMENT.match(text, start):
        yield start, end, True
        return
    while quoted := _QUOTED.search(text, start, end):
        yield from (
            (*solid.span(), False) for solid in _SOLID.finditer(text, start, quoted.start())
        )
        yield (*quoted.span(1 if quoted[1] is not None else 2), True)
        start = quoted.end()
    yield from ((*solid.span(), False) for solid in _SOLID.finditer(text, start, end))


# ----------------------------------------------------------------- where secrets are in one URL


def _in_piece(piece: str, *, is_whole: bool) -> Iterator[_Span]:
    """As it is written, and as it reads each time that it is decoded."""
    yield from _as_read(piece, is_whole=is_whole)
    text = piece
    sources: Sequence[int] = range(len(piece) + 1)
    for level in range(_LEVELS):
        pattern = _DEEP_ESCAPE if level == _LEVELS - 1 else _ESCAPE
        if not pattern.search(text):
            return
        text, sources = _decoded(text, sources, pattern)
        for start, end in _as_read(text, is_whole=is_whole):
            yield sources[start], sources[end]


def _decoded(
    text: str, sources: Sequence[int], pattern: re.Pattern[str]
) -> tuple[str, Sequence[int]]:
    """The text without one level of escapes, and where in the piece each character comes from."""
    letters: list[str] = []
    origins: list[int] = []
    position = 0
    for found in pattern.finditer(text):
        start = found.start()
        letters += [text[position:start], _letter(found)]
        origins += sources[position : start + 1]
        position = found.end()
    letters.append(text[position:])
    origins += sources[position:]
    return "".join(letters), origins


def _letter(found: re.Match[str]) -> str:
    letter = chr(int(found[1], 16)) if found[1] else unescape(found[0])
    return letter if len(letter) == 1 and "!" <= letter <= "~" else _OPAQUE


def _as_read(text: str, *, is_whole: bool) -> Iterator[_Span]:
    if "@" in text:
        yield from _logins(text)
    if "=" in text:
        yield from _parameters(text, is_whole=is_whole)
    if ":" in text:
        yield from _members(text, is_whole=is_whole)


def _logins(text: str) -> Iterator[_Span]:
    """Userinfo, RFC 3986 §3.2.1, up to the last `@` of an authority, as browsers read it."""
    last, position = text.rfind("@"), 0
    while start := _STARTS.search(text, position, last + 1):
        position = _first(_AUTHORITY_END, text, start.end())
        end = text.rfind("@", start.end(), position)
        _, colon, port = text[start.end() : position].rpartition(":")
        if end < 0 and colon and port and not port.isdecimal() and "]" not in port:
            end = position = last  # no port: a password that was not encoded
        if end >= 0:
            yield start.end(), end


def _parameters(text: str, *, is_whole: bool) -> Iterator[_Span]:
    query, fragment, position = text.find("?"), text.find("#"), 0
    while found := _NAMED.search(text, position):
        position = found.end()
        if not _is_secret(found[1]):
            continue
        ends = _IN_QUERY
        if 0 <= fragment <= found.start():
            ends = _IN_FRAGMENT
        elif query < 0 or found.start() < query:
            ends = _IN_SEGMENT if text[found.start()] == "/" else _IN_PATH
        end = _first(ends, text, position)
        yield position, _trimmed(text, position, end, is_whole=is_whole)
        position = end


def _members(text: str, *, is_whole: bool) -> Iterator[_Span]:
    """Of a JSON object that stands in a query."""
    position = 0
    while found := _IN_JSON.search(text, position):
        position = start = found.end()
        if start == len(text) or not _is_secret(found[2]):
            continue
        if string := _STRING.match(text, start):
            position = string.end()
            yield start + 1, position
        else:
            is_open = text[start] in "[{\\"
            position = _first(_IN_QUERY if is_open else _SCALAR, text, start)
            yield start, _trimmed(text, start, position, is_whole=is_whole)


def _first(ends: re.Pattern[str], text: str, start: int) -> int:
    found = ends.search(text, start)
    return found.start() if found else len(text)


def _trimmed(text: str, start: int, end: int, *, is_whole: bool) -> int:
    """Without what closes a sentence or a bracket around the URL."""
    if is_whole or end < len(text):
        return end
    value = text[start:end]
    return start + len(value.rstrip(_AROUND) or value)


# --------------------------------------------------------------------------- fit to be shown


def shown(text: str) -> str:
    """Text fit to be shown: redacted, on one line, without control or direction characters."""
    text = redact(text)
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else " " for char in text)
