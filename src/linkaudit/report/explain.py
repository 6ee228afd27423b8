"""Everything known about one link, on one screen or as JSON.

Renders values; it collects none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkaudit.model.document import Link
from linkaudit.model.fingerprint import fingerprints
from linkaudit.model.history import HistoryRecord
from linkaudit.model.http import Answer, Failure, Page
from linkaudit.model.report import Level, NotAsked, Report, Result
from linkaudit.report import json_
from linkaudit.report.view import entries, records, wording
from linkaudit.text.brief import brief
from linkaudit.text.numbers import plural
from linkaudit.text.redact import shown
from linkaudit.text.workflow_commands import escape_commands, escape_commands_in_json

_RUNS = 12  # of a course, on one screen; JSON has all


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a document links there."""

    link: Link
    silenced: tuple[str, ...] = ()
    """What the comments that silence it say, in words."""
    accepted: tuple[str, ...] = ()
    """Rules whose findings here are in the baseline."""
    site: str = ""
    """The generator that makes a page of the document, and what shows that; empty without one."""


@dataclass(frozen=True, slots=True)
class PackFact:
    """What a pack of facts holds on a page."""

    pack: str
    read_on: str
    told: str
    """Empty where it covers the host and says nothing of the page."""
    quote: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """One link and everything about it."""

    report: Report
    """Of this one link."""
    rules: Mapping[str, str]
    """What each rule looks for, by its id."""
    facts: tuple[PackFact, ...] = ()
    course: tuple[HistoryRecord, ...] = ()
    uses: tuple[Use, ...] = ()

    @property
    def result(self) -> Result:
        return self.report.results[0]


def text(known: Explanation) -> str:
    """For people."""
    parts = [
        _verdict(known.result),
        _asked(known.result),
        ["", *_found(known)],
        ["", *_packs(known)],
        ["", *_history(known)],
        ["", *_uses(known.uses)],
    ]
    return "".join(f"{escape_commands(shown(line))}\n" for part in parts for line in part)


def _verdict(result: Result) -> Iterator[str]:
    level = f" ({result.level.word})" if result.level > Level.NONE else ""
    yield wording.target(result)
    outcome = result.observation.outcome
    why = brief(outcome.detail) if isinstance(outcome, NotAsked) else result.verdict.row.meaning
    yield f"  {result.verdict.value}{level}: {why}"


def _asked(result: Result) -> Iterator[str]:
    seen = result.observation
    if isinstance(seen.outcome, NotAsked):
        return
    yield from ("", _when(result))
    yield from (f"  {hop.answer}  {hop.uri}" for hop in seen.hops)
    match seen.outcome:
        case Answer(status=0, uri=uri):
            yield f"  exists  {uri}"
        case Answer(status=status, uri=uri):
            yield f"  {status}  {uri}"
        case Failure(kind=kind, detail=detail, uri=uri):
            yield f"  {kind.value}: {brief(detail)}  {uri}"
    if isinstance(seen.outcome, Answer) and seen.outcome.page:
        yield from _page(seen.outcome.page)


def _when(result: Result) -> str:
    seen = result.observation
    if seen.observed_at is None:
        return "Local file"
    at = f"{seen.observed_at:%Y-%m-%d %H:%M} UTC"
    if seen.is_cached:
        return f"Checked by an earlier run on {at}"
    return f"Checked on {at}, {plural(seen.attempts, 'attempt')}"


def _page(page: Page) -> Iterator[str]:
    if page.title:
        yield f"  title: “{page.title}”"


def _found(known: Explanation) -> Iterator[str]:
    result = known.result
    told = [finding for finding in result.findings if finding.level > Level.NONE]
    yield "Findings" if told else "Findings: none"
    for finding in told:
        said, *more = entries.lines(finding)
        yield f"  {finding.level.word} {finding.rule}: {said}"
        if summary := known.rules.get(finding.rule):
            yield f"    rule: {summary} See `linkaudit rules {finding.rule}`."
        yield from (f"    {line}" for line in more)
    if told and (advice := wording.advice(result)):
        yield f"  {advice}"
    if result.change is not None:
        yield f"  changed since publication: {result.change.at}"


def _packs(known: Explanation) -> Iterator[str]:
    if not known.facts:
        yield "Fact packs: none covers this host"
        return
    yield "Fact packs"
    for fact in known.facts:
        told = fact.told or "nothing about this page"
        yield f"  {fact.pack}, read on {fact.read_on}: {told}"
        if fact.quote:
            yield f"    “{fact.quote}” ({fact.source})"
    yield "  Search all facts with `linkaudit pack list QUERY`."


def _history(known: Explanation) -> Iterator[str]:
    past = known.result.past
    if not known.course:
        yield "History: not checked before"
        return
    yield f"History: checked in {plural(len(known.course), 'run')}"
    if len(known.course) > _RUNS:
        yield f"  the latest {_RUNS}; first seen {known.course[0].at:%Y-%m-%d}"
    for seen in known.course[-_RUNS:]:
        status = str(seen.status) if seen.status else "no answer"
        to = f"  → {seen.final_url}" if seen.final_url else ""
        yield f"  {seen.at:%Y-%m-%d %H:%M}  {seen.verdict:<11}  {status}{to}"
    if past.first_failed_at:
        runs = plural(past.failed_runs, "run")
        ok = f"{past.last_ok_at:%Y-%m-%d}" if past.last_ok_at else "never"
        yield f"  failing since {past.first_failed_at:%Y-%m-%d}, in {runs}; last ok: {ok}"


def _uses(uses: Sequence[Use]) -> Iterator[str]:
    if not uses:
        yield "Not used in any file here"
        return
    yield f"Used in {plural(len(uses), 'place')}"
    for use in uses:
        place = f"{use.link.path}:{use.link.region.line}:{use.link.region.column}"
        known = [f"in the baseline: {', '.join(use.accepted)}"] if use.accepted else []
        page = [use.site] if use.site else []
        about = "; ".join([*page, *use.silenced, *known])
        yield "  ".join(filter(None, (f"  {place}", use.link.destination, about)))


def as_json(known: Explanation) -> str:
    """The contract's record of the link, with what else is known beside it."""
    (told,) = fingerprints(known.report).results
    record = json_.record(known.result, told) | {
        "history": [
            {
                "at": records.moment(seen.at),
                "verdict": shown(seen.verdict),
                "status": seen.status,
                "final_url": shown(seen.final_url) if seen.final_url else None,
            }
            for seen in known.course
        ],
        "packs": [
            {
                "name": shown(fact.pack),
                "read_on": fact.read_on,
                "told": shown(fact.told) or None,
                "quote": shown(fact.quote) or None,
                "url": shown(fact.source) or None,
            }
            for fact in known.facts
        ],
        "used": [
            {
                "path": shown(use.link.path),
                "line": use.link.region.line,
                "column": use.link.region.column,
                "destination": shown(use.link.destination),
                "silenced": list(map(shown, use.silenced)),
                "accepted": list(map(shown, use.accepted)),
                "site": shown(use.site) or None,
            }
            for use in known.uses
        ],
    }
    return escape_commands_in_json(json.dumps(record, ensure_ascii=False, indent=2)) + "\n"
