"""Code spans (CommonMark §6.1): a run of backticks up to the next one that is as long.

Every run is looked at once; a pattern that looks for each one's end takes the square of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_RUN = re.compile(r"`++")


def endings(text: str) -> Mapping[int, int]:
    """By the start of each run that has another of its length behind it: where that one ends."""
    found: dict[int, int] = {}
    latest: dict[int, int] = {}
    for run in _RUN.finditer(text):
        length = run.end() - run.start()
        if length in latest:
            found[latest[length]] = run.end()
        latest[length] = run.start()
    return found


def code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each code span, in their order; none begins within another."""
    position = 0
    for start, end in sorted(endings(text).items()):
        if start >= position:
            yield start, end
            position = end
