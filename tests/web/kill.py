"""A run that is killed, and what it leaves: a whole report, a sound memory, all it called done.

Section F. Kills at the moments that it is given, and says what of the rest must not be.
"""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import anyio

from linkaudit.report.markdown.render import MARK
from tests.web.misbehaving import MisbehavingWeb
from tests.web.misbehaving_run import document, linkaudit, started
from tests.web.misbehaving_talk import HEALTHY, Talk

REPORT, STATE = "report.md", "state.sqlite3"
_HOSTS = [f"healthy-{number}.example" for number in range(40)]


def left_behind(folder: Path, done: Sequence[str] = ()) -> Iterator[str]:
    """What must not be after a kill; `done` are the URLs that the run called done."""
    report = (folder / REPORT).read_text(encoding="utf-8")
    if not report.startswith(MARK) or "Made by linkaudit" not in report.splitlines()[-1]:
        yield "a part of a report"
    with closing(sqlite3.connect(folder / STATE)) as state:
        checked = state.execute("PRAGMA integrity_check").fetchone()
        kept = {url for (url,) in state.execute("SELECT url FROM observation")}
    if checked != ("ok",):
        yield f"a memory that is not sound: {checked}"
    if lost := set(done) - kept:
        yield f"{len(lost)} links lost that were done"


async def _deliberate(talk: Talk) -> None:
    """Not so quick that a run is over before it can be killed."""
    await anyio.sleep(0.01)
    await talk.say(HEALTHY)


def killed(moments: Sequence[float], folder: Path) -> Iterator[str]:
    """Kill a run at each moment, in parts of the time that a whole one takes; a line for each."""
    urls = [f"http://{host}/{page}" for host in _HOSTS for page in range(3)]
    path = document(folder, urls)
    kept = ("--state", STATE, "--report", REPORT, "--no-resume")
    options = (*kept, "--verbose", "--concurrency", "4")  # slow enough to be killed midway
    with MisbehavingWeb(dict.fromkeys(_HOSTS, _deliberate)) as web:
        begun = time.monotonic()
        whole = linkaudit(path, *options, *web.options())
        usual = time.monotonic() - begun
        if whole.status != 0:
            yield f"before any kill: exit status {whole.status}"
        for number, moment in enumerate(moments):
            process = started(path, *options, "--note", f"run {number}", *web.options())
            time.sleep(moment * usual)
            is_over = process.poll() is not None
            process.kill()
            _, said = process.communicate()
            done = [word for line in said.splitlines() for word in line.split() if word in urls]
            troubles = list(left_behind(folder, done))
            where = "over" if is_over else f"killed with {len(done)} of {len(urls)} done"
            yield f"{number} at {moment:.2f}, {where}: {'; '.join(troubles) or 'well'}"
        last = linkaudit(path, *options, *web.options())
        is_well = last.status == 0 and set(last.verdicts.values()) == {"ok"}
        yield f"the next run: {'well' if is_well else last.said or last.status}"
        parts = [part.name for part in folder.iterdir() if part.name.startswith(f".{REPORT}")]
        yield f"beside the report: {len(parts)} unfinished ones, which no reader sees: well"
