"""What a site is: its content, the addresses of its pages, and where a link in one of them leads.

Values and the rules that all generators share. What is one generator's own is in `generators/`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from linkaudit.model.slugger import Slugger
from linkaudit.sites.tree import TooManyError

_LONGEST = 4096  # characters of an address that a config or a page makes up
_FEW = 2  # a title of its own proves no list of contents
_COMPONENT = re.compile(r"^[ \t]*<[A-Z]\w*[\s/>]", re.M)


@dataclass(frozen=True, slots=True)
class Found:
    """The link leads there."""

    source: str
    """The file of the tree that the page is made from; empty where it is made from none."""


@dataclass(frozen=True, slots=True)
class Missing:
    """The site has no such address."""

    detail: str


@dataclass(frozen=True, slots=True)
class Doubtful:
    """What is there cannot be known from the sources."""

    reason: str


@dataclass(frozen=True, slots=True)
class AsFile:
    """The link names a file of the tree, as it does on a forge."""

    path: str


Located = Found | Missing | Doubtful | AsFile


@dataclass(frozen=True, slots=True)
class Asked:
    """A link of a document: the document's path, and what is written without query and fragment."""

    source: str
    path: str
    is_image: bool = False

    @property
    def is_rooted(self) -> bool:
        return self.path.startswith("/")

    @property
    def has_suffix(self) -> bool:
        """Whether the last name has an ending that files have."""
        return bool(posixpath.splitext(self.path)[1])


@dataclass(frozen=True, slots=True)
class Space:
    """The files that a generator writes, as far as the sources say."""

    outputs: Mapping[str, str] = field(default_factory=dict)
    """From a written file, such as `guide/index.html`, to its source; "" where it has none."""
    addresses: Mapping[str, str] = field(default_factory=dict)
    """From a source to the address that its page's links count from, such as `/guide/`."""
    doubts: tuple[tuple[str, str], ...] = ()
    """Beginnings of addresses that something else may fill, each with the reason to say so."""

    _order: dict[str, tuple[int, str]] = field(default_factory=dict, repr=False, compare=False)

    labels: Mapping[str, str] = field(default_factory=dict)
    """From a name that any page can link to by `#name`, to the source that has it."""

    is_too_large: bool = False
    """Its pages are more than are looked at: nothing is known of them."""

    def served(self, path: str) -> str | None:
        """The source of what a static server answers; None where it has nothing."""
        if not path or path.endswith("/"):
            return self.outputs.get(f"{path}index.html")
        for name in (path, f"{path}.html", f"{path}/index.html"):
            if name in self.outputs:
                return self.outputs[name]
        return None

    def doubt(self, path: str) -> str:
        """The first reason that an address has; looked up by each of its beginnings."""
        if not self._order and self.doubts:
            for number, (start, why) in enumerate(self.doubts):
                self._order.setdefault(start, (number, why))
        starts = (path[:end] for end in range(len(path) + 1))
        return min((self._order[s] for s in starts if s in self._order), default=(0, ""))[1]


@dataclass(frozen=True, slots=True)
class Site:
    """One site of a tree, found by the sign of its generator."""

    generator: str
    sign: str
    """The file that shows it, as a path of the tree; empty where the user named it."""
    content: tuple[str, ...]
    """Folders whose documents are its pages."""
    slugger: Slugger
    space: Callable[[], Space]
    follow: Callable[[Site, Asked], Located]
    base: str | None = "/"
    """The path that all its addresses begin with; None where no config tells."""
    adds_base: bool = False
    """Whether the generator puts the base in front of a rooted link."""
    parts: tuple[str, ...] = ()
    """Folders from which documents include others."""
    hidden_ids: re.Pattern[str] | None = None
    """What a text has in it where plugins make ids that the sources do not tell."""
    foreign_labels: re.Pattern[str] | None = None
    """Fragments alone that may name what is in no document, such as an object of a program."""
    has_components: bool = False
    """Whether its documents may be built by components, whose ids the sources do not tell."""
    left_out: Callable[[str], bool] = lambda _: False
    """Documents in its content that are no pages."""

    def hides_ids(self, text: str, found: frozenset[str]) -> bool:
        """Whether a page has ids that its text does not tell.

        A page with hardly one of its own may be built by a component, which has them.
        """
        if self.hidden_ids is None and not self.has_components:
            return False
        shown = _without_code(text)
        if self.hidden_ids is not None and self.hidden_ids.search(shown):
            return True
        return self.has_components and len(found) < _FEW and bool(_COMPONENT.search(shown))

    def holds(self, path: str) -> int:
        """How long the folder is whose content a document is; -1 where it is none of the site."""
        inside = [c for c in self.content if not c or path.startswith(f"{c}/")]
        if not inside or self.left_out(path):
            return -1
        return max(map(len, inside))


def lazily(make: Callable[[], Space]) -> Callable[[], Space]:
    """Lists the pages when the first link asks, and once."""

    def made() -> Space:
        try:
            return make()
        except TooManyError:
            return Space(is_too_large=True)

    return cache(made)


def filled(pattern: str, value: Callable[[str], str], mark: str) -> str:
    """A pattern of addresses with the value of each mark in it, and no longer than addresses are.

    A short pattern that names a long title 1,000 times makes much of little.
    """
    left = _LONGEST

    def put(found: re.Match[str]) -> str:
        nonlocal left
        text = value(found[0])[:left]
        left -= len(text)
        return text

    return re.sub(mark, put, pattern[:_LONGEST])


def _without_code(text: str) -> str:
    """A document without its fenced code, in which examples look like what they show."""
    lines, fence = [], ""
    for line in text.split("\n"):
        bare = line.lstrip()
        if fence:
            fence = "" if bare.startswith(fence) else fence
        elif bare.startswith(("```", "~~~")):
            fence = bare[: len(bare) - len(bare.lstrip(bare[0]))]
        else:
            lines.append(line)
    return "\n".join(lines)


# ------------------------------------------------------------------ what generators share

BESIDE = "the address is beside this site, on the same host"
REFERENCE = "a reference that is resolved when the site is built"
NO_PAGE = "the document is no page of its own; where it is shown is not known"
TOO_LARGE = "the site has more pages than are looked at"
NO_BASE = "no config says at which path the site is served"


def by_address(site: Site, asked: Asked) -> Located:
    """What a browser gets that is on the page of the document and follows the link."""
    space = site.space()
    own = space.addresses.get(asked.source)
    if own is None and not asked.is_rooted:  # a part of other pages, or not published
        return AsFile(by_file(asked, "")) if asked.has_suffix else Doubtful(NO_PAGE)
    if own is None or asked.is_rooted:
        below = under_base(site, asked.path)
        if below is None:
            if not site.adds_base:
                return Doubtful(BESIDE)
            below = asked.path.lstrip("/")
        address = normal(f"/{below}")
    else:
        folder = own[: own.rindex("/") + 1]  # RFC 3986 §5.2.3: what is behind the last slash goes
        if site.base != "/" and climbs(folder, asked.path):
            return Doubtful(BESIDE)
        address = normal(folder + asked.path)
    return at_address(site, address)


def at_address(site: Site, address: str) -> Located:
    """What is at an address of the site, which begins with a slash and not with its base."""
    space = site.space()
    path = address.lstrip("/")
    found = space.served(path)
    if found is not None:
        return Found(found)
    if reason := space.doubt(path):
        return Doubtful(reason)
    return Missing(f"the site has no page {address}")


def under_base(site: Site, path: str) -> str | None:
    """A rooted path without the site's own beginning; None where it has another."""
    base = site.base or "/"
    if path == base.rstrip("/"):
        return ""
    return path[len(base) :] if path.startswith(base) else None


def by_file(asked: Asked, content: str) -> str:
    """The path of the file that a link names: from the document, or from the root of content."""
    if asked.is_rooted:
        return posixpath.normpath(posixpath.join(content, asked.path.lstrip("/")))
    return posixpath.normpath(posixpath.join(posixpath.dirname(asked.source), asked.path))


def climbs(address: str, path: str) -> bool:
    """Whether a relative link leaves the folder that the site is in."""
    joined = posixpath.join(address.lstrip("/"), path)
    return posixpath.normpath(joined).split("/")[0] == ".."


def normal(address: str) -> str:
    """Without dot segments, RFC 3986 §5.2.4; a slash at the end stays."""
    made = posixpath.normpath(f"/{address.lstrip('/')}")
    ends = address.endswith(("/", "/.", "/.."))
    return made if made == "/" or not ends else f"{made}/"


def written(path: str, *, pretty: bool) -> str:
    """The file that is written for an address without suffix: `a/index.html`, or `a.html`."""
    path = path.strip("/")
    if not path or pretty:
        return f"{path}/index.html".lstrip("/")
    return f"{path}.html"
