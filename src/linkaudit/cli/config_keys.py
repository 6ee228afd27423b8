"""The keys of the config, each with what `check --help` says of its option.

Written nowhere twice: `linkaudit init` and docs/config.md both read it here.
"""

from __future__ import annotations

from collections.abc import Mapping

import click

from linkaudit.cli.check import check
from linkaudit.init.config_text import ConfigKey
from linkaudit.settings.config_file import KEYS

_OPTIONS = {"packs": "--pack", "resume": "--resume"}
_PATHS = (
    "What is audited where the command line names nothing: files, folders, patterns. "
    "Without it: every Markdown file below this folder."
)
# Where there is no default to show.
_EXAMPLES: Mapping[str, object] = {
    "baseline": "known-links.txt",
    "paths": ["README.md", "docs"],
    "report": "reports/linkaudit.md",
    "root": "docs",
    "deadline": 600,
    "contact": "https://example.org/about-our-robot",
}


def config_keys() -> tuple[ConfigKey, ...]:
    """All of them, in the order of `check --help`."""
    options = {name: p for p in check.params if isinstance(p, click.Option) for name in p.opts}
    keys = {key: options[_OPTIONS.get(key, f"--{key}")] for key in KEYS if key != "paths"}
    order = {option: number for number, option in enumerate(check.params)}
    found = [_key(name, option) for name, option in sorted(keys.items(), key=lambda k: order[k[1]])]
    return (ConfigKey("paths", _PATHS, _EXAMPLES["paths"]), *found)


def _key(name: str, option: click.Option) -> ConfigKey:
    default: object = option.default
    if name in _EXAMPLES:
        default = _EXAMPLES[name]
    elif option.multiple:
        default = []
    elif option.is_flag:
        default = default is True  # one that nobody set has a mark of click's own
    return ConfigKey(name, option.help or "", default)
