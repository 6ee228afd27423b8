"""The web targets of a run's links, and what the links look for in each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from linkaudit.audit.links import Reference
from linkaudit.model.report import WebTarget
from linkaudit.text.text_directives import text_directives
from linkaudit.text.uri import equivalence_key

_MOST_TEXTS = 100  # text directives that are looked up in one page


class Targets:
    """The web targets of a run's links, each once; of several spellings one is asked."""

    def __init__(self, references: Sequence[Reference]) -> None:
        # Each target stands where its last link does, spelt as its first link spells it.
        found = {
            equivalence_key(target.uri): target
            for reference in reversed(references)
            if isinstance(target := reference.resolved.target, WebTarget)
        }
        self._by_key = found
        self.with_fragments = frozenset(
            self.asked_for(reference.resolved.target)
            for reference in references
            if reference.resolved.fragment and isinstance(reference.resolved.target, WebTarget)
        )
        """Those that links lead to a place of."""

    def asked_for(self, target: WebTarget) -> WebTarget:
        """The target that stands for this one."""
        return self._by_key[equivalence_key(target.uri)]

    def __iter__(self) -> Iterator[WebTarget]:
        return iter(reversed(self._by_key.values()))


def texts_for(
    references: Sequence[Reference], targets: Targets
) -> Mapping[WebTarget, tuple[str, ...]]:
    """The text directives that links have for each web target, in the order of the documents."""
    found: dict[WebTarget, tuple[str, ...]] = {}
    for reference in references:
        texts = text_directives(reference.link.url.partition("#")[2])
        if texts and isinstance(target := reference.resolved.target, WebTarget):
            asked = targets.asked_for(target)
            found[asked] = tuple(dict.fromkeys((*found.get(asked, ()), *texts)))[:_MOST_TEXTS]
    return found
