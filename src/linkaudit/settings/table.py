"""The table of settings: each a row with its type, kind, default, help, example and places.

From a row come the option, the key of the config and its check, the line of docs/config.md, the
text that `init` writes, and the keyword of `audit()`. Values only: nothing is read here.
"""

# ruff: noqa: RUF009  `setting` is `field` of dataclasses, with a row

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from linkaudit.model.slugger import STYLES, Slugger
from linkaudit.settings import kinds
from linkaudit.settings.kinds import Kind

if TYPE_CHECKING:
    from linkaudit.text.patterns import Pattern

T = TypeVar("T")

GENERATORS = (
    "github", "gitlab", "mkdocs", "docusaurus", "vitepress", "starlight", "hugo", "jekyll",
    "mdbook", "sphinx", "myst", "docfx", "none",
)  # fmt: skip
WHAT, OUTPUT, CACHE = "What to check", "Output", "Cache and history"
NETWORK, LIMITS = "Network", "Rate limits and timeouts"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a setting was made."""

    name: str
    """The setting as its user wrote it: `--timeout`, `linkaudit.toml:3: 'timeout'`, `timeout`."""
    is_config: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """A row. `name` is the field of `Settings`, and the keyword of `audit()`."""

    name: str
    kind: Kind[object]
    default: object
    help: str
    group: str
    option: str
    example: object
    """What `init` shows where no default can be shown."""
    default_words: str
    in_config: bool
    """Whether a config may hold it; a config may come with a stranger's pull request."""
    is_keyword: bool
    """Whether programs may give it."""

    @property
    def key(self) -> str:
        """The key of the config; for the command line's own, the option without its dashes."""
        return self.name.replace("_", "-") if self.in_config else self.option.removeprefix("--")

    @property
    def full_help(self) -> str:
        """The help with the default."""
        words = self.default_words
        if not words and self.default and not self.kind.is_flag:
            is_number = isinstance(self.default, (int, float))
            words = f"{self.default:g}" if is_number else str(self.default)
        return f"{self.help} [default: {words}]" if words else self.help


def setting(
    default: T,
    kind: Kind[T],
    help_text: str,
    group: str,
    *,
    option: str = "",
    example: object = None,
    default_words: str = "",
    command_line_only: bool = False,
    is_keyword: bool = True,
    is_secret: bool = False,
) -> T:
    """A field of `Settings` with its row. mypy holds the field's type against its kind."""
    words = (default_words, not command_line_only, is_keyword)
    row = Setting("", kind, default, help_text, group, option, example, *words)
    return field(default=default, repr=not is_secret, metadata={"row": row})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the user asked for; times in seconds. An empty string means that nothing was given."""

    origins: Mapping[str, Origin] = field(
        default_factory=lambda: MappingProxyType({}), compare=False, repr=False
    )
    """Where each setting was made, by its field; defaults are not among them."""

    # fmt: off
    paths: tuple[str, ...] = setting(
        (), kinds.paths("PATHS"),
        "Files, folders and patterns to check if the command line names none", WHAT,
        option="PATHS", example=["README.md", "docs"], is_keyword=False,
        default_words="all Markdown files below the current folder",
    )
    no_gitignore: bool = setting(False, kinds.flag(), "Check what git ignores, too", WHAT)
    offline: bool = setting(False, kinds.flag(), "Check local files and anchors only", WHAT)
    root: str = setting(
        "", kinds.path("DIR"), "Resolve links that start with / against this folder", WHAT,
        example="docs", default_words=".",
    )
    slugger: Slugger | None = setting(
        None, kinds.slugger(), f"Heading anchor style: {', '.join(STYLES)}", WHAT,
        example=kinds.AUTO, default_words="detected",
    )
    generator: str = setting(
        "", kinds.choice(GENERATORS, "NAME"), "Site generator: hugo, mkdocs, …",
        WHAT, example="mkdocs", default_words="detected",
    )
    include: tuple[Pattern, ...] = setting(
        (), kinds.patterns(), "Check only URLs that match this RE2 pattern", WHAT
    )
    exclude: tuple[Pattern, ...] = setting(
        (), kinds.patterns(), "Skip URLs, and redirects to URLs, that match this RE2 pattern", WHAT
    )
    ignore: tuple[str, ...] = setting((), kinds.texts("RULE"), "Ignore this rule", WHAT)
    fail_on: str = setting(
        "error", kinds.text("RULE|LEVEL"), "Exit 1 on findings of this level or rule", WHAT
    )
    baseline: str = setting(
        "", kinds.path(), "File of accepted findings, which never fail a run", WHAT,
        example="known-links.txt",
    )
    published: date | None = setting(
        None, kinds.day(), "Publication date of the article", WHAT, command_line_only=True,
        default_words="front matter `date:`, else first commit",
    )
    as_of: date | None = setting(
        None, kinds.day(), "Judge end-of-life dates as of this day", WHAT, command_line_only=True,
        default_words="today",
    )
    config: str = setting(
        "", kinds.path(), "Config file", WHAT, command_line_only=True, is_keyword=False,
        default_words="linkaudit.toml, else [tool.linkaudit]",
    )
    packs: tuple[str, ...] = setting(
        (), kinds.paths("FILE"), "Add this fact pack (docs/packs.md)", WHAT,
        option="--pack",
    )

    report: str = setting(
        "", kinds.path("PATH"), "Write the Markdown report here", OUTPUT, is_keyword=False,
        example="reports/linkaudit.md", default_words="reports/STEM.md",
    )
    no_report: bool = setting(
        False, kinds.flag(), "Don't write the Markdown report", OUTPUT, command_line_only=True,
        is_keyword=False,
    )
    formats: tuple[str, ...] = setting(
        (), kinds.texts("NAME[=PATH]"),
        "Also write comment, csv, github, gitlab, html, json, junit, markdown, sarif, text", OUTPUT,
        option="--format", command_line_only=True, is_keyword=False,
    )
    write_baseline: str = setting(
        "", kinds.path(), "Accept all findings: write them here for --baseline", OUTPUT,
        command_line_only=True, is_keyword=False,
    )
    note: str = setting(
        "", kinds.text("TEXT"), "Text for the top of the report", OUTPUT, command_line_only=True
    )
    quiet: bool = setting(
        False, kinds.flag(), "Don't print the summary", OUTPUT, command_line_only=True,
        is_keyword=False,
    )
    verbose: bool = setting(
        False, kinds.flag(), "Print a line for each URL as it is checked", OUTPUT,
        command_line_only=True, is_keyword=False,
    )
    no_progress: bool = setting(
        False, kinds.flag(), "Don't show progress", OUTPUT, command_line_only=True, is_keyword=False
    )
    color: str = setting(
        "auto", kinds.choice(["auto", "always", "never"], "WHEN"),
        "Use colors: always, never or auto, which honors NO_COLOR", OUTPUT,
        command_line_only=True, is_keyword=False,
    )

    state: str = setting(
        "", kinds.path(), "Keep cache and history in this file", CACHE, command_line_only=True,
        default_words=".linkaudit/state.sqlite3",
    )
    no_state: bool = setting(
        False, kinds.flag(), "Run without cache and history", CACHE, command_line_only=True,
        is_keyword=False,
    )
    max_age: timedelta = setting(
        timedelta(0), kinds.age(), "Reuse results up to this old, e.g. 12h or 7d", CACHE,
        example="0", default_words="off",
    )
    resume: bool = setting(
        True, kinds.flag(), "Resume an interrupted run", CACHE, option="--resume/--no-resume",
        default_words="on",
    )

    connect_to: tuple[str, ...] = setting(
        (), kinds.texts("HOST:PORT:ADDR:PORT"), "Connect to ADDR:PORT for HOST:PORT, as in curl",
        NETWORK, command_line_only=True,
    )
    proxy: str = setting(
        "", kinds.text("URL|env"), "Use this HTTP proxy; `env` reads HTTPS_PROXY and NO_PROXY",
        NETWORK, command_line_only=True, is_secret=True,
    )
    headers: tuple[str, ...] = setting(
        (), kinds.texts("'HOST: Name: value'"),
        "Send this header to HOST only; $NAME reads the environment", NETWORK,
        option="--header", command_line_only=True, is_secret=True,
    )
    ca_bundle: str = setting(
        "", kinds.path(), "Trust the certificates in this file too", NETWORK, command_line_only=True
    )
    allow_net: tuple[str, ...] = setting(
        (), kinds.texts("CIDR"), "Allow requests to this private network", NETWORK,
        command_line_only=True,
    )
    contact: str = setting(
        "", kinds.contact(), "Tell servers how to reach you: a web page or mailto: address",
        NETWORK, example="https://example.org/about-our-robot",
    )
    # Tells a third party of every dead link in the tree.
    archive: bool = setting(
        False, kinds.flag(), "Look dead links up at archive.org and offer its copies", NETWORK,
        command_line_only=True,
    )

    # A stranger's config may not make a flood of us: it may ask for so much and no more.
    concurrency: int = setting(128, kinds.count(1, 1000), "Requests in flight", LIMITS)
    per_host: int = setting(16, kinds.count(1, 100), "Requests in flight to one host", LIMITS)
    timeout: float = setting(20.0, kinds.seconds(300), "Seconds for one attempt", LIMITS)
    link_timeout: float = setting(
        90.0, kinds.seconds(1800), "Seconds for one link with all its attempts", LIMITS
    )
    deadline: float | None = setting(
        None, kinds.seconds(86_400), "Seconds for the whole run", LIMITS, example=600,
        default_words="none",
    )
    retries: int = setting(3, kinds.count(0, 10), "Further attempts after a failed one", LIMITS)
    max_redirects: int = setting(10, kinds.count(0, 50), "Redirects to follow", LIMITS)
    max_retry_after: float = setting(
        60.0, kinds.seconds(3600), "Longest wait in seconds that a server may ask for", LIMITS
    )
    # fmt: on

    def named(self, name: str) -> str:
        """A setting as its user wrote it, for messages."""
        return self.origins[name].name if name in self.origins else TABLE[name].option


def _rows() -> Iterator[Setting]:
    for one in fields(Settings):
        row: Setting | None = one.metadata.get("row")
        if row is not None:
            usual = f"--{one.name.replace('_', '-')}"
            yield replace(row, name=one.name, option=row.option or usual)


TABLE = MappingProxyType({row.name: row for row in _rows()})
CONFIG_KEYS = MappingProxyType({row.key: row for row in TABLE.values() if row.in_config})
COMMAND_LINE_ONLY = frozenset(row.key for row in TABLE.values() if not row.in_config)
KEYWORDS = tuple(name for name, row in TABLE.items() if row.is_keyword)
