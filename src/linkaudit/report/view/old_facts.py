"""The line on facts that were read long ago, where a finding rests on one.

Reads the evidence of the findings alone: other facts of a pack do not matter here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from linkaudit.model.report import Finding, Report
from linkaudit.text.numbers import plural

# AWS moved the end of one service (Performance Insights) twice within a year (issue 17).
OLD = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class OldFacts:
    """How many facts of packs were read long before the audit, and the first such day."""

    count: int
    oldest: date

    @property
    def in_words(self) -> str:
        """One sentence for the foot of a report."""
        is_one = self.count == 1
        rests = f"{plural(self.count, 'fact')} that this report relies on"
        what = "was" if is_one else "were"
        since = f"on {self.oldest}" if is_one else f"the oldest on {self.oldest}"
        them = "its source" if is_one else "their sources"
        return (
            f"{rests} {what} last read more than {OLD.days} days ago, {since}: check {them} "
            "before you publish"
        )


def old_facts(report: Report) -> OldFacts | None:
    """The facts behind this report's findings that are old on the day of the audit."""
    read = {
        (proof.url, proof.quote): day
        for found in _findings(report)
        for proof in found.evidence
        if proof.source == "pack" and (day := _day(proof.date)) and day + OLD < report.as_of
    }
    return OldFacts(len(read), min(read.values())) if read else None


def _findings(report: Report) -> Iterator[Finding]:
    of_links = chain.from_iterable(result.findings for result in report.results)
    return chain(of_links, (remark.finding for remark in report.text_findings))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
