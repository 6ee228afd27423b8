"""What all tables share: moments as numbers, rows that anybody may have written, bounded room.

Knows no table. SQLite keeps text in columns of numbers if told to, so each row that is read is
held against the types of the value it becomes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, TypeVar, get_type_hints

_T = TypeVar("_T")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_END_OF_TIME = 250_000_000_000 * 1_000_000  # microseconds; years before the last that a date has

DAY = 24 * 3600 * 1_000_000  # microseconds


def microseconds(moment: datetime) -> int:
    """A moment as tables have it: since 1970 in UTC, and never before."""
    return max((moment - _EPOCH) // _MICROSECOND, 0)


def moment(microseconds: int) -> datetime:
    """The moment of a number that `sound` let pass."""
    return _EPOCH + timedelta(microseconds=microseconds)


def sound(kind: type[_T], rows: sqlite3.Cursor) -> Iterator[_T]:
    """Each row as a value of a dataclass that has a field for each column; others are left out.

    A field `…_at` is a moment.
    """
    # mypy takes the class for unhashable because its values are; every class is hashable.
    hints = _hints(kind)  # type: ignore[arg-type]
    names = [name for name, *_ in rows.description]
    for row in rows:
        values = dict(zip(names, row, strict=True))
        if all(
            isinstance(value, hints[name])
            and (not name.endswith("_at") or 0 <= value < _END_OF_TIME)
            for name, value in values.items()
        ):
            yield kind(**values)


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def put(
    connection: sqlite3.Connection, table: str, rows: Iterable[Mapping[str, object]], columns: str
) -> None:
    """Write rows in place of those with their keys; of each, the columns named."""
    named = ", ".join(f":{column}" for column in columns.split(", "))
    connection.executemany(
        f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({named})",  # noqa: S608  all ours
        rows,
    )


def shrink(
    connection: sqlite3.Connection,
    table: str,
    size: str,
    order: str,
    room: int,
    spared: str = "0",
) -> None:
    """Drop the rows beyond some room; `order` has first what is kept longest.

    Those of which the condition `spared` is true stay in any case.
    """
    connection.execute(
        f"DELETE FROM {table} WHERE NOT ({spared}) AND rowid IN"  # noqa: S608  all ours
        f" (SELECT row FROM (SELECT rowid AS row,"
        f" total({size}) OVER (ORDER BY {order}) AS size FROM {table}) WHERE size > ?)",
        (room,),
    )
