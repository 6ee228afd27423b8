"""Our own patterns meet strangers' texts: none may take more than so many steps a character."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache

import pytest

from tests.patterns import MOST, PACKAGE, Used, collected, growth, is_endless
from tests.steps import Counted, attacks

PARTS = sorted({path.relative_to(PACKAGE).parts[0] for path in PACKAGE.rglob("*.py")})


@cache
def patterns() -> list[Used]:
    """Only once a test runs: it takes a second, and each worker of a run reads this file."""
    return [used for used in collected() if is_endless(used)]


@pytest.fixture(autouse=True)
def deep() -> Iterator[None]:
    """The matcher calls itself once for each repetition of a group."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(100_000)
    yield
    sys.setrecursionlimit(before)


def test_all_patterns_are_found() -> None:
    """Where a new way of making one hides it from the search, this count does not rise."""
    assert len(patterns()) > 90


@pytest.mark.parametrize("part", PARTS)
def test_the_steps_of_each_pattern_grow_with_the_text_and_no_faster(part: str) -> None:
    own = [used for used in patterns() if re.split("[/: ]", used.place)[0] == part]

    grown = [(used.place, *growth(used)) for used in own]

    slow = [
        f"{place}: 4 times {text[:40]!r} takes {4 * worst:.0f} times the steps"
        for place, worst, text in grown
        if worst > MOST
    ]
    assert slow == []


def test_every_pattern_is_in_one_of_the_parts() -> None:
    assert {re.split("[/: ]", used.place)[0] for used in patterns()} <= set(PARTS)


SLOW = [
    (r"\{\{.*?\}\}|\{%.*?%\}", "search"),
    (r"a*b", "search"),
    (r"a*b", "sub"),
    (r"\s*$", "search"),
    (r"(?:a|a)*$", "match"),
    (r"(?:x+x+)+y", "match"),
    (r"(?m)^\s*url\s*=", "search"),
    (r"\s+[-|]\s+", "split"),
    (r"a(?:[^b]*b)?", "finditer"),
    (r".*_[0-9]+x", "search"),
    (r"\w+\d+x", "fullmatch"),
]


@pytest.mark.parametrize(("text", "method"), SLOW)
def test_a_slow_pattern_is_found_to_be_slow(text: str, method: str) -> None:
    """The instrument: what it cannot see it would call linear."""
    assert growth(Used("x", re.compile(text), frozenset({method})))[0] > MOST


@pytest.mark.parametrize(
    ("text", "method"),
    [
        (r"a*+b", "match"),
        (r"^a*b", "search"),
        (r"(?<!a)a*b", "search"),
        (r"(?<!\s)\s+[-|]\s+", "split"),
        (r"[^<]*>", "match"),
        (r"<[^<>]*>", "sub"),
        (r"\w+", "findall"),
    ],
)
def test_a_linear_pattern_is_found_to_be_linear(text: str, method: str) -> None:
    assert growth(Used("x", re.compile(text), frozenset({method})))[0] <= MOST


# A bound above its few repetitions is counted as one of a few: what is found is shorter then.
@pytest.mark.parametrize("quarter", range(4))
def test_the_counting_matcher_finds_what_re_finds(quarter: int) -> None:
    exact = [u for u in patterns() if not re.search(r"\{\d*,?(?:[5-9]|\d\d+)\}", u.text)][::4]

    others = []
    for used in exact[quarter::4]:
        counted = Counted(used.pattern)
        for text in list(attacks(used.pattern, 12))[:6]:
            given = text if isinstance(used.pattern.pattern, str) else text.encode()
            found = used.pattern.match(given)
            if counted.end(text) != (found.end() if found else -1):
                others.append((used.place, text))

    assert exact
    assert others == []
