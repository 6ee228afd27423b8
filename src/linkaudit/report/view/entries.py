"""All that a report has to tell as one list, for formats that are lists.

An entry is one finding at one place. Nothing is left out here and nothing is judged anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from linkaudit.model.document import Problem, Region
from linkaudit.model.fingerprint import Numbering
from linkaudit.model.report import Finding, Level, Report, Result, TextFinding, Verdict
from linkaudit.text.redact import shown

NOT_AUDITED = "not-audited"
"""What stands for a rule where a document could not be read: no rule was ever asked."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding with its place; `region` is None for a document that could not be read."""

    path: str
    region: Region | None
    finding: Finding
    subject: str
    """What stands there: the destination of a link, or a name in the text."""
    result: Result | None = None
    """The link that it is about."""
    is_new: bool | None = None
    """Since the last run; None where nobody knows."""
    is_accepted: bool = False
    """The baseline has it."""
    fingerprint: str = ""
    """Its identity from run to run; only `entries` knows it, which sees all of them."""

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
    return Entry(
        remark.path,
        remark.region,
        remark.finding,
        remark.text,
        is_new=remark.is_new,
        is_accepted=remark.is_accepted,
    )


def of_problem(problem: Problem) -> Entry:
    """The contract: each problem counts as an error."""
    found = Finding(NOT_AUDITED, Verdict.UNCHECKED, Level.ERROR, problem.message)
    return Entry(problem.path, None, found, "")


def offer(finding: Finding) -> str:
    """The replacement, and whether it is certain; empty where none is known."""
    if not finding.replacement:
        return ""
    lead = "Replace with" if finding.certain else "Possible replacement"
    return f"{lead}: {shown(finding.replacement)}"


def proofs(finding: Finding) -> list[str]:
    """The evidence, a line each."""
    return [proof.in_words for proof in finding.evidence]
