"""`linkaudit fix`: new destinations for links that moved; shown first, written if asked."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import click

from linkaudit.cli import fix_apply, options
from linkaudit.cli import run as auditing
from linkaudit.cli.option_groups import GroupedCommand, option
from linkaudit.cli.options import WHERE
from linkaudit.cli.stderr import print_message
from linkaudit.errors import UsageError
from linkaudit.files.find import STDIN
from linkaudit.files.read import read_stdin
from linkaudit.model.deadline import Deadline
from linkaudit.settings import parse

_FIX = "What is changed"


@click.command(cls=GroupedCommand)
@click.argument("paths", nargs=-1)
@option(
    "--write",
    is_flag=True,
    group=_FIX,
    help="Write the documents (of `-`, print the text); else nothing is changed.",
)
@option(
    "--interactive",
    is_flag=True,
    group=_FIX,
    help="Ask about each link that no rule is certain of.",
)
@option(
    "--uncertain", is_flag=True, group=_FIX, help="Where none is certain, take the best candidate."
)
@option("--only", multiple=True, metavar="RULE", group=_FIX, help="Only what this rule found.")
@option(
    "--patch",
    metavar="FILE",
    group=_FIX,
    help="A patch for `git apply`, with secrets of URLs in it; `-` prints it.",
)
@options.choosing
@option("--quiet", is_flag=True, group=WHERE, help="Show nothing but trouble.")
@options.watching
@option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    group=WHERE,
    help="Colours in the diff.",
)
@options.remembering
@options.reusing
@options.networking
def fix(paths: tuple[str, ...], **given: Any) -> int:
    """Put new URLs where links moved for good: a diff, and with --write the documents.

    Audits PATHS as `check` does; `--max-age 1h` takes the answers of its last run.
    Exit status: as `check`'s, for what is left in the documents when this ends.
    """  # fmt: skip
    root = Path.cwd()
    _refuse_together(paths, given)
    policy = auditing.policy_of({**given, "note": ""})
    only = parse.rule_ids(given["only"], "--only")
    stdin = read_stdin(sys.stdin.buffer) if STDIN in paths else None
    found = fix_apply.without_twins(
        auditing.find_documents(paths, root, BytesIO(stdin or b"")), root
    )
    deadline = Deadline(policy.deadline)
    report = auditing.run_audit(found, policy, given, root, deadline)
    run = fix_apply.FixRun(given, root, stdin, only, report)
    if report.interruption:
        print_message(f"{report.interruption}; no document was changed")
    if given["interactive"] and not report.interruption:
        from linkaudit.cli.fix_interactive import fix_interactively

        fix_interactively(run, found.documents)
    else:
        fix_apply.fix_all(run, found.documents, deadline)
    return run.status()


def _refuse_together(paths: tuple[str, ...], given: dict[str, Any]) -> None:
    """Raises UsageError for options that say two things at once."""
    if given["interactive"]:
        if given["uncertain"] or given["patch"] or given["quiet"]:
            raise UsageError("--interactive asks: leave out --uncertain, --patch and --quiet")
        if STDIN in paths or not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise UsageError("--interactive needs a terminal to ask on; try --uncertain")
    if given["patch"] and STDIN in paths:
        raise UsageError("--patch: standard input has no name that a patch could give")
    if given["patch"] == STDIN and given["write"]:
        raise UsageError("--patch - prints what --write would do: choose one of them")
