"""What earlier runs said of documents: what is new since, what is kept, and rows of others."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from linkaudit.model.report import (
    Comparison,
    Finding,
    Level,
    PreviousRun,
    PreviousVerdict,
    Report,
    Result,
    Verdict,
)
from linkaudit.store import verdict_history
from linkaudit.store.database import State, open_state
from linkaudit.store.verdict_history import KEPT_DAYS, compare, days_of
from tests.builders import NOON, finding, link, old_name, report, result

DAY = timedelta(days=1)
ENDED = finding("service-ended", Verdict.RETIRED)
SKIPPED = finding("skipped", Verdict.SKIPPED, Level.NONE)


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with closing(open_state(tmp_path / "state.sqlite3")) as opened:
        yield opened


def one(*found: Finding, uri: str = "https://a.example/", path: str = "a.md") -> Result:
    return result(*found, link=link(uri, path=path))


def told(state: State, *results: Result, at: datetime = NOON, also: Sequence[str] = ()) -> None:
    """A run that finished then, over the documents of these links and `also`."""
    paths = {*(item.link.path for item in results), *also}
    made = report(*results, finished_at=at, documents=sorted(paths))
    state.write(partial(verdict_history.write, report=made))
    assert not state.trouble


def now(state: State, *results: Result) -> Report:
    return compare(report(*results, finished_at=NOON + 9 * DAY), state)


def only(made: Report) -> PreviousVerdict | None:
    return made.results[0].before


# --------------------------------------------------------------------------- what is new


def test_the_first_run_has_nothing_to_compare_with(state: State) -> None:
    made = now(state, one(finding()))

    assert made.compared == Comparison(None)
    assert only(made) is None
    assert made.earlier == ()


CHANGES = {
    "as it was": ([finding()], [finding()], PreviousVerdict(Verdict.DEAD)),
    "worse": ([], [finding()], PreviousVerdict(Verdict.OK, frozenset({"not-found"}))),
    "well again": ([finding()], [], PreviousVerdict(Verdict.DEAD)),
    "one more": (
        [ENDED],
        [ENDED, finding()],
        PreviousVerdict(Verdict.RETIRED, frozenset({"not-found"})),
    ),
    "one less": ([ENDED, finding()], [ENDED], PreviousVerdict(Verdict.DEAD)),
    "not looked at then": ([SKIPPED], [finding()], PreviousVerdict(Verdict.SKIPPED)),
    "another": ([finding()], [ENDED], PreviousVerdict(Verdict.DEAD, frozenset({"service-ended"}))),
}


@pytest.mark.parametrize(("then", "since", "expected"), CHANGES.values(), ids=CHANGES)
def test_a_link_is_held_against_the_last_run(
    state: State, then: list[Finding], since: list[Finding], expected: PreviousVerdict
) -> None:
    told(state, one(*then))

    made = now(state, one(*since))

    assert only(made) == expected
    assert made.compared == Comparison(NOON)


def test_a_link_that_was_not_there_has_no_verdict_of_then(state: State) -> None:
    told(state, one())

    made = now(state, one(finding(), uri="https://new.example/"))

    assert only(made) == PreviousVerdict(None, frozenset({"not-found"}))


def test_it_is_the_last_run_over_the_same_document_that_counts(state: State) -> None:
    told(state, one(finding()))
    told(state, one(), at=NOON + DAY)
    told(state, one(finding(), path="b.md"), at=NOON + 2 * DAY)

    made = now(state, one(finding()))

    assert only(made) == PreviousVerdict(Verdict.OK, frozenset({"not-found"}))
    assert made.compared == Comparison(NOON + DAY)


def test_a_document_that_was_added_is_compared_with_nothing(state: State) -> None:
    told(state, one())

    made = now(state, one(), one(finding(), path="b.md"))

    assert [item.before is None for item in made.results] == [False, True]
    assert made.compared == Comparison(NOON, added=1)


def test_what_is_new_in_the_text_is_marked(state: State) -> None:
    first, second = old_name(line=1), old_name("Cog Wheel", line=2)
    state.write(partial(verdict_history.write, report=report(text_findings=[first])))

    made = compare(report(text_findings=[first, second]), state)

    assert [remark.is_new for remark in made.text_findings] == [False, True]


def test_standard_input_is_another_document_each_time(state: State) -> None:
    told(state, one(path="-"))

    made = now(state, one(finding(), path="-"))

    assert (made.compared, only(made)) == (None, None)


def test_after_trouble_nothing_is_said(state: State) -> None:
    told(state, one())
    state.write(lambda run: run.execute("DROP TABLE judged"))

    assert now(state, one()).compared is None
    assert state.trouble


# ------------------------------------------------------------------------ what came before


def test_earlier_runs_are_counted_by_verdict_the_oldest_first(state: State) -> None:
    other = one(uri="https://b.example/")
    told(state, one(), other)
    told(state, one(finding()), other, at=NOON + DAY)

    assert now(state, one()).earlier == (
        PreviousRun(NOON, {Verdict.OK: 2}),
        PreviousRun(NOON + DAY, {Verdict.DEAD: 1, Verdict.OK: 1}),
    )


def test_two_links_alike_are_two(state: State) -> None:
    told(state, one(), one())

    assert now(state, one()).earlier[0].counts == {Verdict.OK: 2}


def test_of_several_runs_on_a_day_the_last_speaks(state: State) -> None:
    told(state, one(finding()))
    told(state, one(), at=NOON + timedelta(hours=1))

    assert now(state, one()).earlier == (PreviousRun(NOON + timedelta(hours=1), {Verdict.OK: 1}),)


def test_a_run_over_a_part_of_the_documents_is_no_earlier_one(state: State) -> None:
    """Its few links would look like a day on which most had gone."""
    a, b = one(), one(path="b.md")
    told(state, a, b)
    told(state, a, at=NOON + DAY)
    told(state, a, b, at=NOON + 2 * DAY)

    assert [day.at for day in now(state, a, b).earlier] == [NOON, NOON + 2 * DAY]


def test_before_a_document_was_there_runs_did_without_it(state: State) -> None:
    a, b = one(), one(path="b.md")
    told(state, a)
    told(state, a, b, at=NOON + DAY)

    assert [sum(day.counts.values()) for day in now(state, a, b).earlier] == [1, 2]


def test_other_documents_of_a_run_are_left_out(state: State) -> None:
    told(state, one(), one(finding(), path="b.md"))

    assert now(state, one()).earlier == (PreviousRun(NOON, {Verdict.OK: 1}),)


def test_a_document_without_links_was_audited_all_the_same(state: State) -> None:
    told(state, also=["a.md"])

    assert now(state, one()).earlier == (PreviousRun(NOON, {}),)
    assert only(now(state, one(finding()))) == PreviousVerdict(None, frozenset({"not-found"}))


def test_of_each_document_so_many_days_are_kept(state: State) -> None:
    told(state, one(path="b.md"))
    for number in range(KEPT_DAYS + 5):
        told(state, one(), at=NOON + number * DAY)

    kept = days_of(state, "a.md")

    assert kept is not None
    assert [day.at for day in kept] == [NOON + n * DAY for n in range(5, KEPT_DAYS + 5)]
    assert len(days_of(state, "b.md") or ()) == 1


def test_documents_that_nobody_audits_are_forgotten_at_last(state: State) -> None:
    told(state, one(path="b.md"))
    told(state, one(), at=NOON + 400 * DAY)
    assert days_of(state, "b.md")

    told(state, one(), at=NOON + 401 * DAY)
    assert days_of(state, "b.md") == ()


# ---------------------------------------------------------------- rows of somebody else's


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE judged SET found = x'00'",
        "UPDATE judged SET found = 'text'",
        "UPDATE judged SET found = 3",
        "UPDATE judged SET found = CAST('[]' AS BLOB)",
        'UPDATE judged SET found = CAST(\'{"links": {"fine": "a"}, "findings": ""}\' AS BLOB)',
        'UPDATE judged SET found = CAST(\'{"links": {"ok": 3}, "findings": ""}\' AS BLOB)',
        'UPDATE judged SET found = CAST(\'{"links": {}, "findings": []}\' AS BLOB)',
        "UPDATE judged SET finished_at = 'soon'",
        "UPDATE judged SET finished_at = -1",
        "UPDATE judged SET finished_at = 9223372036854775807",
    ],
)
def test_a_day_that_is_not_as_we_write_it_is_not_known(state: State, statement: str) -> None:
    told(state, one())
    state.write(lambda run: run.execute(statement))

    assert days_of(state, "a.md") == ()
    assert now(state, one()).compared == Comparison(None)


@pytest.mark.parametrize(
    "counts", ["", "[]", "3", "null", '{"fine": 1}', '{"ok": "x"}', '{"ok": 1.5}', '{"ok": true}']
)
def test_counts_that_are_not_as_we_write_them_are_left_out(state: State, counts: str) -> None:
    told(state, one())
    state.write(lambda run: run.execute("UPDATE judged SET counts = ?", (counts,)))

    assert now(state, one()).earlier == ()


def test_no_path_and_no_destination_stands_in_the_file(state: State) -> None:
    told(state, one(finding(), uri="https://a.example/?token=hush", path="secret/a.md"))
    state.close()

    held = b"".join(p.read_bytes() for p in state.path.parent.iterdir())
    assert b"a.example" not in held
    assert b"secret" not in held
