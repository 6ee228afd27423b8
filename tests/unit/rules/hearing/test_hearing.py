"""Pages that speak of their own end, closing, new name or neglect, and pages that only look so.

Two tables, each in three parts. The second parts were written down before the grammar was built and
first read when it was: it heard 56 of 62 at once, and took 0 of 62 look-alikes for a notice. The
third parts, of other publishers, followed: 24 of 36 at once, and 1 of 30. All names are made up, so
that no pack helps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from linkaudit.check.page.read import read_page
from linkaudit.model.http import Response
from linkaudit.rules.base import RuleContext
from linkaudit.rules.packs.notices import Notice, understand
from linkaudit.rules.page_notices import own_notices
from linkaudit.text.notices import TRIGGERS
from tests.builders import answer, case, observation

HERE = Path(__file__).parent
DOCS = "docs.aws.amazon.com"
HEARD, FALSE = 0.97, 0.0
"""What share of the pages must be heard at least, and may be heard falsely at most."""


@dataclass(frozen=True, slots=True)
class Told:
    """A page, and what it says of itself."""

    title: str
    address: str
    text: str
    event: str = ""
    name: str = ""
    day: str = ""


def rows(name: str, columns: int) -> Iterator[list[str]]:
    for line in (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield [cell.strip() for cell in line.split(" | ", columns - 1)]


@cache
def says_it(part: int) -> tuple[Told, ...]:
    return tuple(
        Told(title, address, text, event, name, day)
        for event, name, day, title, address, text in rows(f"says_it_{part}", 6)
    )


@cache
def looks_alike(part: int) -> tuple[Told, ...]:
    return tuple(Told(*row) for row in rows(f"looks_alike_{part}", 3))


def visited(told: Told, text: str | None = None) -> RuleContext:
    """The page as it comes to the rules: read from HTML, with no pack."""
    uri = f"https://{re.sub('^D/', f'{DOCS}/', told.address)}"
    heading = re.split(" [-–] ", told.title)[0]
    html = (
        f"<title>{told.title}</title><nav>Menu</nav><main><h1>{heading}</h1>"
        f"<p>{told.text if text is None else text}</p><p>More about it.</p></main>"
    )
    response = Response(uri, 200, {"content-type": "text/html; charset=utf-8"}, html.encode())
    seen = observation(uri, outcome=answer(uri, page=read_page(response)))
    return case(uri, seen=seen, packs=())


def is_heard(told: Told, own: tuple[Notice, ...]) -> bool:
    return any(
        notice.event.value == told.event
        and (notice.date.isoformat() if notice.date else "") == told.day
        and plain(notice.name) == plain(told.name)
        for notice in own
    )


def plain(name: str) -> str:
    """A name without article, brackets and the kind of thing it is."""
    return re.sub(r"^the | ?\([^)]*\)| (?:service|feature)$", "", name.lower())


@pytest.mark.parametrize("part", [1, 2, 3])
def test_pages_that_say_it_are_heard(part: int, capsys: pytest.CaptureFixture[str]) -> None:
    table = says_it(part)

    missed = [told.text for told in table if not is_heard(told, own_notices(visited(told)))]

    with capsys.disabled():
        print(f"\nhearing, part {part}: {len(table) - len(missed)} of {len(table)} are heard")
    assert len(missed) <= (1 - HEARD) * len(table), missed


@pytest.mark.parametrize("part", [1, 2, 3])
def test_pages_that_look_alike_are_not(part: int, capsys: pytest.CaptureFixture[str]) -> None:
    table = looks_alike(part)

    false = [told.text for told in table if own_notices(visited(told))]

    with capsys.disabled():
        print(f"\nhearing, part {part}: {len(false)} of {len(table)} look-alikes are taken for one")
    assert len(false) <= FALSE * len(table), false


def test_each_table_is_as_long_as_promised() -> None:
    assert len(says_it(1) + says_it(2)) >= 120
    assert len(looks_alike(1) + looks_alike(2)) >= 120


@pytest.mark.parametrize("part", [1, 2, 3])
def test_the_reader_drops_no_sentence_that_the_grammar_would_understand(part: int) -> None:
    """The triggers are a cheap question, and must not cost a notice."""
    for told in (*says_it(part), *looks_alike(part)):
        for sentence in re.split(r"(?<=[.!?。]) ", re.sub(r"<[^<>]*>", "", told.text)):
            has_trigger = any(trigger in sentence.lower() for trigger in TRIGGERS)
            assert has_trigger or not understand((sentence,)), sentence


@pytest.mark.parametrize(
    "text",
    [
        "On <b>May 31, 2027</b>, AWS will end support for <a href='/'>Amazon Cogs</a>.",
        "On\n May 31,\n 2027, <span>AWS</span> will end <i>support</i> for <u>Amazon Cogs</u>",
        "<b>End of support notice:</b> On May 31, 2027, AWS will end support for Amazon Cogs.",
        "In alignment with our policy, Amazon Cogs will be shut down on May 31, 2027, and existing "
        "links redirect to the console.",
    ],
)
def test_neither_tags_nor_other_clauses_cut_a_sentence(text: str) -> None:
    told = Told("What is Amazon Cogs?", "D/cogs/latest/ug/what-is.html", text)

    [notice] = own_notices(visited(told))

    assert (notice.event.value, notice.name, str(notice.date)) == (
        "ends", "Amazon Cogs", "2027-05-31",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "at", "when"),
    [
        ("on May 31, 2027", "2027-05-31", ""),
        ("on 31 May 2027", "2027-05-31", ""),
        ("on May 31st 2027", "2027-05-31", ""),
        ("on 2027-05-31", "2027-05-31", ""),
        ("on 5/31/27", "2027-05-31", ""),
        ("on 31/05/2027", "2027-05-31", ""),
        ("on Oct. 3, 2027", "2027-10-03", ""),
        ("in May 2027", "2027-05-31", "2027-05"),
        ("at the end of Q2 2027", "2027-06-30", "2027-06"),
        ("in the second quarter of 2027", "2027-06-30", "2027-06"),
        ("by the end of 2027", "2027-12-31", "2027"),
        ("in 2027", "2027-12-31", "2027"),
    ],
)
def test_a_day_is_read_in_any_form(day: str, at: str, when: str) -> None:
    told = Told("Amazon Cogs", "aws.amazon.com/cogs/", f"Amazon Cogs will be retired {day}.")

    [notice] = own_notices(visited(told))

    assert (str(notice.date), notice.when) == (at, when)
