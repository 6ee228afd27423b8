"""Writes the fact pack `versions`: our table of products, with the days of endoflife.date.

`python3 tasks.py versions FOLDER` reads a checkout of endoflife.date's repository (MIT), and
versions.toml beside this file. Takes days and code names only; no text goes along. Asks no network.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
TABLE = Path(__file__).with_name("versions.toml")
PACK = ROOT / "src/linkaudit/rules/packs/data/versions.tsv"
SOURCE = "https://endoflife.date/"

HEAD = """\
# Made by `python3 tasks.py versions` from endoflife.date's data (MIT) and scripts/versions.toml;
# a change here is lost. docs/packs.md describes the columns.
read_on\t{day}
"""


@dataclass(frozen=True, slots=True)
class Cycle:
    """One version: its spellings, the last day of its support and of a paid one where known."""

    version: str
    end: str
    extended: str = ""
    also: tuple[str, ...] = ()

    @property
    def column(self) -> str:
        names = "/".join((self.version, *self.also))
        return f"{names}={self.end}{f'+{self.extended}' if self.extended else ''}"


def main(arguments: Sequence[str]) -> int:
    """Write the pack from the checkout in the folder named."""
    if len(arguments) != 1:
        print(__doc__)
        return 2
    folder = Path(arguments[0])
    told = subprocess.run(
        ("git", "-C", str(folder), "log", "-1", "--format=%cs"),
        check=True,
        capture_output=True,
        text=True,
    )
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    PACK.write_text(pack(table, folder / "products", told.stdout.strip()), encoding="utf-8")
    print(f"Wrote {PACK.relative_to(ROOT)}; read the diff before you commit it.")
    return 0


def pack(table: Mapping[str, Mapping[str, object]], products: Path, day: str) -> str:
    """The whole file. Raises OSError for a product that is not there."""
    rows = [row(id_, ours, products / f"{id_}.md", day) for id_, ours in sorted(table.items())]
    return HEAD.format(day=day) + "".join(f"{row}\n" for row in rows)


def row(id_: str, ours: Mapping[str, object], path: Path, day: str) -> str:
    """One product: id, title, names, words beside them, addresses, latest version, versions."""
    front = yaml.safe_load(path.read_text(encoding="utf-8").split("\n---", 1)[0])
    found = list(cycles(front["releases"], ours))
    columns = (
        id_,
        (_texts(ours, "names") or [str(front["title"])])[0],
        "|".join(_texts(ours, "names")),
        "|".join(_texts(ours, "context")),
        " ".join(link.replace(" -> ", ">") for link in _texts(ours, "links")),
        latest(front["releases"], day),
        " ".join(cycle.column for cycle in found),
    )
    return "\t".join(columns)


def cycles(releases: Sequence[Mapping[str, object]], ours: Mapping[str, object]) -> Iterator[Cycle]:
    """The versions whose end is known or to come, and the majors that have ended with them."""
    spellings = _spellings(ours)
    found = []
    for raw in releases:
        version = str(raw["releaseCycle"]).strip()
        end, extended = _day(raw.get("eol")), _day(raw.get("eoes"))
        if raw.get("eol") is True and not end:
            continue  # ended, on a day that is not known
        if ours.get("end") == "eoes" and extended:
            end, extended = extended, ""
        code = str(raw.get("codename", "")).split(" ")[0].lower()
        also = [*spellings.get(version, []), *([code] if code.isalpha() else [])]
        if not version.replace(".", "").isdigit():
            if not also:
                continue  # an edition, which no text tells apart
            version, *also = also
        found.append(Cycle(version, end, extended, tuple(also)))
    known = {cycle.version: cycle for cycle in reversed(found)}  # of two editions, the first
    found = [cycle for cycle in found if known[cycle.version] is cycle]
    yield from found
    for major in _texts(ours, "majors"):
        ends = [cycle.end for cycle in found if cycle.version.startswith(f"{major}.")]
        if ends and all(ends):
            yield Cycle(major, max(ends))


def latest(releases: Sequence[Mapping[str, object]], day: str) -> str:
    """The version that came out last and is supported on that day."""
    dated = [
        (_day(raw.get("releaseDate")), str(raw["releaseCycle"]))
        for raw in releases
        if raw.get("eol") is not True and (_day(raw.get("eol")) or "9999") > day
    ]
    return max((one for one in dated if one[0] and one[0] <= day), default=("", ""))[1]


def _spellings(ours: Mapping[str, object]) -> dict[str, list[str]]:
    also = ours.get("also", {})
    found: dict[str, list[str]] = {}
    for spelling, version in also.items() if isinstance(also, dict) else ():
        found.setdefault(str(version), []).append(str(spelling))
    return found


def _texts(ours: Mapping[str, object], key: str) -> list[str]:
    value = ours.get(key, [])
    return [str(text) for text in value] if isinstance(value, list) else []


def _day(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
