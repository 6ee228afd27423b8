"""The HTML report as somebody works with it: filter, search, sort, unfold, copy, keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Show
from tests.golden import make_report


def test_a_search_leaves_the_links_that_hold_every_word(show: Show) -> None:
    seen = show(make_report())

    seen.page.locator("#search").fill("deeplens  ENDED /16")

    expect(seen.page.locator(".status")).to_have_text("1 of 19 links shown")
    assert seen.verdicts == ["retired"]
    assert not seen.page.locator(".quiet").first.is_visible()


def test_a_search_finds_what_is_folded_and_shows_it(show: Show) -> None:
    page = show(make_report()).page

    page.locator("#search").fill("ok.example")

    expect(page.locator("#ok .shown")).to_have_text("1 of 2")
    assert page.locator("#ok li:visible").count() == 1


def test_a_search_reads_the_evidence_too(show: Show) -> None:
    seen = show(make_report())

    seen.page.locator("#search").fill("full_shutdown_services")

    expect(seen.page.locator(".status")).to_have_text("3 of 19 links shown")
    assert seen.verdicts == ["retired", "renamed", "retired"]


@pytest.mark.parametrize(
    ("choice", "option", "expected"),
    [
        ("#by-verdict", "retired", ["retired", "retired"]),
        ("#by-level", "note", ["blocked", "unreachable"]),
        ("#by-document", "::error::notes|x.md", ["dead", "invalid"]),
    ],
)
def test_what_is_chosen_stays(show: Show, choice: str, option: str, expected: list[str]) -> None:
    seen = show(make_report())

    seen.page.locator(choice).select_option(label=option)

    assert seen.verdicts == expected
    expect(seen.page.locator(".status")).to_have_text(f"{len(expected)} of 19 links shown")


def test_choices_and_words_hold_together_until_they_are_cleared(show: Show) -> None:
    seen = show(make_report())
    seen.page.locator("#by-level").select_option("error")
    seen.page.locator("#search").fill("gone.example")
    expect(seen.page.locator(".status")).to_have_text("1 of 19 links shown")

    seen.page.get_by_role("button", name="Clear").click()

    expect(seen.page.locator(".status")).to_have_text("19 links")
    assert len(seen.verdicts) == 15


def test_a_click_on_a_verdict_shows_its_links(show: Show) -> None:
    seen = show(make_report())

    seen.page.locator(".counts").get_by_role("link", name="invalid").click()
    assert seen.verdicts == ["invalid", "invalid"]

    seen.page.locator(".counts").get_by_role("link", name="skipped").click()
    assert seen.verdicts == []
    assert seen.page.locator("#skipped li").is_visible()


def test_the_head_of_a_column_sorts_by_it_there_and_back(show: Show) -> None:
    seen = show(make_report())
    names = seen.page.locator(".rows .name")
    head = seen.page.locator("th[data-sort=name]")
    worst_first = seen.verdicts

    head.get_by_role("button").click()
    there = names.all_text_contents()
    assert head.get_attribute("aria-sort") == "ascending"
    head.get_by_role("button").click()

    assert head.get_attribute("aria-sort") == "descending"
    assert names.all_text_contents() == there[::-1]
    assert seen.page.locator("th[aria-sort]").count() == 1

    seen.page.get_by_role("button", name="Verdict").click()
    assert seen.verdicts == worst_first

    seen.page.get_by_role("button", name="Location").click()
    numbers = seen.page.locator(".rows tbody tr").evaluate_all("all => all.map(row => row.id)")
    assert numbers == sorted(numbers, key=lambda one: int(one[1:]))


def test_evidence_unfolds_one_by_one_and_all_at_once(show: Show) -> None:
    page = show(make_report()).page
    quote = page.locator("#r2 q")
    assert not quote.is_visible()

    page.locator("#r2 summary").click()
    assert quote.is_visible()

    page.get_by_role("button", name="Expand all").click()
    assert page.locator(".rows details:not([open])").count() == 0

    page.get_by_role("button", name="Collapse all", exact=True).click()
    assert page.locator(".rows details[open]").count() == 0


def test_a_replacement_is_copied(show: Show) -> None:
    seen = show(make_report(), permissions=["clipboard-read", "clipboard-write"])
    button = seen.page.locator("#r10 .copy")
    expect(button).to_have_accessible_name("Copy https://moved.example/new")

    button.click()

    expect(button).to_have_text("Copied")
    expect(button).to_have_accessible_name("Copied: https://moved.example/new")
    assert seen.page.evaluate("navigator.clipboard.readText()") == "https://moved.example/new"


def test_an_old_name_has_its_new_one_to_copy(show: Show) -> None:
    seen = show(make_report(), permissions=["clipboard-read", "clipboard-write"])

    seen.page.get_by_role("button", name="Copy Amazon OpenSearch Service").click()

    seen.page.get_by_role("button", name="Copied: Amazon OpenSearch Service").wait_for()
    assert seen.page.evaluate("navigator.clipboard.readText()") == "Amazon OpenSearch Service"


def test_without_a_clipboard_the_replacement_is_selected(show: Show) -> None:
    """W3C Clipboard API: there is none where a page is served without TLS."""
    page = show(make_report()).page
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")

    page.locator("#r10 .copy").click()

    expect(page.locator("#r10 .copy")).to_have_text(re.compile("^Selected"))
    assert page.evaluate("getSelection().toString()") == "https://moved.example/new"


def test_a_slash_searches_and_escape_clears(show: Show) -> None:
    seen = show(make_report())

    seen.page.keyboard.press("/")
    seen.page.keyboard.type("wall/")
    expect(seen.page.locator("#search")).to_be_focused()
    expect(seen.page.locator("#search")).to_have_value("wall/")
    seen.page.keyboard.press("Escape")

    expect(seen.page.locator("#search")).to_have_value("")
    expect(seen.page.locator(".status")).to_have_text("19 links")


def test_the_keyboard_reaches_everything_and_shows_where_it_is(show: Show) -> None:
    page = show(make_report()).page

    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the report"
    page.keyboard.press("Enter")
    page.locator("th[data-sort=place] button").focus()
    page.keyboard.press("Enter")

    assert page.locator("th[data-sort=place]").get_attribute("aria-sort") == "ascending"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_a_place_leads_to_its_row_whatever_is_filtered(show: Show) -> None:
    seen = show(make_report())
    seen.page.locator("#by-level").select_option("error")

    seen.page.locator(".to-do").get_by_role("link", name="article/recap.md:23").click()

    expect(seen.page.locator("#r12")).to_be_in_viewport()
    assert len(seen.verdicts) == 15


def test_a_place_leads_into_a_folded_list(show: Show) -> None:
    page = show(make_report()).page

    page.locator("#changed ~ table").get_by_role("link", name="article/recap.md:31").click()

    expect(page.locator("#r16")).to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 1600])
def test_working_with_it_leaves_no_complaint_and_asks_for_nothing(show: Show, width: int) -> None:
    seen = show(make_report(), width=width)

    for button in seen.page.locator("button:visible").all():
        button.click()
    seen.page.locator("#search").fill("<img src=x onerror=alert(1)>")

    expect(seen.page.locator(".status")).to_have_text("1 of 19 links shown")
    assert seen.complaints == []
    assert seen.requests == [seen.page.url]
