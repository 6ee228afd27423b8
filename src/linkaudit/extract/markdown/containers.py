"""Blocks of Python-Markdown whose content is indented by four: admonitions, details and tabs.

In CommonMark such content is code. Text in, text out; every line keeps its number.
"""

from __future__ import annotations

import re

_MARK = re.compile(r"( *)(?:!!! ?\S|\?\?\?\+? ?\S|=== ?\+?!? ?[\"'])")
_WIDTH = 4


def opened(text: str) -> str:
    """The text with what is in such blocks moved to the left, so that it reads as Markdown."""
    if not any(mark in text for mark in ("!!!", "???", "===")):
        return text
    lines, inside = [], list[int]()  # how far each open block's mark is indented
    for line in text.split("\n"):
        bare = line.lstrip(" ")
        indent = len(line) - len(bare)
        while bare and inside and indent < inside[-1] + _WIDTH:
            inside.pop()
        moved = line[_WIDTH * len(inside) :] if bare else ""
        lines.append(moved)
        if _MARK.match(line) and indent >= (inside[-1] + _WIDTH if inside else 0):
            inside.append(indent)
    return "\n".join(lines)
