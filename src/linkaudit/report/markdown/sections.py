"""The sections beside the verdicts: new since the last run, changed pages, the baseline.

Each yields nothing where there is nothing to say. All foreign text passes `escape.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linkaudit.model.baseline import Baseline
from linkaudit.model.report import PageChange, Report, Result, TextFinding
from linkaudit.report.markdown import cells, escape
from linkaudit.report.view import evidence, since_last_run, wording
from linkaudit.text.numbers import plural

_MANY = 10  # rows that a reader may be shown unasked

Changed = tuple[PageChange, Sequence[Result]]


def since(report: Report, folder: str) -> Iterator[str]:
    """The section; nothing where nothing is new, or there is no run to compare with."""
    worse = sorted(since_last_run.new_links(report), key=lambda result: result.verdict.rank)
    rows = [_row_of_link(result, folder) for result in worse]
    rows += [_row_of_remark(remark, folder) for remark in since_last_run.new_remarks(report)]
    rows += [_row_of_link(result, folder) for result in since_last_run.well_again(report)]
    if not rows:
        return
    told = escape.text(since_last_run.since(report))
    yield "## New since the last run\n"
    yield f"{told[:1].upper()}{told[1:]}.\n"
    if len(rows) > _MANY:
        yield f"<details><summary>{len(rows)} rows</summary>\n"
    yield "| Location | Link | Then | Now |\n|:--|:--|:--|:--|"
    yield from rows
    yield "\n</details>\n" if len(rows) > _MANY else ""


def _row_of_link(result: Result, folder: str) -> str:
    then = result.before.verdict if result.before else None
    row = (
        cells.place(result, folder),
        f"{cells.name(result)}<br>{cells.asked(result)}",
        then.value if then else "not there",
        f"**{result.verdict.value}**",
    )
    return f"| {' | '.join(row)} |"


def _row_of_remark(remark: TextFinding, folder: str) -> str:
    row = (
        cells.place(remark, folder),
        cells.bold(escape.text(remark.text)),
        "",
        cells.sentence(remark.finding.message),
    )
    return f"| {' | '.join(row)} |"


def changes(report: Report, folder: str) -> Iterator[str]:
    """The section; nothing where no page was changed, or nobody knows since when."""
    said, served = wording.changes(report), wording.changes(report, by_page=False)
    if not (said or served):
        return
    yield "## Changed since publication\n"
    if said:
        yield f"{wording.CHANGED_BY_PAGE}\n"
        is_long = len(said) > _MANY
        yield from _changed(report, said, folder, plural(len(said), "page") if is_long else "")
    if served:
        yield from _changed(
            report,
            served,
            folder,
            f"{plural(len(served), 'page')}: {wording.CHANGED_BY_SERVER}",
        )


def _changed(report: Report, found: Sequence[Changed], folder: str, summary: str) -> Iterator[str]:
    """A table, folded below its summary where there is one."""
    if summary:
        yield f"<details><summary>{summary}</summary>\n"
    yield "| Changed | Link | Location | Source |\n|:--|:--|:--|:--|"
    for change, results in found:
        row = (
            change.at,
            f"{cells.name(results[0])}<br>{cells.asked(results[0])}",
            cells.lines(report, results, folder),
            _word(change),
        )
        yield f"| {' | '.join(row)} |"
    yield "\n</details>\n" if summary else ""


def _word(change: PageChange) -> str:
    proofs = "<br>".join(cells.small(cells.quoted(evidence.quote(one))) for one in change.evidence)
    return f"{wording.REVIEWED}<br>{proofs}" if change.is_review else proofs


def known(report: Report, folder: str) -> Iterator[str]:
    """The section; nothing without a baseline."""
    if report.baseline is None:
        return
    told = since_last_run.baseline(report)
    yield "## In the baseline\n"
    yield f"{escape.code(report.baseline.name)}: {told}.\n"
    rows = list(_accepted(report, folder))
    if rows:
        yield f"<details><summary>{plural(len(rows), 'row')}</summary>\n"
        yield "| Location | Link or name | Finding |\n|:--|:--|:--|"
        yield from rows
        yield "\n</details>\n"
    if report.baseline.stale:
        yield from _stale(report.baseline)


def _accepted(report: Report, folder: str) -> Iterator[str]:
    for result in report.results:
        if result.is_accepted:
            what = f"{cells.name(result)}<br>{cells.asked(result)}"
            yield f"| {cells.place(result, folder)} | {what} | {cells.messages(result)} |"
    for remark in report.text_findings:
        if remark.is_accepted:
            place, why = cells.place(remark, folder), cells.message(remark.finding)
            yield f"| {place} | {escape.text(remark.text)} | {why} |"


def _stale(baseline: Baseline) -> Iterator[str]:
    yield "Entries that no longer match:\n"
    yield "| Document | Rule | Link or name |\n|:--|:--|:--|"
    for entry in baseline.stale:
        row = (escape.code(entry.path), escape.code(entry.rule), escape.code(entry.destination))
        yield f"| {' | '.join(row)} |"
    yield ""
