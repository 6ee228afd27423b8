"""Edits to plan for a document: another destination for a link, or a comment that suppresses it.

A report in, planned edits out. The rules have said what is certain. One thing is judged here: a
URL that would bring a secret into the text is never certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote, urlsplit

from linkaudit.model.document import Defect, Link
from linkaudit.model.report import Finding, Level, Report, Result, Verdict
from linkaudit.text.redact import redact
from linkaudit.text.uri import equivalence_key, host_of, normalise

_LETTERS = re.compile(r"[^\x00-\x7f]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One URL to replace it with, and the finding that offers it."""

    url: str
    finding: Finding
    certain: bool


@dataclass(frozen=True, slots=True)
class NewDestination:
    """Another destination for a link. `url` is what it is to mean, in the author's manner."""

    result: Result
    url: str
    finding: Finding | None
    """Which finding offered it; None where a person typed it."""
    certain: bool

    @property
    def link(self) -> Link:
        return self.result.link


@dataclass(frozen=True, slots=True)
class NewSuppression:
    """A comment that suppresses these rules for a link."""

    result: Result
    rules: tuple[str, ...]

    @property
    def link(self) -> Link:
        return self.result.link


PlannedEdit = NewDestination | NewSuppression


def candidates(result: Result, only: frozenset[str] = frozenset()) -> tuple[Candidate, ...]:
    """Each URL once, the certain ones first; `only` names the rules that count, none for all."""
    found: dict[str, Candidate] = {}
    for finding in fixable_findings(result, only):
        url = finding.replacement and in_its_manner(finding.replacement, result.link)
        if url and url != result.link.url:
            certain = finding.certain and not _brings_secret(url, result.link.url)
            known = found.get(url)
            if known is None or (certain and not known.certain):
                found[url] = Candidate(url, finding, certain)
    return tuple(sorted(found.values(), key=lambda offer: not offer.certain))


def fixable_findings(result: Result, only: frozenset[str]) -> tuple[Finding, ...]:
    """The findings of a link that another destination may fix."""
    if result.link.defect is Defect.UNDEFINED:
        return ()  # there is no destination that could be another
    return tuple(f for f in result.findings if not only or f.rule in only)


def automatic_edits(
    results: Iterable[Result], only: frozenset[str], *, uncertain: bool
) -> list[NewDestination]:
    """What can be done unasked: the certain offers, and with `uncertain` the best of the others."""
    return [
        edit_from(result, offer)
        for result in results
        for offer in candidates(result, only)[:1]
        if offer.certain or uncertain
    ]


def edit_from(result: Result, offer: Candidate) -> NewDestination:
    return NewDestination(result, offer.url, offer.finding, offer.certain)


def doubtful(results: Iterable[Result], only: frozenset[str]) -> list[Result]:
    """The links that a person has to decide on: something is wrong or offered, nothing certain."""
    found = []
    for result in results:
        told, offered = fixable_findings(result, only), candidates(result, only)
        is_wrong = any(finding.level > Level.NOTE for finding in told)
        if (is_wrong or offered) and not any(offer.certain for offer in offered):
            found.append(result)
    return found


def in_its_manner(url: str, link: Link) -> str:
    """The same URL in the author's letters, and scheme-relative where the author wrote it so."""
    made = _with_letters(url, link.url)
    if link.url.startswith("//") and made.startswith("https://"):
        return made.removeprefix("https:")
    return made


def _with_letters(url: str, old: str) -> str:
    """Letters beyond ASCII that the author wrote stay such: servers answer in percent signs."""
    if old.isascii():
        return url
    made = url
    try:
        for letters in dict.fromkeys(_LETTERS.findall(old)):
            made = re.sub(re.escape(quote(letters)), letters, made, flags=re.IGNORECASE)
        host, written = host_of(normalise(url)[0]), urlsplit(old).hostname or ""
        if not written.isascii() and host_of(normalise(f"https://{written}/")[0]) == host:
            made = made.replace(f"//{host}", f"//{written}", 1)
        return made if _meaning(made) == _meaning(url) else url
    except ValueError:  # not of the web, or half a character
        return url


def _meaning(url: str) -> tuple[str, str | None]:
    uri, fragment = normalise(url)
    return equivalence_key(uri), fragment


def by_path(edits: Iterable[PlannedEdit]) -> Mapping[str, list[PlannedEdit]]:
    found: dict[str, list[PlannedEdit]] = {}
    for planned in edits:
        found.setdefault(planned.link.path, []).append(planned)
    return found


def results_after(report: Report, done: Iterable[PlannedEdit]) -> tuple[Result, ...]:
    """The results with what is settled taken out: what a check would say now, as far as known."""
    settled = {(planned.link.path, planned.link.region): planned for planned in done}
    return tuple(
        _left(result, settled.get((result.link.path, result.link.region)))
        for result in report.results
    )


def _left(result: Result, planned: PlannedEdit | None) -> Result:
    if planned is None:
        return result
    return replace(result, findings=tuple(f for f in result.findings if not _settles(planned, f)))


def _settles(planned: PlannedEdit, finding: Finding) -> bool:
    if isinstance(planned, NewSuppression):
        return finding.rule in planned.rules
    if planned.finding is None:
        return True  # what a person typed was not checked yet
    if finding.rule == planned.finding.rule:
        return True
    # A new name stays true wherever the link leads.
    offered = in_its_manner(finding.replacement or "", planned.link)
    return finding.verdict is Verdict.REDIRECTED and offered == planned.url


def _brings_secret(url: str, old: str) -> bool:
    return redact(url) != url and redact(old) == old
