"""The tables of runs: what each saw of each target, and what became of that target before.

Knows rows, and which of them may go. Whether a row may still serve, others decide.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from linkaudit.store.database import State
from linkaudit.store.rows import DAY, put, shrink, sound

Target = bytes
"""A hash of the URI in its plainest spelling, so that no secret of a URI is in the file."""

# A page is asked again each week at the least, or its link has gone: three months are ample.
KEPT_DAYS = 90
# A page with 100 ids takes 0.9 KB, one with 400 takes 2.3 KB: room for some 40,000 targets.
KEPT_BYTES = 50 * 1024 * 1024
# A night, in microseconds: who starts again in the morning what was stopped in the evening means
# to go on.
RESUMABLE = 12 * 3600 * 1_000_000
# A year of weekly runs and one to compare with.
COURSE_DAYS = 400
# A row takes 45 bytes, so this is 22 MB: a year of weekly runs over 9,000 targets.
COURSE_ROWS = 500_000
_LEFT = 0.9  # of the rows, when there were too many: or the next run would tidy up again


@dataclass(frozen=True, slots=True)
class UnfinishedRun:
    """An earlier run that did not come to its end."""

    id: int
    started_at: int
    process: int
    outcome: str | None

    @property
    def is_killed(self) -> bool:
        """It did not even come to note that it ended, or it still goes on."""
        return self.outcome is None


@dataclass(frozen=True, slots=True)
class LatestRow:
    """The last observation of a target, as it was written."""

    run: int
    observed_at: int
    reader: str
    is_reusable: int
    etag: str | None
    modified: str | None
    found: bytes | None
    title: str | None = None
    heading: str | None = None
    opening: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class StepRow:
    """One row of a target's course."""

    run: int
    observed_at: int
    verdict: str


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One row of a target's course, with all that it says."""

    observed_at: int
    verdict: str
    status: int | None
    final_url: str | None


@dataclass(frozen=True, slots=True)
class NewRow:
    """All that is written of one observation."""

    target: Target
    url: str
    observed_at: int
    reader: str
    serves: bool
    etag: str | None
    modified: str | None
    found: bytes | None
    verdict: str
    status: int | None
    final_url: str | None
    title: str | None = None
    """Of the page; what follows is what the page says too."""
    heading: str | None = None
    opening: str | None = None
    lang: str | None = None
    domain: str | None = None
    """The part of the last host that one owner has."""


@dataclass(frozen=True, slots=True)
class StoredTargets:
    """What the tables hold of some targets, at one moment."""

    unfinished: tuple[UnfinishedRun, ...] = ()
    latest: tuple[LatestRow | None, ...] = ()
    steps: tuple[tuple[StepRow, ...], ...] = ()


def lookup(state: State, targets: Sequence[Target]) -> StoredTargets | None:
    """What is known of each target: its last row, and its course since it was last well."""

    def query(run: sqlite3.Connection) -> StoredTargets:
        unfinished = tuple(sound(UnfinishedRun, run.execute(_UNFINISHED)))
        latest = (next(sound(LatestRow, run.execute(_LATEST, (one,))), None) for one in targets)
        steps = (tuple(sound(StepRow, run.execute(_STEPS, (one, one)))) for one in targets)
        return StoredTargets(unfinished, tuple(latest), tuple(steps))

    return state.read(query, None)


def history(state: State, target: Target) -> tuple[HistoryRow, ...]:
    """Everything that runs saw of one target, in the order of the runs."""
    return state.read(lambda run: tuple(sound(HistoryRow, run.execute(_COURSE, (target,)))), ())


def begin(connection: sqlite3.Connection, started_at: int, process: int) -> int:
    """A new run; its number is above those of all runs before it."""
    row = connection.execute(
        "INSERT INTO run (started_at, process) VALUES (?, ?)", (started_at, process)
    )
    return int(row.lastrowid or 0)


def write(connection: sqlite3.Connection, run: int, entries: Iterable[NewRow]) -> None:
    rows = [{"run": run, **{name: getattr(e, name) for name in NewRow.__slots__}} for e in entries]
    columns = (
        "target, run, url, observed_at, reader, serves, etag, modified, found, "
        "title, heading, opening, lang, domain"
    )
    put(connection, "observation", rows, columns)
    put(connection, "course", rows, "target, run, observed_at, verdict, status, final_url")
    connection.execute("UPDATE run SET sightings = sightings + ? WHERE id = ?", (len(rows), run))


def forget(connection: sqlite3.Connection, run: int, targets: Iterable[Target]) -> None:
    """As if the run had never seen these targets."""
    rows = [(target, run) for target in targets]
    connection.executemany("DELETE FROM observation WHERE target = ? AND run = ?", rows)
    gone = connection.executemany("DELETE FROM course WHERE target = ? AND run = ?", rows).rowcount
    connection.execute("UPDATE run SET sightings = sightings - ? WHERE id = ?", (gone, run))


def finish(
    connection: sqlite3.Connection,
    run: int,
    outcome: str,
    finished_at: int,
    taken_over: Iterable[tuple[Target, int]],
) -> None:
    """The run has ended, and what it took over from others is its own."""
    rows = [(run, target, other) for target, other in taken_over]
    connection.executemany(
        "UPDATE OR IGNORE observation SET run = ? WHERE target = ? AND run = ?", rows
    )
    # Only now may older observations go: a run that turns out to be void leaves them alone.
    connection.execute(
        "DELETE FROM observation WHERE run < ? AND target IN"
        " (SELECT target FROM observation WHERE run = ?)",
        (run, run),
    )
    connection.execute(
        "UPDATE run SET outcome = ?, finished_at = ? WHERE id = ?", (outcome, finished_at, run)
    )
    connection.execute("DELETE FROM run WHERE id = ? AND sightings <= 0", (run,))


def tidy(
    connection: sqlite3.Connection,
    now: int,
    room: int = KEPT_BYTES,
    rows: int = COURSE_ROWS,
) -> None:
    """Drop what is old or too much."""
    connection.execute("DELETE FROM observation WHERE observed_at < ?", (now - KEPT_DAYS * DAY,))
    words = " + ".join(f"ifnull(length({name}), 0)" for name in _LONG)
    shrink(
        connection,
        "observation",
        f"{words} + 100",
        "observed_at DESC, rowid",
        room,
        # A stopped run is to go on, however large it is: 100,000 targets take 90 MB.
        f"run IN ({_UNFINISHED_IDS}) AND observed_at >= {now - RESUMABLE}",
    )
    before = now - COURSE_DAYS * DAY
    [old, seen] = connection.execute(
        "SELECT count(*) FILTER (WHERE started_at < ?), total(sightings) FROM run", (before,)
    ).fetchone()
    if old or (seen or 0) > rows:
        shrink(connection, "run", "sightings", "id DESC", int(rows * _LEFT))
        connection.execute("DELETE FROM run WHERE started_at < ?", (before,))
        connection.execute("DELETE FROM course WHERE run NOT IN (SELECT id FROM run)")


_LONG = ("found", "opening", "title", "heading")
_UNFINISHED_IDS = "SELECT id FROM run WHERE outcome IS NULL OR outcome = 'incomplete'"
_UNFINISHED = """
    SELECT id, started_at, process, outcome FROM run
    WHERE outcome IS NULL OR outcome = 'incomplete'
"""
_LATEST = """
    SELECT run, observed_at, reader, serves AS is_reusable, etag, modified, found,
    title, heading, opening, lang FROM observation
    WHERE target = ? ORDER BY run DESC LIMIT 1
"""
_STEPS = """
    SELECT run, observed_at, verdict FROM course
    WHERE target = ? AND run >= ifnull(
        (SELECT max(run) FROM course WHERE target = ? AND verdict = 'ok'), 0
    )
    ORDER BY run
"""
_COURSE = """
    SELECT observed_at, verdict, status, final_url FROM course WHERE target = ? ORDER BY run
"""
