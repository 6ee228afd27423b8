"""What lychee's config means here: `lychee.toml`, `[tool.lychee]`, `.lycheeignore`.

The keys and their meanings are those of lychee 0.24, `lychee.example.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import PurePath

from linkaudit.init.convert import (
    Carry,
    ConvertedSetting,
    Item,
    Stronger,
    Table,
    Unconverted,
    WeakExclude,
    accepting,
    age,
    as_it_is,
    convert,
    each,
    ignored,
    lasting,
    pattern,
    seconds,
    unless,
)

# lychee leaves these out where it is told to; we refuse them always, which is an error.
_PRIVATE = r"^https?://(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)"
_LINK_LOCAL = r"^https?://(?:169\.254\.|\[fe[89ab])"
_LOOPBACK = r"^https?://(?:127\.|\[::1\]|localhost(?:[:/?#]|$))"

_ON_THE_LINE = "for the command line only, not in a file that others can change"
_OUTPUT = "for the command line only: --format, --report, --quiet, --verbose"
_PATHS = "name what is audited in `paths`; hidden folders and node_modules are left out always"


def from_lychee(settings: Mapping[str, object]) -> Iterator[Item]:
    """Every key of a lychee config, in our words."""
    rest = dict(settings)
    is_cached = rest.pop("cache", False) is True
    longest = rest.pop("max_cache_age", "1d" if is_cached else None)
    if is_cached:
        try:
            yield ConvertedSetting("max-age", age(seconds(longest, "s")))
        except ValueError as error:
            yield Unconverted("max_cache_age", str(error))
    yield from convert(rest, _TABLE)


def from_lycheeignore(text: str) -> Iterator[Item]:
    """A regular expression a line, as in `exclude`; `#` begins a comment."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            try:
                yield _weaker(pattern(line))
            except ValueError as error:
                yield Unconverted(f"line {number}", str(error))


def _weaker(expression: str) -> Item:
    return WeakExclude(_matching(expression))


def _included(expression: str) -> Item:
    return Stronger(_matching(expression))


def _matching(expression: str) -> str:
    """Raises ValueError where lychee's `file:///…` is meant, which it makes of a link to a file."""
    if "file:" in expression:
        raise ValueError("links to files are matched as written")
    return expression


def _schemes(key: str, value: object) -> Iterator[Item]:
    """Links of other schemes are left out; one to a file is written without any (RFC 3986 §4.2)."""
    names = [str(n).lower() for n in (value if isinstance(value, list) else [value])]
    if not names or not all(name.isalnum() for name in names):
        yield Unconverted(key, "not a list of schemes")
        return
    without = ["^[^:/?#]*(?:[/?#]|$)"] if "file" in names else []
    yield ConvertedSetting("include", [f"^(?i:{'|'.join(names)}):", *without])


def _fragments(key: str, value: object) -> Iterator[Item]:
    if value in (False, "none"):
        yield ConvertedSetting("ignore", ["fragment-missing"])
    elif value == "text-only":
        yield Unconverted(key, "ids are checked; text fragments are not")


def _root(key: str, value: object) -> Iterator[Item]:
    path = PurePath(value) if isinstance(value, str) and value.isprintable() else None
    if path is None or path.is_absolute() or ".." in path.parts:
        yield Unconverted(key, "`root` must be a relative path in this folder")
    else:
        yield ConvertedSetting("root", path.as_posix())


def _leaving_out(*expressions: str) -> Carry:
    def carry(_: str, value: object) -> Iterator[Item]:
        if value is True:
            yield ConvertedSetting("exclude", list(expressions))

    return carry


_TABLE: Table = {
    "accept": accepting,
    "accept_timeouts": ignored,  # what did not answer is `unreachable`, a note
    "archive": "copies of dead pages come from archive.org: --archive on the command line",
    "base_url": "links are relative to their document; `root` is for those that start with /",
    "basic_auth": f"{_ON_THE_LINE}: --header 'HOST: Authorization: $NAME'",
    "cache_exclude_status": ignored,  # no answer but a good one serves again
    "cookie_jar": "cookies live as long as one link; a page behind a login is `blocked`",
    "default_extension": "the suffix of a file decides its format",
    "dump": "`linkaudit links` lists the links without asking",
    "dump_inputs": "`linkaudit links` lists the links without asking",
    "exclude": partial(each, make=_weaker),
    "exclude_all_private": _leaving_out(_PRIVATE, _LINK_LOCAL, _LOOPBACK),
    "exclude_link_local": _leaving_out(_LINK_LOCAL),
    "exclude_loopback": _leaving_out(_LOOPBACK),
    "exclude_path": _PATHS,
    "exclude_private": _leaving_out(_PRIVATE),
    "extensions": "Markdown and MDX are found by file name; list others in `paths`",
    "fallback_extensions": "`slugger` makes `guide` stand for `guide.md`, as the site does",
    "files_from": "list the files in `paths`",
    "format": _OUTPUT,
    "generate": _OUTPUT,
    "github_token": f"{_ON_THE_LINE}: --header 'api.github.com: Authorization: $NAME'",
    "glob_ignore_case": _PATHS,
    "header": f"{_ON_THE_LINE}: --header 'HOST: Name: $NAME', to one host each",
    "hidden": _PATHS,
    "host_concurrency": as_it_is("per-host"),
    "host_request_interval": "linkaudit adapts to each host's rate limit",
    "host_stats": _OUTPUT,
    "hosts": "the rate adapts to each host; headers are for the command line only",
    "include": partial(each, make=_included),
    "include_fragments": _fragments,
    "include_mail": unless(True, "mail addresses are listed and not checked"),
    "include_verbatim": unless(True, "text in code is no link"),
    "include_wikilinks": unless(True, "wiki links are not Markdown's, and not read"),
    "index_files": "a folder is fine if it is there",
    "insecure": unless(True, "certificates are always verified; --ca-bundle trusts further ones"),
    "max_concurrency": as_it_is("concurrency"),
    "max_redirects": as_it_is("max-redirects"),
    "max_retries": as_it_is("retries"),
    "method": ignored,  # GET, since HEAD lies too often
    "min_tls": "Python's own limit applies",
    "mode": _OUTPUT,
    "no_ignore": _PATHS,
    "no_progress": ignored,
    "offline": as_it_is("offline"),
    "output": "`report` sets the Markdown report; --format NAME=PATH sets the others",
    "preprocess": "documents are not preprocessed",
    "remap": "--connect-to on the command line maps one host to another address",
    "require_https": unless(True, "http: links are checked as written; `trivial-redirect` "
                                "reports redirects to https:"),
    "retry_wait_time": "waits grow with each retry, and follow Retry-After",
    "root_dir": _root,
    "scheme": _schemes,
    "skip_missing": "a missing path is always an error",
    "suggest": "--archive on the command line offers archive.org's copies",
    "threads": ignored,
    "timeout": lasting("timeout", "s"),
    "user_agent": "linkaudit sends its own user agent; `contact` tells servers who you are",
    "verbose": _OUTPUT,
}  # fmt: skip
