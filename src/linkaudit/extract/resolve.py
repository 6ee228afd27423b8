"""What a destination in a document points to: a web address, a path of the tree, or neither.

Text in, values out. Nothing here asks the network or the disk whether the thing exists.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote, unquote

from linkaudit.model.report import (
    LocalTarget,
    NotAsked,
    Resolved,
    Unasked,
    WebTarget,
)
from linkaudit.text import mistyped
from linkaudit.text.uri import DEFAULT_PORTS, InvalidUriError, normalise

# Schemes that would run code or read this machine's files if one followed them.
_DANGEROUS = frozenset({"file", "javascript", "vbscript", "unix", "jar", "view-source"})

_PLACEHOLDERS = (("{{", "}}"), ("{%", "%}"), ("<%", "%>"))  # Jinja, Liquid, Hugo, ERB
# Letters to MDX itself; plugins of sites fill them in.
_NAME_IN_BRACES = re.compile(r"\{[A-Za-z_$][\w.$]*+\}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")  # RFC 3986 §3.1
_NO_SCHEME = re.compile(r"[/\\]{2}")  # RFC 3986 §4.2; backslashes count too (WHATWG URL §4.4)
# But not tabs and line ends, which browsers drop, nor spaces, which they write as %20.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

# Characters that no reader sees, or that reverse the order of letters (UTS 39 §2, UAX 9).
# The joiners U+200C and U+200D are spelling, in Persian and in emoji; beside ASCII they are not.
_UNSEEN = re.compile(
    "[\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0001-\U000e007f]|(?<=[!-~])[\u200c\u200d]|[\u200c\u200d](?=[!-~])"
)


def resolve(url: str, base: str) -> Resolved:
    """What `url`, written in the document `base` (a path with slashes), points to."""
    if not url:
        return Resolved(NotAsked(Unasked.INVALID, "the destination is empty"))
    if _has_placeholder(url) or (base.endswith(".mdx") and _NAME_IN_BRACES.search(url)):
        why = "a template fills this in when the site is built"
        return Resolved(NotAsked(Unasked.SKIPPED, why))
    if trouble := _invisible(url) or mistyped.trouble(url):
        return Resolved(NotAsked(Unasked.INVALID, trouble))
    if _NO_SCHEME.match(url):
        return _resolve_web("https:" + url)
    scheme = _SCHEME.match(url)
    if scheme is None:
        return _resolve_local(url, base)
    name = scheme[0][:-1].lower()
    if name in DEFAULT_PORTS:
        return _resolve_web(url)
    if name in _DANGEROUS or len(name) == 1:  # one letter: a Windows drive
        return Resolved(NotAsked(Unasked.REFUSED, f"'{name}:' links are not followed"))
    return Resolved(NotAsked(Unasked.SKIPPED, f"'{name}:' links are not checked"))


def _invisible(url: str) -> str:
    """What to do about a character that no reader sees; empty where the URL holds none."""
    found = _UNSEEN.search(url)
    if found is None:
        return ""
    name, code = f"U+{ord(found[0]):04X}", quote(found[0])
    return f"the URL holds an invisible character, {name}; remove it, or write it as {code}"


def _has_placeholder(url: str) -> bool:
    # Behind the first opening, any closing will do: each text is looked through twice.
    return any(
        (start := url.find(opening)) >= 0 and url.find(closing, start + len(opening)) >= 0
        for opening, closing in _PLACEHOLDERS
    )


def _resolve_web(url: str) -> Resolved:
    if found := _CONTROL.search(url.split("#", 1)[0]):
        why = f"the URL holds a control character; write it as {quote(found[0])}"
        return Resolved(NotAsked(Unasked.INVALID, why))
    try:
        uri, fragment = normalise(url)
    except InvalidUriError as error:
        return Resolved(NotAsked(Unasked.INVALID, str(error)))
    return Resolved(WebTarget(uri), fragment)


def _resolve_local(url: str, base: str) -> Resolved:
    written, _, fragment = url.partition("#")
    # Browsers take a backslash for a slash (WHATWG URL §4.4); a query is a server's business.
    written = written.split("?", 1)[0].replace("\\", "/")
    path = unquote(written).replace("\\", "/")
    if "\x00" in path:
        return Resolved(NotAsked(Unasked.INVALID, "the path holds a NUL character"))
    joined = _joined(path, base)
    literal = _joined(written, base) if written != path else ""
    target = LocalTarget(joined, literal, path.startswith("/"))
    return Resolved(target, unquote(fragment) if fragment else None)


def _joined(path: str, base: str) -> str:
    """A path of the tree without dot segments but for those that lead out of it."""
    if not path:
        return posixpath.normpath(base)
    if path.startswith("/"):
        return posixpath.normpath(path.lstrip("/") or ".")
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path))
