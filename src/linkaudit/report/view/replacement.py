"""What to do about one link, as values for the reports that people read.

Nothing here is escaped, and nobody has looked whether an archived copy is there.
"""

from __future__ import annotations

from dataclasses import dataclass

from linkaudit.model.report import Report, Result, Verdict, WebTarget
from linkaudit.report.view import wording

_GONE = (Verdict.DEAD, Verdict.SOFT_404)


@dataclass(frozen=True, slots=True)
class Replacement:
    """What to put in place of a link; each part empty where there is nothing to say."""

    url: str
    """The best replacement that is known."""
    is_doubtful: bool
    """Somebody has to look at the replacement first."""
    advice: str
    archive: str
    """Where an archived copy of the page would be."""


def replacement_for(result: Result, report: Report) -> Replacement:
    offer, advice = wording.replacement(result) or "", wording.advice(result)
    if offer and result.verdict is Verdict.REDIRECTED:
        advice = ""  # it says to put the new URL, which stands there
    is_doubtful = bool(offer) and not wording.is_certain(result)
    return Replacement(offer, is_doubtful, advice, _archive(result, report))


def _archive(result: Result, report: Report) -> str:
    target = result.observation.target
    if result.verdict not in _GONE or not isinstance(target, WebTarget):
        return ""
    day = report.published.get(result.link.path, report.as_of)
    return f"https://web.archive.org/web/{day:%Y%m%d}/{target.uri}"
