"""Link destinations (CommonMark §6.3), read quickly where they are plain.

markdown-it reads them character by character; nearly all are one run without escapes,
parentheses or entities, which one regular expression finds. The rest is left to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import SimpleNamespace

from markdown_it import helpers

_PLAIN = re.compile(r"[^\x00-\x20\x7f\\()<&]+(?=[)\s]|\Z)")


@dataclass(slots=True)
class Destination:
    """What markdown-it's own function returns, by the names that its rules read."""

    ok: bool
    pos: int
    str: str


def parse_destination(text: str, start: int, end: int) -> Destination:
    """The destination that begins at `start`; not `ok` where none does."""
    plain = _PLAIN.match(text, start, end)
    if plain is not None:
        return Destination(True, plain.end(), plain[0])
    found = helpers.parseLinkDestination(text, start, end)
    return Destination(found.ok, found.pos, found.str)


# What a parser's rules find under `md.helpers`.
HELPERS = SimpleNamespace(
    parseLinkDestination=parse_destination,
    parseLinkLabel=helpers.parseLinkLabel,
    parseLinkTitle=helpers.parseLinkTitle,
)
