"""What is shown of a run while it goes on."""

from threading import Event

import pytest

from linkaudit.cli.progress import in_words, logging
from linkaudit.model.protocols import Progress, Waiting


def waiting(host: str, requests: int = 1, until: float = 17.0) -> Waiting:
    return Waiting(host, requests, until, "it answered 429")


@pytest.mark.parametrize(
    ("hosts", "words"),
    [
        ([], "3 in flight, 1 failing"),
        (
            [waiting("a.example")],
            "3 in flight, 1 failing, 1 link waits for a.example, 12 s",
        ),
        (
            [waiting("a.example"), waiting("b.example", 7, 6.0)],
            "3 in flight, 1 failing, 7 links wait for b.example, 1 s, "
            "1 link waits for a.example, 12 s",
        ),
        ([waiting("past.example", until=4.9)], "3 in flight, 1 failing"),
        (
            [waiting(f"{letter}.example") for letter in "abcd"],
            "3 in flight, 1 failing, 1 link waits for a.example, 12 s, "
            "1 link waits for b.example, 12 s, and for 2 more hosts",
        ),
    ],
)
def test_it_says_which_host_is_waited_for_and_how_long(hosts: list[Waiting], words: str) -> None:
    progress = Progress(5, 10, 1, 3, waiting=tuple(hosts))

    assert in_words(progress, now=5.0) == words


def test_a_log_gets_the_latest_state_in_one_line() -> None:
    """A CI job that is silent for minutes looks like one that hangs."""
    said: list[str] = []
    enough = Event()

    def say(words: str) -> None:
        said.append(words)
        if "2 of 10" in words:  # the first may be said before the second is known
            enough.set()

    with logging(say, 0.001) as watch:
        watch(Progress(1, 10, 0, 9))
        watch(Progress(2, 10, 1, 8))
        assert enough.wait(5)

    assert said[-1] == "linkaudit: 2 of 10 targets, 8 in flight, 1 failing"


def test_a_run_that_is_over_at_once_leaves_no_line() -> None:
    said: list[str] = []

    with logging(said.append, 60) as watch:
        watch(Progress(1, 1, 0, 0))

    assert said == []
