"""What the documents' own words name that has another name, has ended or is closed by now.

Puts a quick look, the extraction of names and the rules together: remarks, each at its place. Asks
neither the network nor the disk; what is left out or suppressed is for `suppressions.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from linkaudit.audit.policy import Policy
from linkaudit.extract.name_prefilter import possible_names
from linkaudit.extract.registry import names_in
from linkaudit.model.deadline import NO_DEADLINE, Deadline, OutOfTime
from linkaudit.model.document import Document, Link, Mention
from linkaudit.model.report import Finding, Level, Result, TextFinding, Verdict
from linkaudit.rules.lifecycle.outdated_name import OldNames, old_names, outdated_mentions
from linkaudit.rules.lifecycle.outdated_version import NamedVersions, version_mentions
from linkaudit.rules.lifecycle.retired_name import RetiredNames, retired_mentions, retired_names
from linkaudit.rules.packs.versions import VersionPack
from linkaudit.text.english import is_english


@dataclass(frozen=True, slots=True)
class _Names:
    """All names that mean something for articles of one day."""

    old: OldNames
    retired: RetiredNames
    versions: VersionPack | None
    as_of: date

    def look(self, document: Document) -> Iterator[tuple[Mention, Finding]]:
        text = document.text
        old = self.old.to_look_for(possible_names(text, self.old.facts))
        retired = self.retired.to_look_for(possible_names(text, self.retired.facts))
        versions = self._versions(text)
        if not (old or retired or versions):
            return
        mentions = names_in(document, [*old, *retired, *versions])
        yield from self._products(mentions)
        if self.versions:
            yield from version_mentions(mentions, versions, self.versions, self.as_of)

    def _versions(self, text: str) -> NamedVersions:
        """The versions that a text may name, if one of them has ended."""
        named = self.versions.named_in(text) if self.versions else {}
        if not any(version.has_ended(self.as_of) for _, version, _ in named.values()):
            return {}
        return named if is_english(text) else {}

    def _products(self, mentions: list[Mention]) -> Iterator[tuple[Mention, Finding]]:
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
                    policy.versions,
                    policy.as_of,
                )
            remarks.extend(
                TextFinding(document.path, mention.region, mention.name, finding)
                for mention, finding in by_day[day].look(document)
            )

    with suppress(OutOfTime):
        deadline.within(look)
    return remarks


def not_told_by_links(
    remarks: Iterable[TextFinding], results: Iterable[Result]
) -> Iterator[TextFinding]:
    """Without an ended name that is the text of a link about which just that is reported."""
    told: defaultdict[tuple[str, str], list[Link]] = defaultdict(list)
    for result in results:
        for finding in result.findings:
            if finding.verdict is Verdict.RETIRED:
                told[result.link.path, finding.message].append(result.link)
    for remark in remarks:
        links = told.get((remark.path, remark.finding.message), ())
        if not any(_is_its_text(remark, link) for link in links):
            yield remark


def _is_its_text(remark: TextFinding, link: Link) -> bool:
    lines = remark.region.line - len(link.text) // 20, remark.region.line  # it may be broken
    begins = any(lines[0] - 1 <= use.line <= lines[1] for use in link.uses)
    return begins and remark.text in " ".join(link.text.split())
