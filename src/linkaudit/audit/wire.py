"""How an audit is wired: the store, the caches, the dates of first commits, the checker.

The command line and `audit()` both go this way. Whatever is to be printed goes to the `tell` that
they hand in; nothing here knows a terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from linkaudit.model.deadline import NO_DEADLINE, Deadline
from linkaudit.store.open import open_store

if TYPE_CHECKING:  # a listing needs none of them
    from linkaudit.audit.policy import Policy
    from linkaudit.check.transport.tls import Trust
    from linkaudit.files.read import FoundDocuments
    from linkaudit.model.document import Document, Extraction
    from linkaudit.model.http import Failure, Response
    from linkaudit.model.protocols import (
        CachedTarget,
        CheckResult,
        CheckTargets,
        ExtractAll,
        NextProbes,
        ObservationStore,
        Watcher,
    )
    from linkaudit.model.report import Report
    from linkaudit.settings.table import Settings
    from linkaudit.store.database import State

Tell = Callable[[str], None]
"""Prints one line for the user."""


def run_audit(
    found: FoundDocuments,
    policy: Policy,
    root: Path,
    deadline: Deadline,
    tell: Tell,
    *,
    extract_all: ExtractAll | None = None,
    watched: Callable[[], AbstractContextManager[Watcher | None]] = nullcontext,
    keeps_pages: bool = False,
) -> Report:
    """What an audit of these documents says; `extract_all` stands in for the cached extraction.

    Raises LinkauditError for trouble of our own.
    """
    from linkaudit.audit.pipeline import audit
    from linkaudit.version import VERSION

    check_targets = checker(policy, deadline, watched)
    with stored(policy.settings, root, tell) as state:
        return audit(
            found,
            policy,
            root,
            check_targets,
            now,
            VERSION,
            extract_all or extracting(state, now().date(), deadline),
            observations(state, policy.settings, policy.triggers, tell),
            first_days,
            deadline,
            keeps_pages=keeps_pages,
        )


def find_documents(
    paths: Sequence[str],
    root: Path,
    stdin: IO[bytes],
    *,
    no_gitignore: bool = False,
    generator: str = "",
) -> FoundDocuments:
    """The documents that the paths name; all below `root` without any."""
    from linkaudit.extract.registry import SUFFIXES
    from linkaudit.files.read import discover

    return discover(paths, root, stdin, SUFFIXES, no_gitignore=no_gitignore, generator=generator)


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def first_days(paths: Sequence[str], root: Path) -> Mapping[str, date]:
    """The day of each document's first commit."""
    # Imported here: most articles say themselves when they came out.
    from linkaudit.files.first_commit import first_commits

    return first_commits(paths, root)


def stored(settings: Settings, root: Path, tell: Tell) -> AbstractContextManager[State | None]:
    """The store, if there is to be one. Raises StateError for a file named that is not ours."""
    return nullcontext() if settings.no_state else open_store(settings.state, root, tell)


def observations(
    state: State | None,
    settings: Settings,
    triggers: Iterable[str],
    tell: Tell,
    *,
    reuse_failures: bool = False,
) -> ObservationStore | None:
    """What earlier runs saw of targets, on the terms of the settings.

    `triggers` are the words by which the packs' sentences are found on pages.
    """
    if state is None or state.connection is None:
        return None
    from linkaudit.rules.persistent_failure import noted
    from linkaudit.store.observation_cache import ObservationCache, ReusePolicy
    from linkaudit.store.observation_codec import format_version
    from linkaudit.store.open import is_running

    def say(words: str) -> None:
        if not settings.quiet:
            tell(words)

    terms = ReusePolicy(settings.max_age, settings.resume, reuse_failures)
    return ObservationCache(state, now, terms, say, is_running, noted, format_version(triggers))


def extracting(state: State | None, today: date, deadline: Deadline = NO_DEADLINE) -> ExtractAll:
    """Extraction over several processes, which looks in the cache first."""
    quick = partial(_extract_quickly, deadline=deadline)
    return quick if state is None else partial(_cached, state, quick, today)


def _cached(
    state: State, quick: ExtractAll, today: date, documents: Sequence[Document]
) -> Iterable[Extraction]:
    # Imported here: what did not change is not even looked up by its content.
    from linkaudit.extract.codec import decode, encode
    from linkaudit.extract.version import extractor
    from linkaudit.store.extraction_cache import Codec, cached_extraction

    codec = Codec(extractor(), encode, decode)
    return cached_extraction(state, quick, today, codec)(documents)


def _extract_quickly(
    documents: Sequence[Document], deadline: Deadline = NO_DEADLINE
) -> Iterable[Extraction]:
    # Imported here, as below: what is cached needs no reader, and few documents no processes.
    from linkaudit.extract.registry import ENOUGH

    if sum(len(document.text) for document in documents) < ENOUGH:
        return extract_one_by_one(documents, deadline)
    from linkaudit.extract.parallel import extract_many

    return extract_many(documents, deadline=deadline)


def extract_one_by_one(documents: Sequence[Document], deadline: Deadline) -> Iterable[Extraction]:
    """Extraction in this process."""
    from linkaudit.extract.registry import extract_in_time

    return extract_in_time(documents, deadline)


def checker(
    policy: Policy,
    deadline: Deadline,
    watched: Callable[[], AbstractContextManager[Watcher | None]] = nullcontext,
) -> CheckTargets:
    """Asks the real web. Raises SettingError, at once, if certificates cannot be used."""
    # Imported here, below too: what is cached or local waits for no network library.
    settings, trust = policy.settings, _trust(policy.settings)

    def check_targets(
        wanted: Sequence[CachedTarget], store: ObservationStore | None, further: NextProbes
    ) -> CheckResult:
        from linkaudit.audit import network

        with watched() as watcher:
            left = replace(policy, settings=replace(settings, deadline=deadline.left))
            return network.check_over_network(wanted, store, further, left, trust, watcher, now)

    return check_targets


def fetcher(
    policy: Policy, deadline: Deadline
) -> Callable[[Sequence[str]], Mapping[str, Response | Failure]]:
    """Asks the real web for pages that no document links to. Raises SettingError, at once."""
    settings, trust = policy.settings, _trust(policy.settings)

    def fetch(uris: Sequence[str]) -> Mapping[str, Response | Failure]:
        if not uris:
            return {}
        from linkaudit.audit import network

        left = replace(policy, settings=replace(settings, deadline=deadline.left))
        return network.fetch_over_network(uris, left, trust, now)

    return fetch


def _trust(settings: Settings) -> Trust | None:
    if not settings.ca_bundle:
        return None
    from linkaudit.check.transport.tls import trusted

    return trusted(Path(settings.ca_bundle), settings.named("ca_bundle"))
