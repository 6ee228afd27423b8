"""`linkaudit check`: audit documents, write the report, print a summary."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from linkaudit.audit import audit
from linkaudit.check.credentials import parse_headers
from linkaudit.check.limits import Limits
from linkaudit.check.proxy import parse_proxy
from linkaudit.check.routes import Routes
from linkaudit.cli import options
from linkaudit.cli.options import COUNT, POSITIVE, SECONDS, SLUGGERS, option
from linkaudit.cli.outputs import (
    GITHUB,
    SCHEMA_FORMAT,
    Output,
    attempt,
    painted,
    parse_formats,
    say,
    write_outputs,
)
from linkaudit.cli.pack import chosen, with_packs
from linkaudit.cli.progress import watching
from linkaudit.cli.state import extracting, journal, opened
from linkaudit.discover import STDIN, Found, discover, shown_path
from linkaudit.interfaces import Ask, Asked, Further, Known, Memory, Watcher
from linkaudit.model import Outcome, Report
from linkaudit.policy import Policy
from linkaudit.report import json_, markdown
from linkaudit.report.write import write
from linkaudit.version import VERSION

_STATUS = {Outcome.CLEAN: 0, Outcome.FINDINGS: 1, Outcome.INCOMPLETE: 3}
_WHAT, _WHERE = "What is checked", "Where results go"
_NET, _PRESS = "How the network is reached", "How hard it presses"


@dataclass(frozen=True, slots=True)
class Destinations:
    """Where one run's results go."""

    report: Path | None
    outputs: tuple[Output, ...]
    quiet: bool
    color: str


@click.command(cls=options.GroupedCommand)
@click.argument("paths", nargs=-1)
@option("--offline", is_flag=True, group=_WHAT, help="Local files and anchors only.")
@option("--root", metavar="DIR", group=_WHAT, help="Where `/guide.md` counts from; this folder.")
@option("--slugger", type=SLUGGERS, default=options.AUTO, group=_WHAT,
        help="Whose ids headings have; by the files in the root.")  # fmt: skip
@option("--include", multiple=True, metavar="RE", group=_WHAT, help="Only URLs that match.")
@option("--exclude", multiple=True, metavar="RE", group=_WHAT, help="No URLs that match.")
@option("--ignore", multiple=True, metavar="RULE", group=_WHAT, help="Leave this rule out.")
@option("--fail-on", default="error", metavar="RULE|LEVEL", group=_WHAT,
        help="Exit with 1 from here on: error, warning, note, or a rule.")  # fmt: skip
@option("--published", metavar="DATE", group=_WHAT,
        help="When the article came out; else its `date:`, else its first commit.")  # fmt: skip
@option("--as-of", metavar="DATE", group=_WHAT, help="The day that dates are judged on; today.")
@option("--report", metavar="PATH", group=_WHERE, help="The Markdown report; reports/STEM.md.")
@option("--no-report", is_flag=True, group=_WHERE, help="Write no Markdown report.")
@option("--format", "formats", multiple=True, metavar="NAME[=PATH]", group=_WHERE,
        help="comment, csv, github, json, junit, sarif or text; no PATH: printed.")  # fmt: skip
@option("--note", default="", metavar="TEXT", group=_WHERE, help="Stands first in the report.")
@option("--quiet", is_flag=True, group=_WHERE, help="No summary.")
@option("--verbose", is_flag=True, group=_WHERE, help="A line for each target as it is done.")
@option("--no-progress", is_flag=True, group=_WHERE, help="No progress bar, no lines in a log.")
@option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", group=_WHERE,
        help="Colours in the summary.")  # fmt: skip
@option("--config", metavar="FILE", is_eager=True, callback=options.read_config, group=_WHAT,
        help="Settings; else linkaudit.toml or [tool.linkaudit].")  # fmt: skip
@with_packs
@options.remembering
@options.reusing
@option("--connect-to", multiple=True, metavar="HOST:PORT:ADDR:PORT", group=_NET,
        help="As curl's: go to ADDR:PORT for HOST:PORT.")  # fmt: skip
@option("--proxy", metavar="URL|env", group=_NET,
        help="An HTTP proxy; `env` takes HTTPS_PROXY and its kin, ignored otherwise.")  # fmt: skip
@option("--header", "headers", multiple=True, metavar="'HOST: Name: value'", group=_NET,
        help="For that origin alone; $NAME is taken from the environment.")  # fmt: skip
@option("--ca-bundle", metavar="FILE", group=_NET, help="Trust these certificates too.")
@option("--allow-net", multiple=True, metavar="CIDR", group=_NET,
        help="Addresses that may be asked though not public.")  # fmt: skip
@option("--contact", default="", metavar="URL", group=_NET,
        help="Who you are, for those who run the servers: a page or mailto:.")  # fmt: skip
@option("--archive", is_flag=True, group=_NET,
        help="Tell archive.org of dead links, and offer its copies.")  # fmt: skip
@option("--concurrency", type=POSITIVE, default=128, group=_PRESS, help="Requests in flight; 128.")
@option("--per-host", type=POSITIVE, default=16, group=_PRESS, help="The same to one host; 16.")
@option("--timeout", type=SECONDS, default=20.0, group=_PRESS, help="Seconds an attempt; 20.")
@option("--link-timeout", type=SECONDS, default=90.0, group=_PRESS,
        help="Seconds for a link with all its attempts; 90.")  # fmt: skip
@option("--deadline", type=SECONDS, group=_PRESS, help="Seconds for the whole run.")
@option("--retries", type=COUNT, default=3, group=_PRESS, help="Further attempts; 3.")
@option("--max-redirects", type=COUNT, default=10, group=_PRESS, help="Hops to follow; 10.")
@option("--max-retry-after", type=SECONDS, default=60.0, group=_PRESS,
        help="Seconds a server may ask us to wait; 60.")  # fmt: skip
def check(paths: tuple[str, ...], **given: Any) -> int:
    """Audit Markdown files, folders or patterns; `-` is standard input.

    Without PATHS: those of the config, else every Markdown file below this folder.
    Exit status: 0 fine, 1 findings, 2 wrong arguments or input, 3 not audited.
    """
    destinations_outputs = parse_formats(given["formats"])
    if any(output.name == SCHEMA_FORMAT for output in destinations_outputs):
        click.echo(json_.schema(), nl=False)
        return 0
    root = Path.cwd()
    policy = _policy(given)
    found = discover(_paths(paths), root, sys.stdin.buffer)
    destinations = Destinations(
        _report_path(given, found), destinations_outputs, given["quiet"], given["color"]
    )
    bundle = Path(given["ca_bundle"]) if given["ca_bundle"] else None
    wanted = not (given["no_progress"] or given["quiet"])
    terminal = sys.stderr.isatty()
    watched = partial(
        watching, bar=wanted and terminal, verbose=given["verbose"], log=wanted and not terminal
    )
    with opened(given, root) as state:
        ask, memory = _asking(policy, bundle, watched), journal(state, given, now)
        extract_all = extracting(state, now().date())
        report = audit(found, policy, root, ask, now, VERSION, extract_all, memory, first_days)
    _deliver(report, destinations, root)
    return _STATUS[report.outcome]


def now() -> datetime:
    return datetime.now(UTC)


def first_days(paths: Sequence[str], root: Path) -> Mapping[str, date]:
    # Imported here: most articles say themselves when they came out.
    from linkaudit.first_commit import first_commits

    return first_commits(paths, root)


def _asking(
    policy: Policy,
    ca_bundle: Path | None,
    watched: Callable[[], AbstractContextManager[Watcher | None]],
) -> Ask:
    """Asks the real web. Raises UsageError, at once, where `ca_bundle` cannot be used."""
    # Imported here, below too: what is remembered or local waits for no network library.
    context = None
    if ca_bundle is not None:
        from linkaudit.check.trust import trust

        context = trust(ca_bundle)

    def ask(wanted: Sequence[Known], memory: Memory | None, further: Further) -> Asked:
        from linkaudit.cli import network

        with watched() as watcher:
            return network.ask(wanted, memory, further, policy, context, watcher, now)

    return ask


def _paths(paths: tuple[str, ...]) -> tuple[str, ...]:
    """The arguments, else the config's paths, else none: everything."""
    if paths:
        return paths
    context = click.get_current_context()
    configured = (context.default_map or {}).get("paths", ())
    return tuple(configured) if isinstance(configured, list) else ()


def _policy(given: dict[str, Any]) -> Policy:
    limits = {field.name: given[field.name] for field in fields(Limits)}
    return Policy(
        as_of=options.day(given["as_of"], "--as-of") or now().date(),
        published=options.day(given["published"], "--published"),
        offline=given["offline"],
        deadline=given["deadline"],
        include=options.patterns(given["include"], "--include"),
        exclude=options.patterns(given["exclude"], "--exclude"),
        ignore=options.rule_ids(given["ignore"], "--ignore"),
        fail_on=options.fail_level(given["fail_on"]),
        limits=Limits(**limits),
        routes=Routes.parse(given["connect_to"]),
        allowed=options.networks(given["allow_net"]),
        packs=chosen(given["packs"]),
        root=options.folder(given["root"], "--root"),
        slugger=options.slugger(given["slugger"]),
        archive=given["archive"],
        note=given["note"],
        contact=options.contact(given["contact"]),
        headers=parse_headers(given["headers"], os.environ),
        proxies=parse_proxy(given["proxy"], os.environ),
    )


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
    color = {"always": True, "never": False}.get(to.color)
    if color is None and os.environ.get("NO_COLOR"):  # no-color.org
        color = False
    say(painted(report, to.color), color)
