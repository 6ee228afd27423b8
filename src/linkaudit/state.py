"""The file that remembers earlier runs: SQLite, one writer at a time, any number of runs at once.

Knows tables and their versions, and nothing of what stands in them. A file that is not ours
is refused; a disk that is full, read-only or broken costs the memory and never the audit.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from linkaudit.errors import StateError

APPLICATION_ID = 0x6C6E6B61  # "lnka", in the header of the file

# Each lifts the file by one version; add behind the last, and change none that was released.
MIGRATIONS = (
    """
    CREATE TABLE extraction (
        content BLOB NOT NULL, suffix TEXT NOT NULL, extractor TEXT NOT NULL,
        found BLOB NOT NULL, used_on INTEGER NOT NULL,
        PRIMARY KEY (content, suffix, extractor)
    )
    """,
    # Times are microseconds since 1970 in UTC. A run without an outcome goes on, or was killed.
    """
    CREATE TABLE run (
        id INTEGER PRIMARY KEY, started_at INTEGER NOT NULL, finished_at INTEGER,
        outcome TEXT, process INTEGER NOT NULL, sightings INTEGER NOT NULL DEFAULT 0
    )
    """,
    # All that was seen; `found` is null where a URL in it holds a secret.
    """
    CREATE TABLE observation (
        target BLOB NOT NULL, run INTEGER NOT NULL, url TEXT NOT NULL,
        observed_at INTEGER NOT NULL, reader TEXT NOT NULL, serves INTEGER NOT NULL,
        etag TEXT, modified TEXT, found BLOB,
        PRIMARY KEY (target, run)
    )
    """,
    # A small row for each target and run; `final_url` is null where nothing redirected.
    """
    CREATE TABLE course (
        target BLOB NOT NULL, run INTEGER NOT NULL, observed_at INTEGER NOT NULL,
        verdict TEXT NOT NULL, status INTEGER, final_url TEXT,
        PRIMARY KEY (target, run)
    ) WITHOUT ROWID
    """,
    # How a file was when its links were listed; `listing` is null for a report of ours.
    """
    CREATE TABLE file (
        path BLOB PRIMARY KEY, stamp TEXT NOT NULL, made_by TEXT NOT NULL,
        listing BLOB, used_on INTEGER NOT NULL
    )
    """,
    # What the last finished run of a day (counted from 0001-01-01) said of a document's links.
    """
    CREATE TABLE judged (
        document BLOB NOT NULL, day INTEGER NOT NULL, finished_at INTEGER NOT NULL,
        counts TEXT NOT NULL, found BLOB NOT NULL,
        PRIMARY KEY (document, day)
    )
    """,
)
VERSION = len(MIGRATIONS)

KEPT_DAYS = 90
KEPT_BYTES = 50 * 1024 * 1024
# To the week is exact enough for three months, and most runs need not write.
_TOUCHED_DAYS = 7
LARGEST = 32 * 1024 * 1024  # bytes of one entry; 100,000 links take 10 MB
_PATIENCE = 10.0  # seconds for another run to finish writing

_T = TypeVar("_T")

Key = tuple[bytes, str]
"""What was read: a hash of its content, and the suffix that says how."""


@dataclass(slots=True)
class State:
    """An open file. After trouble with it, all that it says is that it knows nothing."""

    path: Path
    connection: sqlite3.Connection | None = None
    trouble: str = ""
    """Why nothing is remembered; empty where all is well."""
    _touched: list[Key] = field(default_factory=list)

    def recall(self, extractor: str, keys: Iterable[Key], today: date) -> dict[Key, bytes]:
        """What an extractor found in these contents, as far as it is known."""
        known: dict[Key, bytes] = {}
        lately = recent(today)

        def query(run: sqlite3.Connection) -> None:
            for key in keys:
                for found, used_on in run.execute(_RECALL, (*key, extractor, LARGEST)):
                    known[key] = found
                    if used_on not in lately:
                        self._touched.append(key)

        self.read(query, None)
        return known

    def remember(
        self, extractor: str, found: Mapping[Key, bytes], today: date, room: int = KEPT_BYTES
    ) -> None:
        """Keep what was found, and drop what is old or too much."""
        if not (found or self._touched):
            return
        day = today.toordinal()
        rows = [(*key, extractor, data, day) for key, data in found.items()]

        def change(run: sqlite3.Connection) -> None:
            run.executemany(_TOUCH, [(day, *key, extractor) for key in self._touched])
            run.executemany(_REMEMBER, rows)
            run.execute("DELETE FROM extraction WHERE used_on < ?", (day - KEPT_DAYS,))
            run.execute(_SHRINK, (room,))

        self.write(change)

    def read(self, query: Callable[[sqlite3.Connection], _T], otherwise: _T) -> _T:
        """What the query finds, all of it at one moment; `otherwise` after trouble."""
        return self._within("BEGIN", query, otherwise)

    def write(self, change: Callable[[sqlite3.Connection], object]) -> None:
        """Make all of the change or none of it; nothing after trouble."""
        # Not the plain BEGIN: with that, two writers lose updates.
        self._within("BEGIN IMMEDIATE", change, None)

    def close(self) -> None:
        if self.connection is not None:
            with suppress(sqlite3.Error):
                self.connection.close()
            self.connection = None

    def _within(self, begin: str, act: Callable[[sqlite3.Connection], _T], otherwise: _T) -> _T:
        if self.connection is None:
            return otherwise
        try:
            with _transaction(self.connection, begin) as run:
                return act(run)
        except sqlite3.Error as error:
            self._give_up(error)
            return otherwise

    def _give_up(self, error: sqlite3.Error) -> None:
        self.trouble = str(error)
        self.close()


_RECALL = """
    SELECT found, used_on FROM extraction
    WHERE content = ? AND suffix = ? AND extractor = ?
    AND typeof(found) = 'blob' AND length(found) <= ?
"""
_TOUCH = "UPDATE extraction SET used_on = ? WHERE content = ? AND suffix = ? AND extractor = ?"
_REMEMBER = "INSERT OR REPLACE INTO extraction VALUES (?, ?, ?, ?, ?)"
_SHRINK = """
    DELETE FROM extraction WHERE rowid IN (
        SELECT row FROM (
            SELECT rowid AS row,
                sum(length(found)) OVER (ORDER BY used_on DESC, rowid DESC) AS size
            FROM extraction
        ) WHERE size > ?
    )
"""


def recent(today: date) -> range:
    """The days on which use need not be noted again."""
    return range(today.toordinal() - _TOUCHED_DAYS, today.toordinal() + 1)


def open_state(path: Path) -> State:
    """The state at `path`, made where there is none. Raises StateError for a file not ours."""
    try:
        _make_folder(path.parent)
        connection = _connected(path)
    except (OSError, sqlite3.Error) as error:
        return State(path, trouble=getattr(error, "strerror", None) or str(error))
    try:
        _prepare(connection, path)
    except sqlite3.Error as error:
        connection.close()
        if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            raise StateError.foreign(path) from error
        return State(path, trouble=str(error))
    except StateError:
        connection.close()
        raise
    return State(path, connection)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        return
    # As other tools' folders do: what is remembered here is nobody else's.
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")


def _connected(path: Path) -> sqlite3.Connection:
    # One thread at a time uses it, though not always the same: whoever writes while a run
    # goes on does so beside its event loop.
    return sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Check whose file it is, and bring it to this version."""
    # The file may be anybody's: its schema runs no function that could do harm.
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA synchronous = NORMAL")  # with WAL, a kill loses nothing
    with _transaction(connection, "BEGIN"):  # or another run could change it between two looks
        version = _version(connection, path)
    if version == VERSION:
        return
    with suppress(sqlite3.OperationalError):  # another run is doing just that
        connection.execute("PRAGMA journal_mode = WAL")
    with _transaction(connection, "BEGIN IMMEDIATE"):
        for migration in MIGRATIONS[_version(connection, path) :]:
            connection.execute(migration)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the file; 0 for an empty one."""
    owner, version = _number(connection, "application_id"), _number(connection, "user_version")
    tables = _one(connection, "SELECT count(*) FROM sqlite_schema")
    if owner != APPLICATION_ID and (owner or version or tables):
        raise StateError.foreign(path)
    # We make none of these; in a file that somebody prepared, they could do things.
    if _one(connection, _PREPARED):
        raise StateError.foreign(path)
    if version > VERSION:
        raise StateError.newer(path)
    return version


_PREPARED = """
    SELECT count(*) FROM sqlite_schema
    WHERE type IN ('trigger', 'view') OR sql LIKE 'CREATE VIRTUAL%'
"""


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return _one(connection, f"PRAGMA {pragma}")


def _one(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])


@contextmanager
def _transaction(connection: sqlite3.Connection, begin: str) -> Iterator[sqlite3.Connection]:
    connection.execute(begin)
    try:
        yield connection
    except BaseException:
        # Where the disk is full, SQLite has done so already.
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
