"""A run that is ended before its time: what it leaves behind.

Signals, deadlines and kills through the real command line. Servers here are silent, so that
nothing but the end of the run can end a link.
"""

import os
import select
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.kill import REPORT, STATE, left_behind
from tests.web.misbehaving import MisbehavingWeb
from tests.web.misbehaving_run import (
    LIMIT,
    document,
    ended,
    let_time_pass,
    linkaudit,
    read_until,
    started,
)
from tests.web.misbehaving_statuses import always
from tests.web.misbehaving_talk import HEALTHY, says, silence

# Longer than a test may take: what ends is ended by the run, and by no time-out of a link.
PATIENT = ("--timeout", "200", "--link-timeout", "400")

HEALTHY_URLS = [f"http://healthy-{number}.example/" for number in range(5)]
SILENT_URLS = [f"http://silent-{number}.example/" for number in range(3)]
BUSY_URLS = ["http://busy.example/1", "http://busy.example/2"]


@pytest.fixture
def web() -> Iterator[MisbehavingWeb]:
    healthy = {f"healthy-{number}.example": says(HEALTHY) for number in range(30)}
    silent = {f"silent-{number}.example": silence for number in range(3)}
    busy = {"busy.example": always(429, ("Retry-After", "50"))}
    with MisbehavingWeb({**healthy, **silent, **busy}) as running:
        yield running


def in_the_middle(folder: Path, web: MisbehavingWeb, *options: str) -> subprocess.Popen[str]:
    """A run that has learnt all it will, and waits for silent servers."""
    path = document(folder, [*HEALTHY_URLS, *SILENT_URLS, *BUSY_URLS])
    process = started(path, *PATIENT, "--verbose", *options, *web.options())
    read_until(process, HEALTHY_URLS)
    web.wait_for(lambda: len({asked.host for asked in web.asked}) == 9)
    return process


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_run_with_a_report_of_what_was_learnt(
    number: signal.Signals, web: MisbehavingWeb, tmp_path: Path
) -> None:
    process = in_the_middle(tmp_path, web)

    process.send_signal(number)
    run = ended(process)

    assert run.status == 3
    assert run.report["outcome"] == "incomplete"
    assert {run.verdicts[url] for url in HEALTHY_URLS} == {"ok"}
    assert {run.verdicts[url] for url in SILENT_URLS} == {"unchecked"}
    assert len(run.links) == 10


@pytest.mark.parametrize(
    ("number", "statuses"),
    [(signal.SIGINT, {3}), (signal.SIGTERM, {3, -signal.SIGTERM})],
)
def test_a_second_signal_ends_it_at_once_even_while_nobody_reads_the_report(
    number: signal.Signals, statuses: set[int], web: MisbehavingWeb, tmp_path: Path
) -> None:
    """As with `linkaudit check … | less`: the report does not fit into the pipe."""
    # Long enough to fill a pipe of 64 KiB more than twice.
    letters = [f"mailto:{number}@ok.example" for number in range(400)]
    path = document(tmp_path, [*SILENT_URLS, *letters])
    with started(path, *PATIENT, *web.options()) as process:
        web.wait_for(lambda: len(web.asked) == 3)
        process.send_signal(number)
        assert process.stdout is not None
        readable, _, _ = select.select([process.stdout], [], [], LIMIT)
        assert readable, "no report"

        process.send_signal(number)
        try:
            status = process.wait(timeout=LIMIT)
        finally:
            process.kill()
        assert process.stderr is not None
        said = process.stderr.read()

    assert status in statuses
    assert "Traceback" not in said


def test_a_deadline_is_kept_whatever_is_waited_for(web: MisbehavingWeb, tmp_path: Path) -> None:
    """Silent servers, and one that has asked us to come back in fifty seconds."""
    process = in_the_middle(tmp_path, web, "--deadline", "90")

    let_time_pass(process)
    run = ended(process)

    assert run.status == 3
    assert "deadline" in run.said
    assert {run.verdicts[url] for url in HEALTHY_URLS} == {"ok"}
    assert {run.verdicts[url] for url in SILENT_URLS} == {"unchecked"}
    assert "dead" not in run.verdicts.values()


@pytest.mark.parametrize("requests", [0, 3, 12, 25])
def test_a_killed_run_leaves_the_last_report_and_a_sound_memory(
    requests: int, web: MisbehavingWeb, tmp_path: Path
) -> None:
    """kill -9 in mid-run: nothing to repair, and the next run goes through."""
    healthy = document(tmp_path, [f"http://healthy-{number}.example/" for number in range(30)])
    options = ("--state", STATE, "--report", REPORT, *PATIENT, *web.options())
    assert linkaudit(healthy, *options).status == 0
    before = (tmp_path / REPORT).read_bytes()

    asked = len(web.asked)
    silent = document(tmp_path, [*SILENT_URLS, *healthy_urls(healthy)], "more.md")
    with started(silent, *options) as process:
        web.wait_for(lambda: len(web.asked) >= asked + requests)
        process.kill()

    assert (tmp_path / REPORT).read_bytes() == before
    assert list(left_behind(tmp_path)) == []
    assert linkaudit(healthy, *options).status == 0


def healthy_urls(path: Path) -> list[str]:
    return [line.split("<")[1].split(">")[0] for line in path.read_text().splitlines()]


def test_two_runs_on_one_memory_both_finish(web: MisbehavingWeb, tmp_path: Path) -> None:
    path = document(tmp_path, [f"http://healthy-{number}.example/" for number in range(30)])
    options = ("--state", os.fspath(tmp_path / "state.sqlite3"), *web.options())

    runs = [ended(process) for process in [started(path, *options) for _ in range(2)]]

    assert [run.status for run in runs] == [0, 0]
    assert [run.said for run in runs] == ["", ""]
    assert all(set(run.verdicts.values()) == {"ok"} for run in runs)
