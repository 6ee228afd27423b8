"""Packs as files: TOML in, checked facts out.

Says all that is wrong with a file, each flaw with its line. Reads the file named and nothing
else; what a pack says is never fetched.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from itertools import islice
from pathlib import Path

from linkaudit.errors import PackError
from linkaudit.rules.packs.model import Claim, Fact, FactKind, Pack
from linkaudit.rules.packs.notices import SentenceTemplate
from linkaudit.rules.packs.path_patterns import PathPattern
from linkaudit.rules.packs.schema import (
    PACK,
    TABLES,
    advice_troubles,
    contradictions,
    is_text,
    last_day,
    troubles,
)
from linkaudit.text import toml
from linkaudit.text.notices import Event

MAX_BYTES = 256 * 1024  # five times AWS's
MAX_TABLES = 2000
MAX_FLAWS = 200
BUILTIN = ("aws.toml", "github.toml")

_HEADER = re.compile(rf"[ \t]*\[\[[ \t]*(?:{'|'.join(TABLES)})[ \t]*\]\]")
_TABLES_BEGIN = re.compile(r"^[ \t]*\[", re.M)
_MARK = "linkaudit: line"

Raw = Mapping[str, object]


@cache
def builtin_packs() -> tuple[Pack, ...]:
    """The packs that linkaudit brings along, unchecked: a test holds that they are in order."""
    return tuple(_pack(toml.parse_own(builtin_text(name))) for name in BUILTIN)


def builtin_text(name: str) -> str:
    """The TOML of one of BUILTIN."""
    folder = resources.files("linkaudit.rules.packs") / "data"
    return (folder / name).read_text(encoding="utf-8")


def read_pack(path: Path) -> Pack:
    """A user's pack. Raises PackError with all that is wrong with it."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would keep us waiting for ever
            raise _refused(path, "not a regular file; give a pack's TOML file")
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise _refused(path, f"larger than {MAX_BYTES // 1024} KiB; split it")
        text = content.decode("utf-8-sig")
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise _refused(path, f"{reason}; give a file that is there") from error
    except ValueError as error:  # not UTF-8, or a name that no file can have
        raise _refused(path, "not a text in UTF-8; save it as that") from error
    return parse_pack(str(path), text)


def _refused(path: Path, why: str) -> PackError:
    return PackError(str(path), [(0, why)])


def parse_pack(path: str, text: str) -> Pack:
    """A pack from its TOML. Raises PackError with all that is wrong with it."""
    try:
        data = toml.parse(text)
    except toml.TomlError as error:
        raise PackError(path, [(error.line, f"not TOML: {error}")]) from error
    flaws = list(islice(_flaws(data), MAX_FLAWS)) or list(islice(_of_advice(data), MAX_FLAWS))
    if flaws:
        places = _places(text)
        raise PackError(path, [(flaw.line(text, places), flaw.message) for flaw in flaws])
    return _pack(data)


@dataclass(frozen=True, slots=True)
class _Flaw:
    """What is wrong, and with which table; without one, with the pack itself."""

    trouble: str
    key: str = ""
    table: str = ""
    number: int = 0
    id: str = ""

    @property
    def message(self) -> str:
        if not self.table:
            return self.trouble
        who = f"'{self.id}'" if self.id else str(self.number + 1)
        return f"{self.table} {who}: {self.trouble}"

    def line(self, text: str, places: Mapping[str, list[int]]) -> int:
        if not self.table:
            head = _TABLES_BEGIN.split(text, maxsplit=1)[0]
            key = re.search(rf"^[ \t]*{re.escape(self.key)}[ \t]*=", head, re.M)
            return head.count("\n", 0, key.start()) + 1 if key and self.key else 0
        lines = places.get(self.table, [])
        return lines[self.number] if self.number < len(lines) else 0


def _places(text: str) -> Mapping[str, list[int]]:
    """The lines on which the tables begin.

    The parser keeps none, so it is given a copy with the line's number behind each header:
    what only looks like a header, in a text of several lines, it leaves where it is.
    """
    marked = []
    for number, line in enumerate(text.split("\n"), start=1):
        marked.append(line)
        if _HEADER.match(line):
            marked.append(f'"{_MARK}" = {number}')
    try:
        data = toml.parse("\n".join(marked))
    except toml.TomlError:
        return {}
    return {table: [_marked_line(raw) for raw in _raws(data, table)] for table in TABLES}


def _marked_line(raw: Raw) -> int:
    line = raw.get(_MARK, 0)
    return line if isinstance(line, int) else 0


def _raws(data: Raw, table: str) -> list[Raw]:
    found = data.get(table, [])
    is_list = isinstance(found, list) and all(isinstance(raw, dict) for raw in found)
    return found if isinstance(found, list) and is_list else []


# ---------------------------------------------------------------- what is wrong


def _flaws(data: Raw) -> Iterator[_Flaw]:
    top = {key: value for key, value in data.items() if key not in TABLES}
    yield from (_Flaw(trouble, key) for key, trouble in troubles(top, PACK))
    count = 0
    for table in TABLES:
        raws = _raws(data, table)
        count += len(raws)
        if table in data and not raws:
            yield _Flaw(f"'{table}' must be written as [[{table}]]", table)
    if not count:
        yield _Flaw(f"nothing in it; write {', '.join(f'[[{table}]]' for table in TABLES)}")
    if count > MAX_TABLES:
        yield _Flaw(f"more than {MAX_TABLES} facts; split it")
    else:
        yield from _of_tables(data)


def _of_tables(data: Raw) -> Iterator[_Flaw]:
    seen: set[object] = set()
    for table, fields in TABLES.items():
        for number, raw in enumerate(_raws(data, table)):
            id_ = raw.get("id")
            name = id_ if isinstance(id_, str) and is_text(id_) else ""
            found = [trouble for _, trouble in islice(troubles(raw, fields), MAX_FLAWS)]
            found = found or list(contradictions(table, raw))
            if name and name in seen:
                found.append("duplicate 'id'; give each its own")
            seen.add(name)
            yield from (_Flaw(trouble, "", table, number, name) for trouble in found)


def _of_advice(data: Raw) -> Iterator[_Flaw]:
    """Asked only of a pack whose tables are well each by itself."""
    raws = _raws(data, "entry")
    for number, trouble in advice_troubles(raws):
        yield _Flaw(trouble, "", "entry", number, str(raws[number]["id"]))


# ------------------------------------------------------------- raw to value


def _pack(data: Raw) -> Pack:
    return Pack(
        str(data["name"]),
        frozenset(_texts(data, "hosts")),
        last_day(data["read_on"]) or date.max,
        tuple(_entry(raw, data) for raw in _raws(data, "entry")),
        tuple(shape for raw in _raws(data, "notice") for shape in _shapes(raw)),
        tuple(_move(raw) for raw in _raws(data, "move")),
        frozenset(_texts(data, "not_below")),
    )


def _entry(raw: Raw, pack: Raw) -> Fact:
    day, when = last_day(raw.get("date")), raw.get("date")
    read_on = last_day(raw.get("read_on", pack["read_on"]))
    if isinstance(when, str) and day and read_on:
        day = min(day, read_on)  # it had happened by then
    is_undated = raw.get("undated") is True
    announced = last_day(raw.get("announced"))
    return Fact(
        str(raw["id"]),
        FactKind(str(raw["kind"])),
        _texts(raw, "names"),
        read_on if is_undated else day,
        str(raw["source"]),
        str(raw["quote"]),
        _texts(raw, "now"),
        str(raw.get("successor", "")),
        _texts(raw, "slugs"),
        tuple(path.lower() for path in _texts(raw, "paths")),
        raw.get("reused") is True,
        _texts(raw, "but_not"),
        last_day(raw.get("until")),
        when if isinstance(when, str) else "",
        announced,
        str(raw.get("announced_source", raw["source"])) if announced else "",
        str(raw.get("announced_quote", raw["quote"])) if announced else "",
        _other(raw),
        last_day(raw.get("read_on")),
        str(raw.get("means", "")),
        is_undated,
        tuple(path.lower() for path in _texts(raw, "but_not_paths")),
    )


def _other(raw: Raw) -> Claim | None:
    day = last_day(raw.get("other_date"))
    if day is None:
        return None
    kind = FactKind(str(raw.get("other_kind", raw["kind"])))
    return Claim(kind, day, str(raw["other_source"]), str(raw["other_quote"]))


def _shapes(raw: Raw) -> Iterator[SentenceTemplate]:
    for sentence in _texts(raw, "says"):
        yield SentenceTemplate(
            str(raw["id"]), Event(str(raw["kind"])), sentence, str(raw.get("means", ""))
        )


def _move(raw: Raw) -> PathPattern:
    return PathPattern(
        str(raw["id"]),
        str(raw["what"]),
        _texts(raw, "patterns"),
        str(raw["name"]),
        str(raw["source"]),
        str(raw["quote"]),
        raw.get("permanent") is not False,
        _texts(raw, "ignoring"),
        str(raw.get("means", "")),
        _texts(raw, "often"),
    )


def _texts(raw: Raw, key: str) -> tuple[str, ...]:
    value = raw.get(key, [])
    return tuple(map(str, value)) if isinstance(value, list) else ()
