"""Which files are as they were when their links were listed: told without reading them.

Knows what the system says of a file and what the state noted; what a listing says, it does not.
As in git's index, size, number and times must all be the same, and a file that had changed just
before it was read is not noted: by a coarse clock, it could change again at the same time.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from linkaudit.files.find import STDIN, File
from linkaudit.store.database import KEPT_DAYS, LARGEST, State, recent

KEPT_BYTES = 20 * 1024 * 1024
COARSE = timedelta(seconds=2)  # the steps in which FAT counts time
_AT_ONCE = 500  # values in one statement; before 3.32, SQLite takes 999 at most

_Row = tuple[bytes, object, bytes | None, object]


@dataclass(slots=True)
class FileIndex:
    """The files of one run, as earlier ones left them."""

    state: State
    made_by: str
    """The versions of all that makes a listing of a file."""
    moment: datetime
    """From before the first file was looked at."""
    _seen: dict[str, tuple[bytes, os.stat_result]] = field(default_factory=dict)
    """Each file by its shown path: where it lies, and how it was before anybody read it."""

    def lookup(self, files: Iterable[File]) -> dict[str, bytes]:
        """The listing of each file that did not change, by its shown path."""
        by_key: dict[bytes, File] = {}
        for file in files:
            status = _look(file.path) if file.path != STDIN else None
            if status is not None:
                key = os.fsencode(file.path)
                by_key[key], self._seen[file.shown] = file, (key, status)
        known: dict[str, bytes] = {}
        old: list[bytes] = []
        lately = recent(self.moment.date())
        for key, noted, listing, used_on in self._rows([*by_key]):
            file = by_key[key]
            # A report of ours holds nothing to audit, unless somebody names it.
            is_said = listing is not None or not file.is_named
            if is_said and noted == stat_signature(self._seen[file.shown][1]):
                known[file.shown] = listing or b""
                if used_on not in lately:
                    old.append(key)
        self._touch(old)
        return known

    def note(self, listings: Mapping[str, bytes | None]) -> None:
        """Keep what was listed of files by their shown paths; None for a report of ours."""
        day = self.moment.toordinal()
        rows = [
            (*place, self.made_by, listing, day)
            for shown, listing in listings.items()
            if (place := self._settled(shown)) is not None
        ]

        def change(run: sqlite3.Connection) -> None:
            run.executemany(_NOTE, rows)
            run.execute("DELETE FROM file WHERE used_on < ?", (day - KEPT_DAYS,))
            run.execute(_SHRINK, (KEPT_BYTES,))

        if rows:
            self.state.write(change)

    def _rows(self, keys: list[bytes]) -> list[_Row]:
        def query(run: sqlite3.Connection) -> list[_Row]:
            rows: list[_Row] = []
            for start in range(0, len(keys), _AT_ONCE):
                some = keys[start : start + _AT_ONCE]
                marks = ",".join("?" * len(some))
                rows += run.execute(_RECALL.format(marks), (self.made_by, LARGEST, *some))
            return rows

        return self.state.read(query, [])

    def _touch(self, keys: list[bytes]) -> None:
        rows = [(self.moment.toordinal(), key) for key in keys]
        if rows:
            self.state.write(lambda run: run.executemany(_TOUCH, rows))

    def _settled(self, shown: str) -> tuple[bytes, str] | None:
        """Where a file lies, and how it was, if it had been so for a while."""
        key, status = self._seen.get(shown, (b"", None))
        if status is None or status.st_ctime >= (self.moment - COARSE).timestamp():
            return None
        return key, stat_signature(status)


def _look(path: str) -> os.stat_result | None:
    """What the system says of a file; None where that would not tell of every change."""
    if os.name == "nt":  # there, `st_ctime` is when the file was made
        return None
    try:
        return os.stat(path)
    except OSError:
        return None


def stat_signature(status: os.stat_result) -> str:
    """Nobody can set the time of change, so it also tells of a file whose other times were."""
    times = f"{status.st_mtime_ns} {status.st_ctime_ns}"
    return f"{status.st_dev} {status.st_ino} {status.st_size} {times}"


_RECALL = """
    SELECT path, stamp, listing, used_on FROM file
    WHERE made_by = ? AND typeof(listing) IN ('blob', 'null') AND ifnull(length(listing), 0) <= ?
    AND path IN ({})
"""
_TOUCH = "UPDATE file SET used_on = ? WHERE path = ?"
_NOTE = """
    INSERT OR REPLACE INTO file (path, stamp, made_by, listing, used_on) VALUES (?, ?, ?, ?, ?)
"""
_SHRINK = """
    DELETE FROM file WHERE rowid IN (
        SELECT row FROM (
            SELECT rowid AS row, sum(length(path) + ifnull(length(listing), 0) + 100)
                OVER (ORDER BY used_on DESC, rowid DESC) AS size
            FROM file
        ) WHERE size > ?
    )
"""
