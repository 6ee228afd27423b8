"""The config file: which keys it may hold, and what each must look like.

A config in the checked tree may come from a stranger's pull request. It can choose and
tighten; what opens the network or writes elsewhere stands on the command line only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from linkaudit import toml
from linkaudit.duration import duration
from linkaudit.errors import ConfigError

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


def _is_seconds(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_positive(value: object) -> bool:
    return _is_count(value) and value != 0


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_duration(value: object) -> bool:
    return isinstance(value, (str, int)) and duration(str(value)) is not None


_TEXT, _TEXTS = (_is_text, "a text"), (_is_texts, "a list of texts")
_SECONDS = (_is_seconds, "a number of seconds above 0")
_COUNT, _POSITIVE = (_is_count, "a whole number"), (_is_positive, "a whole number above 0")
_FLAG = (_is_flag, "true or false")
_DURATION = (_is_duration, 'a duration such as "90m", "12h", "7d" or "0"')

KEYS: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "paths": _TEXTS,
    "report": _TEXT,
    "offline": _FLAG,
    "root": _TEXT,
    "slugger": _TEXT,
    "packs": _TEXTS,
    "concurrency": _POSITIVE,
    "per-host": _POSITIVE,
    "timeout": _SECONDS,
    "link-timeout": _SECONDS,
    "deadline": _SECONDS,
    "retries": _COUNT,
    "max-redirects": _COUNT,
    "max-retry-after": _SECONDS,
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
        if path.is_file():
            table = _table(path, _parsed(path))
            if table or name != "pyproject.toml":
                return _checked(path, table)
    return {}


def _parsed(path: Path) -> dict[str, object]:
    try:
        return toml.parse(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise ConfigError(f"{path}: {reason}; give --config an existing file") from error
    except toml.TomlError as error:
        place = f"{path}:{error.line}" if error.line else path
        raise ConfigError(f"{place}: not valid TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error


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
    return dict(table)
