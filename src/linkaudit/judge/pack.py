"""Packs: facts about names that ended or changed, as data with their sources.

Reads a pack and finds entries by title, product and URL. Which finding follows from an
entry is for the rules in `naming.py` and `lifecycle.py`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, partial
from importlib import resources

from linkaudit.errors import PackError
from linkaudit.uri import host_of, path_of


class Kind(StrEnum):
    RENAMED = "renamed"
    ENDS = "ends"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact: what happened to a name, when, and who says so."""

    id: str
    kind: Kind
    names: tuple[str, ...]
    """The name then, and other spellings of it; the first is shown."""
    date: date | None
    source: str
    quote: str
    now: tuple[str, ...] = ()
    """The name since then, or the one it is listed under; the first is shown."""
    successor: str = ""
    slugs: tuple[str, ...] = ()
    """Whole path segments that are this subject."""
    paths: tuple[str, ...] = ()
    """Beginnings of paths that are this subject."""
    is_reused: bool = False
    """The old name now means something else, so meeting it proves nothing."""

    def is_known_in(self, text: str) -> bool:
        """Whether a text has the new name, with or without the owner's."""
        if any(_names(name, text) for name in self.now):
            return True
        # "Data Firehose" is a part of the old name too, so that one is taken out first.
        for name in self.names:
            text = text.replace(name, "")
        short = (name.removeprefix("Amazon ").removeprefix("AWS ") for name in self.now)
        # One word alone is not a name: "Quick" may begin any sentence.
        return any(_names(name, text) for name in short if " " in name)


@dataclass(frozen=True, slots=True)
class Pack:
    """All facts of one publisher, and the hosts that they are about."""

    name: str
    hosts: frozenset[str]
    read_on: date
    entries: tuple[Entry, ...]

    def covers(self, uri: str) -> bool:
        return host_of(uri) in self.hosts

    def by_subject(self, title: str, uri: str) -> Entry | None:
        """The ended or closed entry that a page's title or URL is about."""
        candidates = [e for e in self.entries if e.kind is not Kind.RENAMED]
        by_name = [e for e in candidates if any(_names(name, title) for name in e.names)]
        found = by_name or [e for e in candidates if _is_at(e, path_of(uri))]
        # "SageMaker Profiler" is nearer the point than "SageMaker".
        return max(found, key=lambda entry: len(entry.names[0]), default=None)

    def renamed_to(self, product: str) -> Entry | None:
        """The renaming that gave this product its name."""
        renamings = (e for e in self.entries if e.kind is Kind.RENAMED)
        return next((e for e in renamings if product in e.now), None)

    def renamed_from(self, title: str) -> Entry | None:
        """The renaming whose old name a title uses, where that name means nothing else now."""
        found = [
            e
            for e in self.entries
            if e.kind is Kind.RENAMED
            and not e.is_reused
            and any(_names(name, title) for name in e.names)
            and not e.is_known_in(title)
        ]
        return max(found, key=lambda entry: len(entry.names[0]), default=None)


@cache
def _word_pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")


def _names(name: str, title: str) -> bool:
    return _word_pattern(name).search(title) is not None


# Where AWS speaks of others, `proton` is a company.
_OF_OTHERS = frozenset({"marketplace", "partners", "solutions"})


def _is_at(entry: Entry, path: str) -> bool:
    segments = [segment for segment in path.lower().split("/") if segment]
    is_ours = not _OF_OTHERS.intersection(segments[:2])
    for slug in entry.slugs:
        if slug in segments and is_ours:
            return True
        # A blog's slug is a whole headline: the name may stand anywhere in it.
        is_full = slug.startswith(("amazon-", "aws-"))
        if is_full and any(f"-{slug}-" in f"-{segment}-" for segment in segments):
            return True
    return any(path.startswith(beginning) for beginning in entry.paths)


# ------------------------------------------------------------------- reading


def builtin_packs() -> tuple[Pack, ...]:
    """The packs that linkaudit brings along."""
    folder = resources.files("linkaudit.judge") / "packs"
    return (parse_pack("packs/aws.toml", (folder / "aws.toml").read_text(encoding="utf-8")),)


def parse_pack(path: str, text: str) -> Pack:
    """A pack from its TOML. Raises PackError with the entry that is malformed."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError(path, "-", f"not TOML: {error}") from error
    tables = data.get("entry", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise PackError(path, "-", "'entry' must be a list of tables")
    read_on = data.get("read_on")
    if type(read_on) is not date:  # a datetime is a date too, but does not compare with one
        raise PackError(path, "-", "'read_on' must be a date")
    hosts = frozenset(_texts(path, "-", data, "hosts"))
    entries = tuple(_entry(path, table) for table in tables)
    return Pack(str(data.get("name", path)), hosts, read_on, entries)


def _texts(path: str, id_: str, raw: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = raw.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise PackError(path, id_, f"'{key}' must be a list of texts")
    return tuple(value)


def _entry(path: str, raw: Mapping[str, object]) -> Entry:
    id_ = str(raw.get("id", "?"))
    texts = partial(_texts, path, id_, raw)

    if raw.get("kind") not in tuple(Kind):
        raise PackError(path, id_, f"'kind' must be one of {', '.join(Kind)}")
    kind = Kind(str(raw["kind"]))
    day = raw.get("date")
    if type(day) is not date and not (day is None and kind is Kind.RENAMED):
        raise PackError(path, id_, "'date' must be a date")
    if not texts("names") or not raw.get("source"):
        raise PackError(path, id_, "'names' and 'source' must be given")
    if kind is Kind.RENAMED and not texts("now"):
        raise PackError(path, id_, "'now' must be given for what was renamed")
    return Entry(
        id_,
        kind,
        texts("names"),
        day,
        str(raw["source"]),
        str(raw.get("quote", "")),
        texts("now"),
        str(raw.get("successor", "")),
        texts("slugs"),
        texts("paths"),
        bool(raw.get("reused", False)),
    )
