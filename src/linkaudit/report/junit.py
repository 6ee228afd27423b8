"""The report as JUnit's XML, for the test panes of CI servers: a suite a document, a case a link.

Findings that fail the run are failures; unread documents and incomplete runs are errors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from xml.etree import ElementTree as ET

from linkaudit.model.report import Finding, Level, Report, Result, TextFinding
from linkaudit.report.formats import PLAIN, RenderOptions
from linkaudit.report.view import entries, since_last_run, wording
from linkaudit.text.redact import shown
from linkaudit.text.workflow_commands import escape_commands_in_xml

_COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def render(report: Report, _: RenderOptions = PLAIN) -> str:
    """The whole report. What XML 1.0 §2.2 forbids is unprintable, so `shown` has taken it out."""
    suites: dict[str, ET.Element] = {}
    for path in report.documents:
        _properties(_suite(suites, path), _about(report))
    for result in report.results:
        _link(_suite(suites, result.link.path), result, report)
    for remark in report.text_findings:
        _remark(_suite(suites, remark.path), remark, report)
    for problem in report.problems:
        # The reason too: of one document, several parts may be unread.
        name = f"{entries.NOT_AUDITED}: {shown(problem.message)}"
        case = _case(_suite(suites, problem.path), problem.path, name)
        ET.SubElement(case, "error", _told(entries.NOT_AUDITED, problem.message))
    if report.interruption:
        case = _case(_suite(suites, "linkaudit"), "linkaudit", "the audit finished")
        ET.SubElement(case, "error", _told("interrupted", report.interruption))
    root = ET.Element("testsuites", name="linkaudit")
    root.extend(suites.values())
    for element in (root, *suites.values()):
        _count(element)
    root.set("time", f"{(report.finished_at - report.started_at).total_seconds():.3f}")
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{escape_commands_in_xml(text)}\n'


def _suite(suites: dict[str, ET.Element], path: str) -> ET.Element:
    return suites.setdefault(path, ET.Element("testsuite", name=shown(path)))


def _case(suite: ET.Element, path: str, name: str, line: int | None = None) -> ET.Element:
    case = ET.SubElement(suite, "testcase", classname=shown(path), name=name, file=shown(path))
    if line is not None:
        case.set("line", str(line))
    return case


def _link(suite: ET.Element, result: Result, report: Report) -> None:
    link, region = result.link, result.link.region
    # The column too: a pane that knows cases by name must not take two links for one.
    name = f"{shown(wording.target(result))} ({region.line}:{region.column})"
    case = _case(suite, link.path, name, region.line)
    if not result.verdict.row.is_checked:
        why = "; ".join(shown(finding.message) for finding in result.findings)
        ET.SubElement(case, "skipped", message=why or result.verdict.row.meaning)
        return
    _properties(case, _before(result))
    failing = [finding for finding in result.to_act_on if report.fails_by(finding)]
    _findings(case, result.findings, failing, result.accepted, result.verdict.value)


def _remark(suite: ET.Element, remark: TextFinding, report: Report) -> None:
    region = remark.region
    subject = f": {shown(remark.text)}" if remark.text else ""
    name = f"{remark.finding.rule}{subject} ({region.line}:{region.column})"
    case = _case(suite, remark.path, name, region.line)
    finding = remark.finding
    is_failing = report.fails_by(finding) and not remark.is_accepted
    accepted = {finding.rule} if remark.is_accepted else ()
    _findings(case, (finding,), [finding] if is_failing else [], accepted, finding.rule)


def _about(report: Report) -> dict[str, str]:
    return {"since": since_last_run.since(report), "baseline": since_last_run.baseline(report)}


def _before(result: Result) -> dict[str, str]:
    before = result.before
    if before is None or (before.verdict is result.verdict and not before.new):
        return {}
    was = before.verdict.value if before.verdict else "not there"
    return {"new": "yes" if before.new else "no", "verdict-before": was}


def _properties(element: ET.Element, values: Mapping[str, str]) -> None:
    told = {name: value for name, value in values.items() if value}
    if told:
        properties = ET.SubElement(element, "properties")
        for name, value in told.items():
            ET.SubElement(properties, "property", name=name, value=value)


def _findings(
    case: ET.Element,
    findings: Iterable[Finding],
    failing: Sequence[Finding],
    accepted: Collection[str],
    kind: str,
) -> None:
    """What fails as one failure, since some readers take only the first; the rest as output."""
    found = [finding for finding in findings if finding.level > Level.NONE]
    others = [finding for finding in found if finding not in failing]
    if failing:
        failure = ET.SubElement(case, "failure", _told(kind, failing[0].message))
        failure.text = _text(failing)
    if others:
        ET.SubElement(case, "system-out").text = _text(others, accepted)


def _told(kind: str, message: str) -> dict[str, str]:
    return {"type": kind, "message": shown(message)}


def _text(findings: Iterable[Finding], accepted: Collection[str] = ()) -> str:
    """A paragraph for each; every line begins with a word of ours."""
    lines = []
    for finding in findings:
        known = " (in the baseline)" if finding.rule in accepted else ""
        said, *more = entries.lines(finding)
        lines += [f"{finding.level.word} {finding.rule}{known}: {said}", *more]
    return "\n".join(lines)


def _count(element: ET.Element) -> None:
    found = Counter(child.tag for case in element.iter("testcase") for child in case)
    element.set("tests", str(sum(1 for _ in element.iter("testcase"))))
    for name, tag in _COUNTED.items():
        element.set(name, str(found[tag]))
