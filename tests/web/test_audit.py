"""The real command line on the practice web: every link gets the verdict its page was built for."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from linkaudit.extract.source import cut
from linkaudit.model.document import Region
from tests.web import article_pages, verdict_pages
from tests.web.server import PracticeWeb

ROOT = Path(__file__).parents[2]
ARTICLE = "article/recap.md"
VERDICTS = "tests/web/verdicts.md"
DAY = "2026-11-23"

# One retry where the pages answer otherwise the second time; each wait is real.
QUICK = ("--as-of", DAY, "--no-report", "--retries", "1")


@pytest.fixture(scope="module")
def web() -> Iterator[PracticeWeb]:
    with PracticeWeb() as running:
        yield running


def linkaudit(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "linkaudit", *arguments, "--no-state"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture(scope="module")
def article(web: PracticeWeb) -> dict[str, Any]:
    """The JSON report of the article."""
    done = linkaudit("check", ARTICLE, *QUICK, *web.options(), "--format", "json")
    assert done.returncode == 1, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


@pytest.mark.parametrize("url", article_pages.EXPECTED)
def test_each_link_of_the_article_gets_its_verdict(url: str, article: dict[str, Any]) -> None:
    found = {link["verdict"] for link in article["links"] if link["destination"] == url}

    assert found == {article_pages.EXPECTED[url]}


def test_the_article_has_one_record_for_each_destination(article: dict[str, Any]) -> None:
    """82 links to 81 URLs: AWS Panorama's page is linked twice."""
    links = article["links"]

    assert len(links) == 82
    assert len({link["destination"] for link in links}) == 81
    assert article["summary"]["targets"] == 81


def test_what_was_changed_after_the_article_came_out_is_told_with_the_proof(
    article: dict[str, Any],
) -> None:
    """Of the posts with a time of change, those whose change came after 2020-12-08."""
    changed = {n["line"]: n for n in article["links"] if n["changed_at"]}

    assert {line: n["changed_at"] for line, n in changed.items()} == {
        74: "2021-02-10",
        133: "2021-01-19",
        145: "2021-04-28",
        169: "2022-03-15",
        235: "2021-02-24",
    }
    for found in changed.values():
        [proof] = found["change_evidence"]
        assert proof["source"] == "page"
        assert proof["quote"].startswith(f"article:modified_time: {found['changed_at']}T")
        assert proof["url"] == found["final_url"]


def test_each_region_of_the_article_cuts_out_its_destination(article: dict[str, Any]) -> None:
    text = (ROOT / ARTICLE).read_text(encoding="utf-8")

    for link in article["links"]:
        region = Region(link["line"], link["column"], link["end_line"], link["end_column"])
        assert cut(text, region) == link["destination"]


def test_every_verdict_is_reached_by_its_page(web: PracticeWeb) -> None:
    done = linkaudit("check", VERDICTS, *QUICK, *web.options(), "--format", "json")

    found = {link["destination"]: link["verdict"] for link in json.loads(done.stdout)["links"]}
    assert found == dict(verdict_pages.EXPECTED)


def test_two_runs_give_the_same_report_but_for_times(web: PracticeWeb, tmp_path: Path) -> None:
    reports = []
    for name in ("first", "second"):
        path = tmp_path / f"{name}.md"
        linkaudit("check", ARTICLE, "--as-of", DAY, *web.options(), "--report", str(path))
        lines = path.read_text(encoding="utf-8").splitlines()
        reports.append([n for n in lines if "audited on" not in n and "Made by" not in n])

    assert reports[0] == reports[1]


def test_one_url_is_asked_once_however_often_it_is_linked(tmp_path: Path) -> None:
    document = tmp_path / "a.md"
    document.write_text(
        "[one](https://ok.example/) [two](https://OK.example:443/#x) [three](https://ok.example)\n"
    )

    with PracticeWeb() as fresh:
        linkaudit("check", str(document), *QUICK, *fresh.options())

        assert fresh.requests == [("GET", "https://ok.example/")]


def test_no_network_is_said_in_one_sentence_and_no_link_is_called_dead(tmp_path: Path) -> None:
    """Exit 3. Port 9 of this machine stands for a network in which nothing answers."""
    report, data = tmp_path / "r.md", tmp_path / "r.json"

    done = linkaudit(
        *("check", ARTICLE, "--report", str(report), "--format", f"json={data}"),
        *("--connect-to", "::127.0.0.1:9"),
    )

    assert done.returncode == 3
    assert done.stderr.startswith("linkaudit: no network: ")
    assert len(done.stderr.splitlines()) == 1
    found = json.loads(data.read_text(encoding="utf-8"))
    assert found["outcome"] == "incomplete"
    assert found["summary"]["verdicts"] == {"unchecked": 82}
    assert "Incomplete run: no network" in report.read_text(encoding="utf-8")


def test_a_terminal_is_shown_a_progress_bar_and_a_pipe_is_not(web: PracticeWeb) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "linkaudit", "check", ARTICLE, *QUICK, *web.options()]
    command.append("--no-state")

    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=theirs) as process:
        os.close(theirs)
        shown = _read_all(ours)
        process.wait(timeout=60)

    assert b"checking" in shown
    assert b"in flight" in shown
    assert linkaudit("check", ARTICLE, *QUICK, *web.options()).stderr == ""


def _read_all(descriptor: int) -> bytes:
    """Everything that is written to a terminal until its other side is closed."""
    shown = b""
    with os.fdopen(descriptor, "rb", buffering=0) as terminal:
        while True:
            try:
                piece = terminal.read(4096)
            except OSError:  # Linux says EIO where the other side is closed
                return shown
            if not piece:
                return shown
            shown += piece
