"""What is at the paths that links lead to: each looked at once, read for its anchors only.

Puts the checker of files, the readers' anchors and the site's slugger together; asks no network.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from linkaudit.audit.links import Reference
from linkaudit.audit.policy import Policy
from linkaudit.check.local.resolve import Local, page_of
from linkaudit.extract.registry import SUFFIXES, anchors
from linkaudit.files.find import STDIN
from linkaudit.model.deadline import Deadline, OutOfTime
from linkaudit.model.document import Document
from linkaudit.model.http import Answer
from linkaudit.model.report import LocalTarget, Observation
from linkaudit.model.slugger import Slugger, slugger_of

LocalKey = tuple[LocalTarget, Path]
"""A path, and the folder that it may not leave."""


def observe_files(
    references: Sequence[Reference],
    documents: Sequence[Document],
    policy: Policy,
    root: Path,
    deadline: Deadline,
) -> dict[LocalKey, Observation]:
    """What is at each path, by its key; files are read for their anchors only."""
    slugger = _slugger(policy, root)
    audited = {os.path.realpath(root / d.path) for d in documents if d.path != STDIN}
    anchors_of = partial(anchors, slugger=slugger)
    local = Local(
        anchors_of,
        lambda path: SUFFIXES.is_read(path) or path in audited,  # whatever its suffix
        slugger.sources,
        ignores_case=slugger is Slugger.GITHUB,
    )
    seen: dict[LocalKey, Observation] = {}

    def look() -> None:
        _look(local, references, policy, seen)
        for document in documents:
            if document.path == STDIN:  # in no folder: what it says of itself is all there is
                case = slugger is Slugger.GITHUB
                name = f"{STDIN}.md"
                page = page_of(name, document.text, anchors_of, ignores_case=case)
                itself = LocalTarget(STDIN)
                seen[itself, root] = Observation(itself, Answer(STDIN, 0, page=page))

    with suppress(OutOfTime):
        deadline.within(look)
    return seen


def _look(
    local: Local, references: Sequence[Reference], policy: Policy, seen: dict[LocalKey, Observation]
) -> None:
    # What is asked for its ids comes first, so each target is observed once.
    for reference in sorted(references, key=lambda r: r.resolved.fragment is None):
        target, tree = reference.resolved.target, reference.root
        if not isinstance(target, LocalTarget) or (target, tree) in seen:
            continue
        has_fragment = reference.resolved.fragment is not None
        site = policy.root if target.is_rooted else None
        base = site or tree
        within = tree if site is None or _is_within(site, tree) else site
        seen[target, tree] = local.observe(target, base, within, reads=has_fragment)


def _is_within(folder: Path, tree: Path) -> bool:
    return folder.resolve().is_relative_to(tree.resolve())


def _slugger(policy: Policy, root: Path) -> Slugger:
    """The one that was asked for, else by what lies in the root, else GitHub's."""
    for folder in (policy.root, root):
        if policy.settings.slugger is None and folder is not None and folder.is_dir():
            found = slugger_of(os.listdir(folder))
            if found is not None:
                return found
    return policy.settings.slugger or Slugger.GITHUB
