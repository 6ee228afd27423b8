"""Answers of real servers, as public reports have them, get the verdict that a browser gives.

Each folder of `answers/` is a case; all of them are audited in three runs. Only loopback is asked.
"""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.cases.answers import CHROMIUM, KINDS, AnswerCase, answer_cases, not_yet, seen_in_chromium
from tests.cases.answers_browser import disagreement
from tests.cases.answers_run import APART, Audited, audited, complaints

CASES = answer_cases()
NOT_YET = not_yet()
SEEN = seen_in_chromium() if CHROMIUM.exists() else {}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Audited:
    return audited(CASES, tmp_path_factory.mktemp("answers"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_answer_gets_its_verdict(case: AnswerCase, seen: Audited) -> None:
    """Those of not_yet.txt must fail: when one passes, take it off that list."""
    found = complaints(case, seen)

    assert bool(found) == (case.name in NOT_YET), found or "right now: take it off not_yet.txt"


@pytest.mark.parametrize("case", [c for c in CASES if c.browser], ids=lambda case: case.name)
def test_a_verdict_does_not_contradict_the_browser(case: AnswerCase, seen: Audited) -> None:
    """What Chromium opens is not broken; what it cannot open is not fine."""
    if case.name in NOT_YET:
        return
    for link in case.links:
        verdict = seen.links[link]["verdict"]
        assert disagreement(link, SEEN[link], verdict, case) == "", SEEN[link]


def test_the_browser_has_seen_these_links_and_no_others() -> None:
    """After a change of a case: `python3 tasks.py oracle`."""
    assert sorted(SEEN) == sorted(link for case in CASES if case.browser for link in case.links)


def test_the_list_of_what_fails_names_cases_only() -> None:
    assert {case.name for case in CASES} | APART >= NOT_YET


def test_every_kind_of_report_has_its_cases() -> None:
    counted = Counter(case.kind for case in CASES)

    assert counted.keys() == set(KINDS)
    assert min(counted.values()) >= 4  # a report's, and three of our own


def test_no_two_cases_share_a_host() -> None:
    """What is learnt of one host would change how the other is asked."""
    hosts = Counter(host for case in CASES if case.run != "bare"
                    for host in {case.host, *(answer.host for answer in case.answers)})  # fmt: skip

    assert [host for host, number in hosts.items() if number > 1] == []


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"expect.toml": 'rigth = "ok"'}, r"unknown keys \['rigth'\]"),
        ({"expect.toml": '[[answers]]\nafer = "stall"'}, r"unknown keys \['afer'\]"),
        ({"expect.toml": ""}, "unknown kind 'odd'"),
    ],
)
def test_an_unknown_word_of_a_case_is_named(
    more: dict[str, str], named: str, tmp_path: Path
) -> None:
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "answer.http").write_bytes(b"")
    text = 'link = "http://a.example/"\nissue = "a/b#1"\nkind = "odd"\nright = "ok"\n'
    (folder / "expect.toml").write_text(text + more["expect.toml"], "utf-8")

    with pytest.raises(TypeError, match=rf"case/expect\.toml: {named}"):
        answer_cases(tmp_path)


OPENED: dict[str, Any] = {"status": 200, "title": "Well", "target": True}


@pytest.mark.parametrize(
    ("seen", "verdict", "agrees"),
    [
        (OPENED, "ok", True),
        (OPENED, "blocked", True),
        (OPENED, "dead", False),
        (OPENED, "anchor-missing", False),
        (OPENED, "refused", False),
        ({**OPENED, "target": False}, "anchor-missing", True),
        ({**OPENED, "target": False}, "ok", True),
        ({"status": 404}, "dead", True),
        ({"status": 404}, "ok", False),
        ({"error": "net::ERR_CERT_DATE_INVALID"}, "unreachable", True),
        ({"error": "net::ERR_CERT_DATE_INVALID"}, "ok", False),
        ({"status": 200, "error": "net::ERR_ABORTED"}, "dead", False),
    ],
)
def test_a_contradiction_is_found(seen: dict[str, Any], verdict: str, agrees: bool) -> None:
    case = AnswerCase("a", "", "fragment", ("http://a.example/#b",), ("ok",), ())

    assert (disagreement(case.links[0], seen, verdict, case) == "") == agrees
