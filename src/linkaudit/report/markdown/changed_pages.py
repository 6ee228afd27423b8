"""The part of the Markdown report on pages that were changed after the article came out.

Apart from the verdicts, since nothing is wrong with these links. All foreign text passes
`escape.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linkaudit.model.report import PageChange, Report, Result
from linkaudit.report.markdown import cells
from linkaudit.report.view import evidence, wording

_MANY = 10  # rows that a reader may be shown unasked

Changed = tuple[PageChange, Sequence[Result]]


def changes(report: Report, folder: str) -> Iterator[str]:
    """The section; nothing where no page was changed, or nobody knows since when."""
    said, served = wording.changes(report), wording.changes(report, by_page=False)
    if not (said or served):
        return
    yield "## Changed since publication\n"
    if said:
        yield f"{wording.CHANGED_BY_PAGE}\n"
        is_long = len(said) > _MANY
        yield from _rows(report, said, folder, wording.plural(len(said), "page") if is_long else "")
    if served:
        yield from _rows(
            report,
            served,
            folder,
            f"{wording.plural(len(served), 'page')}: {wording.CHANGED_BY_SERVER}",
        )


def _rows(report: Report, found: Sequence[Changed], folder: str, summary: str) -> Iterator[str]:
    """A table, folded below its summary where there is one."""
    if summary:
        yield f"<details><summary>{summary}</summary>\n"
    yield "| Changed | Link | Place | By whose word |\n|:--|:--|:--|:--|"
    for change, results in found:
        row = (
            change.at,
            f"{cells.name(results[0])}<br>{cells.asked(results[0])}",
            cells.lines(report, results, folder),
            _proofs(change),
        )
        yield f"| {' | '.join(row)} |"
    yield "\n</details>\n" if summary else ""


def _proofs(change: PageChange) -> str:
    proofs = "<br>".join(cells.small(cells.quoted(evidence.quote(one))) for one in change.evidence)
    return f"{wording.REVIEWED}<br>{proofs}" if change.is_review else proofs
