"""The audit, from documents to a report, in one function that can be read aloud.

Puts the stages together; what each does, each knows. The web is asked through a function that
is handed in, and only if there is something to ask: `audit/network.py` has the real one.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from linkaudit.audit.links import CollectedLinks, Reference, collect_links, extract_sequentially
from linkaudit.audit.old_names import find_old_names
from linkaudit.audit.policy import Policy
from linkaudit.audit.suppressions import renamed_in_comments, text_findings, without_suppressed
from linkaudit.check.local.resolve import Local, page_of
from linkaudit.extract.registry import SUFFIXES, anchors
from linkaudit.files.find import STDIN
from linkaudit.files.read import FoundDocuments
from linkaudit.model.deadline import NO_DEADLINE, TOO_LATE, Deadline, OutOfTime
from linkaudit.model.document import Document
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
from linkaudit.model.slugger import Slugger, slugger_of
from linkaudit.model.verdict import health_of
from linkaudit.rules import followups
from linkaudit.rules.base import RuleContext
from linkaudit.rules.lifecycle.changed_since import change_of
from linkaudit.rules.persistent_failure import noted
from linkaudit.rules.registry import judge
from linkaudit.store.baseline_file import apply_baseline
from linkaudit.text.patterns import any_matches
from linkaudit.text.text_directives import text_directives
from linkaudit.text.uri import equivalence_key

Key = tuple[str | LocalTarget, Path | None]
"""One target: the URI in its plainest spelling, or a path and the folder it may not leave."""

_MOST_TEXTS = 100  # text directives that are looked up in one page
_NO_REPLIES: Mapping[str, ProbeResult] = {}


@dataclass(frozen=True, slots=True)
class _Web:
    seen: dict[Key, Observation]
    pasts: Mapping[Key, FailureStreak]
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
) -> Report:
    """Check and judge every link of the documents; `ask` is called where the web must be."""
    started = clock()
    collected = collect_links(found, policy, root, extract_all, first_days)
    references = collected.references
    # What the disk knows comes first: the web takes all the time there is.
    files = _observe_files(references, found.documents, policy, root, deadline)
    named = find_old_names(found.documents, collected.published, policy, deadline)
    web = _observe_web(collected, policy, ask, memory)
    seen = web.seen | files
    judged = [(r, _judged(r, seen, web, policy, collected.published)) for r in references]
    results = (
        replace(result, findings=without_suppressed(result.findings, r)) for r, result in judged
    )
    report = Report(
        version=version,
        started_at=started,
        finished_at=clock(),
        as_of=policy.as_of,
        outcome=Outcome.CLEAN,
        documents=tuple(sorted(document.path for document in found.documents)),
        results=tuple(results),
        problems=collected.problems,
        unread=found.unread,
        renamed_ids=renamed_in_comments(collected.suppressions),
        text_findings=text_findings(named, collected, judged, policy.ignore),
        published=collected.published,
        note=policy.settings.note,
        interruption=web.interruption or (TOO_LATE if deadline.has_struck else ""),
        fail_on=policy.fail_on,
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
    targets = [] if policy.settings.offline else _targets(references)
    known = memory.lookup(targets) if memory and targets else [CachedTarget(t) for t in targets]
    texts, pointed_into = _texts(references), _pointed_into(references)
    known = [
        replace(one, texts=texts.get(key, ()), has_fragment=key in pointed_into)
        for one, key in ((one, _key(one.target, None)) for one in known)
    ]
    wanted = [one for one in known if not _serves(one)]
    served = {_key(one.target, None): one.reusable for one in known if one.reusable}
    more = partial(_further, collected, policy, served)
    # What is remembered may be as odd as what was just seen, and the proof is not remembered.
    asked = ask(wanted, memory, more) if wanted or (served and more({}, {})) else CheckResult({})
    seen, pasts = dict[Key, Observation](), dict[Key, FailureStreak]()
    for one in known:
        key, now = _key(one.target, None), asked.seen.get(one.target)
        if observation := now or one.reusable:
            seen[key] = observation
        if memory is not None:
            pasts[key] = streak_of(one.course, _sighting(now))
    return _Web(seen, pasts, asked.replies, asked.interruption)


def _further(
    collected: CollectedLinks,
    policy: Policy,
    served: Mapping[Key, Observation],
    asked: Mapping[WebTarget, Observation],
    replies: Mapping[str, ProbeResult],
) -> Sequence[Probe]:
    """What else to ask; the user's patterns hold here too."""
    seen = {**served, **{_key(target, None): one for target, one in asked.items()}}
    contexts = [
        _context(reference, seen[key], policy, collected.published, probes=replies)
        for reference in collected.references
        if isinstance(target := reference.resolved.target, WebTarget)
        and (key := _key(target, None)) in seen
    ]
    controls = followups.CONTROL not in policy.ignore
    wanted = followups.next_probes(contexts, replies, archive=policy.may_tell, control=controls)
    return [q for q in wanted if not any_matches(policy.settings.exclude, q.uri)]


def _sighting(seen: Observation | None) -> CheckRecord | None:
    if seen is None or seen.observed_at is None:
        return None
    return CheckRecord(seen.observed_at, health_of(noted(seen)))


def _targets(references: Sequence[Reference]) -> list[WebTarget]:
    """Each web target once, in the order of the documents."""
    targets = {
        _key(target, None): target
        for reference in reversed(references)
        if isinstance(target := reference.resolved.target, WebTarget)
    }
    return list(reversed(targets.values()))


def _texts(references: Sequence[Reference]) -> Mapping[Key, tuple[str, ...]]:
    """The text directives that links have for each web target, in the order of the documents."""
    found: dict[Key, tuple[str, ...]] = {}
    for reference in references:
        texts = text_directives(reference.link.url.partition("#")[2])
        if texts and isinstance(target := reference.resolved.target, WebTarget):
            key = _key(target, None)
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), *texts)))[:_MOST_TEXTS]
    return found


def _pointed_into(references: Sequence[Reference]) -> frozenset[Key]:
    """The web targets that a link has a fragment for."""
    return frozenset(
        _key(target, None)
        for reference in references
        if reference.resolved.fragment is not None
        and isinstance(target := reference.resolved.target, WebTarget)
    )


def _serves(known: CachedTarget) -> bool:
    """Whether an earlier result will do; not a page that was read for less than these links."""
    outcome = known.reusable.outcome if known.reusable else None
    page = outcome.page if isinstance(outcome, Answer) else None
    return known.reusable is not None and (
        page is None or page.serves(known.texts, has_fragment=known.has_fragment)
    )


def _key(target: WebTarget | LocalTarget, root: Path | None) -> Key:
    match target:
        case WebTarget(uri):
            return equivalence_key(uri), None
        case LocalTarget():
            return target, root


# ------------------------------------------------------------------- the disk


def _observe_files(
    references: Sequence[Reference],
    documents: Sequence[Document],
    policy: Policy,
    root: Path,
    deadline: Deadline,
) -> dict[Key, Observation]:
    """What is at each path, by its key; files are read for their anchors only."""
    slugger = _slugger(policy, root)
    audited = {os.path.realpath(root / d.path) for d in documents if d.path != STDIN}
    anchors_of = partial(anchors, slugger=slugger)
    local = Local(
        anchors_of,
        lambda path: SUFFIXES.is_read(path) or path in audited,  # whatever its suffix
        slugger.sources,
    )
    seen: dict[Key, Observation] = {}

    def look() -> None:
        _look(local, references, policy, seen)
        for document in documents:
            if document.path == STDIN:  # in no folder: what it says of itself is all there is
                page = page_of(f"{STDIN}.md", document.text, anchors_of)
                itself = LocalTarget(STDIN)
                seen[_key(itself, root)] = Observation(itself, Answer(STDIN, 0, page=page))

    with suppress(OutOfTime):
        deadline.within(look)
    return seen


def _look(
    local: Local, references: Sequence[Reference], policy: Policy, seen: dict[Key, Observation]
) -> None:
    # What is asked for its ids comes first, so each target is observed once.
    for reference in sorted(references, key=lambda r: r.resolved.fragment is None):
        target, tree = reference.resolved.target, reference.root
        if not isinstance(target, LocalTarget) or _key(target, tree) in seen:
            continue
        has_fragment = reference.resolved.fragment is not None
        site = policy.root if target.is_rooted else None
        base = site or tree
        within = tree if site is None or _is_within(site, tree) else site
        seen[_key(target, tree)] = local.observe(target, base, within, reads=has_fragment)


def _is_within(folder: Path, tree: Path) -> bool:
    return folder.resolve().is_relative_to(tree.resolve())


def _slugger(policy: Policy, root: Path) -> Slugger:
    """The one that was asked for, else by what lies in the root, else GitHub's."""
    for folder in (policy.root, root):
        if policy.settings.slugger is None and folder is not None and folder.is_dir():
            found = slugger_of(os.listdir(folder))
            if found is not None:
                return found
    return policy.settings.slugger or Slugger.GITHUB


# --------------------------------------------------------------- the judgement


def _judged(
    reference: Reference,
    seen: Mapping[Key, Observation],
    web: _Web,
    policy: Policy,
    published: Mapping[str, date],
) -> Result:
    target, past = reference.resolved.target, NO_STREAK
    if isinstance(target, NotAsked):
        observation = Observation(None, target)
    else:
        key = _key(target, reference.root)
        unchecked = Observation(target, NotAsked(Unasked.UNCHECKED, "the run ended first"))
        observation, past = seen.get(key, unchecked), web.pasts.get(key, past)
    context = _context(reference, observation, policy, published, past, web.replies)
    judged = judge(context)
    findings = tuple(f for f in judged if f.rule not in policy.ignore)
    return Result(reference.link, observation, findings, past, change_of(context, judged))


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
        reference.link, reference.resolved, seen, policy.packs, policy.as_of, day, past, probes
    )


def outcome_of(report: Report) -> Outcome:
    """How the run ended, by the fail level that was asked for."""
    if report.interruption:
        return Outcome.INCOMPLETE
    findings = [finding for result in report.results for finding in result.to_act_on]
    findings += [remark.finding for remark in report.text_findings if not remark.is_accepted]
    failing = any(map(report.fails_by, findings))
    return Outcome.FINDINGS if failing or report.problems else Outcome.CLEAN
