"""`linkaudit links`: the links that `check` would look at, with their places."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from linkaudit.cli import options, values
from linkaudit.cli.state import extracting, opened
from linkaudit.discover import Found, discover
from linkaudit.document import Extraction
from linkaudit.redact import shown
from linkaudit.report.runner import harmless

if TYPE_CHECKING:  # only the records of `check` need them
    from linkaudit.model import Report
    from linkaudit.references import Collected


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--include", multiple=True, metavar="RE", help="Only URLs that match.")
@click.option("--exclude", multiple=True, metavar="RE", help="No URLs that match.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text",
              help="One link a line, or the records of `check` (linkaudit/1).")  # fmt: skip
@options.remembering
def links(paths: tuple[str, ...], format_: str, **given: Any) -> int:
    """List the links that `check` would look at; touches no network."""
    root, moment = Path.cwd(), datetime.now(UTC)
    include = values.patterns(given["include"], "--include")
    exclude = values.patterns(given["exclude"], "--exclude")
    found = discover(paths, root, sys.stdin.buffer)
    with opened(given, root) as state:
        extractions = list(extracting(state, moment.date())(found.documents))
    problems = (*found.problems, *(problem for e in extractions for problem in e.problems))
    if format_ == "json":
        from linkaudit.policy import Policy
        from linkaudit.references import collect
        from linkaudit.report import json_

        policy = Policy(moment.date(), include=include, exclude=exclude)
        collected = collect(found, policy, root, lambda _: extractions)
        click.echo(json_.render(_report(found, collected, moment)), nl=False)
    else:
        click.echo(_listed(extractions), nl=False)
        for problem in problems:
            told = shown(f"linkaudit: {problem.path}: {problem.message}")
            click.echo(harmless(told), err=True)
    return 1 if problems else 0


def _listed(extractions: Sequence[Extraction]) -> str:
    """One link a line, by path and place; what they point to, nobody asks here."""
    lines = []
    for extraction in sorted(extractions, key=lambda e: e.path):
        for link in extraction.links:  # they come in the order of the document
            place = f"{link.path}:{link.region.line}:{link.region.column}"
            lines.append(harmless(shown(f"{place}  {link.kind:<9}  {link.url}")) + "\n")
    return "".join(lines)


def _report(found: Found, collected: Collected, moment: datetime) -> Report:
    """A report of links that nobody asked: each is unchecked or skipped."""
    from linkaudit.judge.case import Case
    from linkaudit.judge.rules import judge
    from linkaudit.model import NotAsked, Observation, Outcome, Report, Result, Unasked
    from linkaudit.version import VERSION

    results = []
    for reference in collected.references:
        target = reference.resolved.target
        if isinstance(target, NotAsked):
            seen = Observation(None, target)
        else:
            seen = Observation(target, NotAsked(Unasked.UNCHECKED, "listed, not checked"))
        case = Case(reference.link, reference.resolved, seen)
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
    )
