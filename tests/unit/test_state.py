"""The file that remembers: whose it is, what it keeps, and that trouble with it is no trouble."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest

from linkaudit.errors import StateError
from linkaudit.state import APPLICATION_ID, KEPT_DAYS, VERSION, Key, State, open_state
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
        assert later.recall("1", [KEY, (b"other", ".md")], TODAY) == {KEY: b"found"}


@pytest.mark.parametrize(
    ("extractor", "key"), [("2", KEY), ("1", (b"hash", ".mdx")), ("1", (b"hash2", ".md"))]
)
def test_another_extractor_suffix_or_text_is_not_known(
    state: State, extractor: str, key: Key
) -> None:
    state.remember("1", {KEY: b"found"}, TODAY)

    assert state.recall(extractor, [key], TODAY) == {}


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


FOREIGN = "not a state of linkaudit; give another --state FILE, or --no-state"


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (text, FOREIGN),
        (another_program, FOREIGN),
        (another_owner, FOREIGN),
        (ours_with("CREATE TRIGGER t DELETE ON extraction BEGIN SELECT 1; END"), FOREIGN),
        (ours_with("CREATE VIEW v AS SELECT 1"), FOREIGN),
        (
            ours_with(f"PRAGMA user_version = {VERSION + 1}"),
            "written by a newer linkaudit; install that one, give another --state FILE, "
            "or remove the file",
        ),
    ],
    ids=["text", "another program's", "another owner's", "trigger", "view", "newer"],
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
        assert state.recall("1", [KEY], TODAY) == {KEY: b"found"}


# ------------------------------------------------------------------------- what it keeps


def test_what_nobody_used_for_long_is_dropped(state: State) -> None:
    old, used = (b"old", ".md"), (b"used", ".md")
    later, late = TODAY + timedelta(days=30), TODAY + timedelta(days=KEPT_DAYS + 1)
    state.remember("1", {old: b"a", used: b"b"}, TODAY)
    state.recall("1", [used], later)
    state.remember("1", {}, later)

    state.remember("1", {KEY: b"c"}, late)

    assert state.recall("1", [old, used, KEY], late) == {used: b"b", KEY: b"c"}


def test_beyond_its_room_the_least_recent_is_dropped(state: State) -> None:
    keys = [(bytes([number]), ".md") for number in range(4)]
    for number, key in enumerate(keys):
        state.remember("1", {key: b"x" * 100}, TODAY + timedelta(days=number), room=250)

    assert list(state.recall("1", keys, TODAY)) == keys[2:]


def test_a_clock_that_went_back_loses_nothing(state: State) -> None:
    state.remember("1", {KEY: b"found"}, TODAY + timedelta(days=400))

    state.recall("1", [KEY], TODAY)
    state.remember("1", {}, TODAY)

    assert state.recall("1", [KEY], TODAY) == {KEY: b"found"}


# ------------------------------------------------------------------------------- trouble


def test_where_nothing_can_be_written_nothing_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    state = open_state(tmp_path / "file" / "state.sqlite3")

    state.remember("1", {KEY: b"found"}, TODAY)
    assert state.recall("1", [KEY], TODAY) == {}
    assert state.trouble


def test_a_full_disk_costs_the_memory_only(state: State) -> None:
    assert state.connection is not None
    state.connection.execute("PRAGMA max_page_count = 1")

    state.remember("1", {KEY: b"x" * 1_000_000}, TODAY)

    assert "full" in state.trouble
    assert state.recall("1", [KEY], TODAY) == {}


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE extraction",
        "UPDATE extraction SET found = 3",
        "UPDATE extraction SET found = ''",
    ],
)
def test_a_table_that_is_not_as_we_left_it_is_nothing_known(path: Path, statement: str) -> None:
    with closing(open_state(path)) as state:
        state.remember("1", {KEY: b"found"}, TODAY)
    change(path, statement)

    with closing(open_state(path)) as later:
        assert later.recall("1", [KEY], TODAY) == {}


def test_pages_that_were_overwritten_raise_nothing(path: Path) -> None:
    with closing(open_state(path)) as state:
        state.remember("1", {(bytes([n]), ".md"): b"x" * 3000 for n in range(40)}, TODAY)
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * 4096 * 8)

    with closing(open_state(path)) as later:
        later.recall("1", [(bytes([n]), ".md") for n in range(40)], TODAY)
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
        assert list(state.recall("1", keys, TODAY)) == keys
    assert troubles == [""] * runs
