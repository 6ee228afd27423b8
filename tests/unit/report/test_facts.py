"""The list of facts: what a search finds, and how it reads."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from linkaudit.report import facts
from linkaudit.rules.packs.listing import listed
from linkaudit.rules.packs.load import parse_pack

PACKS = (
    parse_pack(
        "acme.toml",
        """name = "acme"
read_on = 2026-11-23
hosts = ["docs.acme.example"]

[[entry]]
id = "cog"
kind = "ends"
names = ["Acme Cog", "Cog"]
date = 2026-01-31
successor = "Acme Wheel"
slugs = ["cogwheel"]
paths = ["/old/machines/"]
source = "https://docs.acme.example/news"
quote = "Acme Cog ends on January 31, 2026."

[[entry]]
id = "sprocket"
kind = "closed"
names = ["Acme Sprocket"]
date = 2024-07-25
until = 2025-11-24
source = "https://docs.acme.example/news"
quote = "Acme Sprocket is back."

[[entry]]
id = "gear-renamed"
kind = "renamed"
names = ["Acme Gear"]
now = ["Acme Drive", "Drive"]
date = "2025-03"
slugs = ["gear"]
source = "https://docs.acme.example/drive"
quote = "Acme Drive was called Acme Gear."

[[notice]]
id = "sunset"
kind = "ends"
says = ["{name} is being discontinued on {date}."]

[[move]]
id = "renamed-part"
what = "the part"
patterns = ["/parts/{part}/**"]
name = "{part}"
source = "https://docs.acme.example/parts"
quote = "Old names of parts lead to the new ones."
""",
    ),
)
TODAY = date(2026, 11, 28)
ALL = ["cog", "sprocket", "gear-renamed", "renamed-part"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([], ALL),
        (["acme"], ALL),
        (["WHEEL"], ["cog"]),
        (["cog", "wheel"], ["cog"]),
        (["cog", "gear"], []),
        (["closed"], ["sprocket"]),
        (["renamed"], ["gear-renamed", "renamed-part"]),
        (["drive"], ["gear-renamed"]),
        (["machines"], ["cog"]),
        (["moved"], ["renamed-part"]),
        (["discontinued"], []),  # a sentence is no fact
        (["https://docs.acme.example/cogwheel/start.html"], ["cog"]),
        (["https://docs.acme.example/old/machines/a"], ["cog"]),
        (["https://docs.acme.example/gear/start.html"], ["gear-renamed"]),
        (["https://elsewhere.example/cogwheel/"], []),
    ],
)
def test_a_search_finds_what_has_all_its_words(words: list[str], found: list[str]) -> None:
    assert [row.id for row in listed(PACKS, words, TODAY)] == found


def test_people_read_kind_day_names_what_became_of_it_and_where_that_was_read() -> None:
    assert facts.text(listed(PACKS, (), TODAY), 4) == (
        "ends     2026-01-31  Acme Cog, Cog; successor: Acme Wheel\n"
        "                     acme/cog, read on 2026-11-23, 5 days ago: "
        "https://docs.acme.example/news\n"
        "closed   2024-07-25  Acme Sprocket; until 2025-11-24\n"
        "                     acme/sprocket, read on 2026-11-23, 5 days ago: "
        "https://docs.acme.example/news\n"
        "renamed  2025-03     Acme Gear → Acme Drive\n"
        "                     acme/gear-renamed, read on 2026-11-23, 5 days ago: "
        "https://docs.acme.example/drive\n"
        "moved    -           /parts/{part}/**\n"
        "                     acme/renamed-part, read on 2026-11-23, 5 days ago: "
        "https://docs.acme.example/parts\n"
        "4 facts\n"
    )


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2026, 11, 22), "read on 2026-11-23, today"),  # a clock may be slow
        (date(2026, 11, 23), "read on 2026-11-23, today"),
        (date(2026, 11, 24), "read on 2026-11-23, 1 day ago"),
    ],
)
def test_an_age_is_in_days(today: date, told: str) -> None:
    text = facts.text(listed(PACKS, ["wheel"], today), 4)

    assert told in text
    assert text.endswith("\n1 of 4 facts\n")


def test_the_day_of_the_announcement_is_shown_beside_that_of_the_effect() -> None:
    [row] = listed(PACKS, ["wheel"], TODAY)

    told = facts.text([replace(row, announced="2025-10-07")], 4).splitlines()[0]

    assert told.endswith("Acme Cog, Cog; announced on 2025-10-07; successor: Acme Wheel")


def test_programs_get_all_of_a_fact() -> None:
    told = json.loads(facts.as_json(listed(PACKS, ["wheel"], TODAY), 4, TODAY))

    assert told == {
        "as_of": "2026-11-28",
        "total": 4,
        "facts": [
            {
                "pack": "acme",
                "id": "cog",
                "kind": "ends",
                "names": ["Acme Cog", "Cog"],
                "date": "2026-01-31",
                "announced": None,
                "until": None,
                "now": [],
                "successor": "Acme Wheel",
                "addresses": ["cogwheel", "/old/machines/"],
                "source": "https://docs.acme.example/news",
                "quote": "Acme Cog ends on January 31, 2026.",
                "read_on": "2026-11-23",
                "age_days": 5,
            }
        ],
    }
