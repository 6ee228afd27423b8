"""From documents to references: every link with what it points to, filtered as asked.

Reads documents that are already in memory; asks neither the network nor the disk.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from linkaudit.audit.own_pages import OwnPages
from linkaudit.audit.policy import Policy
from linkaudit.extract.registry import extract_document
from linkaudit.extract.resolve import resolve
from linkaudit.extract.suppress import Silencing
from linkaudit.files.find import STDIN
from linkaudit.files.read import FoundDocuments
from linkaudit.model.document import (
    Defect,
    Document,
    Extraction,
    Link,
    LinkKind,
    Problem,
    Suppression,
)
from linkaudit.model.protocols import ExtractAll, FirstCommitDates
from linkaudit.model.report import NotAsked, Resolved, Skipping, Unasked, WebTarget
from linkaudit.text.patterns import any_matches
from linkaudit.text.reserved import Use, reserved
from linkaudit.text.uri import host_as_written, host_of, is_address, port_of

# What GitHub links as one: an argument such as `http://a:1,http://b:2`.
_URLS = re.compile(r"https?://[^/?#,]*+,https?://", re.I)
_LOOPBACK = (ipaddress.IPv4Address("127.0.0.1"), ipaddress.IPv6Address("::1"))  # RFC 6761 §6.3


@dataclass(frozen=True, slots=True)
class Reference:
    """A link of a document, what it points to, and the comments that suppress it."""

    link: Link
    resolved: Resolved
    root: Path
    """The folder that the document's links may not leave."""
    suppressed_by: tuple[Suppression, ...] = ()


@dataclass(frozen=True, slots=True)
class CollectedLinks:
    """All references of a run, sorted by path and place."""

    references: tuple[Reference, ...]
    suppressions: tuple[tuple[str, Suppression], ...]
    """Each with the path of its document."""
    problems: tuple[Problem, ...]
    published: Mapping[str, date]


def extract_sequentially(documents: Sequence[Document]) -> Iterable[Extraction]:
    """Extraction as it is without anything to make it quick."""
    return map(extract_document, documents)


def collect_links(
    found: FoundDocuments,
    policy: Policy,
    root: Path,
    extract_all: ExtractAll = extract_sequentially,
    first_days: FirstCommitDates | None = None,
) -> CollectedLinks:
    """Every link of the documents, resolved and filtered."""
    extractions = list(extract_all(found.documents))
    own = OwnPages(root)
    references = [
        reference for extraction in extractions for reference in _of(extraction, policy, root, own)
    ]
    days = {e.path: policy.settings.published or e.published for e in extractions}
    undated = [path for path, day in days.items() if day is None and path != STDIN]
    if undated and first_days is not None:
        days |= first_days(undated, root)
    return CollectedLinks(
        tuple(sorted(references, key=lambda r: (r.link.path, r.link.region))),
        tuple((e.path, suppression) for e in extractions for suppression in e.suppressions),
        found.problems + tuple(problem for e in extractions for problem in e.problems),
        {path: day for path, day in days.items() if day is not None},
    )


def _of(extraction: Extraction, policy: Policy, root: Path, own: OwnPages) -> Iterable[Reference]:
    path = Path(extraction.path)
    home = path.parent if path.is_absolute() else root
    comments = Silencing(extraction.suppressions)
    for link in extraction.links:
        silencing = _about(comments, link)
        resolved = _filtered(link, silencing, policy, own if home is root else None)
        yield Reference(link, resolved, home, silencing)


def _about(comments: Silencing, link: Link) -> tuple[Suppression, ...]:
    """A definition is suppressed at its own place, or where it is used."""
    lines = dict.fromkeys((link.region.line, *(use.line for use in link.uses)))
    return tuple(dict.fromkeys(one for line in lines for one in comments.about(line, line)))


def _filtered(
    link: Link, silencing: Sequence[Suppression], policy: Policy, own: OwnPages | None
) -> Resolved:
    """What the user left out is not asked, and still listed."""
    for suppression in silencing:
        if not suppression.rules:
            return _skipped(f"suppressed by the comment in line {suppression.place.line}")
    if link.defect is Defect.ELSEWHERE:
        why = f"a template or a plugin of the site may define [{link.destination}]"
        return _skipped(why, Skipping.KIND)
    if link.defect is Defect.UNDEFINED:
        return Resolved(NotAsked(Unasked.INVALID, f"nothing defines [{link.destination}]"))
    if link.kind is LinkKind.BARE and _URLS.match(link.url):
        return _skipped("several URLs with commas between: a value, not a link", Skipping.KIND)
    resolved = resolve(link.url, link.path)
    if own is not None and link.path != STDIN:
        resolved = own.judged(resolved, link)
    if isinstance(resolved.target, NotAsked):
        return resolved
    if isinstance(resolved.target, WebTarget) and (why := _reserved(link, resolved.target, policy)):
        return _skipped(why, Skipping.RESERVED)
    if policy.settings.include and not any_matches(policy.settings.include, link.url):
        return _skipped("no --include pattern matches")
    if any_matches(policy.settings.exclude, link.url):
        return _skipped("excluded by an --exclude pattern")
    if policy.settings.offline and isinstance(resolved.target, WebTarget):
        return _skipped("not asked: --offline checks local links only", Skipping.OFFLINE)
    return resolved


def _reserved(link: Link, target: WebTarget, policy: Policy) -> str:
    """Why nothing public can be there, as the document openly says; empty for what is asked.

    `http://0x7f.1/` is this machine too, and says so to no reader: it is asked, and refused.
    """
    host, port = host_of(target.uri), port_of(target.uri)
    found, said = reserved(host), reserved(host_as_written(link.url))
    if found is None or said is None or said.use is not found.use:
        return ""
    if _is_opened(host, port, found.use, policy):
        return ""
    return f"not checked: {host} is {found.words}"


def _is_opened(host: str, port: int, use: Use, policy: Policy) -> bool:
    """Whether the command line says where a reserved host is, or that it may be asked.

    A route for any host opens names only: the guard lets an address pass by its own route.
    """
    if is_address(host):
        address = ipaddress.ip_address(host)
        is_allowed = any(address in network for network in policy.allowed)
        return is_allowed or policy.routes.names(host, port)
    if policy.routes.find(host, port) is not None:
        return True
    match use:
        case Use.MACHINE:
            return any(one in network for network in policy.allowed for one in _LOOPBACK)
        case Use.NETWORK:  # where it is, only its network knows: the guard judges what it finds
            return bool(policy.allowed)
    return False


def _skipped(why: str, skipping: Skipping = Skipping.CHOICE) -> Resolved:
    return Resolved(NotAsked(Unasked.SKIPPED, why, skipping))
