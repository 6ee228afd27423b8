"""What the `linkcheck_…` names of Sphinx's `conf.py` mean here.

The file is a program: it is parsed and never run, so that only what it says in so many words
counts. The names and their meanings are those of Sphinx 8, "Options for the linkcheck builder".
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator

from linkaudit.init.convert import (
    ConvertedSetting,
    Item,
    Table,
    Unconverted,
    as_it_is,
    convert,
    each,
    excluded,
    ignored,
    unless,
)

_PREFIX = "linkcheck_"


def from_sphinx(text: str) -> Iterator[Item]:
    """Every linkcheck setting, in our words. Raises ValueError where it is not Python."""
    if _PREFIX not in text:
        return
    values: dict[str, object] = {}
    computed: dict[str, None] = {}
    for name, node in _assignments(text):
        try:
            if node is None:
                raise ValueError
            values[name] = ast.literal_eval(node)
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            computed[name] = None
    for name in computed:
        values.pop(name, None)
        yield Unconverted(name, "is computed when conf.py runs; linkaudit does not run it")
    yield from convert(values, _TABLE)


def _assignments(text: str) -> Iterator[tuple[str, ast.expr | None]]:
    """The names that are set, with their values; None where more than one line decides."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of escapes in others' texts
            module = ast.parse(text)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise ValueError("not a valid Python file") from error
    plain = {id(node) for node in module.body}
    for node in ast.walk(module):
        found: ast.expr | None = None
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found = value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                found = value
            case ast.AugAssign(target=ast.Name(id=name)):
                pass
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name))):
                pass  # as in linkcheck_ignore.append(…)
            case _:
                continue
        if name.startswith(_PREFIX):
            yield name, found if id(node) in plain else None


def _ignored(key: str, value: object) -> Iterator[Item]:
    """Sphinx matches from the start of a URL; we search in all of it."""
    yield from each(key, value, lambda expression: excluded(f"^(?:{expression})"))


def _anchors(_: str, value: object) -> Iterator[Item]:
    if value is False:
        yield ConvertedSetting("ignore", ["fragment-missing"])


def _attempts(key: str, value: object) -> Iterator[Item]:
    """Sphinx counts all attempts; we count those after the first."""
    if isinstance(value, int) and value > 0:
        yield ConvertedSetting("retries", value - 1)
    else:
        yield Unconverted(key, "not a whole number above 0")


_TABLE: Table = {
    "linkcheck_allow_unauthorized": ignored,  # 401 is `blocked`, a note
    "linkcheck_allowed_redirects": "a redirect that lasts is a warning; `ignore` leaves out "
                                   "`permanent-redirect` and the like",
    "linkcheck_anchors": _anchors,
    "linkcheck_anchors_ignore": "exclude the URLs, or suppress the findings with a comment",
    "linkcheck_anchors_ignore_for_url": "exclude the URLs, or suppress the findings with a comment",
    "linkcheck_auth": "for the command line only: --header 'HOST: Authorization: $NAME'",
    "linkcheck_case_insensitive_urls": ignored,  # case of hosts never counts, of paths always
    "linkcheck_exclude_documents": "list the files to audit in `paths`",
    "linkcheck_ignore": _ignored,
    "linkcheck_rate_limit_timeout": as_it_is("max-retry-after"),
    "linkcheck_report_timeouts_as_broken": unless(
        True, 'a timeout is a note; fail-on = "timeout" fails on it'),
    "linkcheck_request_headers": "for the command line only: --header 'HOST: Name: $NAME'",
    "linkcheck_retries": _attempts,
    "linkcheck_timeout": as_it_is("timeout"),
    "linkcheck_workers": as_it_is("concurrency"),
}  # fmt: skip
