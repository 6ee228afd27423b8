"""The words of an exchange with an origin: requests, responses, failures, pages (RFC 9110).

Values only. Nothing here reads a file, opens a socket or looks at a clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

PERMANENT = frozenset({301, 308})  # RFC 9110 §15.4.2, §15.4.9
# Headers by which a wall for robots gives itself away: what it answers is not the page.
WALL_MARKS = frozenset({"cf-mitigated", "x-amzn-waf-action"})


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of an origin."""

    uri: str
    headers: tuple[tuple[str, str], ...] = ()
    is_written: bool = False
    """A document links to it, or a hop from its own origin does: no other origin chose it."""
    wants_content: bool = False
    """Its content is read whatever its type; else only that of what may be a page."""
    is_fresh: bool = False
    """It goes out on a connection of its own: the answer is held against an earlier one."""


_CONDITIONS = frozenset({"if-none-match", "if-modified-since"})


def unconditional(headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Without the conditions, which speak of a copy of one page and of no other."""
    return tuple(header for header in headers if header[0].lower() not in _CONDITIONS)


@dataclass(frozen=True, slots=True)
class Refresh:
    """A page that sends its readers on by itself, and what it was like (HTML §4.2.5.3)."""

    target: str
    """As written."""
    title: str = ""
    size: int = 0
    """Bytes of its content."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirection: the URI asked and what sent us on, the status or the page itself."""

    uri: str
    status: int
    refresh: Refresh | None = None

    @property
    def is_permanent(self) -> bool:
        return self.refresh is None and self.status in PERMANENT

    @property
    def answer(self) -> str:
        """What was answered, in a word or two."""
        return f"{self.status} (refresh)" if self.refresh else str(self.status)


@dataclass(frozen=True, slots=True)
class Response:
    """What came back for a request. `headers` has lower-case names, one value a name."""

    uri: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    """Decoded content, cut at the limit."""
    hops: tuple[Hop, ...] = ()
    attempts: int = 1
    is_cut: bool = False
    """There was more content than was read, or it could not be read."""
    cookies: tuple[str, ...] = ()
    """Every Set-Cookie: of these, one value a name would not do (RFC 6265 §3)."""
    page: Page | None = None
    """What the body says, where it has been read already."""
    texts: tuple[str, ...] = ()
    """The text directives to look up in its page: `text/text_directives.py`."""
    wants_ids: bool = True
    """Whether a link has a fragment; else the top of a long page may be enough."""
    is_private: bool = False
    """It was asked with headers that the user gives to its origin alone."""


class FailureKind(StrEnum):
    """What went wrong between us and an origin."""

    NAME_UNKNOWN = "the name does not exist"
    NAME_FAILED = "the name server did not answer"
    CONNECT = "no connection"
    CLOSED = "nothing listens there"
    EXHAUSTED = "no further connection can be opened here"
    RESET = "the connection was closed"
    TLS = "no secure connection"
    TLS_HERE = "no secure connection from here"
    TIMEOUT = "no answer in time"
    PROTOCOL = "not HTTP"
    UNUSABLE = "this URL cannot be asked"
    REDIRECTS = "redirects without an end"
    BAD_REDIRECT = "a redirect to nowhere"
    REFUSED = "refused by the guard"
    EXCLUDED = "a redirect to what the user leaves out"
    MISSING = "no such file"
    GIVEN_UP = "not asked any more: the host keeps failing"
    TURNED_AWAY = "not asked any more: the host keeps refusing"


@dataclass(frozen=True, slots=True)
class Failure:
    """No response, and why; `detail` is for people."""

    kind: FailureKind
    detail: str
    uri: str = ""
    """The hop at which it happened."""
    was_heard: bool = False
    """An answer had begun: a server is there, and a browser may read what we could not."""


class Ids(Set[str]):
    """The ids of a page, kept as one text: a set of them takes fifteen times the memory."""

    __slots__ = ("_joined",)

    def __init__(self, joined: str = "\0") -> None:
        self._joined = joined

    @classmethod
    def of(cls, ids: Iterable[str]) -> Ids:
        """HTML §3.2.6 knows no NUL: a parser puts U+FFFD for it."""
        kept = sorted({one for one in ids if one and "\0" not in one})
        return cls("\0".join(["", *kept, ""]) if kept else "\0")

    @classmethod
    def _from_iterable(cls, it: Iterable[Any]) -> frozenset[Any]:
        """What `&` and the other operators of sets return."""
        return frozenset(it)

    def __contains__(self, one: object) -> bool:
        return isinstance(one, str) and "\0" not in one and f"\0{one}\0" in self._joined

    def __iter__(self) -> Iterator[str]:
        return iter(self._joined[1:-1].split("\0") if len(self) else ())

    def __len__(self) -> int:
        return self._joined.count("\0") - 1

    def __repr__(self) -> str:
        return f"Ids.of({list(self)!r})"


class DateEvent(StrEnum):
    """What happened to a page on a day that it names."""

    PUBLISHED = "published"
    MODIFIED = "modified"
    REVIEWED = "reviewed"
    """An author read it again, found it true or made it so: good news."""


@dataclass(frozen=True, slots=True)
class PageDate:
    """A day in the life of a page, and where it says so."""

    event: DateEvent
    at: str
    """ISO 8601: a day, or a month where no day is named."""
    quote: str
    """The sentence, or the name of what holds it with the value as written."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page of HTML says of itself."""

    title: str = ""
    product: str = ""
    """AWS documentation: `<meta name="product">`."""
    refresh: str | None = None
    """The target of `<meta http-equiv="refresh">`, as written."""
    refresh_delay: float = 0.0
    """Seconds for which the page is shown before."""
    canonical: str | None = None
    anchors: Set[str] = frozenset()
    notices: tuple[str, ...] = ()
    """Sentences near the top that speak of an end, a new name or neglect; word for word."""
    size: int = 0
    """Bytes of content that were read."""
    has_default_page: bool = False
    """The script variable `myDefaultPage`: the mark of an AWS documentation stub."""
    is_cut: bool = False
    """Only its beginning was read."""
    has_doubtful_text: bool = False
    """Bytes of it are no text in its encoding, or the encoding is a guess: only what is ASCII is
    sure."""
    is_scripted: bool = False
    """Built by scripts in the browser: its ids cannot be known from here."""
    lines: int | None = None
    """How many lines a local file of text has."""
    opening: str = ""
    """The first words of its content, by which two pages can be told apart."""
    heading: str = ""
    """Its first heading, where the title does not have the same words."""
    lang: str = ""
    """The language that it names for itself, in lower case (HTML §3.2.6.1, BCP 47); or none."""
    has_ids: bool = True
    """False for a text that nothing can be jumped to within but its lines: a program's."""
    dates: tuple[PageDate, ...] = ()
    """What it says of its own changes; of several about one event, the first counts."""
    ignores_case: bool = False
    """Fragments lead to its ids in any case, and with GitHub's prefix `user-content-`."""
    headings: Set[str] = frozenset()
    """Headings that have no id and that scripts may give one: the keys of `text/slug_key.py`."""
    texts_found: tuple[str, ...] = ()
    """Of the text directives that were looked up, those that lead to a place."""
    texts_missing: tuple[str, ...] = ()
    """Those that do not. In neither is what was not looked up: a page in a cache, or cut."""
    is_skimmed: bool = False
    """Read for links without a fragment: its ids, headings and texts are not known, all else is."""

    def serves(self, texts: Iterable[str], *, has_fragment: bool) -> bool:
        """Whether links with these text directives, or with a fragment, can be judged by it."""
        return self.knows_texts(texts) and not (has_fragment and self.is_skimmed)

    def knows_texts(self, texts: Iterable[str]) -> bool:
        """Whether each of these text directives was looked up, or could not be."""
        if self.is_skimmed:
            return not any(texts)
        could_be = not (self.is_cut or self.is_scripted or self.has_doubtful_text)
        return not could_be or {*self.texts_found, *self.texts_missing}.issuperset(texts)


@dataclass(frozen=True, slots=True)
class Answer:
    """The last response, without its body."""

    uri: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    page: Page | None = None
    modified: PageDate | None = None
    """By Last-Modified; None where that dates only the answer itself."""
