"""The file of the cache and the history: SQLite, one writer at a time, any number of runs at once.

Knows extractions, and hands the file to the other tables. A disk that is full, read-only or
broken, and a cache that cannot be used, cost the cache and never the audit; a mistake in a
statement of ours is a bug and shows.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from linkaudit.errors import StateError
from linkaudit.store import schema
from linkaudit.store.rows import put, shrink

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
    note: str = ""
    """What became of a file that could not be used."""
    renews: bool = False
    """Whether a damaged file is set aside for a new one."""
    identity: tuple[int, int] | None = None
    """Which file this was when it was opened."""
    _touched: list[Key] = field(default_factory=list)

    def lookup(self, extractor: str, keys: Iterable[Key], today: date) -> dict[Key, bytes]:
        """What an extractor found in these contents, as far as it is known."""
        known: dict[Key, bytes] = {}
        # The days on which use need not be noted again.
        lately = range(today.toordinal() - _TOUCHED_DAYS, today.toordinal() + 1)

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
        rows = [
            {
                "content": content,
                "suffix": suffix,
                "extractor": extractor,
                "found": data,
                "used_on": day,
            }
            for (content, suffix), data in found.items()
        ]

        def change(run: sqlite3.Connection) -> None:
            run.executemany(_TOUCH, [(day, *key, extractor) for key in self._touched])
            put(run, "extraction", rows, "content, suffix, extractor, found, used_on")
            run.execute("DELETE FROM extraction WHERE used_on < ?", (day - KEPT_DAYS,))
            shrink(run, "extraction", "length(found)", "used_on DESC, rowid DESC", room)

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

    def renew(self, reason: str, why: str) -> None:
        """Set the file aside and go on with a new one; without any where that cannot be."""
        self.close()
        self.renews = False  # once a run: a disk that damages whatever it gets would have no end
        try:
            # Another run may have done so already, and be at work with the new one.
            is_there = _identity(self.path) == self.identity
            aside = f" as {set_aside(self.path, reason).name}" if is_there else ""
            self.connection = _ready(self.path)
        except (OSError, sqlite3.Error, StateError) as error:
            if not (isinstance(error, StateError) or is_trouble(error)):
                raise
            self.trouble = f"{why}, and cannot be set aside: {_words(error)}"
        else:
            self.note = f"{why}: set aside{aside}; starting with an empty one"

    def _within(self, begin: str, act: Callable[[sqlite3.Connection], _T], otherwise: _T) -> _T:
        if self.connection is None:
            return otherwise
        try:
            with schema.transaction(self.connection, begin) as run:
                return act(run)
        except sqlite3.Error as error:
            # A newer version may have changed the tables meanwhile: no mistake of ours.
            if not is_trouble(error) and schema.is_current(self.connection):
                raise
            if self.renews and _is_damage(error):
                self.renew(_DAMAGED, _words(error))
                return self._within(begin, act, otherwise)
            self.trouble = _words(error)
            self.close()
            return otherwise


_RECALL = """
    SELECT found, used_on FROM extraction
    WHERE content = ? AND suffix = ? AND extractor = ?
    AND typeof(found) = 'blob' AND length(found) <= ?
"""
_TOUCH = "UPDATE extraction SET used_on = ? WHERE content = ? AND suffix = ? AND extractor = ?"


def open_state(path: Path, *, renews: bool = False) -> State:
    """The state at `path`, made where there is none.

    One that `renews` is a cache: a file that cannot be used is set aside, and a new one made.
    Else raises StateError for a file that is not ours. sqlite3.Error is a mistake of ours.
    """
    state = State(path, renews=renews, identity=_identity(path))
    try:
        state.connection = _ready(path)
        state.identity = _identity(path)  # there may have been none before
    except StateError as error:
        if not renews:
            raise
        state.renew(error.reason, error.what)
    except (OSError, sqlite3.Error) as error:
        if not is_trouble(error):
            raise
        if not (renews and _is_damage(error)):
            state.trouble = _words(error)
        else:
            state.renew(_DAMAGED, _words(error))
    return state


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.lstat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def is_trouble(error: Exception) -> bool:
    """Whether the disk, another program or the file is to blame, and not our own statement."""
    if isinstance(error, sqlite3.Error):
        return _code(error) in _TROUBLE
    return isinstance(error, OSError)


def _is_damage(error: Exception) -> bool:
    return isinstance(error, sqlite3.Error) and _code(error) in _DAMAGE


def _code(error: sqlite3.Error) -> int:
    """The primary result code; 0 where Python's module found the mistake."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


_DAMAGED = "damaged"
# sqlite.org/rescode.html. What is not among them (SQLITE_ERROR, _MISUSE, _RANGE, _CONSTRAINT,
# _MISMATCH) says that a statement is wrong.
_DAMAGE = frozenset(
    {
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_TOOBIG,  # a value above the bound
        sqlite3.SQLITE_INTERRUPT,  # more rows than ours ever has: the bound again
    }
)
_TROUBLE = _DAMAGE | {
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_SCHEMA,
    sqlite3.SQLITE_NOLFS,
    sqlite3.SQLITE_AUTH,
}


def _words(error: Exception) -> str:
    if isinstance(error, sqlite3.Error) and _code(error) == sqlite3.SQLITE_INTERRUPT:
        return "holds more rows than linkaudit writes"
    return getattr(error, "strerror", None) or str(error)


def _ready(path: Path) -> sqlite3.Connection:
    """Raises OSError, sqlite3.Error and StateError."""
    _make_folder(path.parent)
    # One thread at a time uses it, though not always the same: a batch written while a run
    # goes on does so beside its event loop.
    connection = sqlite3.connect(
        path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
    )
    try:
        schema.prepare(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        return
    # As other tools' folders do: the cache belongs to this folder alone.
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")


# ------------------------------------------------------------------ a file that cannot be used

SET_ASIDE = 3  # files for one reason; beyond that, the oldest makes room

# What SQLite keeps beside a file belongs to it alone: https://sqlite.org/tempfiles.html
_BESIDE = ("-wal", "-journal", "-shm")


def set_aside(path: Path, reason: str) -> Path:
    """Rename the file at `path`; returns its new name, which has `reason` in it. Raises OSError.

    Through no link: what a link in the tree leads to stays where it is.
    """
    if path.parent.is_symlink() or not stat.S_ISREG(path.lstat().st_mode):
        raise OSError("not a regular file of this folder")
    names = [f"{path.stem}.{reason}{'' if n == 1 else f'-{n}'}" for n in range(1, SET_ASIDE + 1)]
    places = [path.with_name(f"{name}{path.suffix}") for name in names]
    free = [place for place in places if not os.path.lexists(place)]
    aside = free[0] if free else min(places, key=lambda place: place.lstat().st_mtime)
    # These first: a process that makes a new file at `path` then meets nothing of the old one.
    for suffix in _BESIDE:
        with suppress(FileNotFoundError):
            os.replace(f"{path}{suffix}", f"{aside}{suffix}")
    os.replace(path, aside)
    return aside
