"""The identity of findings and links from run to run: the same when lines move.

Text in, text out. Made of the rule, of what stands there and of which one of its kind it is in
its document; never of a line, a message or a secret.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from linkaudit.model.document import Link
from linkaudit.model.report import Level, Report, Result
from linkaudit.text.redact import shown
from linkaudit.text.rule_ids import first_id

_FINDING = 32  # hexadecimal digits
WITHIN = 12  # of one document: with 1,000 links, two are alike once in 500 million documents

_NOTHING: Mapping[str, str] = {}


class Numbering:
    """Counts what is alike, in the order of the document. One for each report."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, str, str]] = Counter()

    def fingerprint(self, path: str, rule: str, subject: str) -> str:
        """The next finding of `rule` about `subject`: a destination, or a name in the text.

        The path is no part of it, so a document can be renamed; a store of fingerprints
        keeps the path beside them.
        """
        return self._next(path, first_id(rule), shown(subject))[:_FINDING]

    def key(self, link: Link) -> str:
        """The next link of its document to that destination, whatever was found."""
        return self._next(link.path, "", shown(link.destination))[:WITHIN]

    def _next(self, path: str, rule: str, subject: str) -> str:
        self._seen[path, rule, subject] += 1
        text = "\0".join((rule, subject, str(self._seen[path, rule, subject])))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """Those of a report's findings, in its order; what has no level has none."""

    results: tuple[Mapping[str, str], ...]
    """For each link, by rule: no rule finds twice on one link."""
    text_findings: tuple[str, ...]


def fingerprints(report: Report) -> Fingerprints:
    """What is found of links and in the text; a document that could not be read is no finding."""
    numbering = Numbering()
    results = tuple(of_results(report.results, numbering))
    remarks = [numbering.fingerprint(r.path, r.finding.rule, r.text) for r in report.text_findings]
    return Fingerprints(results, tuple(remarks))


def of_results(results: Iterable[Result], numbering: Numbering) -> Iterator[Mapping[str, str]]:
    """Those of links that come in the order of a report, by rule, one link after the other."""
    for result in results:
        path, subject = result.link.path, result.link.destination
        told = [f.rule for f in result.findings if f.level > Level.NONE]
        # One mapping for all that are fine, which most are.
        yield {r: numbering.fingerprint(path, r, subject) for r in told} if told else _NOTHING


def keys(links: Iterable[Link]) -> list[str]:
    """The keys of links that come in the order of their documents."""
    found: list[str] = []
    for _, own in groupby(links, attrgetter("path")):
        numbering = Numbering()  # no document's links count in another's, so it can go
        found += map(numbering.key, own)
    return found
