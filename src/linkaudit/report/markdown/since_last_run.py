"""The part of the Markdown report on what is new since the last run.

Nothing stands here that the tables below lack: it says where to look first. All foreign text
passes `escape.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from linkaudit.model.report import Report, Result, TextFinding
from linkaudit.report.markdown import cells, escape
from linkaudit.report.view import since_last_run

_MANY = 10  # rows that a reader may be shown unasked


def since(report: Report, folder: str) -> Iterator[str]:
    """The section; nothing where nothing is new, or there is no run to compare with."""
    worse = sorted(since_last_run.new_links(report), key=lambda result: result.verdict.rank)
    rows = [_link(result, folder) for result in worse]
    rows += [_remark(remark, folder) for remark in since_last_run.new_remarks(report)]
    rows += [_link(result, folder) for result in since_last_run.well_again(report)]
    if not rows:
        return
    told = escape.text(since_last_run.since(report))
    yield "## New since the last run\n"
    yield f"{told[:1].upper()}{told[1:]}.\n"
    if len(rows) > _MANY:
        yield f"<details><summary>{len(rows)} rows</summary>\n"
    yield "| Place | Link | Then | Now |\n|:--|:--|:--|:--|"
    yield from rows
    yield "\n</details>\n" if len(rows) > _MANY else ""


def _link(result: Result, folder: str) -> str:
    then = result.before.verdict if result.before else None
    row = (
        cells.place(result, folder),
        f"{cells.name(result)}<br>{cells.asked(result)}",
        then.value if then else "not there",
        f"**{result.verdict.value}**",
    )
    return f"| {' | '.join(row)} |"


def _remark(remark: TextFinding, folder: str) -> str:
    row = (
        cells.place(remark, folder),
        cells.bold(escape.text(remark.text)),
        "",
        cells.sentence(remark.finding.message),
    )
    return f"| {' | '.join(row)} |"
