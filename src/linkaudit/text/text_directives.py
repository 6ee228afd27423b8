"""Text fragments: `#:~:text=prefix-,start,end,-suffix` taken apart, and looked up in a text.

Text in, text out; the text of a page, `check/page/visible_text.py` makes. The algorithm is that of
the WICG draft "URL Fragment Text Directives" (§3.5 to §3.8), with Chromium's comparison: letters
match without case and accents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import category, combining, normalize
from urllib.parse import unquote

DELIMITER = ":~:"
BREAK = "\n"
"""Between two blocks of a text; no term goes across it."""
_MOST = 20  # directives of one fragment that are looked up
_LONGEST = 2000  # characters of one

_QUOTES = str.maketrans({**dict.fromkeys("‘’‚‛", "'"), **dict.fromkeys("“”„‟", '"')})
_ACCENTS = 10  # the least combining class of a mark that searches leave out (UAX #15)
# Scripts that put no space between words: ICU finds the words by dictionaries.
_NO_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
# UAX #29, WB6 and WB12; but Chromium finds `path` in `os.path`.
_IN_WORDS, _IN_NUMBERS = "'", "'.,;"


@dataclass(frozen=True, slots=True)
class TextDirective:
    """What a link looks for; each part is folded, and not empty unless it is absent."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""


def text_directives(fragment: str) -> tuple[str, ...]:
    """The values of `text=` in a fragment that is not decoded; none where it has no directive."""
    _, _, directives = fragment.partition(DELIMITER)
    values = [part[5:] for part in directives.split("&") if part.startswith("text=")]
    return tuple(dict.fromkeys(value[:_LONGEST] for value in values))[:_MOST]


def parse(value: str) -> TextDirective | None:
    """A directive taken apart; None where browsers would not understand it. Draft, §3.4."""
    terms = value.split(",")
    prefix = terms.pop(0)[:-1] if terms[0].endswith("-") else None
    suffix = terms.pop()[1:] if terms and terms[-1].startswith("-") else None
    if len(terms) not in (1, 2) or "" in (*terms, prefix, suffix):
        return None
    start, end, before, after = (
        fold(unquote(term or "")) for term in (terms[0], "".join(terms[1:]), prefix, suffix)
    )
    return TextDirective(start, end, before, after) if start else None


def fold(text: str) -> str:
    """A text without what a search does not look at: case, accents, forms of quotation marks."""
    if text.isascii():
        return text.lower()
    decomposed = normalize("NFKD", text.casefold()).translate(_QUOTES)
    return "".join(char for char in decomposed if not _is_ignored(char))


def _is_ignored(char: str) -> bool:
    return char > "~" and (combining(char) >= _ACCENTS or category(char) == "Cf")


def is_found(directive: TextDirective, text: str) -> bool:
    """Whether a folded text has what the directive looks for. Draft, §3.6.1.

    In linear time: each start is looked at once, and each end once for all starts.
    """
    at = 0
    while (start := _next_start(directive, text, at)) is not None:
        at, after_start = start
        if not directive.end:
            if _is_followed(directive.suffix, text, after_start):
                return True
            continue
        ends_word = not directive.suffix
        place = after_start
        # Where no end is right for this start, none is for a later one.
        while (found := _find(directive.end, text, place, True, ends_word)) is not None:
            place = found + len(directive.end)
            if _is_followed(directive.suffix, text, place):
                return True
        return False
    return False


def _next_start(directive: TextDirective, text: str, at: int) -> tuple[int, int] | None:
    """Where to look on after the next `start`, and where that ends."""
    start, ends_word = directive.start, bool(directive.end) or not directive.suffix
    if not directive.prefix:
        found = _find(start, text, at, True, ends_word)
        return None if found is None else (found + 1, found + len(start))
    while (before := _find(directive.prefix, text, at, True, False)) is not None:
        at = before + 1
        place = _next_text(text, before + len(directive.prefix))
        end = place + len(start)
        if text.startswith(start, place) and (not ends_word or is_word_boundary(text, end)):
            return at, end
    return None


def _is_followed(suffix: str, text: str, at: int) -> bool:
    place = _next_text(text, at)
    if not suffix:
        return True
    return text.startswith(suffix, place) and is_word_boundary(text, place + len(suffix))


def _next_text(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _find(term: str, text: str, at: int, starts_word: bool, ends_word: bool) -> int | None:
    """Where the term is next, with the bounds that are asked for."""
    while (at := text.find(term, at)) >= 0:
        if (not starts_word or is_word_boundary(text, at)) and (
            not ends_word or is_word_boundary(text, at + len(term))
        ):
            return at
        at += 1
    return None


def is_word_boundary(text: str, at: int) -> bool:
    """Whether a word may begin or end there. UAX #29, the rules that prose meets."""
    if not 0 < at < len(text):
        return True
    before, after = text[at - 1], text[at]
    if _NO_SPACES.match(before) or _NO_SPACES.match(after):
        return True
    if _is_of_word(before) and _is_of_word(after):
        return False
    outer, inner = text[at - 2 : at - 1], text[at + 1 : at + 2]
    return not (_joins(before, after, inner) or _joins(outer, before, after))


def _joins(before: str, mark: str, after: str) -> bool:
    letters = mark in _IN_WORDS and before.isalpha() and after.isalpha()
    return letters or (mark in _IN_NUMBERS and before.isdigit() and after.isdigit())


def _is_of_word(char: str) -> bool:
    return char.isalnum() or char == "_" or category(char)[0] == "M"
