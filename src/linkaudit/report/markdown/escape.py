"""Making foreign text inert in Markdown: from a page, a server or an article.

What comes out shows the same characters and does nothing: no link, no image, no tag,
no mention, no table cell of its own.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from linkaudit.text.redact import shown
from linkaudit.text.workflow_commands import escape_commands_within

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~>$])")
_JOINER = "\u2060"  # word joiner: shows nothing, and ends what GitHub would read as a name
# What GitHub reads as a name, an address or a number. Its letters are ASCII: é ends no word there,
# and any sign may follow the `@` of an address.
_MENTION = re.compile(r"@|#(?=\d)|(?<![A-Z0-9])GH(?=-\d)", re.A | re.I)
# What would begin a list, underline a heading, or make a table of the line before.
_LINE_START = re.compile(r"^(\d*(?=[-.=])|(?=:))", re.A)
_ENTITY = re.compile(r"&(?=#?\w+;)")  # CommonMark §2.5: entities count in destinations too
_UNBROKEN = 26  # characters of a URL without a place to break the line
# GFM §6.9, and where cmark-gfm begins one: a scheme after whatever is no ASCII letter.
_BARE = re.compile(r"(?<![A-Z])(?:(?:https?|ftp)(?=://)|www(?=\.))", re.A | re.I)
URL = re.compile(r"https?://[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]}'’]", re.I)


def text(value: str) -> str:
    """Foreign text for a paragraph or a table cell; http(s) URLs in it can be clicked.

    Blanks around it are cut: four before a paragraph make code of it (CommonMark §4.4), one
    within asterisks keeps them from being bold (§6.2), and none is shown.
    """
    safe, position = "", 0
    value = shown(value)
    for match in URL.finditer(value):
        safe += _inert(value[position : match.start()]) + url(match[0])
        position = match.end()
    safe = (safe + _inert(value[position:])).strip(" ")
    return _LINE_START.sub(r"\1\\", safe)


def label(value: str) -> str:
    """Foreign text for the brackets of a link, in which no other link can be."""
    return _LINE_START.sub(r"\1\\", _inert(shown(value)))


def _inert(value: str) -> str:
    safe = value.replace("&", "&amp;").replace("<", "&lt;")
    safe = _MENTION.sub(lambda match: match[0] + _JOINER, safe)
    # One that we did not mean to make must not be one.
    safe = _BARE.sub(lambda match: match[0] + _JOINER, safe)
    return _SPECIAL.sub(r"\\\1", safe)


def url(value: str) -> str:
    """A URL that shows as itself and can be clicked; http(s) only, all else is a code span."""
    safe = quote(shown(value), safe="/%:@!$&'()*+,;=-._~[]?#").replace("|", "%7C")
    safe = safe.replace("##[", "##%5B")
    if not re.match(r"https?://", safe, re.I):
        return code(value)
    if max(map(len, safe.split("-"))) <= _UNBROKEN:
        return f"<{safe}>"
    # Chromium breaks a URL after `-` only: one long path would widen the whole table.
    label = _SPECIAL.sub(r"\\\1", safe).replace("&", "&amp;")
    label = re.sub(r"(&amp;|[=?.]|\\_|(?<!/)/)(?=\w)", r"\1<wbr>", label)
    return f"[{label}](<{_ENTITY.sub('&amp;', safe)}>)"


def code(value: str) -> str:
    """A code span; in a table cell, where `|` ends the cell even inside code."""
    safe = escape_commands_within(shown(value)) or " "  # it may be read in a log, as it is
    if "|" in safe:
        # Within backticks no backslash escapes another, so `\|` could not be told from `|`.
        return f"<code>{_inert(safe)}</code>"
    fence = "`" * (max((len(run) for run in re.findall("`+", safe)), default=0) + 1)
    pad = " " if "`" in safe else ""
    return f"{fence}{pad}{safe}{pad}{fence}"


def destination(value: str) -> str:
    """A URL for the parentheses of a link."""
    return _ENTITY.sub("&amp;", quote(shown(value), safe="/%:@!$&'*+,;=-._~?#"))


def path(value: str) -> str:
    """The path of a file for the parentheses of a link."""
    safe = quote(shown(value), safe="/:@!$'*+,=-._~")
    # RFC 3986 §4.2: a colon in the first part would make a scheme of it.
    return f"./{safe}" if ":" in safe.partition("/")[0] else safe


def slug(heading: str) -> str:
    """The id that GitHub gives to a heading."""
    kept = "".join(char for char in heading.lower() if char.isalnum() or char in " -")
    return kept.replace(" ", "-")
