"""Which of some names comes nearest to one that is not there.

Knows how alike two words are; nothing of links, files or pages.
"""

from __future__ import annotations

from collections.abc import Iterable

_ALIKE = 75  # of 100; below, the nearest name is another subject


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The name most like it, the first of several; None where none is like it."""
    # Imported here: few runs have a name that is missing, and all would wait 0.02 s for it.
    from rapidfuzz import fuzz, process

    found = process.extractOne(name, sorted(known), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return found[0] if found else None
