"""`linkaudit links`: the links that `check` would look at, with their places."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linkaudit.audit.wire import extracting, now, stored
from linkaudit.cli.options import option, with_settings
from linkaudit.cli.stderr import print_message, tell_guessed
from linkaudit.extract.registry import SUFFIXES
from linkaudit.files.find import File, find_files, unread
from linkaudit.files.read import read_documents, read_in_parts
from linkaudit.settings.table import OUTPUT, Settings
from linkaudit.text.formats import counted
from linkaudit.text.patterns import any_matches
from linkaudit.text.redact import shown
from linkaudit.text.workflow_commands import escape_commands, escape_commands_within

if TYPE_CHECKING:  # only the records of `check` need them
    from datetime import datetime

    from linkaudit.audit.links import CollectedLinks
    from linkaudit.files.read import FoundDocuments
    from linkaudit.model.document import Document, Extraction, Problem
    from linkaudit.model.protocols import ExtractAll
    from linkaudit.model.report import Report
    from linkaudit.text.patterns import Pattern

_Patterns = tuple["Pattern", ...]
# Characters of documents that are listed at once: 230,000 links at the most, and seldom 30,000.
_PART = 16 * 2**20


@click.command()
@click.argument("paths", nargs=-1)
@option("--format", "format_", type=click.Choice(["text", "json"]), default="text", group=OUTPUT,
        help="One link a line, or the records of `check` [default: text]")  # fmt: skip
@with_settings("no_gitignore", "generator", "include", "exclude", "state", "no_state")
def links(settings: Settings, format_: str) -> int:
    """List the links that `check` would look at; touches no network."""
    root, moment = Path.cwd(), now()
    include, exclude = settings.include, settings.exclude
    files = find_files(settings.paths, root, SUFFIXES, no_gitignore=settings.no_gitignore)
    tell_guessed(file.shown for file in files if not file.trouble)
    if left := unread(files):
        print_message(f"not read: {counted(left)}")
    with stored(settings, root, print_message) as state:
        extract_all = extracting(state, moment.date())
        if format_ == "json":
            return _records(files, root, extract_all, settings, moment)
        if include or exclude:
            extract_all = partial(_matching, extract_all, include, exclude)
        problems = _list(files, extract_all, settings.generator)
    for problem in problems:
        print_message(f"{problem.path}: {problem.message}")
    return 1 if problems else 0


def _list(files: Sequence[File], extract_all: ExtractAll, generator: str) -> list[Problem]:
    """Print the links of all files by path, part by part; returns what could not be read."""
    order = {file.shown: number for number, file in enumerate(files)}
    unread: list[Problem] = []
    unreadable: list[Problem] = []
    by_path = sorted(files, key=attrgetter("shown"))
    for found in read_in_parts(by_path, sys.stdin.buffer, _PART, generator):
        extractions = list(extract_all(found.documents))
        click.echo(listing(extractions), nl=False)
        unread += found.problems
        unreadable += (problem for one in extractions for problem in one.problems)
        del found, extractions  # before the next part is read
    # As they were named: documents that were not read, then parts of documents.
    unread.sort(key=lambda problem: order[problem.path])
    unreadable.sort(key=lambda problem: order[problem.path])
    return unread + unreadable


def listing(extractions: Iterable[Extraction]) -> str:
    """One link a line, by path and place."""
    lines = []
    for extraction in sorted(extractions, key=attrgetter("path")):
        # The lines of a file that is named like a command of the runner's are none.
        head = escape_commands(f"{shown(extraction.path)}:")
        for link in extraction.links:  # they come in the order of the document
            entry = f"{link.region.line}:{link.region.column}  {link.kind:<9}  {shown(link.url)}"
            lines.append(f"{head}{escape_commands_within(shown(entry))}\n")
    return "".join(lines)


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
    settings: Settings,
    moment: datetime,
) -> int:
    from linkaudit.audit.links import collect_links
    from linkaudit.audit.policy import Policy
    from linkaudit.cli.outputs import say_to_programs
    from linkaudit.report import FORMATS

    found = read_documents(files, sys.stdin.buffer, settings.generator)
    wanted = Settings(include=settings.include, exclude=settings.exclude)
    policy = Policy(moment.date(), wanted)
    collected = collect_links(found, policy, root, extract_all)
    say_to_programs(FORMATS["json"].pieces(_report(found, collected, moment)))
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
        context = RuleContext(reference.link, reference.resolved, seen)
        results.append(Result(reference.link, seen, judge(context)))
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
