"""What suppression comments do to findings, and which of them do nothing.

Pure functions over what was found. Where the comments stand, `extract/suppress.py` knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from linkaudit.document import Remark, Suppression
from linkaudit.model import Finding, Level, Result, Verdict
from linkaudit.references import Collected, Reference

RULE = "unused-suppression"


def silenced(findings: Sequence[Finding], reference: Reference) -> tuple[Finding, ...]:
    """The findings without those that a comment names; a link left without any is skipped."""
    rules = {rule for suppression in reference.silenced_by for rule in suppression.rules}
    kept = tuple(finding for finding in findings if finding.rule not in rules)
    if len(kept) < len(findings) and not kept:
        lines = sorted({s.place.line for s in reference.silenced_by})
        words = f"silenced by the comment in line {', '.join(map(str, lines))}"
        return (Finding("skipped", Verdict.SKIPPED, Level.NONE, words),)
    return kept


def unused(collected: Collected, found: Iterable[tuple[Reference, Result]]) -> tuple[Remark, ...]:
    """A remark for each comment that silences nothing. `found` holds what was found before."""
    used: set[tuple[str, Suppression]] = set()
    for reference, result in found:
        rules = {finding.rule for finding in result.findings}
        for suppression in reference.silenced_by:
            if not suppression.rules or suppression.rules & rules:
                used.add((reference.link.path, suppression))
    return tuple(
        Remark(path, suppression.place.line, RULE, "this comment silences nothing: remove it")
        for path, suppression in collected.suppressions
        if (path, suppression) not in used
    )
