"""How much a message repeats of what others wrote: 200 characters of a URL, a title, a header.

Every message of a rule passes `brief`, and every line on standard error. URLs that are data, as a
link's own or a replacement, stay whole; they do not pass here.
"""

from __future__ import annotations

import re

from linkaudit.text.redact import redact

ROOM = 200
"""Characters."""
_SENTENCE = 3 * ROOM
"""Characters of a whole message: the longest of ours has some 250 without what others wrote."""

_QUOTED = re.compile(r"(?<=“)[^”]{201,}|(?<=')[^']{201,}(?=')")
_SOLID = re.compile(r"(?<!\S)\S{201,}")  # from its first character: each further start costs


def cut(text: str, room: int = ROOM) -> str:
    """The text, or as much of it as there is room for, with `…` at its end.

    Secrets go before: half a password no longer looks like one.
    """
    if len(text) <= room:
        return text
    text = redact(text)
    return text if len(text) <= room else text[: room - 1] + "…"


def brief(message: str) -> str:
    """The message with each quotation and each URL in it cut, and not too long as a whole."""
    if len(message) <= ROOM:
        return message
    message = _QUOTED.sub(_shorter, redact(message))
    return cut(_SOLID.sub(_shorter, message), _SENTENCE)


def _shorter(found: re.Match[str]) -> str:
    return cut(found[0])
