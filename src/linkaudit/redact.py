"""Keeping secrets out of everything that is shown: credentials and tokens in URLs read `***`.

Works on any text that may hold a URL. Also takes out what could write on a terminal.
"""

from __future__ import annotations

import re

_USERINFO = re.compile(r"(?<=://)[^/?#\s@]*@")
_SECRET_QUERY = re.compile(
    r"([?&;#](?:[\w.-]*(?:token|secret|passw(?:or)?d|api[_-]?key|access[_-]?key|signature"
    r"|credential|auth)[\w.-]*|sig|key|pwd|jwt)=)[^&;#\s\"'<>)]+",
    re.I,
)


def redact(text: str) -> str:
    """The text with `***` in place of credentials in URLs."""
    if "://" in text:
        text = _USERINFO.sub("***@", text)
    return _SECRET_QUERY.sub(r"\1***", text) if "=" in text else text


def shown(text: str) -> str:
    """Text fit to be shown: redacted, on one line, without control or direction characters."""
    text = redact(text)
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else " " for char in text)
