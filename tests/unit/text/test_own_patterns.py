"""Our own patterns meet strangers' texts: none may take more than so many steps a character."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

import pytest

from tests.patterns import MOST, Used, collected, growth, is_endless
from tests.steps import Counted, attacks

PATTERNS = [used for used in collected() if is_endless(used)]


@pytest.fixture(autouse=True)
def deep() -> Iterator[None]:
    """The matcher calls itself once for each repetition of a group."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(100_000)
    yield
    sys.setrecursionlimit(before)


def test_all_patterns_are_found() -> None:
    """Where a new way of making one hides it from the search, this count does not rise."""
    assert len(PATTERNS) > 90


@pytest.mark.parametrize("used", PATTERNS, ids=[f"{u.place} {u.text[:20]}" for u in PATTERNS])
def test_the_steps_of_each_pattern_grow_with_the_text_and_no_faster(used: Used) -> None:
    worst, text = growth(used)

    assert worst <= MOST, (
        f"{used.place}: 4 times {text[:40]!r} takes {4 * worst:.0f} times the steps"
    )


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
EXACT = [used for used in PATTERNS if not re.search(r"\{\d*,?(?:[5-9]|\d\d+)\}", used.text)][::4]


@pytest.mark.parametrize("used", EXACT, ids=[used.place for used in EXACT])
def test_the_counting_matcher_finds_what_re_finds(used: Used) -> None:
    counted = Counted(used.pattern)
    for text in list(attacks(used.pattern, 12))[:6]:
        found = used.pattern.match(text if isinstance(used.pattern.pattern, str) else text.encode())

        assert counted.end(text) == (found.end() if found else -1), text
