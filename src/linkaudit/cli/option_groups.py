"""Options that stand under headings in a command's help.

Knows click, and nothing of what any option means.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

_F = TypeVar("_F", bound=Callable[..., object])

SECONDS = click.FloatRange(min=0, min_open=True)
COUNT = click.IntRange(min=0)
POSITIVE = click.IntRange(min=1)
_NAMES = 24  # columns; what an option is for begins beside shorter names, and below longer ones
_METAVARS = {SECONDS: "S", COUNT: "N", POSITIVE: "N"}


class GroupedCommand(click.Command):
    """A command whose help shows its options under headings, each fitting its purpose."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        groups: dict[str, list[tuple[str, str]]] = {}
        # Arguments stand in the usage line; what has no group, `--help`, comes last.
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        for parameter in sorted(options, key=lambda p: not hasattr(p, "group")):
            record = parameter.get_help_record(ctx)
            if record is not None:
                groups.setdefault(getattr(parameter, "group", "Other"), []).append(record)
        for title, records in groups.items():
            with formatter.section(title):
                formatter.write_dl(records, col_max=_NAMES)


class _Option(click.Option):
    def __init__(self, *args: Any, group: str = "Other", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group

    def get_help_extra(self, ctx: click.Context) -> Any:
        extra = super().get_help_extra(ctx)
        extra.pop("range", None)  # a wrong value is told of; the help is long enough
        return extra


def option(*names: str, group: str, **settings: Any) -> Callable[[_F], _F]:
    """An option that knows under which heading of the help it belongs."""
    metavar = _METAVARS.get(settings.get("type"))  # click would write "FLOAT RANGE"
    return click.option(*names, cls=_Option, group=group, **({"metavar": metavar} | settings))
