"""The report as SARIF 2.1.0, for code scanning and editors: one run, one result a finding.

Knows the format, not the rules: these are handed in as rows. What has no level is no result.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from urllib.parse import quote

from linkaudit.model.baseline import BaselineEntry
from linkaudit.model.document import LinkKind, Region
from linkaudit.model.report import Level, Report, Result
from linkaudit.report.formats import PLAIN, RenderOptions, RuleRow
from linkaudit.report.view import entries, laid_out, records
from linkaudit.report.view.entries import Entry
from linkaudit.text.redact import redact, shown
from linkaudit.text.workflow_commands import JOINER, escape_commands_in_json

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "linkauditFinding/v1"  # §3.27.17: a new way to compute it gets a new number
_ROOT = "SRCROOT"

_REGION = {
    "startLine": "line",
    "startColumn": "column",
    "endLine": "end_line",
    "endColumn": "end_column",
}

# What needs no escape in any place where a destination stands; a fix must not guess.
_SAFE = re.compile(r"[\w:/?#@!$,;=.~%+&-]+", re.ASCII)
_ENTITY = re.compile(r"&#?\w+;")
_BARE_END = re.compile(r"[\w/]", re.ASCII)


def render(report: Report, options: RenderOptions = PLAIN) -> str:
    """The whole log; two runs over the same web give the same bytes but for times."""
    return "".join(pieces(report, options))


def pieces(report: Report, options: RenderOptions = PLAIN) -> Iterator[str]:
    """The same, a result at a time."""
    told = (entry for entry in entries.entries(report) if entry.finding.level > Level.NONE)
    known = [*map(_rule, _rules(options)), _not_audited()]
    index = {rule["id"]: number for number, rule in enumerate(known)}
    state = _states(report)
    run = {
        "tool": {"driver": {"name": "linkaudit", "version": report.version, "rules": known}},
        "invocations": [_invocation(report)],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            _ROOT: {"description": {"text": "The directory in which linkaudit ran."}}
        },
        "results": chain(
            ({**_result(entry, index), **state(entry)} for entry in told),
            (_absent(entry, index) for entry in (report.baseline.stale if report.baseline else ())),
        ),
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    yield from map(escape_commands_in_json, laid_out.pieces(document))
    yield "\n"


def _rules(options: RenderOptions) -> Sequence[RuleRow]:
    if options.rules is not None:
        return options.rules
    from linkaudit.rules.registry import RULES  # only now: the rules are many modules

    return RULES


def _rule(row: RuleRow) -> Mapping[str, object]:
    meaning = f"Verdict {row.verdict.value}: {row.verdict.row.meaning}."
    return _descriptor(row.id, row.level, row.summary, meaning, row.page())


def _not_audited() -> Mapping[str, object]:
    summary = "A document, or a part of it, could not be audited."
    meaning = "Its links were not checked. Fix what the message names and run the audit again."
    page = f"# {entries.NOT_AUDITED}\n\n{summary}\n\n{meaning}\n"
    return _descriptor(entries.NOT_AUDITED, Level.ERROR, summary, meaning, page)


def _descriptor(
    name: str, level: Level, summary: str, meaning: str, page: str
) -> Mapping[str, object]:
    return {
        "id": name,
        "shortDescription": {"text": summary},
        "fullDescription": {"text": f"{summary} {meaning}"},
        "help": {"text": f"{summary} {meaning}", "markdown": page},
        "defaultConfiguration": {"level": level.word},
    }


def _invocation(report: Report) -> Mapping[str, object]:
    told = {
        "executionSuccessful": not report.interruption,
        "startTimeUtc": records.moment(report.started_at),
        "endTimeUtc": records.moment(report.finished_at),
    }
    if report.interruption:
        text = f"Incomplete run: {shown(report.interruption)}"
        told["toolExecutionNotifications"] = [{"level": "error", "message": {"text": text}}]
    return told


def _result(entry: Entry, index: Mapping[object, int]) -> dict[str, object]:
    finding = entry.finding
    result = _ruled(finding.rule, index) | {
        "level": finding.level.word,
        "message": {"text": _message(entry)},
        "locations": [{"physicalLocation": _physical(entry)}],
        "partialFingerprints": {FINGERPRINT: entry.fingerprint},
    }
    if fix := _fix(entry):
        result["fixes"] = [fix]
    return result | {"properties": _properties(entry)}


def _ruled(rule: str, index: Mapping[object, int]) -> dict[str, object]:
    return {"ruleId": rule} | ({"ruleIndex": index[rule]} if rule in index else {})


def _states(report: Report) -> Callable[[Entry], Mapping[str, object]]:
    """How a result compares: with the baseline if there is one, else with the last run.

    §3.27.24, and §3.27.23, which wants `suppressions` in all results of a run or in none.
    """
    baseline = report.baseline
    if baseline is not None:
        why = {"kind": "external", "justification": f"In the baseline {shown(baseline.name)}."}
        known = {"baselineState": "unchanged", "suppressions": [why]}
        new = {"baselineState": "new", "suppressions": []}
        return lambda entry: known if entry.is_accepted else new
    if report.compared is None or report.compared.at is None:
        return lambda _: {}
    # What no run saw before, such as a document that was added, is new too.
    return lambda entry: {"baselineState": "unchanged" if entry.is_new is False else "new"}


def _absent(entry: BaselineEntry, index: Mapping[object, int]) -> Mapping[str, object]:
    """A baseline entry that no longer matches. §3.27.9: checked, and no problem found."""
    text = f"Fixed, but still in the baseline: {shown(entry.destination)}"
    return _ruled(shown(entry.rule), index) | {
        "kind": "pass",
        "level": "none",
        "message": {"text": text.replace("](", f"]{JOINER}(")},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(entry.path)}}],
        "partialFingerprints": {FINGERPRINT: entry.fingerprint},
        "baselineState": "absent",
        "suppressions": [],
    }


def _message(entry: Entry) -> str:
    # §3.11.6: `[text](target)` within a message is a link, and no text from a page may be one.
    return "\n".join(entries.lines(entry.finding)).replace("](", f"]{JOINER}(")


def _physical(entry: Entry) -> Mapping[str, object]:
    place: dict[str, object] = {"artifactLocation": _artifact(entry.path)}
    if entry.region is not None:
        place["region"] = _region(entry.region)
    return place


def _artifact(path: str) -> Mapping[str, object]:
    # RFC 3986 §4.2: a colon in the first part would make a scheme of it.
    uri = quote(redact(path), safe="/!$'()*,;=@~", errors="replace")
    return {"uri": f"file://{uri}"} if path.startswith("/") else {"uri": uri, "uriBaseId": _ROOT}


def _region(region: Region) -> Mapping[str, int]:
    """§3.30: counted from 1, the end exclusive, as we count."""
    found = records.region(region)
    return {name: found[ours] for name, ours in _REGION.items()}


def _fix(entry: Entry) -> Mapping[str, object] | None:
    """What `linkaudit fix` would do, where it can be said without knowing what is around it."""
    finding, result = entry.finding, entry.result
    if not (finding.certain and finding.replacement and result and entry.region):
        return None
    if not _fits(finding.replacement, result):
        return None
    replacement = {
        "deletedRegion": _region(entry.region),
        "insertedContent": {"text": finding.replacement},
    }
    change = {"artifactLocation": _artifact(entry.path), "replacements": [replacement]}
    return {"description": {"text": "Replace the URL."}, "artifactChanges": [change]}


def _fits(replacement: str, result: Result) -> bool:
    """Whether it means the same in any place; a secret, which reads `***` here, never does."""
    if shown(replacement) != replacement or _ENTITY.search(replacement):
        return False
    if result.link.kind in (LinkKind.BARE, LinkKind.AUTOLINK):
        has_scheme = replacement.startswith(("https://", "http://"))
        if not (has_scheme and _BARE_END.fullmatch(replacement[-1])):
            return False
    return _SAFE.fullmatch(replacement) is not None


def _properties(entry: Entry) -> Mapping[str, object]:
    """For programs: what the message says in words."""
    finding = entry.finding
    return {
        "verdict": finding.verdict.value,
        "destination": shown(entry.subject),
        "replacement": shown(finding.replacement) if finding.replacement else None,
        "certain": finding.certain,
        "evidence": [records.evidence(evidence) for evidence in finding.evidence],
    }
