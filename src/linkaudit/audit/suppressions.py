"""What suppression comments do to findings, and which of them do nothing.

Pure functions over what was found. Where the comments stand, `extract/suppress.py` knows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from linkaudit.audit.links import CollectedLinks, Reference
from linkaudit.extract.suppress import Silencing
from linkaudit.model.document import Region, Suppression
from linkaudit.model.report import Finding, Level, Result, TextFinding, Verdict
from linkaudit.rules.base import Violation
from linkaudit.rules.syntax.unused_suppression import RULE
from linkaudit.text.rule_ids import current_id, renamed_notes

LocatedSuppression = tuple[str, Suppression]
"""A comment with the path of its document."""
_NONE = Silencing(())


def without_suppressed(result: Result, reference: Reference) -> Result:
    """Without the findings that a comment names; a link left without any is skipped."""
    rules = {rule for suppression in reference.suppressed_by for rule in _ids(suppression)}
    if not rules:
        return result
    kept = tuple(finding for finding in result.findings if finding.rule not in rules)
    if len(kept) < len(result.findings) and not kept:
        lines = sorted({s.place.line for s in reference.suppressed_by})
        words = f"suppressed by the comment in line {', '.join(map(str, lines))}"
        kept = (Finding("skipped", Verdict.SKIPPED, Level.NONE, words),)
    return replace(result, findings=kept)


def text_findings(
    text_findings: Iterable[TextFinding],
    collected: CollectedLinks,
    used_by_links: Collection[LocatedSuppression],
    ignored: frozenset[str],
) -> tuple[TextFinding, ...]:
    """The remarks that no comment suppresses, and one for each comment that suppresses nothing.

    `used_by_links` are the comments that suppress something of a link.
    """
    by_path: dict[str, list[Suppression]] = {}
    for path, suppression in collected.suppressions:
        by_path.setdefault(path, []).append(suppression)
    comments = {path: Silencing(own) for path, own in by_path.items()}
    used = set(used_by_links)
    kept = []
    for remark in text_findings:
        about = comments.get(remark.path, _NONE)
        silencing = [(remark.path, one) for one in _silencing(about, remark)]
        used.update(silencing)
        if not silencing:
            kept.append(remark)
    kept += [_unused(*owned) for owned in collected.suppressions if owned not in used]
    wanted = [remark for remark in kept if remark.finding.rule not in ignored]
    return tuple(sorted(wanted, key=lambda remark: (remark.path, remark.region)))


def used_by(reference: Reference, result: Result) -> Iterator[LocatedSuppression]:
    """The comments that suppress something of this link, by all of its findings."""
    if not reference.suppressed_by:
        return
    rules = {finding.rule for finding in result.findings}
    for suppression in reference.suppressed_by:
        if not suppression.rules or _ids(suppression) & rules:
            yield reference.link.path, suppression


def _ids(suppression: Suppression) -> frozenset[str]:
    return frozenset(map(current_id, suppression.rules))


def renamed_in_comments(suppressions: Iterable[LocatedSuppression]) -> tuple[str, ...]:
    """A line for each comment that has the old spelling of a rule's id."""
    return tuple(
        note
        for path, suppression in suppressions
        for note in renamed_notes(f"{path}:{suppression.place.line}", suppression.rules)
    )


def _silencing(comments: Silencing, remark: TextFinding) -> Iterator[Suppression]:
    for suppression in comments.about(remark.region.line, remark.region.end_line):
        if not suppression.rules or remark.finding.rule in _ids(suppression):
            yield suppression


def _unused(path: str, suppression: Suppression) -> TextFinding:
    place = suppression.place
    region = Region(place.line, place.column, place.line, place.column)
    found = Violation("unused suppression comment; remove it")
    return TextFinding(path, region, "", RULE.finding(found))
