"""Numbers as people read them: `1 link`, `10,000 links`."""

from __future__ import annotations


def number(count: int) -> str:
    """With a comma between thousands."""
    return f"{count:,}"


def plural(count: int, noun: str) -> str:
    """A number with its noun, whose plural takes an `s`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
