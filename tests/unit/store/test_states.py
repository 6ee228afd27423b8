"""A state that an earlier version wrote is lifted to this one and keeps what it has."""

import shutil
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from linkaudit.store.database import open_state
from linkaudit.store.observation_cache import target_history
from linkaudit.store.observations import NewRow, begin, lookup, write
from linkaudit.store.schema import VERSION
from linkaudit.store.verdict_history import days_of
from tests.cases.states import DOCUMENT, SEEN_AT, URI, place

NEW = NewRow(
    b"n" * 16, URI, 1, "1", True, None, None, b"{}", "ok", 200, None, "A title", domain="a.example"
)


def _write_run(connection: sqlite3.Connection, row: NewRow) -> None:
    write(connection, begin(connection, 1, 1), [row])


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_a_file_of_each_version_is_lifted_and_keeps_its_rows(version: int, tmp_path: Path) -> None:
    assert place(version).exists(), "run `python -m tests.cases.states`, and commit the file"
    path = shutil.copyfile(place(version), tmp_path / "state.sqlite3")

    with closing(open_state(path)) as state:
        assert state.connection is not None
        extractions = state.connection.execute("SELECT count(*) FROM extraction").fetchone()
        seen = target_history(state, URI)
        days = days_of(state, DOCUMENT)

        state.write(partial(_write_run, row=NEW))
        found = lookup(state, [NEW.target])

    assert (state.trouble, state.note) == ("", "")
    assert found is not None
    assert found.latest[0] is not None
    assert (found.latest[0].title, found.latest[0].found) == (NEW.title, NEW.found)
    assert extractions == (1,)
    assert [record.at for record in seen] == ([SEEN_AT] if version >= 4 else [])
    assert [day.at for day in days or ()] == ([SEEN_AT] if version >= 6 else [])
