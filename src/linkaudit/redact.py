"""Keeping secrets out of everything that is shown: credentials and tokens in URLs read `***`.

Works on any text that may hold a URL. Also takes out what could write on a terminal.
"""

from __future__ import annotations

import re

# All of an authority up to its last `@`, as `uri.py` reads it: a password may hold one too.
# One slash too: joined to another URL's path, a URL may have lost the second.
_USERINFO = re.compile(r"(://|(?<=[a-z]):/(?!/)|(?<![^\s\"'(<])//)[^/?#\s]*@", re.I)
_PARAMETER = re.compile(r"([?&;#]([\w.-]+)=)[^&;#\s\"'<>)]+")
# The same within a URL that stands encoded in another, as those that lead to a sign-in have it.
_INNER_USERINFO = re.compile(r"(%3A%2F%2F)(?:(?!%2F|%3F|%23)[^/?#&\s])*%40", re.I)
_INNER_PARAMETER = re.compile(
    r"(%(?:3F|26|3B|23)([\w.-]+)(?:=|%3D))(?:(?!%26|%3B|%23)[^&;#\s\"'<>)])+", re.I
)
# Matched against the name alone: within one pattern for both, a long name costs its square.
_SECRET_NAME = re.compile(
    r"token|secret|passw(?:or)?d|api[_-]?key|access[_-]?key|signature|credential"
    r"|auth(?!or(?!i))|^(?:sig|key|pwd|jwt)$",
    re.I,
)


def redact(text: str) -> str:
    """The text with `***` in place of credentials in URLs."""
    if "@" in text and "/" in text:
        text = _USERINFO.sub(r"\1***@", text)
    if "=" in text:
        text = _PARAMETER.sub(_without_secret, text)
    if "%" in text:
        text = _INNER_USERINFO.sub(r"\1***%40", text)
        text = _INNER_PARAMETER.sub(_without_secret, text)
    return text


def _without_secret(found: re.Match[str]) -> str:
    return f"{found[1]}***" if _SECRET_NAME.search(found[2]) else found[0]


def shown(text: str) -> str:
    """Text fit to be shown: redacted, on one line, without control or direction characters."""
    text = redact(text)
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else " " for char in text)
