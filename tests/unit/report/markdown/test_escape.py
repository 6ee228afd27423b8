"""Foreign text arrives in Markdown as it is, and does nothing there."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from linkaudit.report.markdown import escape
from linkaudit.text.redact import shown
from tests.rows import each
from tests.unit.report.hostile import STRINGS, read

PLACES = ("{}", "| Here |\n|:--|\n| {} |", "- [ ] {}", "> {}", "## {}")
ESCAPES = [escape.text, escape.url, escape.code]
CELL = "| Before | Here | After |\n|:--|:--|:--|\n| one | {} | two |"


@each("hostile", STRINGS)
@each("make", ESCAPES, ids=lambda make: make.__name__)
@each("place", PLACES, ids=["paragraph", "cell", "item", "quote", "heading"])
def test_foreign_text_does_nothing(hostile: str, make: Callable[[str], str], place: str) -> None:
    """Hostile web, part E: no tag, no image, no link but one to a page."""
    harmless = set(read(place.format("x")).tags) | {"a", "code", "wbr"}

    seen = read(place.format(make(hostile)))

    assert set(seen.tags) <= harmless
    assert all(re.match(r"https?://", link) for link in seen.links)


@each("hostile", STRINGS)
@each("make", ESCAPES, ids=lambda make: make.__name__)
def test_foreign_text_stays_in_its_cell(hostile: str, make: Callable[[str], str]) -> None:
    seen = read(CELL.format(make(hostile)))

    assert seen.tags.count("td") == 3
    assert seen.words.split()[-1] == "two"


@each("hostile", STRINGS)
@each("make", ESCAPES, ids=lambda make: make.__name__)
def test_no_bar_ends_a_cell_by_github_s_rule_either(
    hostile: str, make: Callable[[str], str]
) -> None:
    r"""GitHub reads a cell as `(\\. | [^|])+`: a backslash takes the next character with it."""
    unescaped = re.sub(r"\\[!-/:-@\[-`{-~]", "", make(hostile))

    assert "|" not in unescaped


@pytest.mark.parametrize(
    "hostile",
    [
        "a | b \\| c \\\\",
        "`code` ``more``",
        "<img src=x onerror=alert(1)> &lt; &copy;",
        "[click](javascript:alert(1))",
        "![pixel](x)",
        "*bold* _thin_ ~~struck~~ $math$",
        "- item",
        "1. item",
    ],
)
@pytest.mark.parametrize("make", [escape.text, escape.code], ids=lambda make: make.__name__)
def test_the_reader_sees_the_same_characters(hostile: str, make: Callable[[str], str]) -> None:
    seen = read(CELL.format(make(hostile)))

    assert hostile in seen.words


@pytest.mark.parametrize(
    "hostile",
    ["@somebody", "#123", "owner/repo#4", "GH-123", "www.a.example", "ftp://a.example/x",
     "me@a.example"],
)  # fmt: skip
def test_what_github_would_make_a_link_of_is_broken_up(hostile: str) -> None:
    """GitHub: autolinked references and the extended autolinks of GFM §6.9."""
    safe = escape.text(hostile).replace("\\", "")

    assert hostile not in safe
    assert hostile == safe.replace("\u2060", "")


BARE = [
    "éftp://e.x/",
    "1ftp://e.x/",
    "_ftp://e.x/",
    "\u017fftp://e.x/",  # a letter that is an s for a pattern that ignores case
    "世ftp://e.x/",
    "FTP://e.x/",
    "éwww.e.x",
    "_www.e.x",
    "*www.e.x",
    "(www.e.x",
    "mailto:a@e.x",
    "émailto:a@e.x",
    "xmpp:a@e.x/b",
    "1xmpp:a@e.x",
    "a@e.x",
    "a@-e.x",
    "a@_e.x",
    "a@.x",
    "é+a@e.x",
    "sftp://a@e.x/",
    "a@b@e.x",
]


@each("hostile", BARE)
@each("place", PLACES, ids=["paragraph", "cell", "item", "quote", "heading"])
def test_no_bare_address_becomes_a_link_whatever_stands_before_it(hostile: str, place: str) -> None:
    """GFM §6.9, "Autolinks (extension)": its boundaries are ASCII; behind é one begins anew."""
    seen = read(place.format(escape.text(f"{hostile} {hostile}")))

    assert seen.links == []
    assert seen.words.replace("\u2060", "").strip().endswith(f"{shown(hostile)} {shown(hostile)}")


def test_those_addresses_would_become_links() -> None:
    assert [hostile for hostile in BARE if not read(hostile).links] == ["éwww.e.x"]


@pytest.mark.parametrize("hostile", ["éGH-3", "gh-3", "(GH-3", "@-a", "@é"])
def test_no_reference_is_read_behind_a_letter_that_is_not_ascii(hostile: str) -> None:
    """GitHub's documentation, "Autolinked references and URLs"."""
    assert "\u2060" in escape.text(hostile)


STARTS = [
    "     five blanks",
    "    four",
    "\ta tab",
    "  \t a tab behind blanks",
    "\u00a0" * 5 + "no-break spaces",  # not printable, so shown as blanks
    "\x00\x01\x02\x03 control characters",
    "\u2003\u2003\u2003\u2003 wide spaces",
    "     - item",
    "     1. item",
    "- item",
    "1) item",
    "+ item",
    "* item",
    "# heading",
    "```fence",
    "     ```fence",
    "~~~ fence",
    "> quote",
    "<div>",
    "<!-- comment",
    "<?php",
    "<![CDATA[",
    "</p>",
    "[a]: b",
    "     [a]: b",
    "---",
    "***",
    "_ _ _",
    "===",
    ":-:",
    "| a |",
    "- [ ] task",
]


@each("hostile", STARTS)
@each("place", [*PLACES, "before\n{}"])
def test_no_text_begins_a_block_of_its_own(hostile: str, place: str) -> None:
    """CommonMark §4 and §5, GFM §4.10: whatever a paragraph begins with, and how far indented."""
    seen = read(place.format(escape.text(hostile)))

    assert seen.tags == read(place.format("x")).tags
    assert " ".join(hostile.split()).strip("\x00\x01\x02\x03 ") in seen.words


@pytest.mark.parametrize("hostile", [" x", "x ", "\x00x\x07", "\u00a0x\u2003", "     x     "])
def test_blanks_keep_no_text_from_being_bold(hostile: str) -> None:
    """CommonMark §6.2: asterisks beside a blank are asterisks."""
    assert "strong" in read(f"**{escape.text(hostile)}**: y").tags


@pytest.mark.parametrize("make", ESCAPES, ids=lambda make: make.__name__)
def test_secrets_and_control_characters_are_not_shown(make: Callable[[str], str]) -> None:
    hostile = "https://me:secret@a.example/?token=hush\x1b[31m\u202e\n::error::x"

    safe = make(hostile)

    assert "secret" not in safe
    assert "hush" not in safe
    assert safe.isprintable() or "\u2060" in safe
    assert "\n" not in safe


def test_a_url_in_a_sentence_can_be_clicked_and_its_full_stop_is_none_of_it() -> None:
    seen = read(escape.text("moved to https://a.example/new_page(1), see https://b.example/."))

    assert seen.links == ["https://a.example/new_page(1", "https://b.example/"]


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/",
        "https://a.example/a_b*c?x=1&y=2#z",
        "https://a.example/?a=1&copy;=2&lt;b",
        "https://a.example/" + "long" * 30 + "?first_name=a&second=b",
        "https://a.example/" + "long" * 30 + "?a=1&copy;=2",
    ],
)
def test_a_url_leads_where_it_says(url: str) -> None:
    seen = read(escape.url(url))

    assert seen.links == [url.replace("<", "%3C")]
    assert seen.words.strip() == url


def test_a_long_url_may_be_broken_over_lines_at_its_slashes() -> None:
    """Else it would widen the whole table: Chromium breaks a URL after `-` only."""
    long = escape.url("https://docs.a.example/redshift/latest/dg/getting_started.html")

    assert long.count("/<wbr>") == 4
    assert "<wbr>" not in escape.url("https://a.example/a-long/path-of/short-parts/in-a-row/x")


@pytest.mark.parametrize("value", ["javascript:alert(1)", "ftp://a.example/", "../a.md", ""])
def test_what_is_no_web_address_is_no_link(value: str) -> None:
    seen = read(escape.url(value))

    assert seen.links == []
    assert seen.words.strip() == value


@pytest.mark.parametrize("make", [*ESCAPES, escape.label, escape.destination, escape.path])
@pytest.mark.parametrize("hostile", ["##[error]x", "https://a.example/##[error]x"])
def test_what_is_read_in_a_log_commands_nothing(make: Callable[[str], str], hostile: str) -> None:
    """A report may be printed there as it is."""
    assert "##[" not in make(hostile)


@pytest.mark.parametrize(
    "hostile", ["https://a.example/x [y](z) http://b.example/", *BARE], ids=str
)
def test_within_the_brackets_of_a_link_there_is_no_other(hostile: str) -> None:
    inside = escape.label(hostile)

    assert read(f"[{inside}](c.md)").links == ["c.md"]


def test_a_destination_stays_in_its_brackets() -> None:
    inside = escape.destination("https://a.example/a b)(c)\n[d]<e>?x=1&copy;")

    assert read(f"[x]({inside})").links == [
        "https://a.example/a%20b%29%28c%29%20%5Bd%5D%3Ce%3E?x=1&copy;"
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("notes/a.md", "notes/a.md"),
        ("c#.md", "c%23.md"),
        ("what?.md", "what%3F.md"),
        ("100%.md", "100%25.md"),
        ("a (b) [c].md", "a%20%28b%29%20%5Bc%5D.md"),
        ("javascript:alert(1).md", "./javascript:alert%281%29.md"),
        ("a:b/c.md", "./a:b/c.md"),
        ("../a:b.md", "../a:b.md"),
    ],
)
def test_a_path_is_a_path_and_nothing_else(path: str, expected: str) -> None:
    """RFC 3986 §4.2: a colon in the first part would make a scheme of it."""
    assert escape.path(path) == expected
