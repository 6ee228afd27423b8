"""Observations of targets from run to run: which earlier one to reuse, and what this run saw.

Knows for how long and on which terms; the rows are `observations.py`'s, the bytes
`observation_codec.py`'s. Whatever happens to the file, the audit goes on without it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from hashlib import blake2b

from linkaudit.model.history import CheckRecord, HistoryRecord
from linkaudit.model.http import Answer
from linkaudit.model.protocols import CachedTarget, Clock, Validator, WriteObservation
from linkaudit.model.report import Observation, Outcome, Report, Verdict, WebTarget
from linkaudit.model.verdict import health_of, told
from linkaudit.store import observations as records
from linkaudit.store import verdict_history
from linkaudit.store.database import State
from linkaudit.store.observation_codec import decode, encode, format_version, holds_secret
from linkaudit.store.rows import microseconds, moment
from linkaudit.text.redact import redact
from linkaudit.text.registrable_domain import registrable_domain
from linkaudit.text.uri import equivalence_key

RESUMABLE = timedelta(microseconds=records.RESUMABLE)
# Of the age limit: what was asked in one run would otherwise be asked in one run for ever.
JITTER = 0.25

WORDS = ("title", "heading", "opening", "lang")  # of a page, each in a column of its own
_LARGEST = 1024 * 1024  # bytes of one observation: 30,000 ids


@dataclass(frozen=True, slots=True)
class ReusePolicy:
    """When an earlier success may be reused."""

    max_age: timedelta = timedelta(0)
    resumes: bool = True
    reuse_failures: bool = False
    """Whether failures are reused too: nothing is to be requested."""


@dataclass(slots=True)
class ObservationCache:
    """One run's. `tell` says on standard error what people should know."""

    state: State
    clock: Clock
    terms: ReusePolicy
    tell: Callable[[str], None]
    is_alive: Callable[[int], bool]
    """Whether the process of that number is at work."""
    noted: Callable[[Observation], str]
    """What to note of one look at a target: rules say whether it was available."""
    reader: str = field(default_factory=format_version)
    """What reads pages in this run: what another one noted down is not known."""
    started_at: datetime = field(init=False)
    _run: tuple[sqlite3.Connection, int] | None = None
    """This run's number, in the file that gave it: one that is damaged has a new one after it."""
    _taken_over: list[tuple[records.Target, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.started_at = self.clock()

    def lookup(self, targets: Sequence[WebTarget]) -> Sequence[CachedTarget]:
        """What is known of each target, in their order."""
        keys = [key_of(target.uri) for target in targets]
        recalled = records.lookup(self.state, keys)
        if recalled is None:
            return [CachedTarget(target) for target in targets]
        resumable = self._resumable(recalled.unfinished)
        killed = {run.id for run in recalled.unfinished if run.is_killed}
        known = []
        for target, key, latest, steps in zip(
            targets, keys, recalled.latest, recalled.steps, strict=True
        ):
            course = tuple(_sightings(steps, killed))
            if latest is None or latest.found is None or latest.reader != self.reader:
                known.append(CachedTarget(target, course))
                continue
            serving = self._serving(target, key, latest, resumable)
            copy = None if serving else _copy(target, latest)
            known.append(CachedTarget(target, course, serving, copy))
        self._tell_of_resumption(recalled.unfinished, len(targets))
        return known

    def writer(
        self, written: Callable[[Sequence[Observation]], None] = lambda _: None
    ) -> AbstractAsyncContextManager[WriteObservation]:
        # Imported here: a run that asks nothing needs no event loop.
        from linkaudit.store.group_commit import batch_writer

        return batch_writer(self._write, written)

    def forget(self, targets: Iterable[WebTarget]) -> None:
        """Drop what this run saw of these targets: there was no network."""
        keys = [key_of(target.uri) for target in targets]

        def change(connection: sqlite3.Connection) -> None:
            if self._run is not None and self._run[0] is connection:
                records.forget(connection, self._run[1], keys)

        if self._run is not None:
            self.state.write(change)

    def finish(self, outcome: Outcome) -> None:
        """Note the end of the run; after a complete one, nothing remains to be resumed."""
        is_whole = outcome is not Outcome.INCOMPLETE
        taken_over = self._taken_over if is_whole else []
        if self._run is None and not taken_over:
            return

        def change(connection: sqlite3.Connection) -> None:
            now = microseconds(self.clock())
            run = self._begun(connection)
            records.finish(connection, run, outcome.value, now, taken_over)
            records.tidy(connection, now)

        self.state.write(change)

    def compared(self, report: Report) -> Report:
        """The report with what is new since the last run."""
        return verdict_history.compare(report, self.state)

    def note(self, report: Report) -> None:
        """What this run says, for later ones to be compared with."""
        self.state.write(partial(verdict_history.write, report=report))

    def _write(self, observations: Sequence[Observation]) -> None:
        entries = [
            entry
            for seen in observations
            if (entry := _entry(seen, self.noted(seen), self.reader)) is not None
        ]
        begun: list[tuple[sqlite3.Connection, int]] = []

        def change(connection: sqlite3.Connection) -> None:
            begun.append((connection, self._begun(connection)))
            records.write(connection, begun[-1][1], entries)

        self.state.write(change)
        if begun:
            self._run = begun[-1]

    def _begun(self, connection: sqlite3.Connection) -> int:
        """This run's number. A run that sees nothing leaves no row."""
        if self._run is not None and self._run[0] is connection:
            return self._run[1]
        return records.begin(connection, microseconds(self.started_at), os.getpid())

    # ------------------------------------------------------------------ what serves

    def _resumable(self, unfinished: Iterable[records.UnfinishedRun]) -> frozenset[int]:
        if not self.terms.resumes:
            return frozenset()
        return frozenset(
            run.id for run in unfinished if not (run.is_killed and self.is_alive(run.process))
        )

    def _serving(
        self,
        target: WebTarget,
        key: records.Target,
        latest: records.LatestRow,
        resumable: Collection[int],
    ) -> Observation | None:
        age = self.started_at - moment(latest.observed_at)
        resumes = latest.run in resumable and age < RESUMABLE
        # Below zero, a clock went back, and its age is not known.
        if not (latest.is_reusable or self.terms.reuse_failures) or age < timedelta(0):
            return None
        if not resumes and age >= limit_of(key, self.terms.max_age):
            return None
        seen = _decoded(target, latest)
        if seen is not None and latest.run in resumable:
            self._taken_over.append((key, latest.run))
        return seen

    def _tell_of_resumption(self, unfinished: Iterable[records.UnfinishedRun], total: int) -> None:
        runs = {run for _, run in self._taken_over}
        if not runs:
            return
        latest = max(run.started_at for run in unfinished if run.id in runs)
        when = f"{moment(latest):%Y-%m-%d %H:%M} UTC"
        known = f"{len(self._taken_over)} of {total} URLs already checked"
        self.tell(f"resuming the run of {when}: {known} (--no-resume to start over)")


def key_of(uri: str) -> records.Target:
    """The same for all spellings of one URI; the URI cannot be read from it."""
    return blake2b(equivalence_key(uri).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def limit_of(key: records.Target, max_age: timedelta) -> timedelta:
    """The age limit of one target, always the same: `JITTER` shorter at the most."""
    return max_age * (1 - JITTER * int.from_bytes(key[:4]) / 2**32)


def _sightings(steps: Iterable[records.StepRow], killed: Collection[int]) -> Iterable[CheckRecord]:
    for step in steps:
        # A run that was killed may have had no network: its failures say nothing.
        if step.run not in killed or step.verdict == Verdict.OK:
            yield CheckRecord(moment(step.observed_at), health_of(step.verdict))


def _copy(target: WebTarget, latest: records.LatestRow) -> Validator | None:
    """What the server may say still holds. RFC 9110 §13.1.2, §13.1.3."""
    conditions = []
    if latest.etag:
        conditions.append(("If-None-Match", latest.etag))
    if latest.modified:
        conditions.append(("If-Modified-Since", latest.modified))
    if not conditions:
        return None
    return Validator(tuple(conditions), partial(_decoded, target, latest))


def _decoded(target: WebTarget, latest: records.LatestRow) -> Observation | None:
    seen = decode(latest.found or b"", target)
    if seen is None:
        return None
    seen = replace(seen, observed_at=moment(latest.observed_at))
    answer = seen.outcome
    # An earlier version has them with all the rest.
    if latest.title is None or not isinstance(answer, Answer) or answer.page is None:
        return seen
    title, heading, opening = latest.title, latest.heading or "", latest.opening or ""
    lang = latest.lang or ""
    page = replace(answer.page, title=title, heading=heading, opening=opening, lang=lang)
    return replace(seen, outcome=replace(answer, page=page))


# ------------------------------------------------------------------- what is written


def _entry(seen: Observation, noted: str, reader: str) -> records.NewRow | None:
    """One observation as rows; None for what was not asked."""
    target, outcome = seen.target, seen.outcome
    if not isinstance(target, WebTarget) or seen.observed_at is None:
        return None
    answer = outcome if isinstance(outcome, Answer) else None
    page = answer.page if answer is not None else None
    found = None if holds_secret(seen) else encode(seen, without=WORDS)
    if found is not None and len(found) > _LARGEST:
        found = None
    words = page if found is not None else None
    is_success = noted == Verdict.OK and answer is not None and 200 <= answer.status < 300
    # With hops, a 304 of the first would say nothing of the last.
    has_copy = found is not None and answer is not None and answer.status == 200 and not seen.hops
    headers = answer.headers if answer is not None and has_copy else {}
    moved = answer is not None and answer.uri != target.uri
    return records.NewRow(
        target=key_of(target.uri),
        url=redact(target.uri),
        observed_at=microseconds(seen.observed_at),
        reader=reader,
        serves=is_success and found is not None,
        etag=headers.get("etag"),
        modified=headers.get("last-modified"),
        found=found,
        verdict=noted,
        status=answer.status if answer else None,
        final_url=redact(answer.uri) if answer and moved else None,
        title=words.title if words else None,
        heading=words.heading if words else None,
        opening=words.opening if words else None,
        lang=(words.lang or None) if words else None,
        domain=registrable_domain(answer.uri if answer else target.uri),
    )


def target_history(state: State, uri: str) -> list[HistoryRecord]:
    """Everything that runs saw of a URI, in the order of the runs."""
    rows = records.history(state, key_of(uri))
    return [
        HistoryRecord(moment(r.observed_at), told(r.verdict), r.status, r.final_url) for r in rows
    ]
