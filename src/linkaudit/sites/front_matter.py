"""A few keys of front matter, read as text: single values, and lists of them.

Reads no more than the beginning of a file. What is nested, quoted over lines or computed is not
read; a page with such an address keeps the one of its file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from linkaudit.sites.tree import Tree

_BYTES = 16 * 1024
_FENCE = re.compile(r"(?:---|\+\+\+)[ \t]*\r?\n")
_KEY = re.compile(r"[\"']?([A-Za-z_][\w-]*)[\"']?[ \t]*[:=][ \t]*(.*)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_ITEM_IN_TOML = re.compile(r"[ \t]*([\"'][^\"']*[\"'])[ \t]*,?[ \t]*(\]?)")


def front_matter(tree: Tree, path: str) -> Mapping[str, tuple[str, ...]] | None:
    """Each key at the first level with its values; None where the file has no front matter."""
    return parsed(tree.text(path, _BYTES))


def parsed(text: str) -> Mapping[str, tuple[str, ...]] | None:
    """The same of a text."""
    text = text.lstrip("\ufeff")
    opening = _FENCE.match(text)
    if opening is None:
        return None
    fence, lines = text[:3], text[opening.end() :].split("\n")
    found: dict[str, tuple[str, ...]] = {}
    key = ""
    for line in lines:
        line = line.rstrip("\r")
        if line.startswith(fence) and not line[3:].strip():
            break
        if new := _KEY.fullmatch(line):
            key = new[1]
            found[key] = tuple(_values(new[2]))
        elif key and (item := _ITEM.fullmatch(line) or _ITEM_IN_TOML.fullmatch(line)):
            found[key] = (*found[key], *_values(item[1]))
        elif line.startswith("["):  # a table of TOML
            key = ""
    return found


def one(values: Mapping[str, Sequence[str]] | None, *keys: str) -> str:
    """The single value of the first of these keys that has one."""
    for key in keys:
        if values and len(values.get(key, ())) == 1 and values[key][0]:
            return values[key][0]
    return ""


def _values(text: str) -> list[str]:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        parts = (part.strip() for part in text[1:-1].split(","))
        return [value for part in parts if part[:1] != "[" for value in _values(part)]
    if not text or text[0] in "[{|>&*!":
        return []
    if text[0] in "\"'":
        end = text.find(text[0], 1)
        return [text[1:end]] if end > 0 else []
    return [text.split(" #", 1)[0].rstrip()]
