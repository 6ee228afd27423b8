"""The summary on a terminal: each finding on two lines, then the count and the way on."""

from __future__ import annotations

from collections.abc import Callable

from linkaudit.model.baseline import BaselineEntry
from linkaudit.model.report import Finding, Level, Report, Result, TextFinding
from linkaudit.report.formats import PLAIN, RenderOptions
from linkaudit.report.view import since_last_run, wording
from linkaudit.report.view.headline import headline, unfinished
from linkaudit.report.view.old_facts import old_facts
from linkaudit.text.formats import counted
from linkaudit.text.numbers import plural
from linkaudit.text.redact import shown
from linkaudit.text.workflow_commands import escape_commands

_PLACES = 3  # that a line about something of less weight has room for


def render(report: Report, options: RenderOptions = PLAIN) -> str:
    """The summary; `options.paint` colours a word by its level."""
    paint = options.paint
    lines: list[str] = []
    for result in report.results:
        if result.level > Level.NONE:
            lines += _entry(result, paint)
    for remark in wording.old_names(report):
        lines += _name(remark, paint)
    lines += [f"{shown(p.path)}: {paint(shown(p.message), Level.ERROR)}" for p in report.problems]
    lines += [
        f"{shown(r.path)}:{r.region.line}: {shown(r.finding.message)}"
        for r in wording.notes(report)
    ]
    lines += [_aside(*aside) for aside in wording.asides(report).items()]
    if lines:
        lines.append("")
    lines.append(_counts(report))
    if report.unread:
        lines.append(f"Not read: {counted(report.unread)}.")
    if earlier := wording.cached_summary(report):
        lines.append(f"Cached: {earlier}.")
    for told in (since_last_run.since(report), since_last_run.baseline(report)):
        if told:
            lines.append(f"{told[:1].upper()}{told[1:]}.")
    lines += [_stale(entry) for entry in (report.baseline.stale if report.baseline else ())]
    if changed := wording.changes(report):
        lines.append(f"Changed since publication: {plural(len(changed), 'page')}.")
    if old := old_facts(report):
        lines.append(f"{old.in_words}.")
    # Why a run did not finish stands on standard error, right above this.
    lines.append(unfinished(report) if report.interruption else headline(report))
    return "\n".join(map(escape_commands, lines)) + "\n"


def _entry(result: Result, paint: Callable[[str, Level], str]) -> list[str]:
    place = f"{result.link.path}:{result.link.region.line}:{result.link.region.column}"
    verdict = paint(f"{result.verdict.value:<14}", result.level)
    lines = [f"{shown(place)}  {verdict} {shown(wording.target(result))}"]
    lines += [f"    {shown(finding.message)}" for finding in result.to_act_on]
    offer = wording.replacement(result)
    if offer:
        lead = "replace with" if wording.is_certain(result) else "possible replacement"
        lines.append(f"    {lead}: {shown(offer)}")
    return lines


def _name(remark: TextFinding, paint: Callable[[str, Level], str]) -> list[str]:
    place = f"{remark.path}:{remark.region.line}:{remark.region.column}"
    rule = paint(f"{remark.finding.rule:<14}", remark.finding.level)
    lines = [f"{shown(place)}  {rule} {shown(remark.text)}", f"    {shown(remark.finding.message)}"]
    if remark.finding.replacement:
        lines.append(f"    replace with: {shown(remark.finding.replacement)}")
    return lines


def _aside(finding: Finding, remarks: list[TextFinding]) -> str:
    """One line for all places: nothing has to be done about them."""
    places = [f"{remark.path}:{remark.region.line}" for remark in remarks]
    more = f" and {len(places) - _PLACES:,} more" if len(places) > _PLACES else ""
    return shown(f"note: {finding.message}: {', '.join(places[:_PLACES])}{more}")


def _stale(entry: BaselineEntry) -> str:
    return shown(f"    {entry.path}: {entry.rule} {entry.destination}")


def _counts(report: Report) -> str:
    found = ", ".join(
        f"{n:,} {verdict.value}" for verdict, n in wording.counts(report.results).items()
    )
    links = plural(len(report.results), "link")
    documents = plural(len(report.documents), "document")
    return f"{links} in {documents}: {found}" if found else f"{links} in {documents}"
