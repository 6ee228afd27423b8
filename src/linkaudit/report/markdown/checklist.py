"""The first part of the Markdown report: what to do before republishing, as a list to tick.

All foreign text passes `escape.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from linkaudit.model.report import Report, Result
from linkaudit.report.markdown import cells, escape
from linkaudit.report.view import wording
from linkaudit.report.view.checklist import FixTask, ReviewTask, Task, UpdateTask, VerifyTask, steps


def overview(report: Report) -> Iterator[str]:
    """How much there is to do, a line for each step, for whoever reads no further."""
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
            yield from _lines(task, report, folder)
        yield ""
    if not found:
        yield "Nothing to do.\n"


def _lines(task: Task, report: Report, folder: str) -> Iterator[str]:
    match task:
        case FixTask(verdict, advice, results):
            yield f"{verdict.row.heading}. {advice}\n"
            for result in results:
                place = cells.line(report, result, folder)
                yield f"- [ ] {place}, {cells.name(result)}: {_why(result)}"
            yield ""
        case UpdateTask():
            yield _told(task, report, folder)
        case VerifyTask(said, results):
            yield f"- [ ] {said}: {cells.lines(report, results, folder)}."
        case ReviewTask(said):
            yield f"- [ ] {said}: [the latest first](#changed-since-publication)."


def _told(task: UpdateTask, report: Report, folder: str) -> str:
    parts = [f"- [ ] {cells.sentence(task.message)}"]
    if task.results:
        parts.append(f"See {cells.lines(report, task.results, folder)}.")
    if task.text_findings:
        parts.append(f"In the text: {cells.lines(report, task.text_findings, folder)}.")
    return " ".join(parts)


def _why(result: Result) -> str:
    found = escape.text(wording.why(result))
    offer = wording.replacement(result)
    if not offer:
        return f"{found}."
    put = "Replace with:" if wording.is_certain(result) else "Possible replacement:"
    return f"{found}. {put} {escape.url(offer)}"
