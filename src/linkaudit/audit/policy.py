"""The terms of one run: settings with every name looked up, every file read.

Names of rules, packs, networks, routes, headers and proxies are texts in `Settings`. Here they
become values; whatever cannot be used is refused under the name that its user wrote.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from linkaudit.check.transport.addresses import Network
from linkaudit.check.transport.credentials import Headers, parse_headers
from linkaudit.check.transport.limits import Limits
from linkaudit.check.transport.proxy import Proxies, parse_proxy
from linkaudit.check.transport.routes import Routes
from linkaudit.errors import SettingError, did_you_mean
from linkaudit.files.containment import leads_out
from linkaudit.model.baseline import Baseline
from linkaudit.model.report import Level
from linkaudit.rules.packs.load import builtin_packs, read_pack
from linkaudit.rules.packs.model import Pack, joined
from linkaudit.rules.packs.versions import VersionPack, builtin_versions
from linkaudit.rules.registry import RULES
from linkaudit.settings.table import Settings
from linkaudit.store.baseline_file import read_baseline
from linkaudit.text.rule_ids import current_id
from linkaudit.text.uri import origin_of

MAX_PACKS = 20
_LEVELS = {level.word: level for level in Level if level is not Level.NONE}


@dataclass(frozen=True, slots=True)
class Policy:
    """One run's terms: what was asked for, and what its names and files came to."""

    as_of: date
    settings: Settings = field(default_factory=Settings)
    ignore: frozenset[str] = frozenset()
    fail_on: Level | str = Level.ERROR
    """A level, or the id of a rule."""
    limits: Limits = field(default_factory=Limits)
    routes: Routes = field(default_factory=Routes)
    allowed: Sequence[Network] = ()
    packs: tuple[Pack, ...] = ()
    versions: VersionPack | None = None
    root: Path | None = None
    """The folder that links starting with `/` resolve against; else the one we run in."""
    headers: Mapping[str, Headers] = field(default_factory=dict, repr=False)
    """Those for single origins, by origin; they may hold secrets."""
    proxies: Proxies = field(default_factory=Proxies)
    baseline: Baseline | None = None
    """Accepted findings, which fail no run."""

    @property
    def triggers(self) -> tuple[str, ...]:
        """The words by which the packs' sentences are found on pages."""
        return tuple(word for pack in self.packs for word in pack.triggers)

    def may_tell(self, uri: str) -> bool:
        """Whether an archive may learn of a URI: never of one that needs a header of the user's."""
        return self.settings.archive and origin_of(uri) not in self.headers


def policy_of(
    settings: Settings, today: date, environment: Mapping[str, str] = os.environ
) -> Policy:
    """The terms that the settings ask for.

    Raises SettingError; PackError and BaselineError for a file that cannot be used.
    """
    named = settings.named
    packs = packs_of(settings)
    return Policy(
        settings.as_of or today,
        settings,
        rule_ids(settings.ignore, named("ignore")),
        _fail_level(settings.fail_on, named("fail_on")),
        Limits(
            settings.concurrency,
            settings.per_host,
            settings.timeout,
            settings.link_timeout,
            settings.retries,
            settings.max_redirects,
            settings.max_retry_after,
        ),
        Routes.parse(settings.connect_to, named("connect_to")),
        _networks(settings.allow_net, named("allow_net")),
        packs,
        builtin_versions().without(frozenset(id_ for pack in packs for id_ in pack.ids)),
        _folder(settings.root, named("root")),
        parse_headers(settings.headers, environment, named("headers")),
        parse_proxy(settings.proxy, environment, named("proxy")),
        read_baseline(Path(settings.baseline)) if settings.baseline else None,
    )


def packs_of(settings: Settings) -> tuple[Pack, ...]:
    """The packs named and the built-in ones. Raises PackError and SettingError."""
    if len(settings.packs) > MAX_PACKS:
        trouble = f"has {len(settings.packs)} files, more than {MAX_PACKS}; join some"
        raise SettingError(settings.named("packs"), trouble)
    return joined([read_pack(Path(file)) for file in settings.packs], builtin_packs())


def rule_ids(texts: Iterable[str], name: str) -> frozenset[str]:
    """Rules by their ids; one text may name several, with commas between. Raises SettingError."""
    found = [current_id(item.strip()) for text in texts for item in text.split(",") if item.strip()]
    known = [rule.id for rule in RULES]
    for item in found:
        if item not in known:
            hint = did_you_mean(item, known) or "'linkaudit rules' lists them"
            raise SettingError(name, f"'{item}' is not a rule; {hint}")
    return frozenset(found)


def _fail_level(text: str, name: str) -> Level | str:
    """A level, or one rule."""
    known = [rule.id for rule in RULES]
    if current_id(text) in known:
        return current_id(text)
    if text not in _LEVELS:
        hint = did_you_mean(text, [*_LEVELS, *known]) or "'linkaudit rules' lists the rules"
        raise SettingError(name, f"'{text}' must be error, warning, note or a rule; {hint}")
    return _LEVELS[text]


def _folder(text: str, name: str) -> Path | None:
    """A folder that exists; one in this folder must not lead out of it by a link."""
    if not text:
        return None
    path = Path(text)
    if not path.is_dir():
        raise SettingError(name, f"'{text}' is not a folder; name an existing one")
    if leads_out(path, Path.cwd()):
        raise SettingError(name, f"'{text}' is a link out of this folder; name the folder itself")
    return path.absolute()


def _networks(texts: Sequence[str], name: str) -> tuple[Network, ...]:
    """Addresses or CIDR blocks."""
    found = []
    for text in texts:
        try:
            found.append(ipaddress.ip_network(text, strict=False))
        except ValueError as error:
            raise SettingError(name, f"'{text}' is not a network like 10.0.0.0/8") from error
    return tuple(found)
