"""Comments that suppress findings: `<!-- linkaudit: ignore -->`, `off` and `on`.

Knows which lines a comment is about, and nothing of the findings there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from linkaudit.extract.source import Source
from linkaudit.model.document import Suppression

COMMENT = re.compile(r"<!--\s*linkaudit:(?P<words>[^<>]{0,1000}?)-->")

_REST_IS_BLANK = re.compile(r"[^\S\n]*+(?:\n|\Z)")
_MARKS = " \t>*+-"  # what may come before a comment that is alone in a quote or an item
_MOST_ON_A_LINE = 100  # further ones suppress nothing: each link would carry 30,000
_NOWHERE = (1, 0)  # lines that no link is on: a comment that cannot be understood


@dataclass(frozen=True, slots=True)
class Comment:
    """One such comment: where it is in the document, and its words."""

    start: int
    end: int
    words: str


def comments(text: str, pattern: re.Pattern[str] = COMMENT) -> Iterator[Comment]:
    """Every comment in a piece of HTML, or by another pattern."""
    for match in pattern.finditer(text):
        yield Comment(match.start(), match.end(), match["words"].strip())


def suppressions(found: Iterable[Comment], source: Source) -> tuple[Suppression, ...]:
    """The lines that each comment covers; `off` counts to its `on`, else to the end."""
    result: list[Suppression] = []
    opened: Suppression | None = None
    last_line = source.place(len(source.text)).line
    for comment in sorted(found, key=lambda comment: comment.start):
        verb, _, rest = comment.words.partition(" ")
        place = source.place(comment.start)
        if verb == "on" and opened is not None:
            result.append(Suppression(opened.place, opened.first, place.line))
            opened = None
        elif verb == "off" and opened is None:
            opened = Suppression(place, place.line, last_line)
        elif verb == "ignore":
            line = source.place(comment.end).line
            line += _is_alone(comment, source)
            result.append(Suppression(place, line, line, _rules(rest)))
        else:
            result.append(Suppression(place, *_NOWHERE))
    return tuple([*result, opened] if opened else result)


class Silencing:
    """The comments of one document by the lines they are about: each look-up is quick."""

    def __init__(self, suppressions: Iterable[Suppression]) -> None:
        self._of_line: dict[int, list[Suppression]] = {}
        self._stretches: list[Suppression] = []  # apart from each other, since `off` ends at `on`
        for suppression in suppressions:
            if suppression.first < suppression.last:
                self._stretches.append(suppression)
            else:
                of_line = self._of_line.setdefault(suppression.first, [])
                if suppression.first == suppression.last and len(of_line) < _MOST_ON_A_LINE:
                    of_line.append(suppression)
        self._stretches.sort(key=lambda stretch: stretch.first)

    def about(self, first: int, last: int) -> list[Suppression]:
        """Those about a line from `first` to `last`, in the order in which they begin."""
        found = [one for line in range(first, last + 1) for one in self._of_line.get(line, ())]
        index = bisect_right(self._stretches, last, key=lambda stretch: stretch.first)
        while index and self._stretches[index - 1].last >= first:
            index -= 1
            found.append(self._stretches[index])
        return sorted(found, key=lambda one: (one.place.line, one.place.column))


def _is_alone(comment: Comment, source: Source) -> bool:
    # No further than needed: a line may hold 30,000 comments.
    start = comment.start
    while start and source.text[start - 1] in _MARKS:
        start -= 1
    is_first = start == 0 or source.text[start - 1] == "\n"
    return is_first and _REST_IS_BLANK.match(source.text, comment.end) is not None


def _rules(text: str) -> frozenset[str]:
    return frozenset(re.split(r"[\s,]+", text.strip())) - {""}
