"""`linkaudit links`: the links that `check` would look at, with their places."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linkaudit.audit.wire import extracting, now, stored
from linkaudit.cli.listing import REVISION, listing
from linkaudit.cli.options import option, with_settings
from linkaudit.cli.stderr import print_message, tell_guessed
from linkaudit.files.find import File, find_files, unread
from linkaudit.settings.table import OUTPUT, Settings
from linkaudit.text.formats import counted
from linkaudit.text.patterns import any_matches

if TYPE_CHECKING:  # only the records of `check` need them
    from datetime import datetime

    from linkaudit.audit.links import CollectedLinks
    from linkaudit.files.read import FoundDocuments
    from linkaudit.model.document import Document, Extraction
    from linkaudit.model.protocols import ExtractAll
    from linkaudit.model.report import Report
    from linkaudit.store.database import State
    from linkaudit.store.file_index import FileIndex
    from linkaudit.text.patterns import Pattern

_Patterns = tuple["Pattern", ...]


@click.command()
@click.argument("paths", nargs=-1)
@option("--format", "format_", type=click.Choice(["text", "json"]), default="text", group=OUTPUT,
        help="One link a line, or the records of `check` [default: text]")  # fmt: skip
@with_settings("include", "exclude", "state", "no_state")
def links(settings: Settings, format_: str) -> int:
    """List the links that `check` would look at; touches no network."""
    root, moment = Path.cwd(), now()
    include, exclude = settings.include, settings.exclude
    files = find_files(settings.paths, root)
    tell_guessed(file.shown for file in files if not file.trouble)
    if left := unread(files):
        print_message(f"not read: {counted(left)}")
    with stored(settings, root, print_message) as state:
        extract_all = extracting(state, moment.date())
        if format_ == "json":
            return _records(files, root, extract_all, include, exclude, moment)
        if include or exclude:  # what was noted of a file is all that it holds
            return _list(files, partial(_matching, extract_all, include, exclude), None)
        return _list(files, extract_all, _unchanged(state, moment))


def _list(files: Sequence[File], extract_all: ExtractAll, known: FileIndex | None) -> int:
    text, problems = listing(files, sys.stdin.buffer, extract_all, known)
    click.echo(text, nl=False)
    for problem in problems:
        print_message(f"{problem.path}: {problem.message}")
    return 1 if problems else 0


def _unchanged(state: State | None, moment: datetime) -> FileIndex | None:
    """What is known of files that did not change; `moment` is before any was looked at."""
    if state is None or state.connection is None:
        return None
    from linkaudit.extract.version import extractor
    from linkaudit.store.file_index import FileIndex

    return FileIndex(state, f"{extractor()} {REVISION}", moment)


def _matching(
    extract_all: ExtractAll,
    include: _Patterns,
    exclude: _Patterns,
    documents: Sequence[Document],
) -> Iterator[Extraction]:
    """The extractions of documents with those of their links alone that were asked for."""
    for extraction in extract_all(documents):
        kept = (
            link
            for link in extraction.links
            if (not include or any_matches(include, link.url))
            and not any_matches(exclude, link.url)
        )
        yield replace(extraction, links=tuple(kept))


def _records(
    files: Sequence[File],
    root: Path,
    extract_all: ExtractAll,
    include: _Patterns,
    exclude: _Patterns,
    moment: datetime,
) -> int:
    from linkaudit.audit.links import collect_links
    from linkaudit.audit.policy import Policy
    from linkaudit.cli.outputs import say_to_programs
    from linkaudit.files.read import read_documents
    from linkaudit.report import json_

    found = read_documents(files, sys.stdin.buffer)
    policy = Policy(moment.date(), Settings(include=include, exclude=exclude))
    collected = collect_links(found, policy, root, extract_all)
    say_to_programs(json_.render(_report(found, collected, moment)))
    return 1 if collected.problems else 0


def _report(found: FoundDocuments, collected: CollectedLinks, moment: datetime) -> Report:
    """A report of links without requests: each is unchecked or skipped."""
    from linkaudit.model.report import NotAsked, Observation, Outcome, Report, Result, Unasked
    from linkaudit.rules.base import RuleContext
    from linkaudit.rules.registry import judge
    from linkaudit.version import VERSION

    results = []
    for reference in collected.references:
        target = reference.resolved.target
        if isinstance(target, NotAsked):
            seen = Observation(None, target)
        else:
            seen = Observation(target, NotAsked(Unasked.UNCHECKED, "listed, not checked"))
        case = RuleContext(reference.link, reference.resolved, seen)
        results.append(Result(reference.link, seen, judge(case)))
    return Report(
        VERSION,
        moment,
        moment,
        moment.date(),
        Outcome.FINDINGS if collected.problems else Outcome.CLEAN,
        tuple(document.path for document in found.documents),
        tuple(results),
        collected.problems,
        unread=found.unread,
    )
