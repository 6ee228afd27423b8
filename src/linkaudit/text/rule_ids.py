"""Rule ids that were renamed: accepted in their old spelling for one release.

Findings keep the fingerprint of their first id, so baselines, histories and code scanning
recognise them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

RENAMED: Mapping[str, str] = {
    "address-renamed": "path-renamed",
    "closed-to-new-customers": "service-closed",
    "ended": "service-ended",
    "ending": "service-ending",
    "landed-above": "redirect-to-parent",
    "landed-aside": "redirect-to-error-or-search",
    "long-unreachable": "persistent-failure",
    "perhaps-renamed": "likely-renamed",
    "says-renamed": "page-says-renamed",
    "slug-elsewhere": "guide-page-renamed",
    "soft-404-control": "soft-404-probe",
}
"""Old spelling to new."""
_FIRST = {new: old for old, new in RENAMED.items()}


def current_id(rule: str) -> str:
    """The id of a rule by either spelling; an unknown id stays as it is."""
    return RENAMED.get(rule, rule)


def first_id(rule: str) -> str:
    """The id that a rule's fingerprints are made of."""
    return _FIRST.get(rule, rule)


def renamed_notes(place: str, rules: Iterable[str]) -> Iterator[str]:
    """One line for each old spelling among rule ids; `place` says where they were written."""
    for rule in sorted(set(rules) & RENAMED.keys()):
        yield f"{place}: rule '{rule}' is now '{RENAMED[rule]}'; update the id"
