"""Regular expressions that a stranger may have written, matched in linear time.

A config in the checked tree chooses `include` and `exclude`, so a pull request can. RE2 runs no
pattern longer than its size times the text's length (decision 18). Knows patterns and URLs only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

MAX_BYTES = 8192
"""How much of a URL is matched; RFC 9110 §4.1 asks servers to take 8000 octets, few take more."""

MAX_PATTERNS = 1000
"""How many one option or key may hold: each meets each link."""

# Bytes for one pattern, compiled, with its cache: some 15,000 steps. The worst pattern of that
# size took 0.4 s for a URL of MAX_BYTES.
_MEMORY = 256 * 1024

# RE2's `\w` is ASCII, those of Python and Rust are not. All of Unicode's letters take 1,300 steps,
# so every character beyond ASCII counts as one.
_BEYOND_ASCII = r"\x{80}-\x{10FFFF}"
_ESCAPES = {
    r"\w": rf"[\w{_BEYOND_ASCII}]",
    r"\W": rf"[^\w{_BEYOND_ASCII}]",
    r"\Z": r"\z",  # Python's, before 3.14
}
_ESCAPES_IN_SET = {
    r"\w": rf"\w{_BEYOND_ASCII}",
    r"\W": r"\x00-\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f",
}
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|.)", re.DOTALL)
_PIECE = re.compile(
    rf"{_ESCAPE.pattern}"
    r"|(?P<set>\[\^?\]?(?:\\.|\[:\^?[a-z]+:\]|[^\]\\])*+(?:\]|\Z|\\\Z))"
    r"|\{(?P<least>[0-9]*+)(?P<most>,[0-9]*+)?\}",
    re.DOTALL,
)

_SHOWN = 80  # characters
_MAX_DIGITS = 4  # of 1000, RE2's own limit
_TOO_OFTEN = "'{}' is not a repetition of up to 1000, groups within groups counted"
_LOOK_AROUND = ("(?=", "(?!", "(?<=", "(?<!")
_USE_BOTH = "use include and exclude together, or list what should match"


class PatternError(ValueError):
    """Not a pattern that runs in linear time; the message says why, and what to write instead."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One regular expression for URLs. It may cross to another process."""

    text: str
    _compiled: Any = field(repr=False, compare=False)

    def matches(self, url: str) -> bool:
        """Whether it is found anywhere in the URL, in its first MAX_BYTES bytes."""
        # RE2 knows that the text goes on: `$` does not match where it is cut.
        return self._compiled.search(url.encode("utf-8", "replace"), 0, MAX_BYTES) is not None


def compiled(text: str) -> Pattern:
    """The pattern in RE2's syntax, with `\\w`, `\\Z`, `\\uXXXX` and `{,n}` as Python has them.

    Raises PatternError.
    """
    import re2  # only now: most runs have no pattern

    options = re2.Options()
    options.max_mem = _MEMORY
    options.log_errors = False
    options.never_capture = True
    try:
        return Pattern(text, re2.compile(_PIECE.sub(_in_re2, text), options))
    except UnicodeEncodeError as error:
        raise PatternError("it holds half a character; save the file as UTF-8") from error
    except re2.error as error:
        [reason] = error.args
        raise PatternError(_explained(reason.decode("utf-8", "replace"))) from error


def compiled_all(texts: Sequence[str]) -> tuple[Pattern, ...]:
    """All of them. Raises PatternError, which says which one cannot be used."""
    if len(texts) > MAX_PATTERNS:
        raise PatternError(f"has more than {MAX_PATTERNS} patterns; join some with |")
    found = []
    for text in texts:
        try:
            found.append(compiled(text))
        except PatternError as error:
            shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
            raise PatternError(f"'{shown}': {error}") from error
    return tuple(found)


def any_matches(patterns: Iterable[Pattern], url: str) -> bool:
    return any(pattern.matches(url) for pattern in patterns)


def word_finder(words: Iterable[str]) -> Callable[[str], bool]:
    """Whether a text has one of these words, in any case: one pass, however many they are.

    127 words in 4,000 characters: 12 µs; asked one by one, 130 µs.
    """
    import re2

    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.never_capture = True
    plain = sorted({word.lower().encode("utf-8", "surrogatepass") for word in words if word})
    pattern = re2.compile(b"|".join(map(re2.escape, plain)), options) if plain else None

    def has_any(text: str) -> bool:
        # As bytes: each byte is a character to the pattern, and half a character does no harm.
        found = pattern and pattern.search(text.lower().encode("utf-8", "surrogatepass"))
        return found is not None

    return has_any


def _in_re2(piece: re.Match[str]) -> str:
    if piece["least"] or piece["most"]:  # `{,3}`, `{03}` and `{999999999}` are text to RE2
        return f"{{{_number(piece['least'])}{_most(piece['most'])}}}"
    if piece["set"]:
        return _ESCAPE.sub(lambda escape: _escaped(escape, _ESCAPES_IN_SET), piece["set"])
    return _escaped(piece, _ESCAPES)


def _most(text: str | None) -> str:
    """The end of a repetition with its comma, if it has any."""
    if not text or text == ",":
        return text or ""
    return f",{_number(text[1:])}"


def _number(digits: str) -> str:
    plain = digits.lstrip("0") or "0"
    if len(plain) > _MAX_DIGITS:
        raise PatternError(_TOO_OFTEN.format(f"{{{digits[:_SHOWN]}}}"))
    return plain


def _escaped(escape: re.Match[str], known: dict[str, str]) -> str:
    code = escape[1] or escape[2]
    return rf"\x{{{code}}}" if code else known.get(escape[0], escape[0])


def _explained(reason: str) -> str:
    """RE2's reason, such as `invalid perl operator: (?=`, as advice."""
    what, _, where = reason.partition(": ")
    if len(where) > _SHOWN:
        where = f"{where[:_SHOWN]}…"
    if where in _LOOK_AROUND:
        return f"look-around '{where}' is not supported; {_USE_BOTH}"
    if where == "(?P" or re.fullmatch(r"\\[1-9k]", where):
        return f"back-reference '{where}' is not supported; write the text out"
    if where == "(?>" or re.fullmatch(r"(?:[*+?]|\{[0-9,]+\})\+", where):
        return f"'{where}' is not supported; without it, the pattern matches as quickly here"
    if what == "invalid perl operator":
        return f"'{where}' is not supported; the flags are i, m, s and U"
    if what == "invalid repetition size":
        return _TOO_OFTEN.format(where)
    if what.startswith("pattern too large"):
        return "it is too large; split it, or repeat less"
    if what == "invalid escape sequence":
        return f"escape '{where}' is not known; see https://github.com/google/re2/wiki/Syntax"
    return f"not a regular expression: {what}: {where}"
