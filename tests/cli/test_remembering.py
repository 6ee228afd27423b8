"""What runs remember of each other through the real command line, killed ones among them."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from linkaudit.cli import main
from tests import forked
from tests.cli.interrupting import interrupted, started
from tests.cli.test_startup import HEAVY, imported
from tests.web.page import Page, plain_page
from tests.web.server import PracticeWeb

PLACE = Path(".linkaudit", "state.sqlite3")
URLS = [f"http://h{number % 7}.example/{number}" for number in range(40)]
STUCK = "http://stuck.example/"


@pytest.fixture(scope="module")
def web() -> Iterator[PracticeWeb]:
    pages: list[Page] = [plain_page(url, "Fine", "A page.") for url in URLS]
    pages.append(plain_page(STUCK, "Busy", "Come back later.", status=503))
    with PracticeWeb(pages, {}) as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.md").write_text("".join(f"- <{url}>\n" for url in URLS))
    (tmp_path / "stuck.md").write_text("".join(f"- <{url}>\n" for url in [*URLS, STUCK]))
    (tmp_path / "one.md").write_text(f"<{URLS[0]}> [b](a.md)\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(
    capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, list[dict[str, Any]], str]:
    """Exit status, records, and what was said on standard error."""
    status = main(["check", *arguments, "--no-report", "--no-progress", "--format", "json"])
    output = capsys.readouterr()
    return status, json.loads(output.out)["links"], output.err


def remembered(links: list[dict[str, Any]]) -> int:
    return sum(link["remembered"] for link in links)


def test_max_age_lets_successes_serve_without_a_network(
    web: PracticeWeb, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, first, _ = check(capsys, "a.md", *web.options())
    status, second, said = check(capsys, "a.md", "--max-age", "7d", "--connect-to", ":::")

    assert (status, said) == (0, "")
    assert remembered(first) == 0
    assert remembered(second) == len(URLS)
    assert [link["checked_at"] for link in second] == [link["checked_at"] for link in first]
    assert [link["last_ok_at"] for link in second] == [link["checked_at"] for link in first]


def test_without_max_age_all_is_asked_anew(
    web: PracticeWeb, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(capsys, "a.md", *web.options())
    before = len(web.requests)
    _, links, said = check(capsys, "a.md", *web.options())

    assert said == ""
    assert remembered(links) == 0
    assert len(web.requests) - before == len(URLS)


def test_an_interrupt_leaves_something_to_go_on_with(
    web: PracticeWeb, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 3: what was learnt is kept; the page that was waited for is asked again."""
    stopped = interrupted("stuck.md", URLS, *web.options())
    before = len(web.requests)
    status, links, said = check(capsys, "stuck.md", *web.options(), "--retries", "0")

    assert (stopped, status) == (3, 0)
    assert remembered(links) == len(URLS)
    assert {url for _, url in web.requests[before:]} == {STUCK}
    assert said.startswith("linkaudit: resuming the run of ")
    assert said.endswith(
        f"{len(URLS)} of {len(URLS) + 1} URLs already checked (--no-resume to start over)\n"
    )

    _, links, said = check(capsys, "stuck.md", *web.options(), "--retries", "0")
    assert (remembered(links), said) == (0, ""), "the run before came to its end"


@pytest.mark.parametrize("given", [["--no-resume"], ["--no-state"]], ids=" ".join)
def test_whoever_wants_all_of_it_asked_can_have_it(
    given: list[str], web: PracticeWeb, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert interrupted("stuck.md", URLS, *web.options()) == 3
    _, links, said = check(capsys, "stuck.md", *web.options(), "--retries", "0", *given)

    assert remembered(links) == 0
    assert said == ""


@pytest.mark.parametrize("lines", [5, 15, 30, len(URLS)])
def test_a_killed_run_loses_nothing_that_it_called_done(
    lines: int, web: PracticeWeb, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """HOSTILE F: no acknowledged row lost, and the next run needs no repair."""
    with started("stuck.md", *web.options()) as process:
        assert process.stderr is not None
        said = [process.stderr.readline() for _ in range(lines)]
        process.kill()
    done = {url for line in said for url in line.split() if url in {*URLS, STUCK}}

    with closing(sqlite3.connect(PLACE)) as state:
        assert state.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        kept = {url for (url,) in state.execute("SELECT url FROM observation")}
    status, links, words = check(capsys, "stuck.md", *web.options(), "--retries", "0")

    assert len(done) >= lines - 4, "some lines say why a host was slowed"
    assert done <= kept
    assert status == 0
    assert {link["url"] for link in links if link["remembered"]} == kept - {STUCK}
    assert f"{len(kept - {STUCK})} of {len(URLS) + 1} URLs already checked" in words


def test_two_runs_at_once_both_finish(web: PracticeWeb, folder: Path) -> None:
    command = [sys.executable, "-m", "linkaudit", "check", "a.md", "--no-report", *web.options()]

    runs = [
        forked.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    outputs = [(*run.communicate(), run.returncode) for run in runs]

    assert {output[1:] for output in outputs} == {("", 0)}
    with closing(sqlite3.connect(PLACE)) as state:
        assert state.execute("SELECT count(*) FROM course").fetchone() == (3 * len(URLS),)
        assert state.execute("SELECT count(*) FROM run WHERE outcome = 'clean'").fetchone() == (3,)


def test_a_config_may_say_how_old_an_answer_may_be(
    web: PracticeWeb, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(capsys, "a.md", *web.options())
    Path("linkaudit.toml").write_text('max-age = "7d"\nresume = false\n')

    _, links, _ = check(capsys, "a.md", "--connect-to", ":::")

    assert remembered(links) == len(URLS)


@pytest.mark.parametrize("age", ["soon", "7", "-1d", ""])
def test_what_is_no_duration_is_refused_in_one_line(
    age: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["check", "a.md", "--max-age", age])

    said = capsys.readouterr().err
    assert status == 2
    assert "--max-age must be a duration such as" in said
    assert f"not '{age}'" in said
    assert "12h" in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("written", ['"soon"', "7", "true", "[]"])
def test_a_config_with_no_duration_is_refused(
    written: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("linkaudit.toml").write_text(f"max-age = {written}\n")

    assert main(["check", "a.md"]) == 2
    assert "'max-age' must be a duration" in capsys.readouterr().err


def test_what_is_remembered_or_local_needs_no_network_library(
    web: PracticeWeb, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Seconds of every run: what a command does not need, it does not import."""
    check(capsys, "one.md", *web.options())
    libraries = f"{HEAVY} asyncio ssl certifi yarl markdown_it"

    served = imported(libraries, "check one.md --no-report --max-age 7d", folder)
    local = imported(libraries, "check one.md --no-report --offline --no-state", folder)

    assert served == local == "[]"


def test_what_failed_in_three_runs_over_three_days_is_dead(
    web: PracticeWeb, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The contract. Between two runs, all that is remembered grows two days older."""
    days = 2 * 24 * 3600 * 1_000_000
    found, links = [], list[dict[str, Any]]()
    for _ in range(3):
        status, links, _ = check(capsys, "stuck.md", *web.options(), "--retries", "0")
        found.append((status, links[-1]["verdict"], links[-1]["first_failed_at"] is not None))
        with closing(sqlite3.connect(PLACE)) as state, state:
            state.execute("UPDATE course SET observed_at = observed_at - ?", (days,))

    assert found == [(0, "unreachable", True)] * 2 + [(1, "dead", True)]
    assert [finding["rule"] for finding in links[-1]["findings"]] == [
        "persistent-failure",
        "server-error",
    ]
    assert links[-1]["findings"][0]["evidence"][0]["source"] == "history"
    assert links[0]["first_failed_at"] is None
    assert links[0]["last_ok_at"] is not None
