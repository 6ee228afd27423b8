"""`linkaudit check`: audit documents, write the report, print a summary."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from linkaudit.cli import auditing, options
from linkaudit.cli.groups import GroupedCommand, option
from linkaudit.cli.options import WHERE
from linkaudit.cli.outputs import (
    GITHUB,
    SCHEMA_FORMAT,
    Output,
    attempt,
    is_coloured,
    painted,
    parse_formats,
    say,
    write_outputs,
)
from linkaudit.discover import STDIN, Found, shown_path
from linkaudit.model import Report
from linkaudit.report import json_, markdown
from linkaudit.report.write import write


@dataclass(frozen=True, slots=True)
class Destinations:
    """Where one run's results go."""

    report: Path | None
    outputs: tuple[Output, ...]
    quiet: bool
    color: str


@click.command(cls=GroupedCommand)
@click.argument("paths", nargs=-1)
@options.choosing
@option("--report", metavar="PATH", group=WHERE, help="The Markdown report; reports/STEM.md.")
@option("--no-report", is_flag=True, group=WHERE, help="Write no Markdown report.")
@option("--format", "formats", multiple=True, metavar="NAME[=PATH]", group=WHERE,
        help="Also csv, github, json, junit, sarif or text; without PATH, printed.")  # fmt: skip
@option("--note", default="", metavar="TEXT", group=WHERE, help="Stands first in the report.")
@option("--quiet", is_flag=True, group=WHERE, help="No summary.")
@options.watching
@option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", group=WHERE,
        help="Colours in the summary.")  # fmt: skip
@options.remembering
@options.reusing
@options.networking
def check(paths: tuple[str, ...], **given: Any) -> int:
    """Audit Markdown files, folders or patterns; `-` is standard input.

    Without PATHS: those of the config, else every Markdown file below this folder.
    Exit status: 0 fine, 1 findings, 2 wrong arguments or input, 3 not audited.
    """
    outputs = parse_formats(given["formats"])
    if any(output.name == SCHEMA_FORMAT for output in outputs):
        click.echo(json_.schema(), nl=False)
        return 0
    root = Path.cwd()
    policy = auditing.policy_of(given)
    found = auditing.found_in(paths, root)
    destinations = Destinations(_report_path(given, found), outputs, given["quiet"], given["color"])
    report = auditing.audited(found, policy, given, root)
    _deliver(report, destinations, root)
    return auditing.STATUS[report.outcome]


def _report_path(given: dict[str, Any], found: Found) -> Path | None:
    if given["no_report"]:
        return None
    if given["report"]:
        return Path(given["report"])
    documents = found.documents
    if len(documents) == 1 and not found.problems:
        name = documents[0].path
        return Path("reports", f"{'stdin' if name == STDIN else Path(name).stem}.md")
    return Path("reports", "linkaudit.md")


def _deliver(report: Report, to: Destinations, root: Path) -> None:
    if report.interruption:
        click.echo(f"linkaudit: {report.interruption}", err=True)
    attempt(
        [
            lambda: _write_report(report, to.report, root),
            lambda: _write_summary(report, to.outputs, root),
            lambda: write_outputs(report, to.outputs),
            lambda: _summarize(report, to),
        ]
    )
    if to.report is not None and not _is_silent(to):
        say(f"Report: {to.report.as_posix()}\n")


def _write_report(report: Report, path: Path | None, root: Path) -> None:
    if path is not None:
        folder = Path(shown_path(root / path, root)).parent.as_posix()
        write(path, markdown.render(report, folder))


def _write_summary(report: Report, outputs: Sequence[Output], root: Path) -> None:
    """The job summary belongs to GitHub's format: who asks for another wants nothing there."""
    if any(output.name == GITHUB for output in outputs):
        from linkaudit.cli.actions import write_summary

        write_summary(report, root, os.environ)


def _is_silent(to: Destinations) -> bool:
    return to.quiet or any(output.path is None for output in to.outputs)


def _summarize(report: Report, to: Destinations) -> None:
    if _is_silent(to):
        return
    say(painted(report, to.color), is_coloured(to.color))
