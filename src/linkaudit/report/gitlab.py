"""The report as GitLab's Code Quality: a list that merge requests compare with another.

Knows what GitLab reads (docs.gitlab.com, "Code Quality", its own report format): description,
check_name, fingerprint, severity, path and first line. It has no place for an interrupted run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from linkaudit.model.report import Level, Report
from linkaudit.report.formats import PLAIN, RenderOptions
from linkaudit.report.view import entries, laid_out
from linkaudit.report.view.entries import Entry
from linkaudit.text.redact import shown
from linkaudit.text.workflow_commands import escape_commands_in_json

# Of GitLab's five, "critical" and "blocker" would say more than a link is worth.
_SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.NOTE: "info"}


def render(report: Report, options: RenderOptions = PLAIN) -> str:
    """The whole list; an empty one where there is nothing to act on."""
    return "".join(pieces(report, options))


def pieces(report: Report, _: RenderOptions = PLAIN) -> Iterator[str]:
    """The same, a finding at a time."""
    told = (entry for entry in entries.entries(report) if entry.level in _SEVERITIES)
    yield from map(escape_commands_in_json, laid_out.pieces(map(_violation, told)))
    yield "\n"


def _violation(entry: Entry) -> Mapping[str, object]:
    about = f"{shown(entry.subject)}: " if entry.subject else ""
    return {
        "description": about + " ".join(entries.lines(entry.finding)),
        "check_name": f"linkaudit/{entry.finding.rule}",
        "fingerprint": _fingerprint(entry),
        "severity": _SEVERITIES[entry.level],
        "location": {
            "path": shown(entry.path).removeprefix("./"),
            "lines": {"begin": entry.region.line if entry.region else 1},
        },
    }


def _fingerprint(entry: Entry) -> str:
    """One of its own for each finding: GitLab takes two that are alike for one."""
    about = entry.fingerprint if entry.region else entry.finding.message
    text = "\0".join((entry.path, entry.finding.rule, about))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
