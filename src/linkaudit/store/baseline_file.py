"""The baseline: a file of findings that are known, and what it does to a report.

Marks and drops nothing: accepted findings are still reported, and fail no run. The file lies in the
repository, a line for each finding, sorted, so that git merges it and people read it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from linkaudit.errors import BaselineError
from linkaudit.files.bounded import read_bounded
from linkaudit.model.baseline import Baseline, BaselineEntry
from linkaudit.model.fingerprint import fingerprints
from linkaudit.model.report import Report
from linkaudit.text.redact import shown
from linkaudit.text.rule_ids import current_id, renamed_notes

_OURS, _VERSION = "# linkaudit baseline", 1
HEADER = f"{_OURS}, version {_VERSION}: findings that are known, written by --write-baseline"
_MAX_BYTES = 16 * 1024 * 1024  # 100,000 findings with their URLs
_FINGERPRINT = re.compile(r"[0-9a-f]{32}")
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")
_MEND = "remove the line, or rewrite the file with --write-baseline"


def apply_baseline(
    report: Report, baseline: Baseline | None, ignored: frozenset[str], root: Path
) -> Report:
    """The report with what the baseline has marked as accepted; the same without one."""
    if baseline is None:
        return report
    known = {(entry.path, entry.fingerprint) for entry in baseline.entries}
    found = fingerprints(report)
    results = [
        replace(result, accepted=frozenset(r for r, f in told.items() if (path, f) in known))
        for result, told in zip(report.results, found.results, strict=True)
        for path in [shown(result.link.path)]
    ]
    remarks = [
        replace(remark, is_accepted=(shown(remark.path), fingerprint) in known)
        for remark, fingerprint in zip(report.text_findings, found.text_findings, strict=True)
    ]
    stale = _stale(report, baseline, ignored, root)
    return replace(
        report,
        results=tuple(results),
        text_findings=tuple(remarks),
        baseline=replace(baseline, stale=tuple(sorted(stale))),
    )


def _stale(
    report: Report, baseline: Baseline, ignored: frozenset[str], root: Path
) -> Iterator[BaselineEntry]:
    """The entries that this run looked for and did not find."""
    found = {(entry.path, entry.fingerprint) for entry in entries_of(report)}
    audited = frozenset(map(shown, report.documents))
    unread = {shown(problem.path) for problem in report.problems}
    unknown = {
        (shown(result.link.path), shown(result.link.destination))
        for result in report.results
        if result.verdict.is_inconclusive
    }
    for entry in baseline.entries:
        if (entry.path, entry.fingerprint) in found or entry.rule in ignored:
            continue
        if (entry.path, entry.destination) in unknown or entry.path in unread:
            continue
        if entry.path in audited or _is_deleted(entry.path, root):
            yield entry


def _is_deleted(path: str, root: Path) -> bool:
    """Whether a document is gone from the tree. Of what lies outside, a baseline learns nothing."""
    is_outside = Path(path).is_absolute() or ".." in Path(path).parts
    return not is_outside and not os.path.lexists(root / path)


def entries_of(report: Report) -> Iterator[BaselineEntry]:
    """All findings of a report as entries; a document that could not be read is none."""
    found = fingerprints(report)
    for result, told in zip(report.results, found.results, strict=True):
        for rule, fingerprint in told.items():
            yield _entry(result.link.path, result.link.destination, rule, fingerprint)
    for remark, fingerprint in zip(report.text_findings, found.text_findings, strict=True):
        yield _entry(remark.path, remark.text, remark.finding.rule, fingerprint)


def _entry(path: str, subject: str, rule: str, fingerprint: str) -> BaselineEntry:
    return BaselineEntry(shown(path), shown(subject), rule, fingerprint)


# -------------------------------------------------------------------------- the file


def updated_baseline(
    report: Report, old: Baseline | None, ignored: frozenset[str], root: Path
) -> str:
    """The text of a baseline with all that this report found.

    What the old one has and this run did not look at stays: another document, a page that
    did not answer today.
    """
    kept = old.entries - set(_stale(report, old, ignored, root)) if old else frozenset()
    return baseline_text({*kept, *entries_of(report)})


def baseline_text(entries: Iterable[BaselineEntry]) -> str:
    """The text of a baseline: the header, then a line for each entry in the order of `Accepted`."""
    lines = ["\t".join((e.fingerprint, e.rule, e.path, e.destination)) for e in sorted(entries)]
    return "\n".join([HEADER, *lines]) + "\n"


def read_baseline(file: Path) -> Baseline:
    """The baseline in a file. Raises BaselineError, with the line that is wrong."""
    name = file.as_posix()
    try:
        content = read_bounded(file, _MAX_BYTES)
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise BaselineError(name, 0, f"{reason}; write one with --write-baseline") from error
    if len(content) > _MAX_BYTES:
        raise BaselineError(name, 0, f"larger than {_MAX_BYTES // 2**20} MiB; rewrite it")
    try:
        return parse(name, content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BaselineError(name, line, "not UTF-8; rewrite it with --write-baseline") from error


def parse(name: str, text: str) -> Baseline:
    """The baseline in a text. Raises BaselineError."""
    first, *lines = (line.rstrip("\r") for line in text.split("\n"))
    if not first.startswith(_OURS):
        raise BaselineError(name, 1, "not a baseline; write one with --write-baseline")
    if not first.startswith(f"{_OURS}, version {_VERSION}:"):
        raise BaselineError(name, 1, "of another version; rewrite it with --write-baseline")
    numbered = enumerate(lines, start=2)
    entries = frozenset(_parsed(name, n, line) for n, line in numbered if line)
    notes = tuple(renamed_notes(name, (entry.rule for entry in entries)))
    current = frozenset(replace(entry, rule=current_id(entry.rule)) for entry in entries)
    return Baseline(name, current, notes=notes)


def _parsed(name: str, number: int, line: str) -> BaselineEntry:
    fields = [shown(field) for field in line.split("\t")]
    if line.startswith(_CONFLICT):
        raise BaselineError(name, number, "a conflict of git's; keep the lines of both sides")
    if len(fields) != len(("fingerprint", "rule", "path", "destination")):
        raise BaselineError(name, number, f"not four fields with tabs between them; {_MEND}")
    fingerprint, rule, path, destination = fields
    if not _FINGERPRINT.fullmatch(fingerprint):
        raise BaselineError(name, number, f"does not begin with a fingerprint; {_MEND}")
    return BaselineEntry(path, destination, rule, fingerprint)
