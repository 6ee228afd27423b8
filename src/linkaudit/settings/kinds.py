"""The kinds of settings: what each accepts, and how it reads a value.

An option's text is parsed first; then a value of a config, of a program and of an option are read
alike. Every reader raises ValueError, with words that follow the setting's name.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Generic, NoReturn, TypeVar

from linkaudit.model.slugger import STYLES, Slugger

if TYPE_CHECKING:  # RE2 takes long to import, and few runs have patterns
    from linkaudit.text.patterns import Pattern

T_co = TypeVar("T_co", covariant=True)

_CONTACT = re.compile(r"https?://[^\s()<>\\\"]{1,200}|mailto:[\w.+-]{1,64}@[\w.-]{1,200}", re.ASCII)
_LONGEST_SHOWN = 60
_FOREVER = 1e10  # seconds; beyond it, timers overflow
_DURATION = re.compile(r"(?P<number>[0-9]{1,6})(?P<unit>[smhd]?)", re.ASCII)
_UNITS = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}
AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Kind(Generic[T_co]):
    """One kind of value."""

    words: str
    """What it accepts."""
    annotation: str
    """What type checkers accept as a keyword of `audit()`."""
    read: Callable[[object], T_co]
    """A value of TOML or Python. Raises ValueError."""
    metavar: str = ""
    parse: Callable[[str], object] = str
    """The text of an option as such a value. Raises ValueError."""
    choices: tuple[str, ...] = ()
    """For the completion of words in a shell."""
    is_flag: bool = False
    is_list: bool = False
    most: float | None = None
    """The most that a config may ask for; the command line and programs may ask for more."""
    bound: str = ""
    """The same in words, after `words`."""

    @property
    def config_words(self) -> str:
        """What a config may hold."""
        return f"{self.words}{self.bound}"

    def read_text(self, text: str) -> T_co:
        """The text of an option. Raises ValueError."""
        try:
            return self.read(self.parse(text))
        except ValueError:
            refuse(self.words, text)

    def read_config(self, value: object) -> T_co:
        """A value of a config, within the config's bound. Raises ValueError."""
        if self.is_list and not isinstance(value, list):
            refuse(self.words, value)
        if self.most is not None and isinstance(value, (int, float)) and value > self.most:
            refuse(self.config_words, value)
        return self.read(value)


def refuse(words: str, value: object) -> NoReturn:
    """Raises ValueError: what is accepted, and the value, without secrets and at no length."""
    from linkaudit.text.redact import shown  # only now: most runs need none

    is_short = isinstance(value, (str, int, float))
    given = shown(repr(value)) if is_short else f"a {type(value).__name__}"
    more = "…" if len(given) > _LONGEST_SHOWN else ""
    raise ValueError(f"must be {words}, not {given[:_LONGEST_SHOWN]}{more}")


# ------------------------------------------------------------------ true, false, numbers


def flag() -> Kind[bool]:
    """On or off."""
    words = "true or false"

    def read(value: object) -> bool:
        return value if isinstance(value, bool) else refuse(words, value)

    return Kind(words, "bool", read, is_flag=True)


def seconds(most: int) -> Kind[float]:
    """A span of time; `most` bounds configs."""
    words = "a number of seconds above 0"

    def read(value: object) -> float:
        if isinstance(value, (int, float)) and value is not True and 0 < value < _FOREVER:
            return float(value)
        refuse(words, value)

    return Kind(words, "float", read, "S", float, most=most, bound=f" and up to {most}")


def count(least: int, most: int) -> Kind[int]:
    """A whole number; `most` bounds configs."""
    words = f"a whole number from {least}"

    def read(value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and value >= least:
            return value
        refuse(words, value)

    return Kind(words, "int", read, "N", int, most=most, bound=f" to {most}")


# -------------------------------------------------------------------------------- texts


def text(metavar: str) -> Kind[str]:
    """Any text."""
    words = "a string"

    def read(value: object) -> str:
        return value if isinstance(value, str) else refuse(words, value)

    return Kind(words, "str", read, metavar)


def path(metavar: str = "FILE") -> Kind[str]:
    """The path of a file or folder, which need not exist."""
    words = "a path"

    def read(value: object) -> str:
        return _path(value, words)

    return Kind(words, "str | os.PathLike[str]", read, metavar)


def paths(metavar: str) -> Kind[tuple[str, ...]]:
    """Several paths."""
    return texts(metavar, "str | os.PathLike[str] | Sequence[str | os.PathLike[str]]")


def texts(metavar: str, annotation: str = "str | Sequence[str]") -> Kind[tuple[str, ...]]:
    """Several texts; in a program, one alone needs no list."""
    words = "a list of strings"

    def read(value: object) -> tuple[str, ...]:
        return _items(value, words)

    return Kind(words, annotation, read, metavar, is_list=True)


def patterns() -> Kind[tuple[Pattern, ...]]:
    """Regular expressions for URLs."""
    words = "a list of strings"

    def read(value: object) -> tuple[Pattern, ...]:
        items = _items(value, words)
        if not items:
            return ()
        from linkaudit.text.patterns import compiled_all

        return compiled_all(items)

    return Kind(words, "str | Sequence[str]", read, "RE", is_list=True)


def choice(names: Sequence[str], metavar: str) -> Kind[str]:
    """One of these words."""
    words = f"{', '.join(names[:-1])} or {names[-1]}"

    def read(value: object) -> str:
        return value if isinstance(value, str) and value in names else refuse(words, value)

    return Kind(words, "str", read, metavar, choices=tuple(names))


def slugger() -> Kind[Slugger | None]:
    """A style of heading ids; None where the files of the root decide."""
    inner = choice([AUTO, *STYLES], "NAME")

    def read(value: object) -> Slugger | None:
        name = inner.read(value)
        return None if name == AUTO else Slugger(name)

    return Kind(inner.words, "str", read, "NAME", choices=inner.choices)


def contact() -> Kind[str]:
    """A page or a mail address for those whose servers are asked."""
    words = (
        "a page like https://a.example/robot without a password or token, "
        "or an address like mailto:me@a.example"
    )

    def read(value: object) -> str:
        if value == "":
            return ""
        if isinstance(value, str) and _is_contact(value):
            return value
        refuse(words, value)

    return Kind(words, "str", read, "URL")


def _is_contact(value: str) -> bool:
    from linkaudit.text.redact import shown
    from linkaudit.text.uri import InvalidUriError, normalise, origin_of

    # RFC 9110 §5.6.5: in the comment of a User-Agent, brackets and backslashes mean something.
    if not (_CONTACT.fullmatch(value) and value.isascii() and shown(value) == value):
        return False
    try:
        if value.startswith("http"):
            # As written: browsers drop a slash too many, and a server's log shows it.
            return value.lower().startswith(origin_of(normalise(value)[0]))
    except InvalidUriError:
        return False
    return True


# --------------------------------------------------------------------------------- time


def day() -> Kind[date]:
    """A date in ISO 8601, as in front matter."""
    words = "a date like 2026-11-23"

    def read(value: object) -> date:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError:
            refuse(words, value)

    return Kind(words, "date | str", read, "DATE")


def age() -> Kind[timedelta]:
    """A duration as people write it."""
    words = 'a duration such as "90m", "12h", "7d" or "0"'

    def read(value: object) -> timedelta:
        if isinstance(value, timedelta):
            return value
        is_text = isinstance(value, (str, int)) and not isinstance(value, bool)
        found = duration(str(value)) if is_text else None
        return refuse(words, value) if found is None else found

    return Kind(words, "timedelta | str", read, "DURATION")


def duration(text: str) -> timedelta | None:
    """`90m`, `12h`, `7d`, and `0`, which needs no unit; None for anything else."""
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        return None
    if not match["unit"]:
        return None if int(match["number"]) else timedelta(0)
    return int(match["number"]) * _UNITS[match["unit"]]


def _items(value: object, words: str) -> tuple[str, ...]:
    if isinstance(value, (str, os.PathLike)):
        return (_path(value, words),)
    if not isinstance(value, (list, tuple)):
        refuse(words, value)
    return tuple(_path(item, words) for item in value)


def _path(value: object, words: str) -> str:
    found = os.fspath(value) if isinstance(value, (str, os.PathLike)) else value
    return found if isinstance(found, str) else refuse(words, value)
