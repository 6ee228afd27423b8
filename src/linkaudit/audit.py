"""The audit, from documents to a report, in one function that can be read aloud.

Puts the stages together and stops them in time; what each does, each knows.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import anyio

from linkaudit.check.local import Local, page_of
from linkaudit.check.observe import observe, observe_all
from linkaudit.check.stack import Ground, build
from linkaudit.discover import STDIN, Found
from linkaudit.document import Document
from linkaudit.exchange import Answer
from linkaudit.extract.slugs import Slugger, slugger_of
from linkaudit.interfaces import ExtractAll, Progress, Watcher
from linkaudit.judge.case import Case
from linkaudit.judge.rules import judge
from linkaudit.model import (
    Level,
    LocalTarget,
    NotAsked,
    Observation,
    Outcome,
    Report,
    Result,
    Unasked,
    WebTarget,
)
from linkaudit.policy import Policy
from linkaudit.references import Reference, collect, one_by_one
from linkaudit.silence import heard, silenced
from linkaudit.stopping import believable, until_stopped
from linkaudit.uri import equivalence_key, host_of
from linkaudit.wording import wording

Key = tuple[str | LocalTarget, Path | None]
"""One target: the URI in its plainest spelling, or a path and the folder it may not leave."""


async def audit(
    found: Found,
    policy: Policy,
    root: Path,
    ground: Ground,
    version: str,
    watcher: Watcher | None = None,
    interrupt: anyio.Event | None = None,
    extract_all: ExtractAll = one_by_one,
) -> Report:
    """Check and judge every link of the documents."""
    started = ground.clock()
    collected = collect(found, policy, root, extract_all)
    references = collected.references
    seen, interruption = await _observe_web(
        references, policy, ground, version, watcher or _nobody, interrupt or anyio.Event()
    )
    seen |= _observe_files(references, found.documents, policy, root)
    judged = [(r, _judged(r, seen, policy, collected.published)) for r in references]
    named = wording(found.documents, collected.published, policy)
    results = (replace(result, findings=silenced(result.findings, r)) for r, result in judged)
    report = Report(
        version=version,
        started_at=started,
        finished_at=ground.clock(),
        as_of=policy.as_of,
        outcome=Outcome.CLEAN,
        documents=tuple(sorted(document.path for document in found.documents)),
        results=tuple(results),
        problems=collected.problems,
        remarks=heard(named, collected, judged, policy.ignore),
        published=collected.published,
        note=policy.note,
        interruption=interruption,
    )
    return replace(report, outcome=_outcome(report, policy))


# ----------------------------------------------------------------- the network


async def _observe_web(
    references: Sequence[Reference],
    policy: Policy,
    ground: Ground,
    version: str,
    watcher: Watcher,
    interrupt: anyio.Event,
) -> tuple[dict[Key, Observation], str]:
    """What each web target did, by its key; and why the run did not finish, if so."""
    targets = _targets(references)
    seen: dict[Key, Observation] = {}
    if not targets or policy.offline:
        return seen, ""
    hosts = len({host_of(target.uri) for target in targets})
    failing = 0

    def tell(note: str = "", latest: str = "") -> None:
        pace = stack.pace
        watcher(
            Progress(len(seen), len(targets), failing, pace.in_flight, latest, pace.waiting(), note)
        )

    stack = build(ground, policy.limits, policy.routes, policy.allowed, version, hosts, tell)

    async def one(target: WebTarget) -> None:
        nonlocal failing
        seen_now = await observe(target, stack.transport, policy.limits.link_timeout, ground.clock)
        seen[_key(target, None)] = seen_now
        failing += not isinstance(seen_now.outcome, Answer) or seen_now.outcome.status >= 400
        tell(latest=target.uri)

    tell()
    interruption = await until_stopped(
        lambda: observe_all(targets, one, policy.limits.concurrency),
        policy.deadline,
        stack.watch,
        interrupt,
    )
    return believable(seen, stack.watch), interruption


def _nobody(_: Progress) -> None:
    """Watches nothing."""


def _targets(references: Sequence[Reference]) -> list[WebTarget]:
    """Each web target once, in the order of the documents."""
    targets = {
        _key(target, None): target
        for reference in reversed(references)
        if isinstance(target := reference.resolved.target, WebTarget)
    }
    return list(reversed(targets.values()))


def _key(target: WebTarget | LocalTarget, root: Path | None) -> Key:
    match target:
        case WebTarget(uri):
            return equivalence_key(uri), None
        case LocalTarget():
            return target, root


# ------------------------------------------------------------------- the disk


def _observe_files(
    references: Sequence[Reference], documents: Sequence[Document], policy: Policy, root: Path
) -> dict[Key, Observation]:
    """What stands at each path, by its key; a file is read where a fragment is asked of it."""
    slugger = _slugger(policy, root)
    local = Local(partial(_anchors, slugger), leaves_suffix_out=slugger.leaves_suffix_out)
    seen: dict[Key, Observation] = {}
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
    for document in documents:
        if document.path == STDIN:  # in no folder: what it says of itself is all there is
            page = page_of(f"{STDIN}.md", document.text.encode(), partial(_anchors, slugger))
            itself = LocalTarget(STDIN)
            seen[_key(itself, root)] = Observation(itself, Answer(STDIN, 0, page=page))
    return seen


def _is_within(folder: Path, tree: Path) -> bool:
    return folder.resolve().is_relative_to(tree.resolve())


def _anchors(slugger: Slugger, document: Document) -> frozenset[str]:
    # Imported here: a run without local fragments needs no parser, and it takes long to import.
    from linkaudit.extract.anchors import anchors

    return anchors(document, slugger)


def _slugger(policy: Policy, root: Path) -> Slugger:
    """The one that was asked for, else by what lies in the root, else GitHub's."""
    for folder in (policy.root, root):
        if policy.slugger is None and folder is not None and folder.is_dir():
            found = slugger_of(os.listdir(folder))
            if found is not None:
                return found
    return policy.slugger or Slugger.GITHUB


# --------------------------------------------------------------- the judgement


def _judged(
    reference: Reference,
    seen: Mapping[Key, Observation],
    policy: Policy,
    published: Mapping[str, date],
) -> Result:
    target = reference.resolved.target
    if isinstance(target, NotAsked):
        observation = Observation(None, target)
    else:
        unchecked = Observation(target, NotAsked(Unasked.UNCHECKED, "the run ended first"))
        observation = seen.get(_key(target, reference.root), unchecked)
    case = Case(
        reference.link,
        reference.resolved,
        observation,
        policy.packs,
        policy.as_of,
        published.get(reference.link.path),
    )
    findings = tuple(f for f in judge(case) if f.rule not in policy.ignore)
    return Result(reference.link, observation, findings)


def _outcome(report: Report, policy: Policy) -> Outcome:
    if report.interruption:
        return Outcome.INCOMPLETE
    findings = [finding for result in report.results for finding in result.findings]
    failing = any(
        finding.rule == policy.fail_on
        if not isinstance(policy.fail_on, Level)
        else finding.level >= policy.fail_on
        for finding in [*findings, *(remark.finding for remark in report.remarks)]
    )
    return Outcome.FINDINGS if failing or report.problems else Outcome.CLEAN
