"""State files of every version of the schema, each as its version left it.

When you add a migration, run `python -m tests.cases.states` and commit the new file. A file that
is there is never made again: it is what users have.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from linkaudit.store import schema

HERE = Path(__file__).parent

# What the rows of `rows.sql` are about: a target and a document, by their hashes, and a moment.
URI = "https://a.example/page"
DOCUMENT = "article.md"
SEEN_AT = datetime(2026, 11, 23, 6, tzinfo=UTC)


def place(version: int) -> Path:
    return HERE / f"v{version}.sqlite3"


def make(version: int) -> None:
    """The file of a version, with a row in each table that the version has."""
    with closing(sqlite3.connect(place(version), isolation_level=None)) as connection:
        for statement in schema.statements(0, version):
            connection.execute(statement)
        tables = {name for [name] in connection.execute("SELECT name FROM sqlite_schema")}
        for row in (HERE / "rows.sql").read_text(encoding="utf-8").split("\n\n"):
            if row.split()[2] in tables:  # INSERT INTO table
                connection.execute(row)
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
