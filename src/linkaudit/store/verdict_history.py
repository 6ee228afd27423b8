"""What earlier runs said of documents, a row for each document and day, and what is new since.

Knows the rows, and how a report is compared with them. Of several runs on one day the last
speaks, so that a day of work on an article does not push a year of Mondays out.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b
from itertools import accumulate

from linkaudit.files.find import STDIN
from linkaudit.model.fingerprint import WITHIN, fingerprints, keys
from linkaudit.model.report import Comparison, PreviousRun, PreviousVerdict, Report, Result, Verdict
from linkaudit.store.database import State
from linkaudit.store.rows import microseconds, moment, put, sound

KEPT_DAYS = 60  # days with a run, for each document: more than a year of weekly runs
_FORGOTTEN = 400  # days after which a document that no run audits is forgotten
_LARGEST = 8 * 1024 * 1024  # bytes of one row; 100,000 links take 1.3 MB


@dataclass(frozen=True, slots=True)
class DailyVerdicts:
    """What the last run of one day said of one document."""

    at: datetime
    """When that run finished."""
    verdicts: Mapping[str, Verdict]
    """By the keys of the document's links."""
    findings: frozenset[str]
    """The beginnings of their fingerprints."""


def days_of(state: State, path: str) -> tuple[DailyVerdicts, ...] | None:
    """All that is kept of one document, the oldest first; None after trouble."""

    def query(run: sqlite3.Connection) -> tuple[DailyVerdicts, ...]:
        rows = sound(_DayRow, run.execute(_DAYS, (_document(path), _LARGEST)))
        return tuple(day for row in rows if (day := _day(row)) is not None)

    return state.read(query, None)


def last_days(state: State, paths: Sequence[str]) -> Mapping[str, DailyVerdicts] | None:
    """The last day of each document that has one; None after trouble."""

    def query(run: sqlite3.Connection) -> Mapping[str, DailyVerdicts]:
        found = {}
        for path in paths:
            rows = sound(_DayRow, run.execute(_LAST, (_document(path), _LARGEST)))
            if (row := next(rows, None)) and (day := _day(row)):
                found[path] = day
        return found

    return state.read(query, None)


def compare(report: Report, state: State) -> Report:
    """The report with what is new since the last run, and what earlier ones came to.

    As it was where the state knows nothing because of trouble.
    """
    paths = [path for path in report.documents if path != STDIN]
    last = last_days(state, paths)
    if last is None or not paths:
        return report
    found = fingerprints(report)
    every = (result.link for result in report.results)
    results = [
        _since(result, key, told, last.get(result.link.path))
        for result, key, told in zip(report.results, keys(every), found.results, strict=True)
    ]
    remarks = [
        replace(remark, is_new=fingerprint[:WITHIN] not in day.findings) if day else remark
        for remark, fingerprint in zip(report.text_findings, found.text_findings, strict=True)
        for day in [last.get(remark.path)]
    ]
    at = max((day.at for day in last.values()), default=None)
    return replace(
        report,
        results=tuple(results),
        text_findings=tuple(remarks),
        compared=Comparison(at, len(paths) - len(last) if last else 0),
        earlier=earlier(state, paths),
    )


def _since(result: Result, key: str, told: Mapping[str, str], day: DailyVerdicts | None) -> Result:
    if day is None:
        return result
    verdict = day.verdicts.get(key)
    if verdict is Verdict.SKIPPED:  # what would have been found then is not known
        return replace(result, before=PreviousVerdict(verdict))
    new = frozenset(rule for rule, text in told.items() if text[:WITHIN] not in day.findings)
    return replace(result, before=PreviousVerdict(verdict, new))


def earlier(state: State, paths: Sequence[str]) -> tuple[PreviousRun, ...]:
    """What runs over these documents came to, a day each, the oldest first.

    A day counts where every document that had been audited by then was audited: a run over
    one of ten would look as if the links of nine had gone. So there are no more days than are
    kept of the document that was first.
    """

    def query(run: sqlite3.Connection) -> tuple[PreviousRun, ...]:
        begun, audited = Counter[int](), Counter[int]()
        sums: dict[int, _Sum] = {}
        for path in paths:
            rows = sound(_CountsRow, run.execute(_COUNTS, (_document(path),)))
            counted = [(row, counts) for row in rows if (counts := _counts(row)) is not None]
            begun.update(row.day for row, _ in counted[:1])
            for row, counts in counted:
                audited[row.day] += 1
                sums.setdefault(row.day, _Sum()).add(row.finished_at, counts)
        known = accumulate(begun[day] for day in sorted(sums))
        whole = [day for day, due in zip(sorted(sums), known, strict=True) if audited[day] == due]
        return tuple(PreviousRun(moment(sums[day].at), dict(sums[day].counts)) for day in whole)

    return state.read(query, ())


@dataclass(slots=True)
class _Sum:
    """What the documents of one day come to."""

    at: int = 0
    counts: Counter[Verdict] = field(default_factory=Counter)

    def add(self, moment: int, counts: Mapping[Verdict, int]) -> None:
        self.at = max(self.at, moment)
        self.counts.update(counts)


def write(connection: sqlite3.Connection, report: Report) -> None:
    """Keep what a finished run says, in place of what the same day said before."""
    day = report.finished_at.date().toordinal()
    at = microseconds(report.finished_at)
    rows = [
        {"document": _document(path), "day": day, "finished_at": at, "counts": c, "found": found}
        for path, c, found in _told(report)
    ]
    put(connection, "judged", rows, "document, day, finished_at, counts, found")
    connection.executemany(_SHRINK, [{**row, "kept": KEPT_DAYS} for row in rows])
    connection.execute("DELETE FROM judged WHERE day < ?", (day - _FORGOTTEN,))


def _told(report: Report) -> Iterator[tuple[str, str, bytes]]:
    """Each document with its links by verdict, counted and by their keys, and its findings."""
    found = fingerprints(report)
    links: dict[str, dict[str, list[str]]] = {p: {} for p in report.documents if p != STDIN}
    findings: dict[str, list[str]] = {path: [] for path in links}
    every = (result.link for result in report.results)
    for result, key, told in zip(report.results, keys(every), found.results, strict=True):
        if (path := result.link.path) in links:
            links[path].setdefault(result.verdict.value, []).append(key)
            findings[path] += told.values()
    for remark, fingerprint in zip(report.text_findings, found.text_findings, strict=True):
        if remark.path in links:
            findings[remark.path].append(fingerprint)
    for path, by_verdict in links.items():
        counts = {verdict: len(keys_) for verdict, keys_ in by_verdict.items()}
        told_of = {
            "links": {verdict: "".join(keys_) for verdict, keys_ in by_verdict.items()},
            "findings": "".join(fingerprint[:WITHIN] for fingerprint in findings[path]),
        }
        yield path, json.dumps(counts), json.dumps(told_of).encode()


def _document(path: str) -> bytes:
    return blake2b(path.encode("utf-8", "surrogatepass"), digest_size=16).digest()


# ------------------------------------------------- rows, which may be anybody's

_WRONG = (ValueError, TypeError, KeyError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class _DayRow:
    finished_at: int
    found: bytes


@dataclass(frozen=True, slots=True)
class _CountsRow:
    day: int
    finished_at: int
    counts: str


def _day(row: _DayRow) -> DailyVerdicts | None:
    """One row as it was written; None for what we did not write."""
    try:
        data = json.loads(row.found)
        verdicts = {
            key: Verdict(verdict) for verdict, text in data["links"].items() for key in _cut(text)
        }
        findings = frozenset(_cut(data["findings"]))
    except _WRONG:
        return None
    return DailyVerdicts(moment(row.finished_at), verdicts, findings)


def _cut(text: object) -> Iterator[str]:
    if not isinstance(text, str):
        raise TypeError("no text")
    return (text[start : start + WITHIN] for start in range(0, len(text), WITHIN))


def _counts(row: _CountsRow) -> Mapping[Verdict, int] | None:
    """The counts of one row; None for what we did not write."""
    try:
        counts = {Verdict(verdict): number for verdict, number in json.loads(row.counts).items()}
    except _WRONG:
        return None
    return counts if all(type(number) is int for number in counts.values()) else None


_DAYS = """
    SELECT finished_at, found FROM judged
    WHERE document = ? AND length(found) <= ? ORDER BY day
"""
_LAST = """
    SELECT finished_at, found FROM judged
    WHERE document = ? AND length(found) <= ? ORDER BY day DESC LIMIT 1
"""
_COUNTS = "SELECT day, finished_at, counts FROM judged WHERE document = ? ORDER BY day"
_SHRINK = """
    DELETE FROM judged WHERE document = :document AND day < (
        SELECT min(day) FROM (
            SELECT day FROM judged WHERE document = :document ORDER BY day DESC LIMIT :kept
        )
    )
"""
