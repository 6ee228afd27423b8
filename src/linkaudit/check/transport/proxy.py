"""`--proxy URL|env`: the one way to a proxy, and which targets take it.

Reads the option and the environment that it is given; connects to nothing. Without the
option, the environment's proxies are ignored: they are not meant for strangers' links.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from linkaudit.errors import SettingError
from linkaudit.text.redact import shown
from linkaudit.text.uri import DEFAULT_PORTS

FROM_ENVIRONMENT = "env"


@dataclass(frozen=True, slots=True)
class Proxies:
    """The proxy for each scheme; `but` are hosts that are reached without, as NO_PROXY has it."""

    by_scheme: Mapping[str, str] = field(default_factory=dict, repr=False)  # may hold a password
    but: str = ""

    def for_target(self, scheme: str, host: str, port: int) -> str | None:
        """The URL of the proxy that a target takes."""
        proxy = self.by_scheme.get(scheme)
        if proxy is None or (self.but and _is_excepted(host, port, self.but)):
            return None
        return proxy

    def is_one(self, host: str, port: int) -> bool:
        """Whether the command line named this very place as a proxy."""
        return any(_place(proxy) == (host, port) for proxy in self.by_scheme.values())


def parse_proxy(
    text: str | None, environment: Mapping[str, str], option: str = "--proxy"
) -> Proxies:
    """Raises SettingError for what is no URL of an HTTP proxy; shows no password."""
    if not text:
        return Proxies()
    if text != FROM_ENVIRONMENT:
        return Proxies(dict.fromkeys(DEFAULT_PORTS, _checked(text, option, f"'{shown(text)}'")))
    # As curl: lower case first, and HTTP_PROXY not at all, which a CGI's client may set.
    found = {}
    for scheme, keys in (("http", ("http_proxy",)), ("https", ("https_proxy", "HTTPS_PROXY"))):
        for key in (*keys, "all_proxy", "ALL_PROXY"):
            if environment.get(key):
                found[scheme] = _checked(environment[key], option, f"env: {key}")
                break
    return Proxies(found, environment.get("no_proxy") or environment.get("NO_PROXY", ""))


def _checked(text: str, option: str, said: str) -> str:
    url = text if "://" in text else f"http://{text}"
    try:
        parts = urlsplit(url)
        is_usable = parts.scheme == "http" and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_usable = False
    if not is_usable:
        raise SettingError(option, f"{said} is not an HTTP proxy like http://proxy.example:3128")
    return url


def _place(proxy: str) -> tuple[str, int]:
    parts = urlsplit(proxy)
    return parts.hostname or "", parts.port or DEFAULT_PORTS["http"]


def _is_excepted(host: str, port: int, but: str) -> bool:
    """As curl reads NO_PROXY: names with all below them, with or without a port, or `*`."""
    for item in but.replace(",", " ").lower().split():
        name = item.lstrip(".")
        for own in (host, f"{host}:{port}"):
            if item == "*" or own == name or own.endswith(f".{name}"):
                return True
    return False
