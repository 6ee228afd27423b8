"""Each page as Chromium shows it, beside what we read of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from linkaudit.check.page.read import read_page
from linkaudit.check.transport.coding import Decoder
from linkaudit.model.http import Page, Response
from linkaudit.rules.base import RuleContext
from linkaudit.rules.fragment_missing import fragment_holds, missing_fragment
from linkaudit.rules.soft404.error_title import error_title
from tests.builders import answer, case, observation
from tests.chromium import codings, encodings
from tests.chromium.case import Case
from tests.rows import each

URI = "https://a.example/page"
SHOWN: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "pages.json").read_text(encoding="utf-8")
)["pages"]
CASES = (*encodings.CASES, *codings.CASES)
BY_NAME = {one.name: one for one in CASES}
# Chromium finds no such anchor, and we say nothing: the guess, the coding or the bytes leave doubt.
UNSAID = 38


def read(one: Case) -> Page | None:
    decoder = Decoder(one.coding or "")
    body = b"".join(decoder.decode(one.body))
    headers = {name.lower(): value for name, value in one.headers}
    return read_page(Response(URI, 200, headers, body, is_cut=decoder.is_unread))


def judged(one: Case) -> RuleContext:
    return case(
        URI, fragment=one.fragment or None, seen=observation(outcome=answer(URI, page=read(one)))
    )


def named(one: Case) -> str:
    return one.name


@each("one", CASES, ids=named)
def test_no_anchor_is_missing_that_chromium_finds_or_cannot_look_for(one: Case) -> None:
    if SHOWN[one.name].get("found", True):
        assert missing_fragment(judged(one)) is None


@each("one", CASES, ids=named)
def test_no_anchor_is_certain_on_a_page_that_chromium_cannot_show(one: Case) -> None:
    """`fix` may write what is certain."""
    if "error" in SHOWN[one.name]:
        assert not fragment_holds(judged(one))


@each("one", CASES, ids=named)
def test_a_title_is_chromiums_where_the_page_was_read_to_its_end(one: Case) -> None:
    shown, page = SHOWN[one.name], read(one)
    if "error" not in shown and page is not None and not page.is_cut:
        assert page.title == shown["title"]


def test_few_anchors_that_chromium_misses_are_left_unsaid() -> None:
    """Silence must not be the way in which the other tests pass."""
    gone = [one for one in CASES if one.fragment and SHOWN[one.name].get("found") is False]
    unsaid = [one.name for one in gone if missing_fragment(judged(one)) is None]

    assert len(unsaid) <= UNSAID
    assert len(unsaid) < len(gone)


@pytest.mark.parametrize("name", ["sjis-title-gone", "utf-16-title-gone", "utf-16be-title-gone"])
def test_an_error_title_is_read_in_its_encoding(name: str) -> None:
    assert error_title(judged(BY_NAME[name])) is not None


@pytest.mark.parametrize(
    "name",
    [
        *("x-sjis-anchor-missing", "utf-16le-mark-anchor-missing"),
        *("ascii-anchor-missing-among-errors", "coding-utf-8-anchor-missing", "gzip-cut"),
    ],
)
def test_an_anchor_that_is_surely_missing_is_said(name: str) -> None:
    """Errors in the text put no ASCII fragment in doubt."""
    assert missing_fragment(judged(BY_NAME[name])) == BY_NAME[name].fragment
