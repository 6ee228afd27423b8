"""The audit for other programs: paths and options in, a `Report` out.

Options are those of `linkaudit check`, by the same names and with the same defaults, and are
read by the same code. Reads no config, writes no report, and ends no process; what it has to
say, it says in the report or as an exception.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, TypedDict, Unpack

import click

from linkaudit.audit import pipeline
from linkaudit.cli.check import check
from linkaudit.cli.run import first_days, now, policy_of
from linkaudit.errors import UsageError
from linkaudit.extract.registry import SUFFIXES
from linkaudit.files.find import STDIN
from linkaudit.files.read import discover
from linkaudit.model.deadline import Deadline
from linkaudit.model.document import Document, Extraction
from linkaudit.model.protocols import (
    CachedTarget,
    CheckResult,
    CheckTargets,
    NextProbes,
    ObservationStore,
)
from linkaudit.model.report import Report
from linkaudit.settings.settings import Policy
from linkaudit.store.open import observation_cache, open_store
from linkaudit.version import VERSION

_NOT_HERE = frozenset({"config", "paths"})


class Options(TypedDict, total=False):
    """What `linkaudit check --help` says of each; times in seconds."""

    offline: bool
    root: str | os.PathLike[str]
    slugger: str
    include: Sequence[str]
    exclude: Sequence[str]
    ignore: Sequence[str]
    fail_on: str
    published: date | str
    as_of: date | str
    packs: Sequence[str | os.PathLike[str]]
    connect_to: Sequence[str]
    proxy: str
    headers: Sequence[str]
    ca_bundle: str | os.PathLike[str]
    allow_net: Sequence[str]
    contact: str
    archive: bool
    concurrency: int
    per_host: int
    timeout: float
    link_timeout: float
    deadline: float
    retries: int
    max_redirects: int
    max_retry_after: float
    state: str | os.PathLike[str]
    """Remembers earlier runs; without it, nothing is remembered."""
    max_age: str
    resume: bool


def audit(
    *paths: str | os.PathLike[str],
    folder: str | os.PathLike[str] = ".",
    **options: Unpack[Options],
) -> Report:
    """Check and judge every link of the Markdown that `paths` name; all below `folder` without.

    `paths` count from `folder`, and so do the places in the report; no local link leads out of it.
    Blocks until the web has answered; beside an event loop, call it in a thread.

    Raises LinkauditError where the audit cannot run: its message says where, what and what to
    do. TypeError for an option that there is none of. A dead link is part of the report, and so
    is a run without a network (`report.interruption`).
    """
    given = _given(options)
    place = Path(folder).absolute()
    policy = policy_of(given)
    deadline = Deadline(policy.deadline)
    ask = _asking(policy, given["ca_bundle"], deadline)
    found = discover(_files(paths), place, BytesIO(), SUFFIXES)
    with open_store(given, place) as state:
        memory = observation_cache(state, given, now, policy.triggers)
        # One document after the other: processes would run the script anew that has called us.
        extract_all = partial(_one_by_one, deadline)
        return pipeline.audit(
            found, policy, place, ask, now, VERSION, extract_all, memory, first_days, deadline
        )


def _files(paths: Sequence[str | os.PathLike[str]]) -> list[str]:
    names = [os.fspath(path) for path in paths]
    if STDIN in names:
        raise UsageError(f"{STDIN}: standard input is the program's own; give a file")
    return names


def _given(options: Mapping[str, Any]) -> dict[str, Any]:
    """What the command line would have made of these. Raises UsageError and TypeError."""
    # No config: a program says itself what it wants.
    known = {option.name: option for option in check.params if option.name not in _NOT_HERE}
    words = []
    for name, value in options.items():
        if name not in Options.__optional_keys__:
            raise TypeError(f"audit() got an unexpected keyword argument '{name}'")
        words += _words(known[name], value)
    command = click.Command("audit", params=list(known.values()))
    try:
        params = command.make_context("audit", words).params
    except click.UsageError as error:
        raise UsageError(error.format_message().rstrip(".")) from error
    return {**params, "quiet": True, "no_state": options.get("state") is None}


def _words(option: click.Parameter, value: object) -> list[str]:
    """An option with its value as it stands on a command line."""
    name = option.opts[0]
    match value:
        case None:
            return []
        case True:
            return [name]
        case False:
            return option.secondary_opts[:1]
        case list() | tuple():
            return [word for item in value for word in _words(option, item)]
        case os.PathLike():
            return [f"{name}={os.fspath(value)}"]
        case _:
            return [f"{name}={value}"]


def _one_by_one(deadline: Deadline, documents: Sequence[Document]) -> Iterable[Extraction]:
    # Imported here: the parser takes long to import.
    from linkaudit.extract.registry import extract_in_time

    return extract_in_time(documents, deadline)


def _asking(policy: Policy, ca_bundle: str | None, deadline: Deadline) -> CheckTargets:
    context = None
    if ca_bundle is not None:
        from linkaudit.check.transport.tls import tls_context

        context = tls_context(Path(ca_bundle))

    def ask(
        wanted: Sequence[CachedTarget], memory: ObservationStore | None, further: NextProbes
    ) -> CheckResult:
        # Imported here: what is local or remembered waits for no network library.
        from linkaudit.audit import network

        left = replace(policy, deadline=deadline.left)
        return network.check_over_network(wanted, memory, further, left, context, None, now)

    return ask
