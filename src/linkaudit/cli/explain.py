"""`linkaudit explain`: all that is known of one URL, judged as an audit would judge it.

The audit gets an imaginary document with this one link, so no rule is written twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linkaudit.audit import wire
from linkaudit.audit.links import CollectedLinks, Reference, collect_links
from linkaudit.audit.pipeline import audit
from linkaudit.audit.policy import Policy, policy_of
from linkaudit.cli import run
from linkaudit.cli.options import GroupedCommand, option, settings_in, with_settings
from linkaudit.cli.outputs import say, say_to_programs
from linkaudit.cli.stderr import print_message
from linkaudit.errors import UsageError
from linkaudit.extract.resolve import resolve
from linkaudit.files.find import STDIN
from linkaudit.files.read import FoundDocuments
from linkaudit.model.deadline import TOO_LATE, Deadline
from linkaudit.model.document import Document, Extraction, Link, LinkKind, Region
from linkaudit.model.history import HistoryRecord
from linkaudit.model.http import Answer, Page
from linkaudit.model.protocols import CheckResult
from linkaudit.model.report import (
    LocalTarget,
    NotAsked,
    Outcome,
    Report,
    Result,
    Unasked,
    Verdict,
    WebTarget,
)
from linkaudit.report import explain as explained
from linkaudit.report.explain import Explanation, PackFact, Use
from linkaudit.rules.packs.model import Fact, on
from linkaudit.rules.registry import RULES
from linkaudit.settings.table import CACHE, LIMITS, NETWORK, OUTPUT, WHAT, Settings
from linkaudit.sites.find import Sites, find_sites
from linkaudit.sites.tree import Tree
from linkaudit.text.redact import shown
from linkaudit.text.uri import equivalence_key
from linkaudit.version import VERSION

if TYPE_CHECKING:  # SQLite is for those who remember
    from linkaudit.store.database import State

# Offline, an old result is better than none.
_ANY_AGE = timedelta(days=36_500)
_UNKNOWN = "no cached result; leave out --offline to request it"


@click.command(cls=GroupedCommand)
@click.argument("url")
@option("--format", "format_", type=click.Choice(["text", "json"]), default="text", group=OUTPUT,
        help="Text, or a record of linkaudit/1 with more fields [default: text]")  # fmt: skip
@with_settings(*settings_in(WHAT, CACHE, NETWORK, LIMITS, without=("resume",)))
def explain(settings: Settings, url: str, format_: str) -> int:
    """Show all that is known of one URL: redirects, evidence, rules, history, uses.

    Requests the URL again; with --offline, shows the cached result. Accepts a local path too.
    Exit status: as for `check`, for this one link.
    """
    settings = replace(settings, resume=False)
    root, policy = Path.cwd(), policy_of(settings, wire.now().date())
    deadline = Deadline(settings.deadline)
    with wire.stored(settings, root, print_message) as state:
        report = _audited(url, policy, root, state, deadline)
        uses = tuple(_uses(url, policy, root, state, deadline))
        if deadline.has_struck:  # while the documents were read, too
            words = report.interruption or TOO_LATE
            report = replace(report, interruption=words, outcome=Outcome.INCOMPLETE)
        known = Explanation(
            report,
            {rule.id: rule.summary for rule in RULES},
            tuple(_facts(report.results[0], policy)),
            tuple(_course(report.results[0], state)),
            uses,
        )
    if report.interruption:
        print_message(report.interruption)
    if format_ == "json":
        say_to_programs((explained.as_json(known),))
    else:
        say(explained.text(known))
    return run.STATUS[report.outcome]


def _audited(
    url: str,
    policy: Policy,
    root: Path,
    state: State | None,
    deadline: Deadline,
) -> Report:
    link = Link(STDIN, Region(1, 1, 1, 1 + len(url)), url, url, "", LinkKind.BARE, ())
    found = FoundDocuments((Document(STDIN, ""),))
    ask, settings = wire.checker(policy, deadline), policy.settings
    is_offline = settings.offline
    if is_offline:
        settings = replace(settings, max_age=_ANY_AGE, offline=False)
        policy, ask = replace(policy, settings=settings), lambda *_: CheckResult({})
    memory = wire.observations(
        state, settings, policy.triggers, print_message, reuse_failures=is_offline
    )
    read = (Extraction(STDIN, (link,)),)
    report = audit(
        found,
        policy,
        root,
        ask,
        wire.now,
        VERSION,
        lambda _: read,
        memory,
        deadline=deadline,
        keeps_pages=True,
    )
    return _in_our_words(report) if is_offline else report


def _in_our_words(report: Report) -> Report:
    """The audit would say that the run had ended first."""
    (result,) = report.results
    if result.verdict is not Verdict.UNCHECKED:
        return report
    seen = replace(result.observation, outcome=NotAsked(Unasked.UNCHECKED, _UNKNOWN))
    findings = tuple(replace(finding, message=_UNKNOWN) for finding in result.findings)
    return replace(report, results=(replace(result, observation=seen, findings=findings),))


def _course(result: Result, state: State | None) -> Sequence[HistoryRecord]:
    target = result.observation.target
    if state is None or not isinstance(target, WebTarget):
        return ()
    from linkaudit.store.observation_cache import target_history

    return target_history(state, target.uri)


# ------------------------------------------------------------------------- the packs


def _facts(result: Result, policy: Policy) -> Iterator[PackFact]:
    """What each pack holds on the page, asked by its title and by its first and last URI."""
    target, outcome = result.observation.target, result.observation.outcome
    answer = outcome if isinstance(outcome, Answer) else None
    uris = [target.uri] if isinstance(target, WebTarget) else []
    uris += [answer.uri] if answer and uris else []
    page = answer.page if answer and answer.page else Page()
    for pack in policy.packs:
        covered = [uri for uri in uris if pack.covers(uri)]
        found = [pack.by_subject(page.title, uri, policy.as_of) for uri in covered]
        if covered:
            found += [pack.renamed_from(page.title), pack.renamed_to(page.product)]
        entries = {entry.id: entry for entry in found if entry is not None}
        for entry in entries.values():
            read = pack.read_on.isoformat()
            yield PackFact(pack.name, read, _in_words(entry), entry.quote, entry.source)
        if covered and not entries:
            yield PackFact(pack.name, pack.read_on.isoformat(), "")
    yield from islice(_versions(uris, policy), 1)


def _versions(uris: Sequence[str], policy: Policy) -> Iterator[PackFact]:
    """The version whose documentation an address is."""
    pack = policy.versions
    for found in map(pack.documented, uris) if pack else ():
        if pack and found:
            version, read = found.version, pack.read_on.isoformat()
            told = f"{version.name}: supported until {version.end.isoformat()}"
            yield PackFact(pack.name, read, told, version.quote, version.source)


def _in_words(entry: Fact) -> str:
    when = f" {on(entry.when)}" if entry.when else ""
    now = f", now {entry.now[0]}" if entry.now else ""
    instead = f"; instead: {entry.successor}" if entry.successor else ""
    return f"{entry.names[0]}: {entry.kind.value}{when}{now}{instead}"


# --------------------------------------------------------------- where it is used


def _uses(
    url: str,
    policy: Policy,
    root: Path,
    state: State | None,
    deadline: Deadline,
) -> Iterator[Use]:
    """The links of the documents found here that lead to the same target."""
    wanted = _target_of(url, STDIN)
    references = _collected(policy, root, state, deadline).references
    found = [one for one in references if _target_of(one.link.url, one.link.path) == wanted]
    paths = {one.link.path for one in found if not Path(one.link.path).is_absolute()}
    sites = find_sites(Tree(root), paths, policy.settings.generator)
    for reference in found:
        link = reference.link
        suppressed = tuple(_suppressing(reference))
        yield Use(link, suppressed, tuple(_accepted(link, policy)), _site(sites, link))


def _site(sites: Sites, link: Link) -> str:
    site = sites.of(link.path)
    if site is None:
        return ""
    why = f", by {site.sign}" if site.sign else ", as asked"
    return f"a page of {site.generator}{why}"


def _collected(
    policy: Policy, root: Path, state: State | None, deadline: Deadline
) -> CollectedLinks:
    try:
        found = run.find_documents(policy.settings, root)
    except UsageError:  # no document here: that is no fault of the URL
        found = FoundDocuments(())
    today = wire.now().date()
    return collect_links(found, Policy(policy.as_of), root, wire.extracting(state, today, deadline))


def _target_of(url: str, base: str) -> str:
    """The same text for all links to one target, whatever their fragments."""
    match resolve(url, base).target:
        case WebTarget(uri):
            return equivalence_key(uri)
        case LocalTarget(path):
            return path
        case _:
            return url


def _suppressing(reference: Reference) -> Iterator[str]:
    for comment in reference.suppressed_by:
        rules = f" for {', '.join(sorted(comment.rules))}" if comment.rules else ""
        yield f"suppressed{rules} by the comment in line {comment.place.line}"


def _accepted(link: Link, policy: Policy) -> Iterator[str]:
    place = shown(link.path), shown(link.destination)
    entries = policy.baseline.entries if policy.baseline else ()
    yield from sorted({e.rule for e in entries if (e.path, e.destination) == place})
