"""The command line: the one door, where our own errors become one line and an exit status."""

from __future__ import annotations

import sys
import traceback

import click

from linkaudit.cli.check import check
from linkaudit.cli.links import links
from linkaudit.cli.rules import rules
from linkaudit.errors import LinkauditError
from linkaudit.version import VERSION

USAGE_STATUS = 2
INTERRUPTED_STATUS = 3
BUG_STATUS = 70  # EX_SOFTWARE of sysexits.h


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="linkaudit", message="%(prog)s %(version)s")
def cli() -> None:
    """A link checker and freshness auditor for Markdown.

    Finds links that are dead (also those that answer 200), moved, or lead to what was
    renamed or has ended, and says what to put instead.
    """


cli.add_command(check)
cli.add_command(links)
cli.add_command(rules)


def main(argv: list[str] | None = None) -> int:
    """Run a command; returns the exit status."""
    arguments = sys.argv[1:] if argv is None else argv
    try:
        status = cli.main(arguments, prog_name="linkaudit", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return USAGE_STATUS
    except click.UsageError as error:
        return _refuse(f"{_one_line(error.format_message())} (see {_help_of(error)})")
    except LinkauditError as error:
        return _refuse(_one_line(str(error)))
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED_STATUS
    except Exception:  # noqa: BLE001  the door: a bug of ours shows its traceback and exits with 70
        traceback.print_exc()
        return BUG_STATUS
    return status if isinstance(status, int) else 0


def _refuse(message: str) -> int:
    print(f"linkaudit: {message}", file=sys.stderr)
    return USAGE_STATUS


def _help_of(error: click.UsageError) -> str:
    path = error.ctx.command_path if error.ctx else "linkaudit"
    return f"{path} --help"


def _one_line(message: str) -> str:
    return " ".join(message.split()).rstrip(".")
