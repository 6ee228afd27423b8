"""The options of `check`, in groups, and how their texts become values.

The names are the contract's. A value that cannot be used is a UsageError, which says why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from linkaudit.duration import duration
from linkaudit.errors import ConfigError, UsageError
from linkaudit.extract.slugs import Slugger
from linkaudit.model import Level

if TYPE_CHECKING:  # what only some options need is imported where these are read
    from linkaudit.check.addresses import Network

_F = TypeVar("_F", bound=Callable[..., object])


SECONDS = click.FloatRange(min=0, min_open=True)
COUNT = click.IntRange(min=0)
POSITIVE = click.IntRange(min=1)
_METAVARS = {SECONDS: "S", COUNT: "N", POSITIVE: "N"}
AUTO = "auto"
_CONTACT = re.compile(r"https?://[^\s()<>\\\"]{1,200}|mailto:[\w.+-]{1,64}@[\w.-]{1,200}", re.ASCII)
SLUGGERS = click.Choice([AUTO, *(name.value for name in Slugger)])


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
                formatter.write_dl(records)


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


def read_config(ctx: click.Context, _: click.Parameter, value: str | None) -> str | None:
    """Values of the config file stand in where the command line says nothing."""
    from linkaudit import config

    settings = config.load(Path(value) if value else None, Path.cwd())
    for key in ("report", "root"):
        path = settings.get(key)
        if isinstance(path, str) and _leaves_tree(path) and value is None:
            raise ConfigError(f"config: '{key}' must lie in this folder, and '{path}' does not")
    for path in _listed(settings, "packs"):  # a stranger's config reads nothing beside its tree
        if not _is_in_tree(path):
            raise ConfigError(f"config: 'packs' must lie in this folder, and {path!a} does not")
    ctx.default_map = {key.replace("-", "_"): item for key, item in settings.items()}
    return value


def remembering(command: _F) -> _F:
    """`--state FILE` and `--no-state`, which more than one command has."""
    group = "What is remembered"
    file = option("--state", metavar="FILE", group=group,
                  help="Remembers earlier runs; .linkaudit/state.sqlite3.")  # fmt: skip
    return file(option("--no-state", is_flag=True, group=group, help="Remember nothing.")(command))


def reusing(command: _F) -> _F:
    """`--max-age DURATION` and `--resume`: when the answers of earlier runs serve again."""
    group = "What is remembered"
    resume = option("--resume/--no-resume", default=True, group=group,
                    help="Go on where a run was stopped; on unless told otherwise.")  # fmt: skip
    return option("--max-age", metavar="DURATION", default="0", group=group, callback=_max_age,
                  help="How old an answer may be: 90m, 12h, 7d; 0.")(resume(command))  # fmt: skip


def _max_age(_: click.Context, __: click.Parameter, value: str) -> timedelta:
    age = duration(str(value))
    if age is None:
        raise UsageError(f"--max-age '{value}' is not a duration like 90m, 12h, 7d or 0")
    return age


def _leaves_tree(path: str) -> bool:
    return Path(path).is_absolute() or ".." in Path(path).parts


def _listed(settings: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = settings.get(key)
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _is_in_tree(path: str) -> bool:
    """Whether a path lies in this folder, links followed; the same for one that is not there."""
    if not path.isprintable() or _leaves_tree(path):
        return False
    return Path(path).resolve().is_relative_to(Path.cwd().resolve())


def folder(text: str | None, name: str) -> Path | None:
    """A folder that is there; one in this folder that leads out of it is none."""
    if not text:
        return None
    path, here = Path(text), Path.cwd()
    if not path.is_dir():
        raise UsageError(f"{name} '{text}' is not a folder; give one that is there")
    if not _leaves_tree(text) and not path.resolve().is_relative_to(here.resolve()):
        raise UsageError(f"{name} '{text}' is a link out of this folder; give the folder itself")
    return path.absolute()


def slugger(text: str) -> Slugger | None:
    """Whose ids headings have; None where files decide."""
    return None if text == AUTO else Slugger(text)


def day(text: str | None, name: str) -> date | None:
    """A date in ISO 8601, as in front matter."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{name} '{text}' is not a date like 2026-11-23") from error


def patterns(texts: Sequence[str], name: str) -> tuple[re.Pattern[str], ...]:
    """Regular expressions for URLs."""
    found = []
    for text in texts:
        try:
            found.append(re.compile(text))
        except re.error as error:
            raise UsageError(f"{name} '{text}' is not a regular expression: {error}") from error
    return tuple(found)


def networks(texts: Sequence[str]) -> tuple[Network, ...]:
    """Addresses or CIDR blocks."""
    import ipaddress

    found = []
    for text in texts:
        try:
            found.append(ipaddress.ip_network(text, strict=False))
        except ValueError as error:
            raise UsageError(f"--allow-net '{text}' is not a network like 10.0.0.0/8") from error
    return tuple(found)


def contact(text: str) -> str:
    """A page or a mail address that servers are told with every request."""
    from linkaudit.redact import shown
    from linkaudit.uri import InvalidUriError, normalise

    # RFC 9110 §5.6.5: in the comment of a User-Agent, brackets and backslashes mean something.
    is_usable = bool(_CONTACT.fullmatch(text)) and text.isascii() and shown(text) == text
    try:
        if text.startswith("http"):
            normalise(text)
    except InvalidUriError:
        is_usable = False
    if text and not is_usable:
        raise UsageError(
            f"--contact '{shown(text)}' is neither a page like https://a.example/robot, without "
            "a password or token, nor an address like mailto:me@a.example"
        )
    return text


def rule_ids(texts: Sequence[str], name: str) -> frozenset[str]:
    """Rules by their ids; one option may name several, separated by commas."""
    found = [item.strip() for text in texts for item in text.split(",") if item.strip()]
    known = _known_rules() if found else ()
    for item in found:
        if item not in known:
            raise UsageError(f"{name} '{item}' is not a rule; 'linkaudit rules' lists them")
    return frozenset(found)


def _known_rules() -> list[str]:
    from linkaudit.judge.rules import RULES

    return [rule.id for rule in RULES]


def fail_level(text: str) -> Level | str:
    """A level, or one rule."""
    levels = {level.word: level for level in Level if level is not Level.NONE}
    if text in levels:
        return levels[text]
    if text in _known_rules():
        return text
    raise UsageError(f"--fail-on '{text}' is neither error, warning, note nor a rule's id")
