"""`linkaudit fix`: new destinations for links that moved, shown or written."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import click

from linkaudit.audit.policy import policy_of, rule_ids
from linkaudit.audit.wire import now
from linkaudit.cli import fix_apply
from linkaudit.cli import run as auditing
from linkaudit.cli.fix_apply import FixOptions
from linkaudit.cli.options import GroupedCommand, option, settings_in, with_settings
from linkaudit.cli.stderr import print_message
from linkaudit.errors import UsageError
from linkaudit.files.find import STDIN
from linkaudit.files.read import read_stdin
from linkaudit.model.deadline import Deadline
from linkaudit.settings.table import CACHE, LIMITS, NETWORK, OUTPUT, WHAT, Settings

_FIX = "What to change"
_NOT_HERE = ("report", "no_report", "formats", "write_baseline", "note")


@click.command(cls=GroupedCommand)
@click.argument("paths", nargs=-1)
@option(
    "--write",
    is_flag=True,
    group=_FIX,
    help="Write the changes (with `-`, print the text) [default: show them]",
)
@option("--interactive", is_flag=True, group=_FIX, help="Ask about each uncertain replacement")
@option(
    "--uncertain",
    is_flag=True,
    group=_FIX,
    help="Accept the best replacement even if no rule is certain of it",
)
@option("--only", multiple=True, metavar="RULE", group=_FIX, help="Fix findings of this rule only")
@option(
    "--patch",
    metavar="FILE",
    default="",
    group=_FIX,
    help="Write a patch for `git apply`, with the secrets of URLs; `-` prints it",
)
@with_settings(*settings_in(WHAT, OUTPUT, CACHE, NETWORK, LIMITS, without=_NOT_HERE))
def fix(
    settings: Settings,
    *,
    write: bool,
    interactive: bool,
    uncertain: bool,
    only: tuple[str, ...],
    patch: str,
) -> int:
    """Update links that moved permanently: show a diff, or change the files with --write.

    Audits PATHS as `check` does; `--max-age 1h` reuses the results of its last run.
    Exit status: as for `check`, for the links that remain.
    """  # fmt: skip
    options = FixOptions(write, interactive, uncertain, patch, settings.quiet, settings.color)
    root = Path.cwd()
    _refuse_together(settings.paths, options)
    policy = policy_of(settings, now().date())
    rules = rule_ids(only, "--only")
    stdin = read_stdin(sys.stdin.buffer) if STDIN in settings.paths else None
    documents = auditing.find_documents(settings, root, BytesIO(stdin or b""))
    found = fix_apply.without_twins(documents, root)
    deadline = Deadline(settings.deadline)
    report = auditing.run_audit(found, policy, root, deadline, only)
    run = fix_apply.FixRun(options, root, stdin, rules, report)
    if report.interruption:
        print_message(f"{report.interruption}; no document was changed")
    if interactive and not report.interruption:
        from linkaudit.cli.fix_interactive import fix_interactively

        fix_interactively(run, found.documents)
    else:
        fix_apply.fix_all(run, found.documents, deadline)
    return run.status()


def _refuse_together(paths: tuple[str, ...], options: FixOptions) -> None:
    """Raises UsageError for options that say two things at once."""
    if options.interactive:
        if options.uncertain or options.patch or options.quiet:
            raise UsageError("--interactive asks: leave out --uncertain, --patch and --quiet")
        if STDIN in paths or not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise UsageError("--interactive needs a terminal to ask on; try --uncertain")
    if options.patch and STDIN in paths:
        raise UsageError("--patch: standard input has no name that a patch could give")
    if options.patch == STDIN and options.write:
        raise UsageError("--patch - prints what --write would do: choose one of them")
