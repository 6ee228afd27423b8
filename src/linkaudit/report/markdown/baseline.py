"""The part of the Markdown report on what the baseline has: folded, and all of it.

All foreign text passes `escape.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from linkaudit.model.baseline import Baseline
from linkaudit.model.report import Report
from linkaudit.report.markdown import cells, escape
from linkaudit.report.view import since_last_run, wording


def known(report: Report, folder: str) -> Iterator[str]:
    """The section; nothing without a baseline."""
    if report.baseline is None:
        return
    told = since_last_run.baseline(report)
    yield "## In the baseline\n"
    yield f"{escape.code(report.baseline.name)}: {told}.\n"
    rows = list(_rows(report, folder))
    if rows:
        yield f"<details><summary>{wording.plural(len(rows), 'row')}</summary>\n"
        yield "| Place | What | Why it would count |\n|:--|:--|:--|"
        yield from rows
        yield "\n</details>\n"
    if report.baseline.stale:
        yield from _stale(report.baseline)


def _rows(report: Report, folder: str) -> Iterator[str]:
    for result in report.results:
        if result.is_accepted:
            what = f"{cells.name(result)}<br>{cells.asked(result)}"
            yield f"| {cells.place(result, folder)} | {what} | {cells.messages(result)} |"
    for remark in report.text_findings:
        if remark.is_accepted:
            place, why = cells.place(remark, folder), cells.message(remark.finding)
            yield f"| {place} | {escape.text(remark.text)} | {why} |"


def _stale(baseline: Baseline) -> Iterator[str]:
    yield "Entries that match nothing any more:\n"
    yield "| Document | Rule | What stood there |\n|:--|:--|:--|"
    for entry in baseline.stale:
        row = (escape.code(entry.path), escape.code(entry.rule), escape.code(entry.destination))
        yield f"| {' | '.join(row)} |"
    yield ""
