"""From what the user gave to `Settings`: the texts of options, the values of a config or a program.

Whatever cannot be used is a SettingError, which names the setting as its user wrote it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from linkaudit.errors import SettingError
from linkaudit.settings.config_file import load
from linkaudit.settings.table import KEYWORDS, TABLE, Origin, Setting, Settings


def settings_of_options(
    given: Mapping[str, object], root: Path, *, with_config: bool = True
) -> Settings:
    """The options as the command line has them, by their fields; below them, the config.

    A text, a tuple of texts or True and False for each; None or () where nothing was given.
    Raises SettingError and ConfigError.
    """
    values: dict[str, object] = {}
    origins: dict[str, Origin] = {}
    if with_config:
        named = given.get("config")
        config = load(Path(named) if isinstance(named, str) and named else None, root)
        for row in config.rows():
            values[row.name], origins[row.name] = config.values[row.key], config.origin(row.key)
    for name, value in given.items():
        if value not in (None, ()):
            row = TABLE[name]
            values[name] = _read(_option(row), value, row.option)
            origins[name] = Origin(row.option)
    return _made(values, origins)


def settings_of_keywords(given: Mapping[str, object]) -> Settings:
    """The keywords of a program's call; None is as good as nothing.

    Raises SettingError, and TypeError for a keyword that does not exist.
    """
    values: dict[str, object] = {}
    for name, value in given.items():
        if name not in KEYWORDS:
            raise TypeError(f"audit() got an unexpected keyword argument '{name}'")
        if value is not None:
            values[name] = _read(TABLE[name].kind.read, value, name)
    return _made(values, {name: Origin(name) for name in values})


def _option(row: Setting) -> Callable[[object], object]:
    kind = row.kind
    return lambda value: kind.read_text(value) if isinstance(value, str) else kind.read(value)


def _read(read: Callable[[object], object], value: object, name: str) -> object:
    try:
        return read(value)
    except ValueError as error:
        raise SettingError(name, str(error)) from error


def _made(values: Mapping[str, object], origins: Mapping[str, Origin]) -> Settings:
    # Each value was read by the kind of its row, which mypy has held against the field.
    make: Callable[..., Settings] = Settings
    return make(**values, origins=origins)
