"""One audit as the options say: documents found, a policy made of texts, the web asked.

Knows how the parts are wired; every command that audits goes this way.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import IO, Any

from linkaudit.audit.pipeline import audit
from linkaudit.check.transport.credentials import parse_headers
from linkaudit.check.transport.limits import Limits
from linkaudit.check.transport.proxy import parse_proxy
from linkaudit.check.transport.routes import Routes
from linkaudit.cli.options import configured
from linkaudit.cli.pack import chosen
from linkaudit.cli.progress import watching
from linkaudit.cli.stderr import print_message, tell_guessed
from linkaudit.files.read import FoundDocuments, discover
from linkaudit.model.deadline import Deadline
from linkaudit.model.protocols import (
    CachedTarget,
    CheckResult,
    CheckTargets,
    NextProbes,
    ObservationStore,
    Watcher,
)
from linkaudit.model.report import Outcome, Report
from linkaudit.settings import parse
from linkaudit.settings.settings import Policy
from linkaudit.store.baseline_file import read_baseline
from linkaudit.store.open import extracting, observation_cache, open_store
from linkaudit.text.rule_ids import renamed_notes
from linkaudit.version import VERSION

STATUS = {Outcome.CLEAN: 0, Outcome.FINDINGS: 1, Outcome.INCOMPLETE: 3}


def find_documents(
    paths: tuple[str, ...], root: Path, stdin: IO[bytes] | None = None
) -> FoundDocuments:
    """The documents of the arguments, else of the config's paths, else all of them."""
    found = discover(paths or configured(), root, stdin or sys.stdin.buffer)
    tell_guessed(document.path for document in found.documents)
    return found


def run_audit(
    found: FoundDocuments,
    policy: Policy,
    given: Mapping[str, Any],
    root: Path,
    deadline: Deadline | None = None,
) -> Report:
    """What an audit of these documents says. Raises LinkauditError for trouble of our own."""
    deadline = deadline or Deadline(policy.deadline)
    bundle = Path(given["ca_bundle"]) if given["ca_bundle"] else None
    wanted = not (given["no_progress"] or given["quiet"])
    terminal = sys.stderr.isatty()
    watched = partial(
        watching, bar=wanted and terminal, verbose=given["verbose"], log=wanted and not terminal
    )
    with open_store(given, root) as state:
        ask, memory = (
            checker(policy, bundle, watched, deadline),
            observation_cache(state, given, now, policy.triggers),
        )
        extract_all = extracting(state, now().date(), deadline)
        report = audit(
            found, policy, root, ask, now, VERSION, extract_all, memory, first_days, deadline
        )
    options = {"--ignore": given["ignore"], "--fail-on": [given["fail_on"]]}
    _print_renamed_ids(options | {"--only": given.get("only") or ()}, report)
    return report


def _print_renamed_ids(options: Mapping[str, Iterable[str]], report: Report) -> None:
    """Name the new id of each rule that an option, a comment or the baseline has an old id of."""
    for option, texts in options.items():
        for note in renamed_notes(option, (i.strip() for t in texts for i in t.split(","))):
            print_message(note)
    for note in (*report.renamed_ids, *(report.baseline.notes if report.baseline else ())):
        print_message(note)


def policy_of(given: Mapping[str, Any]) -> Policy:
    """What the options ask for. Raises UsageError for a text that cannot be used."""
    limits = {field.name: given[field.name] for field in fields(Limits)}
    return Policy(
        as_of=parse.day(given["as_of"], "--as-of") or now().date(),
        published=parse.day(given["published"], "--published"),
        offline=given["offline"],
        deadline=given["deadline"],
        include=parse.patterns(given["include"], "--include"),
        exclude=parse.patterns(given["exclude"], "--exclude"),
        ignore=parse.rule_ids(given["ignore"], "--ignore"),
        fail_on=parse.fail_level(given["fail_on"]),
        limits=Limits(**limits),
        routes=Routes.parse(given["connect_to"]),
        allowed=parse.networks(given["allow_net"]),
        packs=chosen(given["packs"]),
        root=parse.folder(given["root"], "--root"),
        slugger=parse.slugger(given["slugger"]),
        archive=given["archive"],
        note=given["note"],
        contact=parse.contact(given["contact"]),
        headers=parse_headers(given["headers"], os.environ),
        proxies=parse_proxy(given["proxy"], os.environ),
        baseline=read_baseline(Path(given["baseline"])) if given["baseline"] else None,
    )


def now() -> datetime:
    return datetime.now(UTC)


def first_days(paths: Sequence[str], root: Path) -> Mapping[str, date]:
    # Imported here: most articles say themselves when they came out.
    from linkaudit.files.first_commit import first_commits

    return first_commits(paths, root)


def checker(
    policy: Policy,
    ca_bundle: Path | None,
    watched: Callable[[], AbstractContextManager[Watcher | None]],
    deadline: Deadline,
) -> CheckTargets:
    """Asks the real web. Raises UsageError, at once, where `ca_bundle` cannot be used."""
    # Imported here, below too: what is remembered or local waits for no network library.
    context = None
    if ca_bundle is not None:
        from linkaudit.check.transport.tls import tls_context

        context = tls_context(ca_bundle)

    def ask(
        wanted: Sequence[CachedTarget], memory: ObservationStore | None, further: NextProbes
    ) -> CheckResult:
        from linkaudit.audit import network

        with watched() as watcher:
            left = replace(policy, deadline=deadline.left)
            return network.check_over_network(wanted, memory, further, left, context, watcher, now)

    return ask
