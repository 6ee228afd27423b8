"""Pace as the servers see it: their own logs say whether a run was polite.

Through the real command line. What the pace of a host is made of is tested elsewhere; here
are the promises: a wait that was named is kept for all of a host, a limit is learnt, trouble
is left alone, and nobody else waits for it.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import anyio
import pytest

from .misbehaving import MisbehavingWeb
from .misbehaving_bytes import cut
from .misbehaving_run import document, linkaudit
from .misbehaving_statuses import GONE, always
from .misbehaving_talk import HEALTHY, Behaviour, Header, Talk, message, says

QUICK = ("--timeout", "5", "--link-timeout", "30", "--deadline", "40")
NAMED = 2  # seconds in Retry-After
IN_FLIGHT = 0.3  # seconds that a request may be on its way when the refusal is said
OTHERS = [f"http://other-{number % 2}.example/{number}" for number in range(20)]


class Closed:
    """Refuses everyone from the first request on, until the time that it names has passed.

    It thinks for a while each time: whoever goes on asking is still at it when the first
    refusal has long been said.
    """

    def __init__(self, status: int) -> None:
        self._refusal = message(status, ("Retry-After", str(NAMED)), body=b"later")
        self.since = 0.0

    async def __call__(self, talk: Talk) -> None:
        self.since = self.since or talk.asked.at
        await anyio.sleep(IN_FLIGHT / 2)
        await talk.say(HEALTHY if talk.asked.at >= self.since + NAMED else self._refusal)


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


def taking(seconds: float) -> Behaviour:
    async def behave(talk: Talk) -> None:
        await anyio.sleep(seconds)
        await talk.say(HEALTHY)

    return behave


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
    path = document(tmp_path, [*busy(12), *OTHERS])

    with serving(closed, taking(0.05)) as web:
        run = linkaudit(path, *QUICK, "--concurrency", "4", "--per-host", "2", *web.options())

    assert set(run.verdicts.values()) == {"ok"}
    after = [asked.at - closed.since for asked in web.requests_to("busy.example")]
    assert [seconds for seconds in after if IN_FLIGHT < seconds < NAMED] == []
    beside = [asked.at - closed.since for asked in web.asked if asked.host != "busy.example"]
    assert len(beside) == len(OTHERS)
    assert max(beside) < NAMED


@pytest.mark.parametrize("headers", [(), (("Retry-After", "1"),)], ids=["alone", "with a wait"])
def test_the_rate_that_a_host_allows_is_learnt(headers: tuple[Header, ...], tmp_path: Path) -> None:
    """Five a second after a burst of ten: two seconds at the least, and few refusals."""
    bucket = Bucket(5, 10, *headers)
    path = document(tmp_path, [*busy(20), *OTHERS])

    with serving(bucket) as web:
        run = linkaudit(path, *QUICK, *web.options())
        first, *_, last = web.requests_to("busy.example")

    assert set(run.verdicts.values()) == {"ok"}
    # Three in the benchmarks; a machine with other work mistimes some more. Without learning,
    # each of the ten beyond the burst would be refused, and most of them again.
    assert bucket.refused <= 9
    assert last.at - first.at < 15


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
    path = document(tmp_path, [*busy(40), *OTHERS])

    with serving(taking(0.3)) as web:
        begun = time.monotonic()
        run = linkaudit(path, *QUICK, "--concurrency", "8", *web.options())

    assert set(run.verdicts.values()) == {"ok"}
    slow = sorted(asked.at - begun for asked in web.requests_to("busy.example"))
    beside = max(asked.at - begun for asked in web.asked if asked.host != "busy.example")
    assert beside < slow[20]
