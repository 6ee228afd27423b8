"""The pack of ended versions: which version of a product an address or a text means, and its end.

One line per product, parsed when a text or a link asks for the product: 84 products with 1,600
versions would take TOML 140 ms (docs/decisions/0033-versions-as-lines.md). Whether a text may be
reported, the rules know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from importlib import resources

from linkaudit.model.report import Evidence
from linkaudit.rules.packs.model import Fact, FactKind
from linkaudit.text.uri import host_of, path_of

FILE = "versions.tsv"
SOURCE = "https://endoflife.date/"
_COLUMNS = 7
_MOST = 200  # names of versions in one text: more stand in a list of releases only
_NUMBER = r"\d{1,6}(?:\.\d{1,6}){0,5}"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a product, and the last day of its support."""

    product: str
    """As texts call it first."""
    product_id: str
    number: str
    end: date
    extended: date | None = None
    """The last day of a support that is sold apart."""

    @property
    def name(self) -> str:
        return f"{self.product} {self.number}"

    @property
    def id(self) -> str:
        return f"{self.product_id}-{self.number.replace('.', '-')}"

    @property
    def source(self) -> str:
        return f"{SOURCE}{self.product_id}"

    @property
    def quote(self) -> str:
        """The row of the source."""
        extended = f", eoes: {self.extended.isoformat()}" if self.extended else ""
        return f'releaseCycle: "{self.number}", eol: {self.end.isoformat()}{extended}'

    def has_ended(self, day: date) -> bool:
        """On its last day a version is still supported."""
        return self.end < day


@dataclass(frozen=True, slots=True)
class Documented:
    """What an address documents, and where the same page of the current version would be."""

    version: Version
    rest: str
    """The path behind the version."""
    current: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """All that is known of one product."""

    id: str
    name: str
    names: tuple[str, ...]
    context: tuple[str, ...]
    """Words of which one has to stand beside a name of `doubtful`."""
    doubtful: frozenset[str]
    links: tuple[tuple[re.Pattern[str], str], ...]
    latest: str
    versions: Mapping[str, Version | None]
    """By number; None for one without a known end."""
    spellings: Mapping[str, Version | None]
    """By what only addresses say: code names, and "2" for Python 2.7."""

    def version(self, text: str) -> Version | None:
        """The version meant by a number as precise as any: "12.22.0" is Node.js 12."""
        number = text
        while number:
            if number in self.versions:
                return self.versions[number]
            number = number.rpartition(".")[0]
        return None

    def addressed(self, text: str) -> Version | None:
        """The version meant by a part of an address."""
        return self.spellings[text] if text in self.spellings else self.version(text)

    def is_alive(self, text: str, day: date) -> bool:
        """Whether a number names a version that is not known to have ended."""
        found = self.version(text)
        return found is None or not found.has_ended(day)

    def supported(self, day: date) -> str:
        """A version to go on with, and until when that is known to be supported; or nothing."""
        found = self.versions.get(self.latest)
        if found is None or found.end <= day:
            return ""
        return f"{found.name} is supported until {found.end.isoformat()}"


@dataclass(frozen=True, slots=True)
class VersionPack:
    """The versions of all products; each product is parsed when it is asked for."""

    read_on: date
    lines: Mapping[str, str] = field(repr=False)
    """The line of each product, by id."""
    by_name: Mapping[str, str] = field(repr=False)
    """The product that has a name in texts."""
    by_host: Mapping[str, tuple[str, ...]] = field(repr=False)
    """The products with documentation on a host; `*.a.example` for any host below one."""
    replaced: frozenset[str] = field(default=frozenset(), repr=False)
    """The ids that a user's own pack has."""

    name = "versions"

    def without(self, ids: frozenset[str]) -> VersionPack:
        return replace(self, replaced=self.replaced | ids)

    def product(self, id_: str) -> Product:
        return _product(self.lines[id_])

    def evidence(self, version: Version) -> Evidence:
        return Evidence("pack", version.quote, version.source, self.read_on.isoformat())

    def entries(self) -> Iterator[Fact]:
        """Each version with a known end, as a pack's facts; parses all products."""
        for id_ in self.lines:
            for version in filter(None, self.product(id_).versions.values()):
                if version.id not in self.replaced:
                    yield Fact(
                        version.id,
                        FactKind.ENDS,
                        (version.name,),
                        version.end,
                        version.source,
                        version.quote,
                    )

    def documented(self, uri: str) -> Documented | None:
        """The version whose documentation an address is, if the address says so itself."""
        host = host_of(uri)
        if host not in self.by_host and (host := f"*.{host.partition('.')[2]}") not in self.by_host:
            return None
        place = f"{host_of(uri)}{path_of(uri)}"
        for id_ in self.by_host[host]:
            product = self.product(id_)
            for pattern, current in product.links:
                if (match := pattern.fullmatch(place)) is None:
                    continue
                version = product.addressed(re.sub("[-_]", ".", match["v"].lower()))
                if version is None or version.id in self.replaced:
                    return None
                found = {key: text or "" for key, text in match.groupdict().items()}
                return Documented(version, found.get("rest", ""), _filled(current, found))
        return None

    def named_in(self, text: str) -> dict[str, tuple[Product, Version, str]]:
        """What a text may name, as it is written, by each name: the product, the version, its name.

        A quick look: what stands in code is found too. A list of hundreds of releases is nothing.
        """
        found: dict[str, tuple[Product, Version, str]] = {}
        for name, id_ in self.by_name.items():
            if name not in text:
                continue
            product = self.product(id_)
            for match in _naming(name).finditer(text):
                version = product.version(match["v"])
                if version is not None and version.id not in self.replaced:
                    lead = f"{match['lead'].strip()} " if match["lead"].endswith(" ") else ""
                    written = f"{lead or match['lead']}{match['v']}{match['any'] or ''}"
                    found[f"{name} {written}"] = product, version, name
                    if len(found) > _MOST:
                        return {}
        return found


@cache
def builtin_versions() -> VersionPack:
    """The versions that linkaudit brings along."""
    folder = resources.files("linkaudit.rules.packs") / "data"
    return parse_versions((folder / FILE).read_text(encoding="utf-8"))


def parse_versions(text: str) -> VersionPack:
    """A pack from its lines. Raises ValueError; the file is our own and tests read all of it."""
    read_on = date.min
    lines: dict[str, str] = {}
    by_name: dict[str, str] = {}
    by_host: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        columns = line.split("\t")
        if columns[0] == "read_on":
            read_on = date.fromisoformat(columns[1])
        elif len(columns) == _COLUMNS:
            id_ = columns[0]
            lines[id_] = line
            by_name.update((name.rstrip("?"), id_) for name in columns[2].split("|") if name)
            for link in columns[4].split():
                host = _host(link)
                if id_ not in by_host.get(host, ()):
                    by_host[host] = (*by_host.get(host, ()), id_)
    return VersionPack(read_on, lines, by_name, by_host)


def _host(link: str) -> str:
    host = link.partition("/")[0]
    return f"*.{host.partition('.')[2]}" if "{" in host else host


# ------------------------------------------------------------------ one product


@lru_cache(maxsize=256)
def _product(line: str) -> Product:
    id_, name, names, context, links, latest, cycles = line.split("\t")
    written = names.split("|") if names else []
    versions: dict[str, Version | None] = {}
    also: dict[str, Version | None] = {}
    for cycle in cycles.split():
        spellings, _, days = cycle.partition("=")
        end, _, extended = days.partition("+")
        number, *others = spellings.split("/")
        versions[number] = _version(name, id_, number, end, extended)
        also.update(dict.fromkeys(others, versions[number]))
    return Product(
        id_,
        name,
        tuple(one.rstrip("?") for one in written),
        tuple(context.split("|")) if context else (),
        frozenset(one.rstrip("?") for one in written if one.endswith("?")),
        tuple((_address(link), link.partition(">")[2]) for link in links.split()),
        latest,
        versions,
        also,
    )


def _version(product: str, id_: str, number: str, end: str, extended: str) -> Version | None:
    if not end:
        return None
    later = date.fromisoformat(extended) if extended else None
    return Version(product, id_, number, date.fromisoformat(end), later)


# What follows the number in an address: a branch, or how Java projects name a release.
_TAIL = r"(?:\.x|\.RELEASE|\.Final|\.GA)?"
_PLACES = {
    "{v}": rf"(?P<v>{_NUMBER}){_TAIL}",
    "{v-}": r"(?P<v>\d{1,6}(?:-\d{1,6}){0,5})",
    "{v_}": r"(?P<v>\d{1,6}(?:_\d{1,6}){0,5})",
    "{code}": r"(?P<v>[a-z]+)",
    "{lang}": r"(?P<lang>[a-z]{2}(?:[-_][A-Za-z]{2,4})?)",
}


def _address(link: str) -> re.Pattern[str]:
    """The pattern of host and path together."""
    text = re.escape(link.partition(">")[0])
    for place, pattern in _PLACES.items():
        text = text.replace(re.escape(place), pattern)
    return re.compile(text.replace(re.escape("/**"), r"(?:/(?P<rest>.*))?"))


def _filled(current: str, found: Mapping[str, str]) -> str:
    text = current.replace("{lang}", found.get("lang", "")).replace("**", found.get("rest", ""))
    return f"https://{text}" if text else ""


@lru_cache(maxsize=256)
def _naming(name: str) -> re.Pattern[str]:
    """A name with a number behind, and at most marks of emphasis or of a link between them."""
    words = r"\s+".join(map(re.escape, name.split()))
    return re.compile(
        rf"(?<![\w-]){words}[\s*_\[\]]{{1,4}}(?P<lead>v|version |Version |)"
        rf"(?P<v>{_NUMBER})(?P<any>\.x)?(?!\w)"
    )
