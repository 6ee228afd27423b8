"""The proofs of a link's findings, as values for the reports that people read.

Nothing here is escaped; a proof that serves two findings stands under the first alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linkaudit.model.http import Answer, Hop
from linkaudit.model.report import Evidence, Finding, Result
from linkaudit.text.redact import shown

_QUOTE_LENGTH = 300
_SOURCES = {
    "http": "The server",
    "pack": "Source",
    "page": "The page",
    "guide": "The guide's index",
    "archive": "The archive",
    "history": "Earlier runs",
}


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a page, a server or a fact pack."""

    source: str
    """Who says so, as the beginning of a sentence."""
    words: str
    url: str = ""
    """Where it can be read on the web; empty where it cannot."""
    read_on: str = ""
    """The day on which we read it, where that matters."""


@dataclass(frozen=True, slots=True)
class Trail:
    """The way that the redirects took. Its first URL is the link's own."""

    hops: tuple[Hop, ...]
    status: int | None
    """The last answer; None where there was none."""


Proof = Quote | Trail


def proofs(result: Result) -> Iterator[tuple[Finding, list[Proof]]]:
    """Each finding of a link with what proves it and was not shown before."""
    told: set[Evidence] = set()
    for finding in result.findings:
        new = [evidence for evidence in finding.evidence if evidence not in told]
        told.update(new)
        yield finding, list(filter(None, (_proof(one, result) for one in new)))


def quote(evidence: Evidence) -> Quote:
    """The words of a proof, and where they stand."""
    is_web = evidence.url.startswith(("https://", "http://"))
    return Quote(
        _SOURCES.get(evidence.source, evidence.source),
        shortened(evidence.quote).strip("| "),
        evidence.url if is_web else "",
        evidence.date if evidence.source == "pack" else "",
    )


def shortened(text: str) -> str:
    """As much of a long text as a reader may be shown."""
    text = shown(text)  # before: of a secret that is cut, none could tell any more
    return text if len(text) <= _QUOTE_LENGTH else text[: _QUOTE_LENGTH - 1] + "…"


def name(result: Result) -> str:
    """The link's own words, else its destination; empty where it has neither."""
    return shortened(result.link.text).strip() or shortened(result.link.destination).strip()


def _proof(evidence: Evidence, result: Result) -> Proof | None:
    if evidence.source != "http":
        return quote(evidence)
    seen = result.observation
    status = seen.outcome.status if isinstance(seen.outcome, Answer) else None
    return Trail(seen.hops, status) if seen.hops else None
