"""The pieces of the Markdown report: places, names, proofs and what to put instead."""

from __future__ import annotations

from datetime import date

import pytest

from linkaudit.model.http import Failure, FailureKind, Hop, Refresh
from linkaudit.model.report import Evidence, Level, LocalTarget, Verdict
from linkaudit.report.markdown import cells
from linkaudit.report.view import evidence
from tests.builders import answer, finding, link, observation, report, result
from tests.unit.report.hostile import read

GONE = finding()
MOVED = finding(
    "permanent-redirect",
    Verdict.REDIRECTED,
    Level.WARNING,
    message="moved",
    replacement="https://a.example/new",
    certain=True,
)


@pytest.mark.parametrize(
    ("path", "folder", "target"),
    [
        ("a.md", "", "a.md?plain=1#L7"),
        ("docs/a.md", "reports", "../docs/a.md?plain=1#L7"),
        ("reports/a.md", "reports", "a.md?plain=1#L7"),
        ("c#.md", "", "c%23.md?plain=1#L7"),
        ("javascript:alert(1).md", "", "./javascript:alert%281%29.md?plain=1#L7"),
    ],
)
def test_a_place_leads_to_its_line(path: str, folder: str, target: str) -> None:
    """GitHub: `?plain=1` shows the source, where lines can be linked."""
    seen = read(cells.place(result(link=link(path=path, line=7)), folder))

    assert (seen.links, seen.words.strip()) == ([target], f"{path}:7")


@pytest.mark.parametrize("path", ["-", "/elsewhere/a.md"])
def test_a_place_outside_the_tree_is_no_link(path: str) -> None:
    seen = read(cells.place(result(link=link(path=path, line=7)), ""))

    assert (seen.links, seen.words.strip()) == ([], f"{path}:7")


def test_a_document_is_named_only_where_there_are_several() -> None:
    one, other = result(link=link(path="a.md", line=7)), result(link=link(path="b.md", line=8))

    assert "line 7" in cells.line(report(one), one, "")
    assert cells.lines(report(one, one), [one, one], "").count("line 7") == 1
    assert "a.md:7" in read(cells.lines(report(one, other), [one, other], "")).words


@pytest.mark.parametrize(
    ("text", "destination", "expected"),
    [
        ("words", "https://a.example/", "words"),
        ("  ", "https://a.example/", "https://a.example/"),
        ("", "", "(no text)"),
        ("\x1b[31mred\x07", "", "[31mred"),
        ("\u200b", "\u2060", "(no text)"),
        ("w" * 400, "x", "w" * 299 + "…"),
    ],
)
def test_a_link_is_named_by_its_words(text: str, destination: str, expected: str) -> None:
    named = cells.name(result(link=link(destination, text=text)))

    assert read(named).words.strip() == expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("moved away", "Moved away."),
        ("It moved.", "It moved."),
        ("it says: “It moved.”", "It says: “It moved.”"),
        ("\n moved", "Moved."),
    ],
)
def test_a_message_becomes_a_sentence(message: str, expected: str) -> None:
    assert cells.sentence(message) == expected


def test_a_proof_is_told_once_and_with_its_source() -> None:
    evidence = Evidence("pack", "| AWS Cog | May 1 |", "https://a.example/table", "2026-11-23")
    both = result(finding(evidence=[evidence]), finding(message="else", evidence=[evidence]))

    seen = read(cells.messages(both))

    assert seen.links == ["https://a.example/table"]
    assert seen.words.count("Source, read 2026-11-23: “AWS Cog | May 1”") == 1
    assert "Else." in seen.words


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "data:text/html,x"])
def test_a_source_that_is_no_page_is_no_link(url: str) -> None:
    evidence = Evidence("page", "words", url)

    seen = read(cells.messages(result(finding(evidence=[evidence]))))

    assert seen.links == []
    assert "The page: “words”" in seen.words


def test_the_way_of_the_redirects_is_shown_between_the_first_url_and_the_last() -> None:
    evidence = Evidence("http", "all of it")
    hops = [Hop("https://a.example/1", 301), Hop("https://a.example/2", 302)]
    there = observation(outcome=answer("https://a.example/3"), hops=hops)
    lost = observation(outcome=Failure(FailureKind.RESET, "reset"), hops=hops)
    found = finding(evidence=[evidence])

    shown = read(cells.messages(result(found, seen=there))).words
    assert "301 → https://a.example/2 302 → 200" in shown
    assert read(cells.messages(result(found, seen=lost))).words.endswith("2 302\n")
    assert "→" not in cells.messages(result(found))


def test_a_refresh_is_told_from_a_redirect_of_the_server() -> None:
    hops = [Hop("https://a.example/1", 301), Hop("https://a.example/2", 200, Refresh("/3"))]
    there = observation(outcome=answer("https://a.example/3"), hops=hops)
    evidence = finding(evidence=[Evidence("http", "all of it")])

    shown = read(cells.messages(result(evidence, seen=there))).words

    assert "301 → https://a.example/2 200 (refresh) → 200" in shown


def test_a_certain_url_is_put_instead_without_further_words() -> None:
    assert cells.instead(result(MOVED), report()) == "<https://a.example/new>"


def test_an_uncertain_url_is_to_be_looked_at() -> None:
    unsure = finding(verdict=Verdict.ANCHOR_MISSING, replacement="https://a.example/#x")

    words = read(cells.instead(result(unsure), report())).words

    assert "Uncertain: check it first." in words
    assert "Link to the page without the anchor" in words


def test_what_is_gone_is_looked_for_in_the_archive_at_the_day_of_the_article() -> None:
    gone = result(GONE)

    at_publication = cells.instead(gone, report(published={"article.md": date(2020, 12, 8)}))
    today = cells.instead(gone, report())

    assert read(at_publication).links == ["https://web.archive.org/web/20201208/https://a.example/"]
    assert read(today).links == ["https://web.archive.org/web/20261123/https://a.example/"]


def test_a_file_is_in_no_archive() -> None:
    missing = observation(
        target=LocalTarget("a.md"), outcome=Failure(FailureKind.MISSING, "no file")
    )

    assert read(cells.instead(result(GONE, seen=missing), report())).links == []


def test_where_nothing_is_to_be_done_a_dash_stands() -> None:
    assert cells.instead(result(), report()) == "–"


@pytest.mark.parametrize("before", range(280, 300))
def test_a_secret_is_taken_out_before_a_text_is_cut(before: int) -> None:
    """Of `https://me:hush`, nobody could tell any more that it is one."""
    quote = "x" * before + " https://me:hush@a.example/"

    assert "hush" not in cells.quoted(evidence.quote(Evidence("page", quote)))
