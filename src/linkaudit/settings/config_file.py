"""The config file: where it is found, and its values, checked by the table of settings.

A config in the checked tree may come from a stranger's pull request. It can choose and tighten;
only the command line opens the network or writes elsewhere.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from linkaudit.errors import ConfigError, SettingError
from linkaudit.files import output_paths
from linkaudit.files.bounded import read_bounded
from linkaudit.files.containment import is_foreign, is_within, leads_out
from linkaudit.settings.table import COMMAND_LINE_ONLY, CONFIG_KEYS, Origin, Setting
from linkaudit.text import toml

FILES = ("linkaudit.toml", "pyproject.toml")

_HEADER = re.compile(r"""[ \t]*\[[ \t]*(?:["']?tool["']?[ \t]*\.[ \t]*)?["']?([\w-]+)""")
# Paths that every config must keep in the tree, and those that only one found there must.
_NEVER_OUTSIDE = ("packs", "baseline", *output_paths.KEYS)
_OUTSIDE_IF_NAMED = ("paths", "root")


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """What a config says. Without a file: nothing."""

    path: Path
    text: str = ""
    table: Mapping[str, object] = field(default_factory=dict)
    """As TOML has it."""
    values: Mapping[str, object] = field(default_factory=dict)
    """By key, as the kinds of the table have read them."""

    def rows(self) -> Iterator[Setting]:
        """The rows of the keys that the config sets."""
        return (CONFIG_KEYS[key] for key in self.values)

    def origin(self, key: str) -> Origin:
        """The file and the key, with its line as far as it can be found."""
        is_ours = self.path.name != "pyproject.toml"
        for number, line in enumerate(self.text.split("\n"), start=1):
            if header := _HEADER.match(line):
                is_ours = self.path.name == "pyproject.toml" and header[1] == "linkaudit"
            elif is_ours and _is_line_of(line, key):
                return Origin(f"{self.path}:{number}: '{key}'", is_config=True)
        return Origin(f"{self.path}: '{key}'", is_config=True)


def load(named: Path | None, root: Path) -> ConfigFile:
    """The file named, or the one that lies in `root`. Raises ConfigError and SettingError."""
    if named is not None:
        return _checked(_parsed(named), _NEVER_OUTSIDE, root)
    for name in FILES:
        path = root / name
        if leads_out(name, root):
            raise ConfigError.elsewhere(path)
        if os.path.lexists(path):
            config = _parsed(path, Path(name))
            if config.table or name != "pyproject.toml":
                return _checked(config, (*_NEVER_OUTSIDE, *_OUTSIDE_IF_NAMED), root)
    return ConfigFile(Path(FILES[0]))


def _parsed(path: Path, shown: Path | None = None) -> ConfigFile:
    shown = shown or path
    try:
        text = _read(path)
        data = toml.parse(text)
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise ConfigError(f"{shown}: {reason}; give --config an existing file") from error
    except toml.TomlError as error:
        place = f"{shown}:{error.line}" if error.line else shown
        raise ConfigError(f"{place}: not valid TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{shown}: not valid TOML: not UTF-8; save it as UTF-8") from error
    if path.name == "pyproject.toml":  # it keeps ours under `[tool.linkaudit]`
        tool = data.get("tool", {})
        ours = tool.get("linkaudit", {}) if isinstance(tool, dict) else {}
        data = ours if isinstance(ours, dict) else {}
    return ConfigFile(shown, text, data)


def _read(path: Path) -> str:
    """As much of it as is of use. Raises OSError, UnicodeDecodeError."""
    return read_bounded(path, 4 * toml.MAX_CHARACTERS).decode("utf-8")


def _is_line_of(line: str, key: str) -> bool:
    name, equals, _ = line.partition("=")
    return bool(equals) and name.strip(" \t").strip("\"'") == key


def _checked(config: ConfigFile, inside: tuple[str, ...], root: Path) -> ConfigFile:
    values = {}
    for key, value in config.table.items():
        name = config.origin(key).name
        if key in COMMAND_LINE_ONLY:
            raise ConfigError.command_line_only(name)
        if key not in CONFIG_KEYS:
            raise ConfigError.unknown_key(config.path, key, CONFIG_KEYS)
        try:
            values[key] = CONFIG_KEYS[key].kind.read_config(value)
        except ValueError as error:
            raise SettingError(name, str(error)) from error
    for key in inside:
        for path in _paths(values, key):
            if not _is_in_tree(path, root):
                raise ConfigError.outside(config.origin(key).name, path)
    for key, kind in output_paths.KEYS.items():
        for path in _paths(values, key):
            if why := output_paths.misnamed(path, kind):
                raise ConfigError.output(config.origin(key).name, key, path, why)
    return ConfigFile(config.path, config.text, config.table, values)


def _paths(values: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = values.get(key, ())
    return value if isinstance(value, tuple) else (str(value),)


def _is_in_tree(path: str, root: Path) -> bool:
    """Whether a path lies in this folder, links followed; the same for one that is not there."""
    return path.isprintable() and not is_foreign(path) and is_within(root / path, root)
