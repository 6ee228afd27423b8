"""What a config of markdown-link-check means here.

The keys and their meanings are those of markdown-link-check 3.14, in its README.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from linkaudit.init.convert import (
    Item,
    Table,
    Unconverted,
    accepting,
    as_it_is,
    convert,
    each,
    excluded,
    ignored,
    lasting,
    unless,
)


def from_markdown_link_check(settings: Mapping[str, object]) -> Iterator[Item]:
    """Every key of the config, in our words."""
    rest = dict(settings)
    if rest.get("retryOn429") is not True:
        rest.pop("retryCount", None)  # it says how often to retry after a 429, and nothing else
    yield from convert(rest, _TABLE)


def _ignored(key: str, value: object) -> Iterator[Item]:
    """`[{"pattern": "^http:"}, …]`"""
    if not isinstance(value, list):
        yield Unconverted(key, "not a list")
        return
    texts = [item.get("pattern") if isinstance(item, dict) else item for item in value]
    yield from each(key, texts, excluded)


_TABLE: Table = {
    "aliveStatusCodes": accepting,
    "fallbackRetryDelay": ignored,  # the wait grows from retry to retry
    "httpHeaders": "for the command line only: --header 'HOST: Name: $NAME'",
    "ignoreDisable": unless(False, "its comments are not read; <!-- linkaudit: off --> is ours"),
    "ignorePatterns": _ignored,
    "projectBaseUrl": "`root` is the folder for /guide.md",
    "replacementPatterns": "links are checked as written; `root` says where /guide.md "
                           "counts from",
    "reporters": "for the command line only: --format, --report",
    "retryCount": as_it_is("retries"),
    "retryOn429": ignored,  # always
    "showProgressBar": ignored,
    "timeout": lasting("timeout", "ms"),
}  # fmt: skip
