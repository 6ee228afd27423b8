"""docs/config.md and the keywords of `audit()`, made of the table of settings; our own workflow,
made of the template that others get.

`python -m tests.reference` writes all three; tests hold them against the code.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from linkaudit.cli import COMMANDS, cli
from linkaudit.init import workflow
from linkaudit.init.config_text import shown_value
from linkaudit.rules.registry import RULES
from linkaudit.settings.table import COMMAND_LINE_ONLY, CONFIG_KEYS, KEYWORDS, TABLE
from linkaudit.text.toml import literal

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "config.md"
KEYWORDS_FILE = ROOT / "src" / "linkaudit" / "settings" / "keywords.py"
RULE_PAGES = ROOT / "docs" / "rules"
OWN_WORKFLOW = ROOT / workflow.PATH
AGAIN = "As for `check`."

HEAD = """\
# Options and config

<!-- Made by `python -m tests.reference` from the code; a change here is lost. -->

The command line overrides the config, and the config overrides the default. The config is
`linkaudit.toml` in the folder where linkaudit runs, else `[tool.linkaudit]` in `pyproject.toml`;
`--config FILE` names another. Write a first one with `linkaudit init`. Unknown keys and invalid
values are errors (exit status 2).

A config may come with a stranger's pull request. So it cannot open the network, write elsewhere
or send your links to others; numbers have an upper bound there. These options are for the command
line only:
{only}.

A `report` of the config is a new Markdown file below the folder: no part of its path begins with a
dot (but `.linkaudit`) or is a link, and an existing file is replaced only if linkaudit wrote it.

`include` and `exclude` are regular expressions in [RE2's syntax][re2], found anywhere in the first
8192 bytes of a URL, in linear time. Look-around and back-references are refused: use `include` and
`exclude` together instead. Up to 1000 patterns each; a repetition counts up to 1000. `\\w` takes
every character beyond ASCII for a letter; `\\b`, `\\d` and `\\s` know ASCII only.

[re2]: https://github.com/google/re2/wiki/Syntax
"""


KEYWORDS_HEAD = '''\
"""The keywords of `audit()`, for type checkers.

Made by `python -m tests.reference` from the table of settings; a change here is lost.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypedDict


class Options(TypedDict, total=False):
    """`linkaudit check --help` describes them. Times in seconds; paths from the current folder."""

'''


def own_workflow() -> str:
    """The workflow as this repository has it: from its own folder, for its own article."""
    install = """\
python3 -P -m pip install --require-hashes \\
  --requirement requirements/runtime.txt --requirement requirements/build.txt
python3 -P -m pip install --no-index --no-deps --no-build-isolation ."""
    return workflow.workflow(install, ["article/recap.md"])


RULES_HEAD = """\
# Rules

<!-- Made by `python -m tests.reference` from the rules; a change here is lost. -->

Each link gets one verdict: the worst of its findings. `linkaudit rules ID` prints a rule's page.
`--ignore RULE` leaves a rule out, `--fail-on RULE` makes it fail the run, and a comment suppresses
it in one place. Pages that [changed since publication](../changed.md) are listed beside the
verdicts; that is not a rule.

| rule | verdict | level | finds |
|:--|:--|:--|:--|
"""


def rule_pages() -> dict[str, str]:
    """The index of the rules and a page for each, by file name."""
    rows = "".join(
        f"| [{r.id}]({r.id}.md) | {r.verdict.value} | {r.level.word} | {r.summary} |\n"
        for r in RULES
    )
    pages = {f"{rule.id}.md": rule.page(has_links=True) for rule in RULES}
    return {"README.md": RULES_HEAD + rows} | pages


def page() -> str:
    """The whole page."""
    names = (row.option for row in TABLE.values() if row.key in COMMAND_LINE_ONLY)
    only = ", ".join(f"`{name}`" for name in sorted(names))
    parts = [HEAD.format(only=only), *_keys(), "## `linkaudit check`\n", *_check()]
    for name in COMMANDS:
        if name != "check":
            parts += _command(name, _found(cli, name))
    return "\n".join(parts).rstrip("\n") + "\n"


def _keys() -> Iterator[str]:
    yield "## Keys of the config\n\n| key | what it must be | default, or an example |"
    yield "|:--|:--|:--|"
    for row in CONFIG_KEYS.values():
        value = _code(literal(shown_value(row)))
        yield f"| `{row.key}` | {row.kind.config_words} | {value} |"
    yield "\nEach is described with its option below; `paths` are the PATHS of `check`.\n"


def keywords() -> str:
    """The keywords of `audit()`, as type checkers read them."""
    return KEYWORDS_HEAD + "".join(f"    {n}: {TABLE[n].kind.annotation}\n" for n in KEYWORDS)


def _check() -> Iterator[str]:
    check = _found(cli, "check")
    yield _words(check) + "\n"
    groups: dict[str, list[click.Option]] = {}
    for option in _options(check):
        groups.setdefault(getattr(option, "group", "Other"), []).append(option)
    for title, options in groups.items():
        yield f"### {title}\n\n| option | key | what |\n|:--|:--|:--|"
        for option in options:
            key = _key_of(option)
            yield f"| {_code(_shown(option))} | {f'`{key}`' if key else ''} | {_what(option)} |"
        yield ""


def _command(path: str, command: click.Command) -> Iterator[str]:
    """A command with what it has of its own; groups, with each of theirs."""
    yield f"## `linkaudit {path}`\n\n{_words(command)}\n"
    known = {_shown(option): _what(option) for option in _options(_found(cli, "check"))}
    if options := _options(command):
        yield "| option | what |\n|:--|:--|"
        for option in options:
            shown, what = _shown(option), _what(option)
            yield f"| {_code(shown)} | {AGAIN if known.get(shown) == what else what} |"
        yield ""
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            yield from _command(f"{path} {name}", _found(command, name))


def _found(group: click.Group, name: str) -> click.Command:
    command = group.get_command(click.Context(group), name)
    assert command is not None
    return command


def _options(command: click.Command) -> list[click.Option]:
    return [p for p in command.params if isinstance(p, click.Option)]


def _key_of(option: click.Option) -> str:
    return next((row.key for row in CONFIG_KEYS.values() if row.name == option.name), "")


def _words(command: click.Command) -> str:
    paragraphs = (command.help or "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _shown(option: click.Option) -> str:
    """The option as its help writes it: names and what they take."""
    names, _ = option.get_help_record(click.Context(click.Command("x"))) or ("", "")
    return names


def _what(option: click.Option) -> str:
    return (option.help or "").replace("|", "\\|")


def _code(text: str) -> str:
    return f"`{text}`".replace("|", "\\|")
