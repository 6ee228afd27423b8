"""The Markdown report where room is limited: as much of it as fits, and a count of what does not.

Cut between lines, so that no table row, link or character is halved.
"""

from __future__ import annotations

from linkaudit.report import words

STEP_LIMIT = 1024 * 1024
"""Bytes of a job summary that GitHub takes from one step; of one with more it shows nothing."""
COMMENT_LIMIT = 65_536
"""Characters of an issue or a comment that GitHub takes; held as bytes, which are never fewer."""

_FOLD, _UNFOLD = "<details>", "</details>"
_MARGIN = 200
"""Bytes for the sentence at the end."""


def fitted(markdown: str, room: int) -> str:
    """The report in `room` bytes of UTF-8; empty where there is no room for a word."""
    if len(markdown.encode()) <= room:
        return markdown
    lines = markdown.splitlines(keepends=True)
    kept, used = 0, 0
    for line in lines:
        used += len(line.encode())
        if used > room - _MARGIN:
            break
        kept += 1
    return _closed("".join(lines[:kept])) + _told(len(lines) - kept) if kept else ""


def _closed(text: str) -> str:
    is_open = text.count(_FOLD) > text.count(_UNFOLD)
    return f"{text}\n{_UNFOLD}\n" if is_open else text


def _told(number: int) -> str:
    left = words.plural(number, "more line")
    return f"\n**Cut here, {left} did not fit; the report's own file has them all.**\n"
