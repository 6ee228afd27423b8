"""Frozen values as JSON knows them, and back by their types.

Bytes from elsewhere may be anybody's: to read them runs no code, and what is not a value of the
type that is asked for, to the last field, is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import MISSING, fields
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from linkaudit.model.http import Ids


def plain_of(value: Any) -> object:
    """A frozen value as JSON knows it; what is as it would be anyway is left out."""
    if value.__class__ in _PLAIN:  # nearly all, and to ask what it is an instance of takes longer
        return value
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, Set):
        return sorted(value)
    if isinstance(value, tuple):
        return [plain_of(item) for item in value]
    if isinstance(value, Mapping):
        return dict(value)
    return {
        name: plain_of(own)
        for name, default in _defaults(value.__class__)
        if (own := getattr(value, name)) != default
    }


def value_of(hint: Any, plain: Any) -> Any:
    """The value of that type. Raises ValueError or TypeError where it is of another."""
    origin, inner = _taken_apart(hint)
    if origin is UnionType:
        others = [kind for kind in inner if kind is not NoneType]
        return None if plain is None and NoneType in inner else value_of(others[0], plain)
    if origin in _SERIES:
        if not isinstance(plain, list):
            raise TypeError("no list")
        if inner[0] is str:  # a page may have thousands of ids
            "".join(plain)
            return _SERIES[origin](plain)
        return _SERIES[origin](value_of(inner[0], item) for item in plain)
    if origin is not None:
        return {value_of(str, name): value_of(inner[1], item) for name, item in plain.items()}
    if issubclass(hint, Enum):
        return hint(plain)
    if hint in (str, int, bool, float):
        if type(plain) is not hint:
            raise TypeError(f"no {hint.__name__}")
        return plain
    hints = _hints(hint)
    return hint(**{name: value_of(hints[name], item) for name, item in plain.items()})


@cache
def _taken_apart(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    return get_origin(hint), get_args(hint)


@cache
def _defaults(kind: type[Any]) -> tuple[tuple[str, object], ...]:
    return tuple(
        (f.name, f.default if f.default_factory is MISSING else f.default_factory())
        for f in fields(kind)
    )


@cache
def _hints(kind: type[Any]) -> Mapping[str, Any]:
    return get_type_hints(kind)


_PLAIN = frozenset({str, int, float, bool, NoneType})
_SERIES: Mapping[Any, Callable[[Iterable[Any]], object]] = {tuple: tuple, Set: Ids.of}
