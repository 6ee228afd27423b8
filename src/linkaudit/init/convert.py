"""A peer's settings in our words: what can be carried over, and why the rest cannot.

Values in, values out. A value that is left behind is not repeated: it may be a secret.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from linkaudit.settings.table import CONFIG_KEYS
from linkaudit.text.patterns import compiled

MAX_PATTERN = 1000
# Rust takes these for sets within sets, and `init` cannot say the same otherwise.
_SET = re.compile(r"\\.|\[(?P<inside>\^?\]?(?:\\.|\[:\^?[a-z]++:\]|[^\]\\])*+)")
_SET_IN_SET = re.compile(r"\[(?!:)|&&|--|~~")
# Pages that answer so are never `dead` here, so a peer need not be told to accept them.
_NEVER_DEAD = frozenset({401, 403, 429, 451, 999, *range(100, 400), *range(500, 600)})


@dataclass(frozen=True, slots=True)
class ConvertedSetting:
    """One key of our config, with its value; of a list, a part."""

    key: str
    value: object


@dataclass(frozen=True, slots=True)
class Unconverted:
    """One key of a peer's config that has no place in ours."""

    key: str
    why: str


@dataclass(frozen=True, slots=True)
class WeakExclude:
    """A pattern of `exclude` that gives way to `include`; in our own config it does not."""

    pattern: str

    @property
    def key(self) -> str:
        return "exclude"


@dataclass(frozen=True, slots=True)
class Stronger:
    """A pattern of `include` that a weaker `exclude` gives way to."""

    pattern: str

    @property
    def key(self) -> str:
        return "include"


Item = ConvertedSetting | Unconverted | WeakExclude | Stronger
Carry = Callable[[str, object], Iterator[Item]]
"""What becomes of a peer's key and its value."""

Table = Mapping[str, Carry | str]
"""By the peer's keys: how each is carried over, or why it is not."""


def convert(settings: Mapping[str, object], table: Table) -> Iterator[Item]:
    """All settings of a peer, in the order in which they stand."""
    for key, value in settings.items():
        carry = table.get(key, "unknown setting")
        if isinstance(carry, str):
            yield Unconverted(key, carry)
            continue
        for item in carry(key, value):
            yield _fitting(item, key)


def _fitting(item: Item, key: str) -> Item:
    """What our config would refuse is left behind."""
    if isinstance(item, ConvertedSetting):
        kind = CONFIG_KEYS[item.key].kind
        try:
            kind.read_config(list(item.value) if isinstance(item.value, tuple) else item.value)
        except ValueError:
            return Unconverted(key, f"not {kind.config_words}")
    return item


# ------------------------------------------------------------ ways to carry over


def as_it_is(ours: str) -> Carry:
    """The same value under our name."""

    def carry(_: str, value: object) -> Iterator[Item]:
        yield ConvertedSetting(ours, value)

    return carry


def ignored(_: str, __: object) -> Iterator[Item]:
    """We do so anyway, or it is of no consequence to what is found."""
    yield from ()


def unless(wanted: object, why: str) -> Carry:
    """Nothing to carry over, but where the value is this one."""

    def carry(key: str, value: object) -> Iterator[Item]:
        if value == wanted:
            yield Unconverted(key, why)

    return carry


def each(key: str, texts: object, make: Callable[[str], Item]) -> Iterator[Item]:
    """A list of regular expressions, each on its own."""
    if not isinstance(texts, (list, tuple)):
        yield Unconverted(key, "not a list")
        return
    for number, text in enumerate(texts, 1):
        try:
            yield make(pattern(text))
        except ValueError as error:
            yield Unconverted(f"{key}, number {number}", str(error))


def excluded(expression: str) -> Item:
    """What matches is left out."""
    return ConvertedSetting("exclude", [expression])


def pattern(text: object) -> str:
    """A peer's regular expression, if it is one here. Raises ValueError, which says why not."""
    if not isinstance(text, str) or not 0 < len(text) <= MAX_PATTERN or not text.isprintable():
        raise ValueError(f"not a line of 1 to {MAX_PATTERN} characters")
    if any(_SET_IN_SET.search(found["inside"] or "") for found in _SET.finditer(text)):
        raise ValueError("nested sets are not supported; list the characters")
    compiled(text)
    return text


def accepting(key: str, codes: object) -> Iterator[Item]:
    """Status codes that a peer takes for fine."""
    try:
        wanted = {code for text in _texts(codes) for code in _range(text)}
    except ValueError:
        yield Unconverted(key, "not a list of status codes")
        return
    if wanted - _NEVER_DEAD:
        why = "a status proves no page fine; exclude those pages, or suppress their links"
        yield Unconverted(key, why)


def _texts(codes: object) -> list[str]:
    if isinstance(codes, str):
        return codes.split(",")
    return [str(code) for code in (codes if isinstance(codes, list) else [codes])]


def _range(text: str) -> range:
    """`200`, and lychee's `200..=204`, `200..204`, `500..`. Raises ValueError."""
    first, dots, last = text.strip().partition("..")
    if not dots:
        return range(int(first), int(first) + 1)
    if last.startswith("="):
        return range(int(first or 100), min(int(last[1:]), 999) + 1)
    return range(int(first or 100), min(int(last or 1000), 1000))


_DURATION = re.compile(r"(\d{1,9}(?:\.\d{1,3})?)\s*([a-z]*)", re.ASCII)
_UNITS = {
    "ms": 0.001, "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1,
    "m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60,
    "h": 3600, "hr": 3600, "hour": 3600, "hours": 3600,
    "d": 86400, "day": 86400, "days": 86400, "w": 604800, "week": 604800, "weeks": 604800,
}  # fmt: skip


def seconds(value: object, unit: str) -> float:
    """`20s`, `1m`, `2h 30m`; a number counts in `unit`. Raises ValueError."""
    text = str(value).strip().lower()
    parts = _DURATION.findall(text)
    if isinstance(value, bool) or not parts or _DURATION.sub("", text).strip():
        raise ValueError("not a duration")
    if any(name and name not in _UNITS for _, name in parts):
        raise ValueError("not a duration")
    return float(sum(float(number) * _UNITS[name or unit] for number, name in parts))


def lasting(ours: str, unit: str) -> Carry:
    """A time in seconds."""

    def carry(key: str, value: object) -> Iterator[Item]:
        try:
            found = seconds(value, unit)
        except ValueError as error:
            yield Unconverted(key, str(error))
        else:
            yield ConvertedSetting(ours, int(found) if found.is_integer() else found)

    return carry


def age(length: float) -> str:
    """A time in seconds as our config writes an age, in the largest unit that is exact."""
    whole = timedelta(seconds=round(length))
    for unit, size in (("d", 86400), ("h", 3600), ("m", 60)):
        if whole.total_seconds() % size == 0:
            return f"{int(whole.total_seconds() // size)}{unit}"
    return f"{int(whole.total_seconds())}s"
