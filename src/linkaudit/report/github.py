"""The report as annotations on GitHub, beside the lines that they are about.

Workflow commands for the runner, which reads them from standard output.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from linkaudit.model.report import Level, Report
from linkaudit.report.formats import PLAIN, RenderOptions
from linkaudit.report.view import entries, since_last_run
from linkaudit.report.view.entries import Entry
from linkaudit.text.numbers import plural
from linkaudit.text.redact import shown
from linkaudit.text.workflow_commands import escape_commands, escape_commands_within

SHOWN = 10
"""How many of each level GitHub shows per step; it drops the rest."""

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})


def render(report: Report, _: RenderOptions = PLAIN) -> str:
    """One line per finding, the worst first; if not all fit, a last line counts the rest."""
    found = list(entries.entries(report))
    by_level = {level: [e for e in found if e.level is level] for level in _COMMANDS}
    stopped = [_stopped(report)] if report.interruption else []
    known = [_known(report)] if since_last_run.baseline(report) else []
    room = {Level.ERROR: SHOWN - len(stopped), Level.WARNING: SHOWN, Level.NOTE: SHOWN - len(known)}
    if any(len(by_level[level]) > room[level] for level in _COMMANDS):
        room[Level.NOTE] -= 1  # for the line that says so
    lines = stopped
    for level in _COMMANDS:
        lines += [_annotation(entry) for entry in by_level[level][: room[level]]]
    left = {level: len(by_level[level]) - room[level] for level in _COMMANDS}
    if any(number > 0 for number in left.values()):
        lines.append(_left_out(left))
    lines += known
    return "".join(f"{line}\n" for line in lines)


def _annotation(entry: Entry) -> str:
    finding = entry.finding
    lines = entries.lines(finding)
    if entry.subject:
        lines.insert(0, shown(entry.subject))
    title = finding.rule
    if entry.result is not None and finding.verdict.value != finding.rule:
        title = f"{finding.verdict.value} ({finding.rule})"
    if entry.is_new:
        title = f"{title}, new since the last run"
    return _command(finding.level, {**_place(entry), "title": title}, lines)


def _place(entry: Entry) -> Mapping[str, str]:
    """Standard input has no file to annotate. GitHub knows columns within one line only."""
    place: dict[str, str] = {} if entry.path == "-" else {"file": shown(entry.path)}
    region = entry.region
    if region is None or not place:
        return place
    place |= {"line": str(region.line)}
    if region.line == region.end_line:
        place |= {"col": str(region.column), "endColumn": str(region.end_column)}
    return place | {"endLine": str(region.end_line)}


def _stopped(report: Report) -> str:
    text = f"Incomplete run: {shown(report.interruption)}."
    return _command(Level.ERROR, {"title": "linkaudit"}, [text])


def _known(report: Report) -> str:
    told = since_last_run.baseline(report)
    text = f"{told[:1].upper()}{told[1:]}. The other reports list them."
    return _command(Level.NOTE, {"title": "linkaudit: baseline"}, [text])


def _left_out(left: Mapping[Level, int]) -> str:
    parts = [plural(number, _COMMANDS[level]) for level, number in left.items() if number > 0]
    text = (
        f"{', '.join(parts)} not shown: GitHub takes {SHOWN} of each level per step. "
        "The other reports list all of them."
    )
    return _command(Level.NOTE, {"title": "linkaudit: some findings are not shown"}, [text])


def _command(level: Level, properties: Mapping[str, str], lines: Iterable[str]) -> str:
    """One command as the runner's parser wants it; it unescapes, then shows lines as they are."""
    said = ",".join(f"{name}={_value(text)}" for name, text in properties.items())
    message = "\n".join(map(escape_commands, lines))
    return f"::{_COMMANDS[level]} {said}::{message.translate(_DATA)}"


def _value(text: str) -> str:
    return escape_commands_within(text).translate(_PROPERTY)
