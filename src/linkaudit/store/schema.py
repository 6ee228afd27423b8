"""The tables of the state, version by version, and whose a file is.

Knows what SQLite says of a file and nothing of its rows. A file may be anybody's: all that is
asked of it is bounded, and only one whose tables are ours to the letter is used.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import repeat
from pathlib import Path

from linkaudit.errors import StateError

APPLICATION_ID = 0x6C6E6B61  # "lnka", in the header of the file

# Each lifts the file by one version, in statements with `;` between them; add behind the last, and
# change none that was released.
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
    # The links of files that did not change: it made a second `links` quicker, and nothing else.
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
    "DROP TABLE file",
    # What later work asks pages for: `found` has the rest. Null where there is no page, or it holds
    # a secret; `lang` where the page names none.
    """
    ALTER TABLE observation ADD COLUMN title TEXT;
    ALTER TABLE observation ADD COLUMN heading TEXT;
    ALTER TABLE observation ADD COLUMN opening TEXT;
    ALTER TABLE observation ADD COLUMN lang TEXT;
    ALTER TABLE observation ADD COLUMN domain TEXT
    """,
)
VERSION = len(MIGRATIONS)

# Instructions of SQLite's machine for one transaction, and how many go by between two counts.
# The longest of ours, dropping a fifth of 600,000 rows, took 7.4 million and 0.35 s.
_STEPS, _BETWEEN = 40_000_000, 10_000
# Bytes of one value and of one statement: a prepared file may hold any, and the schema's are
# parsed before anything can be asked.
_LONGEST_VALUE, _LONGEST_STATEMENT = 64 * 1024 * 1024, 64 * 1024


def prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Check whose file it is, and bring it to this version.

    Raises StateError where it is not ours or newer, sqlite3.Error for all else.
    """
    try:
        _bound(connection)
        # Or another run could change it between two looks.
        with transaction(connection, "BEGIN"):
            version = _version(connection, path)
    except sqlite3.DatabaseError as error:
        # No database, or one in a format of a later SQLite, which is no error of its own.
        if error.sqlite_errorcode in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR):
            raise StateError.foreign(path) from error
        raise
    if version == VERSION:
        return
    with suppress(sqlite3.OperationalError):  # another run is doing just that
        connection.execute("PRAGMA journal_mode = WAL")
    with transaction(connection, "BEGIN IMMEDIATE"):
        for statement in statements(_version(connection, path), VERSION):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")


def statements(since: int, version: int) -> Iterator[str]:
    """What lifts a file of the version `since` to `version`, one after the other."""
    for migration in MIGRATIONS[since:version]:
        yield from migration.split(";")


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether the tables still are what this version knows."""
    try:
        with transaction(connection, "BEGIN"):
            return _number(connection, "user_version") == VERSION and _has_tables(
                connection, VERSION
            )
    except sqlite3.Error:
        return False


@contextmanager
def transaction(connection: sqlite3.Connection, begin: str) -> Iterator[sqlite3.Connection]:
    """All of it or none, within a bound. Raises sqlite3.Error."""
    # An iterator that ends stops the statement. No function of Python's: a Ctrl-C that came
    # while one runs would be lost with what it returns.
    connection.set_progress_handler(repeat(0, _STEPS // _BETWEEN).__next__, _BETWEEN)
    connection.execute(begin)
    try:
        yield connection
    except BaseException:
        # Where the disk is full, SQLite has done so already.
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _bound(connection: sqlite3.Connection) -> None:
    """What SQLite advises for files that may be anybody's (sqlite.org/security.html)."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, _LONGEST_STATEMENT)
    # Text that is not UTF-8 is no row of ours, but no reason to end either.
    connection.text_factory = _lenient
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
    for pragma in (
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "synchronous = NORMAL",  # with WAL, a kill loses nothing
    ):
        connection.execute(f"PRAGMA {pragma}")


def _lenient(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the file; 0 for an empty one. Raises StateError."""
    owner, version = _number(connection, "application_id"), _number(connection, "user_version")
    if owner == APPLICATION_ID and version > VERSION:
        raise StateError.newer(path)
    is_ours = owner == APPLICATION_ID or (owner, version) == (0, 0)
    if not (is_ours and version >= 0 and _has_tables(connection, version)):
        raise StateError.foreign(path)
    return version


def _has_tables(connection: sqlite3.Connection, version: int) -> bool:
    """Whether the file has the tables of a version and nothing else.

    A trigger, a view, or a column that is computed could do things in a file that a stranger
    prepared; a table that only looks like ours would make a bug of each statement.
    """
    wanted = _tables(version)
    rows = connection.execute(_SCHEMA, (2 * len(wanted) + 1,)).fetchall()
    tables = [row for row in rows if row[0] == "table"]
    # SQLite makes these itself, for primary keys.
    indexes = [row for row in rows if row[0] == "index" and row[1].startswith("sqlite_autoindex_")]
    return (
        sorted(_plain(str(sql)) for _, _, sql in tables) == sorted(wanted)
        and len(tables) + len(indexes) == len(rows)
        and all(sql is None for _, _, sql in indexes)
    )


def _tables(version: int) -> list[str]:
    """The statements that made the tables of a version."""
    tables: dict[str, str] = {}
    for statement in map(_plain, statements(0, version)):
        verb, _, name = statement.split()[:3]
        if verb == "CREATE":
            tables[name] = statement
        elif verb == "ALTER":  # SQLite puts a column behind the last and before the key
            column = statement.partition(" ADD COLUMN ")[2]
            tables[name] = tables[name].replace(_KEY, f", {column}{_KEY}", 1)
        else:
            del tables[name]
    return list(tables.values())


_KEY = ", PRIMARY KEY ("
_SCHEMA = "SELECT type, name, sql FROM sqlite_schema LIMIT ?"


def _plain(sql: str) -> str:
    return " ".join(sql.split())


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])
