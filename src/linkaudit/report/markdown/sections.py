"""The sections around the tables: checklist, news since the last run, changed pages, baseline.

Each yields nothing if there is nothing to say. All foreign text passes `escape.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linkaudit.model.baseline import Baseline
from linkaudit.model.report import PageChange, Report, Result, TextFinding
from linkaudit.report.markdown import cells, escape
from linkaudit.report.view import evidence, since_last_run, wording
from linkaudit.report.view.checklist import FixTask, ReviewTask, Task, UpdateTask, VerifyTask, steps
from linkaudit.text.numbers import plural

_MANY = 10  # rows that a reader may be shown unasked

Changed = tuple[PageChange, Sequence[Result]]


def overview(report: Report) -> Iterator[str]:
    """How much there is to do, one line per step."""
    for number, step in enumerate(steps(report), start=1):
        heading = f"{number}. {step.title}"
        yield f"{number}. [{step.title}](#{escape.slug(heading)}): {step.amount}"
    yield ""


def checklist(report: Report, folder: str) -> Iterator[str]:
    """The lines of the section, most urgent first."""
    yield "## Before republishing\n"
    found = steps(report)
    if fixable := wording.fixable(report):
        yield f"{fixable}\n"
    for number, step in enumerate(found, start=1):
        yield f"### {number}. {step.title}\n"
        for task in step.tasks:
            yield from _of_task(task, report, folder)
        yield ""
    if not found:
        yield "Nothing to do.\n"


def _of_task(task: Task, report: Report, folder: str) -> Iterator[str]:
    match task:
        case FixTask(verdict, advice, results):
            yield f"{verdict.row.heading}. {advice}\n"
            for result in results:
                place = cells.line(report, result, folder)
                yield f"- [ ] {place}, {cells.name(result)}: {_why(result)}"
            yield ""
        case UpdateTask():
            yield _update(task, report, folder)
        case VerifyTask(said, results):
            yield f"- [ ] {said}: {cells.lines(report, results, folder)}."
        case ReviewTask(said):
            yield f"- [ ] {said}: [the latest first](#changed-since-publication)."


def _update(task: UpdateTask, report: Report, folder: str) -> str:
    parts = [f"- [ ] {cells.sentence(task.message)}"]
    if task.results:
        parts.append(f"See {cells.lines(report, task.results, folder)}.")
    if task.text_findings:
        parts.append(f"In the text: {cells.lines(report, task.text_findings, folder)}.")
    return " ".join(parts)


def _why(result: Result) -> str:
    found = escape.text(wording.closed(wording.why(result)))
    offer = wording.replacement(result)
    if not offer:
        return found
    put = "Replace with:" if wording.is_certain(result) else "Possible replacement:"
    return f"{found} {put} {escape.url(offer)}"


def since(report: Report, folder: str) -> Iterator[str]:
    """The section; nothing without news or a run to compare with."""
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
    old, new = then.value if then else "not there", cells.bold(result.verdict.value)
    return cells.row(cells.place(result, folder), cells.link(result), old, new)


def _row_of_remark(remark: TextFinding, folder: str) -> str:
    return cells.row(
        cells.place(remark, folder),
        cells.bold(escape.text(remark.text)),
        "",
        cells.sentence(remark.finding.message),
    )


def changes(report: Report, folder: str) -> Iterator[str]:
    """The section; nothing if no page is known to have changed."""
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
        yield cells.row(
            change.at,
            cells.link(results[0]),
            cells.lines(report, results, folder),
            _word(change),
        )
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
            place, why = cells.place(result, folder), cells.messages(result)
            yield cells.row(place, cells.link(result), why)
    for remark in report.text_findings:
        if remark.is_accepted:
            place, why = cells.place(remark, folder), cells.message(remark.finding)
            yield cells.row(place, escape.text(remark.text), why)


def _stale(baseline: Baseline) -> Iterator[str]:
    yield "Entries that no longer match:\n"
    yield "| Document | Rule | Link or name |\n|:--|:--|:--|"
    for entry in baseline.stale:
        yield cells.row(
            escape.code(entry.path), escape.code(entry.rule), escape.code(entry.destination)
        )
    yield ""
