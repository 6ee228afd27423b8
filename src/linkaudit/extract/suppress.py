"""Comments by which a writer silences findings: `<!-- linkaudit: ignore -->` and its kin.

Knows which lines a comment is about. What is found on those lines, it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from linkaudit.document import Suppression
from linkaudit.extract.source import Source

COMMENT = re.compile(r"<!--\s*linkaudit:(?P<words>[^>]{0,1000}?)-->")
MDX_COMMENT = re.compile(r"\{/\*\s*linkaudit:(?P<words>[^}]{0,1000}?)\*/\}")

_MARKS = " \t>*+-"  # what may stand before a comment that is alone in a quote or an item
_NOWHERE = (1, 0)  # lines that no link is on: a comment that cannot be understood


@dataclass(frozen=True, slots=True)
class Comment:
    """One such comment: where it stands in the document, and its words."""

    start: int
    end: int
    words: str


def comments(text: str, pattern: re.Pattern[str] = COMMENT) -> Iterator[Comment]:
    """Every comment in a piece of HTML, or by another pattern."""
    for match in pattern.finditer(text):
        yield Comment(match.start(), match.end(), match["words"].strip())


def suppressions(found: Iterable[Comment], source: Source) -> tuple[Suppression, ...]:
    """The lines that each comment silences; `off` counts to its `on`, else to the end."""
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


def _is_alone(comment: Comment, source: Source) -> bool:
    before = source.text.rfind("\n", 0, comment.start) + 1
    after = source.text.find("\n", comment.end)
    behind = source.text[comment.end : after if after >= 0 else len(source.text)]
    return not source.text[before : comment.start].strip(_MARKS) and not behind.strip()


def _rules(text: str) -> frozenset[str]:
    return frozenset(re.split(r"[\s,]+", text.strip())) - {""}
