"""What the documents' own words call by an old name: remarks, each at its place.

Puts a quick look, the extraction of names and the rule together. Asks neither the network
nor the disk; what is left out or suppressed is for `suppressions.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date

from linkaudit.audit.policy import Policy
from linkaudit.extract.name_prefilter import possible_names
from linkaudit.extract.registry import names_in
from linkaudit.model.deadline import NO_DEADLINE, Deadline, OutOfTime
from linkaudit.model.document import Document
from linkaudit.model.report import TextFinding
from linkaudit.rules.lifecycle.outdated_name import OldNames, old_names, outdated_mentions


def find_old_names(
    documents: Iterable[Document],
    published: Mapping[str, date],
    policy: Policy,
    deadline: Deadline = NO_DEADLINE,
) -> list[TextFinding]:
    """A remark for each old name and section of each document, as far as there is time."""
    by_day: dict[date | None, OldNames] = {}
    remarks: list[TextFinding] = []

    def look() -> None:
        for document in documents:
            day = published.get(document.path)
            if day not in by_day:
                by_day[day] = old_names(policy.packs, day, policy.as_of)
            remarks.extend(_of(document, by_day[day]))

    with suppress(OutOfTime):
        deadline.within(look)
    return remarks


def _of(document: Document, names: OldNames) -> Iterable[TextFinding]:
    found = possible_names(document.text, names.facts)
    if not found:
        return
    for mention, finding in outdated_mentions(names_in(document, names.to_look_for(found)), names):
        yield TextFinding(document.path, mention.region, mention.name, finding)
