"""An observation as bytes and back: what the state keeps of one target.

JSON, since bytes from a file may be anybody's: reading them runs no code, and what is not
ours to the last type is nothing. Knows no file, and not how long anything may be kept.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import MISSING, fields
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from linkaudit.exchange import Answer, Dated, Failure, Hop, Ids
from linkaudit.model import Observation, WebTarget
from linkaudit.redact import redact
from linkaudit.version import VERSION

# Raise it where the same page gives other facts, or facts of another form, in one version.
REVISION = 6
READER = f"{VERSION}/{REVISION}"
"""Who saw it: what another reader noted down is not known, since a rule may want more."""

_LARGE = 1_000  # bytes; shorter ones are hardly smaller for being compressed
_LARGEST = 16 * 1024 * 1024  # bytes of JSON: far more than a page of 2 MiB comes to
_QUICK = 1  # zlib's level: 6 took three times as long and saved a tenth

_WRONG = (ValueError, TypeError, KeyError, AttributeError, RecursionError, zlib.error)
_OUTCOMES: Mapping[str, type[Answer] | type[Failure]] = {"answer": Answer, "failure": Failure}


def encode(observation: Observation) -> bytes:
    """All of an observation but its target and time, which stand beside it."""
    outcome = observation.outcome
    name = "answer" if isinstance(outcome, Answer) else "failure"
    plain = {name: _plain(outcome), "attempts": observation.attempts}
    if observation.hops:
        plain["hops"] = [_plain(hop) for hop in observation.hops]
    data = json.dumps(plain, separators=(",", ":")).encode()
    return zlib.compress(data, _QUICK) if len(data) > _LARGE else data


def decode(data: bytes, target: WebTarget) -> Observation | None:
    """What was seen of the target; None for bytes that `encode` did not make."""
    try:
        plain = json.loads(_expanded(data))
        [(name, kind)] = [(name, kind) for name, kind in _OUTCOMES.items() if name in plain]
        hops = tuple(_value(Hop, hop) for hop in plain.get("hops", ()))
        attempts = _value(int, plain["attempts"])
        return Observation(target, _value(kind, plain[name]), hops, attempts, remembered=True)
    except _WRONG:
        return None


def holds_secret(observation: Observation) -> bool:
    """Whether anything in it would read `***` where it is shown."""
    return any(redact(text) != text for text in _texts(observation))


def _texts(observation: Observation) -> Iterator[str]:
    outcome, page = observation.outcome, None
    if isinstance(observation.target, WebTarget):
        yield observation.target.uri
    yield from (hop.uri for hop in observation.hops)
    if isinstance(outcome, Answer):
        yield outcome.uri
        yield from outcome.headers.values()
        page = outcome.page
    elif isinstance(outcome, Failure):
        yield from (outcome.uri, outcome.detail)
    if page is not None:
        for field in fields(page):
            value = getattr(page, field.name)
            if isinstance(value, str):
                yield value
            elif isinstance(value, tuple):
                yield from (item.quote if isinstance(item, Dated) else item for item in value)


def _expanded(data: bytes) -> bytes:
    if data[:1] == b"{":
        return data
    unpacker = zlib.decompressobj()
    expanded = unpacker.decompress(data, _LARGEST)
    if not unpacker.eof:
        raise ValueError("too large, or cut short")
    return expanded


# ---------------------------------------------------------------- values by their types


@cache
def _defaults(kind: type[Any]) -> tuple[tuple[str, object], ...]:
    return tuple(
        (f.name, f.default if f.default_factory is MISSING else f.default_factory())
        for f in fields(kind)
    )


@cache
def _hints(kind: type[Any]) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _plain(value: Any) -> object:
    """A frozen value as JSON knows it; what is as it would be anyway is left out."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, Set):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return dict(value)
    return {
        name: _plain(own)
        for name, default in _defaults(value.__class__)
        if (own := getattr(value, name)) != default
    }


def _value(hint: Any, plain: Any) -> Any:
    """The value of that type. Raises ValueError or TypeError where it is of another."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is UnionType:
        others = [kind for kind in inner if kind is not NoneType]
        return None if plain is None and NoneType in inner else _value(others[0], plain)
    if origin in _SERIES:
        if not isinstance(plain, list):
            raise TypeError("no list")
        if inner[0] is str:  # a page may have thousands of ids
            "".join(plain)
            return _SERIES[origin](plain)
        return _SERIES[origin](_value(inner[0], item) for item in plain)
    if origin is not None:
        return {_value(str, name): _value(inner[1], item) for name, item in plain.items()}
    if issubclass(hint, Enum):
        return hint(plain)
    if hint in (str, int, bool, float):
        if type(plain) is not hint:
            raise TypeError(f"no {hint.__name__}")
        return plain
    hints = _hints(hint)
    return hint(**{name: _value(hints[name], item) for name, item in plain.items()})


_SERIES: Mapping[Any, Callable[[Iterable[Any]], object]] = {tuple: tuple, Set: Ids.of}
