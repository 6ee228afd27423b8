"""Templates of a site's generator in a document: Liquid, Jinja, Hugo's shortcodes, ERB.

A generator fills them in before Markdown is read, so a destination that has one is a whole
destination, whatever it holds. Anywhere else, braces mean what CommonMark says.
"""

from __future__ import annotations

import re

# On one line, with no link and none of its kind within, and no longer than anybody writes: each
# that never ends is looked through once.
_TEMPLATE = (
    r"\{\{(?:[^\n{}\]]|\{(?!\{)|\}(?!\})|\](?!\()){0,500}+\}\}"
    r"|\{%(?:[^\n{%\]]|\{(?!%)|%(?!\})|\](?!\()){0,500}+%\}"
    r"|<%(?:[^\n<%\]]|<(?!%)|%(?!>)|\](?!\()){0,500}+%>"
)
_ANY = re.compile(_TEMPLATE)
_DESTINATION = re.compile(
    r"(?:(?:\]\(|^[ \t>]*+\[[^\]\n]++\]:)[ \t]*+(?:<(?!%))?+|https?://"
    r"|\b(?:href|src|poster|to)[ \t]*+=[ \t]*+[\"'])"
    rf"(?P<written>(?:[^\s<>(){{}}\"']++|{_TEMPLATE}|[{{}}](?![{{%]))*+)",
    re.M | re.I,
)
# Of a line that holds nothing else, the generator leaves nothing: no paragraph is open behind it.
_TAGS_BEFORE_DEFINITION = re.compile(
    r"^[ \t]*+(?:\{%(?:[^\n%]|%(?!\})){0,500}+%\}[ \t]*+)++(?=\n {0,3}\[[^\]\n]++\]:)", re.M
)
# What may hold definitions that stand elsewhere, or with labels that only the generator knows:
# loops and includes of Liquid and Jinja, mdBook's and markdown-include's, snippets, ERB.
_DEFINER = re.compile(
    r"\{%-?\s*+(?:include|render|for|capture|import|block)\b|\{\{#|\{!|<%|--8<--"
    r"|\{\{[<%]\s*+(?:include|readfile|snippet)\b|^ {0,3}\[[^\]\n]*?(?:\{\{|\{%)[^\]\n]*+\]:",
    re.M,
)


def is_templated(text: str) -> bool:
    """Whether a piece of text has a template."""
    return ("{" in text or "<%" in text) and _ANY.search(text) is not None


def may_define(text: str) -> bool:
    """Whether a template of the document may define labels that the document does not."""
    return _DEFINER.search(text) is not None


def shielded(text: str) -> str:
    """The text with letters in place of the templates in destinations: a parser reads past them.

    Every character keeps its place. Without such templates it is the same text.
    """
    if "{%" in text:
        text = _TAGS_BEFORE_DEFINITION.sub(lambda found: " " * len(found[0]), text)
    pieces: list[str] = []
    position = 0
    for found in _ANY.finditer(text):  # only lines with a template are looked at: few have one
        if found.start() < position:
            continue
        start = text.rfind("\n", position, found.start()) + 1 or position
        end = text.find("\n", found.end())
        end = len(text) if end < 0 else end
        pieces += [text[position:start], _DESTINATION.sub(_shielded, text[start:end])]
        position = end
    return "".join([*pieces, text[position:]])


def _shielded(found: re.Match[str]) -> str:
    written = found["written"]
    if "{" not in written and "<%" not in written:
        return found[0]
    return found[0][: -len(written)] + _ANY.sub(lambda one: "x" * len(one[0]), written)
