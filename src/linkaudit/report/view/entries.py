"""All findings of a report as one list, for formats that are lists.

An entry is one finding at one location. Nothing is left out or judged again here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from linkaudit.model.document import Problem, Region
from linkaudit.model.fingerprint import Numbering
from linkaudit.model.report import Finding, Level, Report, Result, TextFinding, Verdict
from linkaudit.report.view import wording
from linkaudit.text.redact import shown

NOT_AUDITED = "not-audited"
"""In place of a rule id for a document that could not be read: no rule was applied."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding with its place; `region` is None for a document that could not be read."""

    path: str
    region: Region | None
    finding: Finding
    subject: str
    """The destination of a link, or a name in the text."""
    result: Result | None = None
    """The link that it is about."""
    is_new: bool | None = None
    """Since the last run; None without one."""
    is_accepted: bool = False
    """The baseline has it."""
    fingerprint: str = ""
    """Its identity from run to run; set by `entries`, which sees all of them."""

    @property
    def level(self) -> Level:
        """How much there is to act on: nothing, where the baseline has it."""
        return Level.NONE if self.is_accepted else self.finding.level


def entries(report: Report) -> Iterator[Entry]:
    """The findings of links, then what was found in the text, then what could not be read."""
    numbering = Numbering()
    for entry in _in_order(report):
        finding = entry.finding
        if finding.level is Level.NONE:
            yield entry
            continue
        fingerprint = numbering.fingerprint(entry.path, finding.rule, entry.subject)
        yield replace(entry, fingerprint=fingerprint)


def _in_order(report: Report) -> Iterator[Entry]:
    for result in report.results:
        for finding in result.findings:
            yield of_link(result, finding)
    yield from map(of_remark, report.text_findings)
    yield from map(of_problem, report.problems)


def of_link(result: Result, finding: Finding) -> Entry:
    link = result.link
    is_new = finding.rule in result.before.new if result.before else None
    is_accepted = finding.rule in result.accepted
    return Entry(link.path, link.region, finding, link.destination, result, is_new, is_accepted)


def of_remark(remark: TextFinding) -> Entry:
    new, accepted = remark.is_new, remark.is_accepted
    return Entry(remark.path, remark.region, remark.finding, remark.text, None, new, accepted)


def of_problem(problem: Problem) -> Entry:
    """The contract: each problem counts as an error."""
    found = Finding(NOT_AUDITED, Verdict.UNCHECKED, Level.ERROR, problem.message)
    return Entry(problem.path, None, found, "")


def lines(finding: Finding) -> list[str]:
    """The finding as a sentence, the replacement if one is known, and the evidence."""
    said = [wording.sentence(finding.message)]
    if finding.replacement:
        lead = "Replace with" if finding.certain else "Possible replacement"
        said.append(f"{lead}: {shown(finding.replacement)}")
    return [*said, *(proof.in_words for proof in finding.evidence)]
