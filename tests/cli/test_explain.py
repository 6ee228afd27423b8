"""`linkaudit explain` through the command line, on a web of its own."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from linkaudit.cli import main
from linkaudit.store.baseline_file import HEADER
from tests.cli.interrupting import interrupted
from tests.cli.trees import fill
from tests.web.page import plain_page, redirect
from tests.web.server import PracticeWeb

GOOD, GONE = "http://a.example/", "http://a.example/gone"
OLD, NEW = "http://a.example/old", "http://a.example/new"
STUCK = "http://stuck.example/"
ASKED = ("--connect-to", ":::")  # or names for examples would be skipped


@pytest.fixture(scope="module")
def web() -> Iterator[PracticeWeb]:
    answers = [
        plain_page(GOOD, "Fine", "A page."),
        plain_page(GONE, "Gone", "No.", status=404),
        redirect(OLD, 301, NEW),
        plain_page(NEW, "New", "A page."),
        plain_page(STUCK, "Busy", "Come back later.", status=503),
    ]
    with PracticeWeb(answers, {}) as running:
        yield running


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    status = main(["explain", "--retries", "0", "--format", "json", *arguments])
    record: dict[str, Any] = json.loads(capsys.readouterr().out)
    return status, record


@pytest.mark.parametrize(
    ("url", "status", "verdict"),
    [(GOOD, 0, "ok"), (GONE, 1, "dead"), (OLD, 0, "redirected"), (STUCK, 0, "unreachable")],
)
def test_a_url_is_judged_as_check_would_judge_it(
    url: str,
    status: int,
    verdict: str,
    web: PracticeWeb,
    tree: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    fill(tree, {"a.md": f"<{url}>\n"})
    options = [*web.options(), "--no-state"]

    exit_status, record = told(capsys, url, *options)
    checked = main(["check", "a.md", "--no-report", "--retries", "0", "--format", "json", *options])
    (link,) = json.loads(capsys.readouterr().out)["links"]

    assert (exit_status, record["verdict"]) == (status, verdict)
    assert checked == exit_status
    same = ("verdict", "level", "findings", "status", "final_url", "hops", "attempts")
    assert [_undated(record[name]) for name in same] == [_undated(link[name]) for name in same]


def _undated(value: Any) -> Any:
    """Without the day of the observation: midnight may pass between two runs."""
    if isinstance(value, list):
        return [_undated(item) for item in value]
    if isinstance(value, dict):
        return {name: _undated(item) for name, item in value.items() if name != "date"}
    return value


def test_places_comments_and_baseline_are_told(
    web: PracticeWeb, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(
        tree,
        {
            "a.md": f"<{GONE}#x>\n\n<!-- linkaudit: ignore blocked -->\n<{GONE}>\n",
            "b.md": "<http://other.example/>\n",
            "base.txt": f"{HEADER}\n{'0' * 32}\tnot-found\ta.md\t{GONE}\n",
        },
    )

    _, record = told(capsys, GONE, "--no-state", "--baseline", "base.txt", *web.options())

    assert [(use["path"], use["line"]) for use in record["used"]] == [("a.md", 1), ("a.md", 4)]
    assert [use["silenced"] for use in record["used"]] == [
        [],
        ["suppressed for blocked by the comment in line 3"],
    ]
    assert [use["accepted"] for use in record["used"]] == [[], ["not-found"]]


def test_each_run_that_asked_is_in_the_history_this_one_too(
    web: PracticeWeb, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree, {"a.md": f"<{OLD}>\n"})
    main(["check", "--no-report", *web.options()])
    capsys.readouterr()

    _, record = told(capsys, OLD, *web.options())

    assert [(one["status"], one["final_url"]) for one in record["history"]] == [(200, NEW)] * 2


@pytest.mark.parametrize(("url", "verdict"), [(GOOD, "ok"), (GONE, "dead"), (STUCK, "unreachable")])
def test_offline_tells_what_is_remembered_and_asks_nobody(
    url: str, verdict: str, web: PracticeWeb, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, url, *web.options())
    before = len(web.requests)

    _, record = told(capsys, url, "--offline", *ASKED)

    assert len(web.requests) == before
    assert (record["verdict"], record["remembered"]) == (verdict, True)
    assert len(record["history"]) == 1


def test_offline_and_never_asked_is_unchecked_and_says_why(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", GOOD, "--offline", *ASKED]) == 0

    said = capsys.readouterr().out
    assert "unchecked: no cached result; leave out --offline to request it" in said
    assert "Not used in any file here" in said


def test_max_age_takes_the_word_of_an_earlier_run(
    web: PracticeWeb, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, GOOD, *web.options())

    assert told(capsys, GOOD, "--max-age", "7d", *ASKED)[1]["remembered"]
    assert not told(capsys, GOOD, *web.options())[1]["remembered"]


@pytest.mark.parametrize(
    ("path", "status", "verdict"),
    [("a.md#here", 0, "ok"), ("a.md#there", 1, "anchor-missing"), ("../x.md", 1, "refused")],
)
def test_a_local_path_will_do(
    path: str, status: int, verdict: str, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree, {"a.md": "# Here\n", "docs/b.md": "[x](../a.md)\n"})

    exit_status, record = told(capsys, path, "--offline")

    assert (exit_status, record["verdict"]) == (status, verdict)
    assert [use["path"] for use in record["used"]] == (["docs/b.md"] if "a.md" in path else [])


@pytest.mark.parametrize(
    ("url", "verdict"),
    [("mailto:me@a.example", "skipped"), ("http://a b.example/", "invalid"), ("", "invalid")],
)
def test_what_cannot_be_asked_says_so(
    url: str, verdict: str, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(capsys, url)[1]["verdict"] == verdict


def test_the_packs_that_cover_the_host_are_told(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, record = told(capsys, "https://aws.amazon.com/deeplens/", "--offline")

    (fact,) = record["packs"]
    assert fact["name"] == "aws"
    assert "DeepLens" in (fact["told"] or "")


def test_the_version_that_an_address_documents_is_told(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, record = told(capsys, "https://docs.python.org/3.7/library/", "--offline")

    (fact,) = record["packs"]
    assert (fact["name"], fact["url"]) == ("versions", "https://endoflife.date/python")
    assert fact["told"] == "Python 3.7: supported until 2023-06-27"


def test_a_secret_reads_as_stars_and_is_not_kept(
    web: PracticeWeb, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, record = told(capsys, f"{GOOD}?token=hush", *web.options())

    assert "hush" not in json.dumps(record)
    assert record["url"] == f"{GOOD}?token=***"
    held = b"".join(file.read_bytes() for file in Path(".linkaudit").iterdir())
    assert b"hush" not in held


def test_a_run_that_was_stopped_can_still_be_gone_on_with(
    web: PracticeWeb, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What explain asks is no part of an audit."""
    fill(tree, {"a.md": f"<{GOOD}> <{STUCK}>\n"})
    check = ["check", "a.md", "--no-report", "--no-progress", *web.options()]
    assert interrupted("a.md", [GOOD], *web.options()) == 3

    told(capsys, STUCK, *web.options())
    main([*check, "--retries", "0"])

    assert "1 of 2 URLs already checked" in capsys.readouterr().err
