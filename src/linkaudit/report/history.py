"""The verdicts of links from run to run, as text, CSV and JSON.

Renders values; it reads no state.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from linkaudit.model.document import Link
from linkaudit.model.report import PreviousRun, Verdict
from linkaudit.report.csv_ import cell
from linkaudit.report.view.records import maybe, moment
from linkaudit.text.numbers import plural
from linkaudit.text.redact import shown
from linkaudit.text.workflow_commands import escape_commands, escape_commands_in_json

SCHEMA = "linkaudit/history/1"
COLUMNS = ("verdict", "at", "path", "line", "column", "destination")
_SHOWN = 30  # runs in a line of text; the other formats have all


@dataclass(frozen=True, slots=True)
class RunVerdict:
    """What one run said of a link."""

    at: datetime
    verdict: Verdict | None
    """None where the link was not there."""


@dataclass(frozen=True, slots=True)
class LinkHistory:
    """A link, and what each run over its document said, the oldest first."""

    link: Link
    steps: tuple[RunVerdict, ...]

    @property
    def first_seen_at(self) -> datetime | None:
        return next((step.at for step in self.steps if step.verdict), None)

    @property
    def last_ok_at(self) -> datetime | None:
        return next((s.at for s in reversed(self.steps) if s.verdict and s.verdict.works), None)

    @property
    def first_failed_at(self) -> datetime | None:
        """When a run first found it broken or unreachable, since it last worked."""
        failed = None
        for step in self.steps:
            works = step.verdict.works if step.verdict else None
            if works is not None:
                failed = None if works else failed or step.at
        return failed

    @property
    def streak(self) -> tuple[RunVerdict, ...]:
        """The last runs, as far back as they say the same."""
        number = 0
        for step in reversed(self.steps):
            if step.verdict is not self.steps[-1].verdict:
                break
            number += 1
        return self.steps[len(self.steps) - number :]


def text(courses: Sequence[LinkHistory], runs: Sequence[PreviousRun]) -> str:
    """For people: a line of letters for each link, then the runs."""
    lines = [line for course in courses for line in _course(course)]
    if runs:
        lines += ["", *_table(runs)]
    lines += ["", *_legend(courses)]
    return "".join(f"{escape_commands(shown(line))}\n" for line in lines)


def _course(course: LinkHistory) -> Iterator[str]:
    steps = course.steps[-_SHOWN:]
    letters = "".join(step.verdict.row.letter if step.verdict else " " for step in steps)
    place = f"{course.link.path}:{course.link.region.line}:{course.link.region.column}"
    yield "  ".join(filter(None, (place, letters, _told(course))))
    yield f"    {course.link.destination}"


def _told(course: LinkHistory) -> str:
    if not course.streak or course.first_seen_at is None:
        return "not checked yet"
    last, runs = course.streak[-1].verdict, len(course.streak)
    word = last.value if last else "not there"
    since = f"{word} in the last {runs} runs, since {course.streak[0].at:%Y-%m-%d}"
    parts = [since if runs > 1 else f"{word} on {course.streak[0].at:%Y-%m-%d}"]
    if course.first_failed_at:
        parts.append(f"first failed {course.first_failed_at:%Y-%m-%d}")
        ok = f"{course.last_ok_at:%Y-%m-%d}" if course.last_ok_at else "never"
        parts.append(f"last ok {ok}")
    return "; ".join([*parts, f"first seen {course.first_seen_at:%Y-%m-%d}"])


def _table(runs: Sequence[PreviousRun]) -> Iterator[str]:
    """The rot over time: a row for each run, a column for each verdict that any had."""
    verdicts = [v for v in reversed(Verdict) if any(run.counts.get(v) for run in runs)]
    titles = [verdict.value for verdict in verdicts]
    yield "  ".join(["Run       ", *titles, "links"])
    for run in runs:
        counts = [f"{run.counts.get(v, 0):>{len(v.value)}}" for v in verdicts]
        yield "  ".join([f"{run.at:%Y-%m-%d}", *counts, f"{sum(run.counts.values()):>5}"])


def _legend(courses: Sequence[LinkHistory]) -> Iterator[str]:
    used = {step.verdict for course in courses for step in course.steps[-_SHOWN:]}
    told = [f"{v.row.letter} {v.value}" for v in reversed(Verdict) if v in used]
    if told:
        yield f"One letter per run, latest {_SHOWN}, newest last: {', '.join(told)}"
    yield f"{plural(len(courses), 'link')} in the current documents"


def comma_separated(courses: Iterable[LinkHistory]) -> str:
    """A row for each link and run, for pivot tables; its first line the names of the columns."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(COLUMNS)
    for course in courses:
        link = course.link
        place = (link.path, str(link.region.line), str(link.region.column), link.destination)
        for step in course.steps:
            verdict = step.verdict.value if step.verdict else "not-there"
            writer.writerow(map(cell, (verdict, moment(step.at), *place)))
    return made.getvalue()


def as_json(courses: Iterable[LinkHistory], runs: Iterable[PreviousRun], version: str) -> str:
    """All of it, for programs."""
    document = {
        "schema": SCHEMA,
        "tool": {"name": "linkaudit", "version": version},
        "runs": [
            {"at": moment(run.at), "verdicts": {v.value: n for v, n in run.counts.items()}}
            for run in runs
        ],
        "links": [_record(course) for course in courses],
    }
    return escape_commands_in_json(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def _record(course: LinkHistory) -> Mapping[str, object]:
    link, streak = course.link, course.streak
    last = streak[-1].verdict if streak else None
    return {
        "path": shown(link.path),
        "line": link.region.line,
        "column": link.region.column,
        "destination": shown(link.destination),
        "verdict": last.value if last else None,
        "streak": len(streak),
        "since": maybe(streak[0].at if streak else None),
        "first_seen_at": maybe(course.first_seen_at),
        "last_ok_at": maybe(course.last_ok_at),
        "first_failed_at": maybe(course.first_failed_at),
        "runs": [
            {"at": moment(step.at), "verdict": step.verdict.value if step.verdict else None}
            for step in course.steps
        ],
    }
