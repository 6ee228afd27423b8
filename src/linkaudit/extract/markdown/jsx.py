"""Tags and expressions of MDX: where each ends, and the texts that its attributes hold.

A scanner and no parser of JavaScript: it knows strings, comments and braces, and nothing of what
a program does. Each text is looked through once, however many braces in it are never closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

Span = tuple[str, int, int]
"""The name of an attribute, and where its value begins and ends."""

_NAME = re.compile(r"[A-Za-z_$][\w$-]*+(?:[.:][A-Za-z_$][\w$-]*+)*+")
_SPACE = re.compile(r"\s*+")
_CLOSING = re.compile(r"/\s*+>|>")
# No string goes on across an empty line: where it seems to, a quotation mark is missing.
_ATTRIBUTE = re.compile(
    r"(?P<name>[A-Za-z_$][\w$:.-]*+)(?:\s*+=\s*+"
    r"(?:\"(?P<double>(?:[^\"\n]++|\n(?![ \t]*+\n))*+)\""
    r"|'(?P<single>(?:[^'\n]++|\n(?![ \t]*+\n))*+)'|(?P<brace>\{)))?"
)
# `//` behind a colon is a URL in the text of a tag rather than a comment.
_CODE = re.compile(
    r"(?P<mark>[{}`])|\"(?:[^\"\\\n]++|\\[^\n])*+\"|'(?:[^'\\\n]++|\\[^\n])*+'"
    r"|(?<!:)//[^\n]*+|(?P<comment>/\*)"
    r"|(?<=[(=,:\[!&|?{;])[ ]?/(?![/*])(?:[^/\\\n\[]++|\\[^\n]|\[(?:[^\]\\\n]++|\\[^\n])*+\])++/"
)
_TEMPLATE = re.compile(r"\\.|(?P<mark>`|\$\{)", re.DOTALL)
_BRACE = re.compile(r"[{}]")
_FLAT = re.compile(r"\{[^{}]*+\}")
_EMPTY_LINE = re.compile(r"\n[ \t]*+(?=\n)")
# Of a statement: what opens and closes, and where it may end.
_OF_STATEMENT = re.compile(
    r"(?P<open>[{(\[])|(?P<close>[})\]])|(?P<tick>`)|(?P<empty>\n[ \t]*+(?=\n))"
    r"|\"(?:[^\"\\\n]++|\\[^\n])*+\"|'(?:[^'\\\n]++|\\[^\n])*+'"
    r"|(?<!:)//[^\n]*+|(?P<comment>/\*)"
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: `<Card href="/a">`, `</Card>` or `<>`."""

    name: str
    start: int
    end: int
    attributes: tuple[Span, ...] = ()
    """Those with a text for a value."""


class Script:
    """One text, and whether it has an expression that never ends."""

    def __init__(self, text: str, *, is_broken: bool = False) -> None:
        self.text = text
        self.is_broken = is_broken
        self._last = text.rfind("}")

    def expression_end(self, start: int, limit: int) -> int:
        """Where the expression ends that the brace at `start` opens; -1 where it does not."""
        if start > self._last:
            return -1
        if not self.is_broken:
            end = _code_end(self.text, start, limit)
            if end < 0:  # perhaps for an apostrophe in the text of a tag
                end = _braces_end(self.text, start, limit)
            if end >= 0:
                return end
            self.is_broken = True
        found = _FLAT.match(self.text, start, limit)
        return found.end() if found else -1

    def tag(self, start: int, limit: int) -> Tag | None:
        """The tag that begins at `start`."""
        text = self.text
        position = start + (2 if text.startswith("</", start) else 1)
        name = _NAME.match(text, position, limit)
        position = name.end() if name else position
        attributes: list[Span] = []
        while position < limit:
            position = self._behind_space(position, limit)
            if closing := _CLOSING.match(text, position, limit):
                return Tag(name[0] if name else "", start, closing.end(), tuple(attributes))
            if name is None:
                return None
            if text.startswith("{", position):
                position = self.expression_end(position, limit)
            else:
                position = self._attribute(position, limit, attributes)
            if position < 0:
                return None
        return None

    def statement_end(self, start: int, limit: int) -> int:
        """Where `import` or `export` ends: at the first empty line where nothing is open."""
        empty = _EMPTY_LINE.search(self.text, start, limit)
        first = empty.start() if empty else limit
        if self.is_broken:
            return first
        end = _statement_end(self.text, start, limit)
        self.is_broken = end < 0
        return first if end < 0 else end

    def _behind_space(self, position: int, limit: int) -> int:
        space = _SPACE.match(self.text, position, limit)
        return space.end() if space else position

    def _attribute(self, position: int, limit: int, found: list[Span]) -> int:
        """Where an attribute ends; its value is added, if it is a text."""
        one = _ATTRIBUTE.match(self.text, position, limit)
        if one is None:
            return -1
        if one["brace"] is None:
            group = "double" if one["double"] is not None else "single"
            if one[group] is not None:
                found.append((one["name"], *one.span(group)))
            return one.end()
        return self.expression_end(one.start("brace"), limit)


def tags(text: str) -> Iterator[tuple[str, int, list[Span], int]]:
    """Each tag outside of expressions, as `html.py` has those of HTML."""
    script = Script(text)
    position, limit = 0, len(text)
    for mark in re.finditer(r"[<{]", text):
        if mark.start() < position:
            continue
        if mark[0] == "{":
            position = script.expression_end(mark.start(), limit)
        elif tag := script.tag(mark.start(), limit):
            yield tag.name, tag.start, list(tag.attributes), tag.end
            position = tag.end


def _statement_end(text: str, start: int, limit: int) -> int:
    """-1 where something that was opened is not closed."""
    depth, position = 0, start
    while found := _OF_STATEMENT.search(text, position, limit):
        position = found.end()
        if found["empty"] is not None and depth <= 0:
            return found.start()
        if found["tick"] is not None:
            position = _template_end(text, position, limit)
        elif found["comment"] is not None:
            position = _behind(text, "*/", position, limit)
        else:
            depth += (found["open"] is not None) - (found["close"] is not None)
        if position < 0:
            return -1
    return limit if depth <= 0 else -1


def _code_end(text: str, start: int, limit: int) -> int:
    """Behind the brace that closes the one at `start`, by the rules of JavaScript; -1 for none."""
    depth, position = 0, start
    while found := _CODE.search(text, position, limit):
        position = found.end()
        if found["comment"]:
            position = _behind(text, "*/", position, limit)
            if position < 0:
                return -1
        elif found["mark"] == "{":
            depth += 1
        elif found["mark"] == "}":
            depth -= 1
            if depth == 0:
                return position
        elif found["mark"] == "`":
            position = _template_end(text, position, limit)
            if position < 0:
                return -1
    return -1


def _template_end(text: str, start: int, limit: int) -> int:
    """Behind the mark that closes a template; -1 for none."""
    # For each template that is open, how many braces are within the expression being read.
    depths: list[int] = []
    position = start
    while True:
        pattern = _CODE if depths else _TEMPLATE
        found = pattern.search(text, position, limit)
        if found is None:
            return -1
        position = found.end()
        match found["mark"]:
            case "${":
                depths.append(1)
            case "{":
                depths[-1] += 1
            case "}":
                depths[-1] -= 1
                if depths[-1] == 0:
                    depths.pop()
            case "`" if not depths:
                return position
            case "`":  # a template within one: without expressions of its own, or none of ours
                position = _behind(text, "`", position, limit)
                if position < 0:
                    return -1


def _braces_end(text: str, start: int, limit: int) -> int:
    depth = 0
    for brace in _BRACE.finditer(text, start, limit):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.end()
    return -1


def _behind(text: str, mark: str, start: int, limit: int) -> int:
    """Where the next such mark ends; -1 where none comes."""
    found = text.find(mark, start, limit)
    return found + len(mark) if found >= 0 else -1
