"""The tables of runs: what is found again, what may go, and rows that are not as we write them."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from linkaudit.store import observations
from linkaudit.store.database import State, open_state
from linkaudit.store.observations import (
    COURSE_DAYS,
    KEPT_DAYS,
    RESUMABLE,
    HistoryRow,
    LatestRow,
    NewRow,
    StepRow,
    StoredTargets,
    UnfinishedRun,
)
from linkaudit.store.rows import DAY
from linkaudit.store.schema import MIGRATIONS

A, B = b"a" * 16, b"b" * 16
NOW = 1_000 * DAY
ENTRY = NewRow(A, "https://a.example/", NOW, "1", True, '"1"', None, b"found", "ok", 200, None)
FAILED = replace(ENTRY, serves=False, etag=None, found=b"no", verdict="unreachable", status=None)


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with closing(open_state(tmp_path / "state.sqlite3")) as opened:
        yield opened


def run_of(
    state: State, *entries: NewRow, outcome: str = "clean", at: int = NOW, process: int = 7
) -> int:
    """A run that saw these; one without an outcome was killed, or goes on."""
    begun: list[int] = []

    def change(connection: sqlite3.Connection) -> None:
        begun.append(observations.begin(connection, at, process))
        observations.write(connection, begun[0], entries)
        if outcome:
            observations.finish(connection, begun[0], outcome, at, ())

    state.write(change)
    assert not state.trouble
    return begun[0]


def recalled(state: State, *targets: bytes) -> StoredTargets:
    found = observations.lookup(state, targets or (A,))
    assert found is not None
    return found


def rows(state: State, table: str) -> int:
    assert state.connection is not None
    return int(state.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608  ours


def test_what_was_written_is_recalled(state: State) -> None:
    run = run_of(state, ENTRY)

    latest = LatestRow(run, NOW, "1", True, '"1"', None, b"found")
    assert recalled(state, B, A) == StoredTargets(
        (), (None, latest), ((), (StepRow(run, NOW, "ok"),))
    )


def test_of_several_runs_the_last_speaks_and_the_course_is_kept(state: State) -> None:
    first, second, third = run_of(state, FAILED), run_of(state, ENTRY), run_of(state, FAILED)

    found = recalled(state)

    assert found.latest[0] == LatestRow(third, NOW, "1", False, None, None, b"no")
    # Since it was last well: what was before says nothing any more.
    assert found.steps == ((StepRow(second, NOW, "ok"), StepRow(third, NOW, "unreachable")),)
    assert rows(state, "course") == 3
    assert rows(state, "observation") == 1
    assert first < second < third


def test_runs_that_did_not_end_are_told_from_those_that_did(state: State) -> None:
    run_of(state, ENTRY)
    stopped = run_of(state, ENTRY, outcome="incomplete", at=NOW + 1)
    killed = run_of(state, ENTRY, outcome="", at=NOW + 2, process=8)

    assert recalled(state).unfinished == (
        UnfinishedRun(stopped, NOW + 1, 7, "incomplete"),
        UnfinishedRun(killed, NOW + 2, 8, None),
    )


def test_a_run_that_saw_nothing_after_all_was_none(state: State) -> None:
    """No network: everything is as it was before."""
    run_of(state, ENTRY)
    before = recalled(state)
    void = run_of(state, replace(FAILED, observed_at=NOW + 1), outcome="")

    def change(connection: sqlite3.Connection) -> None:
        observations.forget(connection, void, [A])
        observations.finish(connection, void, "incomplete", NOW + 2, ())

    state.write(change)

    assert recalled(state) == before
    assert rows(state, "run") == 1


def test_what_is_forgotten_and_was_never_written_takes_no_other_sight_along(state: State) -> None:
    run = run_of(state, ENTRY, outcome="")

    def change(connection: sqlite3.Connection) -> None:
        observations.forget(connection, run, [B, b"c" * 16])
        observations.finish(connection, run, "incomplete", NOW, ())

    state.write(change)

    assert [unfinished.id for unfinished in recalled(state).unfinished] == [run]


def test_what_a_run_took_over_is_its_own(state: State) -> None:
    killed = run_of(state, ENTRY, outcome="")
    later = run_of(state, replace(ENTRY, target=B), outcome="")

    state.write(lambda c: observations.finish(c, later, "clean", NOW, [(A, killed)]))

    assert [latest and latest.run for latest in recalled(state, A, B).latest] == [later, later]


def test_of_two_runs_at_once_neither_drops_what_the_other_saw_later(state: State) -> None:
    first = run_of(state, FAILED, outcome="")
    second = run_of(state, ENTRY, outcome="")

    state.write(lambda c: observations.finish(c, first, "clean", NOW, ()))

    assert recalled(state).latest[0] == LatestRow(second, NOW, "1", True, '"1"', None, b"found")


def test_a_run_whose_every_sight_was_overtaken_is_a_run_all_the_same(state: State) -> None:
    first = run_of(state, FAILED, outcome="")
    second = run_of(state, ENTRY)

    state.write(lambda c: observations.finish(c, first, "clean", NOW, ()))
    tidy(state, NOW)

    assert rows(state, "run") == 2
    assert rows(state, "course") == 2
    assert second == first + 1


def test_a_whole_course_has_every_run_in_their_order(state: State) -> None:
    moved = replace(FAILED, verdict="dead", status=404, final_url="https://b.example/")
    for entry in (FAILED, ENTRY, moved, replace(ENTRY, target=B)):
        run_of(state, entry)

    assert observations.history(state, A) == (
        HistoryRow(NOW, "unreachable", None, None),
        HistoryRow(NOW, "ok", 200, None),
        HistoryRow(NOW, "dead", 404, "https://b.example/"),
    )


# ---------------------------------------------------------------------------- what may go


def tidy(state: State, now: int, **limits: int) -> None:
    state.write(lambda connection: observations.tidy(connection, now, **limits))
    assert not state.trouble


def test_an_observation_goes_sooner_than_the_course(state: State) -> None:
    run_of(state, ENTRY)

    tidy(state, NOW + KEPT_DAYS * DAY + 1)
    assert (rows(state, "observation"), rows(state, "course")) == (0, 1)

    tidy(state, NOW + COURSE_DAYS * DAY + 1)
    assert (rows(state, "course"), rows(state, "run")) == (0, 0)


def test_beyond_their_room_the_oldest_observations_go(state: State) -> None:
    for number in range(4):
        entry = replace(ENTRY, target=bytes([number]), observed_at=NOW + number, found=b"x" * 900)
        run_of(state, entry)

    tidy(state, NOW, room=2_500)

    found = recalled(state, *(bytes([number]) for number in range(4))).latest
    assert [latest is not None for latest in found] == [False, False, True, True]


def test_beyond_their_number_the_oldest_runs_go(state: State) -> None:
    for number in range(20):
        run_of(state, ENTRY, replace(ENTRY, target=B), at=NOW + number)

    tidy(state, NOW, rows=40)
    assert rows(state, "course") == 40

    tidy(state, NOW, rows=20)
    assert rows(state, "course") == 18, "a tenth more, so that the next run has none of it to do"
    assert rows(state, "run") == 9


# ---------------------------------------------------------------- rows of somebody else's


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE observation SET found = 3",
        "UPDATE observation SET found = 'text'",
        "UPDATE observation SET observed_at = 'soon'",
        "UPDATE observation SET observed_at = -1",
        "UPDATE observation SET observed_at = 9223372036854775807",
        "UPDATE observation SET etag = x'00'",
        "UPDATE observation SET reader = 3.5, serves = 'yes'",
    ],
)
def test_an_observation_that_is_not_as_we_write_it_is_not_known(
    state: State, statement: str
) -> None:
    run_of(state, ENTRY)
    state.write(lambda connection: connection.execute(statement))

    assert recalled(state).latest == (None,)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE course SET verdict = x'00'",
        "UPDATE course SET observed_at = 'soon'",
        "UPDATE course SET observed_at = 9223372036854775807",
    ],
)
def test_a_step_that_is_not_as_we_write_it_is_left_out(state: State, statement: str) -> None:
    run_of(state, FAILED)
    state.write(lambda connection: connection.execute(statement))

    assert recalled(state).steps == ((),)
    assert observations.history(state, A) == ()


@pytest.mark.parametrize(
    "break_it",
    [
        lambda c: c.execute("DROP TABLE course"),
        lambda c: c.execute("ALTER TABLE observation DROP COLUMN found"),
        lambda c: c.execute("ALTER TABLE run RENAME COLUMN outcome TO ending"),
    ],
    ids=["a table", "a column", "another name"],
)
def test_where_a_table_is_not_ours_nothing_is_known(
    state: State, break_it: Callable[[sqlite3.Connection], object]
) -> None:
    run_of(state, ENTRY)
    state.write(break_it)

    assert observations.lookup(state, [A]) is None
    assert state.trouble


def test_a_state_of_the_first_version_keeps_what_it_has(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.execute(MIGRATIONS[0])
        old.execute("INSERT INTO extraction VALUES (x'00', '.md', '1', x'01', 3)")
        old.execute("PRAGMA application_id = 0x6C6E6B61")
        old.execute("PRAGMA user_version = 1")

    with closing(open_state(path)) as state:
        run_of(state, ENTRY)
        assert rows(state, "extraction") == 1
        assert recalled(state).latest[0] is not None


@pytest.mark.parametrize("outcome", ["", "incomplete"], ids=["killed", "stopped"])
def test_what_a_stopped_run_needs_to_go_on_is_kept_beyond_the_room(
    state: State, outcome: str
) -> None:
    """A run over 100,000 targets takes more than there is room for."""
    seen = [replace(ENTRY, target=bytes([n]), observed_at=NOW + n) for n in range(6)]
    run_of(state, *seen[3:])
    stopped = run_of(state, *seen[:3], outcome=outcome)

    tidy(state, NOW + RESUMABLE, room=0)

    assert rows(state, "observation") == 3
    assert [one and one.run for one in recalled(state, *map(bytes, ([0], [5]))).latest] == [
        stopped,
        None,
    ]

    tidy(state, NOW + RESUMABLE + 2, room=0)
    assert rows(state, "observation") == 1, "the other two are too old to be resumed"


def test_words_of_a_page_count_for_the_room(state: State) -> None:
    for number in range(4):
        words = replace(ENTRY, title="t" * 300, heading="h" * 300, opening="o" * 300)
        run_of(state, replace(words, target=bytes([number]), observed_at=NOW + number))

    tidy(state, NOW, room=2_500)

    assert rows(state, "observation") == 2
