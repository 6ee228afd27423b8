"""Pages and documents that are made to be slow: a run ends by its deadline and at Ctrl-C.

Through the real command line. A run that hangs is killed, and fails.
"""

import gzip
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.misbehaving import MisbehavingWeb
from tests.web.misbehaving_bytes import coded
from tests.web.misbehaving_run import LIMIT, document, linkaudit
from tests.web.misbehaving_statuses import always
from tests.web.misbehaving_talk import HEALTHY, says

SLOW_PAGES = {
    "options": "<select>" + "<option>" * 65_536,
    "options-closed": "<select>" + "<option></option>" * 30_000 + "</select>",
    "attributes": "<p " + " ".join(f"a{number}" for number in range(90_000)),
    "roots": "".join(f"<html a{number}>" for number in range(40_000)),
    "deep": "<div>" * 100_000,
}
GOOD, GONE = "http://good.example/", "http://gone.example/"
URLS = [GOOD, GONE, *(f"http://{name}.example/" for name in SLOW_PAGES)]
# 40 µs a character, and linear: 5 MiB take three minutes.
SLOW_TEXT = "![" * 360_000 + "](u)\n"  # one alone is read without further processes


@pytest.fixture
def web() -> Iterator[MisbehavingWeb]:
    slow = {
        f"{name}.example": coded("gzip", gzip.compress(page.encode()))
        for name, page in SLOW_PAGES.items()
    }
    with MisbehavingWeb(
        {"good.example": says(HEALTHY), "gone.example": always(404), **slow}
    ) as running:
        yield running


def test_a_page_that_is_made_to_be_slow_costs_no_other_link_its_verdict(
    web: MisbehavingWeb, tmp_path: Path
) -> None:
    """814 bytes on the wire held the run for 28 s, and the dead link was left unchecked."""
    run = linkaudit(document(tmp_path, URLS), "--deadline", "30", *web.options())

    assert run.status == 1
    assert run.verdicts == {url: "dead" if url == GONE else "ok" for url in URLS}


@pytest.mark.parametrize("name", ["a.md", "a.mdx"])
def test_a_document_that_is_made_to_be_slow_ends_at_the_deadline(
    name: str, web: MisbehavingWeb, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(SLOW_TEXT)
    path = document(tmp_path, [GOOD], "other.md")

    run = linkaudit(path, name, "--deadline", "5", *web.options())

    assert run.status == 3
    assert "deadline" in run.said
    assert run.verdicts == {GOOD: "unchecked"}
    assert [problem["path"] for problem in run.report["problems"]] == [name]


def test_a_file_that_is_asked_for_an_anchor_ends_at_the_deadline_too(tmp_path: Path) -> None:
    (tmp_path / "slow.md").write_text(f"# {SLOW_TEXT}")
    path = document(tmp_path, ["slow.md#a"])

    run = linkaudit(path, "--offline", "--deadline", "5")

    assert run.status == 3
    assert run.verdicts == {"slow.md#a": "unchecked"}


def test_many_documents_in_many_processes_end_at_the_deadline(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.md").write_text(SLOW_TEXT)

    run = linkaudit(document(tmp_path, []), ".", "--offline", "--deadline", "5")

    assert run.status == 3
    assert len(run.report["problems"]) >= 5


@pytest.mark.parametrize("command", ["check", "links", "fix", "explain"])
def test_ctrl_c_ends_every_command_while_a_document_is_read(command: str, tmp_path: Path) -> None:
    words = ["slow.md"] if command != "explain" else ["http://localhost/"]
    (tmp_path / "slow.md").write_text(SLOW_TEXT)
    code = (
        "from linkaudit.extract import registry as d; "
        "read = d.extract_document; "
        "d.extract_document = lambda one: (print('reading', flush=True), read(one))[1]; "
        "from linkaudit.cli import main; import sys; sys.exit(main())"
    )
    with subprocess.Popen(
        [sys.executable, "-P", "-c", code, command, *words, "--no-state"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            while "reading" not in process.stdout.readline():
                assert process.poll() is None
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=LIMIT)
        finally:
            process.kill()

    assert process.returncode == 3
    assert "Traceback" not in said


BUSY = """
import anyio, asyncio, os, signal
from linkaudit.audit.network import _signals

async def busy():
    with _signals(asyncio.get_running_loop(), anyio.Event()):
        os.kill(os.getpid(), {first})
        while True:  # the loop never turns
            os.kill(os.getpid(), {second})

anyio.run(busy)
"""


@pytest.mark.parametrize("first", ["signal.SIGINT", "signal.SIGTERM"])
@pytest.mark.parametrize("second", ["signal.SIGINT", "signal.SIGTERM"])
def test_a_second_signal_ends_a_run_whose_loop_is_busy(first: str, second: str) -> None:
    code = BUSY.replace("{first}", first).replace("{second}", second)

    done = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, check=False, timeout=LIMIT
    )

    assert (done.returncode, done.stdout, done.stderr) == (3, b"", b"")
