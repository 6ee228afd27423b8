"""Options made of the table of settings, and their headings in a command's help.

A command names the settings that it takes and gets one `Settings`; what a row means, others know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from linkaudit.settings.table import TABLE, Setting

_F = TypeVar("_F", bound=Callable[..., object])
Command = Callable[..., int]

_NAMES = 24  # columns; what an option is for begins beside shorter names, and below longer ones


_GLUE = "\N{NO-BREAK SPACE}"  # keeps a default on one line while the help is folded


class GroupedCommand(click.Command):
    """A command whose help shows its options under headings, each fitting its purpose."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        groups: dict[str, list[tuple[str, str]]] = {}
        # Arguments are in the usage line; `--help`, which has no group, comes last.
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        for parameter in sorted(options, key=lambda p: not hasattr(p, "group")):
            record = parameter.get_help_record(ctx)
            if record is not None:
                names, words = record
                words = words.replace("[default: ", f"[default:{_GLUE}")
                groups.setdefault(getattr(parameter, "group", "Other"), []).append((names, words))
        start = len(formatter.buffer)
        for title, records in groups.items():
            with formatter.section(title):
                formatter.write_dl(records, col_max=_NAMES)
        formatter.buffer[start:] = [part.replace(_GLUE, " ") for part in formatter.buffer[start:]]


class _Option(click.Option):
    def __init__(self, *args: Any, group: str = "Other", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group


def option(*names: str, group: str, **settings: Any) -> Callable[[_F], _F]:
    """An option of a command's own, under a heading of the help."""
    return click.option(*names, cls=_Option, group=group, **settings)


def settings_in(*groups: str, without: Iterable[str] = ()) -> tuple[str, ...]:
    """The names of all settings under these headings that have an option."""
    rows = (row for row in TABLE.values() if row.option.startswith("--") and row.group in groups)
    return tuple(row.name for row in rows if row.name not in without)


def with_settings(*names: str) -> Callable[[Command], Command]:
    """A command that takes these settings; with `config` among them, the config file's too.

    Its function gets the `Settings` first, then what is its own. An argument `paths` belongs to
    the settings.
    """

    def decorate(function: Command) -> Command:
        @wraps(function)
        def command(**given: object) -> int:
            # Imported here: a help reads nothing.
            from linkaudit.settings.read import settings_of_options

            taken = {name: given.pop(name) for name in (*names, "paths") if name in given}
            settings = settings_of_options(taken, Path.cwd(), with_config="config" in names)
            return function(settings, **given)

        for name in reversed(names):
            command = _option_of(TABLE[name])(command)
        return command

    return decorate


def _option_of(row: Setting) -> Callable[[_F], _F]:
    if row.kind.is_flag:  # None: not given
        return option(row.option, row.name, group=row.group, help=row.full_help, default=None,
                      is_flag=True)  # fmt: skip

    def complete(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
        return [word for word in row.kind.choices if word.startswith(begun)]

    return option(row.option, row.name, group=row.group, help=row.full_help,
                  metavar=row.kind.metavar, multiple=row.kind.is_list,
                  shell_complete=complete if row.kind.choices else None)  # fmt: skip
