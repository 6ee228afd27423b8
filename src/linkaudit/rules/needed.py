"""What rules read of an observation, so that a run need not keep the rest until it judges.

A rule that reads another header has to name it here, or it will find none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from linkaudit.model.http import WALL_MARKS, Answer, Page
from linkaudit.model.report import Observation

HEADERS = ("content-type", "retry-after", "location", *sorted(WALL_MARKS))
_NO_IDS = Page().anchors


def for_judging(seen: Observation, *, has_fragment: bool = True) -> Observation:
    """The observation without what no rule reads: headers, and ids where no link has a fragment.

    60,000 pages of 30 ids and six headers each take 50 MB less.
    """
    answer = seen.outcome
    if not isinstance(answer, Answer):
        return seen
    kept = tuple((name, answer.headers[name]) for name in HEADERS if name in answer.headers)
    page = answer.page
    # A redirect may have a fragment, and hand it to the page (RFC 9110 §10.2.2).
    has_fragment = has_fragment or "#" in answer.uri
    if page is not None and not has_fragment and (page.anchors or page.headings):
        page = replace(page, anchors=_NO_IDS, headings=_NO_IDS)
    return replace(seen, outcome=replace(answer, headers=_shared(kept), page=page))


def for_reports(seen: Observation) -> Observation:
    """The observation once all its links are judged: no report quotes headers or pages."""
    answer = seen.outcome
    if not isinstance(answer, Answer):
        return seen
    return replace(seen, outcome=Answer(answer.uri, answer.status))


@lru_cache(maxsize=1024)
def _shared(headers: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """One mapping for all answers that have the same: those of a host nearly always do."""
    return dict(headers)
