"""The command line: where our own errors become one line and an exit status."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

import click

from linkaudit.cli import streams
from linkaudit.errors import LinkauditError
from linkaudit.extract.child_processes import safe_children
from linkaudit.version import VERSION

USAGE_STATUS = 2
INTERRUPTED_STATUS = 3
BUG_STATUS = 70  # EX_SOFTWARE of sysexits.h


# Each in its own file, imported on use: a command does not wait for what only another one needs.
# The words are the first line of its own help.
COMMANDS = {
    "check": "Audit Markdown files, folders or patterns; `-` is standard input.",
    "fix": "Update links that moved permanently: show a diff, or change the files with --write.",
    "links": "List the links that `check` would look at; touches no network.",
    "explain": "Show all that is known of one URL: redirects, evidence, rules, history, uses.",
    "history": "Show the results of earlier runs for each link; touches no network.",
    "init": "Write a config and a scheduled workflow; convert the config of another checker.",
    "rules": "List all rules and fact packs, or print the page of the rule ID.",
    "pack": "Search the facts on renamed and ended services, or check a file of your own facts.",
}


class _Commands(click.Group):
    def list_commands(self, _: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"{__name__}.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(VERSION, prog_name="linkaudit", message="%(prog)s %(version)s")
def cli() -> None:
    """A link checker and freshness auditor for Markdown.

    Finds links that are dead (even if they answer 200), moved, or lead to renamed or
    retired services, and suggests replacements.
    """


def main(argv: list[str] | None = None) -> int:
    """Run a command; returns the exit status."""
    streams.prepare()
    arguments = sys.argv[1:] if argv is None else argv
    # Where rich is installed, httpx imports a command line of its own, which is of no use here:
    # 35 ms of each run that asks. An empty module makes it do without, as httpx provides for.
    sys.modules.setdefault("httpx._main", ModuleType("httpx._main"))
    try:
        with safe_children():
            status = cli.main(arguments, prog_name="linkaudit", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        from linkaudit.cli.stderr import put

        put(error.format_message())
        return USAGE_STATUS
    except click.UsageError as error:
        return _refuse(f"{_one_line(error.format_message())} (see {_help_of(error)})")
    except LinkauditError as error:
        return _refuse(_one_line(str(error)))
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED_STATUS
    except OSError as error:
        # click writes its help and lists itself.
        from linkaudit.cli.outputs import as_refusal

        refusal = as_refusal(error)
        return _refuse(_one_line(str(refusal))) if refusal else _bug()
    # The outermost place: by the contract, a bug shows its traceback and exits with 70.
    except Exception:  # noqa: BLE001
        return _bug()
    return status if isinstance(status, int) else 0


def _bug() -> int:
    import traceback  # only now: most runs need none

    from linkaudit.cli.stderr import print_traceback

    print_traceback(traceback.format_exc())
    return BUG_STATUS


def _refuse(message: str) -> int:
    from linkaudit.cli.stderr import print_message  # only now: most runs need none

    print_message(message)
    return USAGE_STATUS


def _help_of(error: click.UsageError) -> str:
    path = error.ctx.command_path if error.ctx else "linkaudit"
    return f"{path} --help"


def _one_line(message: str) -> str:
    return " ".join(message.split()).rstrip(".")
