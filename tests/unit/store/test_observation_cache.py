"""What runs remember of targets: which answer serves again, until when, and what is never kept."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import anyio
import anyio.lowlevel
import pytest

from linkaudit.model.history import CheckRecord, Health, HistoryRecord
from linkaudit.model.http import Answer, Failure, FailureKind, Hop, Ids, Page
from linkaudit.model.protocols import CachedTarget
from linkaudit.model.report import Observation, Outcome, WebTarget
from linkaudit.rules.persistent_failure import noted
from linkaudit.store.database import State, open_state
from linkaudit.store.observation_cache import (
    JITTER,
    RESUMABLE,
    ObservationCache,
    ReusePolicy,
    key_of,
    limit_of,
    target_history,
)
from linkaudit.store.observation_codec import encode
from tests.builders import NOON, URI, answer, observation

pytestmark = pytest.mark.anyio

TARGET = WebTarget(URI)
FAILURE = Failure(FailureKind.TIMEOUT, "no answer in 20 s", URI)
WEEK = timedelta(days=7)
HOUR = timedelta(hours=1)
SECRET = "https://a.example/?access_token=hush"


@dataclass
class Runs:
    """Runs on one file; the time is whatever the test says."""

    state: State
    told: list[str] = field(default_factory=list)
    at_work: set[int] = field(default_factory=set)

    def journal(
        self, at: datetime = NOON, max_age: timedelta = timedelta(0), **terms: bool
    ) -> ObservationCache:
        return ObservationCache(
            self.state,
            lambda: at,
            ReusePolicy(max_age, **terms),
            self.told.append,
            lambda _: bool(self.at_work),
            noted,
        )

    async def run(
        self, *seen: Observation, outcome: Outcome | None = Outcome.CLEAN, at: datetime = NOON
    ) -> ObservationCache:
        """A run that saw these; without an outcome, it was killed."""
        journal = self.journal(at)
        async with journal.writer() as keep:
            for one in seen:
                await keep(replace(one, observed_at=at))
        if outcome:
            journal.finish(outcome)
        assert not self.state.trouble
        return journal


@pytest.fixture
def runs(tmp_path: Path) -> Iterator[Runs]:
    with closing(open_state(tmp_path / "state.sqlite3")) as state:
        yield Runs(state)


def only(journal: ObservationCache, target: WebTarget = TARGET) -> CachedTarget:
    (known,) = journal.lookup([target])
    return known


# ------------------------------------------------------------------------- how old it may be


async def test_a_success_serves_as_long_as_it_is_younger_than_wanted(runs: Runs) -> None:
    page = Page(title="Here", anchors=frozenset({"a", "b"}))
    seen = observation(outcome=answer(page=page, headers={"etag": '"1"'}), hops=[Hop(URI, 301)])
    await runs.run(seen)

    served = only(runs.journal(NOON + HOUR, WEEK)).reusable

    assert served == replace(seen, is_cached=True)
    assert served.observed_at == NOON, "when it was really asked"


async def test_unless_told_otherwise_all_is_asked_anew(runs: Runs) -> None:
    await runs.run(observation())

    assert only(runs.journal(NOON + HOUR)).reusable is None
    assert only(runs.journal()).reusable is None


NO_SUCCESS: dict[str, Answer | Failure] = {
    "a failure": FAILURE,
    "404": answer(status=404),
    "403": answer(status=403),
    "503": answer(status=503),
    "a redirect to nowhere": answer(status=302),
    "a wall that says 202": answer(status=202),
    "a wall by its header": answer(headers={"cf-mitigated": "challenge"}),
}


@pytest.mark.parametrize("outcome", NO_SUCCESS.values(), ids=NO_SUCCESS)
async def test_what_is_no_success_is_always_asked_again(
    runs: Runs, outcome: Answer | Failure
) -> None:
    await runs.run(observation(outcome=outcome), outcome=None)

    assert only(runs.journal(NOON + HOUR, WEEK)).reusable is None


@pytest.mark.parametrize("outcome", NO_SUCCESS.values(), ids=NO_SUCCESS)
async def test_whoever_asks_for_failures_too_has_the_last_word_of_all(
    runs: Runs, outcome: Answer | Failure
) -> None:
    await runs.run(observation())
    await runs.run(observation(outcome=outcome), at=NOON + HOUR)

    served = only(runs.journal(NOON + 2 * HOUR, WEEK, reuse_failures=True)).reusable

    assert served is not None
    assert served.outcome == outcome


async def test_the_whole_course_of_a_uri_can_be_read(runs: Runs) -> None:
    moved = answer("https://b.example/?token=hush")
    await runs.run(observation(outcome=FAILURE))
    await runs.run(observation(outcome=moved), at=NOON + HOUR)

    assert target_history(runs.state, URI) == [
        HistoryRecord(NOON, "unreachable", None, None),
        HistoryRecord(NOON + HOUR, "ok", 200, "https://b.example/?token=***"),
    ]


async def test_a_success_before_a_failure_does_not_serve(runs: Runs) -> None:
    await runs.run(observation())
    await runs.run(observation(outcome=FAILURE), at=NOON + HOUR)

    assert only(runs.journal(NOON + 2 * HOUR, WEEK)).reusable is None


async def test_an_answer_from_the_future_does_not_serve(runs: Runs) -> None:
    """A clock went back: nobody knows how old it is."""
    await runs.run(observation(), at=NOON + WEEK)

    assert only(runs.journal(NOON, WEEK)).reusable is None


async def test_another_spelling_of_a_url_is_the_same_target(runs: Runs) -> None:
    await runs.run(observation("https://a.example/%7Eme"))
    plain = WebTarget("https://a.example/~me")

    served = only(runs.journal(NOON + HOUR, WEEK), plain).reusable

    assert served is not None
    assert served.target == plain


def test_age_limits_are_spread_and_stay_as_they_are() -> None:
    keys = [key_of(f"https://a.example/{number}") for number in range(1_000)]

    limits = [limit_of(key, WEEK) for key in keys]

    assert limits == [limit_of(key, WEEK) for key in keys]
    assert WEEK * (1 - JITTER) <= min(limits) < WEEK * (1 - JITTER) * 1.01
    assert WEEK * 0.99 < max(limits) <= WEEK
    assert len({limit // HOUR for limit in limits}) > 40, "of 42 hours"


async def test_a_target_is_asked_when_its_own_limit_has_passed(runs: Runs) -> None:
    await runs.run(observation())
    limit = limit_of(key_of(URI), WEEK)
    second = timedelta(seconds=1)

    assert only(runs.journal(NOON + limit - second, WEEK)).reusable is not None
    assert only(runs.journal(NOON + limit + second, WEEK)).reusable is None


async def test_what_another_version_saw_is_asked_again_but_its_course_counts(runs: Runs) -> None:
    await runs.run(observation(outcome=answer(headers={"etag": '"1"'})))
    runs.state.write(lambda c: c.execute("UPDATE observation SET reader = '0.0.1/1'"))

    known = only(runs.journal(NOON + HOUR, WEEK))

    assert known == CachedTarget(TARGET, (CheckRecord(NOON, Health.WELL),))


@pytest.mark.parametrize("found", [b"", b"garbage", b"{}"])
async def test_garbage_in_the_file_is_asked_again(runs: Runs, found: bytes) -> None:
    await runs.run(observation())
    runs.state.write(lambda c: c.execute("UPDATE observation SET found = ?", (found,)))

    assert only(runs.journal(NOON + HOUR, WEEK)).reusable is None


# ----------------------------------------------------------------- going on where it stopped

GOOD, BAD = observation(), observation("https://b.example/", outcome=FAILURE)
BOTH = [TARGET, WebTarget("https://b.example/")]


@pytest.mark.parametrize("outcome", [None, Outcome.INCOMPLETE], ids=["killed", "exit 3"])
async def test_a_run_that_did_not_end_is_gone_on_with(runs: Runs, outcome: Outcome | None) -> None:
    await runs.run(GOOD, BAD, outcome=outcome)

    good, bad = runs.journal(NOON + HOUR).lookup(BOTH)

    assert good.reusable == replace(GOOD, is_cached=True)
    assert bad.reusable is None, "failures are always asked again"
    assert runs.told == [
        "resuming the run of 2026-11-23 12:00 UTC: 1 of 2 URLs already checked "
        "(--no-resume to start over)"
    ]


@pytest.mark.parametrize("outcome", [Outcome.CLEAN, Outcome.FINDINGS])
async def test_a_run_that_ended_leaves_nothing_to_go_on_with(runs: Runs, outcome: Outcome) -> None:
    await runs.run(GOOD, BAD, outcome=outcome)

    assert [known.reusable for known in runs.journal(NOON + HOUR).lookup(BOTH)] == [None, None]
    assert runs.told == []


async def test_no_resume_asks_all_of_them(runs: Runs) -> None:
    await runs.run(GOOD, outcome=None)

    assert only(runs.journal(NOON + HOUR, resumes=False)).reusable is None
    assert runs.told == []


async def test_what_was_stopped_long_ago_is_begun_anew(runs: Runs) -> None:
    await runs.run(GOOD, outcome=None)

    assert only(runs.journal(NOON + RESUMABLE)).reusable is None


async def test_a_run_that_still_goes_on_is_left_to_itself(runs: Runs) -> None:
    await runs.run(GOOD, outcome=None)
    runs.at_work.add(1)

    assert only(runs.journal(NOON + HOUR)).reusable is None


async def test_when_the_second_part_ends_the_first_is_done_too(runs: Runs) -> None:
    await runs.run(GOOD, outcome=None)
    second = runs.journal(NOON + HOUR)
    second.lookup(BOTH)
    async with second.writer() as keep:
        await keep(replace(BAD, observed_at=NOON + HOUR))

    second.finish(Outcome.FINDINGS)

    later = runs.journal(NOON + 2 * HOUR).lookup(BOTH)
    assert [known.reusable for known in later] == [None, None]
    assert len(runs.told) == 1


async def test_where_nothing_was_left_to_ask_the_run_is_done_too(runs: Runs) -> None:
    await runs.run(GOOD, outcome=None)
    second = runs.journal(NOON + HOUR)
    second.lookup([TARGET])

    second.finish(Outcome.CLEAN)

    assert only(runs.journal(NOON + 2 * HOUR)).reusable is None


async def test_a_run_stopped_twice_goes_on_with_both_parts(runs: Runs) -> None:
    other = observation("https://b.example/")
    await runs.run(GOOD, outcome=None)
    second = runs.journal(NOON + HOUR)
    second.lookup(BOTH)
    async with second.writer() as keep:
        await keep(replace(other, observed_at=NOON + HOUR))
    second.finish(Outcome.INCOMPLETE)

    third = runs.journal(NOON + 2 * HOUR).lookup(BOTH)

    assert [known.reusable is not None for known in third] == [True, True]
    assert "2 of 2 URLs" in runs.told[-1]


# -------------------------------------------------------------------- copies that may hold

DATED = {"last-modified": "Sat, 21 Nov 2026 06:00:00 GMT"}


@pytest.mark.parametrize(
    ("headers", "conditions"),
    [
        ({"etag": 'W/"1"'}, [("If-None-Match", 'W/"1"')]),
        (DATED, [("If-Modified-Since", DATED["last-modified"])]),
        (
            {"etag": '"1"', **DATED},
            [("If-None-Match", '"1"'), ("If-Modified-Since", DATED["last-modified"])],
        ),
    ],
)
async def test_a_page_with_a_validator_is_asked_for_on_condition(
    runs: Runs, headers: dict[str, str], conditions: list[tuple[str, str]]
) -> None:
    """RFC 9110 §13.1."""
    seen = observation(outcome=answer(headers=headers, page=Page(title="Here")))
    await runs.run(seen)

    copy = only(runs.journal(NOON + HOUR)).copy

    assert copy is not None
    assert list(copy.conditions) == conditions
    assert copy.read() == replace(seen, is_cached=True)


@pytest.mark.parametrize(
    "seen",
    [
        observation(),
        observation(outcome=answer(status=203, headers={"etag": '"1"'})),
        observation(outcome=answer(status=404, headers={"etag": '"1"'})),
        observation(outcome=answer(headers={"etag": '"1"'}), hops=[Hop(URI, 301)]),
        observation(outcome=answer(SECRET, headers={"etag": '"1"'})),
    ],
    ids=["no validator", "203", "404", "hops", "a secret"],
)
async def test_nothing_else_is(runs: Runs, seen: Observation) -> None:
    await runs.run(seen)

    assert only(runs.journal(NOON + HOUR)).copy is None


# ------------------------------------------------------------------------------- the course


async def test_the_course_says_how_a_target_fared_since_it_was_last_well(runs: Runs) -> None:
    fared: list[Answer | Failure] = [
        FAILURE,
        answer(),
        FAILURE,
        answer(status=403),
        answer(status=404),
    ]
    for day, outcome in enumerate(fared):
        await runs.run(observation(outcome=outcome), at=NOON + timedelta(days=day))

    assert only(runs.journal(NOON + WEEK)).course == (
        CheckRecord(NOON + timedelta(days=1), Health.WELL),
        CheckRecord(NOON + timedelta(days=2), Health.FAILED),
        CheckRecord(NOON + timedelta(days=3), Health.UNKNOWN),
        CheckRecord(NOON + timedelta(days=4), Health.FAILED),
    )


async def test_a_run_that_was_stopped_counts_for_what_it_saw(runs: Runs) -> None:
    await runs.run(BAD, outcome=Outcome.INCOMPLETE)

    assert only(runs.journal(NOON + HOUR), BOTH[1]).course == (CheckRecord(NOON, Health.FAILED),)


async def test_failures_of_a_run_that_was_killed_say_nothing(runs: Runs) -> None:
    """Nobody knows whether it had a network. What it reached was there all the same."""
    await runs.run(GOOD, BAD, outcome=None)

    good, bad = runs.journal(NOON + HOUR).lookup(BOTH)

    assert good.course == (CheckRecord(NOON, Health.WELL),)
    assert bad.course == ()


async def test_what_a_run_disowns_is_as_it_was_before(runs: Runs) -> None:
    """No network."""
    await runs.run(observation(outcome=answer(headers={"etag": '"1"'})))
    before = only(runs.journal(NOON + HOUR, WEEK))
    void = await runs.run(observation(outcome=FAILURE), at=NOON + HOUR, outcome=None)

    void.forget([TARGET])
    void.finish(Outcome.INCOMPLETE)

    assert only(runs.journal(NOON + HOUR, WEEK)) == before


# ---------------------------------------------------------------------- what is never kept

SECRETS = {
    "in the link": observation(SECRET),
    "where it led": observation(outcome=answer(SECRET)),
    "on the way": observation(hops=[Hop(SECRET, 302)]),
    "in a header": observation(outcome=answer(headers={"link": f"<{SECRET}>"})),
    "in a failure": observation(outcome=Failure(FailureKind.TLS, f"{SECRET} is wrong", SECRET)),
}


@pytest.mark.parametrize("seen", SECRETS.values(), ids=SECRETS)
async def test_a_secret_never_stands_in_the_file(runs: Runs, seen: Observation) -> None:
    """HOSTILE B. Such a target keeps its course, and is asked each time."""
    assert isinstance(seen.target, WebTarget)
    await runs.run(seen, outcome=None)

    known = only(runs.journal(NOON + HOUR, WEEK), seen.target)
    runs.state.close()

    assert (known.reusable, known.copy) == (None, None)
    assert b"hush" not in b"".join(p.read_bytes() for p in runs.state.path.parent.iterdir())


async def test_a_page_with_more_ids_than_anybody_needs_keeps_its_course_only(runs: Runs) -> None:
    ids = frozenset(key_of(str(number)).hex() for number in range(60_000))
    await runs.run(observation(outcome=answer(page=Page(anchors=ids))))

    known = only(runs.journal(NOON + HOUR, WEEK))

    assert known == CachedTarget(TARGET, (CheckRecord(NOON, Health.WELL),))


# ---------------------------------------------------------------------------------- trouble


async def test_a_full_disk_costs_the_memory_and_no_run(runs: Runs) -> None:
    assert runs.state.connection is not None
    pages = runs.state.connection.execute("PRAGMA page_count").fetchone()[0]
    runs.state.connection.execute(f"PRAGMA max_page_count = {pages}")
    journal = runs.journal()

    async with journal.writer() as keep:
        for number in range(2_000):
            uri = f"https://a.example/{number}"
            await keep(observation(uri, outcome=answer(uri, page=Page(title=uri * 9))))
            if runs.state.trouble:
                break
    journal.forget([TARGET])
    journal.finish(Outcome.CLEAN)

    assert "full" in runs.state.trouble
    assert journal.lookup([TARGET]) == [CachedTarget(TARGET)]


async def test_a_file_that_turns_read_only_costs_the_memory_and_no_run(runs: Runs) -> None:
    await runs.run(observation())
    assert runs.state.connection is not None
    runs.state.connection.execute("PRAGMA query_only = 1")
    journal = runs.journal(NOON + HOUR)

    async with journal.writer() as keep:
        await keep(observation())
    journal.finish(Outcome.CLEAN)

    assert "readonly" in runs.state.trouble


async def test_two_runs_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite3"
    with closing(open_state(path)) as one, closing(open_state(path)) as other:
        journals = [Runs(one).journal(), Runs(other).journal()]
        async with journals[0].writer() as keep, journals[1].writer() as keep_too:
            for number in range(20):
                for name in "ab":
                    await keep(observation(f"https://a.example/{name}{number}"))
                    await keep_too(observation(f"https://b.example/{name}{number}"))
                await anyio.lowlevel.checkpoint()
        for journal in journals:
            journal.finish(Outcome.CLEAN)
        assert (one.trouble, other.trouble) == ("", "")

    with closing(sqlite3.connect(path)) as read:
        assert read.execute("SELECT count(*) FROM observation").fetchone() == (80,)
        assert read.execute("SELECT count(*) FROM run WHERE outcome = 'clean'").fetchone() == (2,)


async def test_a_file_that_is_damaged_while_we_run_is_exchanged_and_the_run_is_in_the_new_one(
    tmp_path: Path,
) -> None:
    path = tmp_path / "state.sqlite3"
    with closing(open_state(path, renews=True)) as state:
        journal = Runs(state).journal()
        is_safe = anyio.Event()
        async with journal.writer(lambda _: is_safe.set()) as keep:
            await keep(observation(URI))
            await is_safe.wait()
            state.renew("damaged", "database disk image is malformed")
            await keep(observation(f"{URI}second"))
        journal.forget([])
        journal.finish(Outcome.CLEAN)

    with closing(open_state(path)) as later:
        assert target_history(later, URI) == []
        assert len(target_history(later, f"{URI}second")) == 1
    assert state.note.startswith("database disk image is malformed: set aside as ")


# --------------------------------------------------------------------- what pages say, by column


WORDS = Page(
    title="A title",
    heading="A heading",
    opening="Some words.",
    lang="pt-br",
    anchors=Ids.of(["a"]),
)


def stored(runs: Runs) -> tuple[object, ...]:
    assert runs.state.connection is not None
    columns = "title, heading, opening, lang, domain, cast(found AS TEXT)"
    row = runs.state.connection.execute(f"SELECT {columns} FROM observation").fetchone()  # noqa: S608
    return tuple(row)


async def test_what_later_work_asks_pages_for_has_columns_and_comes_back(runs: Runs) -> None:
    seen = observation(outcome=answer("https://docs.b.example/", page=WORDS))
    await runs.run(seen)

    *columns, found = stored(runs)

    assert columns == ["A title", "A heading", "Some words.", "pt-br", "b.example"]
    assert "Some words" not in str(found), "nothing is stored twice"
    served = only(runs.journal(NOON + HOUR, WEEK)).reusable
    assert served == replace(seen, is_cached=True)


async def test_a_row_of_an_earlier_version_has_its_words_with_all_the_rest(runs: Runs) -> None:
    seen = observation(outcome=answer(page=WORDS))
    await runs.run(seen)
    change = "UPDATE observation SET title = NULL, heading = NULL, opening = NULL, found = ?"
    runs.state.write(lambda run: run.execute(change, (encode(seen),)))

    served = only(runs.journal(NOON + HOUR, WEEK)).reusable

    assert served == replace(seen, is_cached=True)


async def test_a_page_with_a_secret_has_no_words_in_the_file(runs: Runs) -> None:
    page = replace(WORDS, opening="See https://a.example/?token=hush here.")
    await runs.run(observation(outcome=answer(page=page)))

    assert stored(runs) == (None, None, None, None, "a.example", None)


async def test_an_address_is_its_own_domain(runs: Runs) -> None:
    uri = "http://192.0.2.7/"
    await runs.run(observation(uri, outcome=FAILURE))

    assert stored(runs)[4] == "192.0.2.7"
