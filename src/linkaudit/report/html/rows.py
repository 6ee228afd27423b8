"""The links of the HTML report as rows, so that a template only has to place them.

Knows no markup; nothing here is escaped, judged or left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from linkaudit.model.http import Answer, Failure
from linkaudit.model.report import Level, Observation, Report, Result, TextFinding, Verdict
from linkaudit.model.verdict import Group
from linkaudit.report.view import evidence, wording
from linkaudit.report.view.evidence import Proof
from linkaudit.report.view.headline import unverified
from linkaudit.report.view.wording import Replacement, replacement_for
from linkaudit.text.brief import brief
from linkaudit.text.redact import shown


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its proofs."""

    sentence: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One link of the report."""

    number: int
    """Counts in the order of the documents, from 1."""
    result: Result
    document: int
    """The index of its document in the report."""
    place: str
    others: tuple[int, ...]
    """Further lines that use the same reference."""
    name: str
    url: str
    said: tuple[Sentence, ...]
    instead: Replacement
    facts: tuple[str, ...]
    """How it was checked, now and before; a short phrase each."""
    marks: tuple[str, ...]
    """Whether it is new or accepted, a word or two each."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A location in a document, and the row about it; None if no link is there."""

    place: str
    row: int | None


class Rows:
    """All links of a report. Most are OK and take few words."""

    def __init__(self, report: Report) -> None:
        self._report = report
        documents = {path: number for number, path in enumerate(report.documents)}
        # By identity: results hold mappings, so they have no hash.
        self._rows = {
            id(result): _row(number, result, documents.get(result.link.path, 0), report)
            for number, result in enumerate(report.results, start=1)
        }

    def of(self, result: Result) -> Row:
        return self._rows[id(result)]

    def table(self) -> list[Row]:
        """The links with findings, the worst verdict first, accepted ones last."""
        loud = (result for result in self._report.results if not wording.is_quiet(result))
        found = [r for results in wording.by_verdict(loud).values() for r in results]
        return [self.of(result) for result in sorted(found, key=lambda r: r.is_accepted)]

    def quiet(self) -> dict[Verdict, list[Row]]:
        """The others, by verdict."""
        found = wording.by_verdict(filter(wording.is_quiet, self._report.results))
        return {verdict: list(map(self.of, results)) for verdict, results in found.items()}

    def unverified(self) -> Iterator[tuple[str, str, list[Row]]]:
        """Each reason why links could not be verified, the advice, and these links."""
        told = (result for result in self._report.results if not result.is_accepted)
        for verdict, results in wording.by_verdict(told).items():
            if verdict.row.group is not Group.UNKNOWN:
                continue
            found: dict[str, list[Row]] = {}
            for result in results:
                found.setdefault(wording.sentence(wording.why(result)), []).append(self.of(result))
            for why, rows in found.items():
                yield why, wording.advice(rows[0].result), rows

    def spots(self, items: Iterable[Result | TextFinding]) -> list[Spot]:
        """Where several items are, each location once."""
        found: dict[str, Spot] = {}
        for item in items:
            row = self.of(item).number if isinstance(item, Result) else None
            place = wording.place(self._report, item)
            found.setdefault(place, Spot(place, row))
        return list(found.values())


def worst_level(report: Report) -> Level | None:
    """How bad it is, as the headline has it; None where the run did not finish."""
    if report.interruption:
        return None
    named = [Level.WARNING] if wording.old_names(report) else []
    unread = [Level.ERROR] if report.problems else []
    unsure = [Level.NOTE] if unverified(report) or not report.results else []
    levels = (result.level for result in report.results)
    return max([*named, *unread, *unsure, *levels], default=Level.NONE)


def _row(number: int, result: Result, document: int, report: Report) -> Row:
    link = result.link
    lines = dict.fromkeys(use.line for use in link.uses if use.line != link.region.line)
    said = (
        Sentence(wording.sentence(f.message), tuple(found)) for f, found in evidence.proofs(result)
    )
    return Row(
        number,
        result,
        document,
        wording.place(report, result),
        tuple(lines),
        evidence.name(result) or "(no text)",
        wording.target(result),
        tuple(said),
        replacement_for(result, report),
        tuple(_facts(result)),
        tuple(_marks(result)),
    )


def _marks(result: Result) -> Iterator[str]:
    if result.before and result.before.new - result.accepted:
        yield "new"
    if result.accepted:
        yield "in the baseline" if result.is_accepted else "in part in the baseline"


def _facts(result: Result) -> Iterator[str]:
    seen, past = result.observation, result.past
    yield from _answered(seen)
    if seen.attempts > 1:
        yield f"{seen.attempts} attempts"
    if seen.observed_at:
        yield f"{'cached from' if seen.is_cached else 'checked'} {_moment(seen.observed_at)}"
    if past.first_failed_at:
        yield f"failing since {_moment(past.first_failed_at)}"
    if past.last_ok_at:
        yield f"last OK {_moment(past.last_ok_at)}"
    if result.before and result.before.verdict not in (None, result.verdict):
        yield f"{result.before.verdict} in the last run"
    if result.change:
        yield f"page changed {result.change.at}"


def _answered(seen: Observation) -> Iterator[str]:
    match seen.outcome:
        case Answer(status=status) if status:
            yield f"answered {status}"
        case Failure(kind=kind, detail=detail):
            yield f"{kind.value}: {shown(brief(detail))}"


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
