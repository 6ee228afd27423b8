"""The first part of the report: what to do before republishing, most urgent first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from linkaudit.model.report import Finding, Level, Result, TextFinding, Verdict
from linkaudit.report.markdown.sections import checklist, overview
from tests.builders import finding, link, old_name, report, result


def at(line: int, *findings: Finding) -> Result:
    return result(*findings, link=link(f"https://a.example/{line}", line=line))


def told(*results: Result, text_findings: Sequence[TextFinding] = ()) -> str:
    return "\n".join(checklist(report(*results, text_findings=text_findings), ""))


def warning(verdict: Verdict, message: str, rule: str = "a-rule") -> Finding:
    return finding(rule, verdict, Level.WARNING, message=message)


def test_the_steps_are_numbered_and_only_those_that_there_are() -> None:
    blocked = finding("blocked", Verdict.BLOCKED, Level.NOTE, message="could not be checked")

    text = told(at(1, finding()), at(2, blocked))

    assert re.findall(r"^### (.+)$", text, re.M) == [
        "1. Fix broken links",
        "2. Check these by hand",
    ]


def test_how_much_there_is_to_do_stands_before_what_it_is() -> None:
    moved = warning(Verdict.REDIRECTED, "moved for good", "permanent-redirect")
    ended = warning(Verdict.RETIRED, "AWS Cog ended")
    seen = report(at(1, finding()), at(2, moved), at(3, moved), at(4, ended), at(5, ended))

    assert list(overview(seen)) == [
        "1. [Fix broken links](#1-fix-broken-links): 1 dead",
        "2. [Update renamed and retired services]"
        "(#2-update-renamed-and-retired-services): 1 change",
        "3. [Update links to pages that moved](#3-update-links-to-pages-that-moved): 2 links",
        "",
    ]


def test_where_all_is_well_there_is_nothing_to_do() -> None:
    assert "Nothing to do." in told(at(1))


def test_what_ended_is_told_once_however_many_links_speak_of_it() -> None:
    ended = warning(Verdict.RETIRED, "AWS Cog ended on 2024-01-31")

    text = told(at(1, ended), at(2, ended), at(2, ended))

    assert text.count("AWS Cog ended") == 1
    assert text.count("- [ ] ") == 1
    assert text.count("#L1)") == text.count("#L2)") == 1


def test_an_old_name_in_the_text_stands_beside_the_links_that_speak_of_it() -> None:
    name = old_name(line=7)
    renamed = warning(Verdict.RENAMED, name.finding.message)

    text = told(at(1, renamed), text_findings=[name, old_name(line=9), old_name("Cog Web", line=8)])

    lines = [re.sub(r"\(.*?\)", "", line) for line in text.splitlines() if "- [ ]" in line]
    assert lines == [
        "- [ ] Cog Cloud was renamed to Cog Grid on 2021-09-08. See [line 1]. "
        "In the text: [line 7], [line 9].",
        "- [ ] Cog Web was renamed to Cog Grid on 2021-09-08. In the text: [line 8].",
    ]


def test_a_broken_link_is_explained_by_all_that_was_found() -> None:
    text = told(at(1, finding(), warning(Verdict.RETIRED, "AWS Cog ended")))

    assert "the page does not exist; AWS Cog ended." in text


def test_a_broken_link_has_its_offer_beside_it() -> None:
    near = finding(verdict=Verdict.ANCHOR_MISSING, replacement="https://a.example/#near")

    assert "Possible replacement: <https://a.example/#near>" in told(at(1, near))


def test_moved_links_are_counted_but_not_those_that_are_broken_too() -> None:
    moved = warning(Verdict.REDIRECTED, "moved for good", "permanent-redirect")

    text = told(at(1, moved), at(2, moved), at(3, moved, finding()))

    assert "2 links have moved; the tables below have the new URLs" in text


def test_what_nobody_knows_is_to_be_looked_at() -> None:
    slow = finding("timeout", Verdict.UNREACHABLE, Level.NOTE, message="no answer")
    late = finding("unchecked", Verdict.UNCHECKED, Level.NONE, message="the run ended first")

    text = told(at(1, slow), at(2, late), at(3, late))

    assert "1 link did not answer; run the audit again later: " in text
    assert "2 links were not checked; run the audit again: " in text


def test_what_fails_the_same_way_each_time_is_no_matter_of_patience() -> None:
    slow = finding("timeout", Verdict.UNREACHABLE, Level.NOTE, message="no answer")
    said = "the certificate has expired"
    late = finding("tls-failure", Verdict.UNREACHABLE, Level.NOTE, message=said)
    late = replace(late, advice="Open the link in a browser.")

    text = told(at(1, slow), at(2, late), at(3, late))

    assert "1 link did not answer; run the audit again later: " in text
    assert "2 links fail in the same way each time; open them in a browser: " in text
