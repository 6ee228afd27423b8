"""How deeply a page nests its elements, told without parsing it.

A parser walks all open elements at each tag, so that 4 MB of `<div>` would take it ten
minutes. Browsers stop at a depth of 512 as well. Counts tags; builds no tree.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice

DEEPEST = 512  # elements; Blink and WebKit make siblings of what lies deeper

_SHORT = 32_000  # characters; nested all through, a parser takes 0.05 s for them

# HTML §13.1.2: no content, and so no end tag.
_VOID = "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"
# HTML §13.1.2.4: a sibling ends them, so that their number says nothing of depth.
_ENDED = "body|colgroup|dd|dt|head|html|li|optgroup|option|p|rp|rt|tbody|td|tfoot|th|thead|tr"
_FOREIGN = re.compile(r"<(?:svg|math)\b")  # in there a sibling ends nothing
# What is no markup is passed over as a whole.
_TEXT = (
    r"!--.*?(?:-->|\Z)"
    r"|(script|style|textarea|title|xmp|iframe|noembed|noframes)\b.*?(?:</\1\b|\Z)"
)
_TAGS = re.compile(rf"<(?:{_TEXT}|(/?)(?!(?:{_VOID}|{_ENDED})[\s/>])([a-z][^\s/>]{{0,30}}))", re.S)
_ALL_TAGS = re.compile(rf"<(?:{_TEXT}|(/?)(?!(?:{_VOID})[\s/>])([a-z][^\s/>]{{0,30}}))", re.S)


def shallow(text: str) -> str:
    """The text up to where it would nest too deeply; all of it for nearly every page."""
    if len(text) <= _SHORT or text.count("<") <= DEEPEST:
        return text
    lowered = text.lower()
    tags = _ALL_TAGS if _FOREIGN.search(lowered) else _TAGS
    number = _too_deep(tags, lowered)
    if number is None:
        return text
    return text[: next(islice(tags.finditer(lowered), number, None)).start()]


def _too_deep(tags: re.Pattern[str], text: str) -> int | None:
    """The first tag that would be too deep, by its number."""
    depth = 0
    is_open: defaultdict[str, int] = defaultdict(int)
    # findall: a match object for each tag took as long as parsing the page.
    for number, (_, end, name) in enumerate(tags.findall(text)):
        if end:
            if is_open[name]:  # an end tag of nothing ends nothing
                is_open[name] -= 1
                depth -= 1
        elif name:
            is_open[name] += 1
            depth += 1
            if depth > DEEPEST:
                return number
    return None
