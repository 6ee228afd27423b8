"""The report as JSON, schema `linkaudit/1`; the schema itself is `schema.json` beside this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import resources

from linkaudit.model.fingerprint import Numbering, fingerprints, of_results
from linkaudit.model.http import Answer, Failure
from linkaudit.model.report import (
    Finding,
    NotAsked,
    Report,
    Result,
    TextFinding,
    WebTarget,
)
from linkaudit.report.formats import PLAIN, RenderOptions
from linkaudit.report.view import laid_out, records, wording
from linkaudit.report.view.old_facts import old_facts
from linkaudit.report.view.records import maybe, moment
from linkaudit.text.brief import brief
from linkaudit.text.redact import shown
from linkaudit.text.workflow_commands import escape_commands_in_json

SCHEMA = "linkaudit/1"


def render(report: Report, _: RenderOptions = PLAIN) -> str:
    """The whole report; two runs over the same web give the same bytes but for times."""
    return "".join(pieces(report))


def pieces(report: Report, _: RenderOptions = PLAIN) -> Iterator[str]:
    """The same, a link at a time."""
    # The remarks stand first and are counted last.
    remarks = fingerprints(report).text_findings if report.text_findings else ()
    told = of_results(report.results, Numbering())
    targets = {r.observation.target for r in report.results if r.observation.target}
    document = {
        "schema": SCHEMA,
        "tool": {"name": "linkaudit", "version": report.version},
        "started_at": moment(report.started_at),
        "finished_at": moment(report.finished_at),
        "as_of": report.as_of.isoformat(),
        "outcome": report.outcome.value,
        "interruption": shown(report.interruption) or None,
        "note": shown(report.note) or None,
        "summary": {
            "documents": len(report.documents),
            "links": len(report.results),
            "targets": len(targets),
            "verdicts": {v.value: n for v, n in wording.counts(report.results).items()},
        },
        "last_run": _last_run(report),
        "earlier": [
            {"at": moment(run.at), "verdicts": {v.value: n for v, n in run.counts.items() if n}}
            for run in report.earlier
        ],
        "baseline": _baseline(report),
        "problems": [{"path": shown(p.path), "message": shown(p.message)} for p in report.problems],
        "unread": dict(sorted(report.unread.items())),
        "old_facts": _old_facts(report),
        "remarks": map(_remark, report.text_findings, remarks),
        "links": map(record, report.results, told),
    }
    # No command of the runner's goes on beyond a text, and a text is never cut.
    yield from map(escape_commands_in_json, laid_out.pieces(document))
    yield "\n"


def schema() -> str:
    """The JSON Schema of what `render` gives."""
    return (resources.files("linkaudit.report") / "schema.json").read_text(encoding="utf-8")


def _last_run(report: Report) -> Mapping[str, object] | None:
    compared = report.compared
    if compared is None:
        return None
    return {"finished_at": maybe(compared.at), "documents_added": compared.added}


def _baseline(report: Report) -> Mapping[str, object] | None:
    if report.baseline is None:
        return None
    stale = [
        {
            "path": shown(entry.path),
            "rule": shown(entry.rule),
            "text": shown(entry.destination),
            "fingerprint": entry.fingerprint,
        }
        for entry in report.baseline.stale
    ]
    return {
        "path": shown(report.baseline.name),
        "accepted": wording.accepted(report),
        "stale": stale,
    }


def _old_facts(report: Report) -> Mapping[str, object] | None:
    old = old_facts(report)
    return {"count": old.count, "oldest": old.oldest.isoformat()} if old else None


def record(result: Result, told: Mapping[str, str]) -> dict[str, object]:
    """One link, as the contract has it; `told` has the fingerprints of its findings, by rule."""
    link, seen, before = result.link, result.observation, result.before
    answer = seen.outcome if isinstance(seen.outcome, Answer) else None
    return {
        "path": shown(link.path),
        **records.region(link.region),
        "uses": [{"line": use.line, "column": use.column} for use in link.uses],
        "destination": shown(link.destination),
        "url": shown(_url(result)),
        "text": shown(link.text),
        "kind": link.kind.value,
        "verdict": result.verdict.value,
        "level": result.level.word,
        "new": bool(before.new) if before else None,
        "verdict_before": before.verdict.value if before and before.verdict else None,
        "findings": [
            {
                **_finding(f, told.get(f.rule), f.rule in before.new if before else None),
                "accepted": f.rule in result.accepted,
            }
            for f in result.findings
        ],
        "status": (answer.status or None) if answer else None,
        "final_url": shown(answer.uri) if answer and answer.status else None,
        "failure": _failure(result),
        "hops": [
            {"url": shown(h.uri), "status": h.status, "by": "refresh" if h.refresh else "status"}
            for h in seen.hops
        ],
        "attempts": seen.attempts,
        "checked_at": maybe(seen.observed_at),
        "remembered": seen.is_cached,
        "first_failed_at": maybe(result.past.first_failed_at),
        "last_ok_at": maybe(result.past.last_ok_at),
        "changed_at": result.change.at if result.change else None,
        "change_evidence": list(
            map(records.evidence, result.change.evidence if result.change else ())
        ),
    }


def _remark(remark: TextFinding, fingerprint: str) -> Mapping[str, object]:
    return {
        "path": shown(remark.path),
        **records.region(remark.region),
        "text": shown(remark.text),
        **_finding(remark.finding, fingerprint, remark.is_new),
        "accepted": remark.is_accepted,
    }


def _url(result: Result) -> str:
    """What is asked: the target with the link's own fragment."""
    target = result.observation.target
    if not isinstance(target, WebTarget):
        return result.link.url
    _, sign, fragment = result.link.url.partition("#")
    return f"{target.uri}{sign}{fragment}"


def _failure(result: Result) -> str | None:
    match result.observation.outcome:
        case Failure(kind=kind, detail=detail):
            return f"{kind.value}: {shown(brief(detail))}"
        case NotAsked(detail=detail):
            return shown(brief(detail))
    return None


def _finding(
    finding: Finding, fingerprint: str | None, is_new: bool | None
) -> Mapping[str, object]:
    return {
        "rule": finding.rule,
        "level": finding.level.word,
        "message": shown(finding.message),
        "evidence": [records.evidence(evidence) for evidence in finding.evidence],
        "replacement": shown(finding.replacement) if finding.replacement else None,
        "certain": finding.certain,
        "fingerprint": fingerprint,
        "new": is_new,
    }
