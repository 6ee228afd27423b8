"""The file that remembers: whose it is, what it keeps, and that trouble with it is no trouble."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest

from linkaudit.errors import StateError
from linkaudit.store.database import (
    KEPT_DAYS,
    SET_ASIDE,
    Key,
    State,
    is_trouble,
    open_state,
    set_aside,
)
from linkaudit.store.schema import APPLICATION_ID, VERSION, statements
from tests.builders import TODAY

KEY: Key = (b"hash", ".md")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".linkaudit" / "state.sqlite3"


@pytest.fixture
def state(path: Path) -> Iterator[State]:
    opened = open_state(path)
    yield opened
    opened.close()


def change(path: Path, *statements: str) -> None:
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_what_was_remembered_is_recalled_by_the_next_run(path: Path, state: State) -> None:
    state.remember("1", {KEY: b"found"}, TODAY)
    state.close()

    with closing(open_state(path)) as later:
        assert later.lookup("1", [KEY, (b"other", ".md")], TODAY) == {KEY: b"found"}


@pytest.mark.parametrize(
    ("extractor", "key"), [("2", KEY), ("1", (b"hash", ".mdx")), ("1", (b"hash2", ".md"))]
)
def test_another_extractor_suffix_or_text_is_not_known(
    state: State, extractor: str, key: Key
) -> None:
    state.remember("1", {KEY: b"found"}, TODAY)

    assert state.lookup(extractor, [key], TODAY) == {}


def test_a_new_file_is_marked_and_left_out_of_version_control(path: Path, state: State) -> None:
    assert (path.parent / ".gitignore").read_text() == "*\n"
    with closing(sqlite3.connect(path)) as connection:
        marks = [
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "user_version", "journal_mode")
        ]
    assert marks == [APPLICATION_ID, VERSION, "wal"]
    assert not state.trouble


# ---------------------------------------------------------------------- whose it is


def text(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("Dear diary, this is no database at all.\n" * 20)


def another_program(path: Path) -> None:
    change(path, "CREATE TABLE extraction (a)")


def another_owner(path: Path) -> None:
    change(path, "PRAGMA application_id = 7")


def ours_with(statement: str) -> Callable[[Path], None]:
    def prepare(path: Path) -> None:
        open_state(path).close()
        change(path, statement)

    return prepare


FOREIGN = "not a state file of linkaudit; give another --state FILE, or --no-state"


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (text, FOREIGN),
        (another_program, FOREIGN),
        (another_owner, FOREIGN),
        (ours_with("CREATE TRIGGER t DELETE ON extraction BEGIN SELECT 1; END"), FOREIGN),
        (ours_with("CREATE VIEW v AS SELECT 1"), FOREIGN),
        (ours_with("PRAGMA user_version = -1"), FOREIGN),
        (
            ours_with(f"PRAGMA user_version = {VERSION + 1}"),
            "written by a newer linkaudit; install the newer version, give another --state FILE, "
            "or remove the file",
        ),
    ],
    ids=["text", "another program's", "another owner's", "trigger", "view", "negative", "newer"],
)
def test_a_file_that_is_not_ours_is_refused_and_left_alone(
    path: Path, prepare: Callable[[Path], None], words: str
) -> None:
    prepare(path)
    before = path.read_bytes()

    with pytest.raises(StateError) as raised:
        open_state(path)

    assert str(raised.value) == f"{path}: {words}"
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_state(path: Path) -> None:
    path.parent.mkdir()
    path.touch()

    with closing(open_state(path)) as state:
        state.remember("1", {KEY: b"found"}, TODAY)
        assert state.lookup("1", [KEY], TODAY) == {KEY: b"found"}


# ------------------------------------------------------------------------- what it keeps


def test_what_nobody_used_for_long_is_dropped(state: State) -> None:
    old, used = (b"old", ".md"), (b"used", ".md")
    later, late = TODAY + timedelta(days=30), TODAY + timedelta(days=KEPT_DAYS + 1)
    state.remember("1", {old: b"a", used: b"b"}, TODAY)
    state.lookup("1", [used], later)
    state.remember("1", {}, later)

    state.remember("1", {KEY: b"c"}, late)

    assert state.lookup("1", [old, used, KEY], late) == {used: b"b", KEY: b"c"}


def test_beyond_its_room_the_least_recent_is_dropped(state: State) -> None:
    keys = [(bytes([number]), ".md") for number in range(4)]
    for number, key in enumerate(keys):
        state.remember("1", {key: b"x" * 100}, TODAY + timedelta(days=number), room=250)

    assert list(state.lookup("1", keys, TODAY)) == keys[2:]


def test_a_clock_that_went_back_loses_nothing(state: State) -> None:
    state.remember("1", {KEY: b"found"}, TODAY + timedelta(days=400))

    state.lookup("1", [KEY], TODAY)
    state.remember("1", {}, TODAY)

    assert state.lookup("1", [KEY], TODAY) == {KEY: b"found"}


# ------------------------------------------------------------------------------- trouble


def test_where_nothing_can_be_written_nothing_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    state = open_state(tmp_path / "file" / "state.sqlite3")

    state.remember("1", {KEY: b"found"}, TODAY)
    assert state.lookup("1", [KEY], TODAY) == {}
    assert state.trouble


def test_a_full_disk_costs_the_memory_only(state: State) -> None:
    assert state.connection is not None
    state.connection.execute("PRAGMA max_page_count = 1")

    state.remember("1", {KEY: b"x" * 1_000_000}, TODAY)

    assert "full" in state.trouble
    assert state.lookup("1", [KEY], TODAY) == {}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE extraction SET found = 3",
        "UPDATE extraction SET found = ''",
        "UPDATE extraction SET extractor = CAST(x'ff' AS TEXT), used_on = CAST(x'ff' AS TEXT)",
    ],
)
def test_a_row_that_is_not_as_we_left_it_is_nothing_known(path: Path, statement: str) -> None:
    with closing(open_state(path)) as state:
        state.remember("1", {KEY: b"found"}, TODAY)
    change(path, statement)

    with closing(open_state(path)) as later:
        assert later.lookup("1", [KEY], TODAY) == {}


def test_pages_that_were_overwritten_raise_nothing(path: Path) -> None:
    with closing(open_state(path)) as state:
        state.remember("1", {(bytes([n]), ".md"): b"x" * 3000 for n in range(40)}, TODAY)
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * 4096 * 8)

    with closing(open_state(path)) as later:
        later.lookup("1", [(bytes([n]), ".md") for n in range(40)], TODAY)
        later.remember("1", {KEY: b"found"}, TODAY)

    assert later.trouble


def test_runs_at_the_same_time_all_finish_and_lose_nothing(path: Path) -> None:
    """One makes the file while the others open it; then all write."""
    runs, rows = 4, 25
    start = Barrier(runs)
    troubles: list[str] = []

    def run(number: int) -> None:
        start.wait()
        with closing(open_state(path)) as state:
            for row in range(rows):
                state.remember("1", {(bytes([number, row]), ".md"): b"found"}, TODAY)
            troubles.append(state.trouble)

    threads = [Thread(target=run, args=(number,)) for number in range(runs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    keys = [(bytes([number, row]), ".md") for number in range(runs) for row in range(rows)]
    with closing(open_state(path)) as state:
        assert list(state.lookup("1", keys, TODAY)) == keys
    assert troubles == [""] * runs


# ------------------------------------------------------------------ prepared by somebody

_RUN = """
    CREATE TABLE run (
        id INTEGER PRIMARY KEY, started_at INTEGER NOT NULL, finished_at INTEGER,
        outcome TEXT, process INTEGER NOT NULL, sightings INTEGER NOT NULL DEFAULT 0
    )
"""
SLOW = "length(hex(zeroblob(20000000 + id)))"


def run_with(old: str, new: str) -> tuple[str, ...]:
    assert old in _RUN
    return "DROP TABLE run", _RUN.replace(old, new)


PREPARED = {
    "a column that is computed": run_with("outcome TEXT", f"outcome TEXT AS ({SLOW})"),
    "a column that was computed": run_with("outcome TEXT", f"outcome TEXT AS ({SLOW}) STORED"),
    "a default that is computed": run_with("DEFAULT 0", "DEFAULT (random())"),
    "a check": run_with("process INTEGER NOT NULL", f"process INTEGER CHECK ({SLOW})"),
    "a collation": run_with("outcome TEXT", "outcome TEXT COLLATE NOCASE"),
    "a key of another kind": run_with("INTEGER PRIMARY KEY", "INTEGER PRIMARY KEY DESC"),
    "a counter": run_with("PRIMARY KEY", "PRIMARY KEY AUTOINCREMENT"),
    "a reference": run_with("outcome TEXT", "outcome TEXT REFERENCES course ON DELETE CASCADE"),
    "a column more": ("ALTER TABLE run ADD COLUMN more",),
    "a column less": ("ALTER TABLE run DROP COLUMN outcome",),
    "a column by another name": ("ALTER TABLE run RENAME COLUMN outcome TO result",),
    "a table less": ("DROP TABLE judged",),
    "a table more": ("CREATE TABLE more (a)",),
    "a table by another name": ("ALTER TABLE run RENAME TO runs",),
    "an index": (f"CREATE INDEX i ON run ({SLOW})",),
    "an index of some rows": (f"CREATE INDEX i ON run (id) WHERE {SLOW} > 1",),
    "a view in place of a table": ("DROP TABLE run", f"CREATE VIEW run AS SELECT {SLOW} AS id"),
    "statistics": ("ANALYZE",),
    "a schema that is no SQL": (
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = 'CREATE TABLE run no sense' WHERE name = 'run'",
    ),
    "a statement without end": (
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = 'CREATE TABLE run (a' || replace(hex(zeroblob(50000)),"
        " '00', ', a INTEGER') || ')' WHERE name = 'run'",
    ),
    "a format of a later SQLite": (
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'run'",
    ),
}


def prepared(path: Path, statements: Sequence[str]) -> None:
    open_state(path).close()
    change(path, "INSERT INTO run (started_at, process) VALUES (1, 1)")
    change(path, *statements)


@pytest.mark.parametrize("statements", PREPARED.values(), ids=PREPARED)
def test_a_file_with_other_tables_than_ours_is_never_used(
    path: Path, statements: Sequence[str]
) -> None:
    """A generated column made each row of a state of 270 KB take a while, beyond any deadline."""
    prepared(path, statements)

    with suppress(StateError):
        # It is damaged then, and not only different.
        assert open_state(path).trouble


@pytest.mark.parametrize("statements", PREPARED.values(), ids=PREPARED)
def test_a_cache_with_other_tables_than_ours_is_set_aside(
    path: Path, statements: Sequence[str]
) -> None:
    prepared(path, statements)

    with closing(open_state(path, renews=True)) as state:
        state.remember("1", {KEY: b"found"}, TODAY)
        assert state.lookup("1", [KEY], TODAY) == {KEY: b"found"}

    assert not state.trouble
    assert state.note.endswith("; starting with an empty one")


def test_ours_are_the_tables_that_the_migrations_make(path: Path) -> None:
    """What is held against the file is the text of each migration: each makes one table."""
    for version in range(VERSION + 1):
        made = path.with_name(f"{version}.sqlite3")
        change(
            made,
            *statements(0, version),
            f"PRAGMA application_id = {APPLICATION_ID}",
            f"PRAGMA user_version = {version}",
        )
        with closing(open_state(made)) as state:
            state.remember("1", {KEY: b"found"}, TODAY)
            assert state.lookup("1", [KEY], TODAY) == {KEY: b"found"}
        assert not state.trouble


def test_a_file_that_was_vacuumed_is_still_ours(path: Path) -> None:
    open_state(path).close()
    change(path, "VACUUM")

    with closing(open_state(path)) as state:
        assert not state.trouble


ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


def test_no_statement_runs_without_end(state: State) -> None:
    """SQLite's own steps are counted, and no clock is read."""
    assert state.read(lambda run: run.execute(ENDLESS).fetchone(), None) is None
    assert state.trouble == "holds more rows than linkaudit writes"


def test_a_value_above_the_bound_is_not_read(state: State) -> None:
    huge = f"SELECT length(zeroblob({2**30}) || 'x')"

    assert state.read(lambda run: run.execute(huge).fetchone(), None) is None
    assert "too big" in state.trouble


# -------------------------------------------------------------------- mistakes of our own

MISTAKES = {
    "a column too few": "INSERT INTO run VALUES (1)",
    "a column that is not there": "SELECT missing FROM run",
    "a table that is not there": "SELECT * FROM runs",
    "no SQL": "SELEKT 1",
    "two statements": "SELECT 1; SELECT 2",
    "a value for each mark": "SELECT ?",
    "a value that must be": "INSERT INTO run (id) VALUES (1)",
    "a key that is there": "INSERT INTO run VALUES (1, 1, 1, '', 1, 1), (1, 1, 1, '', 1, 1)",
    "a key that is no number": "INSERT INTO run VALUES ('x', 1, 1, '', 1, 1)",
    "a function that is not there": "SELECT missing(1)",
    "a transaction in another": "BEGIN",
    "arithmetic": "SELECT abs(-9223372036854775808)",
}


@pytest.mark.parametrize("statement", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_a_statement_is_a_bug(state: State, statement: str) -> None:
    """Else a run remembers nothing, and no test sees it."""
    with pytest.raises((sqlite3.Error, sqlite3.Warning)):
        state.write(lambda run: run.execute(statement))

    assert not state.trouble


def test_tables_that_another_program_changes_meanwhile_are_no_bug(path: Path, state: State) -> None:
    """A newer version may bring the file to its own tables while we run."""
    change(path, "ALTER TABLE extraction RENAME TO extractions")

    assert state.lookup("1", [KEY], TODAY) == {}
    assert "no such table" in state.trouble


@pytest.mark.parametrize(
    "code",
    [
        "PERM",
        "BUSY",
        "LOCKED",
        "NOMEM",
        "READONLY",
        "IOERR",
        "CORRUPT",
        "FULL",
        "CANTOPEN",
        "NOTADB",
    ],
)
def test_trouble_with_the_disk_is_no_bug(code: str) -> None:
    """Extended codes have the primary one in their lowest byte (sqlite.org/rescode.html)."""
    error = sqlite3.OperationalError("trouble")
    error.sqlite_errorcode = getattr(sqlite3, f"SQLITE_{code}") | 3 << 8

    assert is_trouble(error)


# ---------------------------------------------------------------------------- set aside


def damaged(path: Path) -> None:
    with closing(open_state(path)) as state:
        state.remember("1", {(bytes([n]), ".md"): b"x" * 3000 for n in range(40)}, TODAY)
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * 4096 * 8)


def cut(path: Path) -> None:
    damaged(path)
    os.truncate(path, 6000)


def without_head(path: Path) -> None:
    damaged(path)
    with path.open("r+b") as file:
        file.write(bytes(100))


@pytest.mark.parametrize(
    ("prepare", "name"),
    [
        (text, "state.foreign.sqlite3"),
        (another_program, "state.foreign.sqlite3"),
        (another_owner, "state.foreign.sqlite3"),
        (without_head, "state.foreign.sqlite3"),
        (ours_with(f"PRAGMA user_version = {VERSION + 1}"), "state.newer.sqlite3"),
        (ours_with(f"PRAGMA user_version = {2**31 - 1}"), "state.newer.sqlite3"),
        (ours_with("PRAGMA user_version = -1"), "state.foreign.sqlite3"),
        (ours_with("PRAGMA application_id = 7"), "state.foreign.sqlite3"),
        (cut, "state.damaged.sqlite3"),
        (damaged, "state.damaged.sqlite3"),
    ],
)
def test_a_cache_that_cannot_be_used_is_set_aside_with_the_reason_in_its_name(
    path: Path, prepare: Callable[[Path], None], name: str
) -> None:
    prepare(path)
    before = path.read_bytes()

    with closing(open_state(path, renews=True)) as state:
        assert state.lookup("1", [(bytes([39]), ".md")], TODAY) == {}
        state.remember("1", {KEY: b"found"}, TODAY)
        assert state.lookup("1", [KEY], TODAY) == {KEY: b"found"}

    assert not state.trouble
    assert f"set aside as {name}; " in state.note
    assert path.with_name(name).read_bytes() == before
    with closing(open_state(path, renews=True)) as later:
        assert later.lookup("1", [KEY], TODAY) == {KEY: b"found"}
    assert not later.note


def test_no_more_than_a_few_are_kept_aside_and_the_oldest_goes_first(path: Path) -> None:
    for number in range(SET_ASIDE + 2):
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"Diary, volume {number}. " * 100)
        os.utime(path, (number, number))
        open_state(path, renews=True).close()

    kept = [file.read_text()[:15] for file in path.parent.glob("state.foreign*.sqlite3")]
    assert sorted(kept) == ["Diary, volume 2", "Diary, volume 3", "Diary, volume 4"]


@pytest.mark.parametrize("linked", ["file", "folder"])
def test_what_a_link_leads_to_is_not_renamed(path: Path, linked: str, tmp_path: Path) -> None:
    """It may be the database of another program, and the link a stranger's."""
    theirs = tmp_path / "data" / "state.sqlite3"
    another_program(theirs)
    if linked == "file":
        path.parent.mkdir()
        path.symlink_to(theirs)
    else:
        path.parent.symlink_to(theirs.parent)

    state = open_state(path, renews=True)

    assert state.trouble.startswith("not a state file of linkaudit, and cannot be set aside: ")
    assert [file.name for file in theirs.parent.iterdir()] == ["state.sqlite3"]


def test_what_another_run_has_made_new_is_not_set_aside_again(path: Path) -> None:
    text(path)
    with closing(State(path, renews=True, identity=(0, 0))) as late:
        path.unlink()
        with closing(open_state(path)) as other:
            other.remember("1", {KEY: b"found"}, TODAY)
        late.renew("foreign", "not a state file of linkaudit")

        assert late.lookup("1", [KEY], TODAY) == {KEY: b"found"}
    assert [file.name for file in path.parent.glob("*foreign*")] == []


def test_what_was_not_yet_in_the_file_goes_with_it(path: Path) -> None:
    """A log that stayed behind would be taken for the new file's."""
    with closing(open_state(path)) as state:
        state.remember("1", {KEY: b"found"}, TODAY)
        for suffix in ("", "-wal"):
            copy = path.with_name(f"copy{suffix}")
            copy.write_bytes(Path(f"{path}{suffix}").read_bytes())
    for suffix in ("", "-wal"):
        os.replace(path.with_name(f"copy{suffix}"), f"{path}{suffix}")

    aside = set_aside(path, "newer")

    with closing(open_state(aside)) as kept:
        assert kept.lookup("1", [KEY], TODAY) == {KEY: b"found"}
    assert sorted(file.name for file in path.parent.glob("state.sqlite3*")) == []
