"""What the documents' own words name that has another name, has ended or is closed by now.

Puts a quick look, the extraction of names and the rules together: remarks, each at its place. Asks
neither the network nor the disk; what is left out or suppressed is for `suppressions.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from linkaudit.audit.policy import Policy
from linkaudit.extract.name_prefilter import possible_names
from linkaudit.extract.registry import names_in
from linkaudit.model.deadline import NO_DEADLINE, Deadline, OutOfTime
from linkaudit.model.document import Document, Mention
from linkaudit.model.report import Finding, Level, TextFinding
from linkaudit.rules.lifecycle.outdated_name import OldNames, old_names, outdated_mentions
from linkaudit.rules.lifecycle.retired_name import RetiredNames, retired_mentions, retired_names


@dataclass(frozen=True, slots=True)
class _Names:
    """All names that mean something for articles of one day."""

    old: OldNames
    retired: RetiredNames

    def to_look_for(self, text: str) -> list[str]:
        old = possible_names(text, self.old.facts)
        retired = possible_names(text, self.retired.facts)
        return [*self.old.to_look_for(old), *self.retired.to_look_for(retired)]

    def judge(self, mentions: list[Mention]) -> Iterator[tuple[Mention, Finding]]:
        retired = retired_mentions(mentions, self.retired)
        yield from retired
        # Under which name it was listed last does not help once it has ended.
        ended = {mention.region for mention, found in retired if found.level is Level.WARNING}
        for mention, found in outdated_mentions(mentions, self.old):
            if mention.region not in ended:
                yield mention, found


def find_old_names(
    documents: Iterable[Document],
    published: Mapping[str, date],
    policy: Policy,
    deadline: Deadline = NO_DEADLINE,
) -> list[TextFinding]:
    """A remark for each such name and section of each document, as far as there is time."""
    by_day: dict[date | None, _Names] = {}
    remarks: list[TextFinding] = []

    def look() -> None:
        for document in documents:
            day = published.get(document.path)
            if day not in by_day:
                by_day[day] = _Names(
                    old_names(policy.packs, day, policy.as_of),
                    retired_names(policy.packs, day, policy.as_of),
                )
            remarks.extend(_of(document, by_day[day]))

    with suppress(OutOfTime):
        deadline.within(look)
    return remarks


def _of(document: Document, names: _Names) -> Iterator[TextFinding]:
    wanted = names.to_look_for(document.text)
    if not wanted:
        return
    for mention, finding in names.judge(list(names_in(document, wanted))):
        yield TextFinding(document.path, mention.region, mention.name, finding)
