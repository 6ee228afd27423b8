"""The report as CSV (RFC 4180), for spreadsheets: a row for each finding, and each link without.

The columns are named in docs/formats.md; more may come behind the last, none goes.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from linkaudit.model.document import Region
from linkaudit.model.http import Answer
from linkaudit.model.report import Level, Report, Result
from linkaudit.report.formats import PLAIN, RenderOptions
from linkaudit.report.view import entries, records
from linkaudit.report.view.entries import Entry
from linkaudit.text.redact import shown
from linkaudit.text.workflow_commands import escape_commands_within

# A word of ours stands first, so that no line begins with what others wrote.
COLUMNS = (
    "level",
    "verdict",
    "rule",
    "path",
    "line",
    "column",
    "end_line",
    "end_column",
    "destination",
    "text",
    "message",
    "replacement",
    "certain",
    "evidence",
    "status",
    "final_url",
    "checked_at",
    "changed_at",
    "new",
    "baseline",
)

# OWASP, CSV injection: what a spreadsheet takes for a formula, blanks before it or not.
_FORMULA = re.compile(r"\s*[=+\-@\t\r]")


def render(report: Report, _: RenderOptions = PLAIN) -> str:
    """The whole report, its first line the names of the columns."""
    return "".join(pieces(report))


def pieces(report: Report, _: RenderOptions = PLAIN) -> Iterator[str]:
    """The same, a row at a time."""
    # RFC 4180 has CRLF and readers take both; LF keeps differences in git readable.
    writer = csv.DictWriter(_Passed(), COLUMNS, restval="", lineterminator="\n")
    yield writer.writeheader()
    for row in _rows(report):
        yield writer.writerow({name: cell(value) for name, value in row.items()})


class _Passed:
    """In place of a file: what is written to it is what writing returns."""

    def write(self, text: str) -> str:
        return text


def _rows(report: Report) -> Iterator[dict[str, str]]:
    for result in report.results:
        if not result.findings:
            yield _fine(result)
        for finding in result.findings:
            yield _row(entries.of_link(result, finding))
    yield from map(_row, map(entries.of_remark, report.text_findings))
    yield from map(_row, map(entries.of_problem, report.problems))


def _fine(result: Result) -> dict[str, str]:
    first = {"level": Level.NONE.word, "verdict": result.verdict.value, "path": result.link.path}
    return first | _region(result.link.region) | _link(result)


def _row(entry: Entry) -> dict[str, str]:
    finding = entry.finding
    row = {
        "level": finding.level.word,
        "verdict": finding.verdict.value,
        "rule": finding.rule,
        "path": entry.path,
        "message": finding.message,
        "replacement": finding.replacement or "",
        "certain": "yes" if finding.certain else "no",
        "evidence": " | ".join(proof.in_words for proof in finding.evidence),
        "new": {True: "yes", False: "no", None: ""}[entry.is_new],
        "baseline": "yes" if entry.is_accepted else "no",
    }
    place = _region(entry.region) if entry.region else {}
    about = _link(entry.result) if entry.result else {"text": entry.subject}
    return row | place | about


def _region(region: Region) -> dict[str, str]:
    return {name: str(value) for name, value in records.region(region).items()}


def _link(result: Result) -> dict[str, str]:
    seen = result.observation
    row = {"destination": result.link.destination, "text": result.link.text}
    if isinstance(seen.outcome, Answer) and seen.outcome.status:
        row |= {"status": str(seen.outcome.status), "final_url": seen.outcome.uri}
    if seen.observed_at:
        row["checked_at"] = records.moment(seen.observed_at)
    if result.change:
        row["changed_at"] = result.change.at
    return row


def cell(value: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    safe = escape_commands_within(shown(value))
    return f"'{safe}" if _FORMULA.match(value) or _FORMULA.match(safe) else safe
