"""What did not change is known without reading it, and what changed in any way is not."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from linkaudit.extract.registry import SUFFIXES
from linkaudit.files.find import find_files
from linkaudit.store import file_index
from linkaudit.store.database import KEPT_DAYS, State, open_state
from linkaudit.store.file_index import FileIndex, stat_signature
from tests.ticks import LATER, tick

STAMPED = ["st_dev", "st_ino", "st_size", "st_mtime_ns", "st_ctime_ns"]
LISTING = b"1:1  inline     https://a.example/\n"


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with closing(open_state(tmp_path / "memory" / "state.sqlite3")) as opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_text("[a](https://a.example/)\n")
    return path


def known(state: State, file: Path, moment: datetime = LATER, made_by: str = "1") -> bytes | None:
    files = find_files([], file.parent, SUFFIXES)
    return FileIndex(state, made_by, moment).lookup(files).get("a.md")


def note(state: State, file: Path, listing: bytes | None, moment: datetime = LATER) -> None:
    run = FileIndex(state, "1", moment)
    run.lookup(find_files([], file.parent, SUFFIXES))
    run.note({"a.md": listing})


def rewritten_at_its_old_time(file: Path) -> None:
    status = file.stat()
    file.write_text(file.read_text().replace("a.example", "b.example"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def replaced(file: Path) -> None:
    other = file.with_suffix(".new")
    other.write_bytes(file.read_bytes())
    os.replace(other, file)


def linked(file: Path) -> None:
    other = file.with_suffix(".txt")
    other.write_bytes(file.read_bytes())
    file.unlink()
    file.symlink_to(other)


CHANGES: list[Callable[[Path], object]] = [
    rewritten_at_its_old_time,
    replaced,
    linked,
    Path.touch,
    lambda file: file.write_text(""),
    lambda file: file.chmod(0o640),
]


def test_what_did_not_change_is_known_to_later_runs(state: State, file: Path) -> None:
    assert known(state, file) is None

    note(state, file, LISTING)

    assert known(state, file) == LISTING


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_in_any_way_is_not_known(
    change: Callable[[Path], object], state: State, file: Path
) -> None:
    """As git-update-index(1) has it; the time of change is one that nobody can set."""
    note(state, file, LISTING)

    tick(file)
    change(file)

    assert known(state, file) is None


@pytest.mark.parametrize("number", STAMPED)
def test_every_number_of_a_file_counts(number: str) -> None:
    """Some systems leave the time of change as it was where one file takes another's name."""
    numbers = {name: getattr(os.stat(__file__), name) for name in STAMPED}
    other = numbers | {number: numbers[number] + 1}

    stamps = [
        stat_signature(cast(os.stat_result, SimpleNamespace(**some))) for some in (numbers, other)
    ]

    assert stamps[0] != stamps[1]


def test_a_file_that_changed_while_it_was_read_is_not_known(state: State, file: Path) -> None:
    run = FileIndex(state, "1", LATER)
    run.lookup(find_files([], file.parent, SUFFIXES))
    tick(file)
    file.write_text("as it is when it is read")
    run.note({"a.md": LISTING})

    assert known(state, file) is None


def test_a_file_that_had_just_changed_is_read_again(state: State, file: Path) -> None:
    """As git has it, "racy": by a coarse clock it can change again at the same time."""
    changed = datetime.fromtimestamp(file.stat().st_ctime, UTC)

    note(state, file, LISTING, changed + timedelta(seconds=1.9))
    assert known(state, file) is None

    note(state, file, LISTING, changed + timedelta(seconds=2.1))
    assert known(state, file) == LISTING


def test_a_report_of_ours_is_known_unless_somebody_names_it(state: State, file: Path) -> None:
    note(state, file, None)
    run = FileIndex(state, "1", LATER)

    assert run.lookup(find_files([], file.parent, SUFFIXES)) == {"a.md": b""}
    assert run.lookup(find_files(["a.md"], file.parent, SUFFIXES)) == {}


def test_another_version_is_told_nothing(state: State, file: Path) -> None:
    note(state, file, LISTING)

    assert known(state, file, made_by="2") is None


def test_more_files_than_one_statement_takes_are_all_known(state: State, tmp_path: Path) -> None:
    names = [f"{number}.md" for number in range(1100)]
    for name in names:
        (tmp_path / name).touch()
    files = find_files([], tmp_path, SUFFIXES)
    run = FileIndex(state, "1", LATER)
    run.lookup(files)

    run.note({name: name.encode() for name in names})

    assert FileIndex(state, "1", LATER).lookup(files) == {name: name.encode() for name in names}


def test_names_are_any_bytes(state: State, tmp_path: Path) -> None:
    """POSIX names are bytes, and a state keeps them as such."""
    name = os.fsdecode(b"\xff.md")
    (tmp_path / name).touch()
    files = find_files([], tmp_path, SUFFIXES)
    run = FileIndex(state, "1", LATER)
    run.lookup(files)

    run.note({name: LISTING})

    assert FileIndex(state, "1", LATER).lookup(files) == {name: LISTING}


def test_a_file_called_as_standard_input_is_not_taken_for_it(
    state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "-").touch()
    run = FileIndex(state, "1", LATER)
    run.lookup(find_files(["-"], tmp_path, SUFFIXES))

    run.note({"-": LISTING})

    assert FileIndex(state, "1", LATER).lookup(find_files(["-"], tmp_path, SUFFIXES)) == {}


def test_what_is_used_is_kept_and_the_rest_is_dropped(state: State, tmp_path: Path) -> None:
    for name in ("old.md", "used.md"):
        (tmp_path / name).touch()
    files = find_files([], tmp_path, SUFFIXES)
    late = LATER + timedelta(days=KEPT_DAYS + 1)
    run = FileIndex(state, "1", LATER)
    run.lookup(files)
    run.note({"old.md": LISTING, "used.md": LISTING})

    FileIndex(state, "1", LATER + timedelta(days=30)).lookup(
        find_files(["used.md"], tmp_path, SUFFIXES)
    )
    (tmp_path / "new.md").touch()
    run = FileIndex(state, "1", late)
    run.lookup(find_files(["new.md"], tmp_path, SUFFIXES))
    run.note({"new.md": LISTING})

    known = FileIndex(state, "1", late).lookup(find_files([], tmp_path, SUFFIXES))
    assert known.keys() == {"used.md", "new.md"}


def test_beyond_its_room_the_least_recent_is_dropped(state: State, tmp_path: Path) -> None:
    size = file_index.KEPT_BYTES // 3
    for number in range(4):
        (tmp_path / f"{number}.md").touch()
        run = FileIndex(state, "1", LATER + timedelta(days=number))
        run.lookup(find_files([], tmp_path, SUFFIXES))
        run.note({f"{number}.md": bytes(size)})

    known = FileIndex(state, "1", LATER).lookup(find_files([], tmp_path, SUFFIXES))

    assert known.keys() == {"2.md", "3.md"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE file SET listing = 'text'",
        "UPDATE file SET listing = 3",
        "UPDATE file SET stamp = 3",
        "UPDATE file SET stamp = x'ff'",
        "UPDATE file SET listing = zeroblob(40000000)",
        "DROP TABLE file",
    ],
)
def test_a_table_that_is_not_as_we_left_it_is_nothing_known(
    statement: str, state: State, file: Path
) -> None:
    note(state, file, LISTING)
    assert state.connection is not None
    state.connection.execute(statement)

    assert known(state, file) is None
