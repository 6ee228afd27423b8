"""`linkaudit links`: the links that `check` would look at, with their places."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from linkaudit.cli import options
from linkaudit.cli.network import now
from linkaudit.discover import Found, discover
from linkaudit.judge.case import Case
from linkaudit.judge.rules import judge
from linkaudit.model import NotAsked, Observation, Outcome, Report, Result, Unasked
from linkaudit.policy import Policy
from linkaudit.redact import shown
from linkaudit.references import Collected, collect
from linkaudit.report import json_
from linkaudit.version import VERSION


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--include", multiple=True, metavar="RE", help="Only URLs that match.")
@click.option("--exclude", multiple=True, metavar="RE", help="No URLs that match.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text",
              help="One link a line, or the records of `check` (linkaudit/1).")  # fmt: skip
def links(
    paths: tuple[str, ...], include: tuple[str, ...], exclude: tuple[str, ...], format_: str
) -> int:
    """List the links that `check` would look at; touches no network."""
    root, moment = Path.cwd(), now()
    policy = Policy(
        moment.date(),
        include=options.patterns(include, "--include"),
        exclude=options.patterns(exclude, "--exclude"),
    )
    found = discover(paths, root, sys.stdin.buffer)
    collected = collect(found, policy, root)
    if format_ == "json":
        click.echo(json_.render(_report(found, collected, moment)), nl=False)
        return 1 if collected.problems else 0
    for reference in collected.references:
        link = reference.link
        place = f"{link.path}:{link.region.line}:{link.region.column}"
        click.echo(f"{shown(place)}  {link.kind.value:<9}  {shown(link.url)}")
    for problem in collected.problems:
        click.echo(f"linkaudit: {problem.path}: {problem.message}", err=True)
    return 1 if collected.problems else 0


def _report(found: Found, collected: Collected, moment: datetime) -> Report:
    """A report of links that nobody asked: each is unchecked or skipped."""
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
