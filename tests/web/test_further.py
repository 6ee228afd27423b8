"""The second round through the real command line: replacements, controls, and the archive."""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests import forked
from tests.web.further_pages import ANSWERS, COPY, DEAD, EXPECTED, NEPTUNE, QUESTION, REDSHIFT
from tests.web.server import PracticeWeb

QUICK = ("--as-of", "2026-11-23", "--no-report", "--no-state", "--no-progress", "--retries", "1")


class Run:
    """One audit of all the links, and the URLs that it asked for."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        links = "\n".join(f"- [a part of it](<{url}>)" for url in EXPECTED)
        (folder / "a.md").write_text(f"---\ndate: 2020-12-08\n---\n\n{links}\n", encoding="utf-8")
        with PracticeWeb(ANSWERS) as web:
            command = (sys.executable, "-m", "linkaudit", "check", "a.md", *QUICK)
            self.done = forked.run(
                [*command, *web.options(), "--format", "json", *arguments],
                cwd=folder,
                capture_output=True,
                text=True,
                check=False,
                timeout=60,
            )
            self.asked = Counter(url for _, url in web.requests)
        assert self.done.returncode in {0, 1}, self.done.stderr
        self.report: dict[str, Any] = json.loads(self.done.stdout)
        self.links = {link["destination"]: link for link in self.report["links"]}

    def asked_with(self, part: str) -> list[str]:
        return [url for url in self.asked if part in url]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(tmp_path_factory.mktemp("archived"), "--archive")


@pytest.mark.parametrize("url", EXPECTED)
def test_each_link_gets_verdict_replacement_and_proof(url: str, plain: Run) -> None:
    link, expected = plain.links[url], EXPECTED[url]

    assert link["verdict"] == expected.verdict, link["findings"]
    assert [one["rule"] for one in link["findings"]] == list(
        filter(None, (expected.rule, expected.also))
    )
    for finding in link["findings"][:1]:
        assert finding["replacement"] == expected.replacement
        assert finding["certain"] is False
    for finding in link["findings"]:
        sources = [one["source"] for one in finding["evidence"]]
        assert not expected.source or expected.source in sources


def test_each_list_and_each_control_is_asked_once(plain: Run) -> None:
    """Those that are there; a 404 is asked twice, as any is."""
    assert plain.asked[f"{REDSHIFT.url}toc-contents.json"] == 1
    assert plain.asked[f"{REDSHIFT.url}sitemap.xml"] == 0
    assert plain.asked[f"{NEPTUNE.url}sitemap.xml"] == 1
    [control] = plain.asked_with("shop.example/parts/linkaudit-")
    assert plain.asked[control] == 1


def test_only_odd_pages_are_held_against_a_path_that_cannot_exist(plain: Run) -> None:
    hosts = sorted(url.split("/")[2] for url in plain.asked_with("/linkaudit-"))

    assert hosts == ["fair.example", "shop.example"]


def test_the_archive_hears_nothing_unless_the_user_says_so(plain: Run) -> None:
    assert plain.asked_with("archive.org") == []


def test_with_archive_a_dead_page_gets_its_copy_from_the_day_of_the_article(
    archived: Run,
) -> None:
    [finding] = archived.links[DEAD]["findings"]

    assert archived.asked[QUESTION] == 1
    assert (finding["replacement"], finding["certain"]) == (COPY, False)
    assert "2020-12-10" in finding["message"]
    assert finding["evidence"][-1]["source"] == "archive"


def test_what_the_guide_has_is_not_looked_for_in_the_archive(archived: Run) -> None:
    url = f"{REDSHIFT.url}geting-started-machine-learning.html"

    assert archived.links[url]["findings"][0]["replacement"] == EXPECTED[url].replacement
    assert not any("geting-started" in asked for asked in archived.asked_with("archive.org"))


def test_two_runs_ask_the_same_questions(plain: Run, archived: Run) -> None:
    assert plain.asked_with("/linkaudit-") == archived.asked_with("/linkaudit-")


def test_no_control_is_asked_where_its_rule_is_ignored_nor_what_a_pattern_excludes(
    tmp_path: Path,
) -> None:
    run = Run(tmp_path, "--ignore", "soft-404-probe", "--exclude", r"\.json$")

    assert run.asked_with("/linkaudit-") == []
    assert run.asked_with("toc-contents.json") == []


def test_offline_asks_for_nothing(tmp_path: Path) -> None:
    assert not Run(tmp_path, "--offline", "--archive").asked
