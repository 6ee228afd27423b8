"""`--header 'HOST: Name: value'`: what the user wants to say to one origin, and to no other.

Reads the option and adds the headers to each exchange with that origin, unless another origin
chose what is asked. No redirect carries them elsewhere, and none makes use of them. Values may be
secrets: nothing here shows one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from linkaudit.errors import UsageError
from linkaudit.model.http import Request, Response
from linkaudit.model.protocols import Transport
from linkaudit.text.uri import InvalidUriError, normalise, origin_of

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110 §5.6.2, token
_VALUE = re.compile(r"[\t\x20-\x7e]*")  # RFC 9110 §5.5
_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))", re.ASCII)
# How a message is framed and compressed is ours to say; another value could break or blow it up.
_FRAMING = ("connection", "content-length", "expect", "host", "te", "trailer", "transfer-encoding")
_OURS = frozenset((*_FRAMING, "accept-encoding", "range", "upgrade"))

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Credentials:
    """The layer right above the exchange. Each origin gets its own headers and no others.

    Only for a request that is written (`Request.is_written`): with a login, a path is an order.
    """

    inner: Transport
    by_origin: Mapping[str, Headers] = field(repr=False)

    async def __call__(self, request: Request) -> Response:
        own = self.by_origin.get(origin_of(request.uri)) if request.is_written else None
        if not own:
            return await self.inner(request)
        request = replace(request, headers=(*request.headers, *own))
        return replace(await self.inner(request), is_private=True)


def parse_headers(texts: Iterable[str], environment: Mapping[str, str]) -> Mapping[str, Headers]:
    """By origin. A host alone means https and its port. Raises UsageError, without the value."""
    found: dict[str, Headers] = {}
    for text in texts:
        host, sign, rest = text.partition(": ")
        name, colon, value = rest.partition(":")
        if not (sign and colon):
            raise UsageError("--header is not 'HOST: Name: value', as in 'a.example: X-Key: $KEY'")
        said = f"--header '{host}: {name}: …'"
        origin = _origin(host.strip(), said)
        name = name.strip()
        if not _NAME.fullmatch(name):
            raise UsageError(f"{said}: '{name}' is not a header name")
        if name.lower() in _OURS:
            raise UsageError(f"{said}: linkaudit sets this header itself; remove it")
        pair = (name, _value(value.strip(), said, environment))
        found[origin] = (*found.get(origin, ()), pair)
    return found


def _origin(host: str, said: str) -> str:
    try:
        uri, _ = normalise(host if "://" in host else f"https://{host}")
    except InvalidUriError as error:
        raise UsageError(f"{said}: {error}") from error
    origin = origin_of(uri)
    if uri != f"{origin}/" or "@" in host:
        raise UsageError(f"{said}: give a host, or an origin like https://a.example:8443")
    return origin


def _value(text: str, said: str, environment: Mapping[str, str]) -> str:
    def filled(match: re.Match[str]) -> str:
        name = match[1] or match[2]
        if name not in environment:
            raise UsageError(f"{said}: ${name} is not set in the environment")
        return environment[name]

    value = _VARIABLE.sub(filled, text)
    if not _VALUE.fullmatch(value):
        raise UsageError(f"{said}: the value has characters that a header cannot contain")
    return value
