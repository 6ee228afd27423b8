"""The audit, from documents to a report, in one function that can be read aloud.

Puts the stages together; what each does, each knows. The web is asked through a function that
is handed in, and only if there is something to ask: `audit/network.py` has the real one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from linkaudit.audit.links import CollectedLinks, Reference, collect_links, extract_sequentially
from linkaudit.audit.local_files import LocalFiles, LocalKey, observe_files
from linkaudit.audit.old_names import find_old_names, not_told_by_links
from linkaudit.audit.policy import Policy
from linkaudit.audit.suppressions import (
    LocatedSuppression,
    renamed_in_comments,
    text_findings,
    used_by,
    without_suppressed,
)
from linkaudit.audit.targets import Targets, texts_for
from linkaudit.files.read import FoundDocuments
from linkaudit.model.deadline import NO_DEADLINE, TOO_LATE, Deadline
from linkaudit.model.followup import Probe, ProbeResult
from linkaudit.model.history import NO_STREAK, CheckRecord, FailureStreak, streak_of
from linkaudit.model.http import Answer
from linkaudit.model.protocols import (
    CachedTarget,
    CheckResult,
    CheckTargets,
    Clock,
    ExtractAll,
    FirstCommitDates,
    ObservationStore,
)
from linkaudit.model.report import (
    LocalTarget,
    NotAsked,
    Observation,
    Outcome,
    Report,
    Result,
    Unasked,
    WebTarget,
)
from linkaudit.model.verdict import health_of
from linkaudit.rules import followups
from linkaudit.rules.base import RuleContext
from linkaudit.rules.lifecycle.changed_since import change_of
from linkaudit.rules.needed import for_judging, for_reports
from linkaudit.rules.persistent_failure import noted
from linkaudit.rules.registry import judge
from linkaudit.store.baseline_file import apply_baseline
from linkaudit.text.patterns import any_matches

Key = WebTarget | LocalKey
"""One target: a URI as it is asked, or a path and the folder it may not leave."""

_NO_REPLIES: Mapping[str, ProbeResult] = {}


@dataclass(frozen=True, slots=True)
class _Web:
    targets: Targets
    seen: dict[WebTarget, Observation]
    pasts: Mapping[WebTarget, FailureStreak]
    """Of those targets that have one."""
    replies: Mapping[str, ProbeResult]
    interruption: str


def audit(
    found: FoundDocuments,
    policy: Policy,
    root: Path,
    ask: CheckTargets,
    clock: Clock,
    version: str,
    extract_all: ExtractAll = extract_sequentially,
    memory: ObservationStore | None = None,
    first_days: FirstCommitDates | None = None,
    deadline: Deadline = NO_DEADLINE,
    *,
    keeps_pages: bool = False,
) -> Report:
    """Check and judge every link of the documents; `ask` is called where the web must be.

    No report quotes pages: each goes when the links to it are judged, unless the caller
    `keeps_pages`.
    """
    started = clock()
    collected = collect_links(found, policy, root, extract_all, first_days)
    references = collected.references
    # What the disk knows comes first: the web takes all the time there is.
    files = observe_files(references, found.documents, policy, root, deadline)
    named = find_old_names(found.documents, collected.published, policy, deadline)
    web = _observe_web(collected, policy, ask, memory)
    results, used = _judge_all(collected, files, web, policy, keeps_pages=keeps_pages)
    report = Report(
        version=version,
        started_at=started,
        finished_at=clock(),
        as_of=policy.as_of,
        outcome=Outcome.CLEAN,
        documents=tuple(sorted(document.path for document in found.documents)),
        results=results,
        problems=collected.problems,
        unread=found.unread,
        renamed_ids=renamed_in_comments(collected.suppressions),
        text_findings=text_findings(
            not_told_by_links(named, results), collected, used, policy.ignore
        ),
        published=collected.published,
        note=policy.settings.note,
        interruption=web.interruption or (TOO_LATE if deadline.has_struck else ""),
        fail_on=policy.fail_on,
        sites=files.sites.words,
    )
    if memory is not None and not policy.settings.offline:  # what was not asked cannot be compared
        report = memory.compared(report)
    report = apply_baseline(report, policy.baseline, policy.ignore, root)
    report = replace(report, outcome=outcome_of(report))
    if memory is not None:
        _close(memory, report, policy)
    return report


def _close(memory: ObservationStore, report: Report, policy: Policy) -> None:
    memory.finish(report.outcome)
    if not (policy.settings.offline or report.interruption):
        memory.note(report)


# ------------------------------------------------------------------- the web


def _observe_web(
    collected: CollectedLinks, policy: Policy, ask: CheckTargets, memory: ObservationStore | None
) -> _Web:
    """What each web target did, from memory where that serves."""
    references = collected.references
    targets = Targets(references)
    every = [] if policy.settings.offline else list(targets)
    texts = texts_for(references, targets)
    found = memory.lookup(every) if memory and every else map(CachedTarget, every)
    known = [_as_needed(one, targets, texts) for one in found]
    wanted = [one for one in known if not _serves(one)]
    served = {one.target: one.reusable for one in known if one.reusable}
    more = partial(_further, collected, policy, targets, served)
    # What is remembered may be as odd as what was just seen, and the proof is not remembered.
    asked = ask(wanted, memory, more) if wanted or (served and more({}, {})) else CheckResult({})
    seen, pasts = dict[WebTarget, Observation](), dict[WebTarget, FailureStreak]()
    for one in known:
        now = asked.seen.get(one.target)
        if observation := now or one.reusable:
            seen[one.target] = observation
        if memory is not None and (past := streak_of(one.course, _sighting(now))) != NO_STREAK:
            pasts[one.target] = past
    return _Web(targets, seen, pasts, asked.replies, asked.interruption)


def _as_needed(
    known: CachedTarget, targets: Targets, texts: Mapping[WebTarget, tuple[str, ...]]
) -> CachedTarget:
    """With what its links look for on the page, and without what none looks for."""
    has_fragment = known.target in targets.with_fragments
    reusable = known.reusable and for_judging(known.reusable, has_fragment=has_fragment)
    own = texts.get(known.target, ())
    return replace(known, reusable=reusable, texts=own, has_fragment=has_fragment)


def _further(
    collected: CollectedLinks,
    policy: Policy,
    targets: Targets,
    served: Mapping[WebTarget, Observation],
    asked: Mapping[WebTarget, Observation],
    replies: Mapping[str, ProbeResult],
) -> Sequence[Probe]:
    """What else to ask; the user's patterns hold here too."""
    contexts = [
        _context(reference, seen, policy, collected.published, probes=replies)
        for reference in collected.references
        if isinstance(target := reference.resolved.target, WebTarget)
        and (seen := asked.get(it := targets.asked_for(target)) or served.get(it))
    ]
    controls = followups.CONTROL not in policy.ignore
    wanted = followups.next_probes(contexts, replies, archive=policy.may_tell, control=controls)
    return [q for q in wanted if not any_matches(policy.settings.exclude, q.uri)]


def _sighting(seen: Observation | None) -> CheckRecord | None:
    if seen is None or seen.observed_at is None:
        return None
    return CheckRecord(seen.observed_at, health_of(noted(seen)))


def _serves(known: CachedTarget) -> bool:
    """Whether an earlier result will do; not a page that was read for less than these links."""
    outcome = known.reusable.outcome if known.reusable else None
    page = outcome.page if isinstance(outcome, Answer) else None
    return known.reusable is not None and (
        page is None or page.serves(known.texts, has_fragment=known.has_fragment)
    )


# --------------------------------------------------------------- the judgement


def _judge_all(
    collected: CollectedLinks,
    files: LocalFiles,
    web: _Web,
    policy: Policy,
    *,
    keeps_pages: bool,
) -> tuple[tuple[Result, ...], set[LocatedSuppression]]:
    """Every link judged, and the comments that suppress something of it.

    What was seen of a target is let go with the last link that leads there.
    """
    results: list[Result] = []
    used: set[LocatedSuppression] = set()
    keys = [_key(reference, files, web) for reference in collected.references]
    left = Counter(key for key in keys if key is not None)
    told: dict[Key, Observation] = {}
    for reference, key in zip(collected.references, keys, strict=True):
        seen, past = _seen(reference, key, files, web)
        result = _judged(reference, seen, past, web, policy, collected.published)
        used.update(used_by(reference, result))
        if key is not None:
            left[key] -= 1
            if isinstance(seen.outcome, Answer) and not keeps_pages:
                kept = told.pop(key, None) or for_reports(seen)
                result = replace(result, observation=kept)
                if left[key]:
                    told[key] = kept
            if not left[key] and isinstance(key, WebTarget):
                web.seen.pop(key, None)
        results.append(without_suppressed(result, reference))
    return tuple(results), used


def _key(reference: Reference, files: LocalFiles, web: _Web) -> Key | None:
    match reference.resolved.target:
        case WebTarget() as target:
            return web.targets.asked_for(target)
        case LocalTarget() as target:
            return files.key(reference, target)
    return None


def _seen(
    reference: Reference, key: Key | None, files: LocalFiles, web: _Web
) -> tuple[Observation, FailureStreak]:
    """What this run saw of a target, and how often it failed before."""
    target = reference.resolved.target
    if isinstance(target, NotAsked):
        return Observation(None, target), NO_STREAK
    unchecked = Observation(target, NotAsked(Unasked.UNCHECKED, "the run ended first"))
    match key:
        case WebTarget():
            return web.seen.get(key, unchecked), web.pasts.get(key, NO_STREAK)
        case (_, _, _):
            return files.seen.get(key, unchecked), NO_STREAK
    return unchecked, NO_STREAK


def _judged(
    reference: Reference,
    seen: Observation,
    past: FailureStreak,
    web: _Web,
    policy: Policy,
    published: Mapping[str, date],
) -> Result:
    context = _context(reference, seen, policy, published, past, web.replies)
    judged = judge(context)
    findings = tuple(f for f in judged if f.rule not in policy.ignore)
    return Result(reference.link, seen, findings, past, change_of(context, judged))


def _context(
    reference: Reference,
    seen: Observation,
    policy: Policy,
    published: Mapping[str, date],
    past: FailureStreak = NO_STREAK,
    probes: Mapping[str, ProbeResult] = _NO_REPLIES,
) -> RuleContext:
    day = published.get(reference.link.path)
    return RuleContext(
        reference.link,
        reference.resolved,
        seen,
        policy.packs,
        policy.as_of,
        day,
        past,
        probes,
        policy.versions,
    )


def outcome_of(report: Report) -> Outcome:
    """How the run ended, by the fail level that was asked for."""
    if report.interruption:
        return Outcome.INCOMPLETE
    findings = [finding for result in report.results for finding in result.to_act_on]
    findings += [remark.finding for remark in report.text_findings if not remark.is_accepted]
    failing = any(map(report.fails_by, findings))
    return Outcome.FINDINGS if failing or report.problems else Outcome.CLEAN
