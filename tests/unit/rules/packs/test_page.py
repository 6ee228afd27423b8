"""docs/packs.md, held against what the program does with its example."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from linkaudit.model.http import Hop, Page
from linkaudit.rules.packs.load import parse_pack
from linkaudit.rules.packs.schema import PACK, TABLES
from linkaudit.rules.registry import judge
from tests.builders import answer, case, observation

PAGE = (Path(__file__).parents[4] / "docs" / "packs.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"```toml\n(name = .*?)```", PAGE, re.DOTALL)
ROWS = re.findall(r"^\| `(https:\S+)` \| (\d+)(.*?) \| (.*) \|$", PAGE, re.MULTILINE)


def test_the_table_is_read_whole() -> None:
    assert len(ROWS) == PAGE.partition("## An example")[2].partition("## Keys")[0].count("\n| `")
    assert len(ROWS) == 9


@pytest.mark.parametrize(("asked", "status", "told", "message"), ROWS, ids=[r[0] for r in ROWS])
def test_the_example_does_what_the_page_says(
    asked: str, status: str, told: str, message: str
) -> None:
    titled, saying = re.search("titled “(.*)”", told), re.search("saying “(.*)”", told)
    to = re.search(r"to `(.*)`", told)
    page = Page(title=titled[1] if titled else "", notices=(saying[1],) if saying else ())
    if to:
        seen = observation(asked, outcome=answer(to[1], page=page), hops=[Hop(asked, int(status))])
    else:
        seen = observation(asked, outcome=answer(asked, int(status), page=page))

    found = judge(case(asked, seen=seen, packs=(parse_pack("acme.toml", EXAMPLE),)))

    messages = [finding.message for finding in found]
    assert (message in messages) if message != "nothing" else messages == []


@pytest.mark.parametrize("key", [key for fields in (PACK, *TABLES.values()) for key in fields])
def test_the_page_tells_of_every_key(key: str) -> None:
    assert re.search(rf"`{key}`|^{key} = ", PAGE, re.MULTILINE)
