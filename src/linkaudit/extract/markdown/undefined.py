"""References that nothing defines: `[text][nowhere]` and `[text][]` left as plain text.

A shortcut `[text]` alone is never one: brackets have many uses. Nor is `a[i][j]`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from markdown_it.common.utils import normalizeReference

# CommonMark §6.3: no brackets in a label unless escaped, at most 999 characters.
_REFERENCE = re.compile(
    r"(?<![\w\])\\])!?\[((?:[^\[\]\\]|\\.){1,999})\]\[((?:[^\[\]\\]|\\.){0,999})\]", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Undefined:
    """One such reference: the span of all of it and of its label, and its words."""

    start: int
    end: int
    label: tuple[int, int]
    text: str


def undefined(text: str, start: int, end: int, defined: Container[str]) -> Iterator[Undefined]:
    """Every reference in `text[start:end]` whose label is not defined."""
    for match in _REFERENCE.finditer(text, start, end):
        group = 2 if match[2] else 1
        label = match[group]
        is_citation = match[1].isdigit() and match[2].isdigit()
        if not label.strip() or label.startswith("^") or is_citation:
            continue
        if normalizeReference(label) not in defined:
            yield Undefined(match.start(), match.end(), match.span(group), match[1])
