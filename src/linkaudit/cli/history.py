"""`linkaudit history`: the results of earlier runs for the links of documents."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linkaudit.audit.wire import extracting
from linkaudit.cli.options import with_settings
from linkaudit.cli.outputs import say, say_to_programs
from linkaudit.cli.stderr import print_message
from linkaudit.extract.registry import SUFFIXES
from linkaudit.files.read import discover
from linkaudit.model.document import Link
from linkaudit.settings.table import Settings
from linkaudit.store.open import open_store, place

if TYPE_CHECKING:  # imported where there is something to show
    from linkaudit.model.report import PreviousRun
    from linkaudit.report.history import LinkHistory
    from linkaudit.store.database import State

History = tuple[list["LinkHistory"], tuple["PreviousRun", ...]]
"""The results of each link, and the summaries of the runs."""


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--format", "format_", type=click.Choice(["text", "csv", "json"]), default="text",
              help="Text, or every result of every link for programs [default: text]")  # fmt: skip
@with_settings("config", "state")
def history(settings: Settings, format_: str) -> int:
    """Show the results of earlier runs for each link; touches no network.

    Without PATHS, reads the paths of the config, else all Markdown files below this folder.
    """
    root = Path.cwd()
    courses, runs = _read(settings, root)
    if not runs and not any(course.steps for course in courses):
        where = place(settings.state, root).as_posix()
        words = "no history for these files; run `linkaudit check` first"
        print_message(f"{where}: {words}")
    rendered = _rendered(courses, runs, format_)
    if format_ == "text":
        say(rendered)
    else:
        say_to_programs((rendered,))
    return 0


def _read(settings: Settings, root: Path) -> History:
    """From the state; none is made if it does not exist."""
    if not place(settings.state, root).exists():
        return [], ()
    from linkaudit.store import verdict_history

    found = discover(settings.paths, root, sys.stdin.buffer, SUFFIXES)
    for problem in found.problems:
        print_message(f"{problem.path}: {problem.message}")
    with open_store(settings.state, root, print_message) as state:
        extractions = list(extracting(state, datetime.now(UTC).date())(found.documents))
        links = sorted(
            (link for extraction in extractions for link in extraction.links),
            key=lambda link: (link.path, link.region),
        )
        return list(_courses(state, links)), verdict_history.earlier(
            state, [e.path for e in extractions]
        )


def _courses(state: State, links: Sequence[Link]) -> Iterator[LinkHistory]:
    from linkaudit.model.fingerprint import keys
    from linkaudit.report.history import LinkHistory, RunVerdict
    from linkaudit.store import verdict_history

    of_path: dict[str, tuple[verdict_history.DailyVerdicts, ...]] = {}
    for link, key in zip(links, keys(links), strict=True):
        if link.path not in of_path:
            of_path[link.path] = verdict_history.days_of(state, link.path) or ()
        yield LinkHistory(
            link, tuple(RunVerdict(d.at, d.verdicts.get(key)) for d in of_path[link.path])
        )


def _rendered(courses: Sequence[LinkHistory], runs: Sequence[PreviousRun], format_: str) -> str:
    from linkaudit.report import history as report
    from linkaudit.version import VERSION

    if format_ == "json":
        return report.as_json(courses, runs, VERSION)
    if format_ == "csv":
        return report.comma_separated(courses)
    return report.text(courses, runs) if runs or courses else ""
