"""The moment by which a run ends: nothing goes on beyond it, and nothing ends before."""

import threading
from collections.abc import Callable

import pytest

from linkaudit.extract.registry import extract_in_time
from linkaudit.model.deadline import NO_DEADLINE, Deadline, OutOfTime
from tests.builders import document


class AtOnce(threading.Timer):
    """An alarm that does not wait."""

    def __init__(self, _: float, strike: Callable[[], None]) -> None:
        super().__init__(0, strike)


class Never(threading.Timer):
    """An alarm that is too late."""

    def start(self) -> None:
        """Nothing comes of it."""


def for_ever() -> None:
    while True:
        pass


def test_what_is_at_work_at_the_deadline_ends() -> None:
    deadline = Deadline(1, lambda: 0.0, AtOnce)

    with pytest.raises(OutOfTime):
        deadline.within(for_ever)

    assert deadline.has_struck


def test_in_a_thread_too() -> None:
    """A program may call the library beside its event loop."""
    deadline, ended = Deadline(1, lambda: 0.0, AtOnce), []

    def work() -> None:
        try:
            deadline.within(for_ever)
        except OutOfTime:
            ended.append(True)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(60)

    assert ended == [True]


def test_after_the_deadline_nothing_begins() -> None:
    times = iter([0.0, 1.0, 1.0])
    deadline = Deadline(1, lambda: next(times), Never)

    with pytest.raises(OutOfTime):
        deadline.within(lambda: pytest.fail("it began"))

    assert deadline.has_struck


def test_what_ends_in_time_is_left_alone() -> None:
    deadline = Deadline(1, lambda: 0.0, Never)

    assert deadline.within(lambda: "done") == "done"
    assert not deadline.has_struck


def test_without_a_deadline_there_is_all_the_time() -> None:
    assert NO_DEADLINE.left is None
    assert NO_DEADLINE.within(lambda: "done") == "done"
    NO_DEADLINE.check()


def test_seconds_that_are_left_are_never_below_none() -> None:
    times = iter([10.0, 10.5, 13.0])
    deadline = Deadline(2, lambda: next(times))

    assert [deadline.left, deadline.left] == [1.5, 0.0]


def test_documents_that_were_not_read_in_time_are_problems() -> None:
    """JSON's `problems`: nothing is dropped in silence."""
    times = iter([0.0, 1.0, 1.0])
    deadline = Deadline(1, lambda: next(times), Never)

    (extraction,) = extract_in_time([document("[a](b)")], deadline)

    assert extraction.is_unread
    assert extraction.links == ()
    assert "deadline" in extraction.problems[0].message
