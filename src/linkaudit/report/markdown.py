"""The Markdown report: what to do before republishing, then a table for each verdict.

Written for a reader on GitHub. All foreign text passes `escape.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from linkaudit.model import Report, Result, Verdict
from linkaudit.report import cells, escape, past_runs, words
from linkaudit.report.changes import changes
from linkaudit.report.known import known
from linkaudit.report.since import since
from linkaudit.report.to_do import to_do

MARK = "<!-- linkaudit report: made by a program, written anew at each run -->"

_FOLDED = (Verdict.UNCHECKED, Verdict.SKIPPED, Verdict.OK)


def render(report: Report, folder: str = "") -> str:
    """The whole report. `folder` is where it will lie, so that places can be linked."""
    parts = [
        MARK,
        *_head(report),
        *to_do(report, folder),
        *since(report, folder),
        *_tables(report, folder),
        *_old_names(report, folder),
        *changes(report, folder),
        *known(report, folder),
        *_problems(report),
        *_notes(report),
        _foot(report),
    ]
    return "\n".join(parts).rstrip("\n") + "\n"


def _head(report: Report) -> Iterator[str]:
    number = len(report.documents)
    subject = escape.code(report.documents[0]) if number == 1 else words.plural(number, "document")
    yield f"# Link audit of {subject}\n"
    note = escape.text(report.note.strip())
    if note:
        yield f"> **{note}**\n"
    yield f"**{escape.text(words.headline(report))}**\n"
    yield _facts(report) + "\n"
    counts, shown = words.counts(report.results), set(words.counts(_shown(report)))
    if counts:
        yield "| Verdict | Links | Meaning |\n|:--|--:|:--|"
    for verdict, links in counts.items():
        place = (
            _heading_link(verdict) if verdict in shown else f"[{verdict.value}](#in-the-baseline)"
        )
        yield f"| {place} | {links} | {words.MEANINGS[verdict]} |"
    yield ""


def _facts(report: Report) -> str:
    targets = len({r.observation.target for r in report.results if r.observation.target})
    facts = [
        f"{words.plural(len(report.results), 'link')} to {words.plural(targets, 'target')}",
        f"audited on {report.finished_at:%Y-%m-%d at %H:%M} UTC",
    ]
    if earlier := words.remembered(report):
        facts.append(earlier)
    if past_runs.is_any_news(report):
        facts.append("[new since the last run](#new-since-the-last-run)")
    elif since_then := past_runs.since(report):
        facts.append(since_then)
    if report.baseline:
        number = words.plural(words.accepted(report), "finding")
        facts.append(f"[{number} in the baseline](#in-the-baseline)")
    if report.as_of != report.finished_at.date():
        facts.append(f"dates judged as of {report.as_of.isoformat()}")
    days = sorted(set(report.published.values()))
    if len(days) == 1:
        facts.append(f"published {days[0].isoformat()}")
    return " · ".join(facts)


def _heading_link(verdict: Verdict) -> str:
    heading = words.HEADINGS[verdict].lower()
    slug = "".join(char for char in heading if char.isalnum() or char in " -").replace(" ", "-")
    return f"[{verdict.value}](#{slug})"


def _tables(report: Report, folder: str) -> Iterator[str]:
    for verdict, results in words.by_verdict(_shown(report)).items():
        yield f"## {words.HEADINGS[verdict]}\n"
        if verdict in _FOLDED:
            yield f"<details><summary>{words.plural(len(results), 'link')}</summary>\n"
        yield from _table(report, verdict, results, folder)
        if verdict in _FOLDED:
            yield "\n</details>"
        yield ""


def _shown(report: Report) -> list[Result]:
    """What stands in the tables by verdict; the rest has a section of its own."""
    return [result for result in report.results if not result.is_accepted]


def _table(
    report: Report, verdict: Verdict, results: Iterable[Result], folder: str
) -> Iterator[str]:
    if verdict in (Verdict.OK, Verdict.UNCHECKED):
        yield "| Place | Link |\n|:--|:--|"
        for result in results:
            link = f"{cells.name(result)}<br>{cells.asked(result)}"
            yield f"| {cells.place(result, folder)} | {link} |"
        return
    yield "| Place | Link | What is wrong | Put instead |\n|:--|:--|:--|:--|"
    for result in results:
        row = (
            cells.place(result, folder),
            f"{cells.name(result)}<br>{cells.asked(result)}",
            cells.messages(result),
            cells.instead(result, report),
        )
        yield f"| {' | '.join(row)} |"


def _old_names(report: Report, folder: str) -> Iterator[str]:
    """One row for each thing that has another name, with all places in the text."""
    if not (remarks := words.old_names(report)):
        return
    yield "## Names that have changed\n"
    yield "In the text itself, at the first place of each section.\n"
    yield "| Name in the text | What has changed | Put instead | Where |\n|:--|:--|:--|:--|"
    for finding in dict.fromkeys(remark.finding for remark in remarks):
        same = [remark for remark in remarks if remark.finding == finding]
        row = (
            cells.names(same),
            cells.message(finding),
            escape.text(finding.replacement or "–"),
            cells.lines(report, same, folder),
        )
        yield f"| {' | '.join(row)} |"
    yield ""


def _problems(report: Report) -> Iterator[str]:
    if report.problems:
        yield "## Not audited\n\n| Document | Why |\n|:--|:--|"
        for problem in report.problems:
            yield f"| {escape.code(problem.path)} | {escape.text(problem.message)} |"
        yield ""


def _notes(report: Report) -> Iterator[str]:
    if notes := words.notes(report):
        yield "## Notes\n\n| Place | Note |\n|:--|:--|"
        for remark in notes:
            place = escape.code(f"{remark.path}:{remark.region.line}")
            yield f"| {place} | {escape.text(remark.finding.message)} |"
        yield ""


def _foot(report: Report) -> str:
    seconds = (report.finished_at - report.started_at).total_seconds()
    return f"<sub>Made by linkaudit {report.version} in {seconds:.0f} s.</sub>"
