"""The Markdown report: what to do before republishing, then a table for each verdict.

Written for a reader on GitHub. All foreign text passes `escape.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from linkaudit.model.report import Report, Result, Verdict
from linkaudit.report.formats import PLAIN, RenderOptions
from linkaudit.report.markdown import cells, escape
from linkaudit.report.markdown.sections import changes, checklist, known, overview, since
from linkaudit.report.view import since_last_run, wording
from linkaudit.report.view.headline import headline
from linkaudit.report.view.old_facts import old_facts
from linkaudit.text.numbers import plural

MARK = "<!-- linkaudit report: generated; the next run overwrites it -->"


def render(report: Report, options: RenderOptions = PLAIN) -> str:
    """The whole report."""
    return "".join(pieces(report, options))


def pieces(report: Report, options: RenderOptions = PLAIN) -> Iterator[str]:
    """The same, a line or a few at a time."""
    folder = options.folder
    parts = chain(
        (MARK,),
        _head(report),
        checklist(report, folder),
        since(report, folder),
        _tables(report, folder),
        _old_names(report, folder),
        changes(report, folder),
        known(report, folder),
        _problems(report),
        _notes(report, folder),
        (_foot(report),),
    )
    return (f"{part}\n" for part in parts)


def _head(report: Report) -> Iterator[str]:
    number = len(report.documents)
    subject = escape.code(report.documents[0]) if number == 1 else plural(number, "document")
    yield f"# Link audit of {subject}\n"
    note = escape.text(report.note)
    if note:
        yield f"> **{note}**\n"
    yield f"**{escape.text(headline(report))}**\n"
    yield " · ".join([*wording.facts(report), *_past(report)]) + "\n"
    yield from overview(report)
    found, shown = wording.tallies(report.results), set(wording.counts(_shown(report)))
    if found:
        yield "| Verdict | Links | Broken | To review | Meaning |\n|:--|--:|--:|--:|:--|"
    for verdict, tally in found.items():
        place = (
            _heading_link(verdict) if verdict in shown else f"[{verdict.value}](#in-the-baseline)"
        )
        numbers = " | ".join(
            f"{n:,}" if n else "" for n in (tally.links, tally.broken, tally.to_review)
        )
        yield cells.row(place, numbers, verdict.row.meaning)
    yield ""


def _past(report: Report) -> Iterator[str]:
    """What went before, in a short phrase or a link to its section."""
    if since_last_run.is_any_news(report):
        yield "[new since the last run](#new-since-the-last-run)"
    elif told := since_last_run.since(report):
        yield told
    if report.baseline:
        number = plural(wording.accepted(report), "finding")
        yield f"[{number} in the baseline](#in-the-baseline)"


def _heading_link(verdict: Verdict) -> str:
    return f"[{verdict.value}](#{escape.slug(verdict.row.heading)})"


def _tables(report: Report, folder: str) -> Iterator[str]:
    for verdict, results in wording.by_verdict(_shown(report)).items():
        yield f"## {verdict.row.heading}\n"
        if loud := [result for result in results if not wording.is_quiet(result)]:
            yield from _table(report, loud, folder)
            yield ""
        if quiet := [result for result in results if wording.is_quiet(result)]:
            yield f"<details><summary>{plural(len(quiet), 'link')}</summary>\n"
            if verdict is Verdict.SKIPPED:
                yield from _table(report, quiet, folder)
            else:
                yield from _list(quiet, folder)
            yield "\n</details>\n"


def _shown(report: Report) -> list[Result]:
    """What stands in the tables by verdict; the rest has a section of its own."""
    return [result for result in report.results if not result.is_accepted]


def _table(report: Report, results: Iterable[Result], folder: str) -> Iterator[str]:
    yield "| Location | Link | Finding | What to do |\n|:--|:--|:--|:--|"
    for result in results:
        place, link = cells.place(result, folder), cells.link(result)
        yield cells.row(place, link, cells.messages(result), cells.instead(result, report))


def _list(results: Iterable[Result], folder: str) -> Iterator[str]:
    """Links that need no words."""
    yield "| Location | Link |\n|:--|:--|"
    for result in results:
        yield cells.row(cells.place(result, folder), cells.link(result))


def _old_names(report: Report, folder: str) -> Iterator[str]:
    """One row for each thing that has another name or ended, with all places in the text."""
    if not (found := wording.names_by_finding(report)):
        return
    yield "## Outdated names\n"
    yield f"{wording.OLD_NAMES}\n"
    yield "| Name in the text | Finding | Replace with | Location |\n|:--|:--|:--|:--|"
    for finding, same in found.items():
        new, places = escape.text(finding.replacement or "–"), cells.lines(report, same, folder)
        yield cells.row(cells.names(same), cells.message(finding), new, places)
    yield ""


def _problems(report: Report) -> Iterator[str]:
    if report.problems:
        yield "## Not audited\n\n| Document | Reason |\n|:--|:--|"
        for problem in report.problems:
            yield cells.row(escape.code(problem.path), escape.text(problem.message))
        yield ""


def _notes(report: Report, folder: str) -> Iterator[str]:
    notes, asides = wording.notes(report), wording.asides(report)
    if notes or asides:
        yield "## Notes\n"
    if notes:
        yield "| Location | Note |\n|:--|:--|"
        for remark in notes:
            place = escape.code(f"{remark.path}:{remark.region.line}")
            yield cells.row(place, escape.text(remark.finding.message))
        yield ""
    if asides:
        # Folded: an article on an old event names old things.
        yield f"<details><summary>{wording.asides_in_short(asides)}</summary>\n"
        yield "| Name in the text | Finding | Location |\n|:--|:--|:--|"
        for finding, same in asides.items():
            place = cells.lines(report, same, folder)
            yield cells.row(cells.names(same), cells.message(finding), place)
        yield "\n</details>\n"


def _foot(report: Report) -> str:
    seconds = (report.finished_at - report.started_at).total_seconds()
    old = old_facts(report)
    told = f" {old.in_words}." if old else ""
    return f"<sub>Generated by linkaudit {report.version} in {seconds:.0f} s.{told}</sub>"
