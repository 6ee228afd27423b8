"""Packs as files: what is read from them, and how a faulty one is turned away."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from linkaudit.errors import PackError
from linkaudit.rules.packs.load import MAX_BYTES, MAX_FLAWS, MAX_TABLES, parse_pack, read_pack
from linkaudit.rules.packs.model import Fact, FactKind, Pack
from linkaudit.rules.packs.notices import SentenceTemplate
from linkaudit.rules.packs.path_patterns import PathPattern
from linkaudit.text.notices import Event

GOOD = """
name = "acme"
read_on = 2026-11-23
hosts = ["docs.acme.example"]

[[entry]] # line 6
id = "cog"
kind = "ends"
names = ["Acme Cog"]
date = 2026-01-31
source = "https://docs.acme.example/end"
quote = "Acme Cog ends on January 31, 2026."

[[notice]]
id = "sunset"
kind = "ends"
says = ["{name} retires on {date}."]
means = "{name} retires on {date}"

[[move]]
id = "renamed-part"
what = "the part"
patterns = ["/parts/{part}/**"]
name = "{part}"
source = "https://docs.acme.example/names"
quote = "Old names lead to the new ones."
often = ["cog", "gear"]
"""
LINES = {"[[entry]]": 6, "[[notice]]": 14, "[[move]]": 20}


def flaws(text: str) -> tuple[str, ...]:
    with pytest.raises(PackError) as caught:
        parse_pack("acme.toml", text)
    return caught.value.flaws


def test_a_pack_is_read_from_toml() -> None:
    source = "https://docs.acme.example/end"
    quote = "Acme Cog ends on January 31, 2026."
    cog = Fact("cog", FactKind.ENDS, ("Acme Cog",), date(2026, 1, 31), source, quote)
    says, means = "{name} retires on {date}.", "{name} retires on {date}"
    sunset = SentenceTemplate("sunset", Event.ENDS, says, means)
    part = PathPattern(
        "renamed-part", "the part", ("/parts/{part}/**",), "{part}",
        "https://docs.acme.example/names", "Old names lead to the new ones.", often=("cog", "gear"),
    )  # fmt: skip

    assert parse_pack("acme.toml", GOOD) == Pack(
        "acme", frozenset({"docs.acme.example"}), date(2026, 11, 23), (cog,), (sunset,), (part,)
    )


@pytest.mark.parametrize(
    ("written", "day", "shown"),
    [
        ("2026-01-31", date(2026, 1, 31), "2026-01-31"),
        ('"2024-02"', date(2024, 2, 29), "2024-02"),
        ('"2025"', date(2025, 12, 31), "2025"),
        ('"2026"', date(2026, 11, 23), "2026"),  # it had happened when that was read
    ],
)
def test_a_date_may_be_a_month_or_a_year(written: str, day: date, shown: str) -> None:
    (cog,) = parse_pack("acme.toml", GOOD.replace("2026-01-31", written)).entries

    assert (cog.date, cog.when) == (day, shown)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('name = "acme"', "name = acme", "acme.toml:2: not TOML"),
        ('name = "acme"', 'name = "acme', "acme.toml:2: not TOML"),
        ('often = ["cog", "gear"]', "often = [", "not TOML"),
        ('name = "acme"', "", "acme.toml: 'name' is missing"),
        ("read_on = 2026-11-23", "", "acme.toml: 'read_on' is missing"),
        ("= 2026-11-23", "= 2026-11-23T06:00:00Z", "acme.toml:3: 'read_on' must be a date"),
        ('["docs.acme.example"]', '"acme"', "acme.toml:4: 'hosts' must be a list"),
        ('["docs.acme.example"]', "[]", "acme.toml:4: 'hosts' must be a list"),
        ("docs.acme.example", "https://acme.example", "acme.toml:4: 'hosts' must be a list"),
        ('name = "acme"', 'name = "a"\nhots = []', "acme.toml:3: 'hots' is not known; did you"),
        ("[[entry]]", "[entry]", "acme.toml: 'entry' must be written as [[entry]]"),
    ],
)
def test_what_is_wrong_with_the_pack_itself_has_its_line(old: str, new: str, words: str) -> None:
    (flaw,) = flaws(GOOD.replace(old, new, 1))

    assert words in flaw


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('id = "cog"', "", "entry 1: 'id' is missing"),
        ('id = "cog"', 'id = "Cog!"', "entry 'Cog!': 'id' must be small letters"),
        ('kind = "ends"', 'kind = "end"', "'kind' must be one of renamed, ends, closed"),
        ('kind = "ends"', "kind = []", "'kind' must be one of renamed, ends, closed"),
        ('kind = "ends"', 'kind = "renamed"', "'now' is missing"),
        ("date = 2026-01-31", "", "'date' is missing"),
        ("date = 2026-01-31", 'date = "soon"', "'date' must be a date like 2026-11-23"),
        ("date = 2026-01-31", 'date = "2026-13"', "'date' must be a date like 2026-11-23"),
        ("date = 2026-01-31", "date = 2026-01-31T06:00:00Z", "'date' must be a date"),
        ("date = 2026-01-31", "date = 1026-01-31", "'date' must be a date"),
        ("date = 2026-01-31", "date = 2026-01-31\nuntil = 2026-01-31", "'until' must be a day"),
        ('names = ["Acme Cog"]', "names = []", "'names' must be a list of texts"),
        ('names = ["Acme Cog"]', 'names = "Acme Cog"', "'names' must be a list of texts"),
        ('names = ["Acme Cog"]', "names = [7]", "'names' must be a list of texts"),
        ('names = ["Acme Cog"]', 'names = ["a\\u001bb"]', "'names' must be a list of texts"),
        ('names = ["Acme Cog"]', 'names = ["a\\u202Eb"]', "'names' must be a list of texts"),
        ('source = "https://docs.acme.example/end"', "", "'source' is missing"),
        ('"https://docs.acme.example/end"', '"javascript:alert(1)"', "'source' must be a URL"),
        ('"https://docs.acme.example/end"', '"https://a b"', "'source' must be a URL"),
        ('date = 2026-01-31', "date = 2026-01-31\nslugs = ['A/b']", "'slugs' must be a list"),
        ('date = 2026-01-31', "date = 2026-01-31\npaths = ['/']", "'paths' must be a list"),
        ('date = 2026-01-31', "date = 2026-01-31\nreused = 1", "'reused' must be true or false"),
        ('date = 2026-01-31', "date = 2026-01-31\nsluggs = []", "'sluggs' is not known; did you"),
        ('date = 2026-01-31', "date = 2026-01-31\nzzz = 1", "'zzz' is not known; known are id,"),
        ("date = 2026-01-31", "announced = 2026-01-31", "'date' is missing"),
        ("date = 2026-01-31", "date = 2026-01-31\nannounced = 2026-02-01", "must not be after"),
        ("date = 2026-01-31", "date = 2026-01-31\nannounced = '2026'", "'announced' must be a d"),
        ("date = 2026-01-31", "undated = true\nannounced_quote = 'a'", "needs 'announced'"),
        ("date = 2026-01-31", "date = 2026-01-31\nother_date = 2026-02-01", "given together"),
        ("date = 2026-01-31", "date = 2026-01-31\nother_kind = 'renamed'", "one of ends, closed"),
        ("date = 2026-01-31", "date = 2026-01-31\nmeans = '{old}'", "'means' is for what was ren"),
    ],
)  # fmt: skip
def test_a_faulty_entry_is_named_with_its_line(old: str, new: str, words: str) -> None:
    (flaw,) = flaws(GOOD.replace(old, new, 1))

    assert flaw.startswith(f"acme.toml:{LINES['[[entry]]']}: entry ")
    assert words in flaw


@pytest.mark.parametrize(
    ("table", "old", "new", "words"),
    [
        ("[[notice]]", '["{name} retires on {date}."]', '["Over."]', "must hold {date}"),
        ("[[notice]]", '["{name} retires on {date}."]', '["{date} {when}"]', "may hold {date}"),
        ("[[notice]]", '["{name} retires on {date}."]', '["{date}, {date}"]', "each once"),
        ("[[notice]]", '["{name} retires on {date}."]', '["{date}."]', "words of its own"),
        ("[[notice]]", 'means = "{name}', 'means = "{now}', "'means' may hold only"),
        ("[[move]]", '["/parts/{part}/**"]', '["parts/{part}"]', "'patterns' must be"),
        ("[[move]]", '["/parts/{part}/**"]', '["/**"]', "'patterns' must be"),
        ("[[move]]", '["/parts/{part}/**"]', '["/{part}/{part}"]', "'patterns' must be"),
        ("[[move]]", '["/parts/{part}/**"]', '["/**/{part}"]', "'patterns' must be"),
        ("[[move]]", '["/parts/{part}/**"]', '["/{other}"]', "parts that every pattern has"),
        ("[[move]]", 'name = "{part}"', 'name = "part"', "parts that every pattern has"),
        ("[[move]]", 'name = "{part}"', 'name = "a {part}"', "'often' needs a 'name'"),
        ("[[move]]", 'what = "the part"', 'what = "the {part}"', "may hold {old} and {new}"),
        ("[[move]]", '["cog", "gear"]', '["cog", "gear"]\nmeans = "{x}"', "{old} and {new}"),
        ("[[move]]", '["cog", "gear"]', '["cog"]', "'often' must be a list of two names"),
        ("[[move]]", '["cog", "gear"]', '["cog", "a/b"]', "'often' must be a list of two names"),
    ],
)
def test_a_faulty_sentence_or_redirect_is_named_with_its_line(
    table: str, old: str, new: str, words: str
) -> None:
    found = flaws(GOOD.replace(old, new, 1))

    assert all(flaw.startswith(f"acme.toml:{LINES[table]}: {table[2:-2]} '") for flaw in found)
    assert words in found[0]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    text = GOOD.replace("date = 2026-01-31", "").replace('what = "the part"', "what = 7")
    text = text.replace('name = "acme"', "")

    assert flaws(text) == (
        "acme.toml: 'name' is missing",
        "acme.toml:6: entry 'cog': 'date' is missing: the day since when it holds",
        "acme.toml:20: move 'renamed-part': 'what' must be a text of one line, at most 500 "
        "characters",
    )


def test_at_the_door_the_first_flaw_stands_for_all() -> None:
    text = GOOD.replace('kind = "ends"', "").replace('name = "acme"', "")

    with pytest.raises(PackError) as caught:
        parse_pack("acme.toml", text)

    assert str(caught.value) == (
        "acme.toml: 'name' is missing (and 2 more: linkaudit pack check acme.toml)"
    )


GEAR = """
[[entry]]
id = "gear-renamed"
kind = "renamed"
names = ["Acme Gear"]
now = ["Acme Gear Plus"]
source = "https://docs.acme.example/names"
quote = "Acme Gear is Acme Gear Plus now."
"""


@pytest.mark.parametrize(
    ("successor", "is_flaw"),
    [
        ("Acme Gear", True),
        ("a wheel, or Acme Gear in green", True),
        ("Acme Gear Plus", False),
        ("Acme Gearbox", False),
        ("Acme Wheel", False),
    ],
)
def test_advice_that_is_itself_out_of_date_is_an_error(successor: str, *, is_flaw: bool) -> None:
    """A reader who follows it would look for a name that is gone."""
    text = GOOD.replace("date = 2026-01-31", f'date = 2026-01-31\nsuccessor = "{successor}"') + GEAR

    if is_flaw:
        [flaw] = flaws(text)
        assert flaw == (
            f"acme.toml:6: entry 'cog': '{successor}' has an old name in it: 'Acme Gear'"
        )
    else:
        parse_pack("acme.toml", text)


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("", 5),
        ('note = """\n[[entry]]\n[[entry]]\n"""\n', 9),
        ("note = [\n  [[1]],\n]\n", 8),
        ("  # [[entry]]\r\n\r\n", 7),
        ("[[notice]]\n[[notice]]\n", 7),
    ],
)
def test_a_line_is_right_behind_what_only_looks_like_a_header(before: str, line: int) -> None:
    text = before + GOOD.lstrip().replace('id = "cog"', "")

    assert [flaw for flaw in flaws(text) if f"acme.toml:{line}: entry 1: 'id' is missing" in flaw]


def test_an_entry_written_in_one_line_has_no_line_but_is_named() -> None:
    head = GOOD.partition("[[")[0]

    for extra in ("", ", 'linkaudit: line' = 'x'"):
        (flaw, *_) = flaws(f"{head}entry = [{{id = 'cog'{extra}}}]\n")

        assert flaw.startswith("acme.toml: entry 'cog': ")


def test_an_id_stands_once_only() -> None:
    (flaw,) = flaws(GOOD.replace('id = "sunset"', 'id = "cog"'))

    assert flaw == "acme.toml:14: notice 'cog': duplicate 'id'; give each its own"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD.partition("[[")[0], "nothing in it"),
        (GOOD.partition("[[")[0] + "[[entry]]\n" * (MAX_TABLES + 1), f"more than {MAX_TABLES}"),
        ("a = " + "[" * 100_000, "nested too deeply"),
        ("a." * 100_000 + "a = 1", "acme.toml:1: not TOML: more than 32 parts"),
        (GOOD.replace("Acme Cog ends", "x" * 501), "at most 500"),
        (GOOD.replace('["Acme Cog"]', str(["Acme"] * 101)), "'names' must be"),
    ],
)  # fmt: skip
def test_a_pack_has_bounds(text: str, words: str) -> None:
    """A config may be a stranger's, and so the pack that it names."""
    assert words in flaws(text)[0]


def test_no_more_is_told_than_anybody_reads() -> None:
    assert len(flaws("".join(f"key{number} = 1\n" for number in range(20_000)))) == MAX_FLAWS


def absent(path: Path) -> None:
    pass


def pipe(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()


def large(path: Path) -> None:
    path.write_bytes(b"#" * (MAX_BYTES + 1))


def binary(path: Path) -> None:
    path.write_bytes(b"\xff\xfe")


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (absent, "no such file"),
        (pipe, "not a regular file"),
        (folder, "not a regular file"),
        (large, "larger than 256 KiB"),
        (binary, "not a text in UTF-8"),
    ],
)
def test_a_file_that_is_no_pack_is_turned_away(
    prepare: Callable[[Path], None], words: str, tmp_path: Path
) -> None:
    path = tmp_path / "our.toml"
    prepare(path)

    with pytest.raises(PackError) as caught:
        read_pack(path)

    assert str(caught.value).startswith(f"{path}: ")
    assert words in str(caught.value)


def test_a_mark_of_byte_order_is_no_flaw(tmp_path: Path) -> None:
    path = tmp_path / "our.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())

    assert read_pack(path) == parse_pack("our.toml", GOOD)
