"""Fragments that name no id: a program's state, a route, a place on a map, lines of a file.

Text in, text out. An author's id is made of words, and generators make theirs of words, numbers or
hexadecimal digits; what a program packs has neither.
"""

from __future__ import annotations

import re

# Routes, older routes (`#!`), parameters, rison, JSON; a name and a value.
_STATE = re.compile(
    r"[/!?{]|\[\s*+[\[{\"]|[\w.-]+=(?!=)|[\w-]+[:(].*=|\w+:!?\(\("
    r"|data:|epubcfi\(|xpointer\(|(?:access|id|refresh)_token$"  # RFC 6749 §4.2.2
)
# Two coordinates or more, as maps write them: `#12/48.85/2.35`, `#@48.85,2.35,12z`.
_PLACE = re.compile(r"@?-?\d+(?:\.\d+)?z?(?:[,;/]-?\d+(?:\.\d+)?z?)+$")
# Ids may have slashes, but hardly do: of all fragments, projects exclude these most from checks.
# Not Elixir's functions with their arity, and not operators.
_ROUTE = re.compile(r"[^/=]*[/=]")
_FUNCTION = re.compile(r"[\w.]+[?!]?/\d{1,2}$|operator\W{1,3}$")

# Itanium C++ ABI, and the ids that Sphinx makes so: names, though they look packed.
_MANGLED = re.compile(r"_?CPPv\d|_Z")
_RUNS = re.compile(r"[A-Za-z0-9]+")
_CHANGES = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[a-z0-9])|(?<=[0-9])(?=[A-Za-z])")
_SMALL = re.compile(r"[a-z]+")
# Of two neighbours in base64, 62 % are not of one class (small, capital, digit), and 16 % of the
# letters are in runs of three small ones; in camel case, a third and more than half. Of the runs
# of small letters, 58 % have one letter; in camel case, those of `To` and `By`.
_PACKED, _WORDY, _SHARE, _PACKED_LENGTH = 0.36, 0.45, 0.12, 20
_SINGLE, _SINGLE_IF_LONG = 0.3, 0.2
_LONG = 40  # of so many characters of base64, one text in a thousand has no digit
# Of hexadecimal digits, half change; as ids, digests have 32 or 40 of them.
_HEX_PACKED, _HEX_LENGTH = 0.25, 60


def is_state(fragment: str) -> bool:
    """Whether a decoded fragment is made for a program, and for no element of the page."""
    if _FUNCTION.match(fragment):
        return False
    return bool(
        _STATE.match(fragment)
        or _PLACE.match(fragment)
        or _ROUTE.match(fragment)
        or is_packed(fragment)
    )


def is_packed(text: str) -> bool:
    """Whether a text looks like base64, a key or a digest: letters and digits by chance."""
    if _MANGLED.match(text):
        return False
    runs: list[str] = _RUNS.findall(text)
    whole = "".join(runs)
    length = len(whole)
    if length < _PACKED_LENGTH:
        return False
    neighbours = sum(len(run) - 1 for run in runs) or 1
    changes = sum(len(_CHANGES.findall(run)) for run in runs) / neighbours
    capitals = sum(char.isupper() for char in whole) / length
    small = sum(char.islower() for char in whole) / length
    is_mixed = length >= _LONG or any(map(str.isdigit, whole))
    if min(capitals, small) >= _SHARE and changes >= _PACKED and is_mixed and not _is_wordy(whole):
        return True
    # A digest is one run: words with numbers between hyphens are a slug.
    longest = max(map(len, runs))
    return longest >= _HEX_LENGTH and changes >= _HEX_PACKED


def _is_wordy(text: str) -> bool:
    """Whether the small letters of a text stand together as they do in words."""
    runs = [len(run) for run in _SMALL.findall(text)]
    in_words = sum(length for length in runs if length > 2)
    singles = _SINGLE_IF_LONG if len(text) >= _LONG else _SINGLE
    return in_words >= _WORDY * len(text) or runs.count(1) < singles * len(runs)
