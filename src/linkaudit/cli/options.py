"""The options of commands that audit, by what they are about, and the config behind them.

The names are the contract's. What their texts mean, `values.py` knows; `auditing.py` acts on them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import click

from linkaudit.cli.option_groups import COUNT, POSITIVE, SECONDS, option
from linkaudit.errors import ConfigError, UsageError
from linkaudit.files.containment import is_foreign, is_within
from linkaudit.settings.parse import AUTO, sluggers
from linkaudit.text.duration import duration

_WHERE = "linkaudit.where"
_F = TypeVar("_F", bound=Callable[..., object])

_WHAT, WHERE, _REMEMBERED = "What is checked", "Where results go", "What is remembered"
_NET, _PRESS = "How the network is reached", "How hard it presses"


def choosing(command: _F) -> _F:
    """What is checked, and by which rules."""
    return _with(
        command,
        option("--offline", is_flag=True, group=_WHAT, help="Local files and anchors only."),
        option("--root", metavar="DIR", group=_WHAT,
               help="Where `/guide.md` counts from; this folder."),
        option("--slugger", type=sluggers(), default=AUTO, metavar="NAME", group=_WHAT,
               help=f"Whose ids headings have: {_sluggers()}; by the files in the root."),
        option("--include", multiple=True, metavar="RE", group=_WHAT,
               help="Only URLs that match, in RE2's syntax."),
        option("--exclude", multiple=True, metavar="RE", group=_WHAT, help="No URLs that match."),
        option("--ignore", multiple=True, metavar="RULE", group=_WHAT,
               help="Leave this rule out."),
        option("--fail-on", default="error", metavar="RULE|LEVEL", group=_WHAT,
               help="Exit with 1 from here on: error, warning, note, or a rule."),
        option("--baseline", metavar="FILE", group=_WHAT,
               help="Findings that are known; they fail no run (docs/history.md)."),
        option("--published", metavar="DATE", group=_WHAT,
               help="When the article came out; else its `date:`, else its first commit."),
        option("--as-of", metavar="DATE", group=_WHAT,
               help="The day that dates are judged on; today."),
        option("--config", metavar="FILE", is_eager=True, callback=read_config, group=_WHAT,
               help="Settings; else linkaudit.toml or [tool.linkaudit]."),
        with_packs,
    )  # fmt: skip


def _sluggers() -> str:
    return ", ".join(name for name in sluggers().choices if name != AUTO)


def networking(command: _F) -> _F:
    """How the network is reached, and how hard a run may press."""
    return _with(
        command,
        option("--connect-to", multiple=True, metavar="HOST:PORT:ADDR:PORT", group=_NET,
               help="As curl's: go to ADDR:PORT for HOST:PORT."),
        option("--proxy", metavar="URL|env", group=_NET,
               help="An HTTP proxy; `env` takes HTTPS_PROXY and its kin, ignored otherwise."),
        option("--header", "headers", multiple=True, metavar="'HOST: Name: value'", group=_NET,
               help="Send to this origin only, on no hop from another; $NAME is an env variable."),
        option("--ca-bundle", metavar="FILE", group=_NET, help="Trust these certificates too."),
        option("--allow-net", multiple=True, metavar="CIDR", group=_NET,
               help="Addresses that may be asked though not public."),
        option("--contact", default="", metavar="URL", group=_NET,
               help="Who you are, for those who run the servers: a page or mailto:."),
        option("--archive", is_flag=True, group=_NET,
               help="Tell archive.org of dead links, and offer its copies."),
        option("--concurrency", type=POSITIVE, default=128, group=_PRESS,
               help="Requests in flight; 128."),
        option("--per-host", type=POSITIVE, default=16, group=_PRESS,
               help="The same to one host; 16."),
        option("--timeout", type=SECONDS, default=20.0, group=_PRESS,
               help="Seconds an attempt; 20."),
        option("--link-timeout", type=SECONDS, default=90.0, group=_PRESS,
               help="Seconds for a link with all its attempts; 90."),
        option("--deadline", type=SECONDS, group=_PRESS, help="Seconds for the whole run."),
        option("--retries", type=COUNT, default=3, group=_PRESS, help="Further attempts; 3."),
        option("--max-redirects", type=COUNT, default=10, group=_PRESS,
               help="Hops to follow; 10."),
        option("--max-retry-after", type=SECONDS, default=60.0, group=_PRESS,
               help="Seconds a server may ask us to wait; 60."),
    )  # fmt: skip


def watching(command: _F) -> _F:
    """What is shown while a run goes on."""
    return _with(
        command,
        option("--verbose", is_flag=True, group=WHERE,
               help="A line for each target as it is done."),
        option("--no-progress", is_flag=True, group=WHERE,
               help="No progress bar, no lines in a log."),
    )  # fmt: skip


def with_packs(command: _F) -> _F:
    """`--pack FILE`."""
    return _with(
        command,
        option("--pack", "packs", multiple=True, metavar="FILE", group=_WHAT,
               help="Facts of your own (docs/packs.md), beside the built-in ones."),
    )  # fmt: skip


def with_config(command: _F) -> _F:
    """`--config FILE`, for a command that has no other use of it than its values."""
    return _with(
        command,
        option("--config", metavar="FILE", is_eager=True, expose_value=False,
               callback=read_config, group=_WHAT,
               help="Settings; else linkaudit.toml or [tool.linkaudit]."),
    )  # fmt: skip


def with_state(command: _F) -> _F:
    """`--state FILE`."""
    return _with(
        command,
        option("--state", metavar="FILE", group=_REMEMBERED,
               help="Remembers earlier runs; .linkaudit/state.sqlite3."),
    )  # fmt: skip


def remembering(command: _F) -> _F:
    """`--state FILE` and `--no-state`."""
    return _with(
        command,
        with_state,
        option("--no-state", is_flag=True, group=_REMEMBERED, help="Remember nothing."),
    )  # fmt: skip


def reusing(command: _F) -> _F:
    """`--max-age DURATION` and `--resume`: when the answers of earlier runs serve again."""
    return _with(
        command,
        ageing,
        option("--resume/--no-resume", default=True, group=_REMEMBERED,
               help="Go on where a run was stopped; on unless told otherwise."),
    )  # fmt: skip


def ageing(command: _F) -> _F:
    """`--max-age DURATION`."""
    return _with(
        command,
        option("--max-age", metavar="DURATION", default="0", group=_REMEMBERED, callback=_max_age,
               help="How old an answer may be: 90m, 12h, 7d; 0."),
    )  # fmt: skip


def _max_age(_: click.Context, __: click.Parameter, value: str) -> timedelta:
    age = duration(str(value))
    if age is None:
        raise UsageError(f"--max-age '{value}' is not a duration like 90m, 12h, 7d or 0")
    return age


def _with(command: _F, *options: Callable[[_F], _F]) -> _F:
    """The command with these options, in the order of its help."""
    for add in reversed(options):
        command = add(command)
    return command


def read_config(ctx: click.Context, _: click.Parameter, value: str | None) -> str | None:
    """Values of the config file stand in where the command line says nothing."""
    from linkaudit.files import output_paths
    from linkaudit.settings import config_file

    named = Path(value) if value else None
    settings = config_file.load(named, Path.cwd())

    def where(key: str) -> str:
        return config_file.where(config_file.found_at(named, Path.cwd()), key)

    # A config that comes with the tree reads and writes nothing beside it; packs never do.
    always = ("packs", "baseline", *output_paths.KEYS)
    for key in always if value else (*always, "paths", "root"):
        for path in _texts(settings, key):
            if not _is_in_tree(path):
                raise ConfigError.outside(where(key), key, path)
    for key, kind in output_paths.KEYS.items():
        for path in _texts(settings, key):
            if why := output_paths.misnamed(path, kind):
                raise ConfigError.output(where(key), key, path, why)
    ctx.meta[_WHERE] = where
    ctx.default_map = {key.replace("-", "_"): item for key, item in settings.items()}
    return value


def where_configured(key: str) -> str:
    """The config's file, with the line of a key that it has."""
    found: Callable[[str], str] = click.get_current_context().meta[_WHERE]
    return found(key)


def configured() -> tuple[str, ...]:
    """The paths of the config, for a command that was given none."""
    return _texts(click.get_current_context().default_map or {}, "paths")


def _texts(settings: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = settings.get(key, ())
    return tuple(map(str, value)) if isinstance(value, (list, tuple)) else (str(value),)


def _is_in_tree(path: str) -> bool:
    """Whether a path lies in this folder, links followed; the same for one that is not there."""
    return path.isprintable() and not is_foreign(path) and is_within(Path(path), Path.cwd())
