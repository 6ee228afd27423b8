"""Pace as the servers see it: their own logs say whether a run was polite.

Through the real command line. What the pace of a host is made of is tested elsewhere; here
are the promises: a wait that was named is kept for all of a host, a limit is learnt, trouble
is left alone, and nobody else waits for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import anyio
import pytest

from tests.web.misbehaving import MisbehavingWeb
from tests.web.misbehaving_bytes import cut
from tests.web.misbehaving_run import document, ended, let_time_pass, linkaudit, read_until, started
from tests.web.misbehaving_statuses import GONE, always
from tests.web.misbehaving_talk import HEALTHY, Behaviour, Header, Talk, message, says

QUICK = ("--timeout", "5", "--link-timeout", "30", "--deadline", "40")
PATIENT = ("--timeout", "200", "--link-timeout", "400")
NAMED = 50  # seconds in Retry-After
OTHERS = [f"http://other-{number % 2}.example/{number}" for number in range(20)]


class Closed:
    """Refuses everyone until it is opened, and names a time to wait."""

    def __init__(self, status: int) -> None:
        self._refusal = message(status, ("Retry-After", str(NAMED)), body=b"later")
        self.is_open = False

    async def __call__(self, talk: Talk) -> None:
        await talk.say(HEALTHY if self.is_open else self._refusal)


class Bucket:
    """Allows so many requests a second after a burst; 429 beyond."""

    def __init__(self, rate: float, burst: int, *headers: Header) -> None:
        self._rate = rate
        self._burst = float(burst)
        self._left = self._burst
        self._seen = 0.0
        self._refusal = message(429, *headers, body=b"slow down")
        self.refused = 0

    async def __call__(self, talk: Talk) -> None:
        gained = (talk.asked.at - self._seen) * self._rate
        self._left, self._seen = min(self._left + gained, self._burst), talk.asked.at
        if self._left >= 1:
            self._left -= 1
            await talk.say(HEALTHY)
        else:
            self.refused += 1
            await talk.say(self._refusal)


class Crowd:
    """Two behaviours: one that answers at once, one that waits until so many were answered."""

    def __init__(self, many: int) -> None:
        self._left = many
        self._all_answered = anyio.Event()

    async def quick(self, talk: Talk) -> None:
        await talk.say(HEALTHY)
        self._left -= 1
        if not self._left:
            self._all_answered.set()

    async def slow(self, talk: Talk) -> None:
        await self._all_answered.wait()
        await talk.say(HEALTHY)


@contextmanager
def serving(behave: Behaviour, others: Behaviour | None = None) -> Iterator[MisbehavingWeb]:
    """The host of the test, and two beside it."""
    beside = others or says(HEALTHY)
    hosts = {"busy.example": behave, "other-0.example": beside, "other-1.example": beside}
    with MisbehavingWeb(hosts) as web:
        yield web


def busy(count: int) -> list[str]:
    return [f"http://busy.example/{number}" for number in range(count)]


@pytest.mark.parametrize("status", [429, 503])
def test_a_named_wait_holds_the_whole_host_and_nobody_else(status: int, tmp_path: Path) -> None:
    """RFC 9110 §10.2.3. Fewer slots than links that wait: waiting must hold none of them."""
    closed = Closed(status)
    path = document(tmp_path, [*busy(4), *OTHERS])
    slots = ("--concurrency", "3", "--per-host", "2", "--verbose")

    with serving(closed) as web:
        process = started(path, *PATIENT, *slots, *web.options())
        read_until(process, OTHERS)
        refused = len(web.requests_to("busy.example"))
        closed.is_open = True
        for more in range(1, 5):  # no two at once: it has shown a limit
            let_time_pass(process)
            web.wait_for(lambda: len(web.requests_to("busy.example")) >= refused + more)  # noqa: B023
        run = ended(process)

    assert set(run.verdicts.values()) == {"ok"}
    assert 1 <= refused <= 2, "more than were under way when the first was refused"


@pytest.mark.parametrize("headers", [(), (("Retry-After", "1"),)], ids=["alone", "with a wait"])
def test_the_rate_that_a_host_allows_is_learnt(headers: tuple[Header, ...], tmp_path: Path) -> None:
    """Five a second after a burst of ten: few refusals."""
    bucket = Bucket(5, 10, *headers)
    path = document(tmp_path, [*busy(20), *OTHERS])

    with serving(bucket) as web:
        run = linkaudit(path, *QUICK, *web.options())

    assert set(run.verdicts.values()) == {"ok"}
    # Three in the benchmarks; a machine with other work mistimes some more. Without learning,
    # each of the ten beyond the burst would be refused, and most of them again.
    assert bucket.refused <= 9


@pytest.mark.parametrize("behave", [always(500), always(503), cut()], ids=["500", "503", "cut off"])
def test_a_host_in_trouble_is_left_alone(behave: Behaviour, tmp_path: Path) -> None:
    """The breaker opens after five straight failures, and half-opens once: no storm."""
    path = document(tmp_path, [*busy(40), *OTHERS])

    with serving(behave) as web:
        run = linkaudit(path, *QUICK, "--retries", "1", *web.options())

    assert {run.verdicts[url] for url in busy(40)} == {"unreachable"}
    assert {run.verdicts[url] for url in OTHERS} == {"ok"}
    # Five, the one that looks whether it is over, and those under way meanwhile.
    assert len(web.requests_to("busy.example")) <= 5 + 1 + 16


def test_pages_that_are_gone_are_no_trouble_of_their_host(tmp_path: Path) -> None:
    """A 404 is an answer like any other: every link is asked, and twice."""
    path = document(tmp_path, busy(20))

    with serving(says(GONE)) as web:
        run = linkaudit(path, *QUICK, "--retries", "1", *web.options())

    assert set(run.verdicts.values()) == {"dead"}
    assert len(web.requests_to("busy.example")) == 40


def test_a_slow_host_starves_no_other(tmp_path: Path) -> None:
    """It answers nothing until all others have been answered."""
    path = document(tmp_path, [*busy(40), *OTHERS])
    crowd = Crowd(len(OTHERS))

    with serving(crowd.slow, crowd.quick) as web:
        run = linkaudit(path, *PATIENT, "--concurrency", "8", *web.options())

    assert set(run.verdicts.values()) == {"ok"}
