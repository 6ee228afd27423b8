"""An observation as bytes and back: what the state keeps of one target.

JSON, since bytes from a file may be anybody's: reading them runs no code, and what is not
ours to the last type is nothing. Knows no file, and not how long anything may be kept.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from linkaudit.model.http import Answer, Failure, Hop, PageDate
from linkaudit.model.plain import plain_of, value_of
from linkaudit.model.report import Observation, WebTarget
from linkaudit.text.notices import TRIGGERS
from linkaudit.text.redact import redact
from linkaudit.version import VERSION

# Raise it where the same page gives other facts, or facts of another form, in one version.
REVISION = 8


def format_version(triggers: Iterable[str] = ()) -> str:
    """Who saw it: what another reader noted down is not known, since a rule may want more.

    It changes with the words that the reader keeps sentences by; `triggers` are those of packs.
    """
    words = blake2b("\0".join(sorted({*TRIGGERS, *triggers})).encode(), digest_size=4).hexdigest()
    return f"{VERSION}/{REVISION}/{words}"


_LARGE = 1_000  # bytes; shorter ones are hardly smaller for being compressed
_LARGEST = 16 * 1024 * 1024  # bytes of JSON: far more than a page of 2 MiB comes to
_QUICK = 1  # zlib's level: 6 took three times as long and saved a tenth

_WRONG = (ValueError, TypeError, KeyError, AttributeError, RecursionError, zlib.error)
_OUTCOMES: Mapping[str, type[Answer] | type[Failure]] = {"answer": Answer, "failure": Failure}


def encode(observation: Observation, without: Iterable[str] = ()) -> bytes:
    """All of an observation but its target and time, which have columns.

    And but those fields of its page `without` which it is to be kept, since they have, too.
    """
    outcome = observation.outcome
    name = "answer" if isinstance(outcome, Answer) else "failure"
    plain: dict[str, Any] = {name: plain_of(outcome), "attempts": observation.attempts}
    page = plain[name].get("page", {})
    for field in without:
        page.pop(field, None)
    if observation.hops:
        plain["hops"] = [plain_of(hop) for hop in observation.hops]
    data = json.dumps(plain, separators=(",", ":")).encode()
    return zlib.compress(data, _QUICK) if len(data) > _LARGE else data


def decode(data: bytes, target: WebTarget) -> Observation | None:
    """What was seen of the target; None for bytes that `encode` did not make."""
    try:
        plain = json.loads(_expanded(data))
        [(name, kind)] = [(name, kind) for name, kind in _OUTCOMES.items() if name in plain]
        hops = tuple(value_of(Hop, hop) for hop in plain.get("hops", ()))
        attempts = value_of(int, plain["attempts"])
        return Observation(target, value_of(kind, plain[name]), hops, attempts, is_cached=True)
    except _WRONG:
        return None


def holds_secret(observation: Observation) -> bool:
    """Whether anything in it would read `***` where it is shown."""
    answer = observation.outcome
    headers = answer.headers.values() if isinstance(answer, Answer) else ()
    return any(map(_is_hidden, headers)) or any(redact(t) != t for t in _texts(observation))


@lru_cache(maxsize=1024)
def _is_hidden(header: str) -> bool:
    """Of a header's value: most have been said before, word for word."""
    return redact(header) != header


def _texts(observation: Observation) -> Iterator[str]:
    outcome, page = observation.outcome, None
    if isinstance(observation.target, WebTarget):
        yield observation.target.uri
    yield from (hop.uri for hop in observation.hops)
    if isinstance(outcome, Answer):
        yield outcome.uri
        page = outcome.page
    elif isinstance(outcome, Failure):
        yield from (outcome.uri, outcome.detail)
    if page is not None:
        for field in fields(page):
            value = getattr(page, field.name)
            if isinstance(value, str):
                yield value
            elif isinstance(value, tuple):
                yield from (item.quote if isinstance(item, PageDate) else item for item in value)


def _expanded(data: bytes) -> bytes:
    if data[:1] == b"{":
        return data
    unpacker = zlib.decompressobj()
    expanded = unpacker.decompress(data, _LARGEST)
    if not unpacker.eof:
        raise ValueError("too large, or cut short")
    return expanded
