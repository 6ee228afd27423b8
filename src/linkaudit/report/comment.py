"""The Markdown report for an issue or a comment: as much of it as fits, and a count of the rest.

Cut between lines, so that no table row, link or character is halved.
"""

from __future__ import annotations

from collections.abc import Sequence

from linkaudit.model.report import Report
from linkaudit.report.formats import PLAIN, RenderOptions
from linkaudit.report.markdown import render as markdown
from linkaudit.text.numbers import plural
from linkaudit.text.workflow_commands import escape_commands_within

STEP_LIMIT = 1024 * 1024
"""Bytes of a job summary that GitHub takes from one step; of one with more it shows nothing."""
COMMENT_LIMIT = 65_536
"""Characters of an issue or a comment that GitHub takes; held as bytes, which are never fewer."""

_FOLD, _UNFOLD = "<details>", "</details>"
_MARGIN = 200
"""Bytes for the sentence at the end."""


def render(report: Report, options: RenderOptions = PLAIN) -> str:
    """The Markdown report, as much of it as an issue or a comment takes."""
    # It may be printed in a step, where the runner reads it.
    whole = escape_commands_within(markdown.render(report, options))
    return truncated(whole, COMMENT_LIMIT)


def truncated(markdown: str, room: int) -> str:
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
    return _closed(lines[:kept]) + _told(len(lines) - kept) if kept else ""


def _closed(lines: Sequence[str]) -> str:
    # Where a line begins, it is ours; in the name of a file it may stand too.
    folds = sum(line.startswith(_FOLD) for line in lines)
    is_open = folds > sum(line.startswith(_UNFOLD) for line in lines)
    return "".join([*lines, f"\n{_UNFOLD}\n"] if is_open else lines)


def _told(number: int) -> str:
    left = plural(number, "more line")
    return f"\n**Truncated: {left} did not fit. The report file has them all.**\n"
