"""What the rules on names in the text share: whether a mention is the writer's own, of that name.

Knows quotation marks, titles, longer names and struck-out words. What became of a name, and what
the text says of it, the rules know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from linkaudit.model.document import Mention

# In a heading even small words may be written with a capital.
_LONGER = re.compile(
    r"\s+(?!(?:And|As|At|By|For|From|I|In|Into|Is|On|Or|The|To|Using|Vs|With)\b)[A-Z]|-[A-Z]"
)
_MANY = 3  # words with a capital, apart from the name, that make a title
_FOLLOWS_UP = re.compile(
    r"(?:It|Its|This|That|They|The (?:service|product|tool|name|version|release)|Since|Now|Today"
    r"|Later|By now|AWS|In (?:\w+ )?\d{4}|On \w+ \d)\b"
)


def is_within_longer(mention: Mention) -> bool:
    """Whether a word with a capital goes on with the name: "AWS CodeStar Connections"."""
    return _LONGER.match(mention.behind) is not None


def is_own(mention: Mention) -> bool:
    """Whether the writer says it: not struck out, and not the words or title of others."""
    return not (is_struck_out(mention) or is_quoted(mention) or is_title(mention))


_LEAVING = re.compile(r"\b(?:migrat|mov(?:e|ing)|switch|transition|upgrad|port|convert)", re.I)
_AWAY = re.compile(r"\b(?:from|off|of)\s(?:(?:the|your|our|an?)\s)?\Z", re.I)


def is_left(mention: Mention) -> bool:
    """Whether the text is about leaving it: "Migrate your wheels from Acme Cog"."""
    return bool(_AWAY.search(mention.before) and _LEAVING.search(mention.before))


def is_struck_out(mention: Mention) -> bool:
    return bool(mention.before.count("~~") % 2) and "~~" in mention.behind


def is_quoted(mention: Mention) -> bool:
    """Within quotation marks that hold more than the name: the words of others."""
    for opening, closing in ("“”", "„“", "«»", '""'):
        before, mark, inside = mention.before.rpartition(opening)
        is_open = before.count('"') % 2 == 0 if opening == '"' else closing not in inside
        rest, end, _ = mention.behind.partition(closing)
        if mark and end and is_open and f"{inside}{rest}".strip(" .,;:!?"):
            return True
    return False


def is_title(mention: Mention) -> bool:
    """In a link whose text is the title of what it leads to: that is called as it is."""
    words = re.findall(r"[^\W\d_][\w'’-]{3,}", mention.link.replace(mention.name, " "))
    small = {"with", "from", "into", "over", "your", "using"}
    return len(words) >= _MANY and all(word[0].isupper() or word in small for word in words)


def sentences_about(mention: Mention) -> Iterator[str]:
    """The sentence around a mention, and the next one where that goes on about it."""
    yield f"{mention.before}{mention.name}{mention.behind}"
    if _FOLLOWS_UP.match(mention.following):
        yield mention.following
