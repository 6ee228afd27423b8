"""The script that writes the pack of versions, on a product of its own."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from linkaudit.rules.packs.versions import parse_versions
from scripts.ended_versions import PACK, TABLE, cycles, main, pack

COG = """\
---
title: Cog
category: framework
releases:
  - releaseCycle: "3.1"
    releaseDate: 2026-05-01
    eol: 2027-01-01

  - releaseCycle: "4.0"
    releaseDate: 2026-12-01
    eol: false

  - releaseCycle: "3.0"
    codename: "Lynx Leap"
    releaseDate: 2025-05-01
    eol: 2026-01-01
    eoes: 2028-01-01

  - releaseCycle: "2.9"
    releaseDate: 2024-05-01
    eol: 2025-02-01

  - releaseCycle: "2.8"
    eol: 2024-12-31
    eoes: false

  - releaseCycle: "2.7"
    eol: true

  - releaseCycle: "2008-sp2"
    eol: 2020-01-14

  - releaseCycle: "2008-sp1"
    eol: 2019-01-14
---

> Words that stay where they are.
"""
OURS = {
    "cog": {
        "names": ["Cog", "Wheel?"],
        "context": ["spokes"],
        "links": ["docs.cog.example/{v}/** -> docs.cog.example/**"],
        "majors": ["2", "3"],
        "also": {"2008": "2008-sp2", "two": "2.9"},
    }
}


@pytest.fixture
def products(tmp_path: Path) -> Path:
    (tmp_path / "cog.md").write_text(COG, encoding="utf-8")
    return tmp_path


def test_a_product_becomes_a_line_with_our_columns_and_its_days(products: Path) -> None:
    """Only days and code names go along: what has no day is left out, or has none."""
    line = pack(OURS, products, "2026-08-22").splitlines()[-1]

    assert line.split("\t") == [
        "cog",
        "Cog",
        "Cog|Wheel?",
        "spokes",
        "docs.cog.example/{v}/**>docs.cog.example/**",
        "3.1",
        "3.1=2027-01-01 4.0= 3.0/lynx=2026-01-01+2028-01-01 2.9/two=2025-02-01 2.8=2024-12-31"
        " 2008=2020-01-14 2=2025-02-01 3=2027-01-01",
    ]


def test_the_line_is_read_back(products: Path) -> None:
    read = parse_versions(pack(OURS, products, "2026-08-22"))

    assert read.read_on.isoformat() == "2026-08-22"
    assert read.product("cog").version("2.9.4") == read.product("cog").addressed("two")


def test_an_extended_support_may_be_as_free_as_the_first() -> None:
    releases = [{"releaseCycle": "9", "eol": date_of("2020-07-18"), "eoes": date_of("2022-07-01")}]

    [nine] = cycles(releases, {"end": "eoes"})

    assert (nine.end, nine.extended) == ("2022-07-01", "")


def date_of(text: str) -> object:
    return tomllib.loads(f"day = {text}")["day"]


def test_the_pack_is_made_of_the_table_as_it_is() -> None:
    """A product or an address that was added to the table only is in no audit."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    lines = [line.split("\t") for line in PACK.read_text(encoding="utf-8").splitlines()[3:]]

    assert [line[0] for line in lines] == sorted(table)
    for id_, _, names, context, links, *_ in lines:
        ours = table[id_]
        assert names == "|".join(ours["names"])
        assert context == "|".join(ours.get("context", []))
        assert links == " ".join(link.replace(" -> ", ">") for link in ours["links"])


def test_without_a_folder_it_says_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "tasks.py versions FOLDER" in capsys.readouterr().out
