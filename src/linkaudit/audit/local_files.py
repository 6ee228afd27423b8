"""What is at the paths that links lead to: each looked at once, read for its anchors only.

Puts the checker of files, the readers' anchors and the addresses of sites together; asks no
network.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from urllib.parse import unquote

from linkaudit.audit.links import Reference
from linkaudit.audit.policy import Policy
from linkaudit.check.local.resolve import MAX_BYTES, Local, page_of
from linkaudit.extract.registry import SUFFIXES, anchors
from linkaudit.files.find import STDIN
from linkaudit.model.deadline import Deadline, OutOfTime
from linkaudit.model.document import Document, LinkKind
from linkaudit.model.http import Answer, Failure, FailureKind
from linkaudit.model.report import (
    LocalTarget,
    NotAsked,
    Observation,
    Skipping,
    Unasked,
)
from linkaudit.model.slugger import Slugger
from linkaudit.sites.find import Sites, find_sites
from linkaudit.sites.includes import included
from linkaudit.sites.site import (
    REFERENCE,
    TOO_LARGE,
    AsFile,
    Asked,
    Doubtful,
    Found,
    Located,
    Missing,
    Site,
)
from linkaudit.sites.tree import Tree

LocalKey = tuple[LocalTarget, Path, str]
"""A path, the folder that it may not leave, and, on a site, the document and what it says."""

_NO_SITES = Sites()
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".mp4", ".webm")
_DEEPEST = 3  # of documents that include others
_MOST_IDS = 1_000_000  # that pages have from what they include, in one run


@dataclass(slots=True)
class LocalFiles:
    """What is at each path, by its key."""

    seen: dict[LocalKey, Observation] = field(default_factory=dict)
    sites: Sites = _NO_SITES
    tree: Tree = field(default_factory=lambda: Tree(Path()))

    def key(self, reference: Reference, target: LocalTarget) -> LocalKey:
        """One key for all links that mean the same."""
        link = reference.link
        if _site_of(self.sites, reference) is None:
            return target, reference.root, ""
        is_image = " as a picture" if link.kind is LinkKind.IMAGE else ""
        # A fragment alone may be a label of any page.
        said = link.url.partition("#")[0] or link.url
        return target, reference.root, f"{link.path}\0{said}{is_image}"


def observe_files(
    references: Sequence[Reference],
    documents: Sequence[Document],
    policy: Policy,
    root: Path,
    deadline: Deadline,
) -> LocalFiles:
    """What is at each path; files are read for their anchors only."""
    found = LocalFiles()
    audited = frozenset(os.path.realpath(root / d.path) for d in documents if d.path != STDIN)

    def look() -> None:
        found.tree = Tree(root)
        found.sites = _sites(found.tree, documents, policy, root)
        _Look(found, policy, root, audited).at_all(references)
        for document in documents:
            if document.path == STDIN:  # in no folder: what it says of itself is all there is
                usual = _usual_slugger(policy, root)
                ids, case = partial(anchors, slugger=usual), usual is Slugger.GITHUB
                page = page_of(f"{STDIN}.md", document.text, ids, ignores_case=case)
                itself = LocalTarget(STDIN)
                found.seen[itself, root, ""] = Observation(itself, Answer(STDIN, 0, page=page))

    with suppress(OutOfTime):
        deadline.within(look)
    return found


def _sites(tree: Tree, documents: Sequence[Document], policy: Policy, root: Path) -> Sites:
    generator = policy.settings.generator
    below = ""
    if policy.root is not None and policy.root.is_relative_to(root.absolute()):
        below = policy.root.relative_to(root.absolute()).as_posix().removeprefix(".")
    paths = [d.path for d in documents if d.path != STDIN and not os.path.isabs(d.path)]
    return find_sites(tree, paths, generator, below)


def _site_of(sites: Sites, reference: Reference) -> Site | None:
    path = reference.link.path
    return None if path == STDIN or os.path.isabs(path) else sites.of(path)


class _Look:
    """One run's look at the disk: a reader for each style of heading ids."""

    def __init__(
        self, found: LocalFiles, policy: Policy, root: Path, audited: frozenset[str]
    ) -> None:
        self._found = found
        self._policy = policy
        self._root = root
        self._audited = audited
        self._usual = _usual_slugger(policy, root)
        self._tree = found.tree
        self._readers: dict[Slugger, Local] = {}
        self._files: dict[tuple[LocalTarget, bool], Observation] = {}
        self._parts: dict[tuple[Slugger, str, int], frozenset[str] | None] = {}
        self._ids_left = _MOST_IDS

    def at_all(self, references: Sequence[Reference]) -> None:
        seen = self._found.seen
        # What is asked for its ids comes first, so each target is observed once.
        for reference in sorted(references, key=lambda r: r.resolved.fragment is None):
            target = reference.resolved.target
            if not isinstance(target, LocalTarget):
                continue
            key = self._found.key(reference, target)
            if key in seen:
                continue
            site = _site_of(self._found.sites, reference)
            seen[key] = (
                self._plain(reference, target)
                if site is None or target.is_file
                else self._on_site(site, reference, target)
            )

    def _plain(self, reference: Reference, target: LocalTarget) -> Observation:
        """As a forge shows it: paths are those of files."""
        policy, tree = self._policy, reference.root
        site = policy.root if target.is_rooted else None
        base = site or tree
        within = tree if site is None or _is_within(site, tree) else site
        reads = reference.resolved.fragment is not None
        return self._reader(target.path).observe(target, base, within, reads=reads)

    def _on_site(self, site: Site, reference: Reference, target: LocalTarget) -> Observation:
        written = reference.link.url.partition("#")[0].partition("?")[0]
        path = unquote(written).replace("\\", "/")
        if not path:
            label = reference.resolved.fragment or ""
            source = site.space().labels.get(label.lower().replace("_", "-"))
            if source is None and site.foreign_labels and site.foreign_labels.search(label):
                return self._observed(Doubtful(REFERENCE), reference, target)
            return self._observed(AsFile(source or target.path), reference, target)
        if site.space().is_too_large:
            return self._observed(Doubtful(TOO_LARGE), reference, target)
        is_image = _is_image(reference.link.kind, path)
        found = site.follow(site, Asked(reference.link.path, path, is_image))
        if isinstance(found, Missing) and written != path:
            other = site.follow(site, Asked(reference.link.path, written, is_image))
            found = other if isinstance(other, Found) else found
        if target.is_rooted and self._policy.root and not isinstance(found, Found):
            seen = self._plain(reference, target)
            if isinstance(seen.outcome, Answer):
                return seen
        return self._observed(found, reference, target)

    def _observed(self, found: Located, reference: Reference, target: LocalTarget) -> Observation:
        reads = reference.resolved.fragment is not None
        match found:
            case Found(""):
                return Observation(target, Answer(target.path, 0))
            case Found(source):
                return replace(self._at(LocalTarget(source), reads=reads), target=target)
            case Missing(detail):
                return Observation(target, Failure(FailureKind.MISSING, detail, target.path))
            case Doubtful(reason):
                why = NotAsked(Unasked.SKIPPED, reason, Skipping.SITE)
                return Observation(target, why)
            case AsFile(path):
                file = target if target.is_rooted else replace(target, path=path)
                return replace(self._at(file, reads=reads), target=target)

    def _at(self, file: LocalTarget, *, reads: bool) -> Observation:
        """What is at a path of the tree; links that are written otherwise share it."""
        seen = self._files.get((file, True)) or self._files.get((file, reads))
        if seen is None:
            reader = self._reader(file.path)
            seen = reader.observe(file, self._root, self._root, reads=reads)
            self._files[file, reads] = seen
        return seen

    def _reader(self, path: str) -> Local:
        """The one whose heading ids are those of a file's own site."""
        site = self._found.sites.of(path)
        slugger = self._policy.settings.slugger or (site.slugger if site else self._usual)
        if slugger not in self._readers:
            self._readers[slugger] = Local(
                partial(self._anchors, slugger),
                # Whatever its suffix, a document that is audited is read.
                lambda path: SUFFIXES.is_read(path) or path in self._audited,
                (self._policy.settings.slugger or Slugger.GITHUB).sources,
                ignores_case=slugger is Slugger.GITHUB,
            )
        return self._readers[slugger]

    def _anchors(
        self, slugger: Slugger, document: Document, depth: int = 0
    ) -> frozenset[str] | None:
        """What a page has, with what its document includes; None where that is not known."""
        own = anchors(document, slugger)
        path = os.path.relpath(document.path, os.path.realpath(self._root)).replace(os.sep, "/")
        site = self._found.sites.of(path)
        if site is None or depth == _DEEPEST:
            return own
        found = set(own)
        for part in included(self._tree, site, path, document.text):
            inner = self._part(slugger, part, depth + 1) if part else None
            self._ids_left -= len(inner or ())
            if inner is None or self._ids_left < 0:
                return None
            found |= inner
        return None if site.hides_ids(document.text, frozenset(found)) else frozenset(found)

    def _part(self, slugger: Slugger, path: str, depth: int) -> frozenset[str] | None:
        """Each is read once at each depth, however many documents include it how often."""
        key = slugger, path, depth
        if key not in self._parts:
            full = os.path.join(os.path.realpath(self._root), path)
            part = Document(full, self._tree.text(path, MAX_BYTES))
            self._parts[key] = self._anchors(slugger, part, depth)
        return self._parts[key]


def _is_image(kind: LinkKind, path: str) -> bool:
    return kind is LinkKind.IMAGE or (kind is LinkKind.HTML and path.lower().endswith(_PICTURES))


def _is_within(folder: Path, tree: Path) -> bool:
    return folder.resolve().is_relative_to(tree.resolve())


def _usual_slugger(policy: Policy, root: Path) -> Slugger:
    """That of documents which no site shows: what was asked for, GitLab's, else GitHub's."""
    if policy.settings.slugger is not None:
        return policy.settings.slugger
    match policy.settings.generator:
        case "gitlab":
            return Slugger.GITLAB
        case "none":
            return Slugger.PLAIN
        case "":
            for folder in filter(None, (policy.root, root)):
                if (folder / ".gitlab-ci.yml").is_file():
                    return Slugger.GITLAB
    return Slugger.GITHUB
