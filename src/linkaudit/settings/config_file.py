"""The config file: which keys it may hold, and what each must look like.

A config in the checked tree may come from a stranger's pull request. It can choose and
tighten; what opens the network or writes elsewhere stands on the command line only.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from linkaudit.errors import ConfigError
from linkaudit.files.bounded import read_bounded
from linkaudit.files.containment import leads_out
from linkaudit.text import toml
from linkaudit.text.duration import duration
from linkaudit.text.patterns import PatternError, compiled_all

_Check = tuple[Callable[[object], bool], str]
"""Whether a value will do, and what would."""

FILES = ("linkaudit.toml", "pyproject.toml")

# `archive` would tell somebody else of every dead link in the tree.
COMMAND_LINE_ONLY = frozenset(
    {
        "allow-net",
        "connect-to",
        "ca-bundle",
        "proxy",
        "header",
        "config",
        "state",
        "note",
        "archive",
        "write-baseline",
    }
)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_duration(value: object) -> bool:
    return isinstance(value, (str, int)) and duration(str(value)) is not None


def _seconds(most: int) -> _Check:
    def is_valid(value: object) -> bool:
        return not isinstance(value, bool) and isinstance(value, (int, float)) and 0 < value <= most

    return is_valid, f"a number of seconds above 0 and up to {most}"


def _count(least: int, most: int) -> _Check:
    def is_valid(value: object) -> bool:
        return not isinstance(value, bool) and isinstance(value, int) and least <= value <= most

    return is_valid, f"a whole number from {least} to {most}"


_TEXT, _TEXTS = (_is_text, "a text"), (_is_texts, "a list of texts")
_FLAG = (_is_flag, "true or false")
_DURATION = (_is_duration, 'a duration such as "90m", "12h", "7d" or "0"')

PATTERNS = frozenset({"include", "exclude"})

# A stranger's config may not make a flood of us: what is above these is for the command line.
KEYS: Mapping[str, _Check] = {
    "paths": _TEXTS,
    "report": _TEXT,
    "offline": _FLAG,
    "root": _TEXT,
    "slugger": _TEXT,
    "packs": _TEXTS,
    "concurrency": _count(1, 1000),
    "per-host": _count(1, 100),
    "timeout": _seconds(300),
    "link-timeout": _seconds(1800),
    "deadline": _seconds(86_400),
    "retries": _count(0, 10),
    "max-redirects": _count(0, 50),
    "max-retry-after": _seconds(3600),
    "max-age": _DURATION,
    "resume": _FLAG,
    "include": _TEXTS,
    "exclude": _TEXTS,
    "ignore": _TEXTS,
    "fail-on": _TEXT,
    "baseline": _TEXT,
    "contact": _TEXT,
}


def load(named: Path | None, root: Path) -> dict[str, object]:
    """The settings of the file named, or of the one that lies in `root`; empty without one.

    Raises ConfigError.
    """
    if named is not None:
        return _checked(named, _table(named, _parsed(named)))
    for name in FILES:
        path = root / name
        if leads_out(name, root):
            raise ConfigError.elsewhere(path)
        if os.path.lexists(path):
            table = _table(path, _parsed(path))
            if table or name != "pyproject.toml":
                return _checked(path, table)
    return {}


def found_at(named: Path | None, root: Path) -> Path:
    """The file that `load` reads; the first of its names where there is none."""
    if named is not None:
        return named
    for name in FILES:
        with suppress(ConfigError):
            if os.path.lexists(root / name) and _table(root / name, _parsed(root / name)):
                return Path(name)
    return Path(FILES[0])


def where(path: Path, key: str) -> str:
    """The file with the line of a key, as far as it can be found."""
    with suppress(OSError, UnicodeDecodeError):
        lines = _read(path).split("\n")
        is_ours = path.name != "pyproject.toml"
        for number, line in enumerate(lines, start=1):
            if header := _HEADER.match(line):
                is_ours = path.name == "pyproject.toml" and header[1] == "linkaudit"
            elif is_ours and re.match(rf"""[ \t]*["']?{re.escape(key)}["']?[ \t]*=""", line):
                return f"{path}:{number}"
    return str(path)


_HEADER = re.compile(r"""[ \t]*\[[ \t]*(?:["']?tool["']?[ \t]*\.[ \t]*)?["']?([\w-]+)""")


def _parsed(path: Path) -> dict[str, object]:
    try:
        return toml.parse(_read(path))
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise ConfigError(f"{path}: {reason}; give --config an existing file") from error
    except toml.TomlError as error:
        place = f"{path}:{error.line}" if error.line else path
        raise ConfigError(f"{place}: not valid TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: not UTF-8; save it as UTF-8") from error


def _read(path: Path) -> str:
    """As much of it as is of use. Raises OSError, UnicodeDecodeError."""
    return read_bounded(path, 4 * toml.MAX_CHARACTERS).decode("utf-8")


def _table(path: Path, data: Mapping[str, object]) -> dict[str, object]:
    """`pyproject.toml` keeps ours under `[tool.linkaudit]`."""
    if path.name != "pyproject.toml":
        return dict(data)
    tool = data.get("tool", {})
    table = tool.get("linkaudit", {}) if isinstance(tool, dict) else {}
    return dict(table) if isinstance(table, dict) else {}


def _checked(path: Path, table: Mapping[str, object]) -> dict[str, object]:
    for key, value in table.items():
        if key in COMMAND_LINE_ONLY:
            raise ConfigError(
                f"{path}: '{key}' may stand on the command line only; take it out of the file"
            )
        if key not in KEYS:
            raise ConfigError.unknown_key(path, key, KEYS)
        is_valid, wanted = KEYS[key]
        if not is_valid(value):
            raise ConfigError.wrong_value(path, key, wanted)
        if key in PATTERNS and isinstance(value, list):
            _check_patterns(path, key, value)
    return dict(table)


def _check_patterns(path: Path, key: str, texts: Sequence[str]) -> None:
    try:
        compiled_all(texts)
    except PatternError as error:
        raise ConfigError(f"{path}: '{key}' {error}") from error
