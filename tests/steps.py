"""How many characters a backtracking matcher looks at: `re`, in slow motion.

It runs the tree that `re` itself parses a pattern to, the same way `re` does, and counts. So growth
is the same on any machine. Repetitions up to a number count as constant and are cut to a few, which
keeps texts short.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from re import _constants as c  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_FEW = 4
MOST_STEPS = 100_000
_PALETTE = "a \n0-_.,:;A\t<>{}[]()#`\"'/\\=&%é"

Continue = Callable[[int], int]
"""What is matched next: given a place, where all of it ends, or -1."""
Match = Callable[[int, Continue], int]


class TooManySteps(Exception):  # noqa: N818  no error: a finding
    """More than so slow a pattern needs to be found out; exponential ones never end."""


class Counted:
    """One pattern; it may meet one text after another."""

    def __init__(self, pattern: re.Pattern[Any]) -> None:
        self.flags = pattern.flags
        self.text = ""
        self.steps = 0
        self.groups: dict[int, tuple[int, int]] = {}
        self._match = self._sequence(parser.parse(_text_of(pattern), self.flags))

    def run(self, method: str, text: str) -> int:
        """The steps that a method of the pattern takes."""
        self.text, self.steps = text, 0
        self.groups.clear()
        if method in ("match", "fullmatch"):
            whole = method == "fullmatch"
            self._match(0, lambda end: end if not whole or end == len(self.text) else -1)
            return self.steps
        start = 0
        while start <= len(self.text):
            end = self._match(start, lambda end: end)
            if end >= 0 and method == "search":
                break
            start = max(end, start + 1)
        return self.steps

    def end(self, text: str) -> int:
        """Where a match at the start ends, or -1."""
        self.text = text
        self.groups.clear()
        return self._match(0, lambda end: end)

    def _sequence(self, tree: Any) -> Match:
        nodes = [self._node(kind, value) for kind, value in tree]

        def match(place: int, then: Continue) -> int:
            def on(number: int, at: int) -> int:
                if number == len(nodes):
                    return then(at)
                return nodes[number](at, lambda end: on(number + 1, end))

            return on(0, place)

        return match

    def _node(self, kind: Any, value: Any) -> Match:
        if kind in (c.LITERAL, c.NOT_LITERAL, c.ANY, c.IN):
            return self._one(holds(kind, value, self.flags))
        if kind is c.AT:
            return lambda place, then: then(place) if self._is_at(value, place) else -1
        if kind is c.BRANCH:
            branches = [self._sequence(branch) for branch in value[1]]
            return lambda place, then: next(
                (end for branch in branches if (end := branch(place, then)) >= 0), -1
            )
        if kind is c.SUBPATTERN:
            return self._group(value[0], self._sequence(value[3]))
        if kind is c.ATOMIC_GROUP:
            return self._atomic(self._sequence(value))
        if kind in (c.MAX_REPEAT, c.MIN_REPEAT):
            return self._repeat(*value, is_greedy=kind is c.MAX_REPEAT)
        if kind is c.POSSESSIVE_REPEAT:
            return self._atomic(self._repeat(*value, is_greedy=True))
        if kind in (c.ASSERT, c.ASSERT_NOT):
            return self._around(value[0], self._sequence(value[1]), kind is c.ASSERT, value[1])
        if kind is c.GROUPREF:
            return lambda place, then: self._again(value, place, then)
        if kind is c.GROUPREF_EXISTS:
            yes, no = self._sequence(value[1]), self._sequence(value[2] or [])
            return lambda place, then: (yes if value[0] in self.groups else no)(place, then)
        raise NotImplementedError(kind)

    def _one(self, is_in: Callable[[str], bool]) -> Match:
        def match(place: int, then: Continue) -> int:
            self.steps += 1
            if self.steps > MOST_STEPS:
                raise TooManySteps
            text = self.text
            return then(place + 1) if place < len(text) and is_in(text[place]) else -1

        return match

    def _is_at(self, where: Any, place: int) -> bool:
        self.steps += 1
        text = self.text
        is_word = [
            0 <= at < len(text) and (text[at].isalnum() or text[at] == "_")
            for at in (place - 1, place)
        ]
        if where in (c.AT_BOUNDARY, c.AT_NON_BOUNDARY):
            return (is_word[0] != is_word[1]) == (where is c.AT_BOUNDARY)
        if where in (c.AT_BEGINNING, c.AT_BEGINNING_STRING):
            by_lines = where is c.AT_BEGINNING and self.flags & re.M
            return place == 0 or bool(by_lines and text[place - 1] == "\n")
        rest = text[place : place + 2]
        if where is c.AT_END_STRING:
            return not rest
        return rest in ("", "\n") or bool(self.flags & re.M and rest[0] == "\n")

    def _group(self, number: int | None, inner: Match) -> Match:
        if number is None:
            return inner

        def match(place: int, then: Continue) -> int:
            before = self.groups.get(number)

            def closed(end: int) -> int:
                self.groups[number] = (place, end)
                return then(end)

            found = inner(place, closed)
            if found < 0:
                self.groups.pop(number, None)
                if before is not None:
                    self.groups[number] = before
            return found

        return match

    def _atomic(self, inner: Match) -> Match:
        def match(place: int, then: Continue) -> int:
            end = inner(place, lambda end: end)
            return then(end) if end >= 0 else -1

        return match

    def _repeat(self, least: int, most: int, body: Any, *, is_greedy: bool) -> Match:
        if most is not c.MAXREPEAT and most > _FEW:
            least, most = min(least, _FEW), _FEW
        [*nodes] = body
        inner = self._sequence(body)
        is_single = len(nodes) == 1 and nodes[0][0] in (c.LITERAL, c.NOT_LITERAL, c.ANY, c.IN)

        def greedy_single(place: int, then: Continue) -> int:
            # No recursion: `re` has none here, either.
            end = place
            while (most is c.MAXREPEAT or end - place < most) and inner(end, lambda at: at) >= 0:
                end += 1
            while end - place >= least:
                if (found := then(end)) >= 0:
                    return found
                end -= 1
            return -1

        def lazy_single(place: int, then: Continue) -> int:
            end = place
            while True:
                if end - place >= least and (found := then(end)) >= 0:
                    return found
                if (most is not c.MAXREPEAT and end - place >= most) or inner(
                    end, lambda at: at
                ) < 0:
                    return -1
                end += 1

        def match(place: int, then: Continue) -> int:
            def again(times: int, at: int) -> int:
                def more() -> int:
                    if most is not c.MAXREPEAT and times >= most:
                        return -1
                    return inner(
                        at, lambda end: again(times + 1, end) if end > at or times < least else -1
                    )

                if times < least:
                    return more()
                for turn in (more, lambda: then(at)) if is_greedy else (lambda: then(at), more):
                    if (found := turn()) >= 0:
                        return found
                return -1

            return again(0, place)

        if is_single:
            return greedy_single if is_greedy else lazy_single
        return match

    def _around(self, direction: int, inner: Match, wanted: bool, tree: Any) -> Match:
        width = tree.getwidth()[0] if direction < 0 else 0

        def match(place: int, then: Continue) -> int:
            start = place - width
            found = start >= 0 and inner(start, lambda end: end) >= 0
            return then(place) if found == wanted else -1

        return match

    def _again(self, number: int, place: int, then: Continue) -> int:
        start, end = self.groups.get(number, (0, -1))
        if end < 0:
            return -1
        for offset in range(end - start):
            self.steps += 1
            if self.text[place + offset : place + offset + 1] != self.text[start + offset]:
                return -1
        return then(place + end - start)


def holds(kind: Any, value: Any, flags: int) -> Callable[[str], bool]:
    """Whether one node of one character has this one."""
    if kind is c.ANY:
        return lambda char: bool(flags & re.S) or char != "\n"
    items = value if kind is c.IN else [(c.LITERAL, value)]
    is_not = kind is c.NOT_LITERAL or (kind is c.IN and value[0][0] is c.NEGATE)

    def is_in(char: str) -> bool:
        chars = {char, char.lower(), char.upper()} if flags & re.I else {char}
        return any(_has(item, value, one) for item, value in items for one in chars) != is_not

    return cache(is_in)  # a text has few characters, and each is asked about again and again


def _has(kind: Any, value: Any, char: str) -> bool:
    if kind is c.LITERAL:
        return char == chr(value)
    if kind is c.RANGE:
        return len(char) == 1 and value[0] <= ord(char) <= value[1]
    if kind is c.CATEGORY:
        is_in = {
            "DIGIT": char.isdecimal(),
            "SPACE": char.isspace(),
            "WORD": char.isalnum() or char == "_",
        }[str(value).rpartition("_")[2]]
        return is_in != ("_NOT_" in str(value))
    return False


# ------------------------------------------------------------------ texts that may be slow


def attacks(pattern: re.Pattern[Any], size: int) -> Iterator[str]:
    """Texts of some length that are made of what the pattern looks for, again and again."""
    tree = parser.parse(_text_of(pattern), pattern.flags)
    heads = list(dict.fromkeys(["", *_heads(tree, pattern.flags)]))
    pieces = list(dict.fromkeys([*_atoms(tree, pattern.flags), *heads[1:]]))
    whole = heads[-1]
    openings = list(dict.fromkeys(["", heads[len(heads) // 2], whole[:-1]]))
    for piece in pieces[:16]:
        for opening in openings:
            for more in ("", whole):
                repeated = piece + more
                yield opening + repeated * (size // len(repeated)) + "\x00"


def _heads(tree: Any, flags: int) -> Iterator[str]:
    """The beginnings of a shortest match, node by node; of each alternative."""
    text = ""
    for kind, value in tree:
        if kind is c.BRANCH:
            yield from (text + head for branch in value[1][:4] for head in _heads(branch, flags))
        elif kind is c.SUBPATTERN:
            yield from (text + head for head in _heads(value[3], flags))
        text += _shortest([(kind, value)], flags)
        if text:
            yield text


def _shortest(tree: Any, flags: int) -> str:
    text = ""
    for kind, value in tree:
        if kind in (c.LITERAL, c.NOT_LITERAL, c.ANY, c.IN):
            text += next(_members(kind, value, flags), "")
        elif kind is c.BRANCH:
            text += _shortest(value[1][0], flags)
        elif kind is c.SUBPATTERN:
            text += _shortest(value[3], flags)
        elif kind is c.ATOMIC_GROUP:
            text += _shortest(value, flags)
        elif kind in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
            text += _shortest(value[2], flags) * min(value[0], _FEW)
    return text


def _atoms(tree: Any, flags: int) -> Iterator[str]:
    """A character or two of each node, those that repeat first."""
    for kind, value in sorted(tree, key=lambda node: node[0] not in _REPEATS):
        if kind in (c.LITERAL, c.NOT_LITERAL, c.ANY, c.IN):
            yield from list(_members(kind, value, flags))[:2]
        elif kind is c.BRANCH:
            for branch in value[1]:
                yield from _atoms(branch, flags)
        elif kind in _REPEATS:
            yield from _atoms(value[2], flags)
            yield _shortest(value[2], flags) or "a"
        elif kind is c.SUBPATTERN:
            yield from _atoms(value[3], flags)
        elif kind is c.ATOMIC_GROUP:
            yield from _atoms(value, flags)


_REPEATS = (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT)


def _members(kind: Any, value: Any, flags: int) -> Iterator[str]:
    if kind is c.LITERAL:
        yield chr(value)
        return
    is_in = holds(kind, value, flags)
    own = [chr(v) for k, v in value if k is c.LITERAL] if kind is c.IN else []
    yield from (char for char in [*_PALETTE, *own] if is_in(char))


def _text_of(pattern: re.Pattern[Any]) -> Any:
    return (
        pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    )
