"""`linkaudit check`: audit documents, write the report, print a summary."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from linkaudit.audit.policy import Policy, policy_of
from linkaudit.audit.wire import now
from linkaudit.cli import run
from linkaudit.cli.options import GroupedCommand, settings_in, with_settings
from linkaudit.cli.outputs import (
    GITHUB,
    SCHEMA_FORMAT,
    Output,
    attempt,
    is_coloured,
    painted,
    parse_formats,
    say,
    say_to_programs,
    spare,
    write_outputs,
)
from linkaudit.cli.stderr import print_message
from linkaudit.errors import ConfigError, OutputError
from linkaudit.files.find import STDIN, shown_path
from linkaudit.files.output_paths import KEYS, Guarded, output_path
from linkaudit.files.read import FoundDocuments
from linkaudit.files.write import write, write_guarded
from linkaudit.model.baseline import Baseline
from linkaudit.model.report import Report
from linkaudit.report import FORMATS, RenderOptions
from linkaudit.settings.table import CACHE, LIMITS, NETWORK, OUTPUT, WHAT, Settings
from linkaudit.store.baseline_file import read_baseline, updated_baseline


@dataclass(frozen=True, slots=True)
class Renewal:
    """A baseline to write."""

    path: Path
    old: Baseline | None
    """Its entries for links that this run does not check are kept."""
    ignored: frozenset[str]


@dataclass(frozen=True, slots=True)
class Destinations:
    """Where one run's results go."""

    report: Path | Guarded | None
    outputs: tuple[Output, ...]
    quiet: bool
    color: str
    renewal: Renewal | None


@click.command(cls=GroupedCommand)
@click.argument("paths", nargs=-1)
@with_settings(*settings_in(WHAT, OUTPUT, CACHE, NETWORK, LIMITS))
def check(settings: Settings) -> int:
    """Audit Markdown files, folders or patterns; `-` is standard input.

    Without PATHS, audits the paths of the config, else all Markdown files below this folder.
    Exit status: 0 no findings, 1 findings, 2 wrong arguments or input, 3 incomplete run.
    """
    outputs = parse_formats(settings.formats)
    if any(output.name == SCHEMA_FORMAT for output in outputs):
        from linkaudit.report import json_

        say_to_programs((json_.schema(),))
        return 0
    root = Path.cwd()
    if _is_to_come(settings.baseline, settings.write_baseline):
        settings = replace(settings, baseline="")
    policy = policy_of(settings, now().date())
    renewal = _renewal(settings.write_baseline, policy)
    found = run.find_documents(settings, root)
    destinations = Destinations(
        _report_place(settings, found, root), outputs, settings.quiet, settings.color, renewal
    )
    _spare_documents(destinations, found, root)
    report = run.run_audit(found, policy, root)
    _deliver(report, destinations, root)
    return run.STATUS[report.outcome]


def _report_place(settings: Settings, found: FoundDocuments, root: Path) -> Path | Guarded | None:
    """Where the Markdown report goes; guarded unless the command line names it.

    Raises ConfigError or OutputError if it must not go there.
    """
    if settings.no_report:
        return None
    path = output_path(settings.report or _usual(found), "--report")
    origin = settings.origins.get("report")
    if origin and not origin.is_config:
        return path
    guarded = Guarded(path, KEYS["report"], replaces_link=origin is None)
    if why := guarded.hindrance(root):
        if origin:
            raise ConfigError.output(origin.name, "report", settings.report, why)
        raise OutputError.hindered(path, why)
    return guarded


def _spare_documents(to: Destinations, found: FoundDocuments, root: Path) -> None:
    """Raises OutputError for a document that would be overwritten."""
    spare(to.report if isinstance(to.report, Path) else None, "--report PATH", found, root)
    spare(to.renewal.path if to.renewal else None, "--write-baseline FILE", found, root)
    for output in to.outputs:
        spare(output.path, "--format NAME=PATH", found, root)


def _usual(found: FoundDocuments) -> str:
    documents = found.documents
    if len(documents) == 1 and not found.problems:
        name = documents[0].path
        return f"reports/{'stdin' if name == STDIN else Path(name).stem}.md"
    return "reports/linkaudit.md"


def _deliver(report: Report, to: Destinations, root: Path) -> None:
    if report.interruption:
        print_message(report.interruption)
    attempt(
        [
            lambda: _write_baseline(report, to.renewal, root),
            lambda: _write_report(report, to.report, root),
            lambda: _write_summary(report, to.outputs, root),
            lambda: write_outputs(report, to.outputs),
            lambda: _summarize(report, to),
        ]
    )
    if to.report is not None and not _is_silent(to):
        path = to.report.path if isinstance(to.report, Guarded) else to.report
        say(f"Report: {path.as_posix()}\n")


def _is_to_come(baseline: str, written: str) -> bool:
    """Whether a baseline, which a config may name, is not there because this run writes it."""
    if not (baseline and written):
        return False
    return Path(baseline) == Path(written) and not Path(written).exists()


def _renewal(name: str, policy: Policy) -> Renewal | None:
    """Raises BaselineError for a file that is there and no baseline: it is not overwritten."""
    if not name:
        return None
    path = Path(name)
    return Renewal(path, read_baseline(path) if path.exists() else policy.baseline, policy.ignore)


def _write_baseline(report: Report, renewal: Renewal | None, root: Path) -> None:
    if renewal is None:
        return
    if report.interruption:
        print_message("no baseline written: the run did not finish")
        return
    text = updated_baseline(report, renewal.old, renewal.ignored, root)
    write(renewal.path, text, "--write-baseline FILE")


def _write_report(report: Report, to: Path | Guarded | None, root: Path) -> None:
    if to is None:
        return
    path = to.path if isinstance(to, Guarded) else to
    folder = Path(shown_path(root / path, root)).parent.as_posix()
    pieces = FORMATS["markdown"].pieces(report, RenderOptions(folder))
    if isinstance(to, Guarded):
        write_guarded(to, root, pieces)
    else:
        write(path, pieces)


def _write_summary(report: Report, outputs: Sequence[Output], root: Path) -> None:
    """The job summary belongs to GitHub's format; no other format writes one."""
    if any(output.name == GITHUB for output in outputs):
        from linkaudit.cli.github_actions import write_summary

        write_summary(report, root, os.environ)


def _is_silent(to: Destinations) -> bool:
    return to.quiet or any(output.path is None for output in to.outputs)


def _summarize(report: Report, to: Destinations) -> None:
    if _is_silent(to):
        return
    say(painted(report, to.color), is_coloured(to.color))
